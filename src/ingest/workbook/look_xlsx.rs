//! Does every cell of an xlsx that points at a shared text say which one? Which cells does it show
//! as percentages? And what is hidden in its sheets? All are looked for in one pass, before calamine
//! reads.
//!
//! calamine takes an index that is no number for 0: the cell would hold the first text of the
//! workbook, and that may be a grade. Such a file is written by no spreadsheet.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::ingest::workbook::error::BookError;
use crate::ingest::workbook::look::{Bits, Hidden, Look};
use crate::ingest::workbook::percent_format;

type Archive = ZipArchive<BufReader<File>>;

/// Refuses a workbook with a cell whose index is no whole number; gives what was seen of the sheets
/// that hide something or have percentages.
pub(crate) fn look_at_sheets(archive: &mut Archive) -> Result<Vec<(String, Look)>, BookError> {
    let styles = percent_styles(archive);
    let mut seen = Vec::new();
    for at in 0..archive.len() {
        // A part that can't be opened is told where it is read.
        let Ok(part) = archive.by_index(at) else { continue };
        let name = folded_path(&String::from_utf8_lossy(part.name_raw()));
        if !name.contains("worksheets/") || !name.as_bytes().ends_with(b".xml") {
            continue;
        }
        let Some(look) = look_at(BufReader::new(part), &styles) else {
            return Err(BookError::Lies(
                "en celle peger på en tekst, men siger ikke hvilken".to_owned(),
            ));
        };
        if look != Look::default() {
            seen.push((name, look));
        }
    }
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    let sheets = sheet_parts(archive).into_iter();
    Ok(sheets
        .filter_map(|(sheet, part)| {
            let at = seen.iter().position(|(name, _)| *name == part)?;
            Some((sheet, seen.swap_remove(at).1))
        })
        .collect())
}

/// A part's name as it is compared: archives spell them in several ways.
fn folded_path(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/")
}

/// What is seen of a sheet, its percentages by these styles; nothing when one of its cells has an odd
/// index. What is no XML is told where it is read.
fn look_at(sheet: impl BufRead, styles: &[bool]) -> Option<Look> {
    let mut xml = Reader::from_reader(sheet);
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut look = Look::default();
    let mut cells = Cells { styles, n: 0, percents: Bits::default() };
    let (mut is_shared, mut is_value) = (false, false);
    let mut rows = Rows::default();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "c" => is_shared = cells.begin(&element),
                "v" => {
                    is_value = is_shared;
                    rows.is_filled = true;
                }
                "is" => rows.is_filled = true,
                "row" => rows.begin(&element),
                "col" => add_columns(&element, &mut look.hidden),
                _ => {}
            },
            Ok(Event::Empty(element)) => match element.local_name().as_ref() {
                "c" => _ = cells.begin(&element),
                "row" => rows.begin(&element),
                "col" => add_columns(&element, &mut look.hidden),
                _ => {}
            },
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "v" => is_value = false,
                "row" if rows.is_hidden && rows.is_filled => look.hidden.add_rows(rows.row, 1),
                _ => {}
            },
            Ok(Event::Text(text)) if is_value => {
                if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
            }
            // An index written by another sign than its digits.
            Ok(Event::GeneralRef(_) | Event::CData(_)) if is_value => return None,
            Ok(Event::Eof) | Err(_) => {
                look.percents_in_order = cells.percents;
                return Some(look);
            }
            Ok(_) => {}
        }
    }
}

/// The cells so far.
struct Cells<'s> {
    /// Which styles show percentages.
    styles: &'s [bool],
    n: u64,
    percents: Bits,
}

impl Cells<'_> {
    /// Gives whether the cell points at a shared text.
    fn begin(&mut self, element: &BytesStart<'_>) -> bool {
        let mut is_shared = false;
        for attribute in element.attributes().flatten() {
            match attribute.key.as_ref() {
                "t" => is_shared = &*attribute.value == "s",
                "s" if !self.styles.is_empty() => {
                    let style = attribute.value.parse().ok();
                    if style.and_then(|style: usize| self.styles.get(style)) == Some(&true) {
                        self.percents.set(self.n);
                    }
                }
                _ => {}
            }
        }
        self.n += 1;
        is_shared
    }
}

/// Which styles of cells, by their number, show percentages; nothing when none does.
fn percent_styles(archive: &mut Archive) -> Vec<bool> {
    let mut formats = BTreeSet::from(percent_format::BUILT_IN);
    let (mut styles, mut is_of_cells) = (Vec::new(), false);
    each_element(archive, "xl/styles.xml", |element| match element.local_name().as_ref() {
        "numFmt" => {
            let id = text(element, "numFmtId").and_then(|id| id.parse().ok());
            let code = text(element, "formatCode");
            if let (Some(id), Some(code)) = (id, code) {
                // A book may give a number that is built in a format of its own.
                formats.remove(&id);
                if percent_format::is_percent(&code) {
                    formats.insert(id);
                }
            }
        }
        "cellXfs" => is_of_cells = true,
        "xf" if is_of_cells => {
            let id: Option<u32> = text(element, "numFmtId").and_then(|id| id.parse().ok());
            styles.push(id.is_some_and(|id| formats.contains(&id)));
        }
        // What stands behind them, and is named so too.
        "cellStyles" | "dxfs" => is_of_cells = false,
        _ => {}
    });
    if !styles.contains(&true) {
        styles.clear();
    }
    styles
}

/// The row that is being read, from 0.
#[derive(Default)]
struct Rows {
    row: u32,
    /// The one below, when it does not say which it is.
    next: u32,
    is_hidden: bool,
    /// Whether something is in it.
    is_filled: bool,
}

impl Rows {
    fn begin(&mut self, element: &BytesStart<'_>) {
        self.row = number(element, "r").unwrap_or(self.next);
        self.next = self.row.saturating_add(1);
        self.is_hidden = is_hidden(element);
        self.is_filled = false;
    }
}

fn add_columns(element: &BytesStart<'_>, hidden: &mut Hidden) {
    if is_hidden(element)
        && let (Some(first), Some(last)) = (number(element, "min"), number(element, "max"))
    {
        hidden.add_columns(first..=last);
    }
}

/// A row or a column, which are counted from 1 there.
fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    element.try_get_attribute(name).ok()??.value.parse::<u32>().ok()?.checked_sub(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let found = element.try_get_attribute("hidden").ok().flatten();
    found.is_some_and(|hidden| matches!(&*hidden.value, "1" | "true"))
}

/// Relations of a workbook: their ids and targets.
pub(crate) fn targets(archive: &mut Archive, relations: &str) -> Vec<(String, String)> {
    let mut targets = Vec::new();
    each_element(archive, relations, |element| {
        if let (Some(id), Some(target)) = (text(element, "Id"), text(element, "Target")) {
            targets.push((id, target));
        }
    });
    targets
}

/// The part that a workbook's relation leads to, folded.
pub(crate) fn part_path(target: &str) -> String {
    let absolute = target.strip_prefix('/');
    folded_path(&absolute.map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// The place of a part, by its folded name.
pub(crate) fn part_at(archive: &Archive, part: &str) -> Option<usize> {
    (0..archive.len()).find(|at| {
        let name = archive.name_for_index(*at).and_then(Result::ok);
        name.is_some_and(|name| folded_path(&name) == part)
    })
}

/// The sheets, and the part that each is in.
fn sheet_parts(archive: &mut Archive) -> Vec<(String, String)> {
    let targets = targets(archive, "xl/_rels/workbook.xml.rels");
    let mut parts = Vec::new();
    each_element(archive, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() != "sheet" {
            return;
        }
        let mut attributes = element.attributes().flatten();
        let id = attributes.find(|attribute| attribute.key.local_name().as_ref() == "id");
        let of_id = |(of, _): &&(String, String)| id.as_ref().is_some_and(|id| *id.value == *of);
        if let (Some(name), Some((_, target))) = (text(element, "name"), targets.iter().find(of_id))
        {
            parts.push((name, part_path(target)));
        }
    });
    parts
}

fn text(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(unescape(&found.value).ok()?.into_owned())
}

/// Shows all elements of a part, as far as it is XML.
fn each_element(archive: &mut Archive, part: &str, mut show: impl FnMut(&BytesStart<'_>)) {
    let Some(at) = part_at(archive, part) else { return };
    let Ok(part) = archive.by_index(at) else { return };
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => show(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::look_at;

    #[test]
    fn an_index_is_a_whole_number() {
        let of = |cell: &str| look_at(format!("<row>{cell}</row>").as_bytes(), &[]).is_none();
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

    #[test]
    fn what_is_hidden_is_counted_where_something_is_in_it() {
        let sheet = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\"/></cols>\
            <row><c><v>1</v></c></row><row hidden=\"1\"><c><v>1</v></c></row>\
            <row r=\"9\" hidden=\"true\"><c t=\"inlineStr\"><is/></c></row>\
            <row hidden=\"1\"><c/></row><row hidden=\"1\"/><row hidden=\"0\"><c><v>1</v></c></row>";
        let hidden = look_at(sheet.as_bytes(), &[]).unwrap().hidden;
        assert_eq!(hidden.rows(), Some((1, 2)));
        let columns: Vec<u16> = (0..9).filter(|column| hidden.has_column(*column)).collect();
        assert_eq!(columns, [1, 2]);
    }
}
