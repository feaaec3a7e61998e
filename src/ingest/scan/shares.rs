//! Which numbers of a column of percentages may be shares?

use std::collections::BTreeMap;

use crate::ingest::value::read::Refusal;

/// Cells of a column that are kept.
const KEPT: usize = 1_000;

/// By slot, the cells that may hold a share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shares(BTreeMap<usize, Cells>);

/// Cells of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    pub(crate) n: u64,
    /// The first of them, by their rows, and what is said of each.
    pub(crate) first: Vec<(u32, Refusal)>,
}

impl Shares {
    pub(crate) fn see(&mut self, row: u32, slot: usize, refusal: Refusal) {
        let cells = self.0.entry(slot).or_default();
        cells.n += 1;
        if cells.first.len() < KEPT {
            cells.first.push((row, refusal));
        }
    }

    /// What was seen in rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        for (slot, mut cells) in std::mem::take(&mut below.0) {
            let here = self.0.entry(slot).or_default();
            here.n += cells.n;
            here.first.append(&mut cells.first);
            here.first.truncate(KEPT);
        }
    }

    pub(crate) fn of(&self, slot: usize) -> Option<&Cells> {
        self.0.get(&slot)
    }
}
