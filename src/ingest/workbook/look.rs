//! What is known of a sheet before its cells are read? Which of them can't be read, where calamine
//! would hand them over as empty or as something else; which are shown as percentages; which are
//! merged; and what is hidden.

use std::ops::RangeInclusive;

use crate::ingest::workbook::rows::Merge;

/// What was seen of a sheet. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Merged cells, where calamine does not tell them.
    pub(crate) merges: Vec<Merge>,
    pub(crate) broken: Marks<&'static str>,
    /// Numbers that are shown as percentages, where they are told by their place.
    pub(crate) percents: Marks<()>,
    /// And where they are told by their order: among the cells of an xlsx, the numbers of an xlsb.
    pub(crate) percents_in_order: Bits,
    pub(crate) hidden: Hidden,
}

/// Cells of which something is known, in the order of the sheet: why they can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marks<M>(Vec<MarkedRows<M>>);

/// Columns, and what is known of their cells.
pub(crate) type MarkedColumns<M> = (RangeInclusive<u32>, M);

/// Rows with the same cells: a row may be repeated a million times.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MarkedRows<M> {
    rows: RangeInclusive<u32>,
    columns: Vec<MarkedColumns<M>>,
}

impl<M> Default for Marks<M> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<M: Copy + Ord> Marks<M> {
    /// Single cells, in any order.
    pub(crate) fn of_cells(mut cells: Vec<((u32, u32), M)>) -> Self {
        cells.sort_unstable();
        cells.dedup_by_key(|(at, _)| *at);
        let of_row = |cells: &[((u32, u32), M)]| MarkedRows {
            rows: cells[0].0.0..=cells[0].0.0,
            columns: cells.iter().map(|((_, column), mark)| (*column..=*column, *mark)).collect(),
        };
        Self(cells.chunk_by(|((row, _), _), ((next, _), _)| row == next).map(of_row).collect())
    }

    /// Rows below all before, and their cells, from the left.
    pub(crate) fn add_rows(&mut self, rows: RangeInclusive<u32>, columns: Vec<MarkedColumns<M>>) {
        if !columns.is_empty() {
            self.0.push(MarkedRows { rows, columns });
        }
    }

    /// Where each stands, and what is known of it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u32, u32), M)> {
        self.0.iter().flat_map(|MarkedRows { rows, columns }| {
            rows.clone().flat_map(move |row| {
                columns.iter().flat_map(move |(columns, mark)| {
                    columns.clone().map(move |column| ((row, column), *mark))
                })
            })
        })
    }
}

/// Which cells of a sheet, counted in its order: a bit each, up to the last of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn set(&mut self, n: u64) {
        let Ok(word) = usize::try_from(n / 64) else { return };
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (n % 64);
    }

    pub(crate) fn has(&self, n: u64) -> bool {
        let word = usize::try_from(n / 64).ok().and_then(|word| self.0.get(word));
        word.is_some_and(|word| word >> (n % 64) & 1 == 1)
    }
}

/// Rows and columns that nobody sees who looks at the sheet. They are read as others are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// How many rows with something in them, and the first.
    rows: Option<(u64, u32)>,
    columns: Vec<RangeInclusive<u32>>,
}

impl Hidden {
    /// So many rows with something in them.
    pub(crate) fn add_rows(&mut self, first: u32, n: u64) {
        if n > 0 {
            self.rows.get_or_insert((0, first)).0 += n;
        }
    }

    pub(crate) fn add_columns(&mut self, columns: RangeInclusive<u32>) {
        self.columns.push(columns);
    }

    /// How many rows, and the number of the first, from 1.
    pub(crate) fn rows(&self) -> Option<(u64, u32)> {
        self.rows.map(|(n, first)| (n, first.saturating_add(1)))
    }

    pub(crate) fn has_column(&self, column: u16) -> bool {
        self.columns.iter().any(|columns| columns.contains(&u32::from(column)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bits, Marks};

    #[test]
    fn broken_cells_come_in_the_order_of_the_sheet() {
        let mut broken = Marks::of_cells(vec![((1, 2), "b"), ((0, 3), "a"), ((1, 2), "c")]);
        broken.add_rows(2..=3, vec![(0..=1, "d"), (4..=4, "e")]);
        broken.add_rows(5..=5, Vec::new());
        let all: Vec<_> = broken.iter().map(|((row, column), why)| (row, column, why)).collect();
        let repeated = |row| [(row, 0, "d"), (row, 1, "d"), (row, 4, "e")];
        let wanted = [vec![(0, 3, "a"), (1, 2, "b")], [repeated(2), repeated(3)].concat()].concat();
        assert_eq!(all, wanted);
    }

    #[test]
    fn bits_are_those_that_were_set() {
        let mut bits = Bits::default();
        [0, 63, 64, 200].into_iter().for_each(|n| bits.set(n));
        let set: Vec<u64> = (0..1_000).filter(|n| bits.has(*n)).collect();
        assert_eq!(set, [0, 63, 64, 200]);
    }
}
