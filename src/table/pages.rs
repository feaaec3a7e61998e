//! How does a column become pages of a parquet file, encoded and compressed on whatever thread?
//!
//! Polars' own writer leaves that until the pages are put into the file, one after another.

use std::borrow::Cow;
use std::io::Write;
use std::sync::PoisonError;

use polars_arrow::array::{Array, DictionaryArray, PrimitiveArray, Utf8ViewArray};
use polars_arrow::bitmap::MutableBitmap;
use polars_arrow::datatypes::{ArrowDataType, IntegerType};
use polars_core::prelude::PolarsError;
use polars_io::parquet::write::BatchedWriter;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, Encoding, ParquetType,
    StatisticsOptions, Version, WriteOptions, array_to_columns, compress,
    fallible_streaming_iterator,
};

/// Columns of a row group, each ready to be written.
pub(super) type RowGroup = Vec<Vec<CompressedPage>>;

/// As all files are written.
pub(super) const STATISTICS: StatisticsOptions = StatisticsOptions {
    min_value: true,
    max_value: true,
    distinct_count: false,
    null_count: true,
    binary_statistics_truncate_length: None,
};
const OPTIONS: WriteOptions = WriteOptions {
    statistics: STATISTICS,
    version: Version::V1,
    compression: CompressionOptions::Zstd(None),
    data_page_size: None,
};

/// Whole numbers below it, those of a byte, are looked for by counting.
const SMALL: usize = 256;

/// How the values of a column are looked for in one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// As a table of values and numbers in it, where that is shorter.
    Sought,
    /// Values as they are: hardly one stands twice.
    NotSought,
}

/// The pages of a column. `stored` says what the file calls it.
pub(super) fn pages(
    column: &dyn Array,
    stored: &ParquetType,
    repeats: Repeats,
) -> Result<Vec<CompressedPage>, PolarsError> {
    let is_plain = repeats == Repeats::NotSought || *column.dtype() == ArrowDataType::Boolean;
    let encoding = if is_plain { Encoding::Plain } else { Encoding::RleDictionary };
    let mut pages = Vec::with_capacity(2);
    for leaf in array_to_columns(column, stored.clone(), OPTIONS, &[encoding])? {
        for page in leaf {
            pages.push(compress(page?, Vec::new(), OPTIONS.compression)?);
        }
    }
    Ok(pages)
}

/// Puts a row group behind those that are in the file.
pub(super) fn append<W: Write>(
    writer: &BatchedWriter<W>,
    n_rows: usize,
    columns: &RowGroup,
) -> Result<(), PolarsError> {
    let columns = columns.iter().map(|pages| {
        let pages = pages.iter().map(Ok);
        Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
    });
    let mut file = writer.get_writer().lock().unwrap_or_else(PoisonError::into_inner);
    file.write(n_rows as u64, DynIter::new(columns))
}

/// Words out of a closed list, each by its place in it. Only those that occur come into the file.
pub(super) fn coded(
    words: &[Cow<'_, str>],
    codes: impl ExactSizeIterator<Item = Option<usize>>,
) -> Result<Box<dyn Array>, PolarsError> {
    let codes = codes.map(|code| code.filter(|code| *code < words.len()));
    let (keys, met) = keyed(words.len(), codes);
    let met: Vec<&str> = met.into_iter().map(|code| &*words[code]).collect();
    let met = Utf8ViewArray::from_slice_values(met);
    dictionary(keys, ArrowDataType::Utf8View, Box::new(met))
}

/// Whole numbers below [`SMALL`]; nothing where one is not.
pub(super) fn small_numbers(
    numbers: &[Option<i64>],
) -> Option<Result<Box<dyn Array>, PolarsError>> {
    let small = |number: &Option<i64>| number.map(u8::try_from).transpose();
    let small: Vec<Option<u8>> = numbers.iter().map(small).collect::<Result<_, _>>().ok()?;
    let (keys, met) = keyed(SMALL, small.into_iter().map(|number| number.map(usize::from)));
    let met: Vec<i64> = met.into_iter().filter_map(|code| i64::try_from(code).ok()).collect();
    let met = PrimitiveArray::new(ArrowDataType::Int64, met.into(), None);
    Some(dictionary(keys, ArrowDataType::Int64, Box::new(met)))
}

/// The codes that occur, in order, and for each cell the place of its own among them. All codes are
/// below `n`.
fn keyed(
    n: usize,
    codes: impl ExactSizeIterator<Item = Option<usize>>,
) -> (PrimitiveArray<u32>, Vec<usize>) {
    let mut present = MutableBitmap::with_capacity(codes.len());
    // One more, for empty cells.
    let mut occurs = vec![false; n + 1];
    let codes: Vec<usize> = codes
        .map(|code| {
            present.push(code.is_some());
            let code = code.unwrap_or(n);
            occurs[code] = true;
            code
        })
        .collect();
    let met: Vec<usize> = (0..n).filter(|code| occurs[*code]).collect();
    let mut places = vec![0; n + 1];
    for (place, code) in (0..).zip(&met) {
        places[*code] = place;
    }
    let keys: Vec<u32> = codes.into_iter().map(|code| places[code]).collect();
    (PrimitiveArray::new(ArrowDataType::UInt32, keys.into(), present.into()), met)
}

pub(super) fn dictionary(
    keys: PrimitiveArray<u32>,
    kind: ArrowDataType,
    values: Box<dyn Array>,
) -> Result<Box<dyn Array>, PolarsError> {
    let kind = ArrowDataType::Dictionary(IntegerType::UInt32, Box::new(kind), false);
    Ok(Box::new(DictionaryArray::try_new(kind, keys, values)?))
}
