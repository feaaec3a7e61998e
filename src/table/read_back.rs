//! What stands in a parquet file that a run wrote?

use std::io::Cursor;

use chrono::{Days, NaiveDate};
use polars_core::prelude::{DataFrame, DataType};
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
    let read = ReadBack::of(parquet, &columns)?;
    let mut found = [const { Vec::new() }; N];
    for (texts, name) in found.iter_mut().zip(columns) {
        *texts = read.texts(name)?.into_iter().map(|text| text.map(str::to_owned)).collect();
    }
    Ok(found)
}

/// Some columns of a parquet file that a run wrote, for whoever asks for them by name and kind.
pub struct ReadBack(DataFrame);

impl ReadBack {
    /// Those of these columns that the file has, each with all its rows.
    ///
    /// # Errors
    /// It is no parquet file.
    pub fn of(parquet: &[u8], columns: &[&str]) -> Result<Self, ParquetError> {
        let schema = ParquetReader::new(Cursor::new(parquet)).schema()?;
        let there = columns.iter().filter(|name| schema.get(name).is_some());
        let wanted: Vec<String> = there.map(ToString::to_string).collect();
        let reader = ParquetReader::new(Cursor::new(parquet)).with_columns(Some(wanted));
        Ok(Self(reader.finish()?))
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.0.height()
    }

    /// Whether the file has the column.
    pub fn has(&self, column: &str) -> bool {
        self.0.column(column).is_ok()
    }

    /// A column of texts.
    ///
    /// # Errors
    /// There is no such column of texts.
    pub fn texts(&self, column: &str) -> Result<Vec<Option<&str>>, ParquetError> {
        Ok(self.0.column(column)?.str()?.iter().collect())
    }

    /// A column of numbers, whole or not.
    ///
    /// # Errors
    /// There is no such column, or it holds something else.
    pub fn numbers(&self, column: &str) -> Result<Vec<Option<f64>>, ParquetError> {
        let numbers = self.0.column(column)?.strict_cast(&DataType::Float64)?;
        Ok(numbers.f64()?.iter().collect())
    }

    /// A column of yes and no.
    ///
    /// # Errors
    /// There is no such column of flags.
    pub fn flags(&self, column: &str) -> Result<Vec<Option<bool>>, ParquetError> {
        Ok(self.0.column(column)?.bool()?.iter().collect())
    }

    /// A column of days.
    ///
    /// # Errors
    /// There is no such column of days.
    pub fn dates(&self, column: &str) -> Result<Vec<Option<NaiveDate>>, ParquetError> {
        let days = self.0.column(column)?.date()?;
        let day = |days: i32| {
            let epoch = NaiveDate::default();
            let far = Days::new(days.unsigned_abs().into());
            if days < 0 { epoch.checked_sub_days(far) } else { epoch.checked_add_days(far) }
        };
        Ok(days.physical().iter().map(|days| days.and_then(day)).collect())
    }
}

/// A column of numbers, with all its rows.
///
/// # Errors
/// It is no parquet file, or has no such column of numbers.
pub fn read_decimals(parquet: &[u8], column: &str) -> Result<Vec<Option<f64>>, ParquetError> {
    ReadBack::of(parquet, &[column])?.numbers(column)
}
