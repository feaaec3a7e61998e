//! How full is it, what does it cost, what is planned, and whose citizens are where?

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::capacity::{
    BalanceRow, CapacityRow, CellRow, FlowRow, IfClosed, Input, MatrixRow, Offer, OutlookRow,
    Planned, QuarterRow, RegionOf, SpecialisedRow, Unit, UnitOrigins, Users, balance, by_quarter,
    capacity_by, citizens_by_payer, cube, flows_by, if_closed, matrix, outlook, planned,
    specialised, unit_flows, years,
};
use crate::landscape::{Class, LandscapeError, Map, Travel, Value, Weights};
use crate::model::{Dataset, DepartmentId, MunicipalityCode, ProviderId, RegionId, TargetGroupId};
use crate::results::fullness::{Fullness, Made};
use crate::results::landscape::needs;
use crate::results::supply::Supplied;
use crate::results::{LandscapeResults, SizeResults};
use crate::settings::Settings;

/// The rows of every table of capacity and flows. Nothing without reports.
#[derive(Debug, Default)]
pub struct CapacityResults {
    /// The years that anything is reported of, sorted.
    pub years: Vec<u16>,
    /// The days of the maps of regions, the run's own first.
    pub map_days: Vec<NaiveDate>,
    /// Departments, in percent, that must have reported before a figure is given as it is.
    pub reported_percent: u32,
    /// Places, occupancy and takster by group, level and value.
    pub rows: Vec<CapacityRow>,
    /// The same cell by cell.
    pub cells: Vec<CellRow>,
    /// Planned changes, by day.
    pub planned: Vec<Planned>,
    /// The same by quarter.
    pub quarters: Vec<QuarterRow>,
    /// What they do to the places on each level.
    pub outlook: Vec<OutlookRow>,
    /// Where the citizens of each unit come from.
    pub units: Vec<UnitOrigins>,
    /// The same by area, group and level.
    pub flows: Vec<FlowRow>,
    /// Citizens by who pays and where they are, by group and level; of the newest year.
    pub users: Users,
    /// Municipality by municipality.
    pub matrix: Vec<MatrixRow>,
    /// What each municipality sells and buys.
    pub balance: Vec<BalanceRow>,
    /// The most specialised tilbud, and those that reach beyond their region.
    pub specialised: Vec<SpecialisedRow>,
    /// What goes with a placed provider that closes.
    pub if_closed: Vec<IfClosed>,
    /// Who has a place and what is free, beside the landscape's rows.
    pub fullness: Fullness,
}

impl CapacityResults {
    /// Whether nothing is reported.
    pub const fn is_empty(&self) -> bool {
        self.years.is_empty()
    }

    /// The newest years of places and of citizens by payer; 0 where nothing is reported.
    pub fn newest(&self) -> (u16, u16) {
        newest(&self.rows, &self.flows)
    }

    /// Counts what is reported; `on` is the day of the region map.
    ///
    /// # Errors
    /// A distance that can't be used.
    pub(crate) fn compute(
        dataset: &Dataset,
        settings: &Settings,
        supplied: &Supplied,
        landscape: &LandscapeResults,
        sizes: &SizeResults<'_>,
        on: NaiveDate,
    ) -> Result<Self, LandscapeError> {
        if dataset.capacity.is_empty() && dataset.flows.is_empty() {
            return Ok(Self::default());
        }
        let registers = &settings.registers;
        let units = units(dataset, supplied);
        let map_days = map_days(settings, on);
        let coverage = &landscape.rows.coverage;
        let is_assessed = |group: Option<TargetGroupId>, region: Option<RegionId>| {
            coverage.is_enough(group, region.map_or(Value::Total, Value::Region))
        };
        let map_of = |day: &NaiveDate| -> RegionOf<'_> {
            let day = *day;
            Box::new(move |code| registers.regions.of(code, day))
        };
        let reported_percent = settings.landscape.access.reported_percent;
        let input = Input {
            units: &units,
            capacity: &dataset.capacity,
            flows: &dataset.flows,
            flow_gaps: &dataset.flow_gaps,
            maps: map_days.iter().map(map_of).collect(),
            kind: &|basis| registers.legal_bases.get(basis).provider_kind,
            reported_percent,
            is_assessed: &is_assessed,
        };
        let map =
            Map::new(&registers.municipalities, &registers.regions, &registers.age_groups, on);
        let travel = match &settings.landscape.minutes {
            Some(minutes) => Travel::by_minutes(&map, |from, to| minutes.between(from, to))?,
            None => Travel::by_distance(&map, settings.landscape.access.detour_factor)?,
        };
        let municipalities: Vec<MunicipalityCode> = map.municipalities().collect();
        let flows = unit_flows(&input);
        let planned = planned(&input);
        let if_closed = || {
            let distance = |from: MunicipalityCode, to: MunicipalityCode| {
                travel.between(map.place(from)?, map.place(to)?)
            };
            if_closed(&input, &flows, &distance, settings.landscape.access.rule.within())
        };
        let ((rows, cells), (flow_rows, (matrix, (specialised, if_closed)))) = rayon::join(
            || rayon::join(|| capacity_by(&input), || cube(&input)),
            || {
                let specialised = || specialised(&input, &flows, map.regions().len());
                let others = || rayon::join(specialised, if_closed);
                rayon::join(|| flows_by(&input, &flows), || rayon::join(|| matrix(&flows), others))
            },
        );
        let newest = newest(&rows, &flow_rows);
        let users = citizens_by_payer(&flows, newest.1);
        let fullness = Made {
            input: &input,
            landscape,
            map: &map,
            needs: &needs(settings, sizes, &map)?,
            weights: &Weights::of(&travel, &settings.landscape.access.rule),
            places: &rows,
            flows: &flow_rows,
            users: &users,
            years: newest,
        }
        .fullness()?;
        Ok(Self {
            years: years(&input),
            reported_percent,
            quarters: by_quarter(&input, &planned),
            outlook: outlook(&rows, &input, &planned),
            units: flows.iter().map(crate::capacity::UnitFlow::told).collect(),
            flows: flow_rows,
            fullness,
            users,
            balance: balance(&input, &flows, &matrix, &municipalities),
            specialised,
            if_closed,
            map_days,
            rows,
            cells,
            planned,
            matrix,
        })
    }
}

fn newest(rows: &[CapacityRow], flows: &[FlowRow]) -> (u16, u16) {
    let of_flows = flows.iter().map(|row| row.year).max().unwrap_or(0);
    (rows.iter().map(|row| row.year).max().unwrap_or(0), of_flows)
}

/// The run's map, and the other ones that its registers know: a region may be new next year.
fn map_days(settings: &Settings, on: NaiveDate) -> Vec<NaiveDate> {
    let registers = &settings.registers;
    let others = [Some(registers.made_for()), registers.regions.last_change()];
    let mut days = vec![on];
    for day in others.into_iter().flatten() {
        let map = registers.regions.on(day);
        if !map.is_empty() && days.iter().all(|known| registers.regions.on(*known) != map) {
            days.push(day);
        }
    }
    days
}

/// Every department, and every provider that has none.
fn units(dataset: &Dataset, supplied: &Supplied) -> Vec<Unit> {
    let mut units = Vec::with_capacity(dataset.departments.len());
    // Where the departments of a provider begin, and where a provider without any stands.
    let mut of_department = vec![0; dataset.departments.len()];
    let mut of_provider = vec![None; dataset.providers.len()];
    for (id, provider) in (0..).map(ProviderId).zip(&dataset.providers) {
        let unit = Unit {
            provider: id,
            department: None,
            municipality: provider.municipality,
            ownership: provider.ownership,
            legal_bases: provider.legal_bases,
            listed_places: provider.places,
            offers: Vec::new(),
        };
        if provider.departments.is_empty() {
            of_provider[id.index()] = Some(units.len());
            units.push(unit);
            continue;
        }
        for department_id in provider.departments.clone().map(DepartmentId) {
            let department = dataset.department(department_id);
            of_department[department_id.index()] = units.len();
            units.push(Unit {
                department: Some(department_id),
                municipality: department.municipality,
                legal_bases: department.legal_bases,
                listed_places: department.places,
                ..unit.clone()
            });
        }
    }
    for fact in &supplied.facts {
        let at = match fact.department {
            Some(department) => Some(of_department[department.index()]),
            None => of_provider[fact.provider.index()],
        };
        let Some(at) = at else { continue };
        let level = match fact.class {
            Class::On(level) => Some(level),
            Class::Apart(_) => None,
        };
        units[at].offers.push(Offer {
            offering: fact.offering.0,
            target_group: fact.target_group,
            level,
            possible: fact.possible,
        });
    }
    // A provider without departments and places (udgående, ambulant) has no places to report; it
    // counts when it has reported something all the same.
    let reported = dataset.capacity.iter().map(|report| report.unit);
    let reported: BTreeSet<ProviderId> =
        reported.chain(dataset.flows.iter().map(|flow| flow.unit)).map(|u| u.provider).collect();
    units.retain(|unit| {
        unit.department.is_some()
            || unit.listed_places.is_some()
            || reported.contains(&unit.provider)
    });
    for unit in &mut units {
        // One with a service area has a fact for each municipality of it.
        unit.offers.sort_unstable();
        unit.offers.dedup();
    }
    units
}
