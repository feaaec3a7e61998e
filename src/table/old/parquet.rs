//! How are millions of rows written for analysts?
//!
//! Callers hand over plain iterators, batch by batch; polars stays in this file. Words that repeat
//! are one code per row and one list of words per file, so that ten million rows fit. A batch
//! becomes row groups of [`ROWS_PER_GROUP`] rows: same rows, same bytes, for any thread count.

use std::io::Write;

use chrono::NaiveDate;
use polars::prelude::{
    BooleanChunked, Categorical8Type, Categorical16Type, Categorical32Type, CategoricalChunked,
    CategoricalPhysical, Column, DataFrame, DataType, Float64Chunked, FrozenCategories,
    Int32Chunked, Int64Chunked, IntoColumn, NewChunkedArray, PlSmallStr, PolarsError,
    StringChunkedBuilder, UInt8Chunked, UInt16Chunked, UInt32Chunked,
};
use polars_io::parquet::write::{
    BatchedWriter, KeyValueMetadata, ParquetCompression, ParquetWriter, StatisticsOptions,
};
use thiserror::Error;

use crate::table::Provenance;
use crate::table::old::{CellValue, ColumnKind};

/// Rows in a row group, and the size of batch that wastes nothing.
pub const ROWS_PER_GROUP: usize = 262_144;

/// Why a parquet file could not be written.
#[derive(Debug, Error)]
pub enum ParquetError {
    /// A code has no word in its column's list.
    #[error("kolonnen \"{column}\": koden {code} har intet ord i listen på {words} ord")]
    CodeWithoutWord {
        /// The column.
        column: String,
        /// The code.
        code: u32,
        /// How many words there are.
        words: usize,
    },
    /// Columns differ in length or repeat a name, or the file could not be written.
    #[error("parquetfilen kunne ikke skrives: {0}")]
    Write(#[from] PolarsError),
}

/// Columns of equal length, in the order they were added.
#[derive(Default)]
pub struct Batch {
    columns: Vec<Column>,
}

impl Batch {
    /// No columns yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Text that seldom repeats: names, values as found.
    pub fn text<S: AsRef<str>>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = Option<S>>,
    ) -> &mut Self {
        let values = values.into_iter();
        let mut builder = StringChunkedBuilder::new(name.into(), values.size_hint().0);
        for value in values {
            builder.append_option(value);
        }
        self.add(builder.finish().into_column())
    }

    /// Words that repeat: levels, states, regions, file names. `codes` are places in `words`, which
    /// must be the same in every batch of a file and hold each word once.
    pub fn words<W: AsRef<str>>(
        &mut self,
        name: &str,
        words: &[W],
        codes: impl IntoIterator<Item = Option<u32>>,
    ) -> Result<&mut Self, ParquetError> {
        let categories = FrozenCategories::new(words.iter().map(AsRef::as_ref))?;
        let physical = categories.physical();
        let dtype = DataType::from_frozen_categories(categories);
        let mut beyond = None;
        let codes = codes.into_iter().inspect(|code| {
            if let Some(code) = code
                && *code as usize >= words.len()
            {
                beyond = Some(*code);
            }
        });
        let name: PlSmallStr = name.into();
        // Narrowed without loss: a code that does not fit has no word, and is refused below.
        let column = match physical {
            CategoricalPhysical::U8 => {
                let codes = codes.map(|code| code.map(|c| u8::try_from(c).unwrap_or(u8::MAX)));
                let codes = UInt8Chunked::from_iter_options(name.clone(), codes);
                CategoricalChunked::<Categorical8Type>::from_cats_and_dtype(codes, dtype)
                    .into_column()
            }
            CategoricalPhysical::U16 => {
                let codes = codes.map(|code| code.map(|c| u16::try_from(c).unwrap_or(u16::MAX)));
                let codes = UInt16Chunked::from_iter_options(name.clone(), codes);
                CategoricalChunked::<Categorical16Type>::from_cats_and_dtype(codes, dtype)
                    .into_column()
            }
            CategoricalPhysical::U32 => {
                let codes = UInt32Chunked::from_iter_options(name.clone(), codes);
                CategoricalChunked::<Categorical32Type>::from_cats_and_dtype(codes, dtype)
                    .into_column()
            }
        };
        if let Some(code) = beyond {
            let column = name.to_string();
            return Err(ParquetError::CodeWithoutWord { column, code, words: words.len() });
        }
        Ok(self.add(column))
    }

    /// The cells of a table's column: those of another kind than the column's are nothing, and
    /// numbers are whole, whatever decimals are written elsewhere.
    pub fn cells<'c>(
        &mut self,
        name: &str,
        kind: ColumnKind,
        cells: impl Iterator<Item = &'c CellValue>,
    ) -> &mut Self {
        match kind {
            ColumnKind::Text => self.text(
                name,
                cells.map(|cell| match cell {
                    CellValue::Text(words) => Some(words),
                    _ => None,
                }),
            ),
            ColumnKind::Int => self.long(
                name,
                cells.map(|cell| match cell {
                    CellValue::Int(n) => Some(*n),
                    _ => None,
                }),
            ),
            ColumnKind::Decimal => self.number(
                name,
                cells.map(|cell| match cell {
                    CellValue::Decimal { value, .. } => Some(*value).filter(|v| v.is_finite()),
                    _ => None,
                }),
            ),
        }
    }

    /// Numbers.
    pub fn number(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> &mut Self {
        let column = Float64Chunked::from_iter_options(name.into(), values.into_iter());
        self.add(column.into_column())
    }

    /// Whole numbers of 32 bits.
    pub fn int(&mut self, name: &str, values: impl IntoIterator<Item = Option<i32>>) -> &mut Self {
        let column = Int32Chunked::from_iter_options(name.into(), values.into_iter());
        self.add(column.into_column())
    }

    /// Whole numbers of 64 bits.
    pub fn long(&mut self, name: &str, values: impl IntoIterator<Item = Option<i64>>) -> &mut Self {
        let column = Int64Chunked::from_iter_options(name.into(), values.into_iter());
        self.add(column.into_column())
    }

    /// Yes and no.
    pub fn flag(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = Option<bool>>,
    ) -> &mut Self {
        let values: Vec<Option<bool>> = values.into_iter().collect();
        let column: BooleanChunked = values.into_iter().collect();
        self.add(column.with_name(name.into()).into_column())
    }

    /// Days.
    pub fn date(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = Option<NaiveDate>>,
    ) -> &mut Self {
        let epoch = NaiveDate::default();
        let days = values.into_iter().map(|day| {
            // No day that chrono knows is 2^31 days from 1970.
            day.and_then(|day| i32::try_from(day.signed_duration_since(epoch).num_days()).ok())
        });
        let column = Int32Chunked::from_iter_options(name.into(), days);
        self.add(column.into_date().into_column())
    }

    fn add(&mut self, column: Column) -> &mut Self {
        self.columns.push(column);
        self
    }

    fn into_frame(self) -> Result<DataFrame, PolarsError> {
        let height = self.columns.first().map_or(0, Column::len);
        DataFrame::new(height, self.columns)
    }
}

/// A parquet file being written.
pub struct ParquetFile<W: Write> {
    writer: BatchedWriter<W>,
}

impl<W: Write> ParquetFile<W> {
    /// Begins a file with its first batch (which may have no rows): it decides the columns. The
    /// provenance goes into the file's own metadata, under `niveau.grundlag` and `niveau.enhed`.
    pub fn begin(
        out: W,
        unit: &str,
        provenance: &Provenance,
        first: Batch,
    ) -> Result<Self, ParquetError> {
        let first = first.into_frame()?;
        let metadata = KeyValueMetadata::from_static(vec![
            ("niveau.grundlag".to_owned(), provenance.line()),
            ("niveau.enhed".to_owned(), unit.to_owned()),
        ]);
        let writer = ParquetWriter::new(out)
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::default())
            .with_key_value_metadata(Some(metadata))
            .batched(first.schema())?;
        let mut file = Self { writer };
        file.frame(&first)?;
        Ok(file)
    }

    /// Writes one more batch with the same columns.
    pub fn batch(&mut self, batch: Batch) -> Result<(), ParquetError> {
        let frame = batch.into_frame()?;
        self.frame(&frame)
    }

    /// Ends the file; gives its size in bytes.
    pub fn finish(self) -> Result<u64, ParquetError> {
        Ok(self.writer.finish()?)
    }

    fn frame(&mut self, frame: &DataFrame) -> Result<(), ParquetError> {
        for start in (0..frame.height()).step_by(ROWS_PER_GROUP) {
            let offset = i64::try_from(start).unwrap_or(i64::MAX);
            self.writer.write_batch(&frame.slice(offset, ROWS_PER_GROUP))?;
        }
        Ok(())
    }
}

/// A whole file from one batch; gives its size in bytes.
pub fn write<W: Write>(
    out: W,
    unit: &str,
    provenance: &Provenance,
    batch: Batch,
) -> Result<u64, ParquetError> {
    ParquetFile::begin(out, unit, provenance, batch)?.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars_io::SerReader;
    use polars_io::parquet::read::ParquetReader;

    use super::*;

    fn provenance() -> Provenance {
        Provenance {
            run_id: String::new(),
            program_version: "0.1.0".to_owned(),
            rule: "flertal".to_owned(),
            guidelines: Vec::new(),
            regions_on: NaiveDate::default(),
            is_example_guideline: false,
            is_example_data: true,
            remarks: Vec::new(),
        }
    }

    fn batch(rows: u32) -> Batch {
        let levels = ["let", "moderat", "højt"];
        let mut batch = Batch::new();
        batch
            .text("id", (0..rows).map(|i| Some(format!("{i:07}"))))
            .words("level", &levels, (0..rows).map(|i| (i % 4 < 3).then_some(i % 4)))
            .unwrap()
            .number("share", (0..rows).map(|i| (i % 2 == 0).then_some(f64::from(i) / 2.0)))
            .int("places", (0..rows).map(|i| i32::try_from(i).ok()))
            .long("bytes", (0..rows).map(|i| Some(i64::from(i) << 32)))
            .flag("met", (0..rows).map(|i| (i % 3 > 0).then_some(i % 3 == 1)))
            .date("on", (0..rows).map(|i| NaiveDate::from_yo_opt(2021, 1 + i % 365)));
        batch
    }

    fn written(batches: Vec<Batch>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut batches = batches.into_iter();
        let first = batches.next().unwrap();
        let mut file = ParquetFile::begin(&mut bytes, "tilbud", &provenance(), first).unwrap();
        for batch in batches {
            file.batch(batch).unwrap();
        }
        file.finish().unwrap();
        bytes
    }

    fn read(bytes: Vec<u8>) -> DataFrame {
        ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let frame = read(written(vec![batch(5), batch(3)]));
        assert_eq!(frame.shape(), (8, 7));
        let level = frame.column("level").unwrap().cast(&DataType::String).unwrap();
        let level: Vec<Option<&str>> = level.str().unwrap().iter().collect();
        let first = [Some("let"), Some("moderat"), Some("højt"), None, Some("let")];
        assert_eq!(level[..5], first);
        assert_eq!(level[5..], first[..3]);
        assert_eq!(frame.column("share").unwrap().f64().unwrap().get(2), Some(1.0));
        assert_eq!(frame.column("share").unwrap().f64().unwrap().get(1), None);
        assert_eq!(frame.column("id").unwrap().str().unwrap().get(4), Some("0000004"));
        assert_eq!(frame.column("met").unwrap().bool().unwrap().get(0), None);
        assert_eq!(frame.column("met").unwrap().bool().unwrap().get(1), Some(true));
        assert_eq!(frame.column("on").unwrap().dtype(), &DataType::Date);
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_say_what_they_are() {
        let rows = u32::try_from(ROWS_PER_GROUP).unwrap() + 10;
        let one = written(vec![batch(rows)]);
        assert_eq!(one, written(vec![batch(rows)]));
        let text = String::from_utf8_lossy(&one);
        assert!(text.contains("niveau.grundlag") && text.contains("EKSEMPEL"));
        assert_eq!(read(one).height(), ROWS_PER_GROUP + 10);
    }

    #[test]
    fn no_rows_are_a_file_with_columns() {
        assert_eq!(read(written(vec![batch(0)])).shape(), (0, 7));
    }

    #[test]
    fn more_words_than_a_byte_holds() {
        let words: Vec<String> = (0..70_000).map(|i| format!("ark {i}")).collect();
        for n in [255, 256, 257, 65_537, 70_000_u32] {
            let words = &words[..n as usize];
            let mut batch = Batch::new();
            batch.words("sheet", words, [Some(n - 1), None, Some(0)]).unwrap();
            let frame = read(written(vec![batch]));
            let sheet = frame.column("sheet").unwrap().cast(&DataType::String).unwrap();
            assert_eq!(sheet.str().unwrap().get(0), Some(words[n as usize - 1].as_str()));
            assert_eq!(sheet.str().unwrap().get(1), None);
        }
    }

    #[test]
    fn a_code_without_a_word_is_an_error() {
        for code in [1, 255, 300] {
            let error = Batch::new().words("level", &["let"], [Some(code)]).err().unwrap();
            assert!(error.to_string().contains(&format!("koden {code} har intet ord")));
        }
    }

    #[test]
    fn columns_of_different_length_are_an_error() {
        let mut crooked = batch(3);
        crooked.int("more", [Some(1)]);
        assert!(write(Vec::new(), "tilbud", &provenance(), crooked).is_err());
    }
}
