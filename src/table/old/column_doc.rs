//! What is a column of an output, in words: what it is called, what it holds, in what unit, and
//! what an empty cell means?

use crate::table::old::{Column, ColumnKind};

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words, codes.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with decimals.
    Decimal,
    /// True and false.
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
            Self::Flag => "sand/falsk",
            Self::Date => "dato",
        }
    }
}

impl From<ColumnKind> for Holds {
    fn from(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text => Self::Text,
            ColumnKind::Int => Self::Int,
            ColumnKind::Decimal => Self::Decimal,
        }
    }
}

/// What a column is called, and what it holds in Danish without a full stop.
pub struct Named {
    name: Option<String>,
    header: Option<String>,
    about: String,
}

impl Named {
    /// A column of the parquet file only: slugs and codes.
    pub fn code(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self { name: Some(name.into()), header: None, about: about.into() }
    }

    /// A column of the CSV file only: names and sentences.
    pub fn words(header: impl Into<String>, about: impl Into<String>) -> Self {
        Self { name: None, header: Some(header.into()), about: about.into() }
    }
}

/// Name in the parquet file, header in the CSV file, meaning.
impl<N: Into<String>, H: Into<String>, A: Into<String>> From<(N, H, A)> for Named {
    fn from((name, header, about): (N, H, A)) -> Self {
        Self { name: Some(name.into()), header: Some(header.into()), about: about.into() }
    }
}

/// A column as the data dictionary tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDoc {
    /// Name in the parquet file, for programs; none: not there.
    pub name: Option<String>,
    /// Header in the CSV file, for people; none: not there.
    pub header: Option<String>,
    /// What it holds, in Danish without a full stop.
    pub about: String,
    /// What its cells hold.
    pub holds: Holds,
    /// The unit of its numbers; empty for words.
    pub unit: String,
    /// What an empty cell means, in Danish; empty where no cell is.
    pub empty: String,
}

impl ColumnDoc {
    /// A column, with neither unit nor empty cells yet.
    pub fn new(holds: Holds, named: impl Into<Named>) -> Self {
        let Named { name, header, about } = named.into();
        Self { name, header, about, holds, unit: String::new(), empty: String::new() }
    }

    /// Words.
    pub fn text(named: impl Into<Named>) -> Self {
        Self::new(Holds::Text, named)
    }

    /// Whole numbers of a unit.
    pub fn int(named: impl Into<Named>, unit: impl Into<String>) -> Self {
        Self::new(Holds::Int, named).unit(unit)
    }

    /// Numbers with decimals, of a unit.
    pub fn decimal(named: impl Into<Named>, unit: impl Into<String>) -> Self {
        Self::new(Holds::Decimal, named).unit(unit)
    }

    /// The same with the unit of its numbers.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self { unit: unit.into(), ..self }
    }

    /// The same with what an empty cell means.
    #[must_use]
    pub fn empty(self, empty: impl Into<String>) -> Self {
        Self { empty: empty.into(), ..self }
    }
}

/// A column of a table, which has no parquet file.
impl From<&Column> for ColumnDoc {
    fn from(column: &Column) -> Self {
        Self::new(column.kind.into(), Named::words(column.header.as_str(), column.about.as_str()))
            .unit(column.unit.as_str())
            .empty(column.empty.as_str())
    }
}
