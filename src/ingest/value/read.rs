//! Is something reported in a cell, and why is it not used?

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::plain_text::{CELL_UNITS, fits_cell, units};
use crate::register::fold_name;

/// Why a cell's value is not used: what a finding says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) action: String,
}

/// A value; `None` when it is not reported; or why it cannot be used.
pub(crate) type Read<T> = Result<Option<T>, Refusal>;

pub(crate) fn refuse<T>(code: &'static str, message: String, action: impl Into<String>) -> Read<T> {
    Err(Refusal { code, message, action: action.into() })
}

/// What becomes of a cell that can't be used, where nothing hangs on its having been filled in.
pub(crate) const NOT_REPORTED: &str = "regnes som ikke oplyst";

/// The cell, when something is reported in it: not empty, no `Ikke oplyst`, `..` or `-`, and no
/// error value.
pub(crate) fn reported<'r, 'c>(cell: &'r Cell<'c>) -> Read<&'r Cell<'c>> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if is_not_reported(text) => Ok(None),
        Cell::Text(text) if !fits_cell(text) => too_long(text),
        Cell::Text(text) if is_error_value(text) => error_cell(text),
        Cell::Error(error) => error_cell(error),
        Cell::Uncalculated => refuse(
            ValueCode::FormulaWithoutValue.slug(),
            format!("cellen har en formel, hvis værdi ikke er gemt; {NOT_REPORTED}"),
            "Åbn projektmappen i regnearket, lad den regne, og gem den igen",
        ),
        Cell::Twice => refuse(
            ValueCode::FieldTwice.slug(),
            format!("feltet står to gange, og der står ikke det samme; {NOT_REPORTED}"),
            "Slet den af de to, der ikke gælder",
        ),
        Cell::Broken(why) => refuse(
            ValueCode::BrokenCell.slug(),
            format!("cellen kan ikke læses: {why}; {NOT_REPORTED}"),
            "Skriv cellen igen i regnearket, og gem projektmappen",
        ),
        Cell::Apart(apart) => refuse(
            ValueCode::AnswerApart.slug(),
            format!(
                "cellen lige til højre for feltets navn er tom, men \"{}\" i {} kan være svaret; \
                 {NOT_REPORTED}",
                apart.text, apart.at
            ),
            "Er det svaret, så flyt det til cellen lige til højre for feltets navn; ellers slet det",
        ),
        _ => Ok(Some(cell)),
    }
}

fn too_long<'r, 'c>(text: &str) -> Read<&'r Cell<'c>> {
    refuse(
        ValueCode::TextTooLong.slug(),
        format!(
            "teksten er på {} tegn, og en celle i et regneark har plads til {CELL_UNITS}; regnes \
             som ikke oplyst",
            units(text)
        ),
        "Forkort teksten; er det en hel fil, der er havnet i én celle, så hent udtrækket igen",
    )
}

fn error_cell<'r, 'c>(error: &str) -> Read<&'r Cell<'c>> {
    refuse(
        ValueCode::ErrorCell.slug(),
        format!("cellen har fejlværdien {error}; {NOT_REPORTED}"),
        "Ret formlen, eller skriv værdien i cellen",
    )
}

/// An error value of a spreadsheet that was saved as text, in English or Danish: `#REF!`, `#I/T`,
/// `#DIVISION/0!`, or the `####` of a column too narrow.
fn is_error_value(text: &str) -> bool {
    if text.as_bytes().first() != Some(&b'#') {
        return false;
    }
    let rest = &text[1..];
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_'))
    };
    match rest {
        "N/A" | "I/T" => true,
        _ if rest.len() > 2 && rest.bytes().all(|byte| byte == b'#') => true,
        _ => rest.len() < 20 && rest.strip_suffix(['!', '?']).is_some_and(is_word),
    }
}

fn is_not_reported(text: &str) -> bool {
    // Most cells begin with a digit or an ordinary word.
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    match text {
        "-" | "–" | "—" | "." | ".." | "..." | "…" | "n/a" | "N/A" | "NULL" | "NaN" | "i.o." => {
            true
        }
        _ if text.len() > 20 || !text.starts_with(['i', 'I', 'u', 'U', 'v', 'V', 'e', 'E']) => {
            false
        }
        _ => matches!(
            fold_name(text).as_str(),
            "ikkeoplyst"
                | "uoplyst"
                | "ejoplyst"
                | "ikkeangivet"
                | "ejangivet"
                | "ikkeopgivet"
                | "ikkekendt"
                | "ukendt"
                | "vedikke"
                | "ingenoplysning"
                | "ingenoplysninger"
        ),
    }
}
