//! What text, id or code does a cell hold?

use std::borrow::Cow;
use std::sync::Arc;

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::personal_number::number_in;
use crate::ingest::value::read::{Read, Refusal, refuse, reported};
use crate::plain_text::has_harmful;

/// Any text; numbers as they would be written.
pub(crate) fn text<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    Ok(reported(cell)?.map(|cell| match cell {
        Cell::Text(text) => Cow::Borrowed(&**text),
        other => Cow::Owned(other.shown()),
    }))
}

/// A text as it would be typed: one form of å and é, plain blanks, nothing that can't be seen.
pub(crate) fn tidy(text: &str) -> Arc<str> {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let blanks: Vec<&str> = visible.split_whitespace().collect();
    let forms = [("a\u{30a}", "å"), ("A\u{30a}", "Å"), ("e\u{301}", "é"), ("E\u{301}", "É")];
    forms.iter().fold(blanks.join(" "), |text, (from, to)| text.replace(from, to)).into()
}

/// Soft hyphens, marks of direction, joiners and byte order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// An id or a code: text, or a whole number of a workbook. Leading zeros of a text stay.
pub(crate) fn id<'r>(cell: &'r Cell<'_>) -> Read<Cow<'r, str>> {
    match reported(cell)? {
        None => Ok(None),
        Some(Cell::Text(text)) if is_mangled(text) => refuse(
            ValueCode::IdMangled.slug(),
            format!("\"{text}\" er et tal, som et regneark har afkortet; cifrene er tabt"),
            "Hent udtrækket igen, og gem kolonnen som tekst",
        ),
        Some(Cell::Text(text)) if has_harmful(text) => refuse(
            ValueCode::NotAnId.slug(),
            format!("\"{}\" har linjeskift eller tegn, der ikke kan vises", cell.shown()),
            "Skriv det igen uden dem",
        ),
        Some(Cell::Text(text)) => Ok(Some(Cow::Borrowed(text))),
        Some(Cell::Number(number)) if number.fract() == 0.0 && *number >= 0.0 => {
            Ok(Some(Cow::Owned(format!("{number:.0}"))))
        }
        Some(other) => refuse(
            ValueCode::NotAnId.slug(),
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

/// A number that names something: so many digits, blanks between them left out.
pub(crate) fn digits(cell: &Cell<'_>, wanted: usize, what: &str) -> Read<Box<str>> {
    let Some(text) = id(cell)? else { return Ok(None) };
    if text.len() == wanted && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Some((&*text).into()));
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.len() == wanted && bare.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Some(bare.into()));
    }
    // A CPR-nummer among P-numre is no written one, and not repeated.
    let shown = if number_in(&text).is_some() { "cellen" } else { &format!("\"{text}\"") };
    Err(Refusal {
        code: ValueCode::NotARegisterNumber.slug(),
        message: format!("{shown} er ikke et {what} på {wanted} cifre; regnes som ikke oplyst"),
        action: format!("Ret {what}et"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::value::grade::{GradeCell, grade};
    use crate::ingest::value::number::count;

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
