//! How are millions of rows written for programs?
//!
//! Pieces of rows become columns, and these row groups of [`ROWS_PER_GROUP`] rows: same rows, same
//! bytes, for any thread count. Polars stays in this file.

use std::io::Write;
use std::mem::take;

use chrono::NaiveDate;
use polars_core::prelude::{
    BooleanChunkedBuilder, ChunkedBuilder, Column as Series, DataFrame, Float64Chunked,
    Int32Chunked, Int64Chunked, IntoColumn, NewChunkedArray, PolarsError, StringChunkedBuilder,
};
use polars_io::parquet::write::{
    BatchedWriter, KeyValueMetadata, ParquetCompression, ParquetWriter,
};
use polars_parquet::write::ParquetType;
use rayon::prelude::*;
use thiserror::Error;

use crate::table::column::{Column, Holds};
use crate::table::pages::{Repeats, STATISTICS, append, pages_of};
use crate::table::ready::Sink;
use crate::table::{Cell, Provenance, TableDoc};

/// Rows in a row group.
pub(crate) const ROWS_PER_GROUP: usize = 32_768;

/// Why a parquet file could not be written: a name twice, or what it is written to.
#[derive(Debug, Error)]
#[error("parquetfilen kunne ikke skrives: {0}")]
pub struct ParquetError(#[from] PolarsError);

/// A parquet file being written.
pub(crate) struct ParquetFile<'w> {
    writer: BatchedWriter<Sink<'w>>,
    /// What the file calls its columns.
    stored: Vec<ParquetType>,
    /// Rows that are not yet a row group.
    held: Option<DataFrame>,
    is_begun: bool,
}

impl<'w> ParquetFile<'w> {
    /// Begins a file. What it was made from goes into the file's own metadata, under
    /// `niveau.grundlag`, `niveau.enhed`, `niveau.titel` and `niveau.noter`.
    pub(crate) fn begin<R: Sync>(
        out: Sink<'w>,
        doc: &TableDoc,
        columns: &[Column<'_, R>],
        provenance: &Provenance,
    ) -> Result<Self, ParquetError> {
        let (writer, stored) = begun(out, doc, columns, provenance)?;
        Ok(Self { writer, stored, held: None, is_begun: false })
    }

    /// Adds rows.
    pub(crate) fn rows<R: Sync>(
        &mut self,
        columns: &[Column<'_, R>],
        rows: &[R],
    ) -> Result<(), ParquetError> {
        let more = frame(columns, rows)?;
        let mut held = match take(&mut self.held) {
            Some(mut held) => {
                held.vstack_mut(&more)?;
                held
            }
            None => more,
        };
        while held.height() >= ROWS_PER_GROUP {
            self.group(held.slice(0, ROWS_PER_GROUP))?;
            held = held.slice(ROWS_PER_GROUP.cast_signed() as i64, held.height());
        }
        self.held = Some(held);
        Ok(())
    }

    /// Ends the file.
    pub(crate) fn finish<R: Sync>(mut self, columns: &[Column<'_, R>]) -> Result<(), ParquetError> {
        let last = take(&mut self.held).filter(|held| held.height() > 0);
        // A file without rows has its columns all the same.
        match last {
            Some(last) => self.group(last)?,
            None if !self.is_begun => self.writer.write_batch(&frame(columns, &[])?)?,
            None => {}
        }
        self.writer.finish()?;
        Ok(())
    }

    fn group(&mut self, mut rows: DataFrame) -> Result<(), ParquetError> {
        rows.rechunk_mut();
        self.is_begun = true;
        let columns = rows.columns().par_iter().zip(&self.stored);
        let columns = columns.map(|(column, stored)| pages_of(column, stored, Repeats::Sought));
        Ok(append(&self.writer, rows.height(), &columns.collect::<Result<_, _>>()?)?)
    }
}

/// A file that has a head and no rows yet, and what it calls its columns.
pub(super) fn begun<R: Sync, W: Write>(
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
        .batched(frame(columns, &[])?.schema())?;
    let stored = writer.parquet_schema().fields().to_vec();
    Ok((writer, stored))
}

pub(super) fn frame<R: Sync>(
    columns: &[Column<'_, R>],
    rows: &[R],
) -> Result<DataFrame, PolarsError> {
    let made = columns.par_iter().filter(|column| column.doc.is_in_parquet());
    DataFrame::new(rows.len(), made.map(|column| series(column, rows)).collect())
}

/// A column's cells; those of another kind than the column's do not occur.
pub(super) fn series<R>(column: &Column<'_, R>, rows: &[R]) -> Series {
    let name = column.doc.name.as_ref().into();
    let cells = rows.iter().map(|row| (column.value)(row));
    match column.doc.holds {
        Holds::Text => {
            let mut builder = StringChunkedBuilder::new(name, rows.len());
            for cell in cells {
                match cell {
                    Cell::Text(words) => builder.append_value(words),
                    _ => builder.append_null(),
                }
            }
            builder.finish().into_column()
        }
        Holds::Int => {
            let numbers = cells.map(|cell| match cell {
                Cell::Int(n) => Some(n),
                _ => None,
            });
            Int64Chunked::from_iter_options(name, numbers).into_column()
        }
        Holds::Decimal => {
            let numbers = cells.map(|cell| match cell {
                Cell::Decimal { value, .. } => Some(value),
                _ => None,
            });
            Float64Chunked::from_iter_options(name, numbers).into_column()
        }
        Holds::Flag => {
            let mut builder = BooleanChunkedBuilder::new(name, rows.len());
            for cell in cells {
                match cell {
                    Cell::Flag(is_so) => builder.append_value(is_so),
                    _ => builder.append_null(),
                }
            }
            builder.finish().into_column()
        }
        Holds::Date => {
            let epoch = NaiveDate::default();
            let days = cells.map(|cell| match cell {
                // No day that chrono knows is 2^31 days from 1970.
                Cell::Date(day) => i32::try_from(day.signed_duration_since(epoch).num_days()).ok(),
                _ => None,
            });
            Int32Chunked::from_iter_options(name, days).into_date().into_column()
        }
    }
}
