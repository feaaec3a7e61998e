//! What is the approval status of a provider, when its rows do not agree?
//!
//! A status that was given and can't be used is never replaced by another that happens to be there
//! (Reading R48): neither by the first row's, nor by the more favourable one.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fields::provider as slot;
use super::provider_rows::ProviderRow;
use super::sheet_read::Sheets;
use crate::finding::{Finding, Severity};
use crate::model::{RowRef, SheetId, StatusFault};
use crate::register::fold_name;

/// What a row gives of the status and can't be used, the graver last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unread {
    /// Its day.
    Day,
    /// The status itself.
    Status,
    /// The whole row, which is not used.
    Row,
}

/// What a row says of the status.
#[derive(Clone, Debug)]
pub(super) struct SaidStatus {
    text: Option<Arc<str>>,
    on: Option<NaiveDate>,
    unread: Option<Unread>,
    row: RowRef,
}

/// What rows say that are not used, by *tilbudsid*: those set aside as another's double by that of
/// their own and by that of the row which was kept, those set aside for another fault by those that
/// they may be of.
pub(super) type DroppedStatuses = BTreeMap<Box<str>, Vec<SaidStatus>>;

impl SaidStatus {
    /// Nothing, or nobody knows what: its cells may be in the wrong columns.
    pub(super) const fn unread(row: RowRef) -> Self {
        Self { text: None, on: None, unread: Some(Unread::Row), row }
    }

    pub(super) const fn given(
        text: Option<Arc<str>>,
        on: Option<NaiveDate>,
        unread: Option<Unread>,
        row: RowRef,
    ) -> Self {
        Self { text, on, unread, row }
    }

    /// Its row is of this sheet.
    pub(super) const fn place_in(&mut self, sheet: SheetId) {
        self.row.sheet = sheet;
    }

    /// Whether the row gives a status, or may give one.
    pub(super) const fn says_something(&self) -> bool {
        self.text.is_some() || self.unread.is_some()
    }

    /// Whether the row gives a status, or may give one, and it can't be read.
    pub(super) fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    pub(super) const fn row(&self) -> RowRef {
        self.row
    }

    /// Whether it is of a day before this one.
    pub(super) fn is_before(&self, since: NaiveDate) -> bool {
        self.on.is_some_and(|on| on < since)
    }

    pub(super) fn of(row: &ProviderRow) -> Self {
        Self {
            text: row.status.clone(),
            on: row.status_on,
            unread: row.status_unread,
            row: row.row,
        }
    }
}

/// The day of a status that all rows agree on: the newest, as each department may have been brought
/// up to date on its own. None where a double that was set aside is of another day: nobody knows
/// which of them holds.
pub(super) fn status_day(
    kept: impl Iterator<Item = Option<NaiveDate>>,
    dropped: &[SaidStatus],
) -> Option<NaiveDate> {
    let newest = kept.flatten().max();
    newest.filter(|_| dropped.iter().all(|said| said.on == newest))
}

/// The status that all rows agree on.
pub(super) struct AgreedStatus {
    /// As written; `None` when not reported, or when it can't be used.
    pub(super) text: Option<Arc<str>>,
    pub(super) fault: Option<StatusFault>,
    pub(super) finding: Option<(RowRef, Finding)>,
}

/// The status that the rows of provider `id` say together.
pub(super) fn status_of(
    id: &str,
    said: impl Iterator<Item = SaidStatus> + Clone,
    sheets: &Sheets,
) -> AgreedStatus {
    let unread = said.clone().filter_map(|said| said.unread).max();
    let mut reported = said.filter_map(|said| Some((said.text?, said.on, said.row)));
    let Some((text, on, first)) = reported.next() else {
        // A day of no status is in nobody's way.
        let fault = unread.filter(|unread| *unread != Unread::Day).map(fault_of);
        return AgreedStatus { text: None, fault, finding: None };
    };
    let is_other = |other: &str| *text != *other && fold_name(&text) != fold_name(other);
    let mut newest = on;
    let mut contradicts = None;
    for (other, on, row) in reported {
        // One that has no day may be of any.
        newest = newest.zip(on).map(|(newest, on)| newest.max(on));
        if contradicts.is_none() && is_other(&other) {
            contradicts = Some(row);
        }
    }
    let finding = contradicts.map(|row| {
        let finding = Finding {
            place: sheets.cell(row, slot::STATUS),
            severity: Severity::Warning,
            code: "status-contradiction",
            message: format!(
                "tilbud \"{id}\" har en anden status i {}; ingen af dem bruges, og kvaliteten er \
                 ukendt, medmindre en vurdering er nyere end dem alle",
                sheets.place(first)
            ),
            action: "Ret den af rækkerne, der er forkert".to_owned(),
        };
        (row, finding)
    });
    let fault = match contradicts {
        // The newest day is the status's: one that can't be used may be newer than the others.
        _ if unread.is_some() => unread.map(fault_of),
        Some(_) => Some(StatusFault::Contradiction(newest)),
        None => None,
    };
    let text = fault.is_none().then_some(text);
    AgreedStatus { text, fault, finding }
}

const fn fault_of(unread: Unread) -> StatusFault {
    match unread {
        Unread::Day | Unread::Status => StatusFault::Unread,
        Unread::Row => StatusFault::Lost,
    }
}
