//! How is a parquet file read of any size, by anybody, piece by piece?

use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chrono::NaiveDate;
use polars_arrow::array::{Array, Utf8ViewArray};
use polars_arrow::bitmap::Bitmap;
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

/// Cells whose presence is a word: a bit each.
pub(crate) const WINDOW: usize = u64::BITS as usize;

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
pub(crate) struct Cells<'p> {
    /// A bit for each cell that is not empty, [`WINDOW`] to a word, the first the lowest.
    present: Vec<u64>,
    pub(crate) values: Values<'p>,
}

/// Values of all cells in order; where a cell is empty any may stand.
pub(crate) enum Values<'p> {
    /// Words.
    Texts(Texts<'p>),
    /// Whole numbers.
    Ints(Cow<'p, [i64]>),
    /// Yes and no: a bit each, [`WINDOW`] to a word.
    Flags(Vec<u64>),
    /// Days, counted from 1970.
    Days(&'p [i32]),
    /// Nothing stands in the column.
    Nothing,
}

/// Words of a column.
pub(crate) struct Texts<'p>(&'p Utf8ViewArray);

impl<'p> Texts<'p> {
    /// A cell's words.
    #[inline]
    pub(crate) fn at(&self, cell: usize) -> &'p str {
        self.0.value(cell)
    }
}

impl Cells<'_> {
    /// Which of [`WINDOW`] cells are not empty, the `window`th of such, one bit each.
    pub(crate) fn present(&self, window: usize) -> u64 {
        self.present.get(window).copied().unwrap_or(0)
    }
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

    /// The column's cells, in order.
    pub(crate) fn cells(&self, column: usize) -> Result<Cells<'_>, NotParquet> {
        let nothing = || Cells { present: Vec::new(), values: Values::Nothing };
        let Some(column) = self.0.columns().get(column) else { return Ok(nothing()) };
        if column.null_count() == column.len() {
            return Ok(nothing());
        }
        Ok(cells(column)?)
    }
}

fn cells(column: &Series) -> Result<Cells<'_>, PolarsError> {
    let (values, empty) = match column.dtype() {
        DataType::String => {
            let words = column.str()?.downcast_as_array();
            (Values::Texts(Texts(words)), words.validity())
        }
        DataType::Boolean => {
            let flags = column.bool()?.downcast_as_array();
            (Values::Flags(words_of(flags.values())), flags.validity())
        }
        DataType::Date => {
            let days = column.date()?.physical().downcast_as_array();
            (Values::Days(days.values().as_slice()), days.validity())
        }
        DataType::Int64 => {
            let numbers = column.i64()?.downcast_as_array();
            (Values::Ints(numbers.values().as_slice().into()), numbers.validity())
        }
        _ => {
            let numbers = column.cast(&DataType::Int64)?;
            let numbers = numbers.i64()?.downcast_as_array();
            let present = present(numbers.len(), numbers.validity());
            let values = Values::Ints(numbers.values().as_slice().to_vec().into());
            return Ok(Cells { present, values });
        }
    };
    Ok(Cells { present: present(column.len(), empty), values })
}

fn present(n_cells: usize, valid: Option<&Bitmap>) -> Vec<u64> {
    if let Some(valid) = valid {
        return words_of(valid);
    }
    let mut words = vec![u64::MAX; n_cells / WINDOW];
    let n_left = n_cells % WINDOW;
    if n_left > 0 {
        words.push((1 << n_left) - 1);
    }
    words
}

fn words_of(bits: &Bitmap) -> Vec<u64> {
    let chunks = bits.chunks::<u64>();
    let n_left = bits.len() % WINDOW;
    let remainder = (n_left > 0).then(|| chunks.remainder() & ((1 << n_left) - 1));
    chunks.chain(remainder).collect()
}

/// The day of a cell of [`Values::Days`].
pub(crate) fn day(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(719_163)?)
}
