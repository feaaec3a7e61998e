//! How does a row stand that is to be given back?

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::ingest::cell::Cell;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::{SheetRole, is_code, provider};
use crate::ingest::scan::check::checksum;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::origin::row_key;
use crate::ingest::value;
use crate::model::NumberField;

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

pub(crate) fn given_row(
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

pub(crate) fn number_field(field: &str) -> Option<NumberField> {
    NumberField::ALL.into_iter().find(|known| known.slug() == field)
}

/// A cell in the kind that its field is of, when it surely is that; else as it stands. A text that
/// says a percentage stays one: as a bare number it would be doubtful.
pub(crate) fn given_cell(field: &str, cell: &Cell<'_>) -> Option<GivenCell> {
    let is_date = matches!(field, "dato" | "senest-opdateret" | "aendring-dato");
    let is_count = [provider::DEPARTMENT_PLACES, provider::PROVIDER_PLACES]
        .iter()
        .any(|slot| SheetRole::Providers.fields()[*slot] == field)
        || matches!(
            field,
            "aar"
                | "pladser"
                | "belagte-pladser"
                | "venteliste"
                | "borgere"
                | "tidsforbrug-minutter"
        )
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
        Cell::Percent(_) => Some(GivenCell::Text(cell.shown())),
        Cell::Date(date) => Some(GivenCell::Date(*date)),
        Cell::Bool(value) => Some(GivenCell::Bool(*value)),
        Cell::Error(error) => Some(GivenCell::Text(error.clone().into_owned())),
    }
}
