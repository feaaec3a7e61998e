//! How much would the parts of a zipped workbook take in memory? Asked of its directory before
//! anything is unzipped. What that says is a bound: the zip crate stops a part that goes on beyond
//! the size it says it has.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::ingest::file::code::FileCode;
use crate::ingest::file::limits::{Limits, bytes_within, number_within};
use crate::ingest::workbook::error::{BookError, sheets_within};
use crate::ingest::workbook::records::each_record;

/// Bytes of the shortest shared text: `<si/>`.
const SHORTEST: u64 = 5;

/// Bytes of the shortest entry in a list of sheets: `<sheet name="" r:id=""/>`.
const SHORTEST_SHEET: u64 = 20;

/// Bytes that a shared text takes in the reader: its place, and what the allocator needs for it
/// besides its bytes. Measured by `benches/hostile_files.rs`: 9,9 million empty ones took 24 each,
/// a million of eight characters 54 each.
const TEXT_BYTES: u64 = 56;

/// Shared texts of fewer bytes than this are not counted: they count as many as there can be.
const WORTH_COUNTING: u64 = 4 << 20;

/// How many times its bytes a list takes: names, links and styles become maps and lists of small
/// texts. 3 million sheets took 4,7 times their list.
const PART_TIMES: u64 = 8;

/// What the directory of a zip file says.
struct Sizes {
    /// Bytes that all parts say they unzip to.
    all: u64,
    /// Of these, shared texts.
    texts: u64,
    /// Of these, what else is read and kept when a workbook is opened.
    lists: u64,
}

/// Refuses a workbook whose parts are larger than the limits.
pub(crate) fn measure_zip(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<u64, BookError> {
    let sizes = sizes(archive)?;
    let exceeded = |code, action| move |exceeded| BookError::Exceeded { exceeded, code, action };
    bytes_within(
        "unzipped-mb",
        "pakket ud fylder projektmappen",
        sizes.all,
        limits.uncompressed_bytes,
    )
    .map_err(exceeded(FileCode::FileTooLarge, "Slet tomme, formaterede rækker og kolonner"))?;
    bytes_within(
        "texts-mb",
        "pakket ud fylder projektmappens tekster",
        sizes.texts,
        limits.shared_text_bytes,
    )
    .map_err(exceeded(FileCode::FileTooLarge, "Del filen i flere"))?;
    refuse_false_count(archive)?;
    let shared = measure_texts(archive, limits)?;
    refuse_many_sheets(archive, limits)?;
    let texts = shared.saturating_mul(TEXT_BYTES).saturating_add(sizes.texts);
    Ok(texts.saturating_add(sizes.lists.saturating_mul(PART_TIMES)))
}

/// Refuses a workbook with an enormous text, or with enormously many shared ones; gives how many
/// those are at most. Only parts that are large enough to have such are looked through.
fn measure_texts(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<u64, BookError> {
    let mut shared = 0_u64;
    let exceeded = |action| {
        move |exceeded| BookError::Exceeded { exceeded, code: FileCode::FileTooLarge, action }
    };
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let bytes = part.size();
        let name = part.name_raw().to_ascii_lowercase();
        drop(part);
        let is_shared = is_shared_texts(&name);
        let most = bytes / SHORTEST;
        let is_counted = is_shared && (most > limits.shared_texts || bytes > WORTH_COUNTING);
        if !name.ends_with(b".xml") || (bytes <= limits.cell_bytes && !is_counted) {
            shared = shared.saturating_add(if is_shared { most } else { 0 });
            continue;
        }
        let Ok(part) = archive.by_index(at) else { continue };
        let found = texts_of(part).map_err(|error| BookError::of_reader(&error))?;
        bytes_within("cell-mb", "en tekst i filen fylder", found.longest, limits.cell_bytes)
            .map_err(exceeded("Slet eller forkort den"))?;
        if is_shared {
            let shown = |number| format!("projektmappen har {number} forskellige tekster");
            number_within("shared-texts", shown, found.shared, limits.shared_texts)
                .map_err(exceeded("Del filen i flere"))?;
            shared = shared.saturating_add(found.shared);
        }
    }
    Ok(shared)
}

/// Refuses a workbook that lists enormously many sheets before the reader makes a list of them.
/// Only parts that are large enough to name more than the limit are looked through.
fn refuse_many_sheets(
    archive: &mut ZipArchive<BufReader<File>>,
    limits: &Limits,
) -> Result<(), BookError> {
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let (bytes, name) = (part.size(), part.name_raw().to_ascii_lowercase());
        drop(part);
        if bytes / SHORTEST_SHEET <= limits.sheets || is_sheet(&name) || is_shared_texts(&name) {
            continue;
        }
        let is_binary = name.ends_with(b".bin");
        if !is_binary && !name.ends_with(b".xml") {
            continue;
        }
        let Ok(part) = archive.by_index(at) else { continue };
        let part = BufReader::new(part);
        let found = if is_binary { sheets_of_xlsb(part) } else { sheets_of_xlsx(part) };
        sheets_within(found, limits)?;
    }
    Ok(())
}

/// Sheets that a list in XML names; as far as it can be read: the reader tells what is wrong.
fn sheets_of_xlsx(part: impl std::io::BufRead) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut found = 0;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                found += u64::from(element.local_name().as_ref() == "sheet");
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// As [`sheets_of_xlsx`], of the records of an xlsb.
fn sheets_of_xlsb(part: impl std::io::BufRead) -> u64 {
    const SHEET: u64 = 0x9C;
    let mut found = 0;
    each_record(part, |kind, _| {
        found += u64::from(kind == SHEET);
        true
    });
    found
}

/// Texts of a part.
#[derive(Debug, Default, PartialEq, Eq)]
struct Texts {
    /// Bytes of the texts of the cell or shared text that has most, whatever tags divide it; or of
    /// the longest tag.
    longest: u64,
    /// Shared texts.
    shared: u64,
}

fn texts_of(mut part: impl Read) -> std::io::Result<Texts> {
    /// Bytes within which the name of a tag ends that is looked for, with what ends it.
    const TAG: usize = 24;
    let mut found = Texts::default();
    let (mut run, mut in_cell) = (0_u64, 0_u64);
    let mut buffer = vec![0; 1 << 16];
    // What a tag begins with, when a buffer ends in it.
    let mut begun = Vec::new();
    loop {
        let n = match part.read(&mut buffer) {
            Ok(n) => n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = [&begun[..], &buffer[..n]].concat();
        begun.clear();
        let mut from = 0;
        for at in memchr::memchr2_iter(b'<', b'>', &bytes) {
            let is_tag = bytes[at] == b'<';
            if is_tag && bytes.len() - at <= TAG && n > 0 {
                begun = bytes[at..].to_vec();
                break;
            }
            let here = run + (at - from) as u64;
            found.longest = found.longest.max(here);
            (run, from) = (0, at + 1);
            if is_tag {
                in_cell += here;
                found.longest = found.longest.max(in_cell);
                match tag_name(&bytes[at + 1..bytes.len().min(at + TAG)]) {
                    b"si" => {
                        found.shared += 1;
                        in_cell = 0;
                    }
                    b"c" | b"row" | b"comment" | b"p" => in_cell = 0,
                    _ => {}
                }
            }
        }
        if n == 0 {
            break;
        }
        run += (bytes.len() - begun.len()).saturating_sub(from) as u64;
    }
    found.longest = found.longest.max(run);
    Ok(found)
}

/// The name of a tag without its prefix; nothing of one that ends an element.
fn tag_name(tag: &[u8]) -> &[u8] {
    let ends = |byte: &u8| matches!(byte, b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r');
    let name = &tag[..tag.iter().position(ends).unwrap_or(tag.len())];
    &name[name.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1)..]
}

pub(crate) fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, BookError> {
    let file = File::open(path).map_err(|error| BookError::of_reader(&error))?;
    ZipArchive::new(BufReader::new(file)).map_err(broken)
}

// By value: for `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn broken(error: ZipError) -> BookError {
    BookError::of_reader(&error)
}

fn is_shared_texts(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(b"sharedstrings.xml") || name.ends_with(b"sharedstrings.bin")
}

fn is_sheet(name: &[u8]) -> bool {
    memchr::memmem::find(name, b"worksheets/").is_some()
}

/// Whether a part is a list that is read, and kept, when a workbook is opened: of sheets and names,
/// of links, or of styles. What else is large in a workbook (a pivot table's cache) is never read.
fn is_list(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    ["workbook.xml", "workbook.bin", "workbook.xml.rels", "workbook.bin.rels", "styles.xml"]
        .iter()
        .any(|end| name.ends_with(end.as_bytes()))
}

fn sizes(archive: &mut ZipArchive<BufReader<File>>) -> Result<Sizes, BookError> {
    let mut sizes = Sizes { all: 0, texts: 0, lists: 0 };
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        sizes.all = sizes.all.saturating_add(part.size());
        if is_shared_texts(part.name_raw()) {
            sizes.texts = sizes.texts.saturating_add(part.size());
        } else if is_list(part.name_raw()) {
            sizes.lists = sizes.lists.saturating_add(part.size());
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
    let broken = |error: &dyn std::fmt::Display| BookError::of_reader(error);
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
