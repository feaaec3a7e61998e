//! How many places are there, how full are they, and what do they cost, by group, level and value?

use std::collections::HashMap;

use rayon::prelude::*;

use super::amounts::{Amounts, PARTS, share};
use super::cell::{CapacityRow, Tally, Withheld};
use super::input::{Input, Offer, Unit};
use super::rates::Rates;
use super::record::{Figure, Record, amounts, bases_of, records};
use super::value::{By, Value};
use crate::model::{CapacityReport, Level, TargetGroupId};

/// The years that anything is reported of, sorted.
pub fn years(input: &Input<'_>) -> Vec<u16> {
    let capacity = input.capacity.iter().map(|report| report.year);
    let mut years: Vec<u16> = capacity.chain(input.flows.iter().map(|flow| flow.year)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Counts by every dimension, year by year: sorted by year, dimension, group, value, level. Rows of
/// a group are where anybody offers it something.
pub fn capacity_by(input: &Input<'_>) -> Vec<CapacityRow> {
    let mut rows = Vec::new();
    let n_maps = u8::try_from(input.maps.len()).unwrap_or(u8::MAX);
    let by_region = (0..n_maps).map(By::Region);
    let others = [By::Municipality, By::LegalBasis, By::Kind, By::KindInRegion, By::Ownership];
    let dimensions: Vec<By> = by_region.chain(others).collect();
    for year in years(input) {
        let records = records(input, year);
        if records.is_empty() {
            continue;
        }
        // What is counted of all values together is the same by whatever it is broken down: once.
        let of = |by: &By| count(input, &records, year, *by, *by == dimensions[0]);
        let mut counted: Vec<Vec<CapacityRow>> = dimensions.par_iter().map(of).collect();
        let is_total = |row: &&CapacityRow| row.value == Value::Total;
        let totals: Vec<CapacityRow> =
            counted.first().iter().flat_map(|rows| rows.iter()).filter(is_total).cloned().collect();
        for (by, rows) in dimensions.iter().zip(&mut counted).skip(1) {
            rows.extend(totals.iter().map(|row| CapacityRow { by: *by, ..row.clone() }));
            rows.sort_by_key(|row| (row.target_group, row.value));
        }
        rows.extend(counted.into_iter().flatten());
    }
    rows
}

/// What a tally is of: a group or all, and a value.
type Key = (Option<TargetGroupId>, Value);

/// Of all, and of each level those placed and those that could be.
#[derive(Default)]
struct Tallies {
    all: Tally,
    placed: [Tally; 3],
    up_to: [Tally; 3],
}

impl Tallies {
    /// The tally at a place: all, then those placed on each level, then those that could be.
    const fn at(&mut self, at: usize) -> &mut Tally {
        match at {
            0 => &mut self.all,
            1..=3 => &mut self.placed[at - 1],
            _ => &mut self.up_to[(at - 4) % 3],
        }
    }
}

struct Count<'c, 'i> {
    input: &'c Input<'i>,
    by: By,
    /// Whether all values together are counted too.
    has_total: bool,
    tallies: HashMap<Key, Tallies>,
}

fn count(
    input: &Input<'_>,
    records: &[Record<'_>],
    year: u16,
    by: By,
    has_total: bool,
) -> Vec<CapacityRow> {
    let mut counting = Count { input, by, has_total, tallies: HashMap::new() };
    let mut record_of: Vec<Option<&Record<'_>>> = vec![None; input.units.len()];
    for record in records {
        record_of[record.units.clone()].iter_mut().for_each(|of| *of = Some(record));
        for report in record.reports {
            counting.report(record, report);
        }
    }
    for (unit, record) in input.units.iter().zip(&record_of) {
        counting.unit(unit, *record);
    }
    let mut all: Vec<(Key, Tallies)> = counting.tallies.into_iter().collect();
    all.sort_unstable_by_key(|(key, _)| *key);
    let rows = all.into_iter().flat_map(|(key, tallies)| rows(input, year, by, key, tallies));
    rows.collect()
}

impl Count<'_, '_> {
    /// Adds what one report says, once for all its departments.
    fn report(&mut self, record: &Record<'_>, report: &CapacityReport) {
        let value = match self.by {
            By::Region(map) => {
                let of = &self.input.maps[usize::from(map)];
                record.municipality.and_then(of).map(Value::Region)
            }
            By::Municipality => record.municipality.map(Value::Municipality),
            By::LegalBasis => report.legal_basis.map(Value::LegalBasis),
            By::Kind => report.legal_basis.map(|basis| Value::Kind((self.input.kind)(basis))),
            By::KindInRegion => {
                let region = record.municipality.and_then(|code| self.input.region(code));
                let kind = report.legal_basis.map(|basis| (self.input.kind)(basis));
                region.zip(kind).map(|(region, kind)| Value::KindIn(region, kind))
            }
            By::Ownership => record.ownership.map(Value::Ownership),
        };
        let whole = amounts(&report.figures);
        let rate = report.figures.rate_oere;
        let n = record.offers.len();
        let shares: Vec<Amounts> = (0..n).map(|nth| whole.share(nth, n)).collect();
        let parts =
            selections(&record.offers, |select| part_of(&whole, &shares, &record.offers, select));
        let value = value.unwrap_or(Value::NotReported);
        for value in &[value, Value::Total][..=usize::from(self.has_total)] {
            for (group, selected) in &parts {
                let tallies = self.tallies.entry((*group, *value)).or_default();
                for (at, part) in selected {
                    let tally = tallies.at(*at);
                    tally.amounts.add(part);
                    if let Some(rate) = rate {
                        tally.rates.push((rate, part.places));
                    }
                }
            }
        }
    }

    /// Adds one department: that it is there, what it reported, and what it did not.
    fn unit(&mut self, unit: &Unit, record: Option<&Record<'_>>) {
        let bases = unit.legal_bases.0 | record.map_or(0, Record::bases_reported);
        let is_by_basis = matches!(self.by, By::LegalBasis | By::Kind | By::KindInRegion);
        // Each value with the legal bases that must be reported for it.
        let mut values: Vec<(Value, u64, bool)> = Vec::new();
        values.extend(self.has_total.then_some((Value::Total, unit.legal_bases.0, false)));
        let at = |municipality: Option<_>, of: &dyn Fn(_) -> Option<Value>| {
            municipality.and_then(of).unwrap_or(Value::NotReported)
        };
        match self.by {
            By::Region(map) => {
                let of = &self.input.maps[usize::from(map)];
                let value = at(unit.municipality, &|code| of(code).map(Value::Region));
                values.push((value, unit.legal_bases.0, false));
            }
            By::Municipality => {
                let value = at(unit.municipality, &|code| Some(Value::Municipality(code)));
                values.push((value, unit.legal_bases.0, false));
            }
            By::Ownership => {
                let value = unit.ownership.map_or(Value::NotReported, Value::Ownership);
                values.push((value, unit.legal_bases.0, false));
            }
            By::LegalBasis | By::Kind | By::KindInRegion if bases == 0 => {
                values.push((Value::NotReported, 0, false));
            }
            By::LegalBasis => {
                let all = crate::model::LegalBasisSet(bases);
                values.extend(all.iter().map(|b| (Value::LegalBasis(b), 1 << b.0, true)));
            }
            By::Kind | By::KindInRegion => {
                let region = unit.municipality.and_then(|code| self.input.region(code));
                let value = |kind| match region {
                    _ if self.by == By::Kind => Value::Kind(kind),
                    Some(region) => Value::KindIn(region, kind),
                    None => Value::NotReported,
                };
                let all = crate::model::LegalBasisSet(bases);
                for kind in crate::model::ProviderKind::ALL {
                    let of_kind = bases_of(all, |basis| (self.input.kind)(basis) == kind);
                    if of_kind != 0 {
                        values.push((value(kind), of_kind, true));
                    }
                }
            }
        }
        let selected = selections(&unit.offers, |select| select);
        // A report of departments that lie apart says nothing of where each lies.
        let is_apart = matches!(self.by, By::Region(_) | By::Municipality | By::KindInRegion)
            && record.is_some_and(|record| record.municipality != unit.municipality);
        for (value, wanted, of_basis) in values {
            let record = record.filter(|_| value == Value::Total || !is_apart);
            let has =
                |figure| record.is_some_and(|r| r.has(figure, wanted, of_basis && is_by_basis));
            let reported = Figure::COUNTED.map(has);
            // What is listed and not reported; of several departments together it can't be told apart.
            let missing = (!reported[0]).then(|| {
                let taken = record.filter(|r| r.units.len() == 1).map_or(0, Record::places);
                unit.listed_places.map(|listed| u64::from(listed).saturating_sub(taken))
            });
            for (group, selected) in &selected {
                let tallies = self.tallies.entry((*group, value)).or_default();
                for (at, select) in selected {
                    let tally = tallies.at(*at);
                    tally.departments += 1;
                    for (n, is_reported) in tally.reported.iter_mut().zip(reported) {
                        *n += u64::from(is_reported);
                    }
                    match missing {
                        None => {}
                        Some(None) => tally.unknown += 1,
                        Some(Some(places)) => {
                            let parts = u128::from(places) * u128::from(PARTS);
                            tally.missing += shares(&unit.offers, *select)
                                .map(|(nth, n)| share(parts, nth, n))
                                .sum::<u128>();
                        }
                    }
                }
            }
        }
    }
}

/// Of which offerings a tally is.
#[derive(Clone, Copy)]
struct Select {
    group: Option<TargetGroupId>,
    level: Option<(Level, bool)>,
}

impl Select {
    fn takes(self, offer: &Offer) -> bool {
        self.group.is_none_or(|group| offer.target_group == group)
            && self.level.is_none_or(|(level, is_up_to)| {
                if is_up_to { offer.could_be_on(level) } else { offer.level == Some(level) }
            })
    }

    /// Whether everything is taken, what no offering is known of too.
    const fn is_all(self) -> bool {
        self.group.is_none() && self.level.is_none()
    }
}

/// By group or for all, what is made of each selection, with its place among the tallies.
type Selections<T> = Vec<(Option<TargetGroupId>, Vec<(usize, T)>)>;

/// For all groups together and for each group: the selections in it that take anything, each with
/// its place among the tallies and what is made of it.
fn selections<T>(offers: &[Offer], make: impl Fn(Select) -> T) -> Selections<T> {
    let mut groups: Vec<Option<TargetGroupId>> =
        std::iter::once(None).chain(offers.iter().map(|offer| Some(offer.target_group))).collect();
    groups.sort_unstable();
    groups.dedup();
    let of_group = |group| {
        let mut selected = vec![(0, make(Select { group, level: None }))];
        for level in Level::ALL {
            for is_up_to in [false, true] {
                let select = Select { group, level: Some((level, is_up_to)) };
                if offers.iter().any(|offer| select.takes(offer)) {
                    selected.push((1 + level.index() + 3 * usize::from(is_up_to), make(select)));
                }
            }
        }
        (group, selected)
    };
    groups.into_iter().map(of_group).collect()
}

/// Which shares of a whole a selection takes: of which, and of how many.
fn shares(offers: &[Offer], select: Select) -> impl Iterator<Item = (usize, usize)> {
    let n = offers.len();
    let all = select.is_all().then_some((0, 1));
    let some =
        offers.iter().enumerate().filter(move |(_, offer)| !select.is_all() && select.takes(offer));
    all.into_iter().chain(some.map(move |(nth, _)| (nth, n)))
}

fn part_of(whole: &Amounts, shares: &[Amounts], offers: &[Offer], select: Select) -> Amounts {
    if select.is_all() {
        return *whole;
    }
    let mut part = Amounts::default();
    let taken = offers.iter().zip(shares).filter(|(offer, _)| select.takes(offer));
    taken.for_each(|(_, share)| part.add(share));
    part
}

/// The rows of a key: all levels together, and each level that anything is or could be on.
fn rows(input: &Input<'_>, year: u16, by: By, key: Key, tallies: Tallies) -> Vec<CapacityRow> {
    let (target_group, value) = key;
    let region = match value {
        Value::Region(region) if by == By::Region(0) => Some(region),
        Value::KindIn(region, _) => Some(region),
        Value::Municipality(code) => input.region(code),
        _ => None,
    };
    let is_assessed = (input.is_assessed)(target_group, region);
    let Tallies { all, placed, up_to } = tallies;
    let levels = Level::ALL.into_iter().zip(placed.into_iter().zip(up_to));
    let levels = levels.map(|(level, (placed, up_to))| (Some(level), placed, Some(up_to)));
    std::iter::once((None, all, None))
        .chain(levels)
        .filter(|(level, tally, up_to)| {
            level.is_none() || tally.departments + up_to.as_ref().map_or(0, |t| t.departments) > 0
        })
        .map(|(level, tally, up_to)| {
            let withheld = |figure| {
                if level.is_some() && !is_assessed {
                    return Some(Withheld::TooFewAssessed);
                }
                let is_enough = input.is_enough(tally.n_reported(figure), tally.departments);
                (tally.departments > 0 && !is_enough).then_some(Withheld::TooFewReported)
            };
            let (occupancy_withheld, rates_withheld) =
                (withheld(Figure::Occupancy), withheld(Figure::Rate));
            let wider = up_to.as_ref().unwrap_or(&tally);
            let bounds = |of: fn(&Tally) -> super::Bounds| super::Bounds {
                low: of(&tally).low,
                high: of(wider).high,
            };
            CapacityRow {
                year,
                target_group,
                by,
                value,
                level,
                departments: tally.departments,
                departments_up_to: wider.departments,
                reported: tally.reported,
                without_places: wider.unknown,
                places: bounds(Tally::places),
                occupied: bounds(Tally::occupied),
                free: bounds(Tally::free),
                occupancy_percent: tally.occupancy().filter(|_| occupancy_withheld.is_none()),
                occupancy_bounds: if level.is_none() { tally.occupancy_bounds() } else { None },
                occupancy_withheld,
                amounts: tally.amounts,
                rates: if rates_withheld.is_none() { Rates::of(tally.rates) } else { None },
                rates_withheld,
            }
        })
        .collect()
}
