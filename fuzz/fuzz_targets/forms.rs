//! A workbook of forms, a sheet per offering: labels as in the layout and others, values beside them
//! and further off, merged and broken cells; or any bytes as such a workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use niveau_fuzz::choices::Choices;
use niveau_fuzz::made::{Sheet, WORDS, letters, odd_cell, text_cell, usual, xlsx};
use niveau_fuzz::{FORMS, portal, read_files, read_one};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    if *first == 255 {
        read_one("skema.xlsx", rest);
        return;
    }
    let mut choices = Choices::new(rest);
    let n_sheets = 1 + usize::from(*first) % 3;
    let sheets: Vec<Sheet> = (0..n_sheets).map(|n| sheet(n, &mut choices)).collect();
    let shared = ["Tilbudsid", "Dato:", "højt", "1. Aktiv praksis", ""];
    let (reading, _) = read_files(&[portal(), ("skema.xlsx".to_owned(), xlsx(&sheets, &shared))]);
    assert!(reading.dataset.assessments.len() <= n_sheets, "a sheet is one assessment");
    // What nobody chose otherwise is a form that is used.
    if rest.is_empty() {
        assert_eq!(reading.dataset.assessments.len(), 1, "{:#?}", reading.findings);
    }
});

fn sheet(n: usize, choices: &mut Choices<'_>) -> Sheet {
    let names = ["Tilbud", "Afd 1-1", "Vejledning", "010190-1234", "Tilbud", "", "lister"];
    let mut sheet = Sheet { name: format!("{} {n}", choices.one_of(&names)), ..Sheet::default() };
    sheet.state = choices.one_of(&["visible", "visible", "visible", "hidden", "zzz"]);
    let shape = choices.byte();
    // Evidence and grades, one of them, or both with pairs side by side.
    let is_wide = shape & 8 != 0;
    let mut row = 1;
    let mut column = 0;
    let fields = FORMS.sheets.iter().enumerate().filter(|(at, _)| shape & (1 << at) == 0);
    let columns: Vec<_> = fields.flat_map(|(_, part)| &part.columns).collect();
    let mut seen = Vec::new();
    let mut cells = String::new();
    for field in columns {
        if seen.contains(&field.field) && choices.byte() < 250 {
            continue;
        }
        seen.push(field.field);
        cells += &pair(&mut sheet, (row, column), &field.headers[0], usual(field.field), choices);
        column += 3;
        if !is_wide || column > 6 {
            let number = match choices.byte() {
                253 => String::new(),
                254 => " r=\"0\"".to_owned(),
                255 => " r=\"1\" hidden=\"1\"".to_owned(),
                _ => format!(" r=\"{row}\""),
            };
            sheet.rows += &format!("<row{number}>{cells}</row>");
            cells.clear();
            (row, column) = (row + 1 + usize::from(choices.byte() == 255), 0);
        }
    }
    sheet.rows += &format!("<row r=\"{row}\">{cells}</row>");
    if choices.byte() == 255 {
        sheet.is_cut = true;
        let end = sheet.rows.floor_char_boundary(choices.below(256) * 40);
        sheet.rows.truncate(end);
    }
    sheet
}

/// A label and its value.
fn pair(
    sheet: &mut Sheet,
    (row, column): (usize, usize),
    label: &str,
    value: &str,
    choices: &mut Choices<'_>,
) -> String {
    let label_cell = text_cell(row, column, label);
    let value_cell = match value {
        "" => String::new(),
        value => text_cell(row, column + 1, value),
    };
    let merged = |n: usize| format!("{}{row}:{}{row}", letters(column), letters(column + n));
    match choices.byte() {
        // Another value.
        160..=179 => {
            let word = choices.one_of(&WORDS);
            label_cell + &odd_cell(row, column + 1, word, choices)
        }
        180..=184 => label_cell + &text_cell(row, column + 1, &choices.text()),
        // Nothing beside it, and something further off.
        185..=194 => label_cell + &text_cell(row, column + 2, choices.one_of(&WORDS)),
        195..=199 => label_cell,
        // Another label.
        200..=204 => {
            let odd = [
                format!("{label}:"),
                format!("3.1) {label}"),
                label.to_uppercase(),
                label.replace(' ', "\u{AD} \u{A0}"),
                label.chars().skip(1).collect(),
                format!("{label} (skal udfyldes)"),
            ];
            let label = &odd[choices.below(odd.len())];
            text_cell(row, column, label) + &value_cell
        }
        205..=209 => text_cell(row, column, &choices.text()) + &value_cell,
        210..=214 => value_cell,
        215..=219 => odd_cell(row, column, label, choices) + &value_cell,
        // Twice, with what it says the second time.
        220..=224 => {
            let again = text_cell(row, column + 2, label);
            let word = text_cell(row, column + 3, choices.one_of(&WORDS));
            label_cell + &value_cell + &again + &word
        }
        // Merged: the label, the value, both, and over rows.
        225..=234 => {
            sheet.merges.push(merged(1));
            label_cell + &text_cell(row, column + 2, value)
        }
        235..=239 => {
            let (from, to) = (letters(column + 1), letters(column + 2));
            sheet.merges.push(format!("{from}{row}:{to}{}", row + choices.below(3)));
            label_cell + &value_cell
        }
        240..=244 => {
            let odd = ["A1", "B2:A1", "A1:XFD1048576", "zzz", "A0:B0", "A1:A9999999999"];
            sheet.merges.push(choices.one_of(&odd).to_owned());
            label_cell + &value_cell
        }
        // A legend to the right of the answer, or of none.
        245..=249 => {
            let legend = text_cell(row, column + 2, "let / moderat / højt");
            let value = if choices.byte() < 128 { value_cell } else { String::new() };
            label_cell + &value + &legend
        }
        250..=255 => value_cell + &label_cell,
        _ => label_cell + &value_cell,
    }
}
