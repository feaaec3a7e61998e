//! Sources and a corrected file that is made of one of them: rows and keys changed, headers lost,
//! numbers of rows that never were. A correction adds nothing, and the books balance.
#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use niveau_fuzz::choices::Choices;
use niveau_fuzz::ingest::{GivenRow, GivenSheet, REPLACED, SheetLayout, SheetRole, added};
use niveau_fuzz::made::{Sheet, WORDS, odd_cell, text_cell, usual, xlsx};
use niveau_fuzz::{layout_of, read_files};

type Row = Vec<String>;

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let is_of_portal = choices.byte() < 128;
    let portal_sheet = layout_of(SheetRole::Providers);
    let portal = rows(&portal_sheet, &mut choices);
    let parts = [SheetRole::Evidence, SheetRole::Grades].map(layout_of);
    let tables: Vec<Vec<Row>> = parts.iter().map(|part| rows(part, &mut choices)).collect();
    let sources: Vec<(&SheetLayout, &Vec<Row>)> = parts.iter().zip(&tables).collect();
    let workbook: Vec<Sheet> = sources.iter().map(|(part, rows)| plain(part, rows)).collect();
    let shared = ["900001", "1", "højt"];
    let files = [
        ("tilbudsportalen.csv".to_owned(), csv(&portal)),
        ("tilsyn.xlsx".to_owned(), xlsx(&workbook, &shared)),
    ];
    let (before, given) = read_files(&files);
    let (name, corrected) = if is_of_portal {
        ("tilbudsportalen.csv", vec![(&portal_sheet, &portal)])
    } else {
        ("tilsyn.xlsx", sources)
    };
    let to_correct = corrected
        .into_iter()
        .map(|(part, rows)| {
            let of_part = |sheet: &&GivenSheet| {
                sheet.file == name
                    && (is_of_portal || sheet.sheet.as_deref() == part.sheet.as_deref())
            };
            let given = given.iter().find(of_part).map_or(&[][..], |sheet| &sheet.rows);
            correction(name, part, rows, given, &mut choices)
        })
        .collect::<Vec<_>>();
    let path = match choices.below(8) {
        6 => format!("corrections/andet-{name}"),
        7 => format!("corrections/2021/{name}"),
        _ if is_of_portal => format!("corrections/{name}.xlsx"),
        _ => format!("corrections/{name}"),
    };
    let correction = (path, xlsx(&to_correct, &shared));
    let [first, second] = files;
    let (after, _) = read_files(&[first, second, correction]);
    let n_rows = portal.len() - 1;
    assert!(after.dataset.departments.len() <= n_rows, "a correction added a department");
    assert!(before.dataset.departments.len() <= n_rows);
    let replaced = after.set_aside.iter().filter(|row| row.code == REPLACED).count() as u64;
    let told: u64 = after.corrections.iter().map(|file| file.rows_replaced).sum();
    assert_eq!(replaced, told, "rows replaced");
    // What nobody chose otherwise replaces each row with itself.
    if bytes.len() < 2 {
        assert!(told > 0, "{:#?}", after.findings);
    }
});

/// A table of a few rows under its headers.
fn rows(part: &SheetLayout, choices: &mut Choices<'_>) -> Vec<Row> {
    let mut all = vec![part.columns.iter().map(|column| column.headers[0].to_string()).collect()];
    for n in 0..1 + choices.below(4) {
        let mut row: Row = part.columns.iter().map(|c| usual(c.field).to_owned()).collect();
        // Each row is of a provider and a department of its own.
        for (cell, column) in row.iter_mut().zip(&part.columns) {
            if ["tilbudsid", "afdelingsid"].contains(&column.field) {
                *cell = cell.replace("900001", &format!("90000{}", n + 1));
            }
        }
        for _ in 0..choices.below(4) {
            change(&mut row, choices);
        }
        all.push(row);
    }
    all
}

fn change(row: &mut [String], choices: &mut Choices<'_>) {
    let at = choices.below(row.len());
    row[at] = match choices.below(5) {
        0 => choices.text(),
        1 => row[choices.below(row.len())].clone(),
        2 => String::new(),
        _ => choices.one_of(&WORDS).to_owned(),
    };
}

fn csv(rows: &[Row]) -> Vec<u8> {
    let line = |row: &Row| {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(";") + "\r\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

fn plain(part: &SheetLayout, rows: &[Row]) -> Sheet {
    let mut sheet = named(part);
    for (r, row) in (1..).zip(rows) {
        let cells: String = (0..)
            .zip(row)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(c, cell)| text_cell(r, c, cell))
            .collect();
        let _ = write!(sheet.rows, "<row r=\"{r}\">{cells}</row>");
    }
    sheet
}

fn named(part: &SheetLayout) -> Sheet {
    let name = part.sheet.as_deref().unwrap_or("Tilbud").to_owned();
    Sheet { name, state: "visible", ..Sheet::default() }
}

/// The rows as they come back, with where they are from.
fn correction(
    file: &str,
    part: &SheetLayout,
    rows: &[Row],
    given: &[GivenRow],
    choices: &mut Choices<'_>,
) -> Sheet {
    let mut sheet = named(part);
    let mut headers = [added::ROW, added::WRONG, added::TO_DO].map(str::to_owned).to_vec();
    headers.extend(rows[0].iter().cloned());
    headers.extend([added::FILE, added::SHEET, added::KEY, added::CHECK].map(str::to_owned));
    // Headers that are lost, spelled in another way or there twice.
    for _ in 0..choices.below(3) {
        change(&mut headers, choices);
    }
    let mut table = vec![headers];
    for (at, row) in rows[1..].iter().enumerate() {
        let (number, key, check) =
            given.get(at).map_or((0, "", ""), |given| (given.row, &*given.key, &*given.check));
        let mut all = vec![number.to_string(), "noget er galt".into(), "Ret det".into()];
        all.extend(row.iter().cloned());
        all.extend([file, &sheet.name, key, check].map(str::to_owned));
        for _ in 0..choices.below(6) {
            change(&mut all, choices);
        }
        if choices.byte() > 240 {
            table.push(all.clone());
        }
        if choices.byte() <= 240 {
            table.push(all);
        }
    }
    for (r, row) in (1..).zip(&table) {
        let mut cells = String::new();
        for (c, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            if choices.byte() > 240 {
                cells += &odd_cell(r, c, cell, choices);
            } else {
                cells += &text_cell(r, c, cell);
            }
        }
        let _ = write!(sheet.rows, "<row r=\"{r}\">{cells}</row>");
    }
    sheet
}
