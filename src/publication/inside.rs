//! Who is in each inner cell, and with how much?

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Codes;
use super::dimension::Dimension;
use super::measure::Measure;
use super::offerings::Counted;
use crate::landscape::PARTS_OF_A_PLACE;

/// An inner cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inside {
    /// Who is in it.
    pub(super) providers: BTreeSet<usize>,
    /// What each operator has in it: counts, or parts of places.
    pub(super) parts_of: BTreeMap<usize, u64>,
    /// The whole of it, as it is published.
    pub(super) value: u64,
}

impl Inside {
    /// The operator that has all of it.
    pub(super) fn only_operator(&self) -> Option<usize> {
        self.parts_of.keys().next().copied().filter(|_| self.parts_of.len() == 1)
    }
}

/// The inner cells of these offerings.
pub(super) fn insides(offerings: &[Counted], codes: &Codes, measure: Measure) -> Vec<Inside> {
    let mut all = vec![Inside::default(); codes.n_inner()];
    for one in offerings {
        let parts = match measure {
            Measure::Placements => Some(1),
            Measure::Places => one.places,
        };
        let Some(parts) = parts else { continue };
        let at = Dimension::ALL.map(|dimension| {
            let of = &codes.leaves[dimension as usize];
            of.iter().position(|leaf| *leaf == one.codes[dimension as usize]).unwrap_or_default()
        });
        let inside = &mut all[codes.inner(at)];
        inside.providers.insert(one.provider);
        *inside.parts_of.entry(one.operator).or_default() += parts;
    }
    match measure {
        Measure::Placements => {
            for inside in &mut all {
                inside.value = inside.parts_of.values().sum();
            }
        }
        Measure::Places => whole_places(&mut all, codes),
    }
    all
}

/// Whole places, such that sums that are read are off by less than one: rounded as they add up, cell
/// after cell, by region, level and ownership. What has none gets none.
fn whole_places(all: &mut [Inside], codes: &Codes) {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|inner| {
        let [group, level, region, ownership] = codes.at(*inner);
        (region, level, ownership, group)
    });
    let (mut parts, mut given) = (0_u64, 0);
    for at in order {
        let inside = &mut all[at];
        parts += inside.parts_of.values().sum::<u64>();
        let so_far = (parts + PARTS_OF_A_PLACE / 2) / PARTS_OF_A_PLACE;
        inside.value = so_far - given;
        given = so_far;
    }
}

/// The value of every inner cell by its key in files, whatever it counts.
pub(super) fn truth(offerings: &[Counted], codes: &Codes) -> BTreeMap<String, u64> {
    let of = |measure: Measure| {
        let inside = insides(offerings, codes, measure);
        let value = |(at, inside): (usize, Inside)| (codes.key(measure, at), inside.value);
        inside.into_iter().enumerate().map(value).collect::<Vec<_>>()
    };
    Measure::ALL.into_iter().flat_map(of).collect()
}
