//! Which cell of a row can't be read, and may a text be an id?

use crate::finding::column_letters;
use crate::ingest::cell::Cell;
use crate::ingest::value::personal::looks_like_cpr;

/// `cellen N2 kan ikke læses: den er af en ukendt type`: the first such cell of a row.
pub(crate) fn broken_cell(row: u32, cells: &[(u16, Cell<'_>)]) -> Option<String> {
    cells.iter().find_map(|(column, cell)| match cell {
        Cell::Broken(why) => {
            let column = column_letters(u32::from(*column));
            Some(format!("cellen {column}{row} kan ikke læses: {why}"))
        }
        _ => None,
    })
}

/// The same where nobody knows which cell it is.
pub(crate) fn some_cell(why: &str) -> String {
    format!("en celle i rækken kan ikke læses, og det vides ikke hvilken: {why}")
}

/// What to do about it.
pub(crate) const REPAIR: &str =
    "skriv cellen igen i regnearket, og gem projektmappen; eller hent den igen";

/// Whether a text looks like an id, and neither like a name nor like a phone number.
pub(crate) fn may_be_id(cell: &Cell<'_>) -> bool {
    const LONGEST: usize = 16;
    let text = cell.shown();
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text.len() <= LONGEST
        && is_plain
        && n_digits > 0
        && n_digits != 8
        && !looks_like_cpr(cell, false)
}
