//! Which rows are of the same provider, and do they agree?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::slice::ParallelSliceMut;

use super::both_lists::{Aliases, without_those_on_the_portal};
use super::fields::provider as slot;
use super::provider_rows::ProviderRow;
use super::sheet_read::Sheets;
use super::stale::without_stale_providers;
use crate::finding::Severity;
use crate::model::{
    Department, LegalBasisSet, MunicipalityCode, Provider, ProviderKindSet, RowRef, ServiceSet,
    TargetGroupSet,
};
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
    rows.par_sort_unstable();
    let (rows, stale) = without_stale_providers(rows, fresh_since, sheets);
    let (rows, aliases) = without_those_on_the_portal(rows, sheets);
    let rows = without_repetitions(rows, sheets);
    let mut rows = without_shared_departments(rows, sheets);
    let mut linked = LinkedProviders { aliases, stale, ..LinkedProviders::default() };
    let mut statuses = Vec::new();
    for of_one in rows.chunk_by_mut(|a, b| a.id == b.id) {
        for row in &*of_one {
            sheets.used(row.row);
        }
        statuses.push(link_one(of_one, sheets, &mut linked));
    }
    // A million rows take a while to be given back to the system.
    rayon::spawn(move || drop(rows));
    intern_statuses(&statuses, sheets, &mut linked);
    linked
}

/// Of the rows of one department the first is kept: the others are set aside, with a note when
/// they say the same and an error when they do not.
fn without_repetitions(mut rows: Vec<ProviderRow>, sheets: &mut Sheets) -> Vec<ProviderRow> {
    rows.dedup_by(|row, first| {
        if first.id != row.id || first.department != row.department {
            return false;
        }
        if !row.says_the_same(first) {
            duplicate(row, &first.id, first.row, sheets);
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
fn without_shared_departments(mut rows: Vec<ProviderRow>, sheets: &mut Sheets) -> Vec<ProviderRow> {
    let mut by_department: Vec<usize> =
        (0..rows.len()).filter(|at| rows[*at].department.is_some()).collect();
    by_department
        .par_sort_unstable_by(|a, b| (&rows[*a].department, a).cmp(&(&rows[*b].department, b)));
    let mut is_dropped = vec![false; rows.len()];
    for same in by_department.chunk_by(|a, b| rows[*a].department == rows[*b].department) {
        for later in &same[1..] {
            let first = &rows[same[0]];
            duplicate(&rows[*later], &first.id, first.row, sheets);
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

/// Links the rows of one provider, and takes out of them what its departments keep. Gives its
/// status, to be interned.
fn link_one(
    rows: &mut [ProviderRow],
    sheets: &mut Sheets,
    linked: &mut LinkedProviders,
) -> Option<Arc<str>> {
    let mut agree = Agreement { rows: &*rows, sheets: &mut *sheets };
    let name: Option<Box<str>> = agree.first(slot::NAME, |row| row.name.as_deref()).map(Into::into);
    let cvr: Option<Box<str>> = agree.first(slot::CVR, |row| row.cvr.as_deref()).map(Into::into);
    let places = agree.first(slot::PROVIDER_PLACES, |row| row.provider_places);
    let ownership = agree.unanimous(slot::OWNERSHIP, |row| row.ownership);
    let supervision = agree.unanimous(slot::SUPERVISION, |row| row.supervision);
    let status = agree
        .unanimous(slot::STATUS, |row| row.status.as_deref().map(Spelling))
        .and_then(|_| rows.iter().find_map(|row| row.status.clone()));
    let mut whole = rows.iter().filter(|row| row.department.is_none());
    // A row without afdelingsid is of the whole provider, and so are its places.
    let all_places = places.or_else(|| whole.clone().find_map(|row| row.department_places));
    let seat = whole.find_map(|row| row.municipality);
    let has_departments = rows.iter().any(|row| row.department.is_some());
    if !has_departments {
        let place = range(linked.providers.len(), linked.providers.len()).start;
        let numbers = rows.iter().filter_map(|row| row.p_number.clone());
        linked.p_numbers.extend(numbers.map(|number| (number, place)));
    }
    let start = linked.departments.len();
    linked.departments.extend(rows.iter_mut().filter_map(|row| {
        Some(Department {
            id: row.department.take()?,
            p_number: row.p_number.take(),
            municipality: row.municipality,
            places: row.department_places,
            legal_bases: LegalBasisSet(row.legal_bases),
            target_groups: TargetGroupSet(row.target_groups),
            ages: row.ages,
            services: ServiceSet(row.services),
            row: row.row,
        })
    }));
    let beyond = rows.iter().find_map(|row| row.beyond.as_deref());
    let service_area = beyond.map_or(&[][..], |beyond| &beyond.service_area);
    linked
        .target_groups
        .push(TargetGroupSet(rows.iter().fold(0, |groups, row| groups | row.target_groups)));
    linked.providers.push(Provider {
        id: rows[0].id.clone(),
        name: name.unwrap_or_else(|| rows[0].id.clone()),
        is_on_portal: rows[0].is_on_portal,
        cvr,
        ownership,
        operator: beyond.and_then(|beyond| beyond.operator),
        stated_kinds: ProviderKindSet(beyond.map_or(0, |beyond| beyond.kinds)),
        stated_supervision: supervision,
        status: None,
        // Each department may have been brought up to date on its own: the newest is meant.
        status_on: rows.iter().filter_map(|row| row.status_on).max(),
        legal_bases: LegalBasisSet(rows.iter().fold(0, |bases, row| bases | row.legal_bases)),
        has_unknown_legal_basis: rows.iter().any(|row| row.has_unknown_legal_basis),
        places: all_places,
        municipality: if has_departments {
            None
        } else {
            // A service area of one municipality is where the provider stands.
            let only = <&[_; 1]>::try_from(service_area).map(|[only]| *only);
            seat.or(only.ok())
        },
        service_area: service_area.into(),
        departments: range(start, linked.departments.len()),
        row: rows[0].row,
    });
    places_disagree(rows, places, &linked.departments[start..], sheets);
    status
}

/// The places of the departments against those of the whole: told when they cannot both be right.
/// A department that does not report its places may hold what is missing.
fn places_disagree(
    rows: &[ProviderRow],
    whole: Option<u32>,
    departments: &[Department],
    sheets: &mut Sheets,
) {
    let Some(whole) = whole.map(u64::from).filter(|_| !departments.is_empty()) else { return };
    let sum: u64 = departments.iter().filter_map(|d| d.places).map(u64::from).sum();
    let all_reported = departments.iter().all(|department| department.places.is_some());
    if sum <= whole && !(all_reported && sum < whole) {
        return;
    }
    let Some(row) = rows.iter().find(|row| row.provider_places.is_some()) else { return };
    let notes = sheets.notes(row.row);
    notes.add(
        notes.cell(row.row.row, slot::PROVIDER_PLACES),
        Severity::Warning,
        "places-disagree",
        format!(
            "tilbuddet har {whole} pladser, men dets afdelinger har {sum} tilsammen; afdelingernes \
             bruges, hvor pladser tælles"
        ),
        "Ret det af tallene, der er forkert",
    );
}

/// Whether the rows of one provider say the same of it.
struct Agreement<'r> {
    rows: &'r [ProviderRow],
    sheets: &'r mut Sheets,
}

impl<'r> Agreement<'r> {
    /// The first value reported; a finding when another row says otherwise.
    fn first<T: PartialEq + Copy>(
        &mut self,
        slot: usize,
        of: impl Fn(&'r ProviderRow) -> Option<T>,
    ) -> Option<T> {
        self.contradiction(slot, "den første bruges", &of);
        self.rows.iter().find_map(of)
    }

    /// The value reported, when no row says otherwise; else a finding, and none.
    fn unanimous<T: PartialEq>(
        &mut self,
        slot: usize,
        of: impl Fn(&'r ProviderRow) -> Option<T>,
    ) -> Option<T> {
        let contradicts = self.contradiction(slot, "regnes som ikke oplyst", &of);
        if contradicts { None } else { self.rows.iter().find_map(of) }
    }

    fn contradiction<T: PartialEq>(
        &mut self,
        slot: usize,
        cost: &str,
        of: impl Fn(&'r ProviderRow) -> Option<T>,
    ) -> bool {
        let mut reported = self.rows.iter().filter_map(|row| Some((row.row, of(row)?)));
        let Some((first, value)) = reported.next() else { return false };
        let Some((other, _)) = reported.find(|(_, other)| *other != value) else { return false };
        let place = self.sheets.place(first);
        let notes = self.sheets.notes(other);
        notes.add(
            notes.cell(other.row, slot),
            Severity::Warning,
            "provider-contradiction",
            format!("tilbud \"{}\" har en anden oplysning i {place}; {cost}", self.rows[0].id),
            "Ret den af rækkerne, der er forkert",
        );
        true
    }
}

/// A text of which neither case nor blanks matter.
struct Spelling<'r>(&'r str);

impl PartialEq for Spelling<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || fold_name(self.0) == fold_name(other.0)
    }
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
