//! What is a column of a table: what it is called, what it holds, and how a row gives its cell?

use std::borrow::Cow;
use std::sync::Arc;

use crate::table::Cell;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Words, codes.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with decimals.
    Decimal,
    /// Yes and no.
    Flag,
    /// Days.
    Date,
}

impl Holds {
    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Text => "tekst",
            Self::Int => "helt tal",
            Self::Decimal => "tal",
            Self::Flag => "ja/nej",
            Self::Date => "dato",
        }
    }
}

/// A column in words, as the data dictionary tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDoc {
    /// Name in the parquet file, for programs; empty: not there.
    pub name: Cow<'static, str>,
    /// Header for people, in CSV files and sheets; empty: not there.
    pub header: Cow<'static, str>,
    /// What it holds, in Danish without a full stop.
    pub about: Cow<'static, str>,
    /// What its cells hold.
    pub holds: Holds,
    /// The unit of its numbers; empty for words.
    pub unit: Cow<'static, str>,
    /// What an empty cell means, in Danish; empty where no cell is.
    pub empty: Cow<'static, str>,
    /// Whether it stands on the workbook's sheet, where its table has one.
    pub is_on_sheet: bool,
}

impl ColumnDoc {
    /// Whether it is written to the parquet file.
    pub fn is_in_parquet(&self) -> bool {
        !self.name.is_empty()
    }

    /// Whether it is written to the CSV file.
    pub fn is_in_csv(&self) -> bool {
        !self.header.is_empty()
    }

    /// The header as people read it: with the unit, where the header does not name it itself.
    pub fn header_with_unit(&self) -> String {
        let names_it = |unit: &str| self.header.to_lowercase().contains(&unit.to_lowercase());
        match &*self.unit {
            "" => self.header.to_string(),
            unit if names_it(unit) || names_it(unit.trim_end_matches('.')) => {
                self.header.to_string()
            }
            unit => format!("{} ({unit})", self.header),
        }
    }
}

/// How a row gives its cell.
pub(crate) type Value<'v, R> = Box<dyn Fn(&R) -> Cell<'v> + Send + Sync + 'v>;

/// A column of a table whose rows are made from `R`.
pub(crate) struct Column<'v, R> {
    pub(crate) doc: ColumnDoc,
    pub(crate) value: Value<'v, R>,
    /// Where its words are out of a closed list.
    pub(crate) coded: Option<Coded<'v, R>>,
}

/// How a row gives the place of its word in a list.
pub(crate) type Code<'v, R> = Box<dyn Fn(&R) -> Option<usize> + Send + Sync + 'v>;

/// A closed list of words, and how a row gives the place of its own in it.
pub(crate) struct Coded<'v, R> {
    pub(crate) words: Arc<[Cow<'v, str>]>,
    pub(crate) code: Code<'v, R>,
}
