//! Which strata can be drawn from, so that each is known?

use std::collections::BTreeMap;

use super::{FrameUnit, Stratum};
use crate::model::RegionId;

/// Units that each stratum expects, so that how its units differ can be seen (two of each are the
/// fewest that give a variance).
const EXPECTED: u64 = 2;

/// The region of a stratum; the one that is not reported comes last.
type Region = (bool, Option<RegionId>);

/// Strata of one target group's population for a sample of `n`, and who is in them: region, within
/// it ownership, within that size. What would not expect two of the sample stands together with
/// another part: the smallest region with the next smallest, then so with ownerships within a
/// region, then the smallest class of size with its smaller neighbour (Reading R76). `drawn` is 0.
pub fn strata(frame: &[FrameUnit<'_>], n: u32) -> Vec<(Stratum, Vec<usize>)> {
    let Some(first) = frame.first() else { return Vec::new() };
    let enough =
        |units: &[usize]| units.len() as u64 * u64::from(n) >= EXPECTED * frame.len() as u64;
    let region = |at: usize| -> Region { (frame[at].region.is_none(), frame[at].region) };
    let mut strata = Vec::new();
    for (regions, here) in joined(&(0..frame.len()).collect::<Vec<_>>(), region, &enough, false) {
        for (ownerships, owned) in joined(&here, |at| frame[at].ownership, &enough, false) {
            for (sizes, units) in joined(&owned, |at| frame[at].size, &enough, true) {
                let stratum = Stratum {
                    target_group: first.target_group,
                    regions: regions.iter().map(|(_, region)| *region).collect(),
                    ownerships: ownerships.clone(),
                    sizes,
                    population: u32::try_from(units.len()).unwrap_or(u32::MAX),
                    drawn: 0,
                };
                strata.push((stratum, units));
            }
        }
    }
    strata
}

/// Units by class, the classes that are not enough by themselves joined: the smallest with the next
/// smallest, or with its smaller neighbour where classes have an order.
fn joined<K: Ord + Copy>(
    units: &[usize],
    class: impl Fn(usize) -> K,
    enough: &impl Fn(&[usize]) -> bool,
    is_ordered: bool,
) -> Vec<(Vec<K>, Vec<usize>)> {
    let mut by_class: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for unit in units {
        by_class.entry(class(*unit)).or_default().push(*unit);
    }
    let mut parts: Vec<(Vec<K>, Vec<usize>)> =
        by_class.into_iter().map(|(class, units)| (vec![class], units)).collect();
    let smallest = |parts: &[(Vec<K>, Vec<usize>)], among: &[usize]| {
        among.iter().copied().min_by_key(|at| parts[*at].1.len())
    };
    while parts.len() > 1 {
        let all: Vec<usize> = (0..parts.len()).collect();
        let Some(least) = smallest(&parts, &all).filter(|at| !enough(&parts[*at].1)) else { break };
        let is_near = |at: &usize| *at != least && (!is_ordered || at.abs_diff(least) == 1);
        let others: Vec<usize> = all.into_iter().filter(is_near).collect();
        let Some(other) = smallest(&parts, &others) else { break };
        let (keep, gone) = (least.min(other), least.max(other));
        let (classes, units) = parts.remove(gone);
        parts[keep].0.extend(classes);
        parts[keep].0.sort_unstable();
        parts[keep].1.extend(units);
    }
    parts
}
