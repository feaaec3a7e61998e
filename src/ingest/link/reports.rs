//! Which unit is a row of a yearly report of, and which rows say the same of it?
//!
//! A row is of a department of the provider where it names one, or where the provider has only one;
//! else of the provider as a whole. Where rows of one unit, year and legal basis say two things, what
//! they differ in is not known (Reading R87).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rayon::slice::ParallelSliceMut;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::report_fields::{capacity as slot, flows, report};
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::find_provider::NamedReport;
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::report::{CapacityRow, FlowRow, ReportKey};
use crate::ingest::scan::aside::Aside;
use crate::ingest::scan::notes::LostPart;
use crate::model::{
    CapacityFigures, CapacityReport, DepartmentId, FlowReport, LegalBasisId, Payer, ProviderId,
    ReportedUnit, RowRef,
};

/// The rows of all yearly reports, on their way to their units.
pub(crate) struct Reports {
    capacity: Vec<CapacityRow>,
    flows: Vec<FlowRow>,
    gaps: Vec<ReportKey>,
    /// Whose rows stand in sheets of flows of which something is lost, and nobody knows whose.
    doubtful: BTreeSet<ReportKey>,
    /// By what rows say of their provider: who it is.
    named: BTreeMap<ReportKey, ProviderId>,
}

/// Yearly reports, linked.
#[derive(Default)]
pub(crate) struct LinkedReports {
    pub(crate) capacity: Vec<CapacityReport>,
    pub(crate) flows: Vec<FlowReport>,
    pub(crate) flow_gaps: Vec<ProviderId>,
}

impl Reports {
    /// Takes the rows out of the sheets, without those of years before that of the day that rows
    /// must be as new as; and what they say of their providers, to be named.
    pub(crate) fn take(
        sheets: &mut Sheets,
        fresh_since: Option<NaiveDate>,
    ) -> (Self, Vec<NamedReport>) {
        let (mut capacity, mut flow_rows) = (Vec::new(), Vec::new());
        let (mut gaps, mut doubtful) = (Vec::new(), BTreeSet::new());
        for sheet in &mut sheets.0 {
            let mut rows = std::mem::take(&mut sheet.reports);
            let is_lost = sheet.role == SheetRole::Flows && sheet.notes.lost > LostPart::Nothing;
            if is_lost || rows.has_gap_of_anybody {
                doubtful.extend(rows.flows.iter().map(|row| (*row.key).clone()));
            }
            capacity.append(&mut rows.capacity);
            flow_rows.append(&mut rows.flows);
            gaps.append(&mut rows.gaps);
        }
        if let Some(since) = fresh_since {
            let mut is_fresh = |year: u16, row: RowRef, key: &ReportKey| {
                let is_fresh = i32::from(year) >= since.year();
                if !is_fresh {
                    let reason = format!(
                        "rækken er fra {year}, før {}; bed om nyere tal, eller vælg en tidligere \
                         dag med --fresh-since",
                        since.format("%d-%m-%Y")
                    );
                    let code = LinkCode::StaleReport.slug();
                    let aside = Aside::new(code, &key.provider, reason);
                    sheets.set_aside(row, report::YEAR, aside);
                }
                is_fresh
            };
            capacity.retain(|row| is_fresh(row.year, row.row, &row.key));
            flow_rows.retain(|row| is_fresh(row.year, row.row, &row.key));
        }
        let mut named: BTreeMap<ReportKey, Vec<RowRef>> = BTreeMap::new();
        {
            let keys = capacity.iter().map(|row: &CapacityRow| (&row.key, row.row));
            let keys = keys.chain(flow_rows.iter().map(|row: &FlowRow| (&row.key, row.row)));
            let mut run: Option<(&Arc<ReportKey>, Vec<RowRef>)> = None;
            let mut close = |run: Option<(&Arc<ReportKey>, Vec<RowRef>)>| {
                if let Some((key, rows)) = run {
                    // Rows follow each other: the key is copied once for each run of them.
                    match named.get_mut(&**key) {
                        Some(known) => known.extend(rows),
                        None => {
                            named.insert((**key).clone(), rows);
                        }
                    }
                }
            };
            for (key, row) in keys {
                match &mut run {
                    Some((last, rows)) if Arc::ptr_eq(last, key) => rows.push(row),
                    _ => close(run.replace((key, vec![row]))),
                }
            }
            close(run);
        }
        // What they say is looked for again by what is written, which is kept.
        let asked = named.into_iter().map(|(key, rows)| NamedReport { key, rows }).collect();
        let reports = Self { capacity, flows: flow_rows, gaps, doubtful, named: BTreeMap::new() };
        (reports, asked)
    }

    /// Learns who the rows are of. `asked` are the keys that were handed out, with the provider's
    /// own *tilbudsid* by now; those of nobody are missing, and their rows set aside.
    pub(crate) fn name(&mut self, asked: Vec<NamedReport>, linked: &LinkedProviders) {
        let mut of_row: Vec<(RowRef, ProviderId)> = Vec::new();
        for NamedReport { key, rows } in asked {
            // One row stands for all of a key.
            if let (Some(provider), Some(first)) = (linked.place_of(&key.provider), rows.first()) {
                of_row.push((*first, provider));
            }
        }
        of_row.sort_unstable();
        let find = |row: RowRef| {
            of_row.binary_search_by_key(&row, |(known, _)| *known).ok().map(|at| of_row[at].1)
        };
        let keys = self.capacity.iter().map(|row| (&row.key, row.row));
        for (key, row) in keys.chain(self.flows.iter().map(|row| (&row.key, row.row))) {
            if let Some(provider) = find(row) {
                self.named.insert((**key).clone(), provider);
            }
        }
    }

    /// Puts every row to its unit, and rows that say the same together.
    pub(crate) fn link(self, linked: &LinkedProviders, sheets: &mut Sheets) -> LinkedReports {
        if self.capacity.is_empty() && self.flows.is_empty() {
            return LinkedReports::default();
        }
        let departments: BTreeMap<&str, DepartmentId> = linked
            .departments
            .iter()
            .enumerate()
            .map(|(at, department)| (&*department.id, DepartmentId::at(at)))
            .collect();
        let mut units = Units { linked, departments, named: &self.named, last: None };
        let flow_gaps: BTreeSet<ProviderId> =
            self.gaps.iter().chain(&self.doubtful).filter_map(|key| units.provider(key)).collect();
        let mut capacity = Vec::with_capacity(self.capacity.len());
        for row in self.capacity {
            if let Some(unit) = units.of(&row.key, row.row, sheets) {
                let basis = row.legal_basis.or_else(|| units.only_basis(unit));
                capacity.push((unit, row.year, basis, row));
            }
        }
        let mut flow_rows = Vec::with_capacity(self.flows.len());
        for row in self.flows {
            if let Some(unit) = units.of(&row.key, row.row, sheets) {
                let FlowRow { year, payer, citizens, row, .. } = row;
                flow_rows.push(FlowReport { unit, year, payer, citizens, row });
            }
        }
        LinkedReports {
            capacity: of_capacity(capacity, linked, sheets),
            flows: of_flows(flow_rows, linked, sheets),
            flow_gaps: flow_gaps.into_iter().collect(),
        }
    }
}

/// Which unit is a row of?
struct Units<'l> {
    linked: &'l LinkedProviders,
    departments: BTreeMap<&'l str, DepartmentId>,
    named: &'l BTreeMap<ReportKey, ProviderId>,
    last: Option<(Arc<ReportKey>, Option<ReportedUnit>)>,
}

impl Units<'_> {
    fn provider(&self, key: &ReportKey) -> Option<ProviderId> {
        if let Some(provider) = self.named.get(key) {
            return Some(*provider);
        }
        let by_department = || {
            let department = self.departments.get(key.others.department.as_deref()?)?;
            let place = u32::try_from(department.index()).ok()?;
            let at = self.linked.providers.partition_point(|p| p.departments.end <= place);
            Some(ProviderId::at(at))
        };
        self.linked.place_of(&key.provider).or_else(by_department)
    }

    /// The unit of a row; a row of a department that the provider has not is set aside.
    fn of(
        &mut self,
        key: &Arc<ReportKey>,
        row: RowRef,
        sheets: &mut Sheets,
    ) -> Option<ReportedUnit> {
        let known = self.last.as_ref().filter(|(last, _)| Arc::ptr_eq(last, key));
        let unit = if let Some((_, unit)) = known {
            *unit
        } else {
            // A row that nobody was found for is set aside already.
            let provider = *self.named.get(&**key)?;
            let unit = self.unit(provider, key);
            self.last = Some((Arc::clone(key), unit));
            unit
        };
        if unit.is_none() {
            let id = key.others.department.as_deref().unwrap_or_default();
            let told = Told::warning(
                LinkCode::UnknownDepartment.slug(),
                format!("tilbuddet har ingen afdeling \"{id}\"; rækken er ikke brugt"),
                "Ret afdelingsid, eller tilføj afdelingen i udtrækket",
            );
            sheets.refuse(row, report::DEPARTMENT_ID, &key.provider, told);
        }
        unit
    }

    fn unit(&self, provider: ProviderId, key: &ReportKey) -> Option<ReportedUnit> {
        let range = self.linked.provider(provider).departments.clone();
        let of = |department| Some(ReportedUnit { provider, department });
        if let Some(id) = key.others.department.as_deref() {
            let department = *self.departments.get(id)?;
            let place = u32::try_from(department.index()).unwrap_or(u32::MAX);
            return if range.contains(&place) { of(Some(department)) } else { None };
        }
        match range.len() {
            1 => of(Some(DepartmentId(range.start))),
            _ => of(None),
        }
    }

    /// The one legal basis that a unit has.
    fn only_basis(&self, unit: ReportedUnit) -> Option<LegalBasisId> {
        let bases = match unit.department {
            Some(department) => self.linked.departments[department.index()].legal_bases,
            None => self.linked.provider(unit.provider).legal_bases,
        };
        let mut all = bases.iter();
        all.next().filter(|_| all.next().is_none())
    }
}

/// A row of capacity with its unit, year and legal basis.
type Placed = (ReportedUnit, u16, Option<LegalBasisId>, CapacityRow);

fn of_capacity(
    mut rows: Vec<Placed>,
    linked: &LinkedProviders,
    sheets: &mut Sheets,
) -> Vec<CapacityReport> {
    rows.par_sort_unstable_by_key(|(unit, year, basis, row)| {
        (*unit, *year, *basis, row.figures, row.change, row.row)
    });
    let in_parts: BTreeSet<(ProviderId, u16)> = rows
        .iter()
        .filter(|(unit, ..)| unit.department.is_some())
        .map(|(unit, year, ..)| (unit.provider, *year))
        .collect();
    let mut reports: Vec<CapacityReport> = Vec::new();
    for (unit, year, legal_basis, row) in rows {
        let id = &linked.provider(unit.provider).id;
        if unit.department.is_none() && in_parts.contains(&(unit.provider, year)) {
            refuse_whole(row.row, id, sheets);
            continue;
        }
        let same = reports
            .last_mut()
            .filter(|last| (last.unit, last.year, last.legal_basis) == (unit, year, legal_basis));
        let Some(first) = same else {
            sheets.used(row.row);
            let changes = row.change.into_iter().collect();
            let figures = row.figures;
            reports.push(CapacityReport {
                unit,
                year,
                legal_basis,
                figures,
                changes,
                row: row.row,
            });
            continue;
        };
        let is_new_change = row.change.is_some_and(|change| !first.changes.contains(&change));
        // A row may be there for its change alone.
        if row.figures.is_empty() || first.figures.is_empty() || row.figures == first.figures {
            if first.figures.is_empty() {
                first.figures = row.figures;
            }
            if is_new_change {
                first.changes.extend(row.change);
                first.changes.sort_unstable();
                sheets.used(row.row);
            } else {
                let other = sheets.place(first.row);
                sheets.set_identical_aside(row.row, id, &other);
            }
            continue;
        }
        let place = sheets.place(first.row);
        first.figures = agreed(first.figures, row.figures);
        if is_new_change {
            first.changes.extend(row.change);
            first.changes.sort_unstable();
        }
        let told = Told::error(
            LinkCode::ReportContradiction.slug(),
            format!(
                "rækken er af samme afdeling, år og paragraf som {place}, men siger noget andet; \
                 det, de er uenige om, regnes som ikke oplyst"
            ),
            "Slet den af rækkerne, der ikke gælder",
        );
        sheets.refuse(row.row, slot::PLACES, id, told);
    }
    reports
}

/// What two rows say both, or one of them alone.
fn agreed(a: CapacityFigures, b: CapacityFigures) -> CapacityFigures {
    fn one<T: PartialEq + Copy>(a: Option<T>, b: Option<T>) -> Option<T> {
        match (a, b) {
            (Some(a), Some(b)) => (a == b).then_some(a),
            (a, b) => a.or(b),
        }
    }
    CapacityFigures {
        places: one(a.places, b.places),
        occupied: one(a.occupied, b.occupied),
        waiting: one(a.waiting, b.waiting),
        rate_oere: one(a.rate_oere, b.rate_oere),
    }
}

fn of_flows(
    mut rows: Vec<FlowReport>,
    linked: &LinkedProviders,
    sheets: &mut Sheets,
) -> Vec<FlowReport> {
    rows.par_sort_unstable_by_key(|row| (row.unit, row.year, row.payer, row.citizens, row.row));
    let in_parts: BTreeSet<(ProviderId, u16)> = rows
        .iter()
        .filter(|row| row.unit.department.is_some())
        .map(|row| (row.unit.provider, row.year))
        .collect();
    let mut reports: Vec<FlowReport> = Vec::with_capacity(rows.len());
    for row in rows {
        let id = &linked.provider(row.unit.provider).id;
        if row.unit.department.is_none() && in_parts.contains(&(row.unit.provider, row.year)) {
            refuse_whole(row.row, id, sheets);
            continue;
        }
        let key = |row: &FlowReport| (row.unit, row.year, row.payer);
        // Two whom nobody can name need not be the same.
        let is_somebody = row.payer != Payer::NotReported;
        let same = reports.last_mut().filter(|last| is_somebody && key(last) == key(&row));
        let Some(first) = same else {
            sheets.used(row.row);
            reports.push(row);
            continue;
        };
        let place = sheets.place(first.row);
        if first.citizens == row.citizens {
            sheets.set_identical_aside(row.row, id, &place);
            continue;
        }
        first.citizens = None;
        let told = Told::error(
            LinkCode::ReportContradiction.slug(),
            format!(
                "rækken er af samme afdeling, år og betalingskommune som {place}, men med et andet \
                 antal; antallet regnes som ikke oplyst"
            ),
            "Slet den af rækkerne, der ikke gælder",
        );
        sheets.refuse(row.row, flows::CITIZENS, id, told);
    }
    reports
}

/// A provider that is reported department by department is not counted once more as a whole.
fn refuse_whole(row: RowRef, id: &str, sheets: &mut Sheets) {
    let told = Told::warning(
        LinkCode::ReportedTwice.slug(),
        "tilbuddet er også indberettet pr. afdeling for samme år; rækken af hele tilbuddet er ikke \
         brugt",
        "Skriv afdelingsid i rækken, eller slet den",
    );
    sheets.refuse(row, report::DEPARTMENT_ID, id, told);
}
