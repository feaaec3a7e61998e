//! How does a file become text, and text records? Decoded piece by piece, and cut with the separator
//! that its headers are found under.

use std::io::Read;

use encoding_rs::{Decoder, Encoding};

use crate::ingest::csv::line::{Cut, Quotes, cut, fields, first_line};
use crate::register::fold_name;

/// Bytes read at a time; separator and headers are looked for in the first of them.
const CHUNK: usize = 1 << 16;

/// Bytes of a block, and blocks that are read at a time.
const BLOCK: usize = 1 << 19;

const BLOCKS: usize = 8;

/// Bytes of a line, at most: a row of 16.384 cells, each rather full.
pub(crate) const LONGEST: usize = 1 << 22;

/// Records of the beginning in which the headers are looked for.
const SAMPLE_RECORDS: usize = 25;

/// Separators that are tried; the first of equals wins.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Records of a file, cut from each other.
pub(crate) struct Block {
    pub(crate) text: String,
    pub(crate) separator: u8,
    /// The line, from 1, that the first record stands on.
    pub(crate) line: u32,
    pub(crate) records: Vec<Record>,
    /// The line behind the records is too long to be one.
    pub(crate) is_too_long: bool,
}

/// One record: its bytes, its lines, and what quotes do in it; `None`: one is not closed.
pub(crate) struct Record {
    pub(crate) len: usize,
    pub(crate) lines: u32,
    pub(crate) quotes: Option<Quotes>,
}

impl Block {
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && !self.is_too_long
    }
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

/// The separator under which most of the `known` headers are found in one record; of equals the
/// one that the file itself names.
fn separator(sample: &str, hint: Option<u8>, known: &[String]) -> u8 {
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
pub(crate) struct CsvText<R> {
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
    pub(crate) fn new(
        source: R,
        encoding: &'static Encoding,
        headers: &[String],
    ) -> std::io::Result<Self> {
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
        text.separator = separator(&text.decoded[text.start..], hint, headers);
        Ok(text)
    }

    /// The blocks that are read at a time; none at the end.
    pub(crate) fn round(&mut self, width: Option<usize>) -> std::io::Result<Vec<Block>> {
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
    pub(crate) fn block(&mut self, width: Option<usize>, bytes: usize) -> std::io::Result<Block> {
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
