//! Which rows are of the same provider, and do they agree?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::both_lists::{Aliases, without_those_on_the_portal};
use super::fields::provider as slot;
use super::linked_part::LinkedPart;
use super::lost_providers::add_lost;
use super::provider_rows::ProviderRow;
use super::sheet_read::Sheets;
use super::stale::without_stale_providers;
use super::status::{DroppedStatuses, SaidStatus};
use crate::finding::Severity;
use crate::model::{Department, MunicipalityCode, Provider, RowRef, StatusFault, TargetGroupSet};
use crate::register::fold_name;

/// Providers and departments, linked, and the target groups of each provider.
#[derive(Debug, Default)]
pub(super) struct LinkedProviders {
    pub(super) providers: Vec<Provider>,
    pub(super) departments: Vec<Department>,
    pub(super) statuses: Vec<Box<str>>,
    pub(super) target_groups: Vec<TargetGroupSet>,
    /// *P-numre* of providers without departments, with the provider's place.
    pub(super) p_numbers: Vec<(Box<str>, u32)>,
    /// Ids of other lists whose provider the portal has.
    aliases: Aliases,
    /// Ids of which every row was set aside as stale, sorted.
    pub(super) stale: Vec<Box<str>>,
}

impl LinkedProviders {
    /// The place of a provider by its id, or by its id in another list.
    pub(super) fn place_of(&self, id: &str) -> Option<u32> {
        let find = |id: &str| self.providers.binary_search_by(|known| (*known.id).cmp(id)).ok();
        let place = find(id).or_else(|| find(self.aliases.get(id)?))?;
        u32::try_from(place).ok()
    }

    /// The departments of a provider.
    pub(super) fn departments_of(&self, provider: u32) -> &[Department] {
        let range = &self.providers[provider as usize].departments;
        &self.departments[range.start as usize..range.end as usize]
    }

    /// Where a provider lies or works: sorted, each once.
    pub(super) fn municipalities_of(&self, provider: u32) -> Vec<MunicipalityCode> {
        let known = &self.providers[provider as usize];
        let mut codes: Vec<MunicipalityCode> =
            self.departments_of(provider).iter().filter_map(|d| d.municipality).collect();
        codes.extend(known.municipality);
        codes.extend(&*known.service_area);
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

pub(super) fn link_providers(
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
    let (rows, aliases) = without_those_on_the_portal(rows, sheets);
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
        aliases,
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
        let notes = sheets.notes(row.row);
        notes.add(
            notes.row(row.row.row),
            Severity::Note,
            "identical-row",
            format!("rækken er den samme som {other}; den er brugt én gang"),
            "Slet den ene",
        );
        let reason = format!("rækken er den samme som {other}");
        notes.set_row_aside(row.row.row, None, "identical-row", &row.id, reason);
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
    let notes = sheets.notes(row.row);
    notes.add(
        notes.cell(row.row.row, slot),
        Severity::Error,
        "duplicate-department",
        message.clone(),
        "Ret id'et, eller slet den af rækkerne, der ikke gælder",
    );
    notes.set_row_aside(row.row.row, Some(slot), "duplicate-department", &row.id, message);
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
                Severity::Warning,
                "too-many-statuses",
                format!("over 256 forskellige godkendelsesstatusser; \"{status}\" er ikke læst"),
                "Se efter, om kolonnen er den rigtige",
            );
        }
    }
    linked.statuses = spellings;
}

/// A range of places in a list; lists of the dataset are far shorter than four billion.
pub(super) fn range(start: usize, end: usize) -> std::ops::Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(start)..place(end)
}
