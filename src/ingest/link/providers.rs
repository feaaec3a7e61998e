//! Which rows are of the same provider, and do they agree?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::link::both_lists::without_those_on_the_portal;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::linked_part::LinkedPart;
use crate::ingest::link::lost_providers::add_lost;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::stale::without_stale_providers;
use crate::ingest::link::status::DroppedStatuses;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;
use crate::model::{RowRef, StatusFault};
use crate::register::fold_name;

pub(crate) fn link_providers(
    sheets: &mut Sheets,
    fresh_since: Option<NaiveDate>,
) -> LinkedProviders {
    let mut rows = Vec::new();
    for sheet in &mut sheets.0 {
        let mut of_sheet = std::mem::take(&mut sheet.providers);
        if rows.is_empty() {
            rows = of_sheet;
        } else {
            rows.append(&mut of_sheet);
        }
    }
    // Lists come sorted, or nearly so, which a stable sort makes use of.
    rows.par_sort();
    let (rows, stale) = without_stale_providers(rows, fresh_since, sheets);
    let (rows, shared) = without_those_on_the_portal(rows, sheets);
    let mut dropped = DroppedStatuses::new();
    let rows = without_repetitions(rows, sheets, &mut dropped);
    let mut rows = without_shared_departments(rows, sheets, &mut dropped);
    add_lost(&rows, fresh_since, sheets, &mut dropped);
    let parts: Vec<LinkedPart> = by_provider(&mut rows)
        .into_par_iter()
        .map(|rows| LinkedPart::of(rows, &dropped, sheets))
        .collect();
    // A million rows take a while to be given back to the system.
    rayon::spawn(move || drop(rows));
    let mut all = LinkedPart::default();
    for part in parts {
        all.append(part);
    }
    for (row, finding) in all.findings {
        sheets.notes(row).findings.push(finding);
    }
    for (sheet, n) in sheets.0.iter_mut().zip(all.used) {
        sheet.rows_used += n;
    }
    let mut linked = LinkedProviders {
        providers: all.providers,
        departments: all.departments,
        statuses: Vec::new(),
        target_groups: all.target_groups,
        p_numbers: all.p_numbers,
        shared,
        stale,
    };
    intern_statuses(&all.statuses, sheets, &mut linked);
    linked
}

/// Sorted rows in parts of some thousands, each with all rows of its providers.
fn by_provider(mut rows: &mut [ProviderRow]) -> Vec<&mut [ProviderRow]> {
    const ROWS: usize = 1 << 14;
    let mut parts = Vec::new();
    while rows.len() > ROWS {
        let last = &rows[ROWS - 1].id;
        let more = rows[ROWS..].iter().take_while(|row| row.id == *last).count();
        let (part, rest) = rows.split_at_mut(ROWS + more);
        parts.push(part);
        rows = rest;
    }
    parts.push(rows);
    parts
}

/// Of the rows of one department the first is kept: the others are set aside, with a note when
/// they say the same and an error when they do not.
fn without_repetitions(
    mut rows: Vec<ProviderRow>,
    sheets: &mut Sheets,
    dropped: &mut DroppedStatuses,
) -> Vec<ProviderRow> {
    rows.dedup_by(|row, first| {
        if first.id != row.id || first.department != row.department {
            return false;
        }
        if !row.says_the_same(first) {
            duplicate(row, &first.id, first.row, sheets);
            dropped.entry(row.id.clone()).or_default().push(SaidStatus::of(row));
            return true;
        }
        let other = sheets.place(first.row);
        sheets.set_identical_aside(row.row, &row.id, &other);
        true
    });
    rows
}

/// The same `afdelingsid` under two tilbud: the first tilbud keeps it.
fn without_shared_departments(
    mut rows: Vec<ProviderRow>,
    sheets: &mut Sheets,
    dropped: &mut DroppedStatuses,
) -> Vec<ProviderRow> {
    let mut by_department: Vec<usize> =
        (0..rows.len()).filter(|at| rows[*at].department.is_some()).collect();
    by_department
        .par_sort_unstable_by(|a, b| (&rows[*a].department, a).cmp(&(&rows[*b].department, b)));
    let mut is_dropped = vec![false; rows.len()];
    for same in by_department.chunk_by(|a, b| rows[*a].department == rows[*b].department) {
        for later in &same[1..] {
            let first = &rows[same[0]];
            duplicate(&rows[*later], &first.id, first.row, sheets);
            for id in [&first.id, &rows[*later].id] {
                dropped.entry(id.clone()).or_default().push(SaidStatus::of(&rows[*later]));
            }
            is_dropped[*later] = true;
        }
    }
    let mut dropped = is_dropped.into_iter();
    rows.retain(|_| dropped.next() != Some(true));
    rows
}

fn duplicate(row: &ProviderRow, first_id: &str, first: RowRef, sheets: &mut Sheets) {
    let other = sheets.place(first);
    let slot = if row.department.is_some() { slot::DEPARTMENT_ID } else { slot::ID };
    let what = match &row.department {
        Some(department) => format!("afdelingsid \"{department}\""),
        None => format!("tilbudsid \"{}\" uden afdelingsid", row.id),
    };
    let whose = if *first_id == *row.id {
        "med andre oplysninger".to_owned()
    } else {
        format!("under tilbud \"{first_id}\"")
    };
    let message = format!("{what} står også i {other}, {whose}; denne række er ikke brugt");
    let told = Told::error(
        LinkCode::DuplicateDepartment.slug(),
        message,
        "Ret id'et, eller slet den af rækkerne, der ikke gælder",
    );
    sheets.refuse(row.row, slot, &row.id, told);
}

/// Each status once, sorted; spellings that differ in case or blanks only are one.
fn intern_statuses(
    statuses: &[Option<Arc<str>>],
    sheets: &mut Sheets,
    linked: &mut LinkedProviders,
) {
    let written: BTreeSet<&str> = statuses.iter().flatten().map(|status| &**status).collect();
    let mut by_fold: BTreeMap<String, &str> = BTreeMap::new();
    for status in &written {
        by_fold.entry(fold_name(status)).or_insert(status);
    }
    let mut spellings: Vec<Box<str>> = by_fold.values().map(|status| (*status).into()).collect();
    spellings.sort();
    // A place in the list is one byte.
    spellings.truncate(1 << u8::BITS);
    let place_of = |status: &str| {
        let spelling = by_fold.get(&fold_name(status))?;
        u8::try_from(spellings.binary_search_by(|known| (**known).cmp(spelling)).ok()?).ok()
    };
    let places: BTreeMap<&str, Option<u8>> =
        written.iter().map(|status| (*status, place_of(status))).collect();
    for (provider, status) in linked.providers.iter_mut().zip(statuses) {
        let Some(status) = status else { continue };
        provider.status = places.get(&**status).copied().flatten();
        if provider.status.is_none() {
            provider.status_fault = Some(StatusFault::Unread);
            let notes = sheets.notes(provider.row);
            notes.add(
                notes.cell(provider.row.row, slot::STATUS),
                Told::warning(
                    LinkCode::TooManyStatuses.slug(),
                    format!(
                        "over 256 forskellige godkendelsesstatusser; \"{status}\" er ikke læst"
                    ),
                    "Se efter, om kolonnen er den rigtige",
                ),
            );
        }
    }
    linked.statuses = spellings;
}
