//! How is a CSV file read? Record by record, in the encoding and with the separator it turns out to
//! have, and with line numbers that an editor shows.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Decoder, Encoding};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::cell::Cell;
use super::csv_line::{Cut, Quotes, cut, fields, first_line};
use super::layout::SheetLayout;
use super::notes::LostPart;
use super::scan::Scan;
use super::taker::Taker;
use crate::finding::Severity;
use crate::register::fold_name;

/// Bytes read at a time; separator and headers are looked for in the first of them.
const CHUNK: usize = 1 << 16;
/// Bytes of a block, and blocks that are read at a time.
const BLOCK: usize = 1 << 19;
const BLOCKS: usize = 8;
/// Bytes of a line, at most: a row of 16.384 cells, each rather full.
const LONGEST: usize = 1 << 22;
/// Records of the beginning in which the headers are looked for.
const SAMPLE_RECORDS: usize = 25;
/// Separators that are tried; the first of equals wins.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Reads all rows of a CSV file and hands them to the scan. Stops at `max_cells`.
///
/// Rows below the headers are read in blocks, several at a time: what a block says does not depend
/// on the others, and they are put together in their order.
pub(super) fn read_csv(
    path: &Path,
    encoding: &'static Encoding,
    layout: &SheetLayout,
    max_cells: u64,
    scan: &mut Scan<'_>,
    taker: &mut Taker<'_>,
) -> std::io::Result<()> {
    let mut text = CsvText::new(File::open(path)?, encoding, layout)?;
    let mut cells = Cells { max: max_cells, left: max_cells };
    // Until the headers are found every row depends on those above it.
    while scan.width().is_none() {
        let block = text.block(None, 1)?;
        if block.is_empty() || !block.read(scan, taker, &mut cells) {
            return Ok(());
        }
    }
    let width = scan.width();
    let mut round = text.round(width)?;
    while !round.is_empty() {
        let forks: Vec<_> = round.iter().map(|_| Some((scan.fork()?, taker.fork()?))).collect();
        let read_round = || -> Vec<_> {
            round
                .par_iter()
                .zip(forks)
                .map(|(block, fork)| block.read_apart(fork?, cells))
                .collect()
        };
        let (next, read) = rayon::join(|| text.round(width), read_round);
        let at_first = cells.left;
        for (block, read) in round.iter().zip(read) {
            let of_use = read.and_then(|(below, taken, left)| {
                let cells_left = cells.left.checked_sub(at_first - left.left)?;
                scan.append(below).then_some((taken, cells_left))
            });
            if let Some((mut taken, cells_left)) = of_use {
                taker.append(&mut taken);
                cells.left = cells_left;
            } else if !block.read(scan, taker, &mut cells) {
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

/// Records of a file, cut from each other.
struct Block {
    text: String,
    separator: u8,
    /// The line, from 1, that the first record stands on.
    line: u32,
    records: Vec<Record>,
    /// The line behind the records is too long to be one.
    is_too_long: bool,
}

/// One record: its bytes, its lines, and what quotes do in it; `None`: one is not closed.
struct Record {
    len: usize,
    lines: u32,
    quotes: Option<Quotes>,
}

impl Block {
    fn is_empty(&self) -> bool {
        self.records.is_empty() && !self.is_too_long
    }

    /// Reads the block by itself: the fork it was read into, and the cells that are left. None when
    /// it has to be read behind the others, as the file is not to be read to the block's end.
    fn read_apart<'s, 't>(
        &self,
        (mut scan, mut taker): (Scan<'s>, Taker<'t>),
        mut left: Cells,
    ) -> Option<(Scan<'s>, Taker<'t>, Cells)> {
        self.read(&mut scan, &mut taker, &mut left).then_some((scan, taker, left))
    }

    /// Hands the rows to the scan; gives false when nothing more of the file is to be read.
    fn read(&self, scan: &mut Scan<'_>, taker: &mut Taker<'_>, left: &mut Cells) -> bool {
        let (mut line, mut start) = (self.line, 0);
        let mut cells: Vec<(u16, Cell<'_>)> = Vec::with_capacity(32);
        for Record { len, lines, quotes } in &self.records {
            let record = &self.text[start..start + len];
            let mut width = 0;
            cells.clear();
            let reads_quotes = quotes.is_some_and(|quotes| quotes != Quotes::Absent);
            for field in fields(record, self.separator, reads_quotes) {
                if let Ok(column) = u16::try_from(width)
                    && scan.wants(column)
                {
                    let cell = Cell::text(field);
                    if !cell.is_empty() {
                        cells.push((column, cell));
                    }
                }
                width += 1;
            }
            let Some(after) = left.left.checked_sub(width as u64) else {
                let message = format!("filen har over {} celler; resten er ikke læst", left.max);
                let place = scan.notes.row(line);
                let action = "Del filen i flere";
                scan.notes.add(place, Severity::Error, "too-many-cells", message, action);
                scan.notes.lose(LostPart::Rest);
                return false;
            };
            left.left = after;
            match quotes {
                None => {
                    let reason = "et anførselstegn i rækken er ikke lukket; rækkerne efter er læst \
                                  hver for sig; ret anførselstegnene i rækken";
                    let fault = ("unclosed-quote", reason);
                    scan.faulty_row(line, &mut cells, width, fault, taker);
                }
                Some(quotes) => {
                    let is_stray = *quotes == Quotes::Stray && scan.width() == Some(width);
                    scan.row(line, &mut cells, Some(width), taker);
                    if is_stray {
                        stray_quote(line, scan);
                    }
                }
            }
            start += len;
            line = line.saturating_add(*lines);
        }
        if self.is_too_long {
            scan.notes.lose(LostPart::Rest);
            scan.notes.add(
                scan.notes.row(line),
                Severity::Error,
                "line-too-long",
                format!("linjen er på over {LONGEST} bytes; den og resten er ikke læst"),
                "Se efter, om filen er en CSV-fil, og hent den igen",
            );
        }
        !self.is_too_long
    }
}

fn stray_quote(line: u32, scan: &mut Scan<'_>) {
    let place = scan.notes.row(line);
    scan.notes.add(
        place,
        Severity::Warning,
        "stray-quote",
        "et anførselstegn inde i et felt er ikke skrevet dobbelt; rækken har det rigtige antal \
         felter og er læst"
            .to_owned(),
        "Se efter, at felterne er rigtige, og skriv anførselstegnet dobbelt",
    );
}

/// Whether a quoted field over several lines is one that was not closed where it should be: the
/// record has another number of fields than the header, or a line within a field looks like a row.
fn swallows_rows(record: &str, separator: u8, width: Option<usize>) -> bool {
    let Some(width) = width else { return false };
    let mut n_fields = 0;
    for field in fields(record, separator, true) {
        n_fields += 1;
        let n_separators = |line: &str| line.bytes().filter(|byte| *byte == separator).count();
        if width > 2 && field.split(['\n', '\r']).any(|line| n_separators(line) >= width - 1) {
            return true;
        }
    }
    n_fields != width
}

/// A line `sep=;`, which tells a spreadsheet the separator, and the bytes it takes.
fn separator_line(text: &str) -> Option<(u8, usize)> {
    let len = first_line(text);
    let line = text[..len].trim_end_matches(['\r', '\n']).trim_matches('"');
    let separator = match line.split_at_checked(4)? {
        (word, separator) if word.eq_ignore_ascii_case("sep=") => separator,
        _ => return None,
    };
    match separator.as_bytes() {
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !matches!(one, b'"' | b' ') => {
            Some((*one, len))
        }
        // "sep=" with the tab lost on the way.
        [] => Some((b'\t', len)),
        _ => None,
    }
}

/// The separator under which most of the layout's headers are found in one record; of equals the
/// one that the file itself names.
fn separator(sample: &str, hint: Option<u8>, layout: &SheetLayout) -> u8 {
    let known: Vec<String> = layout
        .columns
        .iter()
        .flat_map(|column| column.headers.iter().map(|header| fold_name(header)))
        .collect();
    let mut best = (0, 0);
    let mut separator = hint.unwrap_or(SEPARATORS[0]);
    for candidate in hint.into_iter().chain(SEPARATORS) {
        let mut rest = sample;
        for _ in 0..SAMPLE_RECORDS {
            let (len, reads_quotes) = match cut(rest, candidate, true) {
                Cut::Record { len, .. } => (len, true),
                Cut::Unclosed { len } => (len, false),
                Cut::NeedMore => break,
            };
            if len == 0 {
                break;
            }
            let (mut matched, mut n_fields) = (0, 0);
            for field in fields(&rest[..len], candidate, reads_quotes) {
                n_fields += 1;
                matched += usize::from(known.contains(&fold_name(&field)));
            }
            if (matched, n_fields) > best {
                best = (matched, n_fields);
                separator = candidate;
            }
            rest = &rest[len..];
        }
    }
    separator
}

/// A file as text, decoded piece by piece and cut into records.
struct CsvText<R> {
    source: R,
    decoder: Decoder,
    separator: u8,
    raw: Vec<u8>,
    decoded: String,
    /// Where the text begins that is not read yet, and its line.
    start: usize,
    line: u32,
    /// Nothing comes after this text.
    is_last: bool,
}

impl<R: Read> CsvText<R> {
    fn new(source: R, encoding: &'static Encoding, layout: &SheetLayout) -> std::io::Result<Self> {
        let mut text = Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            separator: SEPARATORS[0],
            raw: vec![0; CHUNK],
            decoded: String::new(),
            start: 0,
            line: 1,
            is_last: false,
        };
        text.more()?;
        let told = separator_line(&text.decoded);
        if let Some((_, len)) = told {
            text.start = len;
            text.line += 1;
        }
        let hint = told.map(|(separator, _)| separator);
        text.separator = separator(&text.decoded[text.start..], hint, layout);
        Ok(text)
    }

    /// The blocks that are read at a time; none at the end.
    fn round(&mut self, width: Option<usize>) -> std::io::Result<Vec<Block>> {
        let mut blocks = Vec::with_capacity(BLOCKS);
        while blocks.len() < BLOCKS {
            let block = self.block(width, BLOCK)?;
            if block.is_empty() {
                break;
            }
            let is_end = block.is_too_long;
            blocks.push(block);
            if is_end {
                self.end();
                break;
            }
        }
        Ok(blocks)
    }

    /// The next records, of `bytes` or just over; none at the end.
    fn block(&mut self, width: Option<usize>, bytes: usize) -> std::io::Result<Block> {
        let mut records = Vec::new();
        let (mut len, mut lines_before) = (0, 0_u32);
        let mut is_too_long = false;
        while len < bytes {
            let rest = &self.decoded[self.start + len..];
            let mut record = match cut(rest, self.separator, self.is_last) {
                Cut::NeedMore if rest.len() > LONGEST => {
                    is_too_long = true;
                    break;
                }
                Cut::NeedMore => {
                    self.more()?;
                    continue;
                }
                Cut::Record { len: 0, .. } => break,
                Cut::Record { len, lines, quotes } => Record { len, lines, quotes: Some(quotes) },
                Cut::Unclosed { len } => Record { len, lines: 1, quotes: None },
            };
            if record.lines > 1 && swallows_rows(&rest[..record.len], self.separator, width) {
                record = Record { len: first_line(rest), lines: 1, quotes: None };
            }
            len += record.len;
            lines_before = lines_before.saturating_add(record.lines);
            records.push(record);
        }
        let text = self.decoded[self.start..self.start + len].to_owned();
        let line = self.line;
        self.start += len;
        self.line = self.line.saturating_add(lines_before);
        Ok(Block { text, separator: self.separator, line, records, is_too_long })
    }

    /// Nothing more is read.
    fn end(&mut self) {
        self.decoded.clear();
        self.start = 0;
        self.is_last = true;
    }

    /// Reads on, at least one chunk unless the file ends.
    fn more(&mut self) -> std::io::Result<()> {
        self.decoded.drain(..self.start);
        self.start = 0;
        let mut n = 0;
        while n < self.raw.len() {
            match self.source.read(&mut self.raw[n..]) {
                Ok(0) => {
                    self.is_last = true;
                    break;
                }
                Ok(more) => n += more,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        // At most three bytes come out of one that goes in, and a few that were held back.
        self.decoded.reserve(self.decoder.max_utf8_buffer_length(n).unwrap_or(4 * n + 16));
        let _ = self.decoder.decode_to_string(&self.raw[..n], &mut self.decoded, self.is_last);
        Ok(())
    }
}
