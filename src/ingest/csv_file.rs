//! How is a CSV file read? Record by record, in the encoding and with the separator it turns out to
//! have, and with line numbers that an editor shows.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Decoder, Encoding};

use super::cell::Cell;
use super::csv_line::{Cut, Quotes, cut, fields, first_line};
use super::layout::SheetLayout;
use super::scan::{Scan, TakeRow};
use crate::finding::Severity;
use crate::register::fold_name;

/// Bytes read at a time; separator and headers are looked for in the first of them.
const CHUNK: usize = 1 << 16;
/// Bytes of a line, at most: a row of 16.384 cells, each rather full.
const LONGEST: usize = 1 << 22;
/// Records of the beginning in which the headers are looked for.
const SAMPLE_RECORDS: usize = 25;
/// Separators that are tried; the first of equals wins.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// Reads all rows of a CSV file and hands them to the scan. Stops at `max_cells`.
pub(super) fn read_csv(
    path: &Path,
    encoding: &'static Encoding,
    layout: &SheetLayout,
    max_cells: u64,
    scan: &mut Scan<'_>,
    take: &mut TakeRow<'_>,
) -> std::io::Result<()> {
    read_csv_from(File::open(path)?, encoding, layout, max_cells, scan, take)
}

/// As [`read_csv`], from any reader.
pub(super) fn read_csv_from(
    source: impl Read,
    encoding: &'static Encoding,
    layout: &SheetLayout,
    max_cells: u64,
    scan: &mut Scan<'_>,
    take: &mut TakeRow<'_>,
) -> std::io::Result<()> {
    let mut text = Text::new(source, encoding);
    text.more()?;
    let mut line = 1_u32;
    let mut hint = None;
    if let Some((separator, len)) = separator_line(text.rest()) {
        hint = Some(separator);
        text.start += len;
        line += 1;
    }
    let separator = separator(text.rest(), hint, layout);
    let mut n_cells = 0_u64;
    loop {
        let rest = text.rest();
        let (mut len, mut lines, mut quotes) = match cut(rest, separator, text.is_last) {
            Cut::NeedMore if rest.len() > LONGEST => {
                let place = scan.notes.row(line);
                scan.notes.add(
                    place,
                    Severity::Error,
                    "line-too-long",
                    format!("linjen er på over {LONGEST} bytes; den og resten er ikke læst"),
                    "Se efter, om filen er en CSV-fil, og hent den igen",
                );
                return Ok(());
            }
            Cut::NeedMore => {
                text.more()?;
                continue;
            }
            Cut::Record { len: 0, .. } => return Ok(()),
            Cut::Record { len, lines, quotes } => (len, lines, Some(quotes)),
            Cut::Unclosed { len } => (len, 1, None),
        };
        if lines > 1 && swallows_rows(&rest[..len], separator, scan.width()) {
            (len, lines, quotes) = (first_line(rest), 1, None);
        }
        let mut width = 0;
        let mut cells: Vec<(u16, Cell<'_>)> = Vec::with_capacity(32);
        let reads_quotes = quotes.is_some_and(|quotes| quotes != Quotes::Absent);
        for field in fields(&rest[..len], separator, reads_quotes) {
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
        n_cells += width as u64;
        if n_cells > max_cells {
            let place = scan.notes.row(line);
            scan.notes.add(
                place,
                Severity::Error,
                "too-many-cells",
                format!("filen har over {max_cells} celler; resten er ikke læst"),
                "Del filen i flere",
            );
            return Ok(());
        }
        match quotes {
            None => {
                let reason = "et anførselstegn i rækken er ikke lukket; rækkerne efter er læst hver \
                              for sig; ret anførselstegnene i rækken";
                scan.faulty_row(line, &mut cells, width, ("unclosed-quote", reason), take);
            }
            Some(quotes) => {
                let is_stray = quotes == Quotes::Stray && scan.width() == Some(width);
                scan.row(line, &mut cells, Some(width), take);
                if is_stray {
                    stray_quote(line, scan);
                }
            }
        }
        text.start += len;
        line = line.saturating_add(lines);
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

/// A file as text, decoded piece by piece.
struct Text<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: String,
    /// Where the text begins that is not read yet.
    start: usize,
    /// Nothing comes after this text.
    is_last: bool,
}

impl<R: Read> Text<R> {
    fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            decoded: String::new(),
            start: 0,
            is_last: false,
        }
    }

    fn rest(&self) -> &str {
        &self.decoded[self.start..]
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
