//! What may a table or a column be called?

use std::borrow::Cow;

use crate::flat::FlatColumn;

/// A name of a view or a column. It is made of words of this program and never of a text that was
/// read, so no file can bring one in that means something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Cow<'static, str>);

impl Name {
    /// A name that is one word.
    pub const fn word(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }

    /// Words put together: `metoder` and `low` are `metoder_low`.
    pub fn of(words: &[&'static str]) -> Self {
        Self(Cow::Owned(words.join("_").replace('-', "_")))
    }

    /// A column of the flat table.
    pub fn flat(column: FlatColumn) -> Self {
        Self(column.name())
    }

    /// As it is written, without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
