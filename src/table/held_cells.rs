//! How are the cells of a column held until there are enough for a row group?

use std::borrow::Cow;

use chrono::NaiveDate;
use polars_arrow::array::{Array, BooleanArray, MutablePlString, PrimitiveArray, Utf8ViewArray};
use polars_arrow::datatypes::ArrowDataType;
use polars_core::prelude::{DataType, PlHashMap, PolarsError};
use polars_parquet::write::{CompressedPage, ParquetType};

use crate::table::Cell;
use crate::table::column::{Column, Holds};
use crate::table::pages::{Repeats, dictionary, pages, small_numbers};

/// Cells of a column, of the kind that it holds. Those of another kind do not occur.
pub(super) enum HeldCells<'v> {
    /// Words that repeat.
    Words(Words<'v>),
    /// Words of which hardly one stands twice: ids and names.
    Unlike(MutablePlString),
    Ints(Vec<Option<i64>>),
    Decimals(Vec<Option<f64>>),
    Flags(Vec<Option<bool>>),
    /// Days from 1970.
    Days(Vec<Option<i32>>),
}

/// Words, each held once.
#[derive(Default)]
pub(super) struct Words<'v> {
    places: PlHashMap<Cow<'v, str>, u32>,
    /// For each cell the place of its word.
    cells: Vec<Option<u32>>,
}

/// What polars calls what a column holds.
pub(super) const fn data_type(holds: Holds) -> DataType {
    match holds {
        Holds::Text => DataType::String,
        Holds::Int => DataType::Int64,
        Holds::Decimal => DataType::Float64,
        Holds::Flag => DataType::Boolean,
        Holds::Date => DataType::Date,
    }
}

impl<'v> HeldCells<'v> {
    /// No cells.
    pub(super) fn new(holds: Holds, repeats: Repeats) -> Self {
        match holds {
            Holds::Text if repeats == Repeats::NotSought => Self::Unlike(MutablePlString::new()),
            Holds::Text => Self::Words(Words::default()),
            Holds::Int => Self::Ints(Vec::new()),
            Holds::Decimal => Self::Decimals(Vec::new()),
            Holds::Flag => Self::Flags(Vec::new()),
            Holds::Date => Self::Days(Vec::new()),
        }
    }

    /// Adds the cells of some rows.
    pub(super) fn add<R>(&mut self, column: &Column<'v, R>, rows: &[R]) {
        let cells = rows.iter().map(|row| (column.value)(row));
        match self {
            Self::Words(words) => cells.for_each(|cell| words.add(cell)),
            Self::Unlike(words) => cells.for_each(|cell| match cell {
                Cell::Text(word) => words.push_value(word),
                _ => words.push_null(),
            }),
            Self::Ints(numbers) => numbers.extend(cells.map(|cell| match cell {
                Cell::Int(n) => Some(n),
                _ => None,
            })),
            Self::Decimals(numbers) => numbers.extend(cells.map(|cell| match cell {
                Cell::Decimal { value, .. } => Some(value),
                _ => None,
            })),
            Self::Flags(flags) => flags.extend(cells.map(|cell| match cell {
                Cell::Flag(is_so) => Some(is_so),
                _ => None,
            })),
            Self::Days(days) => {
                let epoch = NaiveDate::default();
                days.extend(cells.map(|cell| match cell {
                    // No day that chrono knows is 2^31 days from 1970.
                    Cell::Date(day) => day.signed_duration_since(epoch).num_days().try_into().ok(),
                    _ => None,
                }));
            }
        }
    }

    /// The cells as pages of a file. `stored` says what the file calls the column.
    pub(super) fn pages(self, stored: &ParquetType) -> Result<Vec<CompressedPage>, PolarsError> {
        let cells: Box<dyn Array> = match self {
            Self::Words(words) => return words.pages(stored),
            Self::Unlike(words) => {
                return pages(&Utf8ViewArray::from(words), stored, Repeats::NotSought);
            }
            Self::Ints(numbers) => match small_numbers(&numbers) {
                Some(small) => small?,
                None => Box::new(PrimitiveArray::from(numbers)),
            },
            Self::Decimals(numbers) => Box::new(PrimitiveArray::from(numbers)),
            Self::Flags(flags) => Box::new(BooleanArray::from(flags)),
            Self::Days(days) => Box::new(PrimitiveArray::from(days).to(ArrowDataType::Date32)),
        };
        pages(&*cells, stored, Repeats::Sought)
    }
}

impl<'v> Words<'v> {
    fn add(&mut self, cell: Cell<'v>) {
        let Cell::Text(word) = cell else { return self.cells.push(None) };
        // Row groups are far shorter than four billion rows.
        let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.cells.push(Some(*self.places.entry(word).or_insert(next)));
    }

    fn pages(self, stored: &ParquetType) -> Result<Vec<CompressedPage>, PolarsError> {
        let mut words = vec![""; self.places.len()];
        for (word, place) in &self.places {
            words[*place as usize] = word;
        }
        // As polars has it: with so many words a table of them is no shorter.
        if words.len() > 96 && words.len() > self.cells.len() / 4 * 3 {
            let all = self.cells.iter().map(|place| Some(words[(*place)? as usize]));
            return pages(
                &Utf8ViewArray::from_slice(all.collect::<Vec<_>>()),
                stored,
                Repeats::NotSought,
            );
        }
        let words = Box::new(Utf8ViewArray::from_slice_values(words));
        let cells = PrimitiveArray::from(self.cells);
        let of_words = dictionary(cells, ArrowDataType::Utf8View, words)?;
        pages(&*of_words, stored, Repeats::Sought)
    }
}
