//! How large are the tables an xls asks for? calamine makes room for them before it looks, and
//! follows the file's chains of sectors wherever they lead, so both are walked here first; and on
//! the way, which cells can't be read and what is hidden.

use std::collections::BTreeSet;
use std::path::Path;

use crate::ingest::file::code::FileCode;
use crate::ingest::file::limits::{Limits, bytes_within, cells_within};
use crate::ingest::workbook::error::{BookError, sheets_within};
use crate::ingest::workbook::look::{Look, Marks};
use crate::ingest::workbook::measure_ods::NEITHER;
use crate::ingest::workbook::ole::{u16_at, u32_at, workbook_stream};
use crate::ingest::workbook::percent_format;

/// Bytes that a cell takes in the reader: as it is read, in its table, and in the copy of that which
/// the reader hands out. `benches/hostile_files.rs`: 8 files of a million numbers, one after another,
/// took 123 MB.
const CELL_BYTES: u64 = 128;

/// Bytes that a formula's place takes, in its table and the copy, whether there is one or not.
const FORMULA_BYTES: u64 = 48;

/// Bytes that the place of a percentage takes.
const PERCENT_BYTES: u64 = 64;

/// What the allocator needs for a text besides its bytes.
const TEXT_BYTES: u64 = 32;

/// Refuses an xls that is larger than the limits, or whose sectors go in circles; gives what was
/// seen of its sheets, in their order, and the bytes of memory that it takes.
pub(crate) fn measure_xls(path: &Path, limits: &Limits) -> Result<(Vec<Look>, u64), BookError> {
    let exceeded = |code, action| move |exceeded| BookError::Exceeded { exceeded, code, action };
    let bytes = std::fs::metadata(path).map_err(|error| BookError::of_reader(&error))?.len();
    bytes_within("whole-mb", "projektmappen er på", bytes, limits.whole_bytes)
        .map_err(exceeded(FileCode::FileTooLarge, "Gem den som xlsx, der læses række for række"))?;
    let file = std::fs::read(path).map_err(|error| BookError::of_reader(&error))?;
    let stream = workbook_stream(&file).ok_or_else(|| {
        BookError::Broken("den er skåret af, eller dens inddeling hænger ikke sammen")
    })?;
    let action = "Slet celler, der står langt fra tabellen, eller gem den som xlsx";
    sheets_within(sheets(&stream).len() as u64, limits)?;
    let lengths = text_lengths(&stream);
    let (cells, texts) = (table_cells(&stream), text_bytes(&stream, &lengths));
    cells_within("table-cells", "tilsammen fylder projektmappens ark", cells, limits.table_cells)
        .map_err(exceeded(FileCode::TableTooLarge, action))?;
    bytes_within(
        "whole-mb",
        "med gentagelser fylder projektmappens tekster",
        texts,
        limits.whole_bytes.saturating_mul(4),
    )
    .map_err(exceeded(FileCode::TableTooLarge, "Gem den som xlsx"))?;
    // The file, its stream, its cells and their texts, which are copied with the table.
    let cell = CELL_BYTES + if has_formulas(&stream) { FORMULA_BYTES } else { 0 };
    let held = cells.saturating_mul(cell).saturating_add(texts.saturating_mul(2));
    let styles = percent_styles(&stream);
    let look = |sheet| look_at(sheet, lengths.len(), &styles);
    let looks: Vec<Look> = sheets(&stream).into_iter().map(look).collect();
    let percents: u64 = looks.iter().map(|look| look.percents.iter().count() as u64).sum();
    let held = held.saturating_add(percents.saturating_mul(PERCENT_BYTES));
    Ok((looks, held.saturating_add(bytes.saturating_mul(2))))
}

/// Which styles of cells, by their number, show percentages.
fn percent_styles(stream: &[u8]) -> Vec<bool> {
    const FORMAT: u16 = 0x041E;
    const STYLE: u16 = 0x00E0;
    const NEWEST: u16 = 0x0600;
    let globals = || records(stream).take_while(|(kind, _)| *kind != END);
    let of_kind = |wanted| globals().filter(move |(kind, _)| *kind == wanted);
    let is_newest = of_kind(BEGIN).any(|(_, content)| u16_at(content, 0) == Some(NEWEST));
    let formats: BTreeSet<u32> = of_kind(FORMAT)
        .filter(|(_, content)| {
            // Its number, how long it is, and in the newest whether a character is two bytes.
            let (is_wide, text) = match content {
                [_, _, _, _, flags, text @ ..] if is_newest => (flags & 1 != 0, text),
                [_, _, _, text @ ..] => (false, text),
                _ => return false,
            };
            let step = if is_wide { 2 } else { 1 };
            // What is no ASCII decides nothing.
            let format: String =
                text.chunks(step)
                    .map(|bytes| {
                        if bytes.get(1).is_some_and(|high| *high > 0) {
                            '?'
                        } else {
                            bytes[0].into()
                        }
                    })
                    .collect();
            percent_format::is_percent(&format)
        })
        .filter_map(|(_, content)| u16_at(content, 0).map(u32::from))
        .chain(percent_format::BUILT_IN)
        .collect();
    of_kind(STYLE)
        .map(|(_, content)| {
            u16_at(content, 2).is_some_and(|format| formats.contains(&format.into()))
        })
        .collect()
}

/// The numbers of a record that are shown as percentages: row and column.
fn percents(kind: u16, content: &[u8], styles: &[bool]) -> Vec<(u32, u32)> {
    const NUMBER: u16 = 0x0203;
    const SMALL_NUMBER: u16 = 0x027E;
    /// Bytes of a number of several, with its style.
    const EACH: usize = 6;
    let is_percent = |at| {
        let style = u16_at(content, at).map(usize::from);
        style.and_then(|style| styles.get(style)) == Some(&true)
    };
    let (Some(row), Some(column)) = (u16_at(content, 0), u16_at(content, 2)) else {
        return Vec::new();
    };
    let n = match kind {
        NUMBER | SMALL_NUMBER | FORMULA => 1,
        NUMBERS => content.len().saturating_sub(6) / EACH,
        _ => 0,
    };
    (0..n)
        .filter(|n| is_percent(4 + n * EACH))
        .filter_map(|n| Some((u32::from(row), u32::from(column) + u32::try_from(n).ok()?)))
        .collect()
}

/// The records of a stream: kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, len) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let content = rest.get(4..4 + len)?;
        rest = &rest[4 + len..];
        Some((kind, content))
    })
}

const BEGIN: u16 = 0x0809;

const END: u16 = 0x000A;

const SHEET: u16 = 0x0085;

const TEXT_CELL: u16 = 0x00FD;

const FORMULA: u16 = 0x0006;

const BOOL_OR_ERROR: u16 = 0x0205;

/// Several small numbers in a row.
const NUMBERS: u16 = 0x00BD;

/// Where the sheets begin in the stream.
fn sheets(stream: &[u8]) -> Vec<&[u8]> {
    records(stream)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, content)| stream.get(usize::try_from(u32_at(content, 0)?).ok()?..))
        .collect()
}

/// Rows x columns of all sheets: as they say, or as their cells stand, whichever is more.
fn table_cells(stream: &[u8]) -> u64 {
    let mut all = 0_u64;
    for sheet in sheets(stream) {
        let mut bounds: Option<[u64; 4]> = None;
        let mut says = 0;
        // Nested parts (charts) end with the same record; what is counted too much is little.
        for (kind, content) in records(sheet) {
            match kind {
                0x0200 => says = says.max(dimensions(content).unwrap_or(u64::MAX)),
                kind if is_one_cell(kind) => {
                    if let (Some(row), Some(column)) = (u16_at(content, 0), u16_at(content, 2)) {
                        widen(&mut bounds, row, column);
                    }
                }
                NUMBERS => {
                    let last = content.len().checked_sub(2).and_then(|at| u16_at(content, at));
                    if let (Some(row), Some(first), Some(last)) =
                        (u16_at(content, 0), u16_at(content, 2), last)
                    {
                        widen(&mut bounds, row, first);
                        widen(&mut bounds, row, last);
                    }
                }
                _ => {}
            }
        }
        let area =
            bounds.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1));
        all = all.saturating_add(area.max(says));
    }
    all
}

/// Whether a record is a cell: a number, a label, a rich label, bool or error, a small number, a
/// shared text, a formula.
fn is_one_cell(kind: u16) -> bool {
    matches!(kind, 0x0203 | 0x0204 | 0x00D6 | 0x027E | BOOL_OR_ERROR | TEXT_CELL | FORMULA)
}

/// The records of a sheet, as calamine takes them: not those of charts within it, nor of the sheets
/// behind it.
fn own_records(sheet: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let (mut depth, mut has_begun) = (1_usize, false);
    records(sheet)
        .map_while(move |(kind, content)| {
            match kind {
                BEGIN if has_begun => depth += 1,
                BEGIN => has_begun = true,
                END => depth -= 1,
                _ => {}
            }
            (depth > 0).then_some((depth, kind, content))
        })
        .filter(|(depth, ..)| *depth == 1)
        .map(|(_, kind, content)| (kind, content))
}

/// What can't be read in a sheet, when there are so many shared texts; which of its numbers are
/// percentages, by these styles; and what is hidden.
fn look_at(sheet: &[u8], n_texts: usize, styles: &[bool]) -> Look {
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007D;
    let mut look = Look::default();
    let (mut broken, mut shares) = (Vec::new(), Vec::new());
    let mut hidden = BTreeSet::new();
    for (kind, content) in own_records(sheet) {
        let number = |at| u16_at(content, at).map(u32::from);
        let (Some(first), Some(second)) = (number(0), number(2)) else { continue };
        match kind {
            ROW if number(12).is_some_and(|flags| flags & 0x20 != 0) => {
                hidden.insert(first);
            }
            COLUMNS if number(8).is_some_and(|flags| flags & 1 != 0) && first <= second => {
                look.hidden.add_columns(first..=second);
            }
            _ => {
                shares.extend(percents(kind, content, styles).into_iter().map(|at| (at, ())));
                if let Some(why) = broken_cell(kind, content, n_texts) {
                    broken.push(((first, second), why));
                }
            }
        }
    }
    look.broken = Marks::of_cells(broken);
    look.percents = Marks::of_cells(shares);
    if !hidden.is_empty() {
        let filled: BTreeSet<u32> = own_records(sheet)
            .filter(|(kind, _)| is_one_cell(*kind) || *kind == NUMBERS)
            .filter_map(|(_, content)| u16_at(content, 0).map(u32::from))
            .collect();
        for row in hidden.intersection(&filled) {
            look.hidden.add_rows(*row, 1);
        }
    }
    look
}

/// Why a cell can't be read: calamine leaves out a text that there is not, and takes all numbers
/// but 0 for SAND.
fn broken_cell(kind: u16, content: &[u8], n_texts: usize) -> Option<&'static str> {
    match (kind, content) {
        (TEXT_CELL, _) => {
            let text = usize::try_from(u32_at(content, 6)?).ok();
            let is_there = text.is_some_and(|text| text < n_texts);
            (!is_there).then_some("den henviser til noget, der ikke er i filen")
        }
        (BOOL_OR_ERROR, [_, _, _, _, _, _, value, 0, ..]) => (*value > 1).then_some(NEITHER),
        (FORMULA, [_, _, _, _, _, _, 1, _, value, _, _, _, 0xFF, 0xFF, ..]) => {
            (*value > 1).then_some(NEITHER)
        }
        _ => None,
    }
}

fn has_formulas(stream: &[u8]) -> bool {
    records(stream).any(|(kind, _)| kind == FORMULA)
}

fn widen(bounds: &mut Option<[u64; 4]>, row: u16, column: u16) {
    let (row, column) = (u64::from(row), u64::from(column));
    let [top, bottom, left, right] = bounds.get_or_insert([row, row, column, column]);
    *top = row.min(*top);
    *bottom = row.max(*bottom);
    *left = column.min(*left);
    *right = column.max(*right);
}

/// Rows x columns that a sheet says it has; nothing when it can't be true.
fn dimensions(content: &[u8]) -> Option<u64> {
    let (first, last, left, right) = if content.len() == 10 {
        let at = |at| u16_at(content, at).map(u64::from);
        (at(0)?, at(2)?, at(4)?, at(6)?)
    } else {
        let row = |at| u32_at(content, at).map(u64::from);
        let column = |at| u16_at(content, at).map(u64::from);
        (row(0)?, row(4)?, column(8)?, column(10)?)
    };
    // An empty sheet says 0 rows, or ends before it begins: calamine makes no room for it.
    if last == 0 || right == 0 {
        return Some(1);
    }
    let left = if left > 0xFF || right < left { 0 } else { left };
    Some(last.checked_sub(first)?.saturating_mul(right.saturating_sub(left)))
}

/// Bytes that the texts of all cells take when each cell holds its own: as calamine does.
/// Of a text longer than a record only its share up to there is known; it counts as the longest.
fn text_bytes(stream: &[u8], lengths: &[u64]) -> u64 {
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let mut bytes = 0_u64;
    for sheet in sheets(stream) {
        for (_, content) in records(sheet).filter(|(kind, _)| *kind == TEXT_CELL) {
            let text = u32_at(content, 6).and_then(|text| usize::try_from(text).ok());
            let length = text.and_then(|text| lengths.get(text).copied()).unwrap_or(longest);
            bytes = bytes.saturating_add(length);
        }
        // Texts of cells that hold their own: two bytes a character become three at most.
        for (_, content) in records(sheet).filter(|(kind, _)| matches!(kind, 0x0204 | 0x00D6)) {
            bytes = bytes.saturating_add(content.len() as u64 * 3 / 2 + TEXT_BYTES);
        }
    }
    bytes
}

/// Lengths in bytes, about, of the shared texts in their order; those behind the first that can't
/// be followed are left out.
fn text_lengths(stream: &[u8]) -> Vec<u64> {
    const TEXTS: u16 = 0x00FC;
    const CONTINUED: u16 = 0x003C;
    let globals = records(stream).take_while(|(kind, _)| *kind != END);
    let mut parts = globals.skip_while(|(kind, _)| *kind != TEXTS);
    let Some((_, first)) = parts.next() else { return Vec::new() };
    let mut parts = std::iter::once(first.get(8..).unwrap_or_default())
        .chain(parts.take_while(|(kind, _)| *kind == CONTINUED).map(|(_, content)| content));
    let mut lengths = Vec::new();
    let mut rest: &[u8] = parts.next().unwrap_or_default();
    loop {
        if rest.is_empty() {
            match parts.next() {
                Some(part) => rest = part,
                None => return lengths,
            }
            continue;
        }
        let (Some(characters), Some(&flags)) = (u16_at(rest, 0), rest.get(2)) else {
            return lengths;
        };
        let (mut at, mut behind) = (3, 0_usize);
        if flags & 8 != 0 {
            behind += usize::from(u16_at(rest, at).unwrap_or(0)) * 4;
            at += 2;
        }
        if flags & 4 != 0 {
            behind += u32_at(rest, at).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            at += 4;
        }
        let mut is_wide = flags & 1 != 0;
        // Bytes of a character in UTF-8, at most.
        let width = if is_wide || usize::from(characters) > rest.len() { 3 } else { 2 };
        lengths.push(u64::from(characters) * width + TEXT_BYTES);
        let mut left = usize::from(characters);
        rest = rest.get(at..).unwrap_or_default();
        loop {
            let width = if is_wide { 2 } else { 1 };
            let here = left.min(rest.len() / width);
            rest = &rest[here * width..];
            left -= here;
            if left == 0 {
                break;
            }
            // The characters go on in the next part, which says anew how wide they are.
            let Some(part) = parts.next() else { return lengths };
            is_wide = part.first().is_some_and(|flags| flags & 1 != 0);
            rest = part.get(1..).unwrap_or_default();
        }
        while behind > 0 {
            let here = behind.min(rest.len());
            rest = &rest[here..];
            behind -= here;
            if behind > 0 {
                let Some(part) = parts.next() else { return lengths };
                rest = part;
            }
        }
    }
}
