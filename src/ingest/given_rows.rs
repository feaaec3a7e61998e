//! How do the rows stand that are to be given back? Read once more, when it is known which: no row
//! is kept for it while all are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::cell::Cell;
use super::corrections::{Corrections, checksum, row_key, sheet_name};
use super::fields::{SheetRole, provider};
use super::input_file::{Context, Tally, read_file};
use super::layout::{Layout, SheetLayout};
use super::memory::Budget;
use super::notes::Notes;
use super::personal_data::is_code;
use super::scan::Scan;
use super::sheet_read::SheetRead;
use super::taker::Taker;
use super::{Limits, ReadOptions, folder, value};
use crate::model::NumberField;
use crate::register::Registers;

/// Row numbers by file and sheet (`None` for a CSV file).
pub type WantedRows = BTreeMap<String, BTreeMap<Option<String>, BTreeSet<u32>>>;

/// A sheet of which rows are given back.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenSheet {
    /// Path below the input folder, with `/`.
    pub file: String,
    /// Sheet of a workbook; `None` for a CSV file.
    pub sheet: Option<String>,
    /// Name of the sheet to give the rows back in.
    pub name: String,
    /// Whether it is a form: a row is then a field, under the headers *Felt* and *Svar*.
    pub is_form: bool,
    /// Headers in their order, also of columns that are never read.
    pub headers: Vec<GivenHeader>,
    /// The rows, sorted. One whose columns could not be told apart is missing.
    pub rows: Vec<GivenRow>,
}

/// A header of a given-back sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenHeader {
    /// Column, from 0.
    pub column: u16,
    /// As it stands.
    pub text: String,
    /// Whether the column is read: only then are its cells given back.
    pub is_read: bool,
    /// Whether it is to stay text as typed: ids and codes, whose leading zeros matter, and
    /// percentages, which a spreadsheet turns into shares.
    pub is_code: bool,
}

/// A row to give back.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenRow {
    /// Row number of the original, from 1; 0: a field that a form should have and has not.
    pub row: u32,
    /// Of a field of a form: the column that its value stands in.
    pub column: Option<u16>,
    /// Key by which the corrected row finds it again.
    pub key: String,
    /// Checksum of what it says, by which is seen whether it still does.
    pub check: String,
    /// Cells that are not empty, by column.
    pub cells: Vec<(u16, GivenCell)>,
}

/// A cell as it is given back.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenCell {
    /// Text, codes and what could not be read.
    Text(String),
    /// A number; finite.
    Number(f64),
    /// A date.
    Date(NaiveDate),
    /// *Sand* or *falsk*.
    Bool(bool),
    /// What somebody wrote in their own words: given back only to be corrected itself.
    FreeText(String),
}

/// Reads wanted rows of the input folder once more, within the limits that it was read with. Files
/// that can no longer be read are missing; sorted by file, and within it as the layout names its
/// sheets.
pub fn read_again(
    input: &Path,
    registers: &Registers,
    layouts: &[Layout],
    limits: Limits,
    wanted: &WantedRows,
) -> Vec<GivenSheet> {
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let tally = Tally::new(wanted.len(), None);
    let budget = Budget::of(limits.memory_bytes);
    let context = Context {
        registers,
        options: &options,
        tally: &tally,
        budget: &budget,
        corrections: &Corrections::default(),
        wanted: Some(wanted),
    };
    let mut files = folder::list(input, layouts).map_or_else(|_| Vec::new(), |all| all.to_read);
    files.retain(|listed| wanted.contains_key(&listed.path));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let read: Vec<Vec<GivenSheet>> = files
        .par_iter()
        .with_max_len(1)
        .map(|listed| {
            let file = read_file(listed, &layouts[listed.layout], &context);
            file.sheets.into_iter().filter_map(|sheet| sheet.given).collect()
        })
        .collect();
    read.into_iter().flatten().collect()
}

/// Reads one sheet for its wanted rows.
pub(super) fn read_one<T>(
    layout: &SheetLayout,
    notes: Notes,
    wanted: &WantedRows,
    read_rows: impl FnOnce(&mut Scan<'_>, &mut Taker<'_>) -> T,
) -> (SheetRead, T) {
    let here = notes.here();
    let sheet = here.sheet.as_deref().map(str::to_owned);
    let rows_of_sheet = wanted.get(&*here.file).and_then(|sheets| sheets.get(&sheet));
    let mut scan = Scan::new(layout, &[], notes);
    scan.keep_headers();
    let mut taker = Taker::Given(layout, rows_of_sheet, Vec::new());
    let result = read_rows(&mut scan, &mut taker);
    let mut rows = taker.given();
    rows.sort_by_key(|row| row.row);
    let header = |(column, text, slot): (u16, String, Option<usize>)| GivenHeader {
        column,
        text,
        is_read: slot.is_some(),
        is_code: slot.is_some_and(|slot| {
            let field = layout.role.fields()[slot];
            is_code(field) || number_field(field).is_some_and(NumberField::is_percent)
        }),
    };
    let given = rows_of_sheet.is_some().then(|| GivenSheet {
        file: here.file.to_string(),
        name: sheet_name(sheet.as_deref(), layout).to_owned(),
        sheet,
        is_form: false,
        headers: std::mem::take(&mut scan.header_row).into_iter().map(header).collect(),
        rows,
    });
    let (notes, rows_read) = scan.finish();
    let mut read = SheetRead { rows_read, given, ..SheetRead::empty(layout.role, notes) };
    read.sheet = read.notes.form_sheet(layout.role.fields());
    (read, result)
}

pub(super) fn given_row(
    layout: &SheetLayout,
    row: u32,
    cells: &[Cell<'_>],
    notes: &Notes,
) -> GivenRow {
    let fields = layout.role.fields();
    let mut given: Vec<(u16, GivenCell)> = cells
        .iter()
        .enumerate()
        .filter_map(|(slot, cell)| Some((notes.column(slot)?, given_cell(fields[slot], cell)?)))
        .collect();
    given.sort_by_key(|(column, _)| *column);
    let check = checksum([(layout.role, cells)].into_iter());
    GivenRow { row, column: None, key: row_key(layout.role, cells), check, cells: given }
}

/// Fields of an inspector's own words: grounds and remarks.
fn is_free_text(field: &str) -> bool {
    field == "bemaerkning" || field.starts_with("begrundelse-")
}

fn number_field(field: &str) -> Option<NumberField> {
    NumberField::ALL.into_iter().find(|known| known.slug() == field)
}

/// A cell in the kind that its field is of, when it surely is that; else as it stands. A text that
/// says a percentage stays one: as a bare number it would be doubtful.
pub(super) fn given_cell(field: &str, cell: &Cell<'_>) -> Option<GivenCell> {
    let is_date = matches!(field, "dato" | "senest-opdateret");
    let is_count = [provider::DEPARTMENT_PLACES, provider::PROVIDER_PLACES]
        .iter()
        .any(|slot| SheetRole::Providers.fields()[*slot] == field)
        || number_field(field).is_some_and(|field| !field.is_percent());
    if is_date && let Ok(Some(date)) = value::date(cell) {
        return Some(GivenCell::Date(date));
    }
    if is_count && let Ok(Some(count)) = value::count(cell) {
        return Some(GivenCell::Number(count.into()));
    }
    if is_code(field)
        && let Ok(Some(id)) = value::id(cell)
    {
        return Some(GivenCell::Text(id.into_owned()));
    }
    if is_free_text(field)
        && let Cell::Text(text) = cell
    {
        return Some(GivenCell::FreeText(text.clone().into_owned()));
    }
    match cell {
        // A formula whose value was never stored has nothing to give.
        Cell::Empty | Cell::Uncalculated | Cell::Twice | Cell::Broken(_) => None,
        // As a doubt, which somebody has to settle: it is no answer when it comes back so.
        Cell::Apart(apart) => Some(GivenCell::Text(format!("{}?", apart.text))),
        Cell::Text(text) => Some(GivenCell::Text(text.clone().into_owned())),
        Cell::Number(number) => Some(GivenCell::Number(*number)),
        Cell::Date(date) => Some(GivenCell::Date(*date)),
        Cell::Bool(value) => Some(GivenCell::Bool(*value)),
        Cell::Error(error) => Some(GivenCell::Text(error.clone().into_owned())),
    }
}
