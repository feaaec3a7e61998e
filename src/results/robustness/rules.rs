//! How many stand on each level by each rule, and how many does it move?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::RegionId;
use crate::register::Registers;
use crate::results::robustness::{Area, OfferingFirmness, Robustness, RuleInRegion};
use crate::robustness::Transitions;

/// The rules by group, in the studies' order, and by area: the whole country, those whose region is
/// not known, the regions by name.
pub(super) fn by_region(
    robustness: &Robustness,
    registers: &Registers,
    region_of: impl Fn(&OfferingFirmness) -> Option<RegionId> + Send + Sync,
) -> Vec<RuleInRegion> {
    let regions: Vec<_> = robustness.offerings.par_iter().map(region_of).collect();
    let placed: Vec<_> = robustness.offerings.iter().zip(regions).collect();
    let mut rows = Vec::new();
    for group in robustness.studies.iter().map(|study| study.group) {
        let of_group: Vec<_> =
            placed.iter().filter(|(o, _)| group.is_none_or(|group| group == o.group)).collect();
        let by_name = |id: RegionId| (&registers.regions.get(id).name, id);
        let here: BTreeSet<_> = of_group.iter().map(|(_, at)| at.map(by_name)).collect();
        let areas = here.into_iter().map(|at| at.map_or(Area::Unknown, |(_, id)| Area::Region(id)));
        for area in std::iter::once(Area::WholeCountry).chain(areas) {
            let is_there = |region: Option<RegionId>| match area {
                Area::WholeCountry => true,
                Area::Unknown => region.is_none(),
                Area::Region(id) => region == Some(id),
            };
            let there: Vec<&OfferingFirmness> =
                of_group.iter().filter(|(_, at)| is_there(*at)).map(|(o, _)| *o).collect();
            rows.extend((0..robustness.rules.len()).map(|rule| {
                let transitions = transitions(&there, rule);
                let (n_up, n_down) = transitions.n_moved();
                RuleInRegion {
                    group,
                    area,
                    rule,
                    n_by_level: transitions.to(),
                    n_assessed: transitions.n(),
                    n_compared: transitions.n_decided(),
                    n_up,
                    n_down,
                    transitions,
                }
            }));
        }
    }
    rows
}

fn transitions(offerings: &[&OfferingFirmness], rule: usize) -> Transitions {
    let mut transitions = Transitions::default();
    for offering in offerings {
        transitions.add(offering.levels[0], offering.levels[rule]);
    }
    transitions
}
