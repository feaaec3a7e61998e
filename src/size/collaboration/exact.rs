//! Which are the most groups in an area so small that all of them can be tried?

use super::UnitSet;
use super::units::Units;

/// Units of an area that is tried whole: every way to part it takes 3^10 steps at most.
pub(super) const SMALL: u32 = 10;

/// The most disjoint groups that hang together and reach the threshold, in an area of at most
/// [`SMALL`] units. For every subset the most groups are found from those of smaller ones: its
/// first unit is in no group, or in one of the groups that can be made within the subset.
pub(super) fn most_of_all(units: &Units, area: UnitSet, threshold: f64) -> Vec<UnitSet> {
    let members: Vec<usize> = area.units().collect();
    let n_subsets = 1_usize << members.len();
    let set_of = |subset: usize| {
        let here = members.iter().enumerate().filter(|(at, _)| subset & (1 << at) != 0);
        here.fold(UnitSet::first(0), |set, (_, unit)| set.with(*unit))
    };
    let is_group: Vec<bool> = (0..n_subsets)
        .map(|subset| {
            let set = set_of(subset);
            subset != 0 && units.weight_of(set) >= threshold && set.hangs_together(&units.adjacent)
        })
        .collect();
    // The most groups of each subset, and the group that its first unit is in (0: in none).
    let mut most = vec![(0_u32, 0_usize); n_subsets];
    for subset in 1..n_subsets {
        let first = subset & subset.wrapping_neg();
        let rest = subset ^ first;
        let mut best = (most[rest].0, 0);
        let mut part = rest;
        loop {
            let group = part | first;
            if is_group[group] && most[subset ^ group].0 + 1 > best.0 {
                best = (most[subset ^ group].0 + 1, group);
            }
            if part == 0 {
                break;
            }
            part = (part - 1) & rest;
        }
        most[subset] = best;
    }
    let mut groups = Vec::new();
    let mut left = n_subsets - 1;
    while left != 0 {
        match most[left].1 {
            0 => left &= left - 1,
            group => {
                groups.push(set_of(group));
                left ^= group;
            }
        }
    }
    groups
}
