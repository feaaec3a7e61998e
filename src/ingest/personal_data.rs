//! Does a cell hold a person's number, and what becomes of its file?
//!
//! Columns of persons (leader, contact, phone, e-mail) are named in the layout so that they are
//! never looked at. A *CPR-nummer* can stand anywhere, so every cell that is read is looked at. One
//! is enough: nothing of its file is used or repeated, as where there is one there may be more.
//!
//! What looks like a CPR-nummer: `ddmmyy-xxxx` (any dash, blanks around it) or `ddmmyyxxxx`, alone
//! or within a text, not part of a longer number, where the day is a day of the century that the
//! seventh digit stands for. The check digit is not asked for: numbers given since 2007 need not
//! pass it. A cell that is a number has lost its leading zero: nine digits count as ten, also where
//! a CSV file has nine digits alone in a field. Not known: numbers in two cells or with blanks or
//! points between their digits, and *erstatnings-CPR* (day + 60).

use chrono::NaiveDate;

use super::cell::Cell;
use super::input_file::FileRead;
use super::lost::Lost;
use super::notes::Notes;
use crate::finding::{Severity, column_letters};

/// Fields of ids and codes: ten digits in them are no person's number. A P-nummer can look like
/// one.
const EXEMPT: [&str; 10] = [
    "tilbudsid",
    "afdelingsid",
    "cvr",
    "p-nummer",
    "kommunekode",
    "inspektoer",
    "skrevet-tilbudsid",
    "skrevet-afdelingsid",
    "skrevet-cvr",
    "skrevet-p-nummer",
];

/// Whether the field is of ids or codes.
pub(super) fn is_exempt(field: &str) -> bool {
    EXEMPT.contains(&field)
}

/// Whether a cell looks as if it holds a CPR-nummer.
pub(super) fn looks_like_cpr(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => text_has_cpr(text),
        Cell::Number(number) if number.fract() == 0.0 && (1e8..1e10).contains(number) => {
            is_cpr(format!("{number:010.0}").as_bytes())
        }
        _ => false,
    }
}

fn text_has_cpr(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() == 9 && bytes.iter().all(u8::is_ascii_digit) {
        return is_cpr(format!("0{text}").as_bytes());
    }
    // Most texts are shorter, and of the others nearly none has ten digits: counting them, many at
    // a time, is faster than looking for runs.
    let n_digits =
        |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    let few = usize::from(u8::MAX);
    if bytes.len() < 10 || (bytes.len() <= few && n_digits(bytes) < 10) {
        return false;
    }
    let mut at = 0;
    while at + 10 <= bytes.len() {
        let run = digits(&bytes[at..]);
        if run == 10 && is_cpr(&bytes[at..at + 10]) {
            return true;
        }
        if run == 6
            && let Some(serial) = behind_dash(&text[at + 6..])
            && digits(serial.as_bytes()) == 4
            && is_cpr(&[&bytes[at..at + 6], &serial.as_bytes()[..4]].concat())
        {
            return true;
        }
        at += run.max(1);
    }
    false
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// What stands behind a dash, or behind blanks alone.
fn behind_dash(text: &str) -> Option<&str> {
    const DASHES: [char; 7] =
        ['-', '\u{ad}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];
    let bare = text.trim_start();
    bare.strip_prefix(DASHES).map(str::trim_start)
}

/// Whether ten digits are a day and a serial number of its century.
fn is_cpr(digits: &[u8]) -> bool {
    let Ok(digits) = <[u8; 10]>::try_from(digits) else { return false };
    let two = |at: usize| u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0');
    let year = two(4);
    // The seventh digit tells the century (CPR-kontoret, "Personnummeret i CPR").
    let century = match (digits[6], year) {
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        (b'5'..=b'8', 58..) => 1800,
        _ => 2000,
    };
    let year = i32::try_from(century + year).unwrap_or(0);
    NaiveDate::from_ymd_opt(year, two(2), two(0)).is_some()
}

/// Cells of a sheet that look like a CPR-nummer: where, and never what.
#[derive(Clone, Debug, Default)]
pub(super) struct PersonalCells {
    n: u64,
    /// Row from 1 and column from 0 of the first of them.
    first: Vec<(u32, u16)>,
}

impl PersonalCells {
    /// Cells that a message names.
    const NAMED: usize = 20;

    pub(super) fn add(&mut self, row: u32, column: u16) {
        self.n += 1;
        if self.first.len() < Self::NAMED {
            self.first.push((row, column));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Cells of rows further down.
    pub(super) fn append(&mut self, below: &mut Self) {
        self.n += std::mem::take(&mut below.n);
        let room = Self::NAMED - self.first.len();
        self.first.extend(below.first.drain(..).take(room));
    }

    fn tell(&self, notes: &mut Notes) {
        let Some((row, column)) = self.first.first() else { return };
        let place = notes.at(*row, *column);
        let address =
            |(row, column): &(u32, u16)| format!("{}{row}", column_letters(u32::from(*column)));
        let all = if self.n == 1 {
            String::new()
        } else {
            let named: Vec<String> = self.first.iter().map(address).collect();
            let more = if self.n > named.len() as u64 { " med flere" } else { "" };
            format!(" ({} celler: {}{more})", self.n, named.join(", "))
        };
        notes.add(
            place,
            Severity::Error,
            "personal-number",
            format!("cellen ligner et CPR-nummer{all}; intet i filen er brugt eller gengivet"),
            "Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så \
             sæt det i den kolonne, der er til det",
        );
    }
}

/// Drops all that was read of a file with a cell that looks like a CPR-nummer; its rows are set
/// aside together.
pub(super) fn stop(read: &mut FileRead) {
    if read.sheets.iter().all(|sheet| sheet.notes.personal.is_empty()) {
        return;
    }
    read.is_stopped = true;
    for sheet in &mut read.sheets {
        // Whose assessments they were is kept, and where they stand is not.
        let of = sheet.evidence.iter().map(|row| Lost::of(&row.key, row.row, false));
        let of = of.chain(sheet.grades.iter().map(|row| Lost::of(&row.key, row.row, true)));
        sheet.lost.extend(of);
        sheet.lost.iter_mut().for_each(|lost| lost.is_private = true);
        sheet.providers.clear();
        sheet.evidence.clear();
        sheet.grades.clear();
        sheet.given = None;
        sheet.notes.forget();
        let personal = std::mem::take(&mut sheet.notes.personal);
        personal.tell(&mut sheet.notes);
        let rows = sheet.rows_read;
        let which = if rows == 1 { "rækken".to_owned() } else { format!("alle {rows} rækker") };
        let reason = format!("{which}: en celle i filen ligner et CPR-nummer");
        sheet.notes.set_sheet_aside(rows, "personal-number", reason);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, looks_like_cpr};

    #[test]
    fn a_day_and_a_serial_number_of_its_century() {
        for text in [
            "010203-1234",
            "0102031234",
            "borgeren 010203-1234 flyttede",
            "(010203–1234)",
            "010203 - 1234.",
            "cpr:0102031234;",
            "æøå 311299-4000",
            // The 29 February of 2000 and of 2004 were; that of 1900 was not.
            "290200-4000",
            "290204-5000",
            // Nine digits alone: the leading zero was lost.
            "102031234",
        ] {
            assert!(looks_like_cpr(&Cell::text(text)), "{text}");
        }
        for text in [
            "310299-1234",
            "290200-1000",
            "001203-1234",
            "4512345678",
            "00102031234",
            "12345678",
            "01-02-2003",
            "010203-12345",
            "9010203-1234",
            "010203",
            "321203-1234",
            "nr. 102031234",
            "",
        ] {
            assert!(!looks_like_cpr(&Cell::text(text)), "{text}");
        }
        assert!(looks_like_cpr(&Cell::Number(102_031_234.0)));
        assert!(looks_like_cpr(&Cell::Number(3_112_994_000.0)));
        for number in [1_020_312.0, 102_031_234.5, 9_902_031_234.0, -102_031_234.0, 1e300] {
            assert!(!looks_like_cpr(&Cell::Number(number)), "{number}");
        }
    }
}
