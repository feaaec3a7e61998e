//! What is a table, before it is written as anything?

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Words, codes, dates in words.
    Text,
    /// Whole numbers: counts, places, years.
    Int,
    /// Numbers with decimals: shares, rates.
    Decimal,
}

/// A column: its header, in Danish, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The header as readers see it.
    pub header: String,
    /// What its cells hold (or nothing).
    pub kind: ColumnKind,
    /// For the data dictionary, without a full stop: what it holds; nothing in a table that the
    /// dictionary does not tell of, as those behind charts.
    pub about: String,
    /// For the data dictionary: the unit of its numbers.
    pub unit: String,
    /// For the data dictionary: what an empty cell means; nothing where none is.
    pub empty: String,
}

impl Column {
    /// A column of words.
    pub fn text(header: impl Into<String>) -> Self {
        Self::new(header, ColumnKind::Text)
    }

    /// A column of whole numbers.
    pub fn int(header: impl Into<String>) -> Self {
        Self::new(header, ColumnKind::Int)
    }

    /// A column of decimal numbers.
    pub fn decimal(header: impl Into<String>) -> Self {
        Self::new(header, ColumnKind::Decimal)
    }

    fn new(header: impl Into<String>, kind: ColumnKind) -> Self {
        let (about, unit, empty) = Default::default();
        Self { header: header.into(), kind, about, unit, empty }
    }

    /// The same with what it holds.
    #[must_use]
    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: about.into(), ..self }
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

/// A cell. What is not known is [`CellValue::Empty`], never zero and never a word.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Words.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number written with a fixed number of decimals. Not finite is written as empty.
    Decimal {
        /// The number.
        value: f64,
        /// Decimals written.
        decimals: u8,
    },
    /// Nothing.
    Empty,
}

impl CellValue {
    /// A cell of words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A cell of words, empty when there are none.
    pub fn text_or_empty(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::Empty, Self::text)
    }

    /// A count. Counts beyond the range of `i64` do not occur; they would be held at its end.
    pub fn count(n: u64) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// `part` of `whole` in percent with one decimal; empty of nothing.
    pub fn percent(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::Empty;
        }
        Self::Decimal { value: part as f64 * 100.0 / whole as f64, decimals: 1 }
    }
}

/// A table, built once and written many ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Stem of its file name, ASCII: `niveau-efter-region`.
    pub name: String,
    /// Title, in Danish.
    pub title: String,
    /// What a count counts: `tilbud`, `afdelinger`, `pladser`.
    pub unit: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, each with a cell per column.
    pub rows: Vec<Vec<CellValue>>,
    /// What the reader must know of the whole table (coverage, rounding), in Danish.
    pub notes: Vec<String>,
}
