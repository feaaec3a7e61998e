//! Does a row still say what it said when it was given back?
//!
//! A row that is given back carries a short checksum of its cells as they were read. A correction
//! stands in the row's place only while they say the same: what was sent again since is newer.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::ingest::cell::Cell;
use crate::ingest::layout::fields::{SheetRole, grades, key};

/// Bytes of the hash that are kept: an accident is not to be feared, and nobody has to hide.
const BYTES: usize = 8;

/// The checksum of what is read of one row, or of all parts of a form.
pub(crate) fn checksum<'r, 'c: 'r>(
    parts: impl Iterator<Item = (SheetRole, &'r [Cell<'c>])>,
) -> String {
    let mut hash = Sha256::new();
    for (role, cells) in parts {
        let read = cells.iter().enumerate().filter(|(slot, _)| !is_free_text(role, *slot));
        for (slot, cell) in read.filter(|(_, cell)| !cell.is_empty()) {
            let said = said(cell);
            let field = role.fields().get(slot).copied().unwrap_or_default();
            hash.update(format!("{field}:{}:", said.len()));
            hash.update(said);
        }
    }
    let hash = hash.finalize();
    let digits = hash.iter().take(BYTES).fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    // A spreadsheet would take digits alone, or with one e among them, for a number.
    format!("k{digits}")
}

/// Text that decides nothing: not every run reads it.
fn is_free_text(role: SheetRole, slot: usize) -> bool {
    (role.is_assessments() && key::UNUSED.contains(&slot))
        || (role == SheetRole::Grades && (grades::GROUNDS..grades::MINUTES).contains(&slot))
}

/// All that a cell says, with its kind: `0,5` as a text and as a number are two things.
fn said(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => format!("t{text}"),
        Cell::Error(error) => format!("e{error}"),
        Cell::Number(number) => format!("n{number}"),
        Cell::Percent(_)
        | Cell::Date(_)
        | Cell::Bool(_)
        | Cell::Empty
        | Cell::Uncalculated
        | Cell::Twice
        | Cell::Apart(_)
        | Cell::Broken(_) => {
            format!("c{}", cell.shown())
        }
    }
}
