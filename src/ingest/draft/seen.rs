//! What is kept of a sheet that nobody knows yet? Its first rows, and where further down something
//! looks like a CPR-nummer.

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::csv::rows::CsvRows;
use crate::ingest::scan::personal_cells::PersonalCells;
use crate::ingest::value::personal::looks_like_cpr;
use crate::ingest::workbook::rows::Rows;

/// Rows that are kept: enough to tell a column by.
const ROWS: usize = 2000;

/// Bytes that are kept of a file's sheets together.
const BYTES: usize = 16 << 20;

/// Bytes that are kept of a sheet whatever the others take.
const LEAST_BYTES: usize = 16 << 10;

/// Bytes that a cell takes besides its text.
const OF_CELL: usize = 48;

/// Characters that are kept of a cell.
const CELL: usize = 2000;

/// Columns that are looked at.
pub(crate) const COLUMNS: usize = 400;

/// A row that is kept: its number, and its cells that are not empty with their columns.
pub(crate) type SeenRow = (u32, Vec<(u16, Cell<'static>)>);

/// Cells of a column, below the rows that are kept, that look like a CPR-nummer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Personal {
    /// In a column of whatever.
    pub(crate) anywhere: PersonalCells,
    /// In a column of ids too.
    pub(crate) among_ids: PersonalCells,
}

/// A sheet as it is seen by somebody who knows no header of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) rows: Vec<SeenRow>,
    /// By column.
    pub(crate) below: Vec<Personal>,
    /// Rows with something in them.
    pub(crate) n_rows: u64,
    /// There are columns beyond those looked at.
    pub(crate) is_wider: bool,
    /// Why it was not read to its end.
    pub(crate) ended: Option<Told>,
    /// Bytes that may still be kept.
    room: usize,
}

impl Seen {
    /// The first sheet of a file.
    pub(crate) fn first() -> Self {
        Self { room: BYTES, ..Self::default() }
    }

    /// The next sheet of the same file.
    pub(crate) fn next(&self) -> Self {
        Self { room: self.room.max(LEAST_BYTES), ..Self::default() }
    }

    fn take(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        if cells.is_empty() {
            return;
        }
        self.n_rows += 1;
        if self.rows.len() >= ROWS || self.room == 0 {
            for (column, cell) in cells {
                self.look(row, *column, cell);
            }
            return;
        }
        let (near, far): (Vec<_>, Vec<_>) =
            cells.iter().partition(|(column, _)| usize::from(*column) < COLUMNS);
        self.is_wider |= !far.is_empty();
        for (column, cell) in far {
            self.look(row, *column, cell);
        }
        let mut kept = Vec::with_capacity(near.len());
        for (column, cell) in near {
            let cell = self.kept(row, *column, cell);
            kept.push((*column, cell));
        }
        if !kept.is_empty() {
            self.rows.push((row, kept));
        }
    }

    /// What is kept of a cell. Of a long text the end is looked at now, as it will be gone.
    fn kept(&mut self, row: u32, column: u16, cell: &Cell<'_>) -> Cell<'static> {
        self.room = self.room.saturating_sub(OF_CELL);
        let Cell::Text(text) = cell else { return cell.clone().into_owned() };
        let Some((end, _)) = text.char_indices().nth(CELL) else {
            self.room = self.room.saturating_sub(text.len());
            return cell.clone().into_owned();
        };
        self.look(row, column, cell);
        self.room = self.room.saturating_sub(end);
        Cell::Text(text[..end].to_owned().into())
    }

    fn look(&mut self, row: u32, column: u16, cell: &Cell<'_>) {
        if !looks_like_cpr(cell, false) {
            return;
        }
        // Beyond the columns that are looked at all are one.
        let at = usize::from(column).min(COLUMNS);
        if self.below.len() <= at {
            self.below.resize_with(at + 1, Personal::default);
        }
        self.below[at].anywhere.add(row, column);
        if looks_like_cpr(cell, true) {
            self.below[at].among_ids.add(row, column);
        }
    }
}

impl CsvRows for Seen {
    fn width(&self) -> Option<usize> {
        None
    }

    fn wants(&self, _: u16) -> bool {
        true
    }

    fn row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, _: usize) {
        self.take(line, cells);
    }

    fn unclosed_row(&mut self, line: u32, cells: &mut Vec<(u16, Cell<'_>)>, _: usize) {
        self.take(line, cells);
    }

    fn tell(&mut self, _: u32, _: Told) {}

    fn end(&mut self, _: u32, told: Told) {
        self.ended = Some(told);
    }

    fn fork(&self) -> Option<Self> {
        None
    }

    fn append(&mut self, _: Self) -> bool {
        false
    }
}

impl Rows for Seen {
    fn wants(&self, _: u16) -> bool {
        true
    }

    fn fills_down(&self, _: u16) -> bool {
        true
    }

    fn blank(&mut self, _: u16) {}

    fn row(&mut self, row: u32, cells: &mut Vec<(u16, Cell<'_>)>) {
        self.take(row, cells);
    }

    fn unsure_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)], _: &str) {
        self.take(row, cells);
    }

    fn broken_row(&mut self, row: u32, cells: &[(u16, Cell<'_>)]) {
        self.take(row, cells);
    }

    fn tell(&mut self, _: u32, _: Option<u16>, _: Told) {}

    fn end(&mut self, _: u32, told: Told) {
        self.ended = Some(told);
    }
}
