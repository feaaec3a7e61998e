//! How is a parquet file read of any size, by anybody, piece by piece?

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chrono::NaiveDate;
use polars_core::prelude::{Column as Series, DataFrame, DataType, PolarsError};
use polars_io::SerReader;
use polars_io::parquet::metadata::FileMetadataRef;
use polars_io::parquet::read::{ParallelStrategy, ParquetReader};
use thiserror::Error;

use crate::table::Holds;

/// Why a parquet file that somebody wrote can't be read.
#[derive(Debug, Error)]
#[error(
    "parquetfilen kan ikke læses: den er ødelagt, ikke skrevet færdig, eller ingen parquetfil. Skriv \
     den igen ({0})"
)]
pub struct NotParquet(#[from] PolarsError);

/// Rows that are held at a time, at most: other programs write row groups of any size.
const ROWS_AT_A_TIME: usize = 1 << 17;

/// A parquet file whose columns have been looked at, and no rows yet.
pub(crate) struct ParquetGroups {
    file: File,
    metadata: FileMetadataRef,
    /// The columns, in the file's order.
    pub(crate) columns: Vec<(String, Stored)>,
    /// First row and number of rows of each piece.
    pub(crate) pieces: Vec<(usize, usize)>,
}

/// What a column of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    /// What a table's column may hold too.
    Is(Holds),
    /// Empty cells and nothing else.
    Nothing,
    /// Something that is not read.
    Other,
}

/// Some rows of a file.
pub(crate) struct Piece(DataFrame);

/// The cells of a column of a piece.
pub(crate) enum Cells<'p> {
    /// Words.
    Texts(Box<dyn Iterator<Item = Option<&'p str>> + 'p>),
    /// Whole numbers.
    Ints(Box<dyn Iterator<Item = Option<i64>> + 'p>),
    /// Yes and no.
    Flags(Box<dyn Iterator<Item = Option<bool>> + 'p>),
    /// Days, counted from 1970.
    Days(Box<dyn Iterator<Item = Option<i32>> + 'p>),
    /// Nothing stands in the column.
    Nothing,
}

impl ParquetGroups {
    /// Opens a file and reads what it says of itself.
    ///
    /// # Errors
    /// It can't be opened, or is no parquet file.
    pub(crate) fn open(path: &Path) -> Result<Self, NotParquet> {
        let file = File::open(path).map_err(PolarsError::from)?;
        let mut reader = ParquetReader::new(file.try_clone().map_err(PolarsError::from)?);
        guarded(|| {
            let schema = reader.schema()?;
            let metadata = reader.get_metadata()?.clone();
            let columns = schema
                .iter_values()
                .map(|field| (field.name.to_string(), held(&DataType::from_arrow_field(field))));
            let mut pieces = Vec::new();
            let mut first = 0;
            for group in &metadata.row_groups {
                let end = first + group.num_rows();
                for start in (first..end).step_by(ROWS_AT_A_TIME) {
                    pieces.push((start, ROWS_AT_A_TIME.min(end - start)));
                }
                first = end;
            }
            Ok(Self { file, columns: columns.collect(), pieces, metadata })
        })
    }

    /// Reads a piece; on any thread.
    pub(crate) fn read(&self, piece: usize) -> Result<Piece, NotParquet> {
        let file = self.file.try_clone().map_err(PolarsError::from)?;
        let mut reader = ParquetReader::new(file)
            .read_parallel(ParallelStrategy::None)
            .with_slice(self.pieces.get(piece).copied());
        reader.set_metadata(self.metadata.clone());
        guarded(|| {
            let mut frame = reader.finish()?;
            frame.rechunk_mut();
            Ok(Piece(frame))
        })
    }
}

/// What a column holds for us.
fn held(kind: &DataType) -> Stored {
    match kind {
        DataType::String => Stored::Is(Holds::Text),
        DataType::Boolean => Stored::Is(Holds::Flag),
        DataType::Date => Stored::Is(Holds::Date),
        DataType::Null => Stored::Nothing,
        kind if kind.is_integer() => Stored::Is(Holds::Int),
        _ => Stored::Other,
    }
}

/// A file that somebody made to harm may make the reader panic: then it can't be read.
fn guarded<T>(read: impl FnOnce() -> Result<T, PolarsError>) -> Result<T, NotParquet> {
    let read = catch_unwind(AssertUnwindSafe(read));
    let broken = || PolarsError::ComputeError("filen er ødelagt".into());
    Ok(read.unwrap_or_else(|_| Err(broken()))?)
}

impl Piece {
    /// How many rows.
    pub(crate) fn n_rows(&self) -> usize {
        self.0.height()
    }

    /// Some of the rows.
    pub(crate) fn slice(&self, first: usize, n_rows: usize) -> Self {
        Self(self.0.slice(first.cast_signed() as i64, n_rows))
    }

    /// The column's cells, in order.
    pub(crate) fn cells(&self, column: usize) -> Result<Cells<'_>, NotParquet> {
        let Some(column) = self.0.columns().get(column) else { return Ok(Cells::Nothing) };
        if column.null_count() == column.len() {
            return Ok(Cells::Nothing);
        }
        Ok(cells(column)?)
    }
}

fn cells(column: &Series) -> Result<Cells<'_>, PolarsError> {
    Ok(match column.dtype() {
        DataType::String => Cells::Texts(Box::new(column.str()?.iter())),
        DataType::Boolean => Cells::Flags(Box::new(column.bool()?.iter())),
        DataType::Date => Cells::Days(Box::new(column.date()?.physical().iter())),
        DataType::Int64 => Cells::Ints(Box::new(column.i64()?.iter())),
        DataType::Int32 => Cells::Ints(Box::new(column.i32()?.iter().map(|n| n.map(i64::from)))),
        _ => {
            let ints: Vec<Option<i64>> = column.cast(&DataType::Int64)?.i64()?.iter().collect();
            Cells::Ints(Box::new(ints.into_iter()))
        }
    })
}

/// The day of a cell of [`Cells::Days`].
pub(crate) fn day(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(719_163)?)
}
