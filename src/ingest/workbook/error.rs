//! Why can't a workbook or a sheet be read?

use std::fmt::Display;

use calamine::{OdsError, XlsError, XlsbError, XlsxError};

use crate::ingest::file::code::FileCode;
use crate::ingest::file::limits::{Exceeded, Limits, number_within};

/// Why a workbook or a sheet can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BookError {
    /// Protected with a password.
    Password,
    /// Broken: in words for the reader of the data.
    Broken(&'static str),
    /// A part of it goes on beyond the size that it says it has.
    GoesOn,
    /// What the file says of itself can't be true.
    Lies(String),
    /// More than a limit, and what to do beside raising it.
    Exceeded { exceeded: Exceeded, code: FileCode, action: &'static str },
}

impl BookError {
    /// What a reader says that could not go on: in English, and of its own inner matters. The zip
    /// crate has but words for a part that goes on, and they come here through three others.
    pub(crate) fn of_reader(why: &dyn Display) -> Self {
        let goes_on = why.to_string().contains("larger than its declared");
        if goes_on { Self::GoesOn } else { Self::Broken("dens indhold hænger ikke sammen") }
    }
}

/// What is said of a part that goes on.
pub(crate) const GOES_ON: &str = "en del af den fylder mere pakket ud, end den siger";

/// Refuses a workbook of too many sheets.
pub(crate) fn sheets_within(found: u64, limits: &Limits) -> Result<(), BookError> {
    let shown = |number| format!("projektmappen har {number} ark");
    number_within("sheets", shown, found, limits.sheets).map_err(|exceeded| BookError::Exceeded {
        exceeded,
        code: FileCode::FileTooLarge,
        action: "Del den i flere",
    })
}

/// What the reader of one make says, in ours.
pub(crate) trait ReaderError: Sized {
    fn into_told(self) -> BookError;
}

macro_rules! told {
    ($($error:ty),*) => {
        $(impl ReaderError for $error {
            fn into_told(self) -> BookError {
                match self {
                    Self::Password => BookError::Password,
                    other => BookError::of_reader(&other),
                }
            }
        })*
    };
}

told!(XlsxError, XlsbError, XlsError, OdsError);
