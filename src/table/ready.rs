//! How is a table with its rows written, in one pass over the rows and whatever they are made from?

use std::io::Write;

use rayon::prelude::*;
use thiserror::Error;

use crate::table::parquet::ParquetFile;
use crate::table::table::{TableDoc, Wanted};
use crate::table::{Cell, DanishCsv, ParquetError, Provenance, Sheet, Table};

/// Things whose rows are made and held at a time.
const AT_A_TIME: usize = 4_096;
/// Rows of a CSV file that one thread writes at a time.
const ROWS_TO_A_PIECE: usize = 2_048;
/// Rows of a sheet of the workbook: nobody reads more of them there, and all are held until it is
/// written.
const MOST_ON_SHEET: usize = 10_000;

/// Rows that a spreadsheet holds, the header's row among them.
pub const SHEET_ROWS: u64 = 1_048_576;

/// Where a table is written.
pub type Sink<'w> = &'w mut (dyn Write + Send);

/// Why a table could not be written.
#[derive(Debug, Error)]
pub enum TableError {
    /// The parquet file.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// The CSV file.
    #[error(transparent)]
    Csv(#[from] std::io::Error),
}

/// A table with its rows, whatever these are made from.
pub trait Output: Send + Sync {
    /// The table in words.
    fn doc(&self) -> TableDoc;

    /// Writes all rows to the parquet file and those for people to the CSV file; gives the rows of
    /// the CSV file. When they are more than a spreadsheet holds the CSV file is not complete, and
    /// to be thrown away.
    ///
    /// # Errors
    /// What the files are written to.
    fn write(
        &self,
        parquet: Option<Sink<'_>>,
        csv: Option<Sink<'_>>,
        provenance: &Provenance,
    ) -> Result<u64, TableError>;

    /// The sheet of the workbook; nothing when the table has none.
    fn sheet(&self) -> Option<Sheet>;
}

/// The rows of a table.
pub(crate) enum Rows<'v, R> {
    /// Held by somebody else.
    Held(&'v [R]),
    /// Its own.
    Own(Vec<R>),
    /// Made thing by thing.
    Made {
        /// How many things.
        n: usize,
        /// The rows of a thing.
        rows_of: Box<dyn Fn(usize) -> Vec<R> + Send + Sync + 'v>,
    },
}

impl<R: Send + Sync> Rows<'_, R> {
    /// Some rows after the other, in order.
    fn in_pieces<E>(&self, mut take: impl FnMut(&[R]) -> Result<(), E>) -> Result<(), E> {
        match self {
            Self::Held(rows) => rows.chunks(AT_A_TIME).try_for_each(take),
            Self::Own(rows) => rows.chunks(AT_A_TIME).try_for_each(take),
            Self::Made { n, rows_of } => {
                for start in (0..*n).step_by(AT_A_TIME) {
                    let things = start..(start + AT_A_TIME).min(*n);
                    let rows: Vec<R> = things.into_par_iter().flat_map_iter(rows_of).collect();
                    take(&rows)?;
                }
                Ok(())
            }
        }
    }
}

/// A table with its rows.
pub(crate) struct Ready<'v, R> {
    pub(crate) table: Table<'v, R>,
    pub(crate) rows: Rows<'v, R>,
}

impl<R: Send + Sync> Ready<'_, R> {
    /// A piece of the CSV file.
    fn lines(&self, rows: &[R], trailer: &[u8]) -> Vec<u8> {
        let in_csv: Vec<_> = self.table.columns.iter().filter(|c| c.doc.is_in_csv()).collect();
        let mut lines = Vec::with_capacity(rows.len() * 128);
        for row in wanted(rows, self.table.in_csv.as_ref()) {
            DanishCsv::line(&mut lines, in_csv.iter().map(|c| (c.value)(row)), trailer);
        }
        lines
    }

    fn csv_piece(&self, out: &mut Sink<'_>, rows: &[R], trailer: &[u8]) -> std::io::Result<u64> {
        let pieces: Vec<Vec<u8>> =
            rows.par_chunks(ROWS_TO_A_PIECE).map(|rows| self.lines(rows, trailer)).collect();
        pieces.iter().try_for_each(|piece| out.write_all(piece))?;
        Ok(wanted(rows, self.table.in_csv.as_ref()).count() as u64)
    }
}

fn wanted<'r, R>(rows: &'r [R], wanted: Option<&Wanted<'_, R>>) -> impl Iterator<Item = &'r R> {
    rows.iter().filter(move |row| wanted.is_none_or(|wanted| wanted(row)))
}

impl<R: Send + Sync> Output for Ready<'_, R> {
    fn doc(&self) -> TableDoc {
        let columns = self.table.columns.iter().map(|column| column.doc.clone()).collect();
        TableDoc { columns, ..self.table.doc.clone() }
    }

    fn write(
        &self,
        parquet: Option<Sink<'_>>,
        mut csv: Option<Sink<'_>>,
        provenance: &Provenance,
    ) -> Result<u64, TableError> {
        let columns = &self.table.columns;
        let mut parquet = match parquet {
            Some(out) => Some(ParquetFile::begin(out, &self.doc(), columns, provenance)?),
            None => None,
        };
        let trailer = DanishCsv::trailer(provenance);
        if let Some(csv) = &mut csv {
            let headers =
                columns.iter().filter(|c| c.doc.is_in_csv()).map(|c| c.doc.header_with_unit());
            csv.write_all(&DanishCsv::head(headers))?;
        }
        let mut csv_rows = 0;
        self.rows.in_pieces(|rows| -> Result<(), TableError> {
            let fits = csv_rows < SHEET_ROWS;
            let (in_columns, in_lines) = rayon::join(
                || parquet.as_mut().map_or(Ok(()), |file| file.rows(columns, rows)),
                || match &mut csv {
                    Some(csv) if fits => self.csv_piece(csv, rows, &trailer),
                    _ => Ok(0),
                },
            );
            in_columns?;
            csv_rows += in_lines?;
            Ok(())
        })?;
        if let Some(file) = parquet {
            file.finish(columns)?;
        }
        if let Some(csv) = csv {
            csv.flush()?;
        }
        Ok(csv_rows)
    }

    fn sheet(&self) -> Option<Sheet> {
        let doc = &self.table.doc;
        let name = doc.sheet.clone()?;
        let columns: Vec<_> = self
            .table
            .columns
            .iter()
            .filter(|column| column.doc.is_in_csv() && column.doc.is_on_sheet)
            .collect();
        let (mut rows, mut n_rows) = (Vec::new(), 0);
        let all = self.rows.in_pieces(|piece| {
            for row in wanted(piece, self.table.on_sheet.as_ref()) {
                n_rows += 1;
                if n_rows <= MOST_ON_SHEET {
                    rows.push(columns.iter().map(|c| owned((c.value)(row))).collect());
                }
            }
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(()) = all;
        Some(Sheet {
            name: name.into_owned(),
            title: doc.title.to_string(),
            unit: doc.unit.to_string(),
            headers: columns.iter().map(|c| (c.doc.header_with_unit(), c.doc.holds)).collect(),
            rows,
            n_left_out: n_rows.saturating_sub(MOST_ON_SHEET),
            files: doc.rows_of.as_ref().unwrap_or(&doc.path).to_string(),
            is_wrapped: doc.is_wrapped,
            notes: doc.notes.iter().map(ToString::to_string).collect(),
        })
    }
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(words) => Cell::Text(words.into_owned().into()),
        Cell::Int(n) => Cell::Int(n),
        Cell::Decimal { value, decimals } => Cell::Decimal { value, decimals },
        Cell::Flag(is_so) => Cell::Flag(is_so),
        Cell::Date(day) => Cell::Date(day),
        Cell::Empty => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_the_first_rows_and_says_how_many_more_there_are() {
        let sheet_of = |n: usize| {
            let table = Table::<usize>::new("numbers", "Tal", "et tal", "tal").sheet("Tal");
            let table = table.int("n", "Tal", "tallet", |n| Some(*n));
            table.of((1..=n).collect()).sheet().unwrap()
        };
        let whole = sheet_of(MOST_ON_SHEET);
        assert_eq!((whole.rows.len(), whole.n_left_out), (MOST_ON_SHEET, 0));
        assert_eq!(whole.files, "numbers");
        let cut = sheet_of(MOST_ON_SHEET + 5);
        assert_eq!((cut.rows.last(), cut.n_left_out), (whole.rows.last(), 5));
    }
}
