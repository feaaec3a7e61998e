//! What is reported of an area: how full, whose citizens, what is planned?
//!
//! The figures are those of `capacity`, with its rules for what is an interval and what is withheld
//! (Readings R88, R91).

use crate::capacity::{self, Area, OutlookRow, Shared, in_units};
use crate::landscape::{Map, Value};
use crate::model::{Level, TargetGroupId};
use crate::results::area::{AreaFigure, AreaMeasure};
use crate::results::newest_reports::NewestReports;
use crate::results::{CapacityResults, NotTold};
use crate::table::{decimal, thousands};

/// The reports of the newest year of each kind.
pub(super) struct Reported<'r> {
    capacity: &'r CapacityResults,
    known: NewestReports<'r>,
    map: &'r Map,
}

type Of = (Value, TargetGroupId, Option<Level>);

impl<'r> Reported<'r> {
    pub(super) fn of(capacity: &'r CapacityResults, map: &'r Map) -> Self {
        let known = NewestReports::of(&capacity.rows, &capacity.flows, capacity.newest());
        Self { capacity, known, map }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.capacity.is_empty()
    }

    /// One of the figures that rest on reports; nothing of the others.
    pub(super) fn figure(&self, of: Of, measure: AreaMeasure) -> AreaFigure {
        match measure {
            AreaMeasure::Occupancy => self.occupancy(of),
            AreaMeasure::Free => self.free(of),
            AreaMeasure::FromOtherMunicipalities => self.from(of, |row| row.other_municipalities),
            AreaMeasure::FromOtherRegions => self.from(of, |row| row.other_regions),
            AreaMeasure::InOtherMunicipalities => self.elsewhere(of, false),
            AreaMeasure::InOtherRegions => self.elsewhere(of, true),
            AreaMeasure::Planned => self.planned(of),
            _ => AreaFigure::default(),
        }
    }

    fn occupancy(&self, (area, group, level): Of) -> AreaFigure {
        let Some(row) = self.known.places(group, level, area) else { return nobody() };
        let bounds = row.occupancy_bounds.filter(|_| row.occupancy_withheld.is_some());
        let ends = row.occupancy_percent.map(|percent| [percent; 2]);
        let ends = ends.or_else(|| bounds.map(|(low, high)| [low, high]));
        AreaFigure {
            ends,
            words: Some(reporting(row.reported[1], row.departments)),
            withheld: row.occupancy_withheld.filter(|_| ends.is_none()).map(NotTold::Reports),
            ..AreaFigure::default()
        }
    }

    fn free(&self, (area, group, level): Of) -> AreaFigure {
        let Some(row) = self.known.places(group, level, area) else { return nobody() };
        let free = row.free;
        let words = match free.high {
            Some(_) => reporting(row.reported[1], row.departments),
            None => format!("mindst {}; hvor mange højst, kan ikke siges", decimal(free.low, 1)),
        };
        AreaFigure {
            ends: free.high.map(|high| [free.low, high]),
            words: Some(words),
            ..AreaFigure::default()
        }
    }

    /// Citizens in the area's departments.
    fn from(&self, (area, group, level): Of, of: fn(&capacity::FlowRow) -> Shared) -> AreaFigure {
        let Some(row) = self.known.flows(group, level, area) else { return nobody() };
        let Shared { percent, bounds } = of(row);
        let bounds = bounds.filter(|_| row.withheld.is_some());
        let ends = percent.map(|percent| [percent; 2]);
        let ends = ends.or_else(|| bounds.map(|(low, high)| [low, high]));
        AreaFigure {
            ends,
            words: Some(reporting(row.departments.1, row.departments.0)),
            withheld: row.withheld.filter(|_| ends.is_none()).map(NotTold::Reports),
            ..AreaFigure::default()
        }
    }

    /// Citizens whom the area pays for, and who are in departments of other municipalities, or of
    /// other regions than that of who pays: they may be in any department of the country.
    fn elsewhere(&self, (area, group, level): Of, is_by_region: bool) -> AreaFigure {
        let Some(country) = self.known.flows(group, level, Value::Total) else { return nobody() };
        let (mut all, mut away) = (0, 0);
        for ((at, payer), parts) in self.capacity.users.get(&(group, level)).into_iter().flatten() {
            let is_in = self.map.place(*payer).is_some_and(|place| self.map.is_in(place, area));
            let Some(at) = at.filter(|_| is_in) else { continue };
            let is_away = if is_by_region {
                self.map.region(at) != self.map.region(*payer)
            } else {
                at != *payer
            };
            all += parts;
            away += if is_away { *parts } else { 0 };
        }
        let percent =
            (all > 0 && country.withheld.is_none()).then(|| 100.0 * in_units(away) / in_units(all));
        AreaFigure {
            ends: percent.map(|percent| [percent; 2]),
            words: country
                .withheld
                .is_none()
                .then(|| format!("af {} borgere, der er indberettet", decimal(in_units(all), 0))),
            withheld: country.withheld.map(NotTold::Reports),
            ..AreaFigure::default()
        }
    }

    /// Decided and considered are never added up: what is considered stands in words.
    fn planned(&self, (area, group, level): Of) -> AreaFigure {
        let area = match area {
            Value::Total => Area::Country,
            Value::Region(region) => Area::Region(region),
            _ => {
                let words = Some("opgøres kun for regioner og landet".to_owned());
                return AreaFigure { words, ..AreaFigure::default() };
            }
        };
        let key = (Some(group), level, area);
        let is_it = |row: &&OutlookRow| (row.target_group, row.level, row.area) == key;
        let Some(row) = self.capacity.outlook.iter().find(is_it) else {
            let words = Some("ingen ændringer er indberettet".to_owned());
            return AreaFigure { words, ..AreaFigure::default() };
        };
        let [_, in_two_years] = row.after;
        let mut words = Vec::new();
        if in_two_years.considered.abs() >= 0.05 {
            let sign = if in_two_years.considered < 0.0 { "minus " } else { "plus " };
            let places = decimal(in_two_years.considered.abs(), 1);
            words.push(format!("overvejet eller uden angivelse: {sign}{places}"));
        }
        if in_two_years.without_places > 0 {
            words.push(format!("{} ændringer uden antal pladser", in_two_years.without_places));
        }
        AreaFigure {
            ends: Some([in_two_years.decided; 2]),
            words: (!words.is_empty()).then(|| words.join("; ")),
            ..AreaFigure::default()
        }
    }
}

fn reporting(n: u64, of: u64) -> String {
    format!("{} af {} afdelinger har indberettet", thousands(n), thousands(of))
}

fn nobody() -> AreaFigure {
    AreaFigure { words: Some("ingen afdelinger".to_owned()), ..AreaFigure::default() }
}
