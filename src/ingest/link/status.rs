//! What is the approval status of a provider, when its rows do not agree?
//!
//! A status that was given and can't be used is never replaced by another that happens to be there
//! (Reading R48): neither by the first row's, nor by the more favourable one.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::{Finding, Severity};
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::provider::Unread;
use crate::ingest::row::said_status::SaidStatus;
use crate::model::{RowRef, StatusFault};
use crate::register::fold_name;

/// What rows say that are not used, by *tilbudsid*: those set aside as another's double by that of
/// their own and by that of the row which was kept, those set aside for another fault by those that
/// they may be of.
pub(crate) type DroppedStatuses = BTreeMap<Box<str>, Vec<SaidStatus>>;

/// The day of a status that all rows agree on: the newest, as each department may have been brought
/// up to date on its own. None where a double that was set aside is of another day: nobody knows
/// which of them holds.
pub(crate) fn status_day(
    kept: impl Iterator<Item = Option<NaiveDate>>,
    dropped: &[SaidStatus],
) -> Option<NaiveDate> {
    let newest = kept.flatten().max();
    newest.filter(|_| dropped.iter().all(|said| said.on == newest))
}

/// The status that all rows agree on.
pub(crate) struct AgreedStatus {
    /// As written; `None` when not reported, or when it can't be used.
    pub(crate) text: Option<Arc<str>>,
    pub(crate) fault: Option<StatusFault>,
    pub(crate) finding: Option<(RowRef, Finding)>,
}

/// The status that the rows of provider `id` say together.
pub(crate) fn status_of(
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
            code: LinkCode::StatusContradiction.slug(),
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
        Unread::List => StatusFault::ListLost,
    }
}
