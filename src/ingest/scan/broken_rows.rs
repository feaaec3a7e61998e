//! What becomes of a row with a cell that can't be read?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::broken::{REPAIR, may_be_id, some_cell};
use crate::ingest::scan::header::Use;
use crate::ingest::scan::rows::TakeRows;
use crate::ingest::scan::{Scan, State};
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::personal::looks_like_cpr;

impl Scan<'_> {
    /// A row in which a cell can't be read and nobody knows which. It holds no headers: they might
    /// be in wrong columns.
    pub(crate) fn unsure_row(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        why: &str,
        taker: &mut dyn TakeRows,
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
                    Told::warning(
                        ValueCode::BrokenCell.slug(),
                        format!("{}; rækken er ikke læst", some_cell(why)),
                        "Skriv cellen igen i regnearket, og gem projektmappen; eller hent den igen",
                    ),
                );
            }
        }
    }

    /// Sets a row aside whose cells are not all to be read.
    pub(crate) fn set_broken_aside(
        &mut self,
        row: u32,
        cells: &[(u16, Cell<'_>)],
        what: &str,
        taker: &mut dyn TakeRows,
    ) {
        self.counts.rows += 1;
        let mut key = String::new();
        for (column, cell) in cells {
            let Some(Use::Slot(slot) | Use::Checked(slot)) =
                self.columns.uses.get(usize::from(*column))
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
        self.notes.set_row_aside(row, None, Aside::new(ValueCode::BrokenCell.slug(), &key, reason));
        taker.lose_unshaped(row, &unshaped);
    }
}
