//! What is in a zip file, or in an old file of Office? Told from its directory: nothing is unzipped.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use crate::ingest::file::content::{Content, Make};

/// An old binary file of Office, or the wrapping of an encrypted new one.
pub(crate) fn ole_content(file: &mut File, bytes: u64) -> std::io::Result<Content> {
    /// The directory of an encrypted workbook stands within the first or the last part; a workbook
    /// that is larger is looked at in full only at both ends.
    const LOOKED_AT: u64 = 1 << 20;
    let named = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (encrypted, workbook, book) = (named("EncryptedPackage"), named("Workbook"), named("Book"));
    let mut is_workbook = false;
    for start in [0, bytes.saturating_sub(LOOKED_AT)] {
        file.seek(SeekFrom::Start(start))?;
        let mut part = Vec::new();
        file.take(LOOKED_AT).read_to_end(&mut part)?;
        let has = |name: &[u8]| part.windows(name.len()).any(|window| window == name);
        if has(&encrypted) {
            return Ok(Content::Encrypted);
        }
        is_workbook |= has(&workbook) || has(&book);
    }
    Ok(if is_workbook {
        Content::Workbook(Make::Xls)
    } else {
        Content::Other("en gammel Office-fil, men ingen projektmappe")
    })
}

/// Reads the directory of a zip file, which stands last, without unzipping anything.
pub(crate) fn zip_content(file: &mut File, bytes: u64) -> std::io::Result<Content> {
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
    let mut names: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while directory.get(at..at + 4) == Some(b"PK\x01\x02") {
        let length = |offset| u16_at(directory, at + offset).map_or(0, usize::from);
        let (name_len, extra_len, comment_len) = (length(28), length(30), length(32));
        names.push(directory.get(at + 46..at + 46 + name_len).unwrap_or_default());
        at += 46 + name_len + extra_len + comment_len;
    }
    let has = |part: &[u8]| names.iter().any(|name| name.starts_with(part));
    if has(b"xl/workbook.bin") {
        Content::Workbook(Make::Xlsb)
    } else if has(b"xl/") {
        Content::Workbook(Make::Xlsx)
    } else if has(b"word/") {
        Content::Other("et Word-dokument")
    } else if has(b"content.xml") && has(b"mimetype") {
        Content::Workbook(Make::Ods)
    } else {
        Content::Other("en zip-fil, men ingen projektmappe")
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
