//! Are levels shown by a colour only? Then their columns are empty throughout.

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::notes::Notes;

/// What the level columns of a sheet hold, by slot.
#[derive(Clone)]
pub(crate) struct Levels {
    /// Slots that some row has a value in.
    filled: Vec<bool>,
    /// Slots with cells that are there and empty: they are formatted.
    formatted: Vec<bool>,
}

impl Levels {
    pub(crate) fn new(role: SheetRole) -> Self {
        let none = vec![false; role.fields().len()];
        Self { filled: none.clone(), formatted: none }
    }

    pub(crate) fn filled(&mut self, slot: usize) {
        self.filled[slot] = true;
    }

    pub(crate) fn blank(&mut self, slot: usize) {
        self.formatted[slot] = true;
    }

    /// Rows further down the same sheet, looked at by themselves.
    pub(crate) fn append(&mut self, below: &Self) {
        let either = |here: &mut Vec<bool>, below: &[bool]| {
            here.iter_mut().zip(below).for_each(|(here, below)| *here |= below);
        };
        either(&mut self.filled, &below.filled);
        either(&mut self.formatted, &below.formatted);
    }

    /// Says which level columns are empty in all of the sheet's rows, when that is no accident.
    pub(crate) fn tell(&self, role: SheetRole, rows: u64, notes: &mut Notes) {
        /// Rows from which it is none: fewer when the cells are formatted.
        const MANY: u64 = 5;
        const SOME: u64 = 2;
        let mut columns: Vec<(u16, String)> = Vec::new();
        let mut is_formatted = false;
        for slot in role.levels().filter(|slot| !self.filled[*slot]) {
            let Some((column, header)) = notes.header(slot) else { continue };
            is_formatted |= self.formatted[slot];
            columns.push((column, format!("\"{header}\"")));
        }
        columns.sort();
        let Some((first, _)) = columns.first() else { return };
        if rows < if is_formatted { SOME } else { MANY } {
            return;
        }
        let mut place = notes.here();
        place.column = Some(u32::from(*first));
        let headers: Vec<&str> = columns.iter().map(|(_, header)| header.as_str()).collect();
        let what = if is_formatted { "; cellerne er formateret, men tomme" } else { "" };
        notes.add(place, Told::warning(ScanCode::EmptyLevelColumns.slug(), format!(
                "intet niveau er skrevet i nogen af de {rows} rækker under {}{what}. Et niveau, \
                 der kun er vist med farve, kan ikke læses, og regnes som ikke oplyst",
                headers.join(", ")
            ), "Skriv niveauet som ord i cellen: ingen, let, moderat eller højt"));
    }
}
