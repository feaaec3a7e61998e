//! Which municipalities could reach the underlag together?
//!
//! The largest number of groups of neighbouring municipalities that each reach one threshold: the
//! max-p-regions problem (Duque, Anselin & Rey, *Journal of Regional Science* 52, 2012), which is
//! NP-hard; so a heuristic, with its bound beside it. A municipality that reaches the threshold
//! alone is a group of its own: whoever shared a group with it would not be missed there, so no
//! better grouping is lost. The rest is grown greedily into groups, each area is then divided into
//! one group more as long as that succeeds (in a small area all groups are tried), and at last the
//! ways are shortened.

mod chance;
mod divide;
mod exact;
mod grow;
mod settle;
mod unit_set;
mod units;

pub use units::Neighbourhood;

use chance::Chance;
use unit_set::UnitSet;
use units::Units;

/// How long is searched for one group more. Both are deterministic: tries are counted, not seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For the many points of a grid: a millisecond or two.
    Quick,
    /// For what is shown on a map: some ten milliseconds, and seldom a group more.
    Thorough,
}

impl Effort {
    /// Greedy rounds for an area.
    const fn n_rounds(self) -> usize {
        match self {
            Self::Quick => 30,
            Self::Thorough => 60,
        }
    }

    /// Attempts to divide an area into one group more.
    const fn n_attempts(self) -> usize {
        match self {
            Self::Quick => 2,
            Self::Thorough => 6,
        }
    }

    /// Moves tried per unit of the area, in one attempt.
    const fn moves_per_unit(self) -> u32 {
        match self {
            Self::Quick => 100,
            Self::Thorough => 600,
        }
    }
}

/// Sums of expectations are compared with this relative leeway, far below any that matters, so
/// that the order of adding decides nothing.
const LEEWAY: f64 = 1e-12;

/// *Samarbejder*: a suggestion, not the only one possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Collaborations {
    /// The threshold that each group reaches, in expected citizens.
    pub threshold: f64,
    /// The groups, by their first member.
    pub groups: Vec<Group>,
    /// Municipalities in no group, sorted: they border on none and reach nothing together.
    pub left_over: Vec<usize>,
    /// Municipalities that reach the threshold alone, sorted, whether or not somebody joins them.
    pub alone: Vec<usize>,
    /// No grouping has more groups than this: Σ min(E, threshold) / threshold, rounded down.
    pub bound: usize,
}

/// Municipalities that reach the underlag together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its municipalities, sorted.
    pub members: Vec<usize>,
    /// Their expected citizens.
    pub expected: f64,
    /// The longest great-circle distance between two centroids, in kilometres; 0 for one alone.
    pub longest_km: f64,
}

/// Groups municipalities so that each group expects at least `threshold` citizens.
///
/// `expected` is in the order of `land`; what is missing or no number counts as nobody. `given`
/// are groups that stay together: they may be joined to others, never parted. The same seed and effort
/// give the same groups.
pub fn collaborations(
    land: &Neighbourhood,
    expected: &[f64],
    threshold: f64,
    given: &[Vec<usize>],
    effort: Effort,
    seed: u64,
) -> Collaborations {
    let units = Units::new(land, expected, given);
    // At or below nothing everybody reaches it; never a division by zero.
    let reached = (threshold * (1.0 - LEEWAY)).max(f64::MIN_POSITIVE);
    let all = UnitSet::first(units.len());
    let reaches_alone = |unit: &usize| threshold <= 0.0 || units.weight[*unit] >= reached;
    let mut groups: Vec<UnitSet> = all.units().filter(reaches_alone).map(UnitSet::of).collect();
    let rest = groups.iter().fold(all, |rest, group| rest.minus(*group));
    let mut chance = Chance::new(seed);
    for area in rest.parts(&units.adjacent) {
        groups.extend(most_groups(&units, area, reached, effort, &mut chance));
    }
    let left = groups.iter().fold(all, |left, group| left.minus(*group));
    let left = settle::settle(&units, &mut groups, left, reached);
    let told = |set: UnitSet| -> Vec<usize> {
        let mut members: Vec<usize> =
            set.units().flat_map(|unit| units.members[unit].iter().copied()).collect();
        members.sort_unstable();
        members
    };
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|set| {
            let members = told(set);
            Group {
                expected: units.weight_of(set),
                longest_km: longest_km(land, &members),
                members,
            }
        })
        .collect();
    groups.sort_by(|a, b| a.members.cmp(&b.members));
    let municipalities = 0..land.n_municipalities();
    let is_alone = |m: &usize| {
        threshold <= 0.0 || expected.get(*m).is_some_and(|expected| *expected >= reached)
    };
    Collaborations {
        threshold,
        groups,
        left_over: told(left),
        alone: municipalities.filter(is_alone).collect(),
        bound: bound(&units.weight, threshold),
    }
}

/// The most groups found in an area where no unit reaches the threshold alone.
fn most_groups(
    units: &Units,
    area: UnitSet,
    threshold: f64,
    effort: Effort,
    chance: &mut Chance,
) -> Vec<UnitSet> {
    let most = whole(units.weight_of(area) / threshold);
    let mut best: Vec<UnitSet> = Vec::new();
    for _ in 0..effort.n_rounds() {
        if best.len() >= most {
            return best;
        }
        let grown = grow::grow(units, area, threshold, chance);
        if grown.len() > best.len() {
            best = grown;
        }
    }
    while best.len() < most {
        let one_more = best.len() + 1;
        let divided = (0..effort.n_attempts()).find_map(|_| {
            divide::divide(units, area, one_more, threshold, effort.moves_per_unit(), chance)
        });
        match divided {
            Some(groups) => best = groups,
            None => break,
        }
    }
    // Chance may miss one: where all can be tried, they are.
    if best.len() < most && area.len() <= exact::SMALL {
        let all_tried = exact::most_of_all(units, area, threshold);
        if all_tried.len() > best.len() {
            return all_tried;
        }
    }
    best
}

fn bound(weights: &[f64], threshold: f64) -> usize {
    if threshold <= 0.0 {
        return weights.len();
    }
    whole(weights.iter().map(|weight| weight.min(threshold)).sum::<f64>() / threshold)
}

/// Rounded down, with the leeway of the sums; never more than there can be units.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> usize {
    (number * (1.0 + LEEWAY)).floor().clamp(0.0, UnitSet::CAPACITY as f64) as usize
}

fn longest_km(land: &Neighbourhood, members: &[usize]) -> f64 {
    let pairs = members
        .iter()
        .enumerate()
        .flat_map(|(i, a)| members[i + 1..].iter().map(|b| land.km(*a, *b)));
    pairs.fold(0.0, f64::max)
}
