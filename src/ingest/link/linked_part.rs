//! What do the rows of some providers say together, each provider's of it?

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::linked::range;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::status::{DroppedStatuses, status_day, status_of};
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;
use crate::model::{
    Department, LegalBasisSet, Provider, ProviderId, ProviderKindSet, RowRef, ServiceSet,
    TargetGroupSet,
};

/// Providers that follow each other, with places counted within the part: parts are made on
/// several threads and put behind each other.
#[derive(Debug, Default)]
pub(crate) struct LinkedPart {
    pub(crate) providers: Vec<Provider>,
    pub(crate) departments: Vec<Department>,
    pub(crate) target_groups: Vec<TargetGroupSet>,
    /// Status of each provider as written, to be interned.
    pub(crate) statuses: Vec<Option<Arc<str>>>,
    /// *P-numre* of providers without departments, with the provider.
    pub(crate) p_numbers: Vec<(Box<str>, ProviderId)>,
    /// What was found, and in which row.
    pub(crate) findings: Vec<(RowRef, Finding)>,
    /// Rows used, by sheet.
    pub(crate) used: Vec<u64>,
}

impl LinkedPart {
    /// Links sorted rows, and takes out of them what the departments keep.
    pub(crate) fn of(rows: &mut [ProviderRow], dropped: &DroppedStatuses, sheets: &Sheets) -> Self {
        let mut part = Self { used: vec![0; sheets.0.len()], ..Self::default() };
        for of_one in rows.chunk_by_mut(|a, b| a.id == b.id) {
            for row in &*of_one {
                part.used[row.row.sheet.0 as usize] += 1;
            }
            part.add(of_one, dropped, sheets);
        }
        part
    }

    /// Puts a part behind this one.
    pub(crate) fn append(&mut self, mut next: Self) {
        let n_providers = range(0, self.providers.len()).end;
        let n_departments = range(0, self.departments.len()).end;
        for provider in &mut next.providers {
            provider.departments.start += n_departments;
            provider.departments.end += n_departments;
        }
        next.p_numbers.iter_mut().for_each(|(_, place)| place.0 += n_providers);
        self.providers.append(&mut next.providers);
        self.departments.append(&mut next.departments);
        self.target_groups.append(&mut next.target_groups);
        self.statuses.append(&mut next.statuses);
        self.p_numbers.append(&mut next.p_numbers);
        self.findings.append(&mut next.findings);
        self.used.resize(next.used.len(), 0);
        self.used.iter_mut().zip(next.used).for_each(|(all, more)| *all += more);
    }

    /// The rows of one provider.
    fn add(&mut self, rows: &mut [ProviderRow], dropped: &DroppedStatuses, sheets: &Sheets) {
        let mut agree = Agreement { rows: &*rows, sheets, findings: &mut self.findings };
        let name: Option<Box<str>> =
            agree.first(slot::NAME, |row| row.name.as_deref()).map(Into::into);
        let cvr: Option<Box<str>> =
            agree.first(slot::CVR, |row| row.cvr.as_deref()).map(Into::into);
        let places = agree.first(slot::PROVIDER_PLACES, |row| row.provider_places);
        let ownership = agree.unanimous(slot::OWNERSHIP, |row| row.ownership);
        let supervision = agree.unanimous(slot::SUPERVISION, |row| row.supervision);
        let dropped = dropped.get(&rows[0].id).map_or(&[][..], Vec::as_slice);
        let said = rows.iter().map(SaidStatus::of).chain(dropped.iter().cloned());
        let status = status_of(&rows[0].id, said, sheets);
        self.findings.extend(status.finding);
        let mut whole = rows.iter().filter(|row| row.department.is_none());
        // A row without afdelingsid is of the whole provider, and so are its places.
        let all_places = places.or_else(|| whole.clone().find_map(|row| row.department_places));
        let seat = whole.find_map(|row| row.municipality);
        let has_departments = rows.iter().any(|row| row.department.is_some());
        if !has_departments {
            let provider = ProviderId::at(self.providers.len());
            let numbers = rows.iter().filter_map(|row| row.p_number.clone());
            self.p_numbers.extend(numbers.map(|number| (number, provider)));
        }
        let start = self.departments.len();
        self.departments.extend(rows.iter_mut().filter_map(|row| {
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
        self.statuses.push(status.text);
        self.target_groups
            .push(TargetGroupSet(rows.iter().fold(0, |groups, row| groups | row.target_groups)));
        self.providers.push(Provider {
            id: rows[0].id.clone(),
            name: name.unwrap_or_else(|| rows[0].id.clone()),
            is_on_portal: rows[0].is_on_portal,
            cvr,
            ownership,
            operator: beyond.and_then(|beyond| beyond.operator),
            stated_kinds: ProviderKindSet(beyond.map_or(0, |beyond| beyond.kinds)),
            stated_supervision: supervision,
            status: None,
            status_fault: status.fault,
            status_on: status_day(rows.iter().map(|row| row.status_on), dropped),
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
            departments: range(start, self.departments.len()),
            row: rows[0].row,
        });
        let disagree = places_disagree(rows, places, &self.departments[start..], sheets);
        self.findings.extend(disagree);
    }
}

/// The places of the departments against those of the whole: told when they cannot both be right.
/// A department that does not report its places may hold what is missing.
fn places_disagree(
    rows: &[ProviderRow],
    whole: Option<u32>,
    departments: &[Department],
    sheets: &Sheets,
) -> Option<(RowRef, Finding)> {
    let whole = whole.map(u64::from).filter(|_| !departments.is_empty())?;
    let sum: u64 = departments.iter().filter_map(|d| d.places).map(u64::from).sum();
    let all_reported = departments.iter().all(|department| department.places.is_some());
    if sum <= whole && !(all_reported && sum < whole) {
        return None;
    }
    let row = rows.iter().find(|row| row.provider_places.is_some())?.row;
    let finding = Finding {
        place: sheets.cell(row, slot::PROVIDER_PLACES),
        severity: Severity::Warning,
        code: LinkCode::PlacesDisagree.slug(),
        message: format!(
            "tilbuddet har {whole} pladser, men dets afdelinger har {sum} tilsammen; afdelingernes \
             bruges, hvor pladser tælles"
        ),
        action: "Ret det af tallene, der er forkert".to_owned(),
    };
    Some((row, finding))
}

/// Whether the rows of one provider say the same of it.
struct Agreement<'r> {
    rows: &'r [ProviderRow],
    sheets: &'r Sheets,
    findings: &'r mut Vec<(RowRef, Finding)>,
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
        let finding = Finding {
            place: self.sheets.cell(other, slot),
            severity: Severity::Warning,
            code: LinkCode::ProviderContradiction.slug(),
            message: format!(
                "tilbud \"{}\" har en anden oplysning i {place}; {cost}",
                self.rows[0].id
            ),
            action: "Ret den af rækkerne, der er forkert".to_owned(),
        };
        self.findings.push((other, finding));
        true
    }
}
