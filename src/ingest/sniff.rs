//! What kind of file is it really, whatever its name says?

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::text_make::{TextCheck, TextMake, told_by_head};

/// What the content of a file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Nothing,
    /// Blanks, or a byte order mark alone.
    Blank,
    /// Text, in the encoding found.
    Text(TextMake),
    /// A workbook (xlsx); the bytes that its parts and its shared texts say they unzip to.
    Workbook { uncompressed: u64, shared_texts: u64 },
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
    let mut text = TextCheck::default();
    loop {
        let n = file.read(&mut chunk)?;
        if n == 0 {
            break;
        }
        let read = &chunk[..n];
        hash.update(read);
        bytes += n as u64;
        head.extend_from_slice(&read[..n.min(HEAD - head.len().min(HEAD))]);
        text.feed(read);
    }
    let content = content(&mut file, bytes, &head, &text)?;
    Ok(Sniffed { bytes, sha256: hexadecimal(&hash.finalize()), content })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn content(file: &mut File, bytes: u64, head: &[u8], text: &TextCheck) -> std::io::Result<Content> {
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
    if let Some(make) = told_by_head(head, bytes) {
        return Ok(if head.len() == 2 { Content::Blank } else { Content::Text(make) });
    }
    if starts(b"%PDF") {
        return Ok(Content::Other("en PDF-fil"));
    }
    if head.contains(&0) {
        return Ok(Content::Other("hverken tekst eller projektmappe"));
    }
    let start = String::from_utf8_lossy(head);
    let start = start.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if start.is_empty() && bytes <= HEAD as u64 {
        return Ok(Content::Blank);
    }
    if ["<html", "<!doctype html", "<table"].iter().any(|tag| start.starts_with(tag)) {
        return Ok(Content::Other("en webside (HTML), måske en fejlside fra hentningen"));
    }
    if start.starts_with("<?xml") {
        return Ok(Content::Other("en XML-fil"));
    }
    if start.starts_with('{') || start.starts_with("[{") {
        return Ok(Content::Other("en JSON-fil"));
    }
    Ok(Content::Text(text.make(starts(b"\xEF\xBB\xBF"))))
}

/// An old binary file of Office, or the wrapping of an encrypted new one.
fn ole_content(file: &mut File, bytes: u64) -> std::io::Result<Content> {
    /// The directory of an encrypted workbook stands within the first or the last part; a workbook
    /// that is larger is looked at in full only at both ends.
    const LOOKED_AT: u64 = 1 << 20;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for start in [0, bytes.saturating_sub(LOOKED_AT)] {
        file.seek(SeekFrom::Start(start))?;
        let mut part = Vec::new();
        file.take(LOOKED_AT).read_to_end(&mut part)?;
        if part.windows(name.len()).any(|window| window == name) {
            return Ok(Content::Encrypted);
        }
    }
    Ok(Content::Other("en projektmappe i et gammelt format (xls)"))
}

/// Reads the directory of a zip file, which stands last, without unzipping anything.
fn zip_content(file: &mut File, bytes: u64) -> std::io::Result<Content> {
    /// The end record may be followed by a comment of at most 65.535 bytes.
    const END: u64 = 65_535 + 22;
    let start = bytes.saturating_sub(END);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(END).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(4).rposition(|w| w == b"PK\x05\x06") else {
        return Ok(Content::Truncated);
    };
    let (Some(size), Some(offset)) = (u32_at(&tail, end + 12), u32_at(&tail, end + 16)) else {
        return Ok(Content::Truncated);
    };
    let (mut size, mut offset) = (u64::from(size), u64::from(offset));
    // Zip64: the record before the locator, which stands before the end record, has the real ones.
    let locator = end.checked_sub(20).filter(|at| tail[*at..].starts_with(b"PK\x06\x07"));
    if let Some(record) = locator.and_then(|at| u64_at(&tail, at + 8)) {
        let mut end64 = [0; 56];
        file.seek(SeekFrom::Start(record))?;
        if file.read_exact(&mut end64).is_ok() && end64.starts_with(b"PK\x06\x06") {
            size = u64_at(&end64, 40).unwrap_or(size);
            offset = u64_at(&end64, 48).unwrap_or(offset);
        }
    }
    if offset.checked_add(size).is_none_or(|end| end > bytes) {
        return Ok(Content::Truncated);
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut directory = Vec::new();
    file.take(size).read_to_end(&mut directory)?;
    Ok(directory_content(&directory))
}

fn directory_content(directory: &[u8]) -> Content {
    let mut uncompressed = 0_u64;
    let mut shared_texts = 0;
    let mut names: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while directory.get(at..at + 4) == Some(b"PK\x01\x02") {
        let length = |offset| u16_at(directory, at + offset).map_or(0, usize::from);
        let (name_len, extra_len, comment_len) = (length(28), length(30), length(32));
        let name = directory.get(at + 46..at + 46 + name_len).unwrap_or_default();
        let extra = directory.get(at + 46 + name_len..at + 46 + name_len + extra_len);
        let size = match u32_at(directory, at + 24) {
            // Zip64: the real size is the first entry of the extra field 1.
            Some(u32::MAX) => extra.and_then(zip64_size).unwrap_or(u64::MAX),
            size => u64::from(size.unwrap_or(0)),
        };
        uncompressed = uncompressed.saturating_add(size);
        if name.ends_with(b"sharedStrings.xml") {
            shared_texts = size;
        }
        names.push(name);
        at += 46 + name_len + extra_len + comment_len;
    }
    let has = |part: &[u8]| names.iter().any(|name| name.starts_with(part));
    if has(b"xl/workbook.bin") {
        Content::Other("en binær projektmappe (xlsb)")
    } else if has(b"xl/") {
        Content::Workbook { uncompressed, shared_texts }
    } else if has(b"word/") {
        Content::Other("et Word-dokument")
    } else if has(b"content.xml") {
        Content::Other("et OpenDocument-regneark (ods)")
    } else {
        Content::Other("en zip-fil, men ingen projektmappe")
    }
}

fn zip64_size(extra: &[u8]) -> Option<u64> {
    let mut at = 0;
    loop {
        let (id, len) = (u16_at(extra, at)?, usize::from(u16_at(extra, at + 2)?));
        if id == 1 {
            return u64_at(extra, at + 4);
        }
        at += 4 + len;
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
