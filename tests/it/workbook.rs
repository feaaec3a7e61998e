//! A workbook of tables and charts: what a spreadsheet, and whoever has it read aloud, finds in it.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use chrono::NaiveDate;
use niveau::table::{Book, BookPicture, Cell, Holds, Provenance, Sheet, workbook};

fn provenance() -> Provenance {
    Provenance {
        run_id: String::new(),
        program_version: "0.1.0".to_owned(),
        rule: "flertal".to_owned(),
        guidelines: Vec::new(),
        regions_on: NaiveDate::from_ymd_opt(2026, 1, 1),
        is_example_guideline: false,
        is_example_data: true,
        remarks: Vec::new(),
    }
}

fn table(name: &str, rows: Vec<Vec<Cell<'static>>>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        title: "Pladser efter region".to_owned(),
        unit: "pladser".to_owned(),
        headers: vec![
            ("Region".to_owned(), Holds::Text),
            ("Antal".to_owned(), Holds::Int),
            ("Antal".to_owned(), Holds::Decimal),
        ],
        rows,
        n_left_out: 0,
        files: "landscape/supply".to_owned(),
        is_wrapped: false,
        notes: vec!["Tomme felter er ikke oplyst.".to_owned()],
    }
}

/// A PNG of one dot.
fn dot() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, 1, 1).write_header().unwrap();
    writer.write_image_data(&[0]).unwrap();
    writer.finish().unwrap();
    bytes
}

fn book() -> Book {
    let formula = Cell::text(Some("=1+1"));
    let decimal = Cell::Decimal { value: 1234.5, decimals: 1 };
    let nothing = Cell::Decimal { value: f64::NAN, decimals: 1 };
    Book {
        title: "Landskab".to_owned(),
        about: vec!["Hvem kan hvad, og hvor.".to_owned()],
        notes: vec![("Afrunding".to_owned(), vec!["Tal er afrundet.".to_owned()])],
        tables: vec![
            table(
                "pladser-efter-region-og-kommune-i-hele-landet",
                vec![
                    vec![formula, Cell::Int(12), decimal],
                    vec![Cell::Empty, Cell::Empty, nothing],
                ],
            ),
            table("pladser-efter-region-og-kommune-i-hele-danmark", Vec::new()),
        ],
        pictures: vec![BookPicture {
            title: "Kort".to_owned(),
            alt_text: "Et kort over pladser".to_owned(),
            png: dot(),
        }],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_book_has_cover_contents_notes_tables_and_charts() {
    let bytes = workbook(&book(), &provenance()).unwrap();
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    // Names are cut to what a sheet can have, and stay different.
    insta::assert_snapshot!(read.sheet_names().join("\n"), @r"
    Forside
    Indhold
    Noter
    pladser-efter-region-og-kommune
    pladser-efter-region-og-kommu-2
    Figurer
    ");
    let range = read.worksheet_range("pladser-efter-region-og-kommune").unwrap();
    let rows: Vec<String> = range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r##"
    Pladser efter region||
    EKSEMPEL: opdigtede tilbud. Enhed: pladser||
    ||
    Region|Antal|Antal (2)
    =1+1|12|1234.5
    ||
    ||
    Tomme felter er ikke oplyst.||
    "##);
    let cover = read.worksheet_range("Forside").unwrap();
    let cover: Vec<String> = cover.rows().map(|row| row[0].to_string()).collect();
    insta::assert_snapshot!(cover.join("\n"), @"
    EKSEMPEL: Landskab

    EKSEMPEL: opdigtede tilbud
    Hvem kan hvad, og hvor.
    Grundlag
    Regel: »flertal«. Ingen vejledning. Regioner pr. 1.1.2026. Programmet niveau, version 0.1.0
    ");
}

#[test]
fn a_sheet_that_is_cut_says_what_of_how_much_it_has() {
    let cut = Sheet { n_left_out: 12_344, ..table("Pladser", vec![vec![Cell::Empty; 3]]) };
    let bytes = workbook(&Book { tables: vec![cut], ..book() }, &provenance()).unwrap();
    let texts = part(&bytes, "xl/sharedStrings.xml");
    let told = "Her står de første 1 rækker af 12.345; alle er i landscape/supply";
    assert!(texts.contains(told), "{texts}");
}

#[test]
fn it_can_be_read_aloud() {
    let bytes = workbook(&book(), &provenance()).unwrap();
    for sheet in 1..=6 {
        let text = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!text.contains("mergeCell"), "sheet {sheet}");
        assert!(!text.contains("<f>"), "sheet {sheet}");
    }
    // Headers are marked as those of a table, each once.
    let table = part(&bytes, "xl/tables/table2.xml");
    assert!(table.contains("ref=\"A4:C6\""), "{table}");
    assert!(table.contains("name=\"Antal (2)\""), "{table}");
    assert!(part(&bytes, "xl/drawings/drawing1.xml").contains("descr=\"Et kort over pladser\""));
    assert!(part(&bytes, "docProps/core.xml").contains("EKSEMPEL: Landskab"));
    assert!(part(&bytes, "docProps/custom.xml").contains("da-DK"));
}

#[test]
fn the_same_book_is_the_same_bytes() {
    let bytes = workbook(&book(), &provenance()).unwrap();
    assert_eq!(bytes, workbook(&book(), &provenance()).unwrap());
}
