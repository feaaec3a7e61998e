//! Does every cell of an xlsx that points at a shared text say which one?
//!
//! The reader takes an index that is no number for 0: the cell would hold the first text of the
//! workbook, and that may be a grade. Such a file is written by no spreadsheet.

use std::fs::File;
use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::BookError;

/// Refuses a workbook with a cell whose index is no whole number.
pub(super) fn refuse_odd_indexes(
    archive: &mut ZipArchive<BufReader<File>>,
) -> Result<(), BookError> {
    for at in 0..archive.len() {
        // A part that can't be opened is told where it is read.
        let Ok(part) = archive.by_index(at) else { continue };
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        if !name.contains("worksheets/") || !name.as_bytes().ends_with(b".xml") {
            continue;
        }
        if has_odd_index(BufReader::new(part)) {
            return Err(BookError::Lies(
                "en celle peger på en tekst, men siger ikke hvilken".to_owned(),
            ));
        }
    }
    Ok(())
}

/// Whether a sheet has such a cell; no when it is no XML: that is told where it is read.
fn has_odd_index(sheet: impl BufRead) -> bool {
    let mut xml = Reader::from_reader(sheet);
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let (mut is_shared, mut is_value) = (false, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "c" => {
                    let kind = element.try_get_attribute("t").ok().flatten();
                    is_shared = kind.is_some_and(|kind| &*kind.value == "s");
                }
                "v" => is_value = is_shared,
                _ => {}
            },
            Ok(Event::End(element)) if element.local_name().as_ref() == "v" => is_value = false,
            Ok(Event::Text(text)) if is_value => {
                if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return true;
                }
            }
            // An index written by another sign than its digits.
            Ok(Event::GeneralRef(_) | Event::CData(_)) if is_value => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::has_odd_index;

    #[test]
    fn an_index_is_a_whole_number() {
        let of = |cell: &str| has_odd_index(format!("<row>{cell}</row>").as_bytes());
        for cell in
            ["<c t=\"s\"><v>12</v></c>", "<c t=\"s\"/>", "<c><v>1.5</v></c>", "<c t=\"s\"><v/></c>"]
        {
            assert!(!of(cell), "{cell}");
        }
        for value in ["abc", "-1", "1.0", "1e0", "&#49;", "<![CDATA[1]]>", ""] {
            let is_odd = of(&format!("<c r=\"A1\" t=\"s\"><v>{value}</v></c>"));
            assert_eq!(is_odd, !value.is_empty(), "{value}");
        }
    }
}
