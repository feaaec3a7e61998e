//! "50 %" typed into a cell of a workbook is stored as 0,5 in a percentage format: it is 50 percent
//! in every make that tells, on forms, and when it comes back corrected. Where no format says so,
//! 0,5 is doubtful, and told once per column.

use insta::assert_snapshot;
use niveau::ingest::{Reading, SheetRole};
use niveau::model::NumberField;

use super::given_back::{EVIDENCE, Folder, seen, table, with, workbook};
use super::given_back_forms::form;
use super::ingest::{department, evidence, forms, headers, portal, read, sheet, told};
use super::workbook_bytes::{Sheet, Value, ods, xls, xlsb};

const FIELD: NumberField = NumberField::BasicEducationOwnPercent;

/// What the assessments say, in their order.
fn percents(reading: &Reading) -> Vec<Option<f64>> {
    let evidence = reading.dataset.assessments.iter().filter_map(|a| a.evidence.as_ref());
    evidence.map(|(evidence, _)| evidence.number(FIELD)).collect()
}

/// Its column on a sheet of evidence.
fn field_column() -> usize {
    let columns = sheet(SheetRole::Evidence).columns;
    columns.iter().position(|column| column.field == FIELD.slug()).unwrap()
}

/// Two tilbud with so many percent: a workbook without grades.
fn two(first: Value, second: Value) -> [Sheet; 2] {
    let rows = [headers(SheetRole::Evidence), evidence("1", &[]), evidence("2", &[])];
    let mut sheet = Sheet::of("Oplysningsskema", &rows);
    for (row, value) in [(1, first), (2, second)] {
        sheet.rows[row][field_column()] = value;
    }
    [sheet, Sheet::of("Afrapportering", &[headers(SheetRole::Grades)])]
}

fn read_book(name: &str, bytes: Vec<u8>) -> Reading {
    read(&[portal(&[department("1", "1-1", &[]), department("2", "2-1", &[])]), (name, bytes)])
}

#[test]
fn a_format_tells_in_every_make() {
    for (share, plain, wanted) in [
        (0.5, 50.0, [Some(50.0), Some(50.0)]),
        (0.07, 0.5, [Some(7.0), None]),
        (1.0, 1.5, [Some(100.0), Some(1.5)]),
        (1.5, 1.0, [None, None]),
    ] {
        let sheets = two(Value::Percent(share), Value::Number(plain));
        let makes = [
            ("tilsyn.xls", xls(&sheets, false)),
            ("tilsyn.ods", ods(&sheets)),
            ("tilsyn.xlsb", xlsb(&sheets)),
        ];
        for (name, bytes) in makes {
            assert_eq!(percents(&read_book(name, bytes)), wanted, "{name} {share}");
        }
    }
}

/// Numbers that stand side by side may be one record, each with its style.
#[test]
fn several_small_numbers_of_an_xls_have_a_format_each() {
    let number = |n: u32| ((n << 2) | 2).to_le_bytes().to_vec();
    for (style, wanted) in [(0, Some(50.0)), (2, None)] {
        let mut sheets = two(Value::Empty, Value::Empty);
        let column = field_column();
        // The first number's style is written before the record's content.
        let last = u16::try_from(column).unwrap().to_le_bytes().to_vec();
        let content = [number(8), vec![style, 0], number(50), last].concat();
        sheets[0].rows[1][column - 1] = Value::Record(0x00BD, content);
        let reading = read_book("tilsyn.xls", xls(&sheets, false));
        assert_eq!(percents(&reading)[0], wanted, "{}", told(&reading));
    }
}

/// An ods may say once what many columns hold.
#[test]
fn a_repeated_percentage_is_one_in_every_column() {
    let mut sheets = two(Value::Empty, Value::Empty);
    let repeated = "<table:table-cell table:number-columns-repeated=\"2\" \
                    office:value-type=\"percentage\" office:value=\"0.25\"/>";
    sheets[0].rows[1][field_column()] = Value::Xml(repeated.to_owned());
    sheets[0].rows[1].remove(field_column() + 1);
    let reading = read_book("tilsyn.ods", ods(&sheets));
    let (evidence, _) = reading.dataset.assessments[0].evidence.as_ref().unwrap();
    let next = NumberField::ALL[FIELD.index() + 1];
    assert_eq!(evidence.number(FIELD), Some(25.0), "{}", told(&reading));
    assert_eq!((next.is_percent(), evidence.number(next)), (true, Some(25.0)));
}

#[test]
fn what_may_be_a_share_is_told_once_per_column() {
    let field = FIELD.slug();
    let ids = ["1", "2", "3", "4", "5"];
    let portal = portal(&ids.map(|id| department(id, &format!("{id}-1"), &[])));
    let cells = ["0.5", "0.25", "50", "1", "0.75"];
    let rows: Vec<_> = ids.iter().zip(cells).map(|(id, n)| evidence(id, &[(field, n)])).collect();
    let reading = read(&[portal, ("tilsyn.xlsx", forms(&rows, &[]))]);
    assert_eq!(percents(&reading), [None, None, Some(50.0), None, None]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn.xlsx, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn.xlsx, ark "Oplysningsskema": 5 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AB2 "Relevant grunduddannelse, egne (%)": 4 tal kan være procenter eller andele (tallet 0,5 kan være 0,5 % eller 50 %) og regnes som ikke oplyst: AB2, AB3, AB5 og 1 anden. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]
    "#);
    // Whoever is to correct them is told of each.
    let of_cells: Vec<String> = reading.of_cells.iter().map(ToString::to_string).collect();
    assert_snapshot!(of_cells.join("\n"), @r#"
    tilsyn.xlsx, ark "Oplysningsskema", celle AB3 "Relevant grunduddannelse, egne (%)": tallet 0,25 kan være 0,25 % eller 25 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]
    tilsyn.xlsx, ark "Oplysningsskema", celle AB5 "Relevant grunduddannelse, egne (%)": tallet 1 kan være 1 % eller 100 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]
    tilsyn.xlsx, ark "Oplysningsskema", celle AB6 "Relevant grunduddannelse, egne (%)": tallet 0,75 kan være 0,75 % eller 75 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]
    "#);
}

#[test]
fn forms_have_percentages_and_doubts_too() {
    let field = FIELD.slug();
    let of = |n: &'static str| form(&with(&EVIDENCE, &[(field, n)]), &[]);
    let first = |n| with_id("900001", of(n));
    let folder = Folder::new(&[(
        "skema-proeve.xlsx",
        &workbook(&[
            ("Et", &first("0.5~0%")),
            ("To", &with_id("900002", of("0.5"))),
            ("Tre", &with_id("900003", of("0.25"))),
        ]),
    )]);
    let reading = folder.read();
    let of_file = |place: &niveau::finding::Place| &*place.file == "skema-proeve.xlsx";
    let read = reading.dataset.assessments.iter().filter_map(|assessment| {
        let (evidence, place) = assessment.evidence.as_ref()?;
        (&*reading.dataset.sheet(*place).file == "skema-proeve.xlsx")
            .then(|| evidence.number(FIELD))
    });
    let mut read: Vec<_> = read.collect();
    read.sort_by(|a, b| b.partial_cmp(a).unwrap());
    assert_eq!(read, [Some(50.0), None, None]);
    let doubts = reading.findings.iter().filter(|f| of_file(&f.place));
    let doubts: Vec<String> =
        doubts.filter(|f| f.code == "doubtful-percent").map(ToString::to_string).collect();
    assert_snapshot!(doubts.join("\n"), @r#"skema-proeve.xlsx, ark "To", celle D14 "Relevant grunduddannelse, egne (%)": 2 tal kan være procenter eller andele (tallet 0,5 kan være 0,5 % eller 50 %) og regnes som ikke oplyst: D14 i "To", D14 i "Tre". Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]"#);
}

/// A form for another tilbud.
fn with_id(id: &str, mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for cell in rows.iter_mut().flatten().filter(|cell| *cell == "900003") {
        id.clone_into(cell);
    }
    rows
}

#[test]
fn a_percentage_comes_back_as_it_was_given_back() {
    let field = FIELD.slug();
    let rows = [
        with(&EVIDENCE, &[(field, "0.07~0%"), ("borgere-hoejt", "ca. 8")]),
        with(&EVIDENCE, &[(field, "0.5"), ("dato", "01-10-2021")]),
        with(&EVIDENCE, &[(field, "0.25"), ("dato", "01-09-2021")]),
    ];
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    let evidence = table(SheetRole::Evidence, &rows, &[]);
    let book = workbook(&[
        ("Oplysningsskema", &evidence),
        ("Afrapportering", &table(SheetRole::Grades, &[], &[])),
    ]);
    let folder = Folder::new(&[("tilsyn-proeve.xlsx", &book)]);
    folder.run();
    let path = folder.output().join("ret-mig/tilsyn-proeve.xlsx");
    let given = seen(&path, "Oplysningsskema");
    let header = &sheet(SheetRole::Evidence).columns[field_column()].headers[0];
    let at = given[0].iter().position(|cell| *cell == **header).unwrap();
    // Every row of the column is given back, also those that are not named in the finding.
    let cells: Vec<&str> = given[1..].iter().map(|row| &*row[at]).collect();
    assert_eq!(cells, ["7 %", "0.5", "0.25"]);
    std::fs::create_dir_all(folder.input().join("corrections")).unwrap();
    std::fs::copy(&path, folder.input().join("corrections/tilsyn-proeve.xlsx")).unwrap();
    let reading = folder.read();
    let read: Vec<f64> = reading
        .dataset
        .assessments
        .iter()
        .filter_map(|a| a.evidence.as_ref()?.0.number(FIELD))
        .filter(|percent| (percent - 7.0).abs() < f64::EPSILON)
        .collect();
    assert!(!read.is_empty());
    assert!(reading.corrections.iter().any(|file| file.rows_used > 0));
}
