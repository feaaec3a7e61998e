//! The rule nearest to the inspectors' levels: against trying everything.

use niveau::model::{
    Attained, Grade, GradePlanes, Level, Parameter, ParameterSet, PerParameter, ProviderId,
};
use niveau::robustness::{
    ComparedRule, Costs, Family, Fits, Fitted, Folds, Need, Rated, Undefined, by_weight,
    contradictions, nearest_rules,
};
use proptest::prelude::*;

use super::grades;

fn rated(provider: u32, digits: [u8; 8], inspector: u8) -> Rated {
    Rated {
        provider: ProviderId(provider),
        grades: grades(digits),
        inspector: Attained::from_rank(inspector),
    }
}

fn a_sample(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Rated>> {
    let digit = prop_oneof![20 => 0..4u8, 1 => Just(4u8), 1 => Just(5u8)];
    let offering = (0..6u32, prop::array::uniform8(digit), 0..4u8);
    prop::collection::vec(offering, n)
        .prop_map(|all| all.into_iter().map(|(p, d, y)| rated(p, d, y)).collect())
}

/// The loss of a rule, offering by offering: levels apart.
fn slow_loss(sample: &[Rated], is_enough: impl Fn(Level, ParameterSet) -> bool) -> u32 {
    sample
        .iter()
        .filter(|rated| {
            rated.planes().unknown().is_empty() && rated.planes().not_relevant.0 != 0xFF
        })
        .map(|rated| {
            let planes = rated.planes();
            let level = Level::ALL
                .into_iter()
                .filter(|level| {
                    let met = planes.at_least[level.index()].0 | planes.not_relevant.0;
                    is_enough(*level, ParameterSet(met))
                })
                .count();
            u32::try_from(level.abs_diff(rated.inspector.unwrap() as usize)).unwrap()
        })
        .sum()
}

fn loss(family: Family, costs: &Costs) -> u32 {
    family.fit(costs).loss(costs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_richer_family_never_loses_more(sample in a_sample(1..40)) {
        let costs = Costs::of(&sample);
        let [equal, subset, weights, monotone] = Family::ALL.map(|family| loss(family, &costs));
        prop_assert!(monotone <= weights && weights <= equal);
        prop_assert!(monotone <= subset && subset <= equal);
    }

    #[test]
    fn losses_by_set_are_losses_by_offering(sample in a_sample(1..40)) {
        let costs = Costs::of(&sample);
        for family in Family::ALL {
            let rule = family.fit(&costs);
            let wanted = slow_loss(&sample, |level, set| rule.is_enough(level, set));
            prop_assert_eq!(rule.loss(&costs), wanted);
        }
    }

    #[test]
    fn what_is_found_is_a_rule(sample in a_sample(0..40)) {
        for family in Family::ALL {
            let rule = family.fit(&Costs::of(&sample));
            for level in Level::ALL {
                prop_assert!(!rule.is_enough(level, ParameterSet::EMPTY));
                prop_assert!(rule.is_enough(level, ParameterSet::FULL));
                for set in (0..=u8::MAX).map(ParameterSet) {
                    if rule.is_enough(level, set) {
                        prop_assert!(Parameter::ALL.iter().all(|p| rule.is_enough(level, set.with(*p))));
                        prop_assert!(level == Level::Light || rule.is_enough(Level::ALL[level.index() - 1], set));
                    }
                }
            }
        }
    }

    /// Three parameters vary and the others are not relevant: 20 monotone functions of three, so
    /// 8.000 triples to try.
    #[test]
    fn the_minimum_cut_is_the_best_of_all_monotone_rules(
        sample in prop::collection::vec((prop::array::uniform3(0..4u8), 0..4u8), 1..16),
    ) {
        let sample: Vec<Rated> = sample
            .into_iter()
            .map(|([a, b, c], y)| rated(0, [a, b, c, 4, 4, 4, 4, 4], y))
            .collect();
        let functions: Vec<u8> = (0..=u8::MAX)
            .filter(|f| {
                let holds = |set: u8| f >> set & 1 == 1;
                holds(7) && (0..8u8).all(|set| {
                    !holds(set) || (0..3).all(|bit| holds(set | 1 << bit))
                })
            })
            .collect();
        prop_assert_eq!(functions.len(), 19, "all but the one that is never met");
        let mut least = u32::MAX;
        for light in &functions {
            for moderate in functions.iter().filter(|f| *f & !light == 0) {
                for high in functions.iter().filter(|f| *f & !moderate == 0) {
                    let by_level = [*light, *moderate, *high];
                    let loss = slow_loss(&sample, |level, set| {
                        by_level[level.index()] >> (set.0 & 7) & 1 == 1
                    });
                    least = least.min(loss);
                }
            }
        }
        prop_assert_eq!(loss(Family::Monotone, &Costs::of(&sample)), least);
    }
}

/// All 390.625 weightings and every threshold, one after the other.
#[test]
fn the_best_weights_are_the_best_of_all() {
    let sample: Vec<Rated> = [
        ([3, 1, 2, 0, 3, 1, 2, 0], 2),
        ([0, 2, 2, 3, 1, 1, 0, 3], 1),
        ([3, 3, 0, 0, 1, 0, 1, 1], 3),
        ([1, 1, 1, 2, 2, 2, 3, 3], 1),
        ([2, 0, 3, 0, 3, 0, 3, 0], 3),
        ([0, 3, 0, 3, 0, 3, 0, 3], 0),
        ([2, 2, 1, 1, 0, 0, 3, 3], 2),
    ]
    .into_iter()
    .map(|(digits, y)| rated(0, digits, y))
    .collect();
    let costs = Costs::of(&sample);
    let mut met: Vec<(u8, i32)> = Vec::new();
    let mut none = 0;
    for rated in &sample {
        for level in Level::ALL {
            let is_right = rated.inspector.unwrap().reaches(level);
            none += i32::from(is_right);
            met.push((rated.planes().at_least[level.index()].0, if is_right { -1 } else { 1 }));
        }
    }
    let mut least = i32::MAX;
    for index in 0..390_625u32 {
        let mut rest = index;
        let weights: [usize; 8] = std::array::from_fn(|_| {
            let weight = rest % 5 + 1;
            rest /= 5;
            weight as usize
        });
        let mut by_weight = [0; 41];
        for (set, cost) in &met {
            let held: usize = (0..8).filter(|j| set >> j & 1 == 1).map(|j| weights[j]).sum();
            by_weight[held] += cost;
        }
        let mut loss = none;
        for enough in (1..=weights.iter().sum()).rev() {
            loss += by_weight[enough];
            least = least.min(loss);
        }
    }
    assert_eq!(i64::from(loss(Family::Weights, &costs)), i64::from(least));
}

fn folds(seed: u64) -> Folds {
    Folds { n_folds: 5, n_draws: 3, seed }
}

/// Bounds and a rule that is known are for speed alone.
#[test]
fn what_is_known_does_not_change_what_is_found() {
    for noise in [0, 1, 4] {
        let sample: Vec<Rated> = (0..60u32)
            .map(|i| {
                let digits: [u8; 8] = std::array::from_fn(|j| {
                    (i.wrapping_mul(2_246_822_519).rotate_left(u32::try_from(3 * j).unwrap()) >> 7
                        & 3) as u8
                });
                let heavy = 3 * digits[2] + 2 * digits[5] + digits.iter().sum::<u8>();
                let level = heavy / 9 + u8::from(noise > 0 && i % 7 < noise);
                rated(i, digits, level.min(3))
            })
            .collect();
        let costs = Costs::of(&sample);
        let alone = Family::Weights.fit(&costs);
        let other = Fitted::Weights { weights: PerParameter([1, 1, 5, 1, 1, 3, 1, 1]), enough: 7 };
        for known in [&alone, &other, &Fitted::Equal { m: 4 }] {
            assert_eq!(Family::Weights.fit_knowing(&costs, Some(known)), alone, "{noise}");
        }
    }
}

/// Contradictions against every pair of offerings.
#[test]
fn contradictions_are_those_of_all_pairs() {
    let mut n_found = 0;
    for seed in 0..20u32 {
        let sample: Vec<Rated> = (0..40u32)
            .map(|i| {
                let mixed = (i + 40 * seed).wrapping_mul(2_654_435_761);
                let digits: [u8; 8] = std::array::from_fn(|j| {
                    // Few grades differ, so that many offerings dominate each other; 4 is not
                    // relevant and counts as met, 5 is unknown and leaves the offering out.
                    match (j, mixed >> (2 * j) & 7) {
                        (0..3, n) => (n & 3) as u8,
                        (7, 7) => 5,
                        (6, 7) => 4,
                        _ => 2,
                    }
                });
                rated(i, digits, (mixed >> 28 & 3) as u8)
            })
            .collect();
        let found = contradictions(&sample);
        let rank = |r: &Rated, j: usize| match r.grades.0[j].grade() {
            Grade::NotRelevant => 3,
            grade => grade.attained().unwrap() as u8,
        };
        let is_known = |r: &Rated| r.grades.0.iter().all(|of| of.grade() != Grade::Unknown);
        let dominates = |a: &Rated, b: &Rated| (0..8).all(|j| rank(a, j) >= rank(b, j));
        let pairs = |of: usize| -> Vec<usize> {
            let one = &sample[of];
            (0..sample.len())
                .filter(|with| is_known(one) && is_known(&sample[*with]))
                .filter(|with| {
                    let other = &sample[*with];
                    (dominates(other, one) && other.inspector < one.inspector)
                        || (dominates(one, other) && other.inspector > one.inspector)
                })
                .collect()
        };
        for of in 0..sample.len() {
            let by_pairs = pairs(of);
            let gap = |with: usize| {
                (sample[of].inspector.unwrap() as u8)
                    .abs_diff(sample[with].inspector.unwrap() as u8)
            };
            match found.iter().find(|c| c.of == of) {
                None => assert!(by_pairs.is_empty(), "{seed}, {of}: {by_pairs:?}"),
                Some(c) => {
                    assert!(by_pairs.contains(&c.with), "{seed}, {of}: {c:?}");
                    let widest = by_pairs.iter().map(|with| gap(*with)).max();
                    assert_eq!(Some(gap(c.with)), widest, "{seed}, {of}");
                    assert_eq!(c.is_too_high, sample[of].inspector > sample[c.with].inspector);
                    n_found += 1;
                }
            }
        }
        // Nothing contradicts exactly where a monotone rule gives all levels.
        let costs = Costs::of(&sample);
        let monotone = Family::Monotone.fit(&costs).loss(&costs);
        // "Nothing met is never enough": the rule has that against a level of nobody.
        let is_plain = sample.iter().all(|r| !is_known(r) || (0..8).any(|j| rank(r, j) > 0));
        assert!(!is_plain || found.is_empty() == (monotone == 0), "{seed}: {monotone}");
    }
    assert!(n_found > 100, "{n_found}");
}

/// The rule that the levels were made by is nearest, and one that differs seldom can't be told.
#[test]
fn the_nearest_rule_is_the_one_that_was_followed() {
    let rules = ComparedRule::majorities();
    let sample: Vec<Rated> = (0..80u32)
        .map(|i| {
            let digits: [u8; 8] =
                std::array::from_fn(|j| (i.wrapping_mul(2_654_435_761) >> (3 * j) & 3) as u8);
            let planes = GradePlanes::of(&rated(i, digits, 0).grades);
            rated(i, digits, rules[2].attained(planes).0 as u8)
        })
        .collect();
    let found = nearest_rules(&sample, &rules).unwrap();
    assert_eq!((found.nearest().rule, found.nearest().loss, found.n), (2, 0, 80));
    assert!(found.rules.windows(2).all(|pair| pair[0].loss <= pair[1].loss));
    assert_eq!(found.alike().count(), 0);
    // Of three offerings nothing can be told.
    let few = nearest_rules(&sample[..3], &rules).unwrap();
    assert_eq!(few.alike().count(), rules.len() - 1);
    // 6 against 0 and more: 2 * (1/2)^6 = 0,03125; 5 against 0: 0,0625.
    let level = |i: u32| if i < 6 { 3 } else { 2 };
    let six: Vec<Rated> = (0..20).map(|i| rated(i, [3, 3, 3, 3, 2, 2, 2, 2], level(i))).collect();
    let at_four_and_five = &rules[..2];
    let found = nearest_rules(&six, at_four_and_five).unwrap();
    // 14 are on moderat, as 5 of 8 says; 6 on højt, as 4 of 8 says: 2 * P(X <= 6 of 20) = 0,115.
    assert_eq!((found.nearest().rule, found.nearest().loss), (1, 6));
    assert!((found.rules[1].p - 0.115_318).abs() < 1e-5, "{}", found.rules[1].p);
    assert_eq!(nearest_rules(&[], &rules), Err(Undefined::NoInspectorLevel));
}

#[test]
fn a_ranking_and_a_sifting_that_are_there_are_found() {
    // The inspectors look at aktiv praksis alone.
    let mut sample = Vec::new();
    for index in 0..300u32 {
        let digits: [u8; 8] =
            std::array::from_fn(|j| (index.wrapping_mul(2_654_435_761) >> (3 * j) & 3) as u8);
        sample.push(rated(index, digits, digits[0]));
    }
    let fits = Fits::of(&sample, folds(1)).unwrap();
    assert_eq!((fits.n, fits.n_providers, fits.n_folds), (300, 300, 5));
    let subset = fits.of_family(Family::Subset).unwrap();
    let alone = Fitted::Subset { kept: ParameterSet(1), m: 1 };
    assert_eq!((&subset.rule, subset.loss), (&alone, 0));
    assert_eq!(subset.held_out.as_ref().unwrap().losses[..], [0, 0, 0]);
    assert_eq!(fits.need(Family::Subset), Need::InEveryDraw);
    assert_eq!(fits.gain(Family::Subset).unwrap().n_better, 3);
    let weights = fits.of_family(Family::Weights).unwrap();
    let Fitted::Weights { weights: found, .. } = &weights.rule else { panic!() };
    assert_eq!(by_weight(found)[0], (Parameter::ActivePractice, 5));
    assert!(fits.of_family(Family::Equal).unwrap().loss > weights.loss);
    assert_eq!(fits.of_family(Family::Monotone).unwrap().loss, 0);
    for level in Level::ALL {
        assert_eq!(subset.rule.smallest_sets(level), [ParameterSet(1)]);
    }
}

#[test]
fn where_the_data_decide_nothing_the_plainest_rule_is_taken() {
    let sample: Vec<Rated> = (0..4).map(|i| rated(i, [2; 8], 2)).collect();
    let fits = Fits::of(&sample, folds(1)).unwrap();
    assert_eq!(fits.n_folds, 4, "no more folds than providers");
    let rules: Vec<&Fitted> = fits.fits.iter().map(|fit| &fit.rule).collect();
    assert_eq!(rules[0], &Fitted::Equal { m: 5 });
    assert_eq!(rules[2], &Fitted::Weights { weights: PerParameter([1; 8]), enough: 5 });
    assert!(
        fits.fits
            .iter()
            .all(|fit| fit.loss == 0 && fit.held_out.as_ref().unwrap().ends() == (0, 0))
    );
    assert_eq!(rules[3].smallest_sets(Level::High).len(), 56);
}

#[test]
fn folds_hold_a_providers_offerings_together_and_follow_the_seed() {
    let sample: Vec<Rated> = (0..60u32)
        .map(|i| rated(i / 3, std::array::from_fn(|j| ((i >> j) & 3) as u8), (i % 4) as u8))
        .collect();
    let fits = |seed| Fits::of(&sample, folds(seed)).unwrap();
    assert_eq!(fits(1), fits(1));
    assert_eq!(fits(1).n_providers, 20);
    let one: Vec<Rated> = sample.iter().map(|r| Rated { provider: ProviderId(7), ..*r }).collect();
    let fits = Fits::of(&one, folds(1)).unwrap();
    assert!(fits.fits.iter().all(|fit| fit.held_out == Err(Undefined::OneProvider)));
    let unknown = [rated(0, [5; 8], 1)];
    assert_eq!(Fits::of(&unknown, folds(1)), Err(Undefined::NoOfferings));
}

/// Offerings that a family's best rule places elsewhere than equal weights, one by one.
#[test]
fn who_is_placed_elsewhere_is_counted_one_by_one() {
    let sample: Vec<Rated> = (0..70u32)
        .map(|i| {
            let digits: [u8; 8] =
                std::array::from_fn(|j| (i.wrapping_mul(2_246_822_519) >> (3 * j) & 3) as u8);
            rated(i, digits, digits[0].max(digits[5]))
        })
        .collect();
    let fits = Fits::of(&sample, folds(1)).unwrap();
    let level = |rule: &Fitted, of: &Rated| {
        Level::ALL.into_iter().enumerate().rev().find(|(rank, level)| {
            let met = Parameter::ALL
                .into_iter()
                .filter(|p| of.grades[*p].grade().attained().unwrap() as usize > *rank);
            rule.is_enough(*level, met.collect())
        })
    };
    let equal = &fits.of_family(Family::Equal).unwrap().rule;
    for fit in &fits.fits {
        let apart = |of: &&Rated| level(&fit.rule, of) != level(equal, of);
        assert_eq!(fit.n_moved, sample.iter().filter(apart).count(), "{:?}", fit.family);
        assert_eq!(fit.n_moved > 0, fit.family != Family::Equal, "{:?}", fit.family);
    }
}
