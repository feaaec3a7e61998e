//! Which row of which sheet does something stand in?

/// A sheet (or a CSV file) that rows came from: a place in [`super::Dataset::sheets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId(pub u32);

/// A row of a sheet. Eight bytes; the names are in [`super::Dataset::sheets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Which sheet.
    pub sheet: SheetId,
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u32,
}
