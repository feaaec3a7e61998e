//! How are millions of rows written for programs?
//!
//! Pieces of rows become columns, and these row groups of [`ROWS_PER_GROUP`] rows: same rows, same
//! bytes, for any thread count.

use std::io::Write;
use std::mem::replace;

use polars_core::prelude::{DataFrame, Field, PolarsError, Schema};
use polars_io::parquet::write::{
    BatchedWriter, KeyValueMetadata, ParquetCompression, ParquetWriter,
};
use polars_parquet::write::ParquetType;
use rayon::prelude::*;
use thiserror::Error;

use crate::table::column::Column;
use crate::table::held_cells::{HeldCells, data_type};
use crate::table::pages::{Repeats, STATISTICS, append};
use crate::table::ready::Sink;
use crate::table::{Provenance, TableDoc};

/// Rows in a row group.
pub(crate) const ROWS_PER_GROUP: usize = 32_768;

/// Why a parquet file could not be written: a name twice, or what it is written to.
#[derive(Debug, Error)]
#[error("parquetfilen kunne ikke skrives: {0}")]
pub struct ParquetError(#[from] PolarsError);

/// A parquet file being written.
pub(crate) struct ParquetFile<'w, 'v> {
    writer: BatchedWriter<Sink<'w>>,
    /// What the file calls its columns.
    stored: Vec<ParquetType>,
    /// Rows that are not yet a row group, column by column.
    held: Vec<HeldCells<'v>>,
    n_held: usize,
    is_begun: bool,
}

impl<'w, 'v> ParquetFile<'w, 'v> {
    /// Begins a file. What it was made from goes into the file's own metadata, under
    /// `niveau.grundlag`, `niveau.enhed`, `niveau.titel` and `niveau.noter`.
    pub(crate) fn begin<R>(
        out: Sink<'w>,
        doc: &TableDoc,
        columns: &[Column<'v, R>],
        provenance: &Provenance,
    ) -> Result<Self, ParquetError> {
        let (writer, stored) = begun(out, doc, columns, provenance)?;
        let held = in_parquet(columns).map(nothing_of).collect();
        Ok(Self { writer, stored, held, n_held: 0, is_begun: false })
    }

    /// Adds rows.
    pub(crate) fn rows<R: Sync>(
        &mut self,
        columns: &[Column<'v, R>],
        mut rows: &[R],
    ) -> Result<(), ParquetError> {
        let columns: Vec<_> = in_parquet(columns).collect();
        while !rows.is_empty() {
            let (now, later) = rows.split_at(rows.len().min(ROWS_PER_GROUP - self.n_held));
            let held = self.held.par_iter_mut().zip(&columns);
            held.for_each(|(cells, column)| cells.add(column, now));
            self.n_held += now.len();
            rows = later;
            if self.n_held == ROWS_PER_GROUP {
                let next = columns.iter().map(|column| nothing_of(column)).collect();
                let full = replace(&mut self.held, next);
                self.group(full)?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub(crate) fn finish<R>(mut self, columns: &[Column<'v, R>]) -> Result<(), ParquetError> {
        if self.n_held > 0 {
            let last = std::mem::take(&mut self.held);
            self.group(last)?;
        }
        end(self.writer, columns, self.is_begun)
    }

    fn group(&mut self, held: Vec<HeldCells<'v>>) -> Result<(), ParquetError> {
        let n_rows = replace(&mut self.n_held, 0);
        self.is_begun = true;
        let columns = held.into_par_iter().zip(&self.stored);
        let columns = columns.map(|(cells, stored)| cells.pages(stored));
        Ok(append(&self.writer, n_rows, &columns.collect::<Result<_, _>>()?)?)
    }
}

pub(super) fn in_parquet<'c, 'v, R>(
    columns: &'c [Column<'v, R>],
) -> impl Iterator<Item = &'c Column<'v, R>> {
    columns.iter().filter(|column| column.doc.is_in_parquet())
}

fn nothing_of<'v, R>(column: &Column<'v, R>) -> HeldCells<'v> {
    HeldCells::new(column.doc.holds, Repeats::Sought)
}

fn schema<R>(columns: &[Column<'_, R>]) -> Schema {
    let field = |column: &Column<'_, R>| {
        Field::new(column.doc.name.as_ref().into(), data_type(column.doc.holds))
    };
    in_parquet(columns).map(field).collect()
}

/// Ends a file. One without rows has its columns all the same.
pub(super) fn end<R, W: Write>(
    mut writer: BatchedWriter<W>,
    columns: &[Column<'_, R>],
    has_rows: bool,
) -> Result<(), ParquetError> {
    if !has_rows {
        writer.write_batch(&DataFrame::empty_with_schema(&schema(columns)))?;
    }
    writer.finish()?;
    Ok(())
}

/// A file that has a head and no rows yet, and what it calls its columns.
pub(super) fn begun<R, W: Write>(
    out: W,
    doc: &TableDoc,
    columns: &[Column<'_, R>],
    provenance: &Provenance,
) -> Result<(BatchedWriter<W>, Vec<ParquetType>), ParquetError> {
    let metadata = KeyValueMetadata::from_static(vec![
        ("niveau.grundlag".to_owned(), provenance.line()),
        ("niveau.kilde".to_owned(), provenance.source()),
        ("niveau.enhed".to_owned(), doc.unit.to_string()),
        ("niveau.titel".to_owned(), doc.title.to_string()),
        ("niveau.noter".to_owned(), doc.notes.join(". ")),
    ]);
    let mut writer = ParquetWriter::new(out)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(STATISTICS)
        .with_key_value_metadata(Some(metadata))
        .batched(&schema(columns))?;
    let stored = writer.parquet_schema().fields().to_vec();
    Ok((writer, stored))
}
