//! What is wrong with a whole file?

use crate::finding::{Finding, Severity};
use crate::ingest::file::code::FileCode;
use crate::plain_text::cleaned;

/// Why a file cannot be read.
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) action: String,
}

pub(crate) fn problem<T>(
    code: &'static str,
    message: impl Into<String>,
    action: &str,
) -> Result<T, Problem> {
    Err(Problem { code, message: message.into(), action: action.to_owned() })
}

pub(crate) fn unreadable(error: &dyn std::fmt::Display) -> Problem {
    Problem {
        code: FileCode::FileUnreadable.slug(),
        message: format!("filen kan ikke læses: {error}"),
        action: "Ret adgangen til filen, eller hent den igen".to_owned(),
    }
}

/// A finding about a whole file.
pub(crate) fn about_file(
    path: &str,
    severity: Severity,
    code: &'static str,
    message: impl Into<String>,
    action: impl Into<String>,
) -> Finding {
    Finding {
        place: crate::finding::Place::file(path),
        severity,
        code,
        message: cleaned(message.into()),
        action: cleaned(action.into()),
    }
}
