//! What can stand in a cell, whatever kind of file it came from?

pub(super) mod day;
pub(super) mod told;

use std::borrow::Cow;

use chrono::NaiveDate;

/// One cell as it was stored. Borrowed from the reader: it lives as long as its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell<'c> {
    /// Nothing, or blanks only.
    #[default]
    Empty,
    /// Text, without blanks around it. Every cell of a CSV file that is not empty.
    Text(Cow<'c, str>),
    /// A number of a workbook; finite.
    Number(f64),
    /// A number of a workbook that it shows as a percentage: so many percent. Finite.
    Percent(f64),
    /// A date of a workbook.
    Date(NaiveDate),
    /// *Sand* or *falsk* of a workbook.
    Bool(bool),
    /// An error value: `#REF!`.
    Error(Cow<'static, str>),
    /// A formula whose value was never stored.
    Uncalculated,
    /// The field stands twice, and the two cells say different things.
    Twice,
    /// A cell of a workbook whose content is not of its kind: why it can't be read.
    Broken(&'static str),
    /// The cell for the answer is empty, and what may be the answer stands further right.
    Apart(Box<Apart>),
}

/// What stands on a form where no answer is looked for, and may be one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Apart {
    /// As a reader of the file sees it.
    pub(crate) text: String,
    /// Its cell: `D7`.
    pub(crate) at: String,
}

impl<'c> Cell<'c> {
    /// A text cell; empty when there are blanks only.
    pub(crate) fn text(text: impl Into<Cow<'c, str>>) -> Self {
        fn is_blank(c: char) -> bool {
            c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
        }
        /// No blank: nearly every cell begins and ends so.
        fn is_plain(byte: Option<&u8>) -> bool {
            byte.is_some_and(u8::is_ascii_graphic)
        }
        let text = text.into();
        if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
            return Self::Text(text);
        }
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_blank)),
            Cow::Owned(text) => {
                let trimmed = text.trim_matches(is_blank);
                if trimmed.len() == text.len() {
                    Cow::Owned(text)
                } else {
                    Cow::Owned(trimmed.to_owned())
                }
            }
        };
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The same cell, which outlives its row.
    pub(crate) fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Percent(percent) => Cell::Percent(percent),
            Self::Date(date) => Cell::Date(date),
            Self::Bool(value) => Cell::Bool(value),
            Self::Error(error) => Cell::Error(error),
            Self::Uncalculated => Cell::Uncalculated,
            Self::Twice => Cell::Twice,
            Self::Broken(why) => Cell::Broken(why),
            Self::Apart(apart) => Cell::Apart(apart),
        }
    }

    /// What two cells of one field say together: the one that is filled in, both when they say the
    /// same.
    pub(crate) fn and(self, again: Self) -> Self {
        match (self, again) {
            (Self::Empty, cell) | (cell, Self::Empty) => cell,
            (cell, again) if cell == again => cell,
            _ => Self::Twice,
        }
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// The cell as a reader of the file sees it, for messages: cut when it is long.
    pub(crate) fn shown(&self) -> String {
        /// Characters of a cell that a message quotes.
        const QUOTED: usize = 60;
        match self {
            Self::Empty => String::new(),
            Self::Text(text) if text.chars().count() > QUOTED => {
                text.chars().take(QUOTED).chain(['…']).collect()
            }
            Self::Text(text) => text.clone().into_owned(),
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Percent(percent) => format!("{percent} %").replace('.', ","),
            Self::Date(date) => date.format("%d-%m-%Y").to_string(),
            Self::Bool(true) => "SAND".to_owned(),
            Self::Bool(false) => "FALSK".to_owned(),
            Self::Error(error) => error.clone().into_owned(),
            Self::Uncalculated => "formel uden værdi".to_owned(),
            Self::Twice => "to forskellige svar".to_owned(),
            Self::Broken(_) => "ulæselig celle".to_owned(),
            Self::Apart(apart) => apart.text.clone(),
        }
    }
}
