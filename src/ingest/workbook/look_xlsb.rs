//! Which numbers does an xlsb show as percentages? Looked for before calamine reads, which does not
//! tell.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;

use zip::ZipArchive;

use crate::ingest::workbook::look::{Bits, Look};
use crate::ingest::workbook::look_xlsx::{part_at, part_path, targets};
use crate::ingest::workbook::ole::{u16_at, u32_at};
use crate::ingest::workbook::percent_format;
use crate::ingest::workbook::records::{each_record, text};

type Archive = ZipArchive<BufReader<File>>;

/// The sheets that have percentages, which are counted among the numbers of a sheet.
pub(crate) fn look_at_sheets(archive: &mut Archive) -> Vec<(String, Look)> {
    let styles = percent_styles(archive);
    if styles.is_empty() {
        return Vec::new();
    }
    let sheets = sheet_parts(archive).into_iter();
    sheets
        .map(|(name, part)| {
            let percents_in_order = percents(archive, &part, &styles);
            (name, Look { percents_in_order, ..Look::default() })
        })
        .collect()
}

/// Shows the records of a part, when it is there.
fn records_of(archive: &mut Archive, part: &str, show: impl FnMut(u64, &[u8]) -> bool) {
    let Some(at) = part_at(archive, part) else { return };
    if let Ok(part) = archive.by_index(at) {
        each_record(BufReader::new(part), show);
    }
}

/// Which styles of cells, by their number, show percentages; nothing when none does.
fn percent_styles(archive: &mut Archive) -> Vec<bool> {
    const FORMAT: u64 = 44;
    const STYLE: u64 = 47;
    const STYLES_OF_CELLS: u64 = 617;
    const END_OF_THEM: u64 = 618;
    let mut formats = BTreeSet::from(percent_format::BUILT_IN);
    let (mut styles, mut is_of_cells) = (Vec::new(), false);
    records_of(archive, "xl/styles.bin", |kind, content| {
        match kind {
            FORMAT => {
                let format = content.get(2..).and_then(text);
                if let (Some(id), Some((format, _))) = (u16_at(content, 0), format) {
                    formats.remove(&id.into());
                    if percent_format::is_percent(&format) {
                        formats.insert(id.into());
                    }
                }
            }
            STYLES_OF_CELLS => is_of_cells = true,
            STYLE if is_of_cells => {
                let format = u16_at(content, 2);
                styles.push(format.is_some_and(|format| formats.contains(&format.into())));
            }
            _ => {}
        }
        kind != END_OF_THEM
    });
    if !styles.contains(&true) {
        styles.clear();
    }
    styles
}

/// The sheets, and the part that each is in.
fn sheet_parts(archive: &mut Archive) -> Vec<(String, String)> {
    const SHEET: u64 = 0x9C;
    let targets = targets(archive, "xl/_rels/workbook.bin.rels");
    let mut parts = Vec::new();
    records_of(archive, "xl/workbook.bin", |kind, content| {
        // Whether it is hidden and its number stand before the relation and the name.
        let sheet = content.get(8..).filter(|_| kind == SHEET).and_then(text);
        if let Some((relation, rest)) = sheet
            && let Some((name, _)) = text(rest)
            && let Some((_, target)) = targets.iter().find(|(id, _)| *id == relation)
        {
            parts.push((name, part_path(target)));
        }
        true
    });
    parts
}

/// Which numbers of a sheet have one of these styles.
fn percents(archive: &mut Archive, part: &str, styles: &[bool]) -> Bits {
    /// A small number, a number, a formula's number.
    const NUMBERS: [u64; 3] = [2, 5, 9];
    const BEGIN: u64 = 0x91;
    const END: u64 = 0x92;
    let (mut percents, mut n, mut has_begun) = (Bits::default(), 0, false);
    records_of(archive, part, |kind, content| {
        has_begun |= kind == BEGIN;
        if has_begun && NUMBERS.contains(&kind) {
            // Three bytes of it are the style.
            let style =
                u32_at(content, 4).and_then(|style| usize::try_from(style & 0xFF_FFFF).ok());
            if style.and_then(|style| styles.get(style)) == Some(&true) {
                percents.set(n);
            }
            n += 1;
        }
        !(has_begun && kind == END)
    });
    percents
}
