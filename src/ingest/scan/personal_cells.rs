//! Which cells of a sheet look like a CPR-nummer?

use crate::finding::column_letters;

/// Cells of a sheet that look like a CPR-nummer: where, and never what.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonalCells {
    n: u64,
    /// Row from 1 and column from 0 of the first of them.
    first: Vec<(u32, u16)>,
}

impl PersonalCells {
    /// Cells that a message names.
    const NAMED: usize = 20;

    pub(crate) fn add(&mut self, row: u32, column: u16) {
        if self.first.contains(&(row, column)) {
            return;
        }
        self.n += 1;
        if self.first.len() < Self::NAMED {
            self.first.push((row, column));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Cells of rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        self.n += std::mem::take(&mut below.n);
        let room = Self::NAMED - self.first.len();
        self.first.extend(below.first.drain(..).take(room));
    }

    /// Where the first of them stands.
    pub(crate) fn first(&self) -> Option<(u32, u16)> {
        self.first.first().copied()
    }

    /// Where they stand when they are several, in words: ` (3 celler: A1, A2, B7)`.
    pub(crate) fn listed(&self) -> String {
        if self.n == 1 {
            return String::new();
        }
        let address =
            |(row, column): &(u32, u16)| format!("{}{row}", column_letters(u32::from(*column)));
        let named: Vec<String> = self.first.iter().map(address).collect();
        let more = if self.n > named.len() as u64 { " med flere" } else { "" };
        format!(" ({} celler: {}{more})", self.n, named.join(", "))
    }
}
