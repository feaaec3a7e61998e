//! How large is the table an ods asks for, once what it repeats is written out? And which of its
//! cells are merged? calamine holds its sheets whole, so this is asked first, event by event.

use std::io::BufReader;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::measure_zip::open;
use super::{BookError, Merge, sheets_within};
use crate::ingest::limits::{Limits, bytes_within, cells_within};

/// Rows and columns of a sheet at most: calamine repeats no further.
const MOST_ROWS: u64 = 1_048_576;
const MOST_COLUMNS: u64 = 16_384;

/// Bytes that a cell takes in the reader: its value and its formula, whether it has one or not.
/// `benches/hostile_files.rs`: a file of 7,9 million numbers took 62 each.
const CELL_BYTES: u64 = 64;
/// What the allocator needs for a text besides its bytes.
const TEXT_BYTES: u64 = 32;

/// The merged cells of an ods, by sheet.
pub(super) type Merges = Vec<(String, Vec<Merge>)>;

/// Refuses an ods that would take more than the limits, and finds its merged cells.
pub(super) fn measure_ods(path: &Path, limits: &Limits) -> Result<(Merges, u64), BookError> {
    let mut archive = open(path)?;
    let part = archive.by_name("content.xml").map_err(|e| BookError::Broken(e.to_string()))?;
    bytes_within("whole-mb", "pakket ud fylder regnearket", part.size(), limits.whole_bytes)
        .map_err(|exceeded| BookError::Exceeded {
            exceeded,
            what: "file-too-large",
            action: "Gem det som xlsx, der læses række for række",
        })?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut found = Content::default();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| broken(&e))?;
        match event {
            Event::Start(element) => found.start(&element)?,
            Event::Empty(element) => {
                found.start(&element)?;
                found.end(element.name().as_ref());
            }
            Event::Text(text) => found.text(text.len() as u64),
            Event::End(element) => found.end(element.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
        sheets_within(found.merges.len() as u64, limits)?;
        let refused = |exceeded| BookError::Exceeded {
            exceeded,
            what: "table-too-large",
            action: "Slet celler, der står langt fra tabellen, eller gem det som xlsx",
        };
        cells_within(
            "table-cells",
            "tilsammen fylder regnearkets ark",
            found.cells.saturating_add(found.table.area()),
            limits.table_cells,
        )
        .map_err(refused)?;
        bytes_within(
            "whole-mb",
            "med gentagelser fylder regnearkets tekster",
            found.text_bytes,
            limits.whole_bytes,
        )
        .map_err(refused)?;
    }
    let cells = found.cells.saturating_add(found.table.area());
    let held = cells.saturating_mul(CELL_BYTES).saturating_add(found.text_bytes);
    let held = held.saturating_add(found.texts.saturating_mul(TEXT_BYTES));
    Ok((found.merges, held))
}

fn broken(error: &dyn std::fmt::Display) -> BookError {
    BookError::Broken(error.to_string())
}

#[derive(Default)]
struct Content {
    /// Cells of the tables behind us.
    cells: u64,
    /// Bytes of text, as often as their cells are repeated.
    text_bytes: u64,
    /// How many texts that is.
    texts: u64,
    table: Table,
    merges: Merges,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    /// Cells as they are kept before rows are repeated.
    kept: u64,
    /// Rows behind us, repeated; and the first and last of them with something in it.
    rows: u64,
    first_row: Option<u64>,
    last_row: u64,
    /// Columns up to the last one with something in it.
    columns: u64,
    row: Row,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    repeats: u64,
    columns: u64,
    /// Columns up to the last one with something in it.
    filled: u64,
    /// The cell that is being read: columns, and whether something is in it.
    cell: Option<(u64, bool)>,
}

impl Table {
    /// Cells that the table takes, written out.
    fn area(&self) -> u64 {
        let rows = self.first_row.map_or(0, |first| self.last_row.saturating_sub(first));
        self.kept.saturating_add(rows.saturating_mul(self.columns))
    }
}

impl Content {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), BookError> {
        match element.name().as_ref() {
            "table:table" => {
                let name = attribute(element, "table:name")?.unwrap_or_default();
                let name = quick_xml::escape::unescape(&name).map_err(|e| broken(&e))?;
                self.merges.push((name.into_owned(), Vec::new()));
                self.table = Table::default();
            }
            "table:table-row" => {
                let left = MOST_ROWS.saturating_sub(self.table.rows);
                let repeats = number(element, "table:number-rows-repeated")?.min(left);
                self.table.row = Row { repeats, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(element)?,
            // So many blanks.
            "text:s" => self.text(number(element, "text:c")?),
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), BookError> {
        let row = &mut self.table.row;
        let left = MOST_COLUMNS.saturating_sub(row.columns);
        let repeats = number(element, "table:number-columns-repeated")?.min(left);
        let formula = attribute(element, "table:formula")?;
        let is_filled = attribute(element, "office:value-type")?.is_some() || formula.is_some();
        let formula = formula.map_or(0, |formula| formula.len() as u64);
        let text = attribute(element, "office:string-value")?.map_or(0, |text| text.len() as u64);
        let rows = number(element, "table:number-rows-spanned")?;
        let columns = number(element, "table:number-columns-spanned")?;
        if (rows > 1 || columns > 1)
            && let (Ok(column), Ok(first), Some((_, merges))) =
                (u16::try_from(row.columns), u32::try_from(self.table.rows), self.merges.last_mut())
        {
            let last = |n: u64| u32::try_from(n.saturating_sub(1)).unwrap_or(u32::MAX);
            let last_row = last(rows).saturating_add(first);
            let width = u16::try_from(last(columns)).unwrap_or(u16::MAX);
            let last_column = column.saturating_add(width);
            merges.push(Merge { first_row: first, last_row, column, last_column });
        }
        row.cell = Some((repeats, is_filled));
        self.text(text.saturating_add(formula));
        Ok(())
    }

    /// Text of the cell: kept as often as the cell is repeated.
    fn text(&mut self, bytes: u64) {
        let row = &self.table.row;
        if let Some((repeats, _)) = row.cell {
            let times = repeats * row.repeats.max(1);
            self.texts = self.texts.saturating_add(if bytes > 0 { times } else { 0 });
            self.text_bytes = self.text_bytes.saturating_add(bytes.saturating_mul(times));
        }
    }

    fn end(&mut self, name: &str) {
        let table = &mut self.table;
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let Some((repeats, is_filled)) = table.row.cell.take() else { return };
                table.row.columns += repeats;
                if is_filled {
                    table.row.filled = table.row.columns;
                }
            }
            "table:table-row" => {
                let row = std::mem::take(&mut table.row);
                table.kept = table.kept.saturating_add(row.filled);
                if row.filled > 0 {
                    table.first_row.get_or_insert(table.rows);
                    table.last_row = table.rows + row.repeats;
                    table.columns = table.columns.max(row.filled);
                }
                table.rows += row.repeats;
            }
            "table:table" => {
                self.cells = self.cells.saturating_add(table.area());
                *table = Table::default();
            }
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, BookError> {
    let found = element.try_get_attribute(name).map_err(|e| broken(&e))?;
    Ok(found.map(|found| found.value.into_owned()))
}

/// A repeat count; 1 when it is not there.
fn number(element: &BytesStart<'_>, name: &str) -> Result<u64, BookError> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(text) => text.parse().map_err(|_| BookError::Broken(format!("{name} = {text}"))),
    }
}
