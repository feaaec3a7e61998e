//! How do cells become rows? Whatever make of workbook they come from, one by one, in the order
//! of the sheet.

use std::borrow::Cow;

use super::super::cell::Cell;
use super::super::limits::raise;
use super::super::notes::Notes;
use crate::finding::Severity;

/// What is wrong with a row that goes on beyond the last column there can be: it is held whole, and
/// what says that it stands in one and the same column may go on for ever.
const TOO_WIDE: &str = "rækken har flere celler, end et ark har kolonner";

/// Takes the rows of a sheet.
pub(in super::super) trait Rows {
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
    fn notes(&mut self) -> &mut Notes;
}

/// A cell merged over several rows or columns. Rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Merge {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) column: u16,
    pub(super) last_column: u16,
}

impl Merge {
    fn is_over_rows(&self) -> bool {
        self.last_row > self.first_row
    }

    /// The cell it begins in: row, from 1, and column; and its last column.
    pub(in super::super) fn columns(&self) -> ((u32, u16), u16) {
        ((self.first_row + 1, self.column), self.last_column)
    }
}

/// Those that go over several rows, sorted.
pub(super) fn over_rows(mut merges: Vec<Merge>) -> Vec<Merge> {
    merges.retain(Merge::is_over_rows);
    merges.sort_unstable();
    merges
}

/// What is known of a sheet before its cells are read.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Hints {
    /// Merged cells, sorted.
    pub(super) merges: Vec<Merge>,
    /// Cells that can't be read: the how many-th of the sheet, row and column.
    pub(super) unreadable: Vec<(u64, (u32, u32))>,
    /// Formulas, sorted: where there is one and no value, it was never calculated.
    pub(super) formulas: Vec<(u32, u32)>,
}

/// A merged cell whose value goes on below.
struct Open {
    last_row: u32,
    column: u16,
    value: Cell<'static>,
}

/// Rows that took a value from a merged cell above, by column.
struct Merged {
    column: u16,
    first_row: u32,
    n_rows: u64,
    is_filled: bool,
}

pub(super) struct Feed<'f, 'c> {
    rows: &'f mut dyn Rows,
    hints: &'f Hints,
    cells_left: &'f mut u64,
    max_cells: u64,
    row: Option<u32>,
    cells: Vec<(u16, Cell<'c>)>,
    /// Columns of the row that have a value, an empty text too.
    valued: Vec<u16>,
    open: Vec<Open>,
    merged: Vec<Merged>,
    /// Why the row is not to be trusted, and the next.
    unsure: Option<String>,
    next_unsure: Option<String>,
}

impl<'f, 'c> Feed<'f, 'c> {
    pub(super) fn new(
        rows: &'f mut dyn Rows,
        hints: &'f Hints,
        cells_left: &'f mut u64,
        max_cells: u64,
    ) -> Self {
        Self {
            rows,
            hints,
            cells_left,
            max_cells,
            row: None,
            cells: Vec::new(),
            valued: Vec::new(),
            open: Vec::new(),
            merged: Vec::new(),
            unsure: None,
            next_unsure: None,
        }
    }

    pub(super) fn hints(&self) -> &'f Hints {
        self.hints
    }

    /// One cell. False when the limit is reached and nothing more is read.
    #[must_use]
    pub(super) fn cell(&mut self, (row, column): (u32, u32), cell: Cell<'c>) -> bool {
        if self.row != Some(row) {
            self.flush();
            self.row = Some(row);
            self.unsure = self.next_unsure.take();
        } else if self.next_unsure.is_some() {
            self.next_unsure = None;
        }
        let Ok(column) = u16::try_from(column) else { return true };
        if *self.cells_left == 0 {
            let place = self.rows.notes().row(row + 1);
            let max = self.max_cells;
            self.rows.notes().add(
                place,
                Severity::Error,
                "too-many-cells",
                format!("filen har over {max} celler; resten er ikke læst"),
                format!("Del filen i flere, eller {}", raise("cells", max.saturating_mul(2))),
            );
            self.cells.clear();
            self.row = None;
            return false;
        }
        *self.cells_left -= 1;
        if self.rows.wants(column) {
            if self.valued.len() > usize::from(u16::MAX) {
                self.unsure.get_or_insert_with(|| TOO_WIDE.to_owned());
                return true;
            }
            self.valued.push(column);
            if cell.is_empty() {
                self.rows.blank(column);
            } else {
                self.cells.push((column, cell));
            }
        }
        true
    }

    /// A cell that can't be read and of which it is not known where it stands: in this row, or in
    /// the next. Cells behind it may have been counted to wrong columns.
    pub(super) fn unplaced(&mut self, cell: &Cell<'_>) {
        let why = match cell {
            Cell::Broken(why) => (*why).to_owned(),
            other => format!("den har fejlværdien {}", other.shown()),
        };
        if self.row.is_some() {
            self.unsure = Some(why.clone());
        }
        self.next_unsure = Some(why);
    }

    /// The sheet broke off: the row it broke off in may be incomplete.
    pub(super) fn broken(mut self) {
        if let Some(row) = self.row {
            self.rows.broken_row(row + 1, &self.cells);
        }
        self.tell_merged();
    }

    /// After the last cell.
    pub(super) fn finish(mut self) {
        self.flush();
        self.tell_merged();
    }

    fn flush(&mut self) {
        let Some(row) = self.row.take() else { return };
        self.add_uncalculated(row);
        self.fill_down(row);
        if !self.cells.is_sorted_by_key(|(column, _)| *column) {
            self.cells.sort_by_key(|(column, _)| *column);
        }
        match self.unsure.take() {
            Some(why) => self.rows.unsure_row(row + 1, &self.cells, &why),
            None => self.rows.row(row + 1, &mut self.cells),
        }
        self.cells.clear();
        self.valued.clear();
    }

    fn add_uncalculated(&mut self, row: u32) {
        let formulas = &self.hints.formulas;
        let first = formulas.partition_point(|(at, _)| *at < row);
        for (_, column) in formulas[first..].iter().take_while(|(at, _)| *at == row) {
            if let Ok(column) = u16::try_from(*column)
                && !self.valued.contains(&column)
                && self.rows.wants(column)
            {
                self.cells.push((column, Cell::Uncalculated));
            }
        }
    }

    /// Gives the row what is merged into it from above, and keeps what is merged into rows below.
    fn fill_down(&mut self, row: u32) {
        if self.hints.merges.is_empty() {
            return;
        }
        self.open.retain(|open| open.last_row >= row);
        // A row with nothing of its own stays blank.
        let is_blank = self.cells.is_empty();
        for open in &self.open {
            if is_blank || self.cells.iter().any(|(column, _)| *column == open.column) {
                continue;
            }
            let is_filled = self.rows.fills_down(open.column);
            if is_filled {
                self.cells.push((open.column, open.value.clone()));
            }
            match self.merged.iter_mut().find(|m| m.column == open.column) {
                Some(merged) => merged.n_rows += 1,
                None => self.merged.push(Merged {
                    column: open.column,
                    first_row: row,
                    n_rows: 1,
                    is_filled,
                }),
            }
        }
        let merges = &self.hints.merges;
        let first = merges.partition_point(|merge| merge.first_row < row);
        for merge in merges[first..].iter().take_while(|merge| merge.first_row == row) {
            if let Some((_, value)) = self.cells.iter().find(|(column, _)| *column == merge.column)
            {
                self.open.push(Open {
                    last_row: merge.last_row,
                    column: merge.column,
                    value: value.clone().into_owned(),
                });
            }
        }
    }

    fn tell_merged(&mut self) {
        self.merged.sort_by_key(|merged| merged.column);
        for Merged { column, first_row, n_rows, is_filled } in std::mem::take(&mut self.merged) {
            let notes = self.rows.notes();
            let place = notes.at(first_row + 1, column);
            if is_filled {
                notes.add(
                    place,
                    Severity::Note,
                    "merged-cells",
                    format!(
                        "kolonnen har celler, der er flettet over flere rækker; værdien gælder \
                         også {n_rows} rækker længere nede, her den første"
                    ),
                    "Ingenting, hvis det er meningen; ellers ophæv fletningen, og udfyld hver række",
                );
            } else {
                notes.add(
                    place,
                    Severity::Warning,
                    "merged-value",
                    format!(
                        "kolonnen har celler, der er flettet over flere rækker; værdien regnes kun \
                         med i den øverste, og {n_rows} rækker længere nede, her den første, er \
                         ikke oplyst"
                    ),
                    "Ophæv fletningen, og skriv værdien i hver række, den gælder",
                );
            }
        }
    }
}

/// An error value's text as a cell.
pub(super) fn error_cell(text: String) -> Cell<'static> {
    Cell::Error(Cow::Owned(text))
}
