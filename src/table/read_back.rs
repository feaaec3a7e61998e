//! What stands in a parquet file that a run wrote?

use std::io::Cursor;

use polars_core::prelude::DataType;
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use crate::table::ParquetError;

/// These columns of texts, each with all its rows.
///
/// # Errors
/// It is no parquet file, or has no such column of texts.
pub fn read_texts<const N: usize>(
    parquet: &[u8],
    columns: [&str; N],
) -> Result<[Vec<Option<String>>; N], ParquetError> {
    let wanted = columns.iter().map(ToString::to_string).collect();
    let frame = ParquetReader::new(Cursor::new(parquet)).with_columns(Some(wanted)).finish()?;
    let mut found = [const { Vec::new() }; N];
    for (texts, name) in found.iter_mut().zip(columns) {
        let column = frame.column(name)?.str()?;
        *texts = column.iter().map(|text| text.map(str::to_owned)).collect();
    }
    Ok(found)
}

/// A column of numbers, with all its rows.
///
/// # Errors
/// It is no parquet file, or has no such column of numbers.
pub fn read_decimals(parquet: &[u8], column: &str) -> Result<Vec<Option<f64>>, ParquetError> {
    let wanted = Some(vec![column.to_owned()]);
    let frame = ParquetReader::new(Cursor::new(parquet)).with_columns(wanted).finish()?;
    let column = frame.column(column)?.cast(&DataType::Float64)?;
    Ok(column.f64()?.iter().collect())
}
