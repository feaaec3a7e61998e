//! What does a cell say? Danish numbers, dates and answers; what is doubtful is never guessed.

mod date;
mod number;
mod word;

use std::borrow::Cow;
use std::sync::Arc;

use super::cell::Cell;
use crate::plain_text::{CELL_UNITS, fits_cell, has_harmful, units};
use crate::register::fold_name;

pub(super) use date::{SlashDate, date, date_of_serial, slash_date};
pub(super) use number::{NumberKind, count, number};
pub(super) use word::{GradeCell, answer, grade, grade_apart, overall, quality, quality_apart};

/// Why a cell's value is not used: what a finding says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) action: String,
}

/// A value; `None` when it is not reported; or why it cannot be used.
pub(super) type Read<T> = Result<Option<T>, Refusal>;

fn refuse<T>(code: &'static str, message: String, action: impl Into<String>) -> Read<T> {
    Err(Refusal { code, message, action: action.into() })
}

/// What becomes of a cell that can't be used, where nothing hangs on its having been filled in.
const NOT_REPORTED: &str = "regnes som ikke oplyst";

/// The cell, when something is reported in it: not empty, no `Ikke oplyst`, `..` or `-`, and no
/// error value.
pub(super) fn reported<'r, 'c>(cell: &'r Cell<'c>) -> Read<&'r Cell<'c>> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if is_not_reported(text) => Ok(None),
        Cell::Text(text) if !fits_cell(text) => too_long(text),
        Cell::Text(text) if is_error_value(text) => error_cell(text),
        Cell::Error(error) => error_cell(error),
        Cell::Uncalculated => refuse(
            "formula-without-value",
            format!("cellen har en formel, hvis værdi ikke er gemt; {NOT_REPORTED}"),
            "Åbn projektmappen i regnearket, lad den regne, og gem den igen",
        ),
        Cell::Twice => refuse(
            "field-twice",
            format!("feltet står to gange, og der står ikke det samme; {NOT_REPORTED}"),
            "Slet den af de to, der ikke gælder",
        ),
        Cell::Broken(why) => refuse(
            "broken-cell",
            format!("cellen kan ikke læses: {why}; {NOT_REPORTED}"),
            "Skriv cellen igen i regnearket, og gem projektmappen",
        ),
        Cell::Apart(apart) => refuse(
            "answer-apart",
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
        "text-too-long",
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
        "error-cell",
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

/// Any text; numbers as they would be written.
pub(super) fn text<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    Ok(reported(cell)?.map(|cell| match cell {
        Cell::Text(text) => Cow::Borrowed(&**text),
        other => Cow::Owned(other.shown()),
    }))
}

/// A text as it would be typed: one form of å and é, plain blanks, nothing that can't be seen.
pub(super) fn tidy(text: &str) -> Arc<str> {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let blanks: Vec<&str> = visible.split_whitespace().collect();
    let forms = [("a\u{30a}", "å"), ("A\u{30a}", "Å"), ("e\u{301}", "é"), ("E\u{301}", "É")];
    forms.iter().fold(blanks.join(" "), |text, (from, to)| text.replace(from, to)).into()
}

/// Soft hyphens, marks of direction, joiners and byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// An id or a code: text, or a whole number of a workbook. Leading zeros of a text stay.
pub(super) fn id<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    match reported(cell)? {
        None => Ok(None),
        Some(Cell::Text(text)) if is_mangled(text) => refuse(
            "id-mangled",
            format!("\"{text}\" er et tal, som et regneark har afkortet; cifrene er tabt"),
            "Hent udtrækket igen, og gem kolonnen som tekst",
        ),
        Some(Cell::Text(text)) if has_harmful(text) => refuse(
            "not-an-id",
            format!("\"{}\" har linjeskift eller tegn, der ikke kan vises", cell.shown()),
            "Skriv det igen uden dem",
        ),
        Some(Cell::Text(text)) => Ok(Some(Cow::Borrowed(text))),
        Some(Cell::Number(number)) if number.fract() == 0.0 && *number >= 0.0 => {
            Ok(Some(Cow::Owned(format!("{number:.0}"))))
        }
        Some(other) => refuse(
            "not-an-id",
            format!("\"{}\" er ikke et id", other.shown()),
            "Skriv id'et som tekst",
        ),
    }
}

/// A long number as a spreadsheet shortens it: `1,23457E+09`.
fn is_mangled(text: &str) -> bool {
    // Nearly no id has a plus, and a byte is found faster than a text.
    if !text.as_bytes().contains(&b'+') {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(exponent) && mantissa.split([',', '.']).all(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
    }

    #[test]
    fn ids_stay_text_and_those_a_spreadsheet_shortened_are_refused() {
        for text in ["0751", "T-1", "1E5", "12 34"] {
            assert_eq!(id(&cell(text)), Ok(Some(text.into())));
        }
        assert_eq!(id(&cell("1,23457E+09")).unwrap_err().code, "id-mangled");
        assert_eq!(id(&cell("9E+05")).unwrap_err().code, "id-mangled");
        assert_eq!(id(&Cell::Number(751.0)), Ok(Some("751".into())));
    }

    #[test]
    fn error_values_that_became_text() {
        for text in ["#REF!", "#DIVISION/0!", "#I/T", "#N/A", "#NAVN?", "####"] {
            assert_eq!(count(&cell(text)).unwrap_err().code, "error-cell", "{text}");
        }
        assert_eq!(count(&cell("#1")).unwrap_err().code, "not-a-number");
        assert!(super::text(&cell("#1")).unwrap().is_some());
    }

    #[test]
    fn not_reported_is_no_finding() {
        for text in [
            "",
            "  ",
            "..",
            ".",
            "-",
            "–",
            "Ikke oplyst",
            "IKKE OPLYST",
            "Uoplyst",
            "Ej oplyst",
            "n/a",
            "Ikke\u{a0}oplyst",
        ] {
            assert_eq!(count(&cell(text)), Ok(None), "{text}");
            assert_eq!(grade(&cell(text)), GradeCell::NotReported, "{text}");
        }
    }
}
