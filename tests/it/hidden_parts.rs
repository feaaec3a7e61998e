//! Rows and columns that nobody sees who looks at a sheet are read as others, and told once.

use insta::assert_snapshot;
use niveau::ingest::{Reading, SheetRole};
use rust_xlsxwriter::{FilterCondition, Workbook};

use super::ingest::{
    Row, assert_balanced, department, grades, portal, read, told, with_headers, write_sheet,
};
use super::workbook_bytes::{Sheet, ods, xls};

const IDS: [&str; 4] = ["T1", "T2", "T3", "T4"];

/// A sheet with a row for each tilbud.
fn rows() -> Vec<Row> {
    with_headers(SheetRole::Grades, &IDS.map(|id| grades(id, &[("aktiv-praksis", "højt")])))
}

fn read_file(name: &str, bytes: Vec<u8>) -> Reading {
    let departments = IDS.map(|id| department(id, &format!("{id}-1"), &[]));
    let reading = read(&[portal(&departments), (name, bytes)]);
    assert_balanced(&reading);
    assert_eq!(reading.dataset.assessments.len(), IDS.len(), "{}", told(&reading));
    reading
}

/// What is told beside that there is no sheet with evidence.
fn told_of(reading: &Reading) -> String {
    let told = told(reading);
    let lines = told.lines().filter(|line| line.contains("skjul"));
    lines.collect::<Vec<_>>().join("\n")
}

fn column(header: &str) -> u16 {
    let at = rows()[0].iter().position(|named| named == header).unwrap();
    u16::try_from(at).unwrap()
}

fn with_hidden(rows_hidden: &[u16]) -> Sheet {
    let hidden_columns = vec![column("Dato"), column("Fagmiljø")];
    let hidden_rows = rows_hidden.to_vec();
    Sheet { hidden_rows, hidden_columns, ..Sheet::of("Afrapportering", &rows()) }
}

#[test]
fn hidden_rows_and_columns_of_an_xlsx_are_told_once() {
    let mut workbook = Workbook::new();
    write_sheet(&mut workbook, "Afrapportering", &rows());
    let sheet = workbook.worksheet_from_name("Afrapportering").unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_hidden(4).unwrap();
    // Nothing is in it.
    sheet.set_row_hidden(9).unwrap();
    sheet.set_column_hidden(column("Dato")).unwrap();
    sheet.set_column_hidden(column("Fagmiljø")).unwrap();
    sheet.set_column_hidden(300).unwrap();
    let reading = read_file("tilsyn.xlsx", workbook.save_to_buffer().unwrap());
    assert_snapshot!(told_of(&reading), @r#"
    bemærkning tilsyn.xlsx, ark "Afrapportering": skjulte kolonner i arket er læst som andre: "Dato", "Fagmiljø". Ingenting, hvis de skal læses; ellers slet dem i arket. [columns-hidden]
    bemærkning tilsyn.xlsx, ark "Afrapportering", række 3: 2 rækker er skjulte eller filtreret fra i arket, her den første; de er læst som andre. Ingenting, hvis de skal læses; ellers slet dem i arket. [rows-hidden]
    "#);
}

#[test]
fn rows_that_a_filter_hides_are_read_and_told() {
    let mut workbook = Workbook::new();
    write_sheet(&mut workbook, "Afrapportering", &rows());
    let sheet = workbook.worksheet_from_name("Afrapportering").unwrap();
    sheet.autofilter(0, 0, 4, 3).unwrap();
    sheet.filter_column(0, &FilterCondition::new().add_list_filter("T3")).unwrap();
    let reading = read_file("tilsyn.xlsx", workbook.save_to_buffer().unwrap());
    assert_snapshot!(told_of(&reading), @r#"bemærkning tilsyn.xlsx, ark "Afrapportering", række 2: 3 rækker er skjulte eller filtreret fra i arket, her den første; de er læst som andre. Ingenting, hvis de skal læses; ellers slet dem i arket. [rows-hidden]"#);
}

#[test]
fn hidden_rows_of_an_xls_and_an_ods_are_told_as_well() {
    let empty = with_hidden(&[1, 3, 7]);
    let of_xls = read_file("tilsyn.xls", xls(std::slice::from_ref(&empty), false));
    let of_ods = read_file("tilsyn.ods", ods(&[empty]));
    assert_eq!(told_of(&of_xls).replace(".xls", ".ods"), told_of(&of_ods));
    assert_snapshot!(told_of(&of_ods), @r#"
    bemærkning tilsyn.ods, ark "Afrapportering": skjulte kolonner i arket er læst som andre: "Dato", "Fagmiljø". Ingenting, hvis de skal læses; ellers slet dem i arket. [columns-hidden]
    bemærkning tilsyn.ods, ark "Afrapportering", række 2: 2 rækker er skjulte eller filtreret fra i arket, her den første; de er læst som andre. Ingenting, hvis de skal læses; ellers slet dem i arket. [rows-hidden]
    "#);
    let one = read_file("tilsyn.ods", ods(&[with_hidden(&[2])]));
    assert_snapshot!(told_of(&one).lines().last().unwrap(), @r#"bemærkning tilsyn.ods, ark "Afrapportering", række 3: 1 række er skjult eller filtreret fra i arket; den er læst som andre. Ingenting, hvis de skal læses; ellers slet dem i arket. [rows-hidden]"#);
}

#[test]
fn a_sheet_that_hides_nothing_says_nothing() {
    let sheet = Sheet::of("Afrapportering", &rows());
    for (name, bytes) in
        [("tilsyn.xls", xls(std::slice::from_ref(&sheet), false)), ("tilsyn.ods", ods(&[sheet]))]
    {
        assert_eq!(told_of(&read_file(name, bytes)), "");
    }
}
