//! Which halves of assessments were there, of which nobody can tell whose they were? Where one was, the
//! other halves of its book (its workbook, or its sister files) do not place alone (Reading R48).

use std::collections::BTreeSet;

use crate::ingest::layout::fields::SheetRole;

/// Halves of assessments that were there and of which nobody can tell whose they were, by book.
#[derive(Clone, Debug, Default)]
pub(crate) struct Losses(BTreeSet<(Box<str>, SheetRole)>);

impl Losses {
    /// Something of this half of a book can't be used, and nothing tells whose it was.
    pub(crate) fn add(&mut self, book: &str, role: SheetRole) {
        if role.is_assessments() {
            self.0.insert((book.into(), role));
        }
    }

    /// Whether something of this half of a book was lost.
    pub(crate) fn has(&self, book: &str, role: SheetRole) -> bool {
        self.0.contains(&(book.into(), role))
    }
}
