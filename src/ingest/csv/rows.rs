//! Who takes the rows of a CSV file?

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;

/// Takes the rows of a CSV file. Lines count from 1, columns from 0.
pub(crate) trait CsvRows: Send + Sized {
    /// Fields of a row; none before the headers are found.
    fn width(&self) -> Option<usize>;
    /// Whether a cell of this column is to be handed over: not when it is never to be looked at.
    fn wants(&self, column: u16) -> bool;
    /// One row: its cells that are not empty, and how many fields it has.
    fn row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, width: usize);
    /// A row with a quote that is not closed.
    fn unclosed_row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, width: usize);
    /// Something is said of a line.
    fn tell(&mut self, line: u32, told: Told);
    /// Nothing more is read from this line on, and why.
    fn end(&mut self, line: u32, told: Told);
    /// One that takes rows further down, on another thread. None where a row depends on those above.
    fn fork(&self) -> Option<Self>;
    /// Takes over what a fork took of the rows that come next; gives false when it is of no use.
    fn append(&mut self, below: Self) -> bool;
}
