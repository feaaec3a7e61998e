//! Lift and drop: against a search through all raises and all losses.

use std::collections::{BTreeSet, VecDeque};

use niveau::model::{Attained, Level, Parameter, ParameterSet};
use niveau::place::{Tables, is_assessable};
use niveau::robustness::{Change, drop, lift, lift_to};
use proptest::prelude::*;

use super::{a_rule, bounds, digits_with_bounds, lowest, majority, planes};

/// Any monotone, nested rule: what is enough is what holds one of some sets, drawn per level.
fn a_monotone_rule() -> impl Strategy<Value = Tables> {
    prop::collection::vec((any::<u8>(), 0..3usize), 1..6).prop_map(|seeds| {
        Tables::of(|level, relevant, met| {
            let is_all = met == relevant && !relevant.is_empty();
            let holds_one = seeds.iter().any(|(seed, highest)| {
                let seed = seed & relevant.0;
                *highest >= level.index() && seed != 0 && seed & !met.0 == 0
            });
            is_all || holds_one
        })
        .unwrap()
    })
}

/// All grade sets of the fewest steps from here that have the property, by walking outwards.
fn nearest(
    from: [u8; 8],
    step: impl Fn(u8) -> Option<u8>,
    is_there: impl Fn([u8; 8]) -> bool,
) -> Option<(u32, BTreeSet<[u8; 8]>)> {
    let mut seen = BTreeSet::from([from]);
    let mut queue = VecDeque::from([(from, 0)]);
    let mut found: Option<(u32, BTreeSet<[u8; 8]>)> = None;
    while let Some((digits, steps)) = queue.pop_front() {
        if found.as_ref().is_some_and(|(least, _)| steps > *least) {
            break;
        }
        if is_there(digits) {
            found.get_or_insert_with(|| (steps, BTreeSet::new())).1.insert(digits);
            continue;
        }
        for place in 0..8 {
            let Some(next) = step(digits[place]) else { continue };
            let mut neighbour = digits;
            neighbour[place] = next;
            if seen.insert(neighbour) {
                queue.push_back((neighbour, steps + 1));
            }
        }
    }
    found
}

/// The grade sets that the ways of a change lead to.
fn ends(change: &Change, from: [u8; 8]) -> BTreeSet<[u8; 8]> {
    let end = |way: &Vec<niveau::robustness::Step>| {
        let mut digits = from;
        for step in way {
            let digit = &mut digits[step.parameter.index()];
            assert_eq!(step.from, bounds(*digit));
            *digit = step.to as u8;
        }
        digits
    };
    change.ways.iter().map(end).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn lift_and_drop_are_the_nearest_grade_sets(
        tables in a_monotone_rule(),
        digits in prop::array::uniform8(prop_oneof![6 => 0..4u8, 1 => 4..6u8, 2 => 6..11u8]),
    ) {
        let from = planes(digits);
        prop_assume!(is_assessable(&from));
        let level = tables.attained(from).0;
        // From the lowest that is left, and known from then on.
        let raise = |digit: u8| lowest(digit).filter(|low| *low < 3).map(|low| low + 1);
        let lower = |digit: u8| lowest(digit)?.checked_sub(1);
        for target in Level::ALL {
            let change = lift_to(&tables, from, target).unwrap();
            let is_there = |digits| tables.attained(planes(digits)).0.reaches(target);
            let (steps, sets) = nearest(digits, raise, is_there).unwrap();
            prop_assert_eq!(change.n_steps, steps);
            prop_assert_eq!(change.ways.len(), sets.len());
            prop_assert_eq!(ends(&change, digits), sets);
        }
        prop_assert_eq!(lift(&tables, from).is_none(), level == Attained::High);
        let fallen = |digits| tables.attained(planes(digits)).0 < level;
        match drop(&tables, from) {
            None => prop_assert_eq!(level, Attained::None),
            Some(change) => {
                let (steps, sets) = nearest(digits, lower, fallen).unwrap();
                prop_assert_eq!(change.n_steps, steps);
                prop_assert_eq!(ends(&change, digits), sets);
            }
        }
    }

    #[test]
    fn with_equal_weights_the_price_is_that_of_the_m_smallest_deficits(
        digits in prop::array::uniform8(0..4u8),
        m in 1..=8u32,
    ) {
        let rule = majority(m);
        for target in Level::ALL {
            let mut deficits = digits.map(|digit| (target as u8).saturating_sub(digit));
            deficits.sort_unstable();
            let wanted: u32 = deficits[..m as usize].iter().map(|d| u32::from(*d)).sum();
            let change = lift_to(rule.tables(), planes(digits), target).unwrap();
            prop_assert_eq!(change.n_steps, wanted);
        }
    }

    #[test]
    fn a_grade_counts_as_the_lowest_that_it_may_be(digits in digits_with_bounds()) {
        let rule = majority(5);
        let given = planes(digits);
        prop_assume!(is_assessable(&given) && given.may_leave.is_empty());
        let at_worst = planes(digits.map(|digit| lowest(digit).unwrap_or(digit)));
        for (a, b) in [
            (lift(rule.tables(), given), lift(rule.tables(), at_worst)),
            (drop(rule.tables(), given), drop(rule.tables(), at_worst)),
        ] {
            prop_assert_eq!(a.as_ref().map(|c| c.n_steps), b.map(|c| c.n_steps));
            for step in a.iter().flat_map(|change| change.ways.iter().flatten()) {
                prop_assert_eq!(step.from, given.bound(step.parameter));
            }
        }
    }

    /// Also where some may yet leave the count: whatever becomes of them.
    #[test]
    fn every_way_gets_there(compiled in a_rule(), digits in digits_with_bounds()) {
        let given = planes(digits);
        prop_assume!(is_assessable(&given));
        let low = compiled.attained(given).0;
        for change in [lift(compiled.tables(), given), drop(compiled.tables(), given)] {
            let Some(change) = change else { continue };
            for way in &change.ways {
                let moved = way.iter().fold(given, |planes, step| planes.with(step.parameter, step.to));
                let after = compiled.attained(moved).0;
                if low.reaches(change.level) {
                    prop_assert!(after < low);
                } else {
                    prop_assert!(after.reaches(change.level));
                }
                let steps = |step: &niveau::robustness::Step| {
                    step.from.ends().unwrap().0 as u32
                };
                let n_steps: u32 = way.iter().map(|step| (step.to as u32).abs_diff(steps(step))).sum();
                prop_assert_eq!(n_steps, change.n_steps);
            }
        }
    }
}

#[test]
fn ties_are_all_named() {
    let rule = majority(5);
    // Four on højt, one on moderat twice over, two on let: one step, either of two parameters.
    let change = lift(rule.tables(), planes([3, 3, 3, 3, 2, 2, 1, 1])).unwrap();
    assert_eq!((change.level, change.n_steps, change.ways.len()), (Level::High, 1, 2));
    let parameters: Vec<Parameter> = change.ways.iter().map(|way| way[0].parameter).collect();
    assert_eq!(parameters, [Parameter::Collaboration, Parameter::KnowledgeDevelopment]);
    // Six reach moderat: two must fall below it, those that are nearest.
    let change = drop(rule.tables(), planes([3, 3, 3, 3, 2, 2, 1, 1])).unwrap();
    assert_eq!((change.level, change.n_steps, change.ways.len()), (Level::Moderate, 2, 1));
    let fallen: ParameterSet = change.ways[0].iter().map(|step| step.parameter).collect();
    assert_eq!(fallen.0, 0b0011_0000);
}
