//! How large is the table an ods asks for, once what it repeats is written out? calamine holds its
//! sheets whole, so this is asked first, event by event; and on the way, which cells are merged,
//! which say that they hold something and do not, and what is hidden.

use std::fs::File;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::ingest::file::code::FileCode;
use crate::ingest::file::limits::{Limits, bytes_within, cells_within};
use crate::ingest::workbook::error::{BookError, sheets_within};
use crate::ingest::workbook::look::{Look, MarkedColumns};
use crate::ingest::workbook::rows::Merge;

/// Rows and columns of a sheet at most: calamine repeats no further.
const MOST_ROWS: u64 = 1_048_576;

const MOST_COLUMNS: u64 = 16_384;

/// Bytes that a cell takes in the reader: its value and its formula, whether it has one or not.
/// `benches/hostile_files.rs`: a file of 5 million numbers took 125 each, as its table grew, its text
/// counted; 62 are what is left of them.
const CELL_BYTES: u64 = 96;

/// What the allocator needs for a text besides its bytes.
const TEXT_BYTES: u64 = 32;

/// Refuses an ods that would take more than the limits; gives what was seen of its sheets, and the
/// bytes of memory that it takes.
pub(crate) fn measure_ods(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<(Vec<(String, Look)>, u64), BookError> {
    let part = archive.by_name("content.xml").map_err(|e| BookError::of_reader(&e))?;
    bytes_within("whole-mb", "pakket ud fylder regnearket", part.size(), limits.whole_bytes)
        .map_err(|exceeded| BookError::Exceeded {
            exceeded,
            code: FileCode::FileTooLarge,
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
            Event::Text(text) => {
                found.text(text.len() as u64);
                found.says(!text.trim_ascii().is_empty());
            }
            Event::GeneralRef(_) | Event::CData(_) => found.says(true),
            Event::End(element) => found.end(element.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
        sheets_within(found.looks.len() as u64, limits)?;
        let refused = |exceeded| BookError::Exceeded {
            exceeded,
            code: FileCode::TableTooLarge,
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
    Ok((found.looks, held))
}

fn broken(error: &dyn std::fmt::Display) -> BookError {
    BookError::of_reader(error)
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
    looks: Vec<(String, Look)>,
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
    /// Columns that were told of, before the rows.
    told_columns: u64,
    row: Row,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    repeats: u64,
    columns: u64,
    /// Columns up to the last one with something in it.
    filled: u64,
    is_hidden: bool,
    /// Its cells so far that can't be read.
    broken: Vec<MarkedColumns<&'static str>>,
    /// And those that are shown as percentages.
    percents: Vec<MarkedColumns<()>>,
    cell: Option<OneCell>,
}

/// The cell that is being read.
struct OneCell {
    /// Columns it takes.
    repeats: u64,
    /// Whether something is in it.
    is_filled: bool,
    /// Why it can't be read.
    broken: Option<&'static str>,
    is_percent: bool,
    /// How deep we are in a remark or a drawing: what they say is not the cell's.
    aside: u32,
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
                self.looks.push((name.into_owned(), Look::default()));
                self.table = Table::default();
            }
            "table:table-row" => {
                let left = MOST_ROWS.saturating_sub(self.table.rows);
                let repeats = number(element, "table:number-rows-repeated")?.min(left);
                self.table.row = Row { repeats, is_hidden: is_hidden(element)?, ..Row::default() };
            }
            "table:table-column" => self.column(element)?,
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(element)?,
            name if is_aside(name) => {
                if let Some(cell) = &mut self.table.row.cell {
                    cell.aside += 1;
                }
            }
            // So many blanks.
            "text:s" => self.text(number(element, "text:c")?),
            _ => {}
        }
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'_>) -> Result<(), BookError> {
        let first = self.table.told_columns;
        let left = MOST_COLUMNS.saturating_sub(first);
        let repeats = number(element, "table:number-columns-repeated")?.min(left);
        self.table.told_columns += repeats;
        if repeats > 0
            && is_hidden(element)?
            && let Some((_, look)) = self.looks.last_mut()
        {
            look.hidden.add_columns(within_u32(first)..=within_u32(first + repeats - 1));
        }
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), BookError> {
        let row = &mut self.table.row;
        let left = MOST_COLUMNS.saturating_sub(row.columns);
        let repeats = number(element, "table:number-columns-repeated")?.min(left);
        let kind = attribute(element, "office:value-type")?;
        let formula = attribute(element, "table:formula")?;
        let is_formula = formula.is_some();
        let formula = formula.map_or(0, |formula| formula.len() as u64);
        // A formula without a value was never calculated, and is told as such.
        let broken = match &kind {
            Some(kind) => broken_value(element, kind, is_formula)?,
            None => None,
        };
        let text = attribute(element, "office:string-value")?.map_or(0, |text| text.len() as u64);
        let rows = number(element, "table:number-rows-spanned")?;
        let columns = number(element, "table:number-columns-spanned")?;
        if (rows > 1 || columns > 1)
            && let (Ok(column), Ok(first), Some((_, look))) =
                (u16::try_from(row.columns), u32::try_from(self.table.rows), self.looks.last_mut())
        {
            let last = |n: u64| u32::try_from(n.saturating_sub(1)).unwrap_or(u32::MAX);
            let last_row = last(rows).saturating_add(first);
            let width = u16::try_from(last(columns)).unwrap_or(u16::MAX);
            let last_column = column.saturating_add(width);
            look.merges.push(Merge { first_row: first, last_row, column, last_column });
        }
        let is_filled = kind.is_some() || is_formula || {
            // A value without its kind is read for what it is.
            let mut all = element.attributes().flatten();
            all.any(|attribute| attribute.key.as_ref().starts_with("office:"))
        };
        let is_percent = kind.as_deref() == Some("percentage");
        row.cell = Some(OneCell { repeats, is_filled, broken, is_percent, aside: 0 });
        self.text(text.saturating_add(formula));
        Ok(())
    }

    /// Text of the cell: kept as often as the cell is repeated.
    fn text(&mut self, bytes: u64) {
        let row = &self.table.row;
        if let Some(cell) = &row.cell {
            let times = cell.repeats * row.repeats.max(1);
            self.texts = self.texts.saturating_add(if bytes > 0 { times } else { 0 });
            self.text_bytes = self.text_bytes.saturating_add(bytes.saturating_mul(times));
        }
    }

    /// Something that a cell says. Where it does not say what kind of value it has, calamine takes
    /// it for empty.
    fn says(&mut self, something: bool) {
        if something
            && let Some(cell) = &mut self.table.row.cell
            && !cell.is_filled
            && cell.aside == 0
        {
            cell.is_filled = true;
            cell.broken = Some("den siger noget, men ikke, om det er en tekst eller et tal");
        }
    }

    fn end(&mut self, name: &str) {
        let table = &mut self.table;
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(cell) = table.row.cell.take() else { return };
                let first = table.row.columns;
                table.row.columns += cell.repeats;
                if cell.is_filled {
                    table.row.filled = table.row.columns;
                }
                if cell.repeats == 0 {
                    return;
                }
                let columns = within_u32(first)..=within_u32(table.row.columns - 1);
                if cell.is_percent {
                    table.row.percents.push((columns.clone(), ()));
                }
                if let Some(why) = cell.broken {
                    table.row.broken.push((columns, why));
                }
            }
            "table:table-row" => {
                let row = std::mem::take(&mut table.row);
                table.kept = table.kept.saturating_add(row.filled);
                if row.filled > 0 {
                    table.first_row.get_or_insert(table.rows);
                    table.last_row = table.rows + row.repeats;
                    table.columns = table.columns.max(row.filled);
                    if let Some((_, look)) = self.looks.last_mut()
                        && row.repeats > 0
                    {
                        let first = within_u32(table.rows);
                        let last = within_u32(table.rows + row.repeats - 1);
                        look.broken.add_rows(first..=last, row.broken);
                        look.percents.add_rows(first..=last, row.percents);
                        if row.is_hidden {
                            look.hidden.add_rows(first, row.repeats);
                        }
                    }
                }
                table.rows += row.repeats;
            }
            "table:table" => {
                self.cells = self.cells.saturating_add(table.area());
                *table = Table::default();
            }
            name if is_aside(name) => {
                if let Some(cell) = &mut table.row.cell {
                    cell.aside = cell.aside.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
}

/// Attributes that hold the value of a cell, of one kind each.
const VALUES: [&str; 5] = [
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
];

/// Why a cell has not the value it says it has; of a formula only when there is one.
fn broken_value(
    element: &BytesStart<'_>,
    kind: &str,
    is_formula: bool,
) -> Result<Option<&'static str>, BookError> {
    let (value, missing) = match kind {
        "float" | "percentage" | "currency" => {
            ("office:value", "den siger, at den er et tal, men har intet")
        }
        "date" => ("office:date-value", "den siger, at den er en dato, men har ingen"),
        "time" => ("office:time-value", "den siger, at den er et klokkeslæt, men har intet"),
        "boolean" => ("office:boolean-value", NEITHER),
        "string" => ("office:string-value", ""),
        "void" => return Ok(None),
        _ => return Ok(Some("den er af en ukendt type")),
    };
    // calamine takes the first that it meets, whatever the cell says that it is.
    let is_foreign = |attribute: Attribute<'_>| {
        VALUES.contains(&attribute.key.as_ref()) && attribute.key.as_ref() != value
    };
    if element.attributes().flatten().any(is_foreign) {
        return Ok(Some("den siger, at den er af én slags, men har en værdi af en anden"));
    }
    if kind == "string" {
        return Ok(None);
    }
    Ok(match attribute(element, value)? {
        None if is_formula => None,
        None => Some(missing),
        // calamine takes all but these for FALSK.
        Some(value) if kind == "boolean" => {
            let is_known = matches!(value.as_str(), "true" | "false" | "TRUE" | "FALSE");
            (!is_known).then_some(NEITHER)
        }
        Some(_) => None,
    })
}

/// What is said of a cell that should be SAND or FALSK.
pub(crate) const NEITHER: &str = "den er hverken SAND eller FALSK";

/// Whether a row or a column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> Result<bool, BookError> {
    let visibility = attribute(element, "table:visibility")?;
    Ok(visibility.is_some_and(|visibility| visibility != "visible"))
}

/// Whether an element in a cell is a remark or a drawing.
fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

/// A row or a column, which are no more than a sheet has.
fn within_u32(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, BookError> {
    let found = element.try_get_attribute(name).map_err(|e| broken(&e))?;
    Ok(found.map(|found| found.value.into_owned()))
}

/// A repeat count; 1 when it is not there.
fn number(element: &BytesStart<'_>, name: &str) -> Result<u64, BookError> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(text) => text.parse().map_err(|_| {
            BookError::Broken("den siger, at noget gentages, men ikke hvor mange gange")
        }),
    }
}
