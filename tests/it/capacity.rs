//! What is reckoned of yearly reports, against a slow and obvious second path: loops over rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use niveau::capacity::{
    Area, By, CapacityRow, FlowOrigin, Input, Offer, Planned, Unit, Value, Withheld, balance,
    by_quarter, capacity_by, citizens_by_payer, cube, flows_by, if_closed, in_units, matrix,
    outlook, planned, quantile, specialised, unit_flows,
};
use niveau::model::{
    CapacityFigures, CapacityReport, Certainty, ChangeKind, DepartmentId, FlowReport, LegalBasisId,
    LegalBasisSet, Level, MunicipalityCode, Occupied, Ownership, Payer, PlannedChange, ProviderId,
    ProviderKind, RegionId, ReportedUnit, RowRef, SheetId, TargetGroupId,
};
use proptest::prelude::*;

const ROW: RowRef = RowRef { sheet: SheetId(0), row: 2 };

/// Six municipalities in three regions; on the other map in two.
fn region(code: MunicipalityCode) -> Option<RegionId> {
    (code.0 < 6).then(|| RegionId(u8::try_from(code.0 / 2).unwrap()))
}

fn other_region(code: MunicipalityCode) -> Option<RegionId> {
    (code.0 < 6).then(|| RegionId(10 + u8::try_from(code.0 / 3).unwrap()))
}

fn kind(basis: LegalBasisId) -> ProviderKind {
    if basis.0 < 2 { ProviderKind::Residential } else { ProviderKind::Day }
}

/// All that an input is made from.
#[derive(Clone, Debug, Default)]
struct World {
    units: Vec<Unit>,
    capacity: Vec<CapacityReport>,
    flows: Vec<FlowReport>,
    gaps: Vec<ProviderId>,
    reported_percent: u32,
}

impl World {
    fn input(&self) -> Input<'_> {
        Input {
            units: &self.units,
            capacity: &self.capacity,
            flows: &self.flows,
            flow_gaps: &self.gaps,
            maps: vec![Box::new(region), Box::new(other_region)],
            kind: &kind,
            reported_percent: self.reported_percent,
            // Enough of group 0 is assessed, of the others not.
            is_assessed: &|group, _| group == Some(TargetGroupId(0)),
        }
    }
}

/// What a department is drawn from: municipality, ownership, legal bases, places, offerings.
type Drawn = (Option<u16>, Option<bool>, u8, Option<u32>, Vec<(u8, Option<u8>, u8)>);

/// What a report is drawn from: whether of the whole provider, which department, year, legal basis,
/// figures, change.
type Said = (bool, usize, u16, Option<u8>, [Option<u32>; 4], Option<(u32, Option<i32>, u8)>);

fn department() -> impl Strategy<Value = Drawn> {
    let offer = (0_u8..3, prop::option::of(0_u8..3), 0_u8..8);
    (
        prop::option::weighted(0.9, 0_u16..6),
        prop::option::of(any::<bool>()),
        0_u8..8,
        prop::option::weighted(0.8, 0_u32..20),
        prop::collection::vec(offer, 0..4),
    )
}

fn said() -> impl Strategy<Value = Said> {
    let figure = || prop::option::weighted(0.7, 0_u32..25);
    let change = (0_u32..1_000, prop::option::of(-5_i32..6), 0_u8..3);
    (
        prop::bool::weighted(0.2),
        0_usize..3,
        2020_u16..2022,
        prop::option::weighted(0.8, 0_u8..3),
        [figure(), figure(), figure(), figure()],
        prop::option::weighted(0.4, change),
    )
}

/// Providers of one to three departments, or of none, with their reports.
fn world() -> impl Strategy<Value = World> {
    let flow = (0_u16..8, prop::option::weighted(0.9, 0_u32..9));
    let provider = (
        prop::collection::vec(department(), 1..4),
        any::<bool>(),
        prop::collection::vec(said(), 0..6),
        prop::collection::vec((any::<bool>(), 0_usize..3, 2020_u16..2022, flow), 0..8),
        prop::bool::weighted(0.1),
    );
    (prop::collection::vec(provider, 1..7), prop::sample::select(vec![0_u32, 50, 100])).prop_map(
        |(providers, reported_percent)| {
            let mut world = World { reported_percent, ..World::default() };
            let (mut n_departments, mut n_offers) = (0_u32, 0_u32);
            for (at, (departments, has_departments, said, flows, has_gap)) in (0..).zip(providers) {
                let provider = ProviderId(at);
                let n = if has_departments { departments.len() } else { 1 };
                let first = n_departments;
                let ownership = departments[0].1;
                for (municipality, _, bases, places, offers) in departments.into_iter().take(n) {
                    let department = has_departments.then(|| {
                        n_departments += 1;
                        DepartmentId(n_departments - 1)
                    });
                    let offers = offers.into_iter().map(|(group, level, possible)| {
                        n_offers += 1;
                        let level = level.map(|at| Level::ALL[usize::from(at)]);
                        let possible =
                            [0, 1, 2].map(|bit| level.is_none() && possible >> bit & 1 == 1);
                        let target_group = TargetGroupId(group);
                        Offer { offering: n_offers, target_group, level, possible }
                    });
                    let mut offers: Vec<Offer> = offers.collect();
                    offers.sort_unstable();
                    world.units.push(Unit {
                        provider,
                        department,
                        municipality: municipality.map(MunicipalityCode),
                        ownership: ownership
                            .map(|is| if is { Ownership::Private } else { Ownership::Regional }),
                        legal_bases: LegalBasisSet(u64::from(bases)),
                        listed_places: places,
                        offers,
                    });
                }
                // As they are linked: the whole, or the departments, of a year.
                let unit = |is_whole: bool, nth: usize| {
                    let is_whole = is_whole || !has_departments;
                    let department = first + u32::try_from(nth % n).unwrap();
                    let department = (!is_whole).then_some(DepartmentId(department));
                    ReportedUnit { provider, department }
                };
                let parts: BTreeSet<u16> = said
                    .iter()
                    .filter(|s| unit(s.0, s.1).department.is_some())
                    .map(|s| s.2)
                    .collect();
                let mut reports: BTreeMap<_, CapacityReport> = BTreeMap::new();
                for (is_whole, nth, year, basis, [places, n, waiting, rate], change) in said {
                    let unit = unit(is_whole, nth);
                    if unit.department.is_none() && parts.contains(&year) {
                        continue;
                    }
                    let legal_basis = basis.map(LegalBasisId);
                    let occupied = n.map(|n| match n % 2 {
                        0 => Occupied::Places(n.min(places.unwrap_or(n))),
                        _ => Occupied::PercentHundredths(n * 480),
                    });
                    let figures = CapacityFigures {
                        places,
                        occupied,
                        waiting,
                        rate_oere: rate.map(|rate| 5_000 + rate * 777),
                    };
                    let changes =
                        change.into_iter().map(|(days, places, certainty)| PlannedChange {
                            on: NaiveDate::from_ymd_opt(2021, 7, 1).unwrap()
                                + chrono::Days::new(days.into()),
                            kind: if places.is_some() {
                                ChangeKind::Places
                            } else {
                                ChangeKind::Opening
                            },
                            places,
                            certainty: Certainty::ALL[usize::from(certainty)],
                        });
                    let changes = changes.collect();
                    let report =
                        CapacityReport { unit, year, legal_basis, figures, changes, row: ROW };
                    reports.insert((unit, year, legal_basis), report);
                }
                world.capacity.extend(reports.into_values());
                let flow_parts: BTreeSet<u16> = flows
                    .iter()
                    .filter(|f| unit(f.0, f.1).department.is_some())
                    .map(|f| f.2)
                    .collect();
                let mut known = BTreeMap::new();
                for (is_whole, nth, year, (payer, citizens)) in flows {
                    let unit = unit(is_whole, nth);
                    if unit.department.is_none() && flow_parts.contains(&year) {
                        continue;
                    }
                    let payer = match payer {
                        6 => Payer::Abroad,
                        7 => Payer::NotReported,
                        code => Payer::Municipality(MunicipalityCode(code)),
                    };
                    known.insert(
                        (unit, year, payer),
                        FlowReport { unit, year, payer, citizens, row: ROW },
                    );
                }
                world.flows.extend(known.into_values());
                world.gaps.extend(has_gap.then_some(provider));
            }
            world
        },
    )
}

/// Which units a report is of.
fn of(world: &World, unit: ReportedUnit) -> Vec<&Unit> {
    let is_of = |u: &&Unit| {
        u.provider == unit.provider
            && (unit.department.is_none() || u.department == unit.department)
    };
    world.units.iter().filter(is_of).collect()
}

fn unanimous(units: &[&Unit]) -> Option<MunicipalityCode> {
    let all: BTreeSet<_> = units.iter().map(|unit| unit.municipality).collect();
    if all.len() == 1 { units[0].municipality } else { None }
}

fn offers(units: &[&Unit]) -> Vec<Offer> {
    let all: BTreeSet<Offer> = units.iter().flat_map(|unit| unit.offers.clone()).collect();
    all.into_iter().collect()
}

/// The share of a whole that a group's offerings on a level have.
fn share(offers: &[Offer], group: Option<TargetGroupId>, level: Option<(Level, bool)>) -> f64 {
    if group.is_none() && level.is_none() {
        return 1.0;
    }
    let is_in = |offer: &&Offer| {
        group.is_none_or(|group| group == offer.target_group)
            && level.is_none_or(|(level, up_to)| {
                offer.level == Some(level) || (up_to && offer.possible[level.index()])
            })
    };
    if offers.is_empty() {
        0.0
    } else {
        offers.iter().filter(is_in).count() as f64 / offers.len() as f64
    }
}

/// A value that a municipality and a legal basis have; none: every value, as it is the total.
fn value(
    by: By,
    municipality: Option<MunicipalityCode>,
    ownership: Option<Ownership>,
    basis: Option<LegalBasisId>,
) -> Value {
    let found = match by {
        By::Region(0) => municipality.and_then(region).map(Value::Region),
        By::Region(_) => municipality.and_then(other_region).map(Value::Region),
        By::Municipality => municipality.map(Value::Municipality),
        By::LegalBasis => basis.map(Value::LegalBasis),
        By::Kind => basis.map(|basis| Value::Kind(kind(basis))),
        By::KindInRegion => municipality
            .and_then(region)
            .zip(basis)
            .map(|(region, basis)| Value::KindIn(region, kind(basis))),
        By::Ownership => ownership.map(Value::Ownership),
    };
    found.unwrap_or(Value::NotReported)
}

/// What is reported of a cell, added up report by report.
#[derive(Debug, Default)]
struct Slow {
    places: f64,
    occupied: f64,
    occupied_of: f64,
    free: f64,
    waiting: f64,
    rates: Vec<f64>,
    weighted: (f64, f64),
}

fn slow(world: &World, row: &CapacityRow, up_to: bool) -> Slow {
    let mut sums = Slow::default();
    for report in world.capacity.iter().filter(|report| report.year == row.year) {
        let units = of(world, report.unit);
        let here = value(row.by, unanimous(&units), units[0].ownership, report.legal_basis);
        if row.value != Value::Total && row.value != here {
            continue;
        }
        let part = share(&offers(&units), row.target_group, row.level.map(|level| (level, up_to)));
        if part == 0.0 {
            continue;
        }
        let places = report.figures.places.map(f64::from);
        let occupied = places.and_then(|places| match report.figures.occupied? {
            Occupied::Places(n) => Some(f64::from(n)),
            Occupied::PercentHundredths(percent) => Some(places * f64::from(percent) / 10_000.0),
        });
        sums.places += part * places.unwrap_or(0.0);
        if let (Some(places), Some(occupied)) = (places, occupied) {
            sums.occupied += part * occupied;
            sums.occupied_of += part * places;
            sums.free += part * (places - occupied).max(0.0);
        }
        sums.waiting += part * report.figures.waiting.map_or(0.0, f64::from);
        if let Some(rate) = report.figures.rate_oere.map(|oere| f64::from(oere) / 100.0) {
            sums.rates.push(rate);
            let weight = part * places.unwrap_or(0.0);
            sums.weighted = (sums.weighted.0 + rate * weight, sums.weighted.1 + weight);
        }
    }
    sums.rates.sort_by(f64::total_cmp);
    sums
}

/// Departments of a cell; those that reported each figure; listed places of the others, and those of
/// which nothing is known.
fn slow_departments(world: &World, row: &CapacityRow, up_to: bool) -> (u64, [u64; 4], f64, u64) {
    let (mut n, mut reported, mut missing, mut unknown) = (0, [0; 4], 0.0, 0);
    for unit in &world.units {
        let reports: Vec<&CapacityReport> = world
            .capacity
            .iter()
            .filter(|r| r.year == row.year && of(world, r.unit).contains(&unit))
            .collect();
        let units = reports.first().map_or_else(Vec::new, |r| of(world, r.unit));
        let is_apart = !units.is_empty() && unanimous(&units) != unit.municipality;
        let stated: BTreeSet<LegalBasisId> = reports
            .iter()
            .filter(|r| !r.figures.is_empty())
            .filter_map(|r| r.legal_basis)
            .collect();
        let own: BTreeSet<LegalBasisId> = unit.legal_bases.iter().collect();
        let all: BTreeSet<LegalBasisId> = own.union(&stated).copied().collect();
        let is_by_basis = matches!(row.by, By::LegalBasis | By::Kind | By::KindInRegion);
        let is_of_place = matches!(row.by, By::Region(_) | By::Municipality | By::KindInRegion);
        // The legal bases that make the department one of the cell.
        let wanted: Vec<LegalBasisId> = if row.value == Value::Total || !is_by_basis {
            let here = value(row.by, unit.municipality, unit.ownership, None);
            if row.value != Value::Total && here != row.value {
                continue;
            }
            own.into_iter().collect()
        } else if all.is_empty() {
            if row.value != Value::NotReported {
                continue;
            }
            Vec::new()
        } else {
            let here = |basis: &LegalBasisId| {
                value(row.by, unit.municipality, unit.ownership, Some(*basis)) == row.value
            };
            all.iter().copied().filter(here).collect()
        };
        let is_basis_cell = is_by_basis && row.value != Value::Total;
        if is_basis_cell && wanted.is_empty() && !all.is_empty() {
            continue;
        }
        let part = share(&unit.offers, row.target_group, row.level.map(|level| (level, up_to)));
        if part == 0.0 {
            continue;
        }
        // One of several kinds that lie nowhere known stands among them once for each kind.
        let groups: Vec<Vec<LegalBasisId>> = if row.by == By::KindInRegion
            && row.value == Value::NotReported
            && !wanted.is_empty()
        {
            let kinds: BTreeSet<ProviderKind> = wanted.iter().map(|basis| kind(*basis)).collect();
            kinds
                .into_iter()
                .map(|k| wanted.iter().copied().filter(|b| kind(*b) == k).collect())
                .collect()
        } else {
            vec![wanted]
        };
        let is_seen = row.value == Value::Total || !(is_of_place && is_apart);
        for wanted in groups {
            n += 1;
            let has = |figure: fn(&CapacityFigures) -> bool| {
                let with: Vec<_> = reports.iter().filter(|r| figure(&r.figures)).collect();
                let of_basis =
                    |basis: &LegalBasisId| with.iter().any(|r| r.legal_basis == Some(*basis));
                is_seen
                    && if is_basis_cell && !all.is_empty() {
                        !wanted.is_empty() && wanted.iter().all(of_basis)
                    } else {
                        with.iter().any(|r| r.legal_basis.is_none())
                            || if wanted.is_empty() {
                                !with.is_empty()
                            } else {
                                wanted.iter().all(of_basis)
                            }
                    }
            };
            let figures: [fn(&CapacityFigures) -> bool; 4] = [
                |f| f.places.is_some(),
                |f| f.occupied_parts().is_some(),
                |f| f.waiting.is_some(),
                |f| f.rate_oere.is_some(),
            ];
            let here = figures.map(has);
            for (sum, is_reported) in reported.iter_mut().zip(here) {
                *sum += u64::from(is_reported);
            }
            if !here[0] {
                let taken: u32 = if is_seen && units.len() == 1 {
                    reports.iter().filter_map(|r| r.figures.places).sum()
                } else {
                    0
                };
                match unit.listed_places {
                    Some(listed) => missing += part * f64::from(listed.saturating_sub(taken)),
                    None => unknown += 1,
                }
            }
        }
    }
    (n, reported, missing, unknown)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn check(world: &World, row: &CapacityRow) -> Result<(), TestCaseError> {
    let sums = slow(world, row, false);
    let (n, reported, missing, unknown) = slow_departments(world, row, false);
    prop_assert_eq!(row.departments, n, "{:?}", row);
    prop_assert_eq!(row.reported, reported, "{:?}", row);
    for (found, wanted) in [
        (row.places.low, sums.places),
        (row.occupied.low, sums.occupied),
        (row.free.low, sums.free),
        (in_units(row.amounts.waiting), sums.waiting),
        (in_units(row.amounts.occupied_of), sums.occupied_of),
    ] {
        prop_assert!(near(found, wanted), "{} {} {:?}", found, wanted, row);
    }
    // The upper end of a level is that of all who could be on it.
    let (wider, wide_missing, wide_unknown) = if row.level.is_some() {
        let (n, _, missing, unknown) = slow_departments(world, row, true);
        prop_assert_eq!(row.departments_up_to, n);
        (slow(world, row, true), missing, unknown)
    } else {
        (slow(world, row, false), missing, unknown)
    };
    prop_assert_eq!(row.without_places, wide_unknown);
    let not_known = wide_missing + wider.places - wider.occupied_of;
    for (found, wanted) in [
        (row.places.high, wider.places + wide_missing),
        (row.occupied.high, wider.occupied + not_known),
        (row.free.high, wider.free + not_known),
    ] {
        prop_assert_eq!(found.is_some(), wide_unknown == 0);
        prop_assert!(
            found.is_none_or(|found| near(found, wanted)),
            "{:?} {} {:?}",
            found,
            wanted,
            row
        );
    }
    // Below the bounds there is no single figure, and there is a reason.
    let is_enough =
        |nth: usize| n == 0 || reported[nth] * 100 >= n * u64::from(world.reported_percent);
    let is_assessed = row.level.is_none() || row.target_group == Some(TargetGroupId(0));
    let withheld = |nth: usize| match (is_assessed, is_enough(nth)) {
        (false, _) => Some(Withheld::TooFewAssessed),
        (true, false) => Some(Withheld::TooFewReported),
        (true, true) => None,
    };
    prop_assert_eq!(row.occupancy_withheld, withheld(1), "{:?}", row);
    prop_assert_eq!(row.rates_withheld, withheld(3));
    let occupancy = (sums.occupied_of > 0.0 && withheld(1).is_none())
        .then(|| 100.0 * sums.occupied / sums.occupied_of);
    prop_assert_eq!(row.occupancy_percent.is_some(), occupancy.is_some());
    prop_assert!(row.occupancy_percent.zip(occupancy).is_none_or(|(a, b)| near(a, b)));
    if row.level.is_none() {
        let rest = missing + sums.places - sums.occupied_of;
        let all = sums.occupied_of + rest;
        let wanted = (unknown == 0 && all > 0.0)
            .then(|| (100.0 * sums.occupied / all, 100.0 * (sums.occupied + rest) / all));
        prop_assert_eq!(row.occupancy_bounds.is_some(), wanted.is_some());
        if let (Some((low, high)), Some(wanted)) = (row.occupancy_bounds, wanted) {
            prop_assert!(near(low, wanted.0) && near(high, wanted.1) && low <= high + 1e-9);
            let inside = row.occupancy_percent.filter(|_| n > 0);
            prop_assert!(inside.is_none_or(|p| p >= low - 1e-9 && p <= high.max(120.0) + 1e-9));
        }
    }
    let rates = row.rates;
    prop_assert_eq!(
        rates.map_or(0, |r| r.n),
        if withheld(3).is_none() { sums.rates.len() as u64 } else { 0 }
    );
    if let Some(rates) = rates {
        // A quantile between two, by the definition itself.
        for (found, p) in [(rates.lower, 0.25), (rates.median, 0.5), (rates.upper, 0.75)] {
            let at = p * (sums.rates.len() - 1) as f64;
            let (below, above) = (at.floor(), at.ceil());
            let value = |at: f64| {
                *sums.rates.iter().zip(0_u32..).find(|(_, n)| f64::from(*n) >= at).unwrap().0
            };
            prop_assert!(near(found, value(below) + (at - below) * (value(above) - value(below))));
        }
        let weighted = (sums.weighted.1 > 0.0).then(|| sums.weighted.0 / sums.weighted.1);
        prop_assert_eq!(rates.weighted.is_some(), weighted.is_some());
        prop_assert!(rates.weighted.zip(weighted).is_none_or(|(a, b)| near(a, b)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_of_places_is_that_of_loops_over_the_reports(world in world()) {
        let rows = capacity_by(&world.input());
        for row in &rows {
            check(&world, row)?;
        }
        // Each group's share of each value adds up to the total, as places are shared out.
        for total in rows.iter().filter(|r| r.value == Value::Total && r.level.is_none()) {
            let same = |r: &&CapacityRow| {
                (r.year, r.by, r.target_group, r.level) == (total.year, total.by, total.target_group, None)
                    && r.value != Value::Total
            };
            let sum: u128 = rows.iter().filter(same).map(|r| r.amounts.places).sum();
            prop_assert_eq!(sum, total.amounts.places);
        }
        // The cells hold all that is reported, exactly.
        let cells = cube(&world.input());
        for year in [2020, 2021] {
            let whole = rows.iter().find(|r| {
                (r.year, r.by, r.value, r.target_group, r.level) == (year, By::Ownership, Value::Total, None, None)
            });
            let of_year = || cells.iter().filter(|cell| cell.year == year);
            let sum: u128 = of_year().map(|cell| cell.amounts.places).sum();
            prop_assert_eq!(sum, whole.map_or(0, |r| r.amounts.places));
            let waiting: u128 = of_year().map(|cell| cell.amounts.waiting).sum();
            prop_assert_eq!(waiting, whole.map_or(0, |r| r.amounts.waiting));
        }
    }

    #[test]
    fn flows_add_up_by_row_and_column_and_own_and_others_are_all(world in world()) {
        let input = world.input();
        let flows = unit_flows(&input);
        let matrix = matrix(&flows);
        for year in [2020_u16, 2021] {
            let reported = |is_in: &dyn Fn(&FlowReport) -> bool| -> u64 {
                let of_year = world.flows.iter().filter(|f| f.year == year && is_in(f));
                of_year.filter_map(|f| f.citizens).map(u64::from).sum()
            };
            // Rows: who pays. Columns: where they are.
            let payers: BTreeSet<Payer> = world.flows.iter().map(|f| f.payer).collect();
            for payer in payers {
                let row: u64 = matrix.iter().filter(|r| r.year == year && r.payer == payer).map(|r| r.citizens).sum();
                prop_assert_eq!(row, reported(&|f| f.payer == payer));
            }
            let places: BTreeSet<_> = matrix.iter().map(|r| r.at).collect();
            for at in places {
                let column: u64 = matrix.iter().filter(|r| r.year == year && r.at == at).map(|r| r.citizens).sum();
                prop_assert_eq!(column, reported(&|f| unanimous(&of(&world, f.unit)) == at));
            }
            // What somebody buys somebody sells.
            let codes: Vec<MunicipalityCode> = (0..6).map(MunicipalityCode).collect();
            let balances = balance(&input, &flows, &matrix, &codes);
            let of_year = || balances.iter().filter(|b| b.year == year);
            let bought: u64 = of_year().map(|b| b.bought).sum();
            let sold: u64 = of_year().map(|b| b.sold).sum();
            let abroad: u64 = matrix
                .iter()
                .filter(|r| r.year == year && r.payer == Payer::Abroad && r.at.is_some())
                .map(|r| r.citizens)
                .sum();
            prop_assert_eq!(sold, bought + abroad);
            for b in of_year() {
                let is_far = |f: &FlowReport| {
                    let at = unanimous(&of(&world, f.unit));
                    f.payer == Payer::Municipality(b.municipality)
                        && at.is_some_and(|at| at != b.municipality && region(at) != region(b.municipality))
                };
                prop_assert_eq!(b.bought_in_other_regions, reported(&is_far));
                prop_assert!(b.net.is_none_or(|net| net == b.sold.cast_signed() - b.bought.cast_signed()));
                prop_assert_eq!(b.net.is_some(), b.bought_percent.is_some() || (b.net.is_some() && b.own + b.bought == 0));
            }
        }
        for row in flows_by(&input, &flows) {
            // Citizens of the area, report by report, as loops have them.
            let mut sums = [0.0; 5];
            for report in world.flows.iter().filter(|f| f.year == row.year) {
                let units = of(&world, report.unit);
                let at = unanimous(&units);
                let is_here = match row.area {
                    Area::Country => true,
                    Area::Region(wanted) => at.and_then(region) == Some(wanted),
                    Area::Municipality(code) => at == Some(code),
                    Area::NotReported => at.is_none(),
                };
                if !is_here {
                    continue;
                }
                let part = share(&offers(&units), row.target_group, row.level.map(|l| (l, false)));
                let origin = match (report.payer, at) {
                    (Payer::Abroad, _) => 3,
                    (Payer::Municipality(payer), Some(at)) if payer == at => 0,
                    (Payer::Municipality(payer), Some(at)) if region(payer) == region(at) => 1,
                    (Payer::Municipality(_), Some(_)) => 2,
                    _ => 4,
                };
                sums[origin] += part * report.citizens.map_or(0.0, f64::from);
            }
            for (parts, wanted) in row.origins.0.iter().zip(sums) {
                prop_assert!(near(in_units(*parts), wanted), "{:?} {:?}", row, sums);
            }
            let known = sums[..4].iter().sum::<f64>();
            if let (Some(own), Some(others)) = (row.own.percent, row.other_municipalities.percent) {
                let abroad = 100.0 * sums[3] / known;
                prop_assert!(near(own + others + abroad, 100.0));
                prop_assert!(near(own, 100.0 * sums[0] / known));
                prop_assert!(row.withheld.is_none());
            }
            prop_assert!(row.own.percent.is_some() || row.withheld.is_some() || known == 0.0);
            if let Some((low, high)) = row.own.bounds {
                prop_assert!(low <= high + 1e-9 && high <= 100.0 + 1e-9);
            }
        }
    }

    /// Who pays for whom where, by group and level: report by report.
    #[test]
    fn citizens_by_payer_are_those_reported(world in world()) {
        let flows = unit_flows(&world.input());
        for year in [2020, 2021] {
            let users = citizens_by_payer(&flows, year);
            let of_year: Vec<&FlowReport> = world.flows.iter().filter(|f| f.year == year).collect();
            for group in (0..3).map(TargetGroupId) {
                for level in [None, Some(Level::Light), Some(Level::Moderate), Some(Level::High)] {
                    let mut wanted: BTreeMap<(Option<MunicipalityCode>, MunicipalityCode), f64> = BTreeMap::new();
                    for report in &of_year {
                        let units = of(&world, report.unit);
                        let part = share(&offers(&units), Some(group), level.map(|level| (level, false)));
                        if let Payer::Municipality(payer) = report.payer {
                            *wanted.entry((unanimous(&units), payer)).or_default() +=
                                part * report.citizens.map_or(0.0, f64::from);
                        }
                    }
                    wanted.retain(|_, n| *n > 0.0);
                    let mut found = users.get(&(group, level)).cloned().unwrap_or_default();
                    found.retain(|_, n| *n > 0);
                    prop_assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
                    for (parts, wanted) in found.values().zip(wanted.values()) {
                        prop_assert!(near(in_units(*parts), *wanted));
                    }
                }
            }
        }
    }

    /// How many more there can be: listed places of those who did not report all of their citizens.
    #[test]
    fn who_is_missing_is_in_no_report(world in world()) {
        let input = world.input();
        for row in flows_by(&input, &unit_flows(&input)) {
            if row.area != Area::Country || row.target_group.is_some() || row.level.is_some() {
                continue;
            }
            let is_whole = |unit: &&Unit| {
                let reports: Vec<&FlowReport> = world
                    .flows
                    .iter()
                    .filter(|f| f.year == row.year && of(&world, f.unit).contains(unit))
                    .collect();
                !reports.is_empty()
                    && reports.iter().all(|f| f.citizens.is_some())
                    && !world.gaps.contains(&unit.provider)
            };
            let others: Vec<&Unit> = world.units.iter().filter(|unit| !is_whole(unit)).collect();
            let listed: Option<u32> = others.iter().map(|unit| unit.listed_places).sum();
            prop_assert_eq!(row.missing.is_some(), listed.is_some());
            if let (Some(missing), Some(listed)) = (row.missing, listed) {
                prop_assert!(near(in_units(missing), f64::from(listed)));
            }
        }
    }

    #[test]
    fn planned_changes_add_up_by_quarter_and_reach_the_outlook(world in world()) {
        let input = world.input();
        let planned: Vec<Planned> = planned(&input);
        // The newest report of each unit, and no other.
        let mut wanted: Vec<PlannedChange> = Vec::new();
        for report in &world.capacity {
            let newest = world.capacity.iter().filter(|r| r.unit == report.unit).map(|r| r.year).max();
            if Some(report.year) == newest {
                wanted.extend(&report.changes);
            }
        }
        wanted.sort_unstable();
        let mut found: Vec<PlannedChange> = planned.iter().map(|p| p.change).collect();
        found.sort_unstable();
        prop_assert_eq!(&found, &wanted);
        let quarters = by_quarter(&input, &planned);
        for certainty in Certainty::ALL {
            let of_country = || quarters.iter().filter(|q| q.area == Area::Country && q.certainty == certainty);
            let sum = |is_in: &dyn Fn(i32) -> bool| -> i64 {
                let all = wanted.iter().filter(|c| c.certainty == certainty).filter_map(|c| c.places);
                all.filter(|n| is_in(*n)).map(i64::from).sum()
            };
            prop_assert_eq!(of_country().map(|q| q.more).sum::<i64>(), sum(&|n| n > 0));
            prop_assert_eq!(of_country().map(|q| q.fewer).sum::<i64>(), sum(&|n| n < 0));
            let n = wanted.iter().filter(|c| c.certainty == certainty).count() as u64;
            prop_assert_eq!(of_country().map(|q| q.changes).sum::<u64>(), n);
        }
        for q in &quarters {
            let in_quarter = |c: &&PlannedChange| {
                (c.on.year(), c.on.month0() / 3) == (q.quarter.year(), q.quarter.month0() / 3)
                    && c.certainty == q.certainty
            };
            if q.area == Area::Country {
                prop_assert_eq!(q.changes, wanted.iter().filter(in_quarter).count() as u64);
            }
        }
        let rows = capacity_by(&input);
        let Some(year) = rows.iter().map(|r| r.year).max() else { return Ok(()) };
        for row in outlook(&rows, &input, &planned) {
            for (nth, horizon) in row.after.iter().enumerate() {
                let mut sums = [0.0; 2];
                for plan in &planned {
                    let until = i32::from(year) + 1 + i32::try_from(nth).unwrap();
                    let units = of(&world, plan.unit);
                    let at = unanimous(&units);
                    let is_here = match row.area {
                        Area::Country => true,
                        Area::Region(wanted) => at.and_then(region) == Some(wanted),
                        _ => at.and_then(region).is_none(),
                    };
                    if is_here && plan.change.on.year() > i32::from(year) && plan.change.on.year() <= until {
                        let part = share(&offers(&units), row.target_group, row.level.map(|l| (l, false)));
                        let column = usize::from(plan.change.certainty != Certainty::Decided);
                        sums[column] += part * plan.change.places.map_or(0.0, f64::from);
                    }
                }
                prop_assert!(near(horizon.decided, sums[0]), "{:?} {:?}", row, sums);
                prop_assert!(near(horizon.considered, sums[1]), "{:?} {:?}", row, sums);
            }
        }
    }

    #[test]
    fn whoever_closes_has_the_nearest_free_place_that_loops_find(world in world()) {
        let input = world.input();
        let flows = unit_flows(&input);
        let distance = |a: MunicipalityCode, b: MunicipalityCode| {
            // No way to the last one but within it.
            ((a.0 == b.0) || (a.0 != 5 && b.0 != 5)).then(|| f64::from(a.0.abs_diff(b.0)) * 10.0)
        };
        let year = world.capacity.iter().map(|r| r.year).max();
        let free = |provider: ProviderId, group, level| -> Option<f64> {
            let mut free = None;
            let mut of_unit: BTreeMap<ReportedUnit, Option<f64>> = BTreeMap::new();
            for r in world.capacity.iter().filter(|r| Some(r.year) == year && r.unit.provider == provider) {
                let units = of(&world, r.unit);
                let offers = offers(&units);
                let part = share(&offers, Some(group), Some((level, false)));
                if part == 0.0 { continue; }
                if let (Some(places), Some(parts)) = (r.figures.places, r.figures.occupied_parts())
                    && places > 0
                {
                    let n = (f64::from(places) - parts as f64 / 10_000.0).max(0.0);
                    *of_unit.entry(r.unit).or_default() =
                        Some(of_unit.get(&r.unit).copied().flatten().unwrap_or(0.0) + part * n);
                }
            }
            for n in of_unit.into_values().flatten() {
                free = Some(free.unwrap_or(0.0) + n);
            }
            free
        };
        let rows = if_closed(&input, &flows, &distance, 20.0);
        for row in &rows {
            let stands = |provider: ProviderId| -> BTreeSet<MunicipalityCode> {
                let is_of = |u: &&Unit| u.provider == provider && u.offers.iter().any(|o| {
                    (o.target_group, o.level) == (row.target_group, Some(row.level))
                });
                world.units.iter().filter(is_of).filter_map(|u| u.municipality).collect()
            };
            let here = stands(row.provider);
            let others = rows.iter().filter(|o| {
                (o.target_group, o.level) == (row.target_group, row.level) && o.provider != row.provider
            });
            let (mut nearest, mut within, mut sum): (Option<f64>, (u64, u64), f64) = (None, (0, 0), 0.0);
            for other in others {
                let there = stands(other.provider);
                let ways = here.iter().flat_map(|a| there.iter().map(move |b| (*a, *b)));
                let far = ways.filter_map(|(a, b)| distance(a, b)).reduce(f64::min);
                let Some(far) = far else { continue };
                let free = free(other.provider, row.target_group, row.level);
                if far <= 20.0 {
                    within = (within.0 + 1, within.1 + u64::from(free.is_some()));
                    sum += free.unwrap_or(0.0);
                }
                if free.is_some_and(|free| free >= 0.5 - 1e-9) {
                    nearest = Some(nearest.map_or(far, |n| n.min(far)));
                }
            }
            prop_assert_eq!(row.nearest.map(|n| n.distance), nearest, "{:?}", row);
            prop_assert_eq!(row.others_within, within, "{:?}", row);
            prop_assert!(near(row.free_within, sum), "{:?} {}", row, sum);
            let reported = |f: &&FlowReport| f.unit.provider == row.provider && Some(f.year) == row.year;
            let citizens: u64 = world.flows.iter().filter(reported).filter_map(|f| f.citizens).map(u64::from).sum();
            prop_assert_eq!(row.citizens.iter().map(|(_, n)| *n).sum::<u64>(), citizens);
        }
    }

    /// The units' order and the reports' make no difference, nor does the number of threads: rows are
    /// sorted, and sums are of whole numbers.
    #[test]
    fn the_same_reports_give_the_same_rows(world in world()) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let one = pool.install(|| capacity_by(&world.input()));
        prop_assert_eq!(one, capacity_by(&world.input()));
    }
}

/// R's `quantile(c(...), type = 7)`, Hyndman and Fan's own definition: 1, 2, 4, 8 have the quartiles
/// 1,75, 3 and 5.
#[test]
fn quartiles_are_those_of_definition_7() {
    let sorted = [1.0, 2.0, 4.0, 8.0];
    let quartiles = [0.0, 0.25, 0.5, 0.75, 1.0].map(|p| quantile(&sorted, p).unwrap());
    assert_eq!(format!("{quartiles:?}"), "[1.0, 1.75, 3.0, 5.0, 8.0]");
    assert_eq!(quantile(&[7.0], 0.25), Some(7.0));
    assert_eq!(quantile(&[], 0.5), None);
}

/// One department in municipality 0, of a provider that is placed on *højt* or not.
fn one_unit(provider: u32, municipality: u16, level: Option<Level>) -> Unit {
    let offer =
        Offer { offering: provider, target_group: TargetGroupId(0), level, possible: [false; 3] };
    Unit {
        provider: ProviderId(provider),
        department: Some(DepartmentId(provider)),
        municipality: Some(MunicipalityCode(municipality)),
        ownership: None,
        legal_bases: LegalBasisSet(1),
        listed_places: Some(10),
        offers: vec![offer],
    }
}

fn paid(provider: u32, code: u16, citizens: u32) -> FlowReport {
    let unit =
        ReportedUnit { provider: ProviderId(provider), department: Some(DepartmentId(provider)) };
    let payer = Payer::Municipality(MunicipalityCode(code));
    FlowReport { unit, year: 2021, payer, citizens: Some(citizens), row: ROW }
}

/// Danske Regioner's figure is of this kind: the share of citizens who come from another
/// municipality.
#[test]
fn shares_from_elsewhere_are_of_those_whose_payer_is_known() {
    let world = World {
        units: vec![one_unit(0, 0, None), one_unit(1, 2, None)],
        // 4 of its own, 5 of the neighbour in the region, 1 of another region.
        flows: vec![paid(0, 0, 4), paid(0, 1, 5), paid(0, 4, 1)],
        reported_percent: 50,
        ..World::default()
    };
    let input = world.input();
    let rows = flows_by(&input, &unit_flows(&input));
    let of = |area: Area| rows.iter().find(|r| r.area == area && r.target_group.is_none()).unwrap();
    let here = of(Area::Municipality(MunicipalityCode(0)));
    assert_eq!((here.own.percent, here.other_municipalities.percent), (Some(40.0), Some(60.0)));
    assert_eq!(here.other_regions.percent, Some(10.0));
    // Half of the departments reported: just enough. The other one's ten places may be anybody's.
    let country = of(Area::Country);
    assert_eq!(country.departments, (2, 1));
    assert_eq!(country.own.percent, Some(40.0));
    assert_eq!(country.own.bounds, Some((20.0, 70.0)));
    let country = World { reported_percent: 51, ..world.clone() };
    let input = country.input();
    let rows = flows_by(&input, &unit_flows(&input));
    let country =
        rows.iter().find(|r| r.area == Area::Country && r.target_group.is_none()).unwrap();
    assert_eq!((country.own.percent, country.withheld), (None, Some(Withheld::TooFewReported)));
    assert_eq!(rows[0].origins.of(FlowOrigin::Own), 4 * u128::from(niveau::capacity::PARTS));
}

#[test]
fn the_list_has_those_on_hoejt_and_those_that_many_come_to_from_afar() {
    use niveau::capacity::Reach;
    let world = World {
        units: vec![
            one_unit(0, 0, Some(Level::High)),
            one_unit(1, 0, None),
            one_unit(2, 0, None),
            one_unit(3, 0, Some(Level::Moderate)),
            one_unit(4, 0, Some(Level::High)),
        ],
        flows: vec![
            // A fifth from another of three regions; from all three; one neighbour across the border.
            paid(1, 0, 8),
            paid(1, 2, 2),
            paid(2, 0, 6),
            paid(2, 2, 2),
            paid(2, 4, 2),
            paid(3, 0, 9),
            paid(3, 2, 1),
            paid(4, 0, 9),
            paid(4, 2, 1),
        ],
        reported_percent: 50,
        ..World::default()
    };
    let input = world.input();
    let rows = specialised(&input, &unit_flows(&input), 3);
    let told: Vec<_> = rows.iter().map(|r| (r.provider.0, r.high.len(), r.reach)).collect();
    assert_eq!(
        told,
        [
            (4, 1, Reach::OneRegion),
            (0, 1, Reach::NotReported),
            (2, 0, Reach::Country),
            (1, 0, Reach::PartOfCountry),
        ]
    );
}
