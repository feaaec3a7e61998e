//! What kind of file is it really, whatever its name says?

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::ingest::file::container::{ole_content, zip_content};
use crate::ingest::file::content::Content;
use crate::ingest::file::text_make::{TextCheck, told_by_head};
use crate::regular_file::no_file;

/// One pass over a file: its size and checksum, and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Sniffed {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    pub(crate) content: Content,
}

/// Bytes read at a time.
const CHUNK: usize = 1 << 18;

/// Bytes of the beginning that are kept to tell what a file is.
const HEAD: usize = 4096;

pub(crate) fn sniff(path: &Path) -> std::io::Result<Sniffed> {
    if let Some(what) = no_file(path)? {
        return Err(std::io::Error::other(format!("det er {what}")));
    }
    let mut file = File::open(path)?;
    // A small file asks for no more room than it fills.
    let room = usize::try_from(file.metadata()?.len()).map_or(CHUNK, |len| len.clamp(HEAD, CHUNK));
    let (mut chunk, mut next) = (vec![0; room], vec![0; room]);
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut head = Vec::new();
    let mut text = TextCheck::default();
    let mut n = file.read(&mut chunk)?;
    while n > 0 {
        let read = &chunk[..n];
        bytes += n as u64;
        head.extend_from_slice(&read[..n.min(HEAD - head.len().min(HEAD))]);
        // A file of one chunk is not worth another thread.
        let n_next = if n < CHUNK {
            hash.update(read);
            text.feed(read);
            file.read(&mut next)
        } else {
            let look = || {
                text.feed(read);
                file.read(&mut next)
            };
            rayon::join(look, || hash.update(read)).0
        };
        n = n_next?;
        std::mem::swap(&mut chunk, &mut next);
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
        let is_workbook = start.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Ok(Content::Other(if is_workbook {
            "et XML-regneark fra 2003"
        } else {
            "en XML-fil"
        }));
    }
    if start.starts_with('{') || start.starts_with("[{") {
        return Ok(Content::Other("en JSON-fil"));
    }
    Ok(Content::Text(text.make(starts(b"\xEF\xBB\xBF"))))
}
