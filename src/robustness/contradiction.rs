//! Which of the inspectors' overall levels contradict each other?
//!
//! Two do where one offering has at least the other's grades on all eight parameters and a lower
//! level: no rule by which more met is never less gives both. How many levels such pairs cost any
//! rule is the loss of the best monotone one ([`super::Family::Monotone`]).

use super::Rated;
use super::costs::counted;
use crate::model::{Attained, Parameter, ParameterSet};

/// Two offerings whose levels contradict each other, as places in the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// The one that the row is of.
    pub of: usize,
    /// The one that it contradicts most: the levels farthest apart, the first of several.
    pub with: usize,
    /// Whether `of` has the higher level, though the other's grades are at least as high on all
    /// eight; else it has the lower level, though its own are.
    pub is_too_high: bool,
}

/// The best partner so far: its level, and its place in the sample.
type Partner = Option<(Attained, usize)>;

const GRADES: usize = 4;
const PARAMETERS: u32 = ParameterSet::FULL.len();
const ALL_SETS: usize = GRADES.pow(PARAMETERS);

/// Every offering that contradicts another, in the sample's order. What is left out of the costs
/// (unknown grades, no inspector's level) is left out here, and *ikke relevant* counts as met.
///
/// Not by pairs: the lowest level among all grade sets that dominate one is found for all 4^8 sets
/// at once, one parameter after the other.
pub fn contradictions(sample: &[Rated]) -> Vec<Contradiction> {
    let coded: Vec<(usize, usize, Attained)> = sample
        .iter()
        .enumerate()
        .filter_map(|(at, rated)| {
            let (met, inspector) = counted(rated)?;
            let rank = |p: Parameter| met.iter().filter(|set| set.contains(p)).count();
            let code = Parameter::ALL.iter().fold(0, |code, p| code * GRADES + rank(*p));
            Some((at, code, inspector))
        })
        .collect();
    if coded.is_empty() {
        return Vec::new();
    }
    let mut lowest_above: Vec<Partner> = vec![None; ALL_SETS];
    let mut highest_below: Vec<Partner> = vec![None; ALL_SETS];
    for (at, code, level) in &coded {
        take(&mut lowest_above[*code], Some((*level, *at)), |new, old| new < old);
        take(&mut highest_below[*code], Some((*level, *at)), |new, old| new > old);
    }
    for step in (0..PARAMETERS).map(|nth| GRADES.pow(nth)) {
        for code in (0..ALL_SETS).filter(|code| code / step % GRADES > 0) {
            let below = code - step;
            let partner = highest_below[below];
            take(&mut highest_below[code], partner, |new, old| new > old);
        }
        for code in (0..ALL_SETS).rev().filter(|code| code / step % GRADES > 0) {
            let (below, partner) = (code - step, lowest_above[code]);
            take(&mut lowest_above[below], partner, |new, old| new < old);
        }
    }
    coded
        .into_iter()
        .filter_map(|(of, code, level)| {
            let below = lowest_above[code].filter(|(partner, _)| *partner < level);
            let above = highest_below[code].filter(|(partner, _)| *partner > level);
            let gap = |partner: Partner| {
                partner.map_or(0, |(other, _)| (other as u8).abs_diff(level as u8))
            };
            let is_too_high = gap(below) >= gap(above);
            let (_, with) = if is_too_high { below } else { above }?;
            Some(Contradiction { of, with, is_too_high })
        })
        .collect()
}

/// Takes the new partner where its level is better, and of one level the first in the sample.
fn take(old: &mut Partner, new: Partner, is_better: impl Fn(Attained, Attained) -> bool) {
    let Some((level, at)) = new else { return };
    let wins = |(other, other_at): (Attained, usize)| {
        is_better(level, other) || (level == other && at < other_at)
    };
    if old.is_none_or(wins) {
        *old = new;
    }
}
