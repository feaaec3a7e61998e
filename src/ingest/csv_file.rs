//! How is a CSV file read? Row by row, in the encoding and with the separator it turns out to have,
//! and with line numbers that an editor shows.

use std::collections::VecDeque;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::cell::Cell;
use super::layout::SheetLayout;
use super::scan::{Scan, TakeRow};
use crate::finding::Severity;
use crate::register::fold_name;

/// Bytes at the beginning of a file in which separator and headers are looked for.
const SAMPLE: u64 = 1 << 16;
/// Lines of the sample that are looked at.
const SAMPLE_LINES: usize = 25;
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
    let separator = separator(path, encoding, layout)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(LineCounter::new(open(path, encoding)?));
    let mut record = csv::StringRecord::new();
    let mut n_cells = 0_u64;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                return match error.into_kind() {
                    csv::ErrorKind::Io(error) => Err(error),
                    // The bytes were decoded before: nothing else can be wrong with them.
                    _ => Err(std::io::Error::from(std::io::ErrorKind::InvalidData)),
                };
            }
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let line = reader.get_mut().line_of(start);
        n_cells += record.len() as u64;
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
        let mut cells: Vec<(u16, Cell<'_>)> = Vec::with_capacity(record.len().min(64));
        for (column, field) in record.iter().enumerate() {
            let Ok(column) = u16::try_from(column) else { break };
            if scan.wants(column) {
                let cell = Cell::text(field);
                if !cell.is_empty() {
                    cells.push((column, cell));
                }
            }
        }
        scan.row(line, &mut cells, Some(record.len()), take);
    }
}

fn open(path: &Path, encoding: &'static Encoding) -> std::io::Result<impl Read> {
    let file = File::open(path)?;
    Ok(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).strip_bom(true).build(file))
}

/// The separator under which most of the layout's headers are found in one line.
fn separator(
    path: &Path,
    encoding: &'static Encoding,
    layout: &SheetLayout,
) -> std::io::Result<u8> {
    let mut sample = Vec::new();
    open(path, encoding)?.take(SAMPLE).read_to_end(&mut sample)?;
    let known: Vec<String> = layout
        .columns
        .iter()
        .flat_map(|column| column.headers.iter().map(|header| fold_name(header)))
        .collect();
    let mut best = (0, 0);
    let mut separator = SEPARATORS[0];
    for candidate in SEPARATORS {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(candidate)
            .has_headers(false)
            .flexible(true)
            .from_reader(sample.as_slice());
        for record in reader.byte_records().take(SAMPLE_LINES).map_while(Result::ok) {
            let matched = record
                .iter()
                .filter(|field| known.contains(&fold_name(&String::from_utf8_lossy(field))))
                .count();
            if (matched, record.len()) > best {
                best = (matched, record.len());
                separator = candidate;
            }
        }
    }
    Ok(separator)
}

/// Counts lines as an editor does. The csv crate's own line numbers are one too low in files with
/// CRLF, and blank lines shift them.
struct LineCounter<R> {
    inner: R,
    /// Offset of the next byte.
    offset: u64,
    /// Line of the next byte, from 1.
    line: u32,
    at_line_start: bool,
    after_cr: bool,
    /// Where the lines that are not blank begin and which line that is, not yet asked for.
    starts: VecDeque<(u64, u32)>,
}

impl<R> LineCounter<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            offset: 0,
            line: 1,
            at_line_start: true,
            after_cr: false,
            starts: VecDeque::new(),
        }
    }

    /// The first line with text at or after a byte: where the record that the csv reader places
    /// there begins. Bytes must be asked for in rising order.
    fn line_of(&mut self, byte: u64) -> u32 {
        while self.starts.front().is_some_and(|(start, _)| *start < byte) {
            self.starts.pop_front();
        }
        self.starts.front().map_or(self.line, |(_, line)| *line)
    }
}

impl<R: Read> Read for LineCounter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        for byte in &buffer[..n] {
            match byte {
                b'\r' => {
                    self.line += 1;
                    self.at_line_start = true;
                }
                b'\n' => {
                    self.line += u32::from(!self.after_cr);
                    self.at_line_start = true;
                }
                _ => {
                    if self.at_line_start {
                        self.starts.push_back((self.offset, self.line));
                        self.at_line_start = false;
                    }
                }
            }
            self.after_cr = *byte == b'\r';
            self.offset += 1;
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::LineCounter;

    fn lines(text: &str) -> Vec<(u32, String)> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(3)
            .from_reader(LineCounter::new(text.as_bytes()));
        let mut record = csv::StringRecord::new();
        let mut found = Vec::new();
        while reader.read_record(&mut record).unwrap() {
            let start = record.position().unwrap().byte();
            found.push((
                reader.get_mut().line_of(start),
                record.iter().collect::<Vec<_>>().join("|"),
            ));
        }
        found
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "c,d", "\"e", "f\",g", "", "", "h"].join(end);
            let of: Vec<u32> = lines(&text).into_iter().map(|(line, _)| line).collect();
            assert_eq!(of, [1, 3, 4, 8], "{end:?}");
        }
    }
}
