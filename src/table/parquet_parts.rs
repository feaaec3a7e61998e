//! How is a parquet file written whose row groups are made apart, on many threads, and put one
//! behind the other?

use std::io::Write;

use polars_core::prelude::PolarsError;
use polars_io::parquet::write::BatchedWriter;
use polars_parquet::write::{CompressedPage, ParquetType};

use crate::table::column::Column;
use crate::table::held_cells::HeldCells;
use crate::table::pages::{Repeats, RowGroup, append, coded, pages};
use crate::table::parquet::{begun, end, in_parquet};
use crate::table::{ParquetError, Provenance, Table};

/// A row group, encoded and compressed, that is in no file yet.
pub(crate) struct Part {
    n_rows: usize,
    columns: RowGroup,
}

/// A parquet file that takes row groups which are ready.
pub(crate) struct ParquetParts<W: Write> {
    writer: BatchedWriter<W>,
    /// What the file calls its columns.
    stored: Vec<ParquetType>,
}

impl<W: Write + Send> ParquetParts<W> {
    /// Begins a file, with the head that any table's has.
    pub(crate) fn begin<R: Send + Sync>(
        out: W,
        table: &Table<'_, R>,
        provenance: &Provenance,
    ) -> Result<Self, ParquetError> {
        let (writer, stored) = begun(out, &table.doc, &table.columns, provenance)?;
        Ok(Self { writer, stored })
    }

    /// Makes a row group of some rows of the same table; on any thread.
    pub(crate) fn part<R>(&self, table: &Table<'_, R>, rows: &[R]) -> Result<Part, ParquetError> {
        let columns = in_parquet(&table.columns)
            .zip(&self.stored)
            .map(|(column, stored)| encoded(column, rows, stored))
            .collect::<Result<_, _>>()?;
        Ok(Part { n_rows: rows.len(), columns })
    }

    /// Puts a row group behind those that are in the file.
    pub(crate) fn append(&self, part: &Part) -> Result<(), ParquetError> {
        Ok(append(&self.writer, part.n_rows, &part.columns)?)
    }

    /// Ends the file. One without rows has its columns all the same.
    pub(crate) fn finish<R>(
        self,
        table: &Table<'_, R>,
        has_rows: bool,
    ) -> Result<(), ParquetError> {
        end(self.writer, &table.columns, has_rows)
    }
}

/// Words that are no codes are ids and names, which hardly repeat.
fn encoded<R>(
    column: &Column<'_, R>,
    rows: &[R],
    stored: &ParquetType,
) -> Result<Vec<CompressedPage>, PolarsError> {
    if let Some(of) = &column.coded {
        let codes = rows.iter().map(|row| (of.code)(row));
        return pages(&*coded(&of.words, codes)?, stored, Repeats::Sought);
    }
    let mut cells = HeldCells::new(column.doc.holds, Repeats::NotSought);
    cells.add(column, rows);
    cells.pages(stored)
}
