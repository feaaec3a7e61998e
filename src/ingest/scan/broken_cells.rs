//! What becomes of a row with a cell that can't be read?

use super::super::cell::Cell;
use super::super::header::Use;
use super::super::personal_data::looks_like_cpr;
use super::super::taker::Taker;
use super::data_row::may_be_id;
use super::{Scan, State};
use crate::finding::{Severity, column_letters};

/// A cell of a row can't be read.
pub(in super::super) const BROKEN_CELL: &str = "broken-cell";

/// `cellen N2 kan ikke læses: den er af en ukendt type`: the first such cell of a row.
pub(in super::super) fn broken_cell(row: u32, cells: &[(u16, Cell<'_>)]) -> Option<String> {
    cells.iter().find_map(|(column, cell)| match cell {
        Cell::Broken(why) => {
            let column = column_letters(u32::from(*column));
            Some(format!("cellen {column}{row} kan ikke læses: {why}"))
        }
        _ => None,
    })
}

/// The same where nobody knows which cell it is.
pub(in super::super) fn some_cell(why: &str) -> String {
    format!("en celle i rækken kan ikke læses, og det vides ikke hvilken: {why}")
}

/// What to do about it.
pub(in super::super) const REPAIR: &str =
    "skriv cellen igen i regnearket, og gem projektmappen; eller hent den igen";

impl Scan<'_> {
    /// A row in which a cell can't be read and nobody knows which. It holds no headers: they might
    /// be in wrong columns.
    pub(in super::super) fn unsure_row(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        why: &str,
        taker: &mut Taker<'_>,
    ) {
        if cells.is_empty() {
            return;
        }
        match &mut self.state {
            State::Found => self.set_broken_aside(row, cells, &some_cell(why), taker),
            State::Changed { rows_below, .. } => *rows_below += 1,
            State::Seeking(best) => {
                if let Some(best) = best {
                    best.rows_below += 1;
                }
                let place = self.notes.row(row);
                self.notes.add(
                    place,
                    Severity::Warning,
                    BROKEN_CELL,
                    format!("{}; rækken er ikke læst", some_cell(why)),
                    "Skriv cellen igen i regnearket, og gem projektmappen; eller hent den igen",
                );
            }
        }
    }

    /// Sets a row aside whose cells are not all to be read.
    pub(super) fn set_broken_aside(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        what: &str,
        taker: &mut Taker<'_>,
    ) {
        self.rows_read += 1;
        let mut key = String::new();
        for (column, cell) in cells {
            let Some(Use::Slot(slot) | Use::Checked(slot)) = self.uses.get(usize::from(*column))
            else {
                continue;
            };
            if looks_like_cpr(cell, self.exempt[*slot]) {
                self.notes.personal.add(row, *column);
            }
            if *slot == 0 && may_be_id(cell) {
                key = cell.shown();
            }
        }
        // As the row is given back: by what stands in it, in whatever columns.
        let unshaped: Vec<Cell<'_>> = cells.iter().map(|(_, cell)| cell.clone()).collect();
        if self.is_replaced(row, &unshaped, &key) {
            return;
        }
        let reason = format!("{what}; {REPAIR}");
        self.notes.set_row_aside(row, None, BROKEN_CELL, &key, reason);
        taker.lose_unshaped(row, unshaped.iter());
    }
}
