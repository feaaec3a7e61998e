//! Who makes something of the rows that a scan hands on?

use crate::ingest::cell::Cell;
use crate::ingest::scan::notes::Notes;

/// Takes the rows of a sheet, as cells by slot.
pub(crate) trait TakeRows {
    /// A row to make something of.
    fn take(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes);
    /// A row that is not used: what can be read of whose it is, is kept.
    fn lose(&mut self, row: u32, cells: &[Cell<'_>], notes: &Notes);
    /// A row that is not used, whose cells may be in the wrong columns.
    fn lose_unshaped(&mut self, row: u32, cells: &[Cell<'_>]);
}

/// What can be split over threads.
pub(crate) trait Fork: Send + Sized {
    /// One for rows further down the same sheet; none where a sheet is never so long that it would
    /// pay.
    fn fork(&self) -> Option<Self>;
    /// Takes over what a fork took of the rows that come next.
    fn append(&mut self, below: Self);
}
