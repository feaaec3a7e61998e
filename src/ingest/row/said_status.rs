//! What does a row say of the approval status?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::ingest::row::provider::{ProviderRow, Unread};
use crate::model::{RowRef, SheetId};

/// What a row says of the status.
#[derive(Clone, Debug)]
pub(crate) struct SaidStatus {
    pub(crate) text: Option<Arc<str>>,
    pub(crate) on: Option<NaiveDate>,
    pub(crate) unread: Option<Unread>,
    pub(crate) row: RowRef,
}

impl SaidStatus {
    /// Nothing, or nobody knows what: its cells may be in the wrong columns.
    pub(crate) const fn unread(row: RowRef) -> Self {
        Self { text: None, on: None, unread: Some(Unread::Row), row }
    }

    /// Nobody knows what the list of this place says that can't be read to its end.
    pub(crate) const fn of_lost_list(sheet: SheetId) -> Self {
        let row = RowRef { sheet, row: 0 };
        Self { text: None, on: None, unread: Some(Unread::List), row }
    }

    pub(crate) const fn given(
        text: Option<Arc<str>>,
        on: Option<NaiveDate>,
        unread: Option<Unread>,
        row: RowRef,
    ) -> Self {
        Self { text, on, unread, row }
    }

    /// Its row is of this sheet.
    pub(crate) const fn place_in(&mut self, sheet: SheetId) {
        self.row.sheet = sheet;
    }

    /// Whether the row gives a status, or may give one.
    pub(crate) const fn says_something(&self) -> bool {
        self.text.is_some() || self.unread.is_some()
    }

    /// Whether the row gives a status, or may give one, and it can't be read.
    pub(crate) fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    pub(crate) const fn row(&self) -> RowRef {
        self.row
    }

    /// Whether it is of a day before this one.
    pub(crate) fn is_before(&self, since: NaiveDate) -> bool {
        self.on.is_some_and(|on| on < since)
    }

    pub(crate) fn of(row: &ProviderRow) -> Self {
        Self {
            text: row.status.clone(),
            on: row.status_on,
            unread: row.status_unread,
            row: row.row,
        }
    }
}
