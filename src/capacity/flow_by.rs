//! How many citizens come from the municipality itself, from others and from other regions, by area,
//! group and level?

use std::collections::HashMap;

use rayon::prelude::*;

use super::amounts::{PARTS, share};
use super::cell::Withheld;
use super::flow::{FlowOrigin, Origins, UnitFlow};
use super::input::{Area, Input, Offer};
use crate::model::{Level, TargetGroupId};

/// A share in percent, with what it could be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shared {
    /// Of those known; `None`: withheld, or nobody is known.
    pub percent: Option<f64>,
    /// From what is known to what could be; `None` where nobody knows.
    pub bounds: Option<(f64, f64)>,
}

/// The citizens of a group (none: all) on a level (none: all) in an area.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRow {
    /// The year of the reports.
    pub year: u16,
    /// Where the departments lie.
    pub area: Area,
    /// The target group; `None`: all together.
    pub target_group: Option<TargetGroupId>,
    /// The level; `None`: placed or not.
    pub level: Option<Level>,
    /// Departments, and of them those that reported all of their citizens.
    pub departments: (u64, u64),
    /// Citizens reported, in [`PARTS`]; shared out over the offerings of a department.
    pub origins: Origins,
    /// So many more there can be, in [`PARTS`]: listed places of departments that did not report all
    /// of their citizens; `None` where nobody knows how many those have.
    pub missing: Option<u128>,
    /// Of the municipality itself.
    pub own: Shared,
    /// Of other municipalities, in the region or not.
    pub other_municipalities: Shared,
    /// Of other regions.
    pub other_regions: Shared,
    /// Why no share is given.
    pub withheld: Option<Withheld>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    departments: u64,
    whole: u64,
    origins: Origins,
    /// Listed places of departments that did not report all: so many more there can be.
    missing: u128,
    /// Departments of which not even that is known.
    unknown: u64,
}

type Key = (Area, Option<TargetGroupId>, Option<Level>);

/// Counts the citizens of every year that has flows.
pub fn flows_by(input: &Input<'_>, flows: &[UnitFlow<'_>]) -> Vec<FlowRow> {
    let mut years: Vec<u16> = flows.iter().map(|flow| flow.year).collect();
    years.sort_unstable();
    years.dedup();
    years.into_par_iter().flat_map_iter(|year| of_year(input, flows, year)).collect()
}

fn of_year(input: &Input<'_>, flows: &[UnitFlow<'_>], year: u16) -> Vec<FlowRow> {
    let mut tallies: HashMap<Key, Tally> = HashMap::new();
    let mut flow_of: Vec<Option<&UnitFlow<'_>>> = vec![None; input.units.len()];
    for flow in flows.iter().filter(|flow| flow.year == year) {
        flow_of[flow.units.clone()].iter_mut().for_each(|of| *of = Some(flow));
        let areas = areas(input, flow.municipality);
        each(&flow.offers, |group, level, shares| {
            let mut part = Origins::default();
            for (nth, n) in shares {
                for (sum, all) in part.0.iter_mut().zip(flow.origins.0) {
                    *sum += share(all * u128::from(PARTS), *nth, *n);
                }
            }
            for area in &areas {
                let tally = tallies.entry((*area, group, level)).or_default();
                tally.origins.0.iter_mut().zip(part.0).for_each(|(sum, n)| *sum += n);
            }
        });
    }
    for (unit, flow) in input.units.iter().zip(&flow_of) {
        let areas = areas(input, unit.municipality);
        each(&unit.offers, |group, level, shares| {
            for area in &areas {
                // Of departments that lie apart nobody knows who is where.
                let is_known = *area == Area::Country
                    || flow.is_some_and(|flow| flow.municipality == unit.municipality);
                let is_whole = is_known && flow.is_some_and(|flow| flow.is_whole);
                let tally = tallies.entry((*area, group, level)).or_default();
                tally.departments += 1;
                tally.whole += u64::from(is_whole);
                match unit.listed_places {
                    _ if is_whole => {}
                    None => tally.unknown += 1,
                    Some(places) => {
                        let parts = u128::from(places) * u128::from(PARTS);
                        tally.missing +=
                            shares.iter().map(|(nth, n)| share(parts, *nth, *n)).sum::<u128>();
                    }
                }
            }
        });
    }
    let mut tallies: Vec<(Key, Tally)> = tallies.into_iter().collect();
    tallies.sort_unstable_by_key(|(key, _)| *key);
    tallies.into_iter().map(|(key, tally)| row(input, year, key, &tally)).collect()
}

fn areas(input: &Input<'_>, municipality: Option<crate::model::MunicipalityCode>) -> Vec<Area> {
    let region = municipality.and_then(|code| input.region(code)).map(Area::Region);
    let here = municipality.map_or(Area::NotReported, Area::Municipality);
    [Some(Area::Country), region, Some(here)].into_iter().flatten().collect()
}

/// Calls for all, and for each group and level among the offerings, with the shares that are of it.
fn each(
    offers: &[Offer],
    mut of: impl FnMut(Option<TargetGroupId>, Option<Level>, &[(usize, usize)]),
) {
    let mut keys: Vec<(Option<TargetGroupId>, Option<Level>)> = Vec::new();
    for offer in offers {
        let group = Some(offer.target_group);
        keys.push((group, None));
        if offer.level.is_some() {
            keys.extend([(group, offer.level), (None, offer.level)]);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    of(None, None, &[(0, 1)]);
    for (group, level) in keys {
        let is_in = |offer: &Offer| {
            group.is_none_or(|group| offer.target_group == group)
                && (level.is_none() || offer.level == level)
        };
        let taken = offers.iter().enumerate().filter(|(_, offer)| is_in(offer));
        let shares: Vec<(usize, usize)> = taken.map(|(nth, _)| (nth, offers.len())).collect();
        of(group, level, &shares);
    }
}

fn row(input: &Input<'_>, year: u16, key: Key, tally: &Tally) -> FlowRow {
    let (area, target_group, level) = key;
    let region = match area {
        Area::Region(region) => Some(region),
        Area::Municipality(code) => input.region(code),
        Area::Country | Area::NotReported => None,
    };
    let is_assessed = level.is_none() || (input.is_assessed)(target_group, region);
    let withheld = if !is_assessed {
        Some(Withheld::TooFewAssessed)
    } else if !input.is_enough(tally.whole, tally.departments) {
        Some(Withheld::TooFewReported)
    } else {
        None
    };
    let shared = |origins: &[FlowOrigin]| Shared {
        percent: tally.origins.percent(origins).filter(|_| withheld.is_none()),
        // On a level others could turn out to be.
        bounds: (tally.unknown == 0 && is_assessed)
            .then(|| tally.origins.percent_bounds(origins, tally.missing))
            .flatten(),
    };
    FlowRow {
        year,
        area,
        target_group,
        level,
        departments: (tally.departments, tally.whole),
        origins: tally.origins,
        missing: (tally.unknown == 0).then_some(tally.missing),
        own: shared(&[FlowOrigin::Own]),
        other_municipalities: shared(&[FlowOrigin::SameRegion, FlowOrigin::OtherRegion]),
        other_regions: shared(&[FlowOrigin::OtherRegion]),
        withheld,
    }
}
