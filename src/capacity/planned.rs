//! Which changes are planned, and what do they come to, quarter by quarter?

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::input::{Area, Input};
use crate::model::{
    CapacityReport, Certainty, ChangeKind, LegalBasisId, PlannedChange, ReportedUnit,
};

/// A planned change, as the newest report of its unit has it (Reading R90).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Whose.
    pub unit: ReportedUnit,
    /// Of which legal basis, where it says.
    pub legal_basis: Option<LegalBasisId>,
    /// The year of the report.
    pub year: u16,
    /// Where.
    pub area: Area,
    /// What.
    pub change: PlannedChange,
}

/// Changes of a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterRow {
    /// Where.
    pub area: Area,
    /// First day of the quarter.
    pub quarter: NaiveDate,
    /// Decided or considered.
    pub certainty: Certainty,
    /// Changes.
    pub changes: u64,
    /// Places more, of changes that give some.
    pub more: i64,
    /// Places fewer: 0 or negative.
    pub fewer: i64,
    /// *Åbninger.*
    pub openings: u64,
    /// *Lukninger.*
    pub closings: u64,
    /// Changes that do not say how many places.
    pub without_places: u64,
}

/// The changes of each unit's newest report, by day, unit and legal basis.
pub fn planned(input: &Input<'_>) -> Vec<Planned> {
    let mut all = Vec::new();
    for reports in input.capacity.chunk_by(|a, b| a.unit == b.unit) {
        // Sorted by year: what an older report planned is out of date.
        let Some(newest) = reports.last().map(|report| report.year) else { continue };
        let units = input.units_of(reports[0].unit);
        if units.is_empty() {
            continue;
        }
        let area = input.municipality_of(units).map_or(Area::NotReported, Area::Municipality);
        let of_newest = reports.iter().filter(|report| report.year == newest);
        let of = |report: &CapacityReport, change: &PlannedChange| Planned {
            unit: report.unit,
            legal_basis: report.legal_basis,
            year: newest,
            area,
            change: *change,
        };
        all.extend(of_newest.flat_map(|report| report.changes.iter().map(move |c| of(report, c))));
    }
    all.sort_by_key(|planned| (planned.change.on, planned.unit, planned.legal_basis));
    all
}

/// The first day of the quarter of a day.
fn quarter_of(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 3 * (day.month0() / 3) + 1, 1).unwrap_or(day)
}

/// What the changes come to in the country, in each region and in each municipality.
pub fn by_quarter(input: &Input<'_>, planned: &[Planned]) -> Vec<QuarterRow> {
    let mut rows: BTreeMap<(Area, NaiveDate, Certainty), QuarterRow> = BTreeMap::new();
    for Planned { area: place, change, .. } in planned {
        let region = match place {
            Area::Municipality(code) => input.region(*code).map(Area::Region),
            _ => None,
        };
        let quarter = quarter_of(change.on);
        for area in [Some(Area::Country), region, Some(*place)].into_iter().flatten() {
            let certainty = change.certainty;
            let row = rows.entry((area, quarter, certainty)).or_insert(QuarterRow {
                area,
                quarter,
                certainty,
                changes: 0,
                more: 0,
                fewer: 0,
                openings: 0,
                closings: 0,
                without_places: 0,
            });
            row.changes += 1;
            let places = i64::from(change.places.unwrap_or(0));
            row.more += places.max(0);
            row.fewer += places.min(0);
            row.openings += u64::from(change.kind == ChangeKind::Opening);
            row.closings += u64::from(change.kind == ChangeKind::Closing);
            row.without_places += u64::from(change.places.is_none());
        }
    }
    rows.into_values().collect()
}
