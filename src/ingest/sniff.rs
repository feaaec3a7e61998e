//! What kind of file is it really, whatever its name says?

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::container::{Make, ole_content, zip_content};

/// What the content of a file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Nothing,
    /// Text, in the encoding found.
    Text(&'static encoding_rs::Encoding),
    /// A workbook.
    Workbook(Make),
    /// A zip file cut off: its directory, which stands last, is missing.
    Truncated,
    /// An encrypted workbook.
    Encrypted,
    /// Something else, in words for the reader.
    Other(&'static str),
}

/// One pass over a file: its size and checksum, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Sniffed {
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) content: Content,
}

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// Bytes of the beginning that are kept to tell what a file is.
const HEAD: usize = 4096;

pub(super) fn sniff(path: &Path) -> std::io::Result<Sniffed> {
    let mut file = File::open(path)?;
    let mut chunk = vec![0; CHUNK];
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut head = Vec::new();
    let mut utf8 = Utf8Check::default();
    loop {
        let n = file.read(&mut chunk)?;
        if n == 0 {
            break;
        }
        let read = &chunk[..n];
        hash.update(read);
        bytes += n as u64;
        head.extend_from_slice(&read[..n.min(HEAD - head.len().min(HEAD))]);
        utf8.feed(read);
    }
    let content = content(&mut file, bytes, &head, &utf8)?;
    Ok(Sniffed { bytes, sha256: hexadecimal(&hash.finalize()), content })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn content(file: &mut File, bytes: u64, head: &[u8], utf8: &Utf8Check) -> std::io::Result<Content> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if bytes == 0 {
        return Ok(Content::Nothing);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return zip_content(file, bytes);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ole_content(file, bytes);
    }
    if starts(b"\xFF\xFE") {
        return Ok(Content::Text(encoding_rs::UTF_16LE));
    }
    if starts(b"\xFE\xFF") {
        return Ok(Content::Text(encoding_rs::UTF_16BE));
    }
    if starts(b"%PDF") {
        return Ok(Content::Other("en PDF-fil"));
    }
    if head.contains(&0) {
        return Ok(Content::Other("hverken tekst eller projektmappe"));
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if text.starts_with("<html") || text.starts_with("<!doctype html") || text.starts_with("<table")
    {
        return Ok(Content::Other("en webside (HTML), måske en fejlside fra hentningen"));
    }
    if text.starts_with("<?xml") {
        let is_workbook = text.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Ok(Content::Other(if is_workbook {
            "et XML-regneark fra 2003"
        } else {
            "en XML-fil"
        }));
    }
    if text.starts_with('{') || text.starts_with("[{") {
        return Ok(Content::Other("en JSON-fil"));
    }
    Ok(Content::Text(if utf8.is_valid() { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 }))
}

/// Whether bytes that come in chunks are UTF-8 throughout.
#[derive(Default)]
struct Utf8Check {
    /// Bytes of a character that the last chunk cut off.
    pending: Vec<u8>,
    is_broken: bool,
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) {
        if self.is_broken {
            return;
        }
        let mut rest = chunk;
        // At most three bytes complete a character that was cut off.
        while let (false, Some((first, after))) = (self.pending.is_empty(), rest.split_first()) {
            self.pending.push(*first);
            rest = after;
            match std::str::from_utf8(&self.pending) {
                Ok(_) => self.pending.clear(),
                Err(error) if error.error_len().is_some() => {
                    self.is_broken = true;
                    return;
                }
                Err(_) => {}
            }
        }
        if let Err(error) = std::str::from_utf8(rest) {
            if error.error_len().is_some() {
                self.is_broken = true;
            } else {
                self.pending = rest[error.valid_up_to()..].to_vec();
            }
        }
    }

    fn is_valid(&self) -> bool {
        !self.is_broken && self.pending.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Utf8Check;

    #[test]
    fn utf8_is_told_however_the_chunks_fall() {
        let text = "blåbærgrød ½ – 𝄞".as_bytes();
        for size in 1..text.len() {
            let mut check = Utf8Check::default();
            text.chunks(size).for_each(|chunk| check.feed(chunk));
            assert!(check.is_valid(), "{size}");
        }
        let mut check = Utf8Check::default();
        check.feed(b"K\xf8b");
        assert!(!check.is_valid());
        let mut cut = Utf8Check::default();
        cut.feed(&text[..3]);
        assert!(!cut.is_valid());
    }
}
