//! What is known of a sheet before its cells are read? Which of them can't be read, where calamine
//! would hand them over as empty or as something else; which are merged; and what is hidden.

use std::ops::RangeInclusive;

use crate::ingest::workbook::rows::Merge;

/// What was seen of a sheet. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Merged cells, where calamine does not tell them.
    pub(crate) merges: Vec<Merge>,
    pub(crate) broken: BrokenCells,
    pub(crate) hidden: Hidden,
}

/// Cells that can't be read, in the order of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BrokenCells(Vec<BrokenRows>);

/// Columns, and why their cells can't be read.
pub(crate) type BrokenColumns = (RangeInclusive<u32>, &'static str);

/// Rows with the same cells: a row may be repeated a million times.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BrokenRows {
    rows: RangeInclusive<u32>,
    columns: Vec<BrokenColumns>,
}

impl BrokenCells {
    /// Single cells, in any order.
    pub(crate) fn of_cells(mut cells: Vec<((u32, u32), &'static str)>) -> Self {
        cells.sort_unstable();
        cells.dedup_by_key(|(at, _)| *at);
        let of_one = |((row, column), why): ((u32, u32), _)| BrokenRows {
            rows: row..=row,
            columns: vec![(column..=column, why)],
        };
        Self(cells.into_iter().map(of_one).collect())
    }

    /// Rows below all before, and their cells, from the left.
    pub(crate) fn add_rows(&mut self, rows: RangeInclusive<u32>, columns: Vec<BrokenColumns>) {
        if !columns.is_empty() {
            self.0.push(BrokenRows { rows, columns });
        }
    }

    /// Where each stands, and why it can't be read.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u32, u32), &'static str)> {
        self.0.iter().flat_map(|BrokenRows { rows, columns }| {
            rows.clone().flat_map(move |row| {
                columns.iter().flat_map(move |(columns, why)| {
                    columns.clone().map(move |column| ((row, column), *why))
                })
            })
        })
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

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
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
    use super::BrokenCells;

    #[test]
    fn broken_cells_come_in_the_order_of_the_sheet() {
        let mut broken = BrokenCells::of_cells(vec![((1, 2), "b"), ((0, 3), "a"), ((1, 2), "c")]);
        broken.add_rows(2..=3, vec![(0..=1, "d"), (4..=4, "e")]);
        broken.add_rows(5..=5, Vec::new());
        let all: Vec<_> = broken.iter().map(|((row, column), why)| (row, column, why)).collect();
        let repeated = |row| [(row, 0, "d"), (row, 1, "d"), (row, 4, "e")];
        let wanted = [vec![(0, 3, "a"), (1, 2, "b")], [repeated(2), repeated(3)].concat()].concat();
        assert_eq!(all, wanted);
    }
}
