//! How much would the parts of a zipped workbook take in memory? Asked of its directory before
//! anything is unzipped. What that says is a bound: the zip crate stops a part that goes on beyond
//! the size it says it has.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::BookError;
use crate::ingest::limits::{Limits, bytes_within, number_within};

/// Bytes of the shortest shared text: `<si/>`.
const SHORTEST: u64 = 5;

/// What the directory of a zip file says.
struct Sizes {
    /// Bytes that all parts say they unzip to.
    all: u64,
    /// Of these, shared texts.
    texts: u64,
}

/// Refuses a workbook whose parts are larger than the limits.
pub(super) fn measure_zip(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<u64, BookError> {
    let sizes = sizes(archive)?;
    let exceeded = |what, action| move |exceeded| BookError::Exceeded { exceeded, what, action };
    bytes_within(
        "unzipped-mb",
        "pakket ud fylder projektmappen",
        sizes.all,
        limits.uncompressed_bytes,
    )
    .map_err(exceeded("file-too-large", "Slet tomme, formaterede rækker og kolonner"))?;
    bytes_within(
        "texts-mb",
        "pakket ud fylder projektmappens tekster",
        sizes.texts,
        limits.shared_text_bytes,
    )
    .map_err(exceeded("file-too-large", "Del filen i flere"))?;
    refuse_false_count(archive)?;
    measure_texts(archive, limits)?;
    // Each shared text has a place of its own beside its bytes.
    Ok(sizes.texts.saturating_mul(3))
}

/// Refuses a workbook with an enormous text, or with enormously many shared ones. Only parts that
/// are large enough to have such are looked through.
fn measure_texts(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<(), BookError> {
    let exceeded =
        |action| move |exceeded| BookError::Exceeded { exceeded, what: "file-too-large", action };
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let bytes = part.size();
        let name = part.name_raw().to_ascii_lowercase();
        drop(part);
        let may_be_many =
            name.ends_with(b"sharedstrings.xml") && bytes / SHORTEST > limits.shared_texts;
        if !name.ends_with(b".xml") || (bytes <= limits.cell_bytes && !may_be_many) {
            continue;
        }
        let Ok(part) = archive.by_index(at) else { continue };
        let found = texts_of(part).map_err(|error| BookError::Broken(error.to_string()))?;
        bytes_within("cell-mb", "en tekst i filen fylder", found.longest, limits.cell_bytes)
            .map_err(exceeded("Slet eller forkort den"))?;
        if may_be_many {
            let what = ("projektmappen har", "forskellige tekster");
            number_within("shared-texts", what, found.shared, limits.shared_texts)
                .map_err(exceeded("Del filen i flere"))?;
        }
    }
    Ok(())
}

/// Texts of a part.
#[derive(Debug, Default, PartialEq, Eq)]
struct Texts {
    /// Bytes of the longest run without a tag, or of the longest tag.
    longest: u64,
    /// Shared texts.
    shared: u64,
}

fn texts_of(mut part: impl Read) -> std::io::Result<Texts> {
    /// Bytes of the name of the tag that begins a shared text, with what ends it.
    const TAG: usize = 3;
    let mut found = Texts::default();
    let mut run = 0_u64;
    let mut buffer = vec![0; 1 << 16];
    // What a tag begins with, when a buffer ends in it.
    let mut begun = Vec::new();
    loop {
        let n = match part.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = [&begun[..], &buffer[..n]].concat();
        begun.clear();
        let mut from = 0;
        for at in memchr::memchr2_iter(b'<', b'>', &bytes) {
            if bytes[at] == b'<' {
                match bytes.get(at + 1..=at + TAG) {
                    Some([b's', b'i', b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r']) => {
                        found.shared += 1;
                    }
                    Some(_) => {}
                    None => {
                        begun = bytes[at..].to_vec();
                        break;
                    }
                }
            }
            found.longest = found.longest.max(run + (at - from) as u64);
            (run, from) = (0, at + 1);
        }
        run += (bytes.len() - begun.len()).saturating_sub(from) as u64;
    }
    found.longest = found.longest.max(run);
    Ok(found)
}

pub(super) fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, BookError> {
    let file = File::open(path).map_err(|error| BookError::Broken(error.to_string()))?;
    ZipArchive::new(BufReader::new(file)).map_err(broken)
}

// By value: for `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn broken(error: ZipError) -> BookError {
    BookError::Broken(error.to_string())
}

fn is_shared_texts(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(b"sharedstrings.xml") || name.ends_with(b"sharedstrings.bin")
}

fn sizes(archive: &mut ZipArchive<BufReader<File>>) -> Result<Sizes, BookError> {
    let mut sizes = Sizes { all: 0, texts: 0 };
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        sizes.all = sizes.all.saturating_add(part.size());
        if is_shared_texts(part.name_raw()) {
            sizes.texts = sizes.texts.saturating_add(part.size());
        }
    }
    Ok(sizes)
}

/// calamine makes room for as many shared texts as the part says it has before it reads one.
fn refuse_false_count(archive: &mut ZipArchive<BufReader<File>>) -> Result<(), BookError> {
    /// Bytes within which the count must stand.
    const HEAD: u64 = 1 << 16;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        if !part.name_raw().to_ascii_lowercase().ends_with(b"sharedstrings.xml") {
            continue;
        }
        drop(part);
        let Ok(part) = archive.by_index(at) else { continue };
        let bytes = part.size();
        let count = unique_count(BufReader::new(part.take(HEAD)))?;
        if count.is_none_or(|count| count > bytes / SHORTEST + 1) {
            return Err(BookError::Lies(
                "dens tekster siger, at de er flere, end der er plads til".to_owned(),
            ));
        }
    }
    Ok(())
}

/// What the shared texts say of their number: 0 when they do not; nothing when they do not begin.
fn unique_count(part: impl std::io::BufRead) -> Result<Option<u64>, BookError> {
    let broken = |error: &dyn std::fmt::Display| BookError::Broken(error.to_string());
    let mut xml = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sst" =>
            {
                let count =
                    element.try_get_attribute("uniqueCount").map_err(|error| broken(&error))?;
                // A count that is no number is not believed by calamine either.
                return Ok(Some(count.and_then(|count| count.value.parse().ok()).unwrap_or(0)));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out so many bytes at a time.
    struct Slowly<'b>(&'b [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.0.len().min(self.1).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn texts_are_measured_wherever_a_buffer_ends() {
        let xml = b"<sst><si/><si><t>0123456789abcdef</t></si><sid/><si ><t>x</t></si></sst>";
        for at_once in 1..xml.len() {
            let found = texts_of(Slowly(xml, at_once)).unwrap();
            assert_eq!(found, Texts { longest: 16, shared: 3 }, "{at_once}");
        }
    }
}
