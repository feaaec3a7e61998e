//! In which rows may the month stand first in the date?

use crate::ingest::cell::Cell;
use crate::ingest::value::date::{SlashDate, slash_date};

/// Rows of a sheet with such dates, from the top.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlashDates {
    pub(crate) either: Vec<u32>,
    pub(crate) month_first: Option<u32>,
}

impl SlashDates {
    /// Looks at the date of a row.
    pub(crate) fn see(&mut self, row: u32, cell: &Cell<'_>) {
        match slash_date(cell) {
            Some(SlashDate::Either) => self.either.push(row),
            Some(SlashDate::MonthFirst) => _ = self.month_first.get_or_insert(row),
            None => {}
        }
    }

    /// What was seen in rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        self.either.append(&mut below.either);
        self.month_first = self.month_first.or(below.month_first.take());
    }
}
