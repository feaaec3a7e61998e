//! What do the rows of a parquet file say?

use super::csv_rows::wrong_names;
use crate::flat::{FlatColumn, FlatRow, Holds, Mismatch, Refused, Value};
use crate::table::{self, Cells, NotParquet, ParquetGroups, Piece, Stored, day};

/// Rows that are made at a time: they stay near the processor.
const AT_A_TIME: usize = 1 << 10;

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
        for first in (0..piece.n_rows()).step_by(AT_A_TIME) {
            let some = piece.slice(first, AT_A_TIME);
            let mut rows = vec![FlatRow::default(); some.n_rows()];
            let mut refused: Vec<Option<Refused>> = vec![None; some.n_rows()];
            for (at, column) in self.0.iter().enumerate() {
                fill(*column, some.cells(at)?, &mut rows, &mut refused);
            }
            for ((at, row), refused) in (first as u64..).zip(&rows).zip(refused) {
                each(at, refused.map_or(Ok(row), Err));
            }
        }
        Ok(())
    }
}

/// Sets a column of all rows.
fn fill<'p>(
    column: FlatColumn,
    cells: Cells<'p>,
    rows: &mut [FlatRow<'p>],
    refused: &mut [Option<Refused>],
) {
    let mut set = |at: usize, value: Result<Value<'p>, Mismatch>, shown: &dyn Fn() -> String| {
        let Some(row) = rows.get_mut(at) else { return };
        if let Err(why) = value.and_then(|value| row.set(column, value)) {
            refused[at].get_or_insert_with(|| Refused::cell(column, &shown(), why));
        }
    };
    match cells {
        Cells::Nothing => {}
        Cells::Texts(cells) => {
            for (at, text) in cells.enumerate() {
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    set(at, Ok(Value::Text(text)), &|| text.to_owned());
                }
            }
        }
        Cells::Ints(cells) => {
            for (at, number) in cells.enumerate() {
                if let Some(number) = number {
                    let value = u64::try_from(number).map(Value::Int);
                    let value = value.map_err(|_| Mismatch("et helt tal på 0 eller mere"));
                    set(at, value, &|| number.to_string());
                }
            }
        }
        Cells::Flags(cells) => {
            for (at, flag) in cells.enumerate() {
                if let Some(flag) = flag {
                    set(at, Ok(Value::Flag(flag)), &|| flag.to_string());
                }
            }
        }
        Cells::Days(cells) => {
            for (at, days) in cells.enumerate() {
                if let Some(days) = days {
                    let value = day(days).map(Value::Date).ok_or(Mismatch("en dag"));
                    set(at, value, &|| days.to_string());
                }
            }
        }
    }
}
