//! What do the rows of a parquet file say?

use super::csv_rows::wrong_names;
use crate::flat::{FlatColumn, FlatRow, Holds, Mismatch, Refused, Value};
use crate::table::{self, Cells, NotParquet, ParquetGroups, Piece, Stored, Values, WINDOW, day};

/// Which column is where.
pub(super) struct ParquetForm(Vec<FlatColumn>);

impl ParquetForm {
    /// Looks at the columns of a file.
    ///
    /// # Errors
    /// Everything that is wrong with their names, or with what they hold.
    pub(super) fn read(file: &ParquetGroups) -> Result<Self, String> {
        if let Some(wrong) = wrong_names(file.columns.iter().map(|(name, _)| &**name)) {
            return Err(wrong);
        }
        let mut columns = Vec::with_capacity(file.columns.len());
        for (name, holds) in &file.columns {
            let Some(column) = FlatColumn::by_name(name) else { continue };
            let wanted = match column.holds() {
                Holds::Text => (table::Holds::Text, "tekst"),
                Holds::Int => (table::Holds::Int, "hele tal"),
                Holds::Flag => (table::Holds::Flag, "ja/nej (boolean)"),
                Holds::Date => (table::Holds::Date, "datoer"),
            };
            if !matches!(holds, Stored::Nothing) && *holds != Stored::Is(wanted.0) {
                return Err(format!("{name} holder ikke {}", wanted.1));
            }
            columns.push(column);
        }
        Ok(Self(columns))
    }

    /// Gives each row of a piece, with its place in the piece, from 0.
    pub(super) fn rows(
        &self,
        piece: &Piece,
        mut each: impl FnMut(u64, Result<&FlatRow<'_>, Refused>),
    ) -> Result<(), NotParquet> {
        let columns: Vec<(FlatColumn, Cells<'_>)> = (0..)
            .zip(&self.0)
            .map(|(at, column)| Ok((*column, piece.cells(at)?)))
            .collect::<Result<_, NotParquet>>()?;
        // So few at a time that they stay near the processor.
        let mut rows = Vec::with_capacity(WINDOW);
        for first in (0..piece.n_rows()).step_by(WINDOW) {
            let n_rows = WINDOW.min(piece.n_rows() - first);
            rows.clear();
            rows.resize_with(n_rows, FlatRow::default);
            let mut refused: Vec<Option<Refused>> = Vec::new();
            for (column, cells) in &columns {
                fill(*column, cells, first, &mut rows, &mut refused);
            }
            refused.resize(n_rows, None);
            for ((at, row), refused) in (first as u64..).zip(&rows).zip(refused) {
                each(at, refused.map_or(Ok(row), Err));
            }
        }
        Ok(())
    }
}

/// Sets a column of some rows; `refused` is as long as it need be.
fn fill<'p>(
    column: FlatColumn,
    cells: &Cells<'p>,
    first: usize,
    rows: &mut [FlatRow<'p>],
    refused: &mut Vec<Option<Refused>>,
) {
    let present = || {
        let mut bits = cells.present(first / WINDOW);
        std::iter::from_fn(move || {
            let at = bits.trailing_zeros() as usize;
            bits &= bits.wrapping_sub(1);
            (at < WINDOW).then_some(at)
        })
    };
    let mut refuse = |at: usize, shown: String, why: Mismatch| {
        if refused.len() <= at {
            refused.resize(at + 1, None);
        }
        refused[at].get_or_insert_with(|| Refused::cell(column, &shown, why));
    };
    match &cells.values {
        Values::Nothing => {}
        Values::Texts(texts) => {
            for at in present() {
                let text = texts.at(first + at);
                if !text.is_empty()
                    && let Err(why) = rows[at].set(column, Value::Text(text))
                {
                    refuse(at, text.to_owned(), why);
                }
            }
        }
        Values::Ints(numbers) => {
            for at in present() {
                let number = numbers[first + at];
                let value = u64::try_from(number).map(Value::Int);
                let value = value.map_err(|_| Mismatch("et helt tal på 0 eller mere"));
                if let Err(why) = value.and_then(|value| rows[at].set(column, value)) {
                    refuse(at, number.to_string(), why);
                }
            }
        }
        Values::Flags(flags) => {
            for at in present() {
                let is_so = flags[first / WINDOW] >> at & 1 == 1;
                if let Err(why) = rows[at].set(column, Value::Flag(is_so)) {
                    refuse(at, is_so.to_string(), why);
                }
            }
        }
        Values::Days(days) => {
            for at in present() {
                let number = days[first + at];
                let value = day(number).map(Value::Date).ok_or(Mismatch("en dag"));
                if let Err(why) = value.and_then(|value| rows[at].set(column, value)) {
                    refuse(at, number.to_string(), why);
                }
            }
        }
    }
}
