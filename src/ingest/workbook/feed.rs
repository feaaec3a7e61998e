//! How do cells become rows? Whatever make of workbook they come from, one by one, in the order
//! of the sheet.

use std::borrow::Cow;

use crate::ingest::cell::Cell;
use crate::ingest::cell::told::Told;
use crate::ingest::file::code::FileCode;
use crate::ingest::file::limits::raise;
use crate::ingest::workbook::code::WorkbookCode;
use crate::ingest::workbook::rows::{Hints, Rows};

/// What is wrong with a row that goes on beyond the last column there can be: it is held whole, and
/// what says that it stands in one and the same column may go on for ever.
const TOO_WIDE: &str = "rækken har flere celler, end et ark har kolonner";

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

pub(crate) struct Feed<'f, 'c> {
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
    pub(crate) fn new(
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

    pub(crate) fn hints(&self) -> &'f Hints {
        self.hints
    }

    /// One cell. False when the limit is reached and nothing more is read.
    #[must_use]
    pub(crate) fn cell(&mut self, (row, column): (u32, u32), cell: Cell<'c>) -> bool {
        if self.row != Some(row) {
            self.flush();
            self.row = Some(row);
            self.unsure = self.next_unsure.take();
        } else if self.next_unsure.is_some() {
            self.next_unsure = None;
        }
        let Ok(column) = u16::try_from(column) else { return true };
        if *self.cells_left == 0 {
            self.rows.end(row + 1, too_many_cells(self.max_cells));
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
    pub(crate) fn unplaced(&mut self, cell: &Cell<'_>) {
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
    pub(crate) fn broken(mut self) {
        if let Some(row) = self.row {
            self.rows.broken_row(row + 1, &self.cells);
        }
        self.tell_merged();
    }

    /// After the last cell.
    pub(crate) fn finish(mut self) {
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
            self.rows.tell(first_row + 1, Some(column), tell_merged(n_rows, is_filled));
        }
    }
}

fn too_many_cells(max: u64) -> Told {
    Told::error(
        FileCode::TooManyCells.slug(),
        format!("filen har over {max} celler; resten er ikke læst"),
        format!("Del filen i flere, eller {}", raise("cells", max.saturating_mul(2))),
    )
}

/// What is said of `n_rows` that took a value from a merged cell above, or did not.
fn tell_merged(n_rows: u64, is_filled: bool) -> Told {
    let merged = "kolonnen har celler, der er flettet over flere rækker; værdien";
    if is_filled {
        return Told::note(
            WorkbookCode::MergedCells.slug(),
            format!("{merged} gælder også {n_rows} rækker længere nede, her den første"),
            "Ingenting, hvis det er meningen; ellers ophæv fletningen, og udfyld hver række",
        );
    }
    Told::warning(
        WorkbookCode::MergedValue.slug(),
        format!(
            "{merged} regnes kun med i den øverste, og {n_rows} rækker længere nede, her den \
             første, er ikke oplyst"
        ),
        "Ophæv fletningen, og skriv værdien i hver række, den gælder",
    )
}

/// An error value's text as a cell.
pub(crate) fn error_cell(text: String) -> Cell<'static> {
    Cell::Error(Cow::Owned(text))
}
