//! How is a workbook read? Cell by cell: its extent costs nothing, and no sheet is held in memory.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook};

use super::cell::Cell;
use super::scan::{Scan, TakeRow};
use super::value::date_of_serial;
use crate::finding::{Severity, column_letters};

/// An open workbook and its sheets.
pub(super) struct Workbook {
    inner: Xlsx<BufReader<File>>,
    sheets: Vec<(String, bool)>,
    cells_left: u64,
    max_cells: u64,
}

impl Workbook {
    pub(super) fn open(path: &Path, max_cells: u64) -> Result<Self, XlsxError> {
        let inner: Xlsx<_> = open_workbook(path)?;
        let sheets = inner
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect();
        Ok(Self { inner, sheets, cells_left: max_cells, max_cells })
    }

    /// Names of the sheets, in the workbook's order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// The first sheet that is not hidden.
    pub(super) fn first_visible(&self) -> Option<&str> {
        self.sheets.iter().find(|(_, is_visible)| *is_visible).map(|(name, _)| name.as_str())
    }

    /// Reads all rows of a sheet and hands them to the scan. A sheet that breaks off keeps the
    /// rows before the one it broke off in.
    pub(super) fn read_sheet(
        &mut self,
        name: &str,
        scan: &mut Scan<'_>,
        take: &mut TakeRow<'_>,
    ) -> Result<(), XlsxError> {
        let is_1904 = self.inner.has_1904_epoch();
        let mut reader = self.inner.worksheet_cells_reader(name)?;
        let mut row: Option<u32> = None;
        let mut last = None;
        let (mut n_skipped, mut shift) = (0, 0);
        let mut cells: Vec<(u16, Cell<'_>)> = Vec::new();
        loop {
            let record = match reader.next_cell_with_formula_metadata() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                // A newer error value (#SPILL!, #CALC!): the reader stands behind it and goes on.
                Err(XlsxError::CellError(error)) => {
                    unknown_error(scan, last, &error);
                    n_skipped += 1;
                    continue;
                }
                Err(error) => {
                    if let Some(row) = row {
                        scan.broken_row(row + 1, &cells);
                    }
                    return Err(error);
                }
            };
            let (at, mut column) = record.pos;
            // Where cells do not say which column they are, the reader counts them, and does not
            // count those it could not read.
            let is_next = last == Some((at, column.wrapping_sub(1)));
            if row == Some(at) && n_skipped > 0 && is_next {
                shift = n_skipped;
            }
            last = Some(record.pos);
            if row != Some(at) {
                (n_skipped, shift) = (0, 0);
                if let Some(row) = row {
                    scan.row(row + 1, &mut cells, None, take);
                }
                cells.clear();
                row = Some(at);
            }
            column += shift;
            let Ok(column) = u16::try_from(column) else { continue };
            if self.cells_left == 0 {
                let place = scan.notes.row(at + 1);
                scan.notes.add(
                    place,
                    Severity::Error,
                    "too-many-cells",
                    format!("filen har over {} celler; resten er ikke læst", self.max_cells),
                    "Del filen i flere",
                );
                cells.clear();
                return Ok(());
            }
            self.cells_left -= 1;
            if !scan.wants(column) {
                continue;
            }
            // A formula that gives an empty text has a value: it was calculated.
            let is_uncalculated =
                record.formula.is_some() && matches!(record.value, DataRef::Empty);
            let cell =
                if is_uncalculated { Cell::Uncalculated } else { cell(record.value, is_1904) };
            if !cell.is_empty() {
                cells.push((column, cell));
            }
        }
        if let Some(row) = row {
            scan.row(row + 1, &mut cells, None, take);
        }
        Ok(())
    }
}

fn unknown_error(scan: &mut Scan<'_>, last: Option<(u32, u32)>, error: &str) {
    let (place, which) = match last {
        Some((row, column)) => (
            scan.notes.row(row + 1),
            format!("den næste udfyldte celle efter {}{}", column_letters(column), row + 1),
        ),
        None => (scan.notes.here(), "arkets første celle".to_owned()),
    };
    scan.notes.add(
        place,
        Severity::Warning,
        "error-cell",
        format!("{which} har fejlværdien {error}; regnes som ikke oplyst"),
        "Ret formlen, eller skriv værdien i cellen",
    );
}

fn cell(value: DataRef<'_>, is_1904: bool) -> Cell<'_> {
    /// Days between the two systems that workbooks count dates in.
    const FROM_1904: f64 = 1462.0;
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::String(text) | DataRef::DurationIso(text) | DataRef::DateTimeIso(text) => {
            Cell::text(Cow::Owned(text))
        }
        #[allow(clippy::cast_precision_loss)]
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(number),
        DataRef::Float(number) => Cell::text(number.to_string()),
        DataRef::Bool(value) => Cell::Bool(value),
        DataRef::DateTime(moment) => {
            let serial = moment.as_f64();
            let shift = if is_1904 { FROM_1904 } else { 0.0 };
            match date_of_serial(serial + shift) {
                Some(date) if moment.is_datetime() => Cell::Date(date),
                _ if serial.is_finite() => Cell::Number(serial),
                _ => Cell::text(serial.to_string()),
            }
        }
        DataRef::Error(error) => Cell::Error(Cow::Owned(error.to_string())),
    }
}
