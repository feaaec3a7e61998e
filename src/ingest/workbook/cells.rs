//! What does a cell of calamine's hold, in our words?

use std::borrow::Cow;
use std::io::{Read, Seek};

use calamine::{Data, DataRef, ExcelDateTime, Xlsb, XlsbError, Xlsx, XlsxCellReader, XlsxError};

use crate::ingest::cell::Cell;
use crate::ingest::cell::day::day;
use crate::ingest::workbook::error::{BookError, ReaderError};
use crate::ingest::workbook::feed::{Feed, error_cell};
use crate::ingest::workbook::look::{Bits, Look};
use crate::ingest::workbook::percent_format::as_percent;

/// Hands all cells of an xlsx sheet over, these of them as percentages. Gives the cells that can't be read and are in no hint.
pub(crate) fn from_xlsx<'c, R: Read + Seek>(
    mut reader: XlsxCellReader<'c, R>,
    percents: &Bits,
    is_1904: bool,
    mut feed: Feed<'_, 'c>,
) -> Result<Vec<u64>, BookError> {
    let mut unreadable = Vec::new();
    let mut hints = feed.hints().unreadable.iter().peekable();
    let mut last: Option<(u32, u32)> = None;
    let mut skipped: Option<(u32, u32)> = None;
    let mut shift = 0;
    for n in 0_u64.. {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(error) => {
                // The reader stands behind the cell and goes on.
                let Some(cell) = of_one_cell(&error) else {
                    feed.broken();
                    return Err(error.into_told());
                };
                if let Some((_, at)) = hints.next_if(|(at, _)| *at == n) {
                    skipped = Some(*at);
                    if !feed.cell(*at, cell) {
                        break;
                    }
                } else {
                    unreadable.push(n);
                    feed.unplaced(&cell);
                }
                continue;
            }
        };
        let (row, mut column) = record.pos;
        // Where cells do not say which column they are, the reader counts them, and does not
        // count those it could not read.
        shift = match skipped.take() {
            Some((of_row, at)) if of_row == row && column <= at => at + 1 - column,
            None if last == Some((row, column.wrapping_sub(1))) => shift,
            _ => 0,
        };
        last = Some(record.pos);
        column += shift;
        let is_formula = record.formula.is_some();
        // A formula that gives an empty text has a value: it was calculated.
        let cell = match record.value {
            DataRef::Empty if is_formula => Cell::Uncalculated,
            value if percents.has(n) => as_percent(of_data_ref(value, is_1904)),
            value => of_data_ref(value, is_1904),
        };
        if !feed.cell((row, column), cell) {
            break;
        }
    }
    feed.finish();
    Ok(unreadable)
}

/// What is wrong with one cell, when the sheet can be read on: a newer error value (`#SPILL!`,
/// `#CALC!`), or content that is not of its kind.
fn of_one_cell(error: &XlsxError) -> Option<Cell<'static>> {
    let broken = |why| Some(Cell::Broken(why));
    match error {
        XlsxError::CellError(value) => Some(error_cell(value.clone())),
        XlsxError::ParseFloat(_) => broken("den siger, at den er et tal, men er det ikke"),
        XlsxError::CellTAttribute(_) => broken("den er af en ukendt type"),
        XlsxError::Unrecognized { .. } => broken("den er hverken SAND eller FALSK"),
        XlsxError::Unexpected(_) => broken("den henviser til noget, der ikke er i filen"),
        _ => None,
    }
}

/// Where cells stand: the how many-th of a sheet, row and column.
pub(crate) fn places_of<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    cells: &[u64],
) -> Vec<(u64, (u32, u32))> {
    let mut found = Vec::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return found };
    let mut wanted = cells.iter().copied().peekable();
    for n in 0_u64.. {
        // Read as formulas, cells with unreadable values do no harm.
        let (Some(_), Ok(Some(cell))) = (wanted.peek(), reader.next_formula()) else { break };
        if wanted.next_if_eq(&n).is_some() {
            found.push((n, cell.get_position()));
        }
    }
    found
}

/// Hands all cells of an xlsb sheet over, those numbers as percentages that were seen to be shown so.
pub(crate) fn from_xlsb<'c, R: Read + Seek>(
    book: &'c mut Xlsb<R>,
    name: &str,
    look: &Look,
    is_1904: bool,
    mut feed: Feed<'_, 'c>,
) -> Result<Vec<u64>, BookError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(ReaderError::into_told)?;
    let mut numbers = 0..;
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let value = cell.get_value().clone();
                let is_number =
                    matches!(value, DataRef::Int(_) | DataRef::Float(_) | DataRef::DateTime(_));
                let n = if is_number { numbers.next() } else { None };
                let mut value = of_data_ref(value, is_1904);
                if n.is_some_and(|n| look.percents_in_order.has(n)) {
                    value = as_percent(value);
                }
                if !feed.cell(cell.get_position(), value) {
                    break;
                }
            }
            Ok(None) => break,
            Err(XlsbError::CellError(code)) => {
                feed.unplaced(&error_cell(format!("nr. {code}")));
            }
            Err(error) => {
                feed.broken();
                return Err(error.into_told());
            }
        }
    }
    feed.finish();
    Ok(Vec::new())
}

/// Where an xlsb sheet has formulas, up to `most`: calamine leaves those out whose value is an
/// error.
pub(crate) fn formulas_of_xlsb<R: Read + Seek>(
    book: &mut Xlsb<R>,
    name: &str,
    most: u64,
) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return found };
    while let Ok(Some(cell)) = reader.next_formula() {
        if found.len() as u64 >= most {
            break;
        }
        found.push(cell.get_position());
    }
    found.sort_unstable();
    found
}

fn of_data_ref(value: DataRef<'_>, is_1904: bool) -> Cell<'_> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => of_text(Cow::Borrowed(text)),
        DataRef::String(text) | DataRef::DurationIso(text) | DataRef::DateTimeIso(text) => {
            of_text(Cow::Owned(text))
        }
        DataRef::Int(number) => of_integer(number),
        DataRef::Float(number) => of_number(number),
        DataRef::Bool(value) => Cell::Bool(value),
        DataRef::DateTime(moment) => of_moment(moment, is_1904),
        DataRef::Error(error) => error_cell(error.to_string()),
    }
}

pub(crate) fn of_data(value: &Data, is_1904: bool) -> Cell<'_> {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => {
            of_text(Cow::Borrowed(text))
        }
        Data::Int(number) => of_integer(*number),
        Data::Float(number) => of_number(*number),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(moment) => of_moment(*moment, is_1904),
        Data::Error(error) => error_cell(error.to_string()),
    }
}

#[allow(clippy::cast_precision_loss)]
fn of_integer(number: i64) -> Cell<'static> {
    Cell::Number(number as f64)
}

fn of_number(number: f64) -> Cell<'static> {
    if number.is_finite() { Cell::Number(number) } else { Cell::text(number.to_string()) }
}

fn of_text(text: Cow<'_, str>) -> Cell<'_> {
    if is_error_text(&text) { error_cell(text.trim().to_owned()) } else { Cell::text(text) }
}

/// Whether a text is an error value: an ods has them as texts, and so has what was pasted. In
/// English, in Danish, and as free spreadsheets number them.
fn is_error_text(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 16 || !text.starts_with(['#', 'E', 'F']) {
        return false;
    }
    let numbered = text.strip_prefix("Err:").or_else(|| text.strip_prefix("Fejl:"));
    numbered.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
        || matches!(
            text,
            "#N/A"
                | "#I/T"
                | "#NAME?"
                | "#NAVN?"
                | "#REF!"
                | "#REFERENCE!"
                | "#DIV/0!"
                | "#DIVISION/0!"
                | "#VALUE!"
                | "#VÆRDI!"
                | "#NUM!"
                | "#NULL!"
                | "#NUL!"
                | "#SPILL!"
                | "#OVERLØB!"
                | "#CALC!"
                | "#BEREGN!"
        )
}

fn of_moment(moment: ExcelDateTime, is_1904: bool) -> Cell<'static> {
    let serial = moment.as_f64();
    match day(serial, is_1904) {
        Some(date) if moment.is_datetime() => Cell::Date(date),
        _ => of_number(serial),
    }
}
