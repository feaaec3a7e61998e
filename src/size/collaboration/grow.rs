//! Which groups come of growing one after another?

use super::chance::Chance;
use super::unit_set::UnitSet;
use super::units::Units;

/// Groups of at least `threshold`, grown greedily one after another inside `land`, where no unit
/// reaches the threshold alone: from a unit at the rim, by the neighbour that strands nobody or
/// that fills the group most closely; then whoever is not needed is let go.
///
/// Duque, Anselin & Rey (*Journal of Regional Science* 52, 2012) begin max-p-regions so.
pub(super) fn grow(
    units: &Units,
    land: UnitSet,
    threshold: f64,
    chance: &mut Chance,
) -> Vec<UnitSet> {
    let habit = Habit { at_rim: chance.below(4) > 0, closely: chance.below(3) };
    let mut free = land;
    let mut groups = Vec::new();
    while let Some(seed) = pick_seed(units, free, habit, chance) {
        let mut group = UnitSet::of(seed);
        free = free.without(seed);
        let mut weight = units.weight[seed];
        while weight < threshold {
            let candidates = units.around(group).and(free);
            let missing = threshold - weight;
            let Some(next) = pick_next(units, candidates, free, missing, habit, chance) else {
                break;
            };
            group = group.with(next);
            free = free.without(next);
            weight += units.weight[next];
        }
        if weight >= threshold {
            let kept = without_the_needless(units, group, threshold);
            free = free.or(group.minus(kept));
            groups.push(kept);
        }
    }
    groups
}

/// How one round chooses, drawn once so that rounds differ in kind and not only in detail.
#[derive(Clone, Copy)]
struct Habit {
    at_rim: bool,
    closely: u32,
}

fn pick_seed(units: &Units, free: UnitSet, habit: Habit, chance: &mut Chance) -> Option<usize> {
    if !habit.at_rim {
        return chance.one_of(free);
    }
    best(free, chance, |unit| -f64::from(units.adjacent[unit].and(free).len()))
}

fn pick_next(
    units: &Units,
    candidates: UnitSet,
    free: UnitSet,
    missing: f64,
    habit: Habit,
    chance: &mut Chance,
) -> Option<usize> {
    match habit.closely {
        0 => best(candidates, chance, |unit| -f64::from(units.adjacent[unit].and(free).len())),
        1 => best(candidates, chance, |unit| {
            let beyond = units.weight[unit] - missing;
            if beyond >= 0.0 { -beyond } else { -missing + units.weight[unit] / 2.0 }
        }),
        _ => chance.one_of(candidates),
    }
}

/// The unit of highest worth; among equals one drawn.
fn best(set: UnitSet, chance: &mut Chance, worth: impl Fn(usize) -> f64) -> Option<usize> {
    let mut highest = f64::NEG_INFINITY;
    let mut equals = UnitSet::default();
    for unit in set.units() {
        let worth = worth(unit);
        if worth > highest {
            (highest, equals) = (worth, UnitSet::of(unit));
        } else if worth >= highest {
            equals = equals.with(unit);
        }
    }
    chance.one_of(equals)
}

/// The group without units that it reaches the threshold without, the heaviest first.
fn without_the_needless(units: &Units, group: UnitSet, threshold: f64) -> UnitSet {
    let mut kept = group;
    let mut weight = units.weight_of(group);
    let mut by_weight: Vec<usize> = group.units().collect();
    by_weight.sort_by(|a, b| units.weight[*b].total_cmp(&units.weight[*a]).then(a.cmp(b)));
    for unit in by_weight {
        let fewer = kept.without(unit);
        if weight - units.weight[unit] >= threshold && fewer.hangs_together(&units.adjacent) {
            kept = fewer;
            weight -= units.weight[unit];
        }
    }
    kept
}
