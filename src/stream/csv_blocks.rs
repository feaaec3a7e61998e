//! How is a CSV file of any size cut into blocks of whole rows, so that each can be read by itself?

use std::io::{self, Read};

use memchr::{memchr, memrchr};
use sha2::{Digest, Sha256};

use crate::output::hexadecimal;

/// Bytes that are read at a time.
const BLOCK: usize = 4 << 20;
/// Bytes that a row may have, at most.
pub(super) const LONGEST_ROW: usize = 16 << 20;

/// Blocks of whole rows, in order, with the checksum of all that was read.
pub struct CsvBlocks<R> {
    source: R,
    separator: u8,
    hash: Sha256,
    /// Bytes behind the last whole row.
    carried: Vec<u8>,
    is_ended: bool,
    n_read: u64,
}

/// Why there is no next block.
#[derive(Debug)]
pub enum NoBlock {
    /// What the system says.
    System(io::Error),
    /// A row has no end within [`LONGEST_ROW`] bytes; it begins at this byte.
    Endless(u64),
}

impl<R: Read> CsvBlocks<R> {
    /// Blocks of a file from its beginning.
    pub fn new(source: R, separator: u8) -> Self {
        let (hash, carried) = Default::default();
        Self { source, separator, hash, carried, is_ended: false, n_read: 0 }
    }

    /// With another separator, known when the first row has been seen.
    pub(super) fn set_separator(&mut self, separator: u8) {
        self.separator = separator;
    }

    /// The checksum, in hexadecimal, when all has been read.
    pub fn sha256(&self) -> String {
        hexadecimal(self.hash.clone())
    }

    /// The next block; nothing at the end.
    ///
    /// # Errors
    /// See `NoBlock`.
    pub fn next_block(&mut self) -> Result<Option<Vec<u8>>, NoBlock> {
        let mut block = std::mem::take(&mut self.carried);
        loop {
            if !self.is_ended {
                self.fill(&mut block).map_err(NoBlock::System)?;
            }
            if self.is_ended {
                return Ok((!block.is_empty()).then_some(block));
            }
            if let Some(end) = end_of_rows(&block, self.separator) {
                self.carried = block.split_off(end);
                return Ok(Some(block));
            }
            if block.len() > LONGEST_ROW {
                return Err(NoBlock::Endless(self.n_read - block.len() as u64));
            }
        }
    }

    fn fill(&mut self, block: &mut Vec<u8>) -> io::Result<()> {
        let before = block.len();
        block.reserve(BLOCK);
        let n = (&mut self.source).take(BLOCK as u64).read_to_end(block)?;
        self.hash.update(&block[before..]);
        self.n_read += n as u64;
        self.is_ended = n < BLOCK;
        Ok(())
    }
}

/// Where the last whole row ends, in bytes that begin with a row. A quote opens a field only at
/// the field's beginning, and within one two are a quote, as the csv crate reads it.
fn end_of_rows(bytes: &[u8], separator: u8) -> Option<usize> {
    let (mut at, mut end) = (0, None);
    loop {
        let quote = memchr(b'"', &bytes[at..]).map(|n| at + n);
        let outside = &bytes[at..quote.unwrap_or(bytes.len())];
        end = memrchr(b'\n', outside).map(|n| at + n + 1).or(end);
        let Some(quote) = quote else { return end };
        at = quote + 1;
        let is_opening = quote == 0 || [separator, b'\n', b'\r'].contains(&bytes[quote - 1]);
        if !is_opening {
            continue;
        }
        loop {
            let Some(n) = memchr(b'"', &bytes[at..]) else { return end };
            at += n + 1;
            if bytes.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use csv::{ByteRecord, ReaderBuilder};
    use proptest::prelude::*;

    use super::*;

    fn records(bytes: &[u8]) -> Vec<ByteRecord> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        reader.byte_records().filter_map(Result::ok).collect()
    }

    proptest! {
        #[test]
        fn what_is_cut_reads_as_the_whole(
            letters in prop::collection::vec(prop::sample::select(b"a,,\"\"\n\r\n".to_vec()), 0..60),
            size in 1usize..20,
        ) {
            let (mut cut, mut at) = (Vec::new(), 0);
            for seen in (0..=letters.len()).step_by(size).chain([letters.len()]) {
                if seen > at && let Some(end) = end_of_rows(&letters[at..seen], b',') {
                    cut.extend(records(&letters[at..at + end]));
                    at += end;
                }
            }
            cut.extend(records(&letters[at..]));
            let cells = |records: Vec<ByteRecord>| -> Vec<Vec<Vec<u8>>> {
                records.iter().map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect()
            };
            prop_assert_eq!(cells(cut), cells(records(&letters)));
        }
    }
}
