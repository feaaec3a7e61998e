//! Which rows were not used, and why?

use super::{FlatColumn, Mismatch};
use crate::plain_text::replaced;

/// Letters of a cell that are shown.
const SHOWN: usize = 60;

/// Why a row is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The column; `None` when it is the row as a whole.
    pub column: Option<FlatColumn>,
    /// What stands there.
    pub found: String,
    /// What was expected, in Danish.
    pub expected: &'static str,
}

impl Refused {
    /// A cell that is not what it may be.
    pub fn cell(column: FlatColumn, found: &str, why: Mismatch) -> Self {
        let shown: String = found.chars().take(SHOWN).collect();
        Self { column: Some(column), found: replaced(&shown).into_owned(), expected: why.0 }
    }

    /// A row that can't be used as a whole.
    pub fn row(found: impl Into<String>, expected: &'static str) -> Self {
        Self { column: None, found: found.into(), expected }
    }
}

/// A row that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Line of a CSV file, from 1; row of a parquet file, from 1.
    pub row: u64,
    /// Why.
    pub why: Refused,
}
