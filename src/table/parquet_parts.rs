//! How is a parquet file written whose row groups are made apart, on many threads, and put one
//! behind the other?

use std::io::Write;

use polars_core::prelude::{DataFrame, PolarsError};
use polars_io::parquet::write::BatchedWriter;

use crate::table::parquet::{begun, frame, series};
use crate::table::{ParquetError, Provenance, Table};

/// A row group, encoded and compressed, that is in no file yet.
pub(crate) struct Part<W: Write>(Box<PutBehind<W>>);

/// Puts a row group behind those that a writer has written.
type PutBehind<W> = dyn FnOnce(&BatchedWriter<W>) -> Result<(), PolarsError> + Send;

/// A parquet file that takes row groups which are ready.
pub(crate) struct ParquetParts<W: Write> {
    writer: BatchedWriter<W>,
}

impl<W: Write + Send> ParquetParts<W> {
    /// Begins a file, with the head that any table's has.
    pub(crate) fn begin<R: Send + Sync>(
        out: W,
        table: &Table<'_, R>,
        provenance: &Provenance,
    ) -> Result<Self, ParquetError> {
        let writer = begun(out, &table.doc, &table.columns, provenance)?;
        Ok(Self { writer })
    }

    /// Makes a row group of some rows of the same table; on any thread.
    pub(crate) fn part<R>(
        &self,
        table: &Table<'_, R>,
        rows: &[R],
    ) -> Result<Part<W>, ParquetError> {
        let in_parquet = table.columns.iter().filter(|column| column.doc.is_in_parquet());
        let made = in_parquet.map(|column| series(column, rows)).collect();
        let frame = DataFrame::new(rows.len(), made)?;
        let groups = self.writer.encode_and_compress(&frame).collect::<Result<Vec<_>, _>>()?;
        Ok(Part(Box::new(move |writer| writer.write_row_groups(groups))))
    }

    /// Puts a row group behind those that are in the file.
    pub(crate) fn append(&self, part: Part<W>) -> Result<(), ParquetError> {
        Ok(part.0(&self.writer)?)
    }

    /// Ends the file. One without rows has its columns all the same.
    pub(crate) fn finish<R: Send + Sync>(
        mut self,
        table: &Table<'_, R>,
        has_rows: bool,
    ) -> Result<(), ParquetError> {
        if !has_rows {
            self.writer.write_batch(&frame(&table.columns, &[])?)?;
        }
        self.writer.finish()?;
        Ok(())
    }
}
