//! How does a supplier get the rows back that could not be used? As a workbook with only those
//! rows, under their own headers, with what is wrong beside them.

mod help;
mod looks;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Note, Workbook, Worksheet, XlsxError};

use self::help::{HELP, write_help};
use self::looks::{DATE, GENERAL, Looks, TEXT};
use crate::ingest::{GivenCell, GivenHeader, added};
use crate::plain_text::{cut_to_cell, cut_to_units, fits_cell, replaced, replaced_lines};

/// What is given back of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenBack {
    /// The file, below the input folder.
    pub source: String,
    /// Whether its data are made up.
    pub is_example: bool,
    /// Its sheets with such rows.
    pub sheets: Vec<GivenBackSheet>,
    /// Rows that there was no room for; they stand in `findings.csv` and `set_aside.csv`.
    pub n_left_out: usize,
}

/// A sheet of a given-back file.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenBackSheet {
    /// Its name.
    pub name: String,
    /// Whether it is a form: a row is a field, and it is corrected and used as a whole.
    pub is_form: bool,
    /// Its own headers, in their order.
    pub headers: Vec<GivenHeader>,
    /// The rows.
    pub rows: Vec<GivenBackRow>,
}

/// A row with what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenBackRow {
    /// Row number of the original, from 1; 0: it has none.
    pub row: u32,
    /// Key of the original.
    pub key: String,
    /// Checksum of what the original says.
    pub check: String,
    /// Cells that are not empty, by column of the original.
    pub cells: BTreeMap<u16, GivenCell>,
    /// What is wrong.
    pub remarks: Vec<Remark>,
}

/// What is wrong with a row or a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Column of the original; `None`: the whole row.
    pub column: Option<u16>,
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub to_do: String,
}

/// Columns before the sheet's own.
const BEFORE: u16 = 3;
/// The last own column that fits beside the added ones.
const LAST_COLUMN: u16 = 16_000;
/// Width of what is wrong and what to do, in characters.
const REMARK_WIDTH: u8 = 42;
/// A header may break over so many lines.
const HEADER_LINES: u8 = 3;
/// Height of a line of text, in points.
const LINE_HEIGHT: f64 = 15.0;
/// What stands behind a text that there was no room for.
const CUT: &str = " […]";

/// The bytes of the workbook. The same rows give the same bytes: its creation date is fixed.
///
/// # Errors
/// A sheet name that no workbook can have, or the zip writer.
pub fn given_back(given: &GivenBack) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mark = if given.is_example { "EKSEMPEL: " } else { "" };
    workbook.set_properties(
        &DocProperties::new()
            .set_title(cut(&format!("{mark}Skal rettes: {}", given.source)))
            .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 12, 1)?),
    );
    let looks = Looks::new();
    let mut taken = BTreeSet::new();
    for sheet in &given.sheets {
        let name = sheet_name(&sheet.name, &mut taken);
        write_sheet(workbook.add_worksheet().set_name(name)?, sheet, given, &looks)?;
    }
    if taken.insert(HELP.to_lowercase()) {
        write_help(workbook.add_worksheet(), given, mark)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(
    sheet: &mut Worksheet,
    given: &GivenBackSheet,
    file: &GivenBack,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let own = given.headers.iter().filter(|header| header.column <= LAST_COLUMN);
    let after = BEFORE + own.clone().map(|header| header.column + 1).max().unwrap_or(0);
    let before =
        [(0, added::ROW, 11), (1, added::WRONG, REMARK_WIDTH), (2, added::TO_DO, REMARK_WIDTH)];
    let behind =
        [(after, added::FILE, 24), (after + 1, added::KEY, 24), (after + 2, added::CHECK, 20)];
    // A form says once, below its fields, where it is from: all that stands right of a field is
    // taken for its value.
    let behind = behind.into_iter().filter(|_| !given.is_form);
    for (column, header, width) in before.into_iter().chain(behind) {
        sheet.write_string_with_format(0, column, header, &looks.added_header)?;
        sheet.set_column_width(column, width)?;
    }
    for header in own.clone() {
        let look = if header.is_read { &looks.header } else { &looks.unread_header };
        let column = header.column + BEFORE;
        sheet.write_string_with_format(0, column, cut(&header.text), look)?;
        sheet.set_column_width(column, width(header, &given.rows))?;
        if !header.is_read {
            sheet.insert_note(0, column, &note("Kolonnen læses ikke og er derfor tom her."))?;
        }
    }
    sheet.set_freeze_panes(1, BEFORE)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_row_height(0, LINE_HEIGHT * f64::from(HEADER_LINES))?;
    for (at, row) in (1..).zip(&given.rows) {
        if row.row > 0 {
            sheet.write_number_with_format(at, 0, row.row, &looks.plain[GENERAL])?;
        }
        let told = |of: fn(&Remark) -> &str| {
            let mut lines: Vec<&str> = row.remarks.iter().map(of).collect();
            lines.dedup();
            cut(&lines.join("\n"))
        };
        let (wrong, to_do) = (told(|remark| &remark.wrong), told(|remark| &remark.to_do));
        sheet.set_row_height(at, height(&wrong, REMARK_WIDTH).max(height(&to_do, REMARK_WIDTH)))?;
        sheet.write_string_with_format(at, 1, wrong, &looks.added)?;
        sheet.write_string_with_format(at, 2, to_do, &looks.added)?;
        for header in own.clone() {
            write_cell(sheet, at, header, row, looks)?;
        }
        if !given.is_form {
            sheet.write_string_with_format(at, after, cut(&file.source), &looks.added)?;
            if !row.key.is_empty() {
                sheet.write_string_with_format(at, after + 1, cut(&row.key), &looks.added)?;
            }
            if !row.check.is_empty() {
                sheet.write_string_with_format(at, after + 2, &row.check, &looks.added)?;
            }
        }
    }
    if given.is_form {
        let first = given.rows.first();
        let key = first.map_or("", |row| &row.key);
        let check = first.map_or("", |row| &row.check);
        let below = 2 + u32::try_from(given.rows.len()).unwrap_or(0);
        let lines = [
            (added::FILE, &*file.source),
            (added::SHEET, &*given.name),
            (added::KEY, key),
            (added::CHECK, check),
        ];
        for (at, (label, value)) in (below..).zip(lines) {
            sheet.write_string_with_format(at, BEFORE, label, &looks.added_header)?;
            sheet.write_string_with_format(at, BEFORE + 1, cut(value), &looks.added)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    at: u32,
    header: &GivenHeader,
    row: &GivenBackRow,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let column = header.column + BEFORE;
    let mut remarks: Vec<String> = row
        .remarks
        .iter()
        .filter(|remark| remark.column == Some(header.column))
        .map(|remark| format!("{}. {}.", remark.wrong, remark.to_do))
        .collect();
    let kinds = if remarks.is_empty() { &looks.plain } else { &looks.marked };
    // A code typed in keeps its zeros; a number typed in is a number.
    let as_is = if header.is_code { &kinds[TEXT] } else { &kinds[GENERAL] };
    let cell = row.cells.get(&header.column).filter(|_| header.is_read);
    if let Some(GivenCell::Text(text) | GivenCell::FreeText(text)) = cell
        && !fits_cell(text)
    {
        remarks.push("Teksten er for lang til en celle og skåret af her.".to_owned());
    }
    match cell {
        // Never as a formula, whatever the text begins with.
        Some(GivenCell::Text(text) | GivenCell::FreeText(text)) => {
            sheet.write_string_with_format(at, column, cut(text), as_is)?;
        }
        Some(GivenCell::Number(number)) => {
            sheet.write_number_with_format(at, column, *number, as_is)?;
        }
        Some(GivenCell::Date(date)) => {
            let year = u16::try_from(date.year()).unwrap_or_default();
            // In range by type: a month and a day.
            #[allow(clippy::cast_possible_truncation)]
            let (month, day) = (date.month() as u8, date.day() as u8);
            if let Ok(date) = ExcelDateTime::from_ymd(year, month, day) {
                sheet.write_datetime_with_format(at, column, &date, &kinds[DATE])?;
            } else {
                // A day that a workbook does not count.
                let text = date.format("%d-%m-%Y").to_string();
                sheet.write_string_with_format(at, column, text, &kinds[TEXT])?;
            }
        }
        Some(GivenCell::Bool(value)) => {
            sheet.write_boolean_with_format(at, column, *value, &kinds[GENERAL])?;
        }
        None if !remarks.is_empty() || (header.is_code && header.is_read) => {
            sheet.write_blank(at, column, as_is)?;
        }
        None => {}
    }
    if !remarks.is_empty() {
        sheet.insert_note(at, column, &note(&remarks.join("\n")))?;
    }
    Ok(())
}

/// A note that shows its whole text.
fn note(text: &str) -> Note {
    const WIDTH: u32 = 300;
    const CHARS_PER_LINE: usize = 42;
    const LINE: u32 = 18;
    let lines = text.chars().count() / CHARS_PER_LINE + text.lines().count() + 1;
    let height = LINE * u32::try_from(lines.min(30)).unwrap_or(30);
    Note::new(cut(text)).add_author_prefix(false).set_width(WIDTH).set_height(height)
}

/// Height that shows a whole text in a column of so many characters: not every spreadsheet finds it
/// by itself.
fn height(text: &str, width: u8) -> f64 {
    /// A row can be 409 points high.
    const MOST_LINES: usize = 27;
    // Words break before a line is full.
    let filled = usize::from(width) - 6;
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(filled).max(1)).sum();
    LINE_HEIGHT * f64::from(u8::try_from(lines.clamp(1, MOST_LINES)).unwrap_or(1))
}

/// Wide enough for what stands in it, within reason.
fn width(header: &GivenHeader, rows: &[GivenBackRow]) -> f64 {
    let shown = |cell: &GivenCell| match cell {
        GivenCell::Text(text) | GivenCell::FreeText(text) => text.chars().count(),
        GivenCell::Number(number) => number.to_string().len(),
        GivenCell::Date(_) => 10,
        GivenCell::Bool(_) => 5,
    };
    let cells = rows.iter().filter_map(|row| row.cells.get(&header.column)).map(shown).max();
    let longest_word =
        header.text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let header = longest_word.max(header.text.chars().count().div_ceil(usize::from(HEADER_LINES)));
    let chars = cells.unwrap_or(0).max(header).clamp(7, 40);
    f64::from(u32::try_from(chars).unwrap_or(40)) + 2.0
}

/// A text as a cell can hold it.
fn cut(text: &str) -> String {
    cut_to_cell(&replaced_lines(text), CUT).into_owned()
}

/// A name that a sheet can have and no other has: a layout may ask for another in a CSV file's
/// place, and an ods for a longer one.
fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 31;
    let plain: String = replaced(name)
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'))
        .collect();
    let bare = plain.trim().trim_matches('\'');
    let cut = |to: usize| cut_to_units(bare, to).trim_end_matches(['\'', ' ']).to_owned();
    let mut unique = cut(LONGEST);
    let mut n = 1;
    while unique.is_empty() || taken.contains(&unique.to_lowercase()) {
        n += 1;
        let end = format!(" ({n})");
        unique = format!("{}{end}", cut(LONGEST - end.len()));
    }
    taken.insert(unique.to_lowercase());
    unique
}
