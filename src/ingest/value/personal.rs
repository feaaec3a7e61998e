//! Does a cell hold a person's number?
//!
//! Columns of persons (leader, contact, phone, e-mail) are named in the layout so that they are
//! never looked at. A *CPR-nummer* can stand anywhere, so every cell that is read is looked at.
//!
//! In a column of ids or of P-numre only what is written as nothing but a CPR-nummer is one: a
//! P-nummer is ten digits too. The names of files and of sheets are looked at like cells, and such a
//! name is never repeated: the file goes by a number.

use crate::ingest::cell::Cell;
use crate::ingest::value::personal_number::{Clothes, number_in, number_looks_so};

/// Whether a cell looks as if it holds a CPR-nummer. `is_id`: in it ten digits may be an id, when
/// they stand alone or among other ids.
pub(crate) fn looks_like_cpr(cell: &Cell<'_>, is_id: bool) -> bool {
    match cell {
        Cell::Text(text) => match number_in(text) {
            None => false,
            Some(Clothes::Written) => true,
            Some(Clothes::Bare) => !(is_id && is_of_ids(text)),
        },
        Cell::Number(number) => !is_id && number_looks_so(*number),
        Cell::Percent(percent) => !is_id && number_looks_so(*percent / 100.0),
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

/// What a file or a sheet goes by whose name is not told.
pub fn hidden_name(what: &str, number: usize) -> String {
    format!("{what} {number} (navnet ligner et CPR-nummer)")
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
