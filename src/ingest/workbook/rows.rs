//! Who takes the rows of a sheet, and what is known of it before?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;

/// Takes the rows of a sheet.
pub(crate) trait Rows {
    /// Whether a cell of this column is to be handed over: not when it is never to be looked at.
    fn wants(&self, column: u16) -> bool;
    /// Whether a value that is merged over several rows counts in each of them.
    fn fills_down(&self, column: u16) -> bool;
    /// A cell that is there and empty: it is formatted.
    fn blank(&mut self, column: u16);
    /// One row: its number, from 1, and its cells that are not empty, with their columns.
    fn row(&mut self, row: u32, cells: &mut Vec<(u16, Cell<'_>)>);
    /// A row in which a cell can't be read and nobody knows which: the others may be in wrong
    /// columns.
    fn unsure_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)], why: &str);
    /// The row in which the sheet broke off.
    fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]);
    /// Something is said of a row, or of a cell of it.
    fn tell(&mut self, row: u32, column: Option<u16>, told: Told);
    /// From this row on the sheet is not read: why.
    fn end(&mut self, row: u32, told: Told);
}

/// A cell merged over several rows or columns. Rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) first_row: u32,
    pub(crate) last_row: u32,
    pub(crate) column: u16,
    pub(crate) last_column: u16,
}

impl Merge {
    pub(crate) fn is_over_rows(&self) -> bool {
        self.last_row > self.first_row
    }

    /// The cell it begins in: row, from 1, and column; and its last column.
    pub(crate) fn columns(&self) -> ((u32, u16), u16) {
        ((self.first_row + 1, self.column), self.last_column)
    }
}

/// Those that go over several rows, sorted.
pub(crate) fn over_rows(mut merges: Vec<Merge>) -> Vec<Merge> {
    merges.retain(Merge::is_over_rows);
    merges.sort_unstable();
    merges
}

/// What is known of a sheet before its cells are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// Merged cells, sorted.
    pub(crate) merges: Vec<Merge>,
    /// Cells that can't be read: the how many-th of the sheet, row and column.
    pub(crate) unreadable: Vec<(u64, (u32, u32))>,
    /// Formulas, sorted: where there is one and no value, it was never calculated.
    pub(crate) formulas: Vec<(u32, u32)>,
}
