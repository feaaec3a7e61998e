//! How is a CSV file read? Record by record, in the encoding and with the separator it turns out to
//! have, and with line numbers that an editor shows.

use std::fs::File;
use std::path::Path;

use encoding_rs::Encoding;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::csv::code::CsvCode;
use crate::ingest::csv::line::{Quotes, fields};
use crate::ingest::csv::rows::CsvRows;
use crate::ingest::csv::text::{Block, CsvText, LONGEST, Record};
use crate::ingest::file::code::FileCode;

/// How a CSV file is to be read.
#[derive(Clone, Debug)]
pub(crate) struct CsvForm {
    pub(crate) encoding: &'static Encoding,
    /// Headers that are looked for, folded: the separator is the one that they are found under.
    pub(crate) headers: Vec<String>,
    /// Cells that are read of it.
    pub(crate) max_cells: u64,
}

/// Reads all rows of a CSV file and hands them over. Stops at the limit of cells.
///
/// Rows below the headers are read in blocks, several at a time: what a block says does not depend
/// on the others, and they are put together in their order.
pub(crate) fn read_csv(
    path: &Path,
    form: &CsvForm,
    rows: &mut impl CsvRows,
) -> std::io::Result<()> {
    let mut text = CsvText::new(File::open(path)?, form.encoding, &form.headers)?;
    let mut cells = Cells { max: form.max_cells, left: form.max_cells };
    // Until the headers are found every row depends on those above it.
    while rows.width().is_none() {
        let block = text.block(None, 1)?;
        if block.is_empty() || !read_block(&block, rows, &mut cells) {
            return Ok(());
        }
    }
    let width = rows.width();
    let mut round = text.round(width)?;
    while !round.is_empty() {
        let forks: Vec<_> = round.iter().map(|_| rows.fork()).collect();
        let read_round = || -> Vec<_> {
            let forks = round.par_iter().zip(forks);
            forks.map(|(block, fork)| read_apart(block, fork?, cells)).collect()
        };
        let (next, read) = rayon::join(|| text.round(width), read_round);
        let at_first = cells.left;
        for (block, read) in round.iter().zip(read) {
            let cells_left = read.and_then(|(below, left)| {
                let cells_left = cells.left.checked_sub(at_first - left.left)?;
                rows.append(below).then_some(cells_left)
            });
            if let Some(cells_left) = cells_left {
                cells.left = cells_left;
            } else if !read_block(block, rows, &mut cells) {
                return Ok(());
            }
        }
        round = next?;
    }
    Ok(())
}

/// How many cells may still be read.
#[derive(Clone, Copy)]
struct Cells {
    max: u64,
    left: u64,
}

/// Reads a block by itself: the fork it was read into, and the cells that are left. None when it has
/// to be read behind the others, as the file is not to be read to the block's end.
fn read_apart<R: CsvRows>(block: &Block, mut rows: R, mut left: Cells) -> Option<(R, Cells)> {
    read_block(block, &mut rows, &mut left).then_some((rows, left))
}

/// Hands the rows of a block over; gives false when nothing more of the file is to be read.
fn read_block(block: &Block, rows: &mut impl CsvRows, left: &mut Cells) -> bool {
    let (mut line, mut start) = (block.line, 0);
    let mut cells: Vec<(u16, Cell<'_>)> = Vec::with_capacity(32);
    for Record { len, lines, quotes } in &block.records {
        let record = &block.text[start..start + len];
        let mut width = 0;
        cells.clear();
        let reads_quotes = quotes.is_some_and(|quotes| quotes != Quotes::Absent);
        for field in fields(record, block.separator, reads_quotes) {
            if let Ok(column) = u16::try_from(width)
                && rows.wants(column)
            {
                let cell = Cell::text(field);
                if !cell.is_empty() {
                    cells.push((column, cell));
                }
            }
            width += 1;
        }
        let Some(after) = left.left.checked_sub(width as u64) else {
            rows.end(line, too_many_cells(left.max));
            return false;
        };
        left.left = after;
        match quotes {
            None => rows.unclosed_row(line, &mut cells, width),
            Some(quotes) => {
                let is_stray = *quotes == Quotes::Stray && rows.width() == Some(width);
                rows.row(line, &mut cells, width);
                if is_stray {
                    rows.tell(line, stray_quote());
                }
            }
        }
        start += len;
        line = line.saturating_add(*lines);
    }
    if block.is_too_long {
        rows.end(line, too_long());
    }
    !block.is_too_long
}

fn too_many_cells(max: u64) -> Told {
    Told::error(
        FileCode::TooManyCells.slug(),
        format!("filen har over {max} celler; resten er ikke læst"),
        "Del filen i flere",
    )
}

fn stray_quote() -> Told {
    Told::warning(
        CsvCode::StrayQuote.slug(),
        "et anførselstegn inde i et felt er ikke skrevet dobbelt; rækken har det rigtige antal \
         felter og er læst",
        "Se efter, at felterne er rigtige, og skriv anførselstegnet dobbelt",
    )
}

fn too_long() -> Told {
    Told::error(
        CsvCode::LineTooLong.slug(),
        format!("linjen er på over {LONGEST} bytes; den og resten er ikke læst"),
        "Se efter, om filen er en CSV-fil, og hent den igen",
    )
}
