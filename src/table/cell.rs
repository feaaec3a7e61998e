//! What stands in a cell of a table, whatever the table is written as?

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::plain_text::{cut_to_cell, replaced_lines};

/// A cell. What is not known is [`Cell::Empty`], never zero and never a word.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'v> {
    /// Words, codes.
    Text(Cow<'v, str>),
    /// A whole number.
    Int(i64),
    /// A finite number; all of it in parquet, so many decimals for people.
    Decimal {
        /// The number.
        value: f64,
        /// Decimals written for people.
        decimals: u8,
    },
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

/// What can stand in a cell of words: borrowed for at least as long as the table, or owned.
pub trait Wording<'v> {
    /// The words.
    fn words(self) -> Cow<'v, str>;
}

impl<'v, 's: 'v> Wording<'v> for &'s str {
    fn words(self) -> Cow<'v, str> {
        Cow::Borrowed(self)
    }
}

impl<'v> Wording<'v> for String {
    fn words(self) -> Cow<'v, str> {
        Cow::Owned(self)
    }
}

impl<'v> Wording<'v> for Cow<'v, str> {
    fn words(self) -> Cow<'v, str> {
        self
    }
}

impl<'v> Cell<'v> {
    /// Words, or nothing.
    pub fn text(words: Option<impl Wording<'v>>) -> Self {
        words.map_or(Self::Empty, |words| Self::Text(words.words()))
    }

    /// A whole number, or nothing. Counts beyond `i64` do not occur; they would be held at its end.
    pub fn int<N: TryInto<i64>>(number: Option<N>) -> Self {
        number.map_or(Self::Empty, |n| Self::Int(n.try_into().unwrap_or(i64::MAX)))
    }

    /// A number with decimals, or nothing; what is not finite is nothing.
    pub fn decimal(value: Option<f64>, decimals: u8) -> Self {
        let finite = value.filter(|value| value.is_finite());
        finite.map_or(Self::Empty, |value| Self::Decimal { value, decimals })
    }
}

/// A text as a cell of a spreadsheet can hold it.
pub(super) fn held(text: &str) -> String {
    cut_to_cell(&replaced_lines(text), " […]").into_owned()
}
