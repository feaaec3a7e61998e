//! Where do the rows of a run stand, and what is said of them?

use crate::finding::Place;
use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::link::code::LinkCode;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::Notes;
use crate::model::{RowRef, SheetId};

/// All sheets of a run, in the order that [`SheetId`] counts them.
pub(crate) struct Sheets(pub(crate) Vec<SheetRead>);

impl Sheets {
    /// Sorts by file and sheet, and tells every row which sheet it is of.
    pub(crate) fn new(mut sheets: Vec<SheetRead>) -> Self {
        sheets
            .sort_by(|a, b| (&a.sheet.file, &a.sheet.sheet).cmp(&(&b.sheet.file, &b.sheet.sheet)));
        for (id, sheet) in (0..).map(SheetId).zip(&mut sheets) {
            sheet.providers.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.evidence.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.grades.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.links.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.reports.place_in(id);
            sheet.lost.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.lost_providers.iter_mut().for_each(|row| row.said.place_in(id));
        }
        Self(sheets)
    }

    fn of(&mut self, row: RowRef) -> &mut SheetRead {
        &mut self.0[row.sheet.0 as usize]
    }

    pub(crate) fn notes(&mut self, row: RowRef) -> &mut Notes {
        &mut self.of(row).notes
    }

    /// What the rows of a row's sheet are.
    pub(crate) fn role(&self, row: RowRef) -> SheetRole {
        self.0[row.sheet.0 as usize].role
    }

    /// Where a row stands.
    pub(crate) fn place(&self, row: RowRef) -> Place {
        self.0[row.sheet.0 as usize].notes.row(row.row)
    }

    /// Where a cell of a row stands.
    pub(crate) fn cell(&self, row: RowRef, slot: usize) -> Place {
        self.0[row.sheet.0 as usize].notes.cell(row.row, slot)
    }

    /// A row that says the same as another, at `other`, is set aside, with a note.
    pub(crate) fn set_identical_aside(&mut self, row: RowRef, key: &str, other: &Place) {
        let code = LinkCode::IdenticalRow.slug();
        let reason = format!("rækken er den samme som {other}");
        let notes = self.notes(row);
        let message = format!("{reason}; den er brugt én gang");
        notes.add(notes.row(row.row), Told::note(code, message, "Slet den ene"));
        notes.set_row_aside(row.row, None, Aside::new(code, key, reason));
    }

    /// Something is said of a cell, and its row is set aside for it. `key` names the row.
    pub(crate) fn refuse(&mut self, row: RowRef, slot: usize, key: &str, told: Told) {
        let notes = self.notes(row);
        let aside = Aside::new(told.code, key, told.message.clone());
        notes.set_row_aside(row.row, Some(slot), aside);
        notes.add(notes.cell(row.row, slot), told);
    }

    /// Whether two rows are of the same file.
    pub(crate) fn file(&self, row: RowRef) -> &str {
        &self.0[row.sheet.0 as usize].sheet.file
    }

    /// Counts a row as used.
    pub(crate) fn used(&mut self, row: RowRef) {
        self.of(row).rows_used += 1;
    }

    /// Sets a row aside because of one of its cells.
    pub(crate) fn set_aside(&mut self, row: RowRef, slot: usize, aside: Aside<'_>) {
        self.notes(row).set_row_aside(row.row, Some(slot), aside);
    }
}
