//! How is a table written so that Excel in Denmark, R and polars all read it as it is?
//!
//! UTF-8 with a byte order mark, semicolons, decimal comma, no thousands separator, CRLF, and the
//! header in the first row. The last column says what the row was made from: the run's id, which
//! stands in the manifest, and EKSEMPEL where an example of any kind went in.

use std::borrow::Cow;

use crate::plain_text::replaced_lines;
use crate::table::{Cell, Provenance, decimal};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const LINE_END: &[u8] = b"\r\n";
/// The header of the last column.
pub const SOURCE: &str = "Kilde";

/// The parts of a CSV file.
pub(crate) struct DanishCsv;

impl DanishCsv {
    /// Byte order mark and header row.
    pub(crate) fn head(headers: impl Iterator<Item = String>) -> Vec<u8> {
        let mut head = BYTE_ORDER_MARK.to_vec();
        for header in headers {
            push_field(&mut head, &harmless(&header));
            head.push(b';');
        }
        head.extend(SOURCE.as_bytes());
        head.extend(LINE_END);
        head
    }

    /// What every row ends with.
    pub(crate) fn trailer(provenance: &Provenance) -> Vec<u8> {
        let mut trailer = Vec::new();
        push_field(&mut trailer, &harmless(&provenance.source()));
        trailer.extend(LINE_END);
        trailer
    }

    /// Adds a row.
    pub(crate) fn line<'c>(
        line: &mut Vec<u8>,
        cells: impl Iterator<Item = Cell<'c>>,
        trailer: &[u8],
    ) {
        for cell in cells {
            match cell {
                Cell::Text(words) => push_field(line, &harmless(&words)),
                Cell::Int(n) => line.extend(n.to_string().as_bytes()),
                Cell::Decimal { value, decimals } => {
                    line.extend(decimal(value, decimals).as_bytes());
                }
                Cell::Flag(is_so) => line.extend(yes_no(is_so).as_bytes()),
                Cell::Date(day) => line.extend(day.to_string().as_bytes()),
                Cell::Empty => {}
            }
            line.push(b';');
        }
        line.extend(trailer);
    }
}

/// Yes and no for people.
pub(crate) const fn yes_no(is_so: bool) -> &'static str {
    if is_so { "ja" } else { "nej" }
}

/// Adds a field to a line, quoted when it holds what separates fields or rows. Characters that a
/// terminal or an editor would obey are replaced.
fn push_field(line: &mut Vec<u8>, text: &str) {
    let text = &*replaced_lines(text);
    if text.bytes().any(|byte| matches!(byte, b';' | b'"' | b'\r' | b'\n')) {
        line.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                line.push(b'"');
            }
            line.push(byte);
        }
        line.push(b'"');
    } else {
        line.extend(text.as_bytes());
    }
}

/// Text that a spreadsheet would run as a formula gets a leading apostrophe; text that is a plain
/// number, or a minus alone (the sign for nothing), is left alone.
fn harmless(text: &str) -> Cow<'_, str> {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs && text != "-" && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once([',', '.']) {
        Some((whole, rest)) => digits(whole) && digits(rest),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_are_not_touched() {
        for formula in ["=1+1", "+45 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-1,", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["", "-", "Aa", "-3,5", "-3.5", "-7", "§ 107", "1=1", "'=1"] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn cells_are_as_excel_in_denmark_wants_them() {
        let cells = [
            Cell::text(Some("Ærø; \"Øst\"\nå")),
            Cell::Int(-123_456),
            Cell::decimal(Some(1234.5), 1),
            Cell::decimal(Some(f64::NAN), 1),
            Cell::Flag(true),
            Cell::Empty,
        ];
        let mut line = Vec::new();
        DanishCsv::line(&mut line, cells.into_iter(), b"3f2a91bc EKSEMPEL\r\n");
        let line = String::from_utf8(line).unwrap();
        let expected = "\"Ærø; \"\"Øst\"\"\nå\";-123456;1234,5;;ja;;3f2a91bc EKSEMPEL\r\n";
        assert_eq!(line, expected);
    }
}
