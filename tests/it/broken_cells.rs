//! A cell that can't be read costs its row, and shifts nothing.

use niveau::ingest::{Reading, SheetRole};
use niveau::model::{Grade, Parameter};

use super::given_back::{Folder, seen, sheet, workbook};
use super::ingest::{
    Row, assert_balanced, department, grades, headers, portal, raw_workbook, read, told,
};
use super::workbook_bytes::{Sheet, Value, ods, ods_of, xls};

/// Cells whose content is not of their kind, as they stand behind `<c`.
const BROKEN: [&str; 4] = [
    " t=\"s\"><v>999</v></c>",
    " t=\"zz\"><v>7</v></c>",
    " t=\"b\"><v>7</v></c>",
    " t=\"n\"><v>x</v></c>",
];
/// An error value that calamine does not know.
const NEWER: &str = " t=\"e\"><v>#SPILL!</v></c>";
/// A formula that can't be read: not even as a formula.
const NOWHERE: &str = "><f t=\"shared\">A1</f><v>1</v></c>";

fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap());
    if column < 26 { last.to_string() } else { format!("A{last}") }
}

/// A sheet of these rows; `cells` replace what stands in a row and column (from 0).
fn sheet_of(rows: &[Row], has_addresses: bool, cells: &[(usize, usize, &str)]) -> Vec<u8> {
    let mut data = String::new();
    for (at, row) in rows.iter().enumerate() {
        data.push_str("<row>");
        for (column, text) in row.iter().enumerate() {
            let address = format!(" r=\"{}{}\"", letters(column), at + 1);
            let cell = cells.iter().find(|cell| (cell.0, cell.1) == (at, column));
            let plain = format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            data.push_str("<c");
            data.push_str(if has_addresses { &address } else { "" });
            data.push_str(cell.map_or(&plain, |cell| cell.2));
        }
        data.push_str("</row>");
    }
    raw_workbook("Afrapportering", &data)
}

fn three_rows() -> Vec<Row> {
    let graded = |id: &str| grades(id, &[("aktiv-praksis", "højt"), ("fagmiljoe", "let")]);
    vec![headers(SheetRole::Grades), graded("T1"), graded("T2")]
}

fn read_grades(bytes: Vec<u8>) -> Reading {
    read_file("tilsyn.xlsx", bytes)
}

fn read_file(name: &str, bytes: Vec<u8>) -> Reading {
    let departments = [department("T1", "T1-1", &[]), department("T2", "T2-1", &[])];
    let reading = read(&[portal(&departments), (name, bytes)]);
    assert_balanced(&reading);
    reading
}

/// Which tilbud have grades, and that each grade is the one of its column.
fn graded(reading: &Reading) -> Vec<&str> {
    let assessments = &reading.dataset.assessments;
    for assessment in assessments {
        assert_eq!(assessment.grades[Parameter::ActivePractice], Grade::High);
        assert_eq!(assessment.grades[Parameter::ProfessionalEnvironment], Grade::Light);
        assert_eq!(assessment.grades[Parameter::KnowledgeDevelopment], Grade::Unknown);
    }
    let of = |offering| reading.dataset.offering(offering).provider;
    assessments.iter().map(|a| &*reading.dataset.provider_at(of(a.offering)).id).collect()
}

#[test]
fn a_broken_cell_costs_its_row_and_shifts_none() {
    let rows = three_rows();
    for has_addresses in [true, false] {
        for broken in BROKEN {
            for column in [0, 1, 12, 13, rows[0].len() - 1] {
                let reading = read_grades(sheet_of(&rows, has_addresses, &[(1, column, broken)]));
                let what = format!("{has_addresses} {broken} {column}: {}", told(&reading));
                assert_eq!(graded(&reading), ["T2"], "{what}");
                let cell = format!(
                    "række 2: \"{}\": cellen {}2 kan ikke læses",
                    if column == 0 { "" } else { "T1" },
                    letters(column)
                );
                assert!(told(&reading).contains(&cell), "{what}");
                assert!(told(&reading).contains("[broken-cell]"), "{what}");
            }
        }
    }
}

#[test]
fn two_broken_cells_cost_one_row() {
    let cells = [(1, 12, BROKEN[0]), (1, 13, BROKEN[1])];
    for has_addresses in [true, false] {
        let reading = read_grades(sheet_of(&three_rows(), has_addresses, &cells));
        assert_eq!(graded(&reading), ["T2"]);
    }
}

#[test]
fn a_newer_error_value_shifts_nothing() {
    for has_addresses in [true, false] {
        // CVR, before all grades: the first cell that is not needed.
        let rows = three_rows();
        let free = rows[0].iter().position(|header| header == "Overordnet niveau");
        let column = free.unwrap_or(rows[0].len() - 1);
        let reading =
            read_grades(sheet_of(&rows, has_addresses, &[(1, column, NEWER), (2, column, NEWER)]));
        assert_eq!(graded(&reading), ["T1", "T2"], "{}", told(&reading));
        let first = read_grades(sheet_of(&rows, has_addresses, &[(1, 0, NEWER)]));
        assert_eq!(graded(&first), ["T2"], "{}", told(&first));
        assert!(told(&first).contains("celle A2"), "{}", told(&first));
    }
}

#[test]
fn a_cell_of_which_nobody_knows_where_it_stands_costs_the_rows_it_may_stand_in() {
    let rows = three_rows();
    let read_with = |row, column| read_grades(sheet_of(&rows, true, &[(row, column, NOWHERE)]));
    let middle = read_with(1, 13);
    assert_eq!(graded(&middle), ["T2"], "{}", told(&middle));
    // The first of a row may be the last of the row before, which here are the headers.
    let first = read_with(2, 0);
    assert!(graded(&first).is_empty(), "{}", told(&first));
    let header = read_with(0, 13);
    assert!(graded(&header).is_empty(), "{}", told(&header));
}

/// The reader would take such an index for the first of the texts, which may be a grade.
#[test]
fn a_text_that_nobody_says_which_is_never_the_first_one() {
    let odd = " t=\"s\"><v>abc</v></c>";
    let at = headers(SheetRole::Grades).iter().position(|header| header == "Fagmiljø").unwrap();
    let reading = read_grades(sheet_of(&three_rows(), true, &[(1, at, odd)]));
    assert!(reading.dataset.assessments.is_empty());
    let told: Vec<String> = reading.findings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @"tilsyn.xlsx: projektmappen er ikke, hvad den giver sig ud for: en celle peger på en tekst, men siger ikke hvilken; den er ikke læst. Hent den igen fra den, der har lavet den; et regneark skriver ikke sådan en fil. [file-lies]");
}

/// A sheet of these rows with one cell of the second row replaced.
fn with_cell(rows: &[Row], column: usize, cell: &Value) -> Sheet {
    let mut sheet = Sheet::of("Afrapportering", rows);
    sheet.rows[1][column] = cell.clone();
    sheet
}

/// Cells of an xls that calamine reads as empty, or as SAND.
fn broken_in_xls() -> [(Value, &'static str); 3] {
    let formula = [&[1, 0, 7, 0, 0, 0, 0xFF, 0xFF][..], &[0; 6], &[0, 0]].concat();
    [
        (Value::Record(0x00FD, vec![0xE7, 3, 0, 0]), "den henviser til noget, der ikke er i filen"),
        (Value::Record(0x0205, vec![7, 0]), "den er hverken SAND eller FALSK"),
        (Value::Record(0x0006, formula), "den er hverken SAND eller FALSK"),
    ]
}

#[test]
fn a_broken_cell_of_an_xls_costs_its_row() {
    let rows = three_rows();
    for (cell, why) in broken_in_xls() {
        for column in [0, 1, 12, 13, rows[0].len() - 1] {
            let reading = read_file("tilsyn.xls", xls(&[with_cell(&rows, column, &cell)], false));
            let wanted = format!("cellen {}2 kan ikke læses: {why}", letters(column));
            assert_eq!(graded(&reading), ["T2"], "{}", told(&reading));
            assert!(told(&reading).contains(&wanted), "{}", told(&reading));
        }
    }
}

#[test]
fn a_broken_cell_of_an_ods_costs_its_row() {
    let rows = three_rows();
    let cells = [
        ("office:value-type=\"boolean\" office:boolean-value=\"7\"/>", "hverken SAND eller FALSK"),
        ("office:value-type=\"boolean\"/>", "hverken SAND eller FALSK"),
        ("office:value-type=\"float\"/>", "den siger, at den er et tal, men har intet"),
        ("office:value-type=\"percentage\"/>", "den siger, at den er et tal, men har intet"),
        ("office:value-type=\"date\"/>", "den siger, at den er en dato, men har ingen"),
        ("office:value-type=\"zz\"/>", "den er af en ukendt type"),
        (
            "office:value-type=\"string\" office:value=\"3\"><text:p>let</text:p></table:table-cell>",
            "den siger, at den er af én slags, men har en værdi af en anden",
        ),
        (
            "office:string-value=\"let\" office:value-type=\"float\" office:value=\"3\"/>",
            "den siger, at den er af én slags, men har en værdi af en anden",
        ),
        ("><text:p>let</text:p></table:table-cell>", "den siger noget, men ikke, om det er"),
    ];
    for (cell, why) in cells {
        let cell = Value::Xml(format!("<table:table-cell {cell}"));
        for column in [0, 1, 12, 13, rows[0].len() - 1] {
            let reading = read_file("tilsyn.ods", ods(&[with_cell(&rows, column, &cell)]));
            let place = format!("cellen {}2 kan ikke læses: ", letters(column));
            assert_eq!(graded(&reading), ["T2"], "{}", told(&reading));
            assert!(told(&reading).contains(&place), "{}", told(&reading));
            assert!(told(&reading).contains(why), "{}", told(&reading));
        }
    }
}

/// What a spreadsheet writes is no broken cell: remarks, drawings, formulas without a value.
#[test]
fn a_cell_of_an_ods_that_holds_nothing_is_empty() {
    let rows = three_rows();
    let column = rows[0].iter().position(|header| header == "Vidensudvikling").unwrap();
    for cell in [
        "<table:table-cell><text:p> </text:p></table:table-cell>",
        "<table:table-cell><office:annotation><text:p>let</text:p></office:annotation></table:table-cell>",
        "<table:table-cell><draw:frame><text:p>let</text:p></draw:frame></table:table-cell>",
        "<table:table-cell office:value-type=\"void\"/>",
    ] {
        let sheet = with_cell(&rows, column, &Value::Xml(cell.to_owned()));
        let reading = read_file("tilsyn.ods", ods(&[sheet]));
        assert_eq!(graded(&reading), ["T1", "T2"], "{cell}: {}", told(&reading));
    }
}

/// An older assessment does not step in for a row that can't be read (R48).
#[test]
fn a_row_with_a_broken_cell_is_lost_in_every_make() {
    let [_, first, second] = three_rows().try_into().unwrap();
    let at = |field: &str| headers(SheetRole::Grades).iter().position(|header| header == field);
    let (date, grade) = (at("Dato").unwrap(), at("Fagmiljø").unwrap());
    let mut older = first.clone();
    older[date] = "04-03-2019".to_owned();
    let rows = [headers(SheetRole::Grades), first, second, older];
    let [(missing, _), ..] = broken_in_xls();
    let empty = Value::Xml("<table:table-cell office:value-type=\"float\"/>".to_owned());
    for (name, bytes) in [
        ("tilsyn.xls", xls(&[with_cell(&rows, grade, &missing)], false)),
        ("tilsyn.ods", ods(&[with_cell(&rows, grade, &empty)])),
    ] {
        let reading = read_file(name, bytes);
        assert_eq!(graded(&reading), ["T1", "T2"], "{}", told(&reading));
        let lost = &reading.dataset.lost;
        assert_eq!(lost.len(), 1, "{name}: {lost:?}");
    }
}

/// A cell that is repeated stands in all its places.
#[test]
fn a_broken_cell_of_an_ods_is_repeated_with_its_row() {
    let rows = three_rows();
    let text_cell = |text: &String| {
        let cell = "<table:table-cell office:value-type=\"string\">";
        format!("{cell}<text:p>{text}</text:p></table:table-cell>")
    };
    let written = |repeats: &str, value: &str| {
        let mut cells: Vec<String> = rows[1].iter().map(text_cell).collect();
        cells[13] = format!("<table:table-cell office:value-type=\"float\"{value}/>");
        format!("<table:table-row{repeats}>{}</table:table-row>", cells.concat())
    };
    let headers = rows[0].iter().map(text_cell).collect::<Vec<_>>().concat();
    let table = format!(
        "<table:table table:name=\"Afrapportering\"><table:table-row>{headers}</table:table-row>\
         {}{}</table:table>",
        written(" table:number-rows-repeated=\"3\"", ""),
        written("", " office:value=\"7\""),
    );
    let reading = read_file("tilsyn.ods", ods_of(&table));
    for row in 2..=4 {
        let cell = format!("cellen N{row} kan ikke læses");
        assert!(told(&reading).contains(&cell), "{}", told(&reading));
    }
    assert!(!told(&reading).contains("N5 kan ikke"), "{}", told(&reading));
}

#[test]
fn a_row_with_a_broken_cell_is_corrected_like_others() {
    let name = "tilsyn-proeve.xlsx";
    let rows = three_rows();
    let folder = Folder::new(&[(name, &sheet_of(&rows, true, &[(1, 12, BROKEN[0])]))]);
    folder.run();
    let mut given = seen(&folder.output().join(format!("ret-mig/{name}")), "Afrapportering");
    for (field, value) in [
        ("tilbudsid", "900003"),
        ("maalgruppe", "Erhvervet hjerneskade"),
        ("tilsyn", "Socialtilsyn Nord"),
        ("dato", "01-12-2021"),
        ("aktiv-praksis", "højt"),
    ] {
        let header = sheet(SheetRole::Grades).header(field).unwrap().to_owned();
        let column = given[0].iter().position(|cell| *cell == header).unwrap();
        value.clone_into(&mut given[1][column]);
    }
    folder.put(&format!("corrections/{name}"), workbook(&[("Afrapportering", &given)]));
    // The other row, of a tilbud that nobody knows, comes back as it was.
    let corrections = &folder.run()["corrections"][0];
    assert_eq!(
        (&corrections["rows_used"], &corrections["rows_not_matched"]),
        (&2.into(), &0.into())
    );
}
