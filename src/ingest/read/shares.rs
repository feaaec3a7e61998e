//! Which columns of a file hold numbers that may be percentages or shares? Told once per column.

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::{SheetRole, evidence};
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::notes::Notes;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::number::WRITE_PERCENT;
use crate::model::NumberField;

/// Cells that a message names.
const NAMED: usize = 3;

/// Tells of the percentages of a file that may be shares: of a field of forms once for all of them.
pub(crate) fn tell(sheets: &mut [SheetRead]) {
    for field in NumberField::ALL.into_iter().filter(|field| field.is_percent()) {
        tell_column(sheets, evidence::NUMBERS + field.index());
    }
}

fn tell_column(sheets: &mut [SheetRead], slot: usize) {
    let holds = |sheet: &SheetRead| {
        sheet.role == SheetRole::Evidence && sheet.notes.shares.of(slot).is_some()
    };
    let Some(first) = sheets.iter().position(holds) else { return };
    let n_sheets = sheets.iter().filter(|sheet| holds(sheet)).count();
    let (mut n, mut named) = (0, Vec::new());
    let mut said = None;
    for sheet in sheets.iter_mut().filter(|sheet| holds(sheet)) {
        let Some(cells) = sheet.notes.shares.of(slot).cloned() else { continue };
        n += cells.n;
        for (row, refusal) in cells.first {
            if named.len() < NAMED {
                named.push(cell_name(&sheet.notes, row, slot, n_sheets > 1));
            }
            let told = Told::warning(refusal.code, refusal.message, refusal.action);
            if said.is_none() {
                said = Some((sheet.notes.cell(row, slot), told));
            } else {
                let place = sheet.notes.cell(row, slot);
                sheet.notes.add_of_cell(place, told);
            }
        }
    }
    let Some((place, told)) = said else { return };
    let told = if n == 1 { told } else { of_column(n, &named, &told.message) };
    sheets[first].notes.add(place, told);
}

fn of_column(n: u64, named: &[String], first: &str) -> Told {
    let first = first.split_once(';').map_or(first, |(first, _)| first);
    let others = match n - named.len() as u64 {
        0 => String::new(),
        1 => " og 1 anden".to_owned(),
        n => format!(" og {n} andre"),
    };
    Told::warning(
        ValueCode::DoubtfulPercent.slug(),
        format!(
            "{n} tal kan være procenter eller andele ({first}) og regnes som ikke oplyst: \
             {}{others}",
            named.join(", ")
        ),
        WRITE_PERCENT,
    )
}

/// A cell, with its sheet where there are several.
fn cell_name(notes: &Notes, row: u32, slot: usize, has_sheet: bool) -> String {
    let place = notes.cell(row, slot);
    let cell = place.cell().unwrap_or_else(|| format!("række {row}"));
    match place.sheet.filter(|_| has_sheet) {
        Some(sheet) => format!("{cell} i \"{sheet}\""),
        None => cell,
    }
}
