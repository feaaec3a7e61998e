//! Does a cell hold a person's number, and what becomes of its file?
//!
//! Columns of persons (leader, contact, phone, e-mail) are named in the layout so that they are
//! never looked at. A *CPR-nummer* can stand anywhere, so every cell that is read is looked at. One
//! is enough: nothing of its file is used or repeated, as where there is one there may be more.
//!
//! In a column of ids or of P-numre only what is written as nothing but a CPR-nummer is one: a
//! P-nummer is ten digits too. The names of files and of sheets are looked at like cells, and such a
//! name is never repeated: the file goes by a number.

use super::about_file;
use super::cell::Cell;
use super::input_file::FileRead;
use super::lost_providers::LostProvider;
use super::notes::Notes;
use super::personal_number::{Clothes, number_in, number_looks_so};
use crate::finding::{Severity, column_letters};

/// The code of all that is said of it.
pub(super) const PERSONAL: &str = "personal-number";

/// Fields of ids and codes, which stay text as typed.
const CODES: [&str; 10] = [
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
pub(super) fn is_code(field: &str) -> bool {
    CODES.contains(&field)
}

/// Of these, whose cells may be ten digits that are no person's number.
const TEN_DIGITS: [&str; 6] = [
    "tilbudsid",
    "afdelingsid",
    "p-nummer",
    "skrevet-tilbudsid",
    "skrevet-afdelingsid",
    "skrevet-p-nummer",
];

/// Whether ten digits in a field may be an id.
pub(super) fn may_be_ten_digits(field: &str) -> bool {
    TEN_DIGITS.contains(&field)
}

/// Whether a cell looks as if it holds a CPR-nummer. `is_id`: in it ten digits may be an id, when
/// they stand alone or among other ids.
pub(super) fn looks_like_cpr(cell: &Cell<'_>, is_id: bool) -> bool {
    match cell {
        Cell::Text(text) => match number_in(text) {
            None => false,
            Some(Clothes::Written) => true,
            Some(Clothes::Bare) => !(is_id && is_of_ids(text)),
        },
        Cell::Number(number) => !is_id && number_looks_so(*number),
        _ => false,
    }
}

/// Whether the name of a file or a sheet looks as if it holds a CPR-nummer.
pub fn name_looks_like_cpr(name: &str) -> bool {
    number_in(name).is_some()
}

/// One id, or several and nothing else: no words.
fn is_of_ids(text: &str) -> bool {
    let has_words = text.chars().any(char::is_whitespace) && text.chars().any(char::is_alphabetic);
    !has_words && text.is_ascii()
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
        if self.first.contains(&(row, column)) {
            return;
        }
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
            PERSONAL,
            format!("cellen ligner et CPR-nummer{all}; intet i filen er brugt eller gengivet"),
            "Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så \
             sæt det i den kolonne, der er til det",
        );
    }
}

/// Drops all that was read of a file with a cell that looks like a CPR-nummer; its rows are set
/// aside together.
pub(super) fn stop(read: &mut FileRead) {
    let has_cells = read.sheets.iter().any(|sheet| !sheet.notes.personal.is_empty());
    if !has_cells && read.personal_names.is_empty() {
        return;
    }
    read.is_stopped = true;
    // What was said of the file may quote its sheets and headers.
    read.findings.clear();
    for name in &read.personal_names {
        read.findings.push(about_file(
            &read.file.path,
            Severity::Error,
            PERSONAL,
            format!(
                "{name} ligner et CPR-nummer; intet i filen er brugt, og navnet er ikke gengivet"
            ),
            "Giv den et andet navn, og læg filen ind igen",
        ));
    }
    let why = if has_cells { "en celle i filen" } else { read.personal_names[0] };
    for sheet in &mut read.sheets {
        // Whose assessments they were is kept, and where they stand is not.
        let assessments = sheet.take_assessments(|_| true);
        sheet.lost.extend(assessments);
        sheet.lost.iter_mut().for_each(|lost| lost.is_private = true);
        let providers = sheet.providers.drain(..);
        sheet.lost_providers.extend(providers.map(|row| LostProvider::of(&row)));
        sheet.lost_providers.iter_mut().for_each(LostProvider::hide);
        sheet.links.clear();
        sheet.given = None;
        sheet.notes.forget();
        let personal = std::mem::take(&mut sheet.notes.personal);
        personal.tell(&mut sheet.notes);
        let rows = sheet.rows_read;
        let which = if rows == 1 { "rækken".to_owned() } else { format!("alle {rows} rækker") };
        let reason = format!("{which}: {why} ligner et CPR-nummer");
        sheet.notes.set_sheet_aside(rows, PERSONAL, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, looks_like_cpr};

    #[test]
    fn ten_digits_are_an_id_where_ids_stand() {
        let looks = |text: &str, is_id| looks_like_cpr(&Cell::text(text), is_id);
        for text in ["0102031234", "T-0102031234", "0102031234, 1012345678", "102031234"] {
            assert!(looks(text, false) && !looks(text, true), "{text}");
        }
        for text in ["010203-1234", "010203 1234", "０１０２０３１２３４", "0102031234 Hansen"]
        {
            assert!(looks(text, false) && looks(text, true), "{text}");
        }
        let number = |number, is_id| looks_like_cpr(&Cell::Number(number), is_id);
        for found in [102_031_234.0, 3_112_994_000.0] {
            assert!(number(found, false) && !number(found, true), "{found}");
        }
        for other in [1_020_312.0, 102_031_234.5, 9_902_031_234.0, -102_031_234.0, 1e300] {
            assert!(!number(other, false), "{other}");
        }
    }
}
