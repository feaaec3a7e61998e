//! Who rates higher: least squares against a slow version, and conditioning as a check.

use niveau::trial::{Rating, Ratings, Scale, Undefined, conditional, connected, strictness};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::table;

/// Units and raters in turn, until nothing moves: the least squares of rating = unit + rater.
fn slow_effects(ratings: &[Rating], raters: &[u32]) -> Vec<f64> {
    let mut effects = vec![0.0; raters.len()];
    let at = |rater: u32| raters.iter().position(|known| *known == rater).unwrap();
    for _ in 0..200_000 {
        let mut sums = vec![(0.0, 0.0); raters.len()];
        for unit in ratings.chunk_by(|a, b| (a.cluster, a.unit) == (b.cluster, b.unit)) {
            if unit.len() > 1 {
                let left = |r: &Rating| f64::from(r.category) - effects[at(r.rater)];
                let mean = unit.iter().map(left).sum::<f64>() / unit.len() as f64;
                for rating in unit {
                    let sum = &mut sums[at(rating.rater)];
                    *sum = (sum.0 + f64::from(rating.category) - mean, sum.1 + 1.0);
                }
            }
        }
        let mut moved: Vec<f64> = sums.iter().map(|(sum, n)| sum / n).collect();
        let mean = moved.iter().sum::<f64>() / moved.len() as f64;
        for effect in &mut moved {
            *effect -= mean;
        }
        let change = moved.iter().zip(&effects).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        effects = moved;
        if change < 1e-14 {
            break;
        }
    }
    effects
}

/// Three raters, each two of them with units in common.
fn any_connected() -> impl Strategy<Value = Ratings> {
    let marks = proptest::collection::vec((0_u32..4, 0_u32..4), 12);
    marks.prop_map(|marks| {
        let pairs = [(0, 1), (0, 2), (1, 2)];
        let mut ratings = Vec::new();
        for (unit, (a, b)) in (0..).zip(marks) {
            let (one, other) = pairs[unit as usize % 3];
            // Two units to a cluster.
            let cluster = unit / 2;
            ratings.push(Rating { cluster, unit, rater: one, category: a });
            ratings.push(Rating { cluster, unit, rater: other, category: b });
        }
        Ratings::new(Scale::steps(4), ratings)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn effects_and_intervals_are_those_of_the_slow_version(ratings in any_connected()) {
        let fast = strictness(&ratings);
        let raters = [0, 1, 2];
        let slow = slow_effects(ratings.all(), &raters);
        let without: Vec<Vec<f64>> = (0..6)
            .map(|cluster| {
                let left: Vec<Rating> =
                    ratings.all().iter().filter(|r| r.cluster != cluster).copied().collect();
                slow_effects(&left, &raters)
            })
            .collect();
        let t = StudentsT::new(0.0, 1.0, 5.0).unwrap().inverse_cdf(0.975);
        for (at, effect) in fast.effects.iter().enumerate() {
            prop_assert!((effect.steps.unwrap() - slow[at]).abs() < 1e-8);
            let mean = without.iter().map(|all| all[at]).sum::<f64>() / 6.0;
            let spread: f64 = without.iter().map(|all| (all[at] - mean).powi(2)).sum();
            let error = (5.0 / 6.0 * spread).sqrt();
            match effect.interval {
                Ok((low, high)) => {
                    prop_assert!((low - (slow[at] - t * error)).abs() < 1e-7);
                    prop_assert!((high - (slow[at] + t * error)).abs() < 1e-7);
                }
                Err(why) => {
                    prop_assert_eq!(why, Undefined::NoSpread);
                    prop_assert!(error < 1e-7);
                }
            }
        }
        let sum: f64 = fast.effects.iter().map(|effect| effect.steps.unwrap()).sum();
        prop_assert!(sum.abs() < 1e-9);
    }
}

#[test]
fn two_raters_are_half_their_mean_difference_apart() {
    // Differences 1, 1, 0, 2: the mean is 1.
    let ratings = table(Scale::steps(4), '0', "0 1\n2 3\n1 1\n1 3");
    let found = strictness(&ratings);
    assert!(found.is_connected());
    let steps: Vec<f64> = found.effects.iter().map(|effect| effect.steps.unwrap()).collect();
    assert!((steps[0] + 0.5).abs() < 1e-12 && (steps[1] - 0.5).abs() < 1e-12, "{steps:?}");
}

#[test]
fn parts_that_do_not_meet_are_told_and_not_compared() {
    let ratings =
        table(Scale::steps(4), '0', "0 1 . . .\n2 3 . . .\n. . 1 1 .\n. . 1 3 .\n. . . . 2");
    assert_eq!(connected(&ratings), [vec![0, 1], vec![2, 3], vec![4]]);
    let found = strictness(&ratings);
    assert!(!found.is_connected());
    assert_eq!(found.parts, [vec![0, 1], vec![2, 3], vec![4]]);
    let steps: Vec<_> = found.effects.iter().map(|effect| effect.steps).collect();
    assert_eq!(steps[4], Err(Undefined::Alone));
    assert!((steps[0].unwrap() + steps[1].unwrap()).abs() < 1e-12);
    assert!((steps[2].unwrap() + 0.5).abs() < 1e-12);
    assert_eq!(conditional(&ratings)[4].logits, Err(Undefined::Alone));
}

#[test]
fn an_effect_that_hangs_on_one_unit_has_no_interval() {
    // The third rater meets the others once.
    let ratings = table(Scale::steps(4), '0', "0 1 .\n2 3 .\n1 1 .\n1 3 .\n. 2 2");
    let found = strictness(&ratings);
    assert!(found.effects.iter().all(|effect| effect.interval == Err(Undefined::HangsOnOne)));
}

/// Where all differences are one step, the odds are what is counted.
#[test]
fn conditioning_on_two_raters_is_the_log_of_the_odds() {
    let ratings = table(Scale::steps(4), '0', "1 0\n2 1\n3 2\n1 0\n2 1\n3 2\n0 1\n1 2\n1 1\n2 2");
    let logits: Vec<f64> = conditional(&ratings).iter().map(|c| c.logits.unwrap()).collect();
    assert!((logits[0] - logits[1] - 3.0_f64.ln()).abs() < 1e-9, "{logits:?}");
    assert!((logits[0] + logits[1]).abs() < 1e-12);
}

/// The likelihood is nowhere higher around what was found, whichever way one goes.
#[test]
fn conditioning_finds_the_top_of_the_likelihood() {
    let units = "0 1 .\n2 0 .\n1 3 .\n. 3 1\n. 0 2\n. 1 2\n3 . 0\n0 . 1\n1 . 2\n2 . 2";
    let ratings = table(Scale::steps(4), '0', units);
    let likelihood = |l: &[f64]| -> f64 {
        let each =
            ratings.units().filter(|unit| unit[0].category != unit[1].category).map(|unit| {
                let steps = f64::from(unit[0].category) - f64::from(unit[1].category);
                let apart = l[unit[0].rater as usize] - l[unit[1].rater as usize];
                (1.0 / (1.0 + (-steps * apart).exp())).ln()
            });
        each.sum()
    };
    let top: Vec<f64> = conditional(&ratings).iter().map(|c| c.logits.unwrap()).collect();
    for rater in 0..3 {
        for step in [-1e-3, 1e-3] {
            let mut moved = top.clone();
            moved[rater] += step;
            assert!(likelihood(&moved) < likelihood(&top));
        }
    }
}

#[test]
fn separated_raters_cannot_be_estimated() {
    // The first is never above the second.
    let ratings = table(Scale::steps(4), '0', "0 1\n1 2\n1 1\n2 3");
    assert!(conditional(&ratings).iter().all(|c| c.logits == Err(Undefined::Separated)));
    // Nobody differs.
    let ratings = table(Scale::steps(4), '0', "1 1\n2 2");
    assert!(conditional(&ratings).iter().all(|c| c.logits == Err(Undefined::Separated)));
}

/// A trial with known strictness: 40 providers, 8 parameters, five tilsyn two by two.
fn simulated(seed: u64, truth: &[f64; 5]) -> Ratings {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut pairs = Vec::new();
    for one in 0..5 {
        pairs.extend((one + 1..5).map(|other| (one, other)));
    }
    let mut ratings = Vec::new();
    for cluster in 0..40_u32 {
        let (one, other) = pairs[cluster as usize % pairs.len()];
        let provider: f64 = dice.random_range(-0.5..0.5);
        for parameter in 0..8 {
            // In the middle of a long scale, so that no rating is cut off at an end.
            let own = 10.0 + provider + dice.random_range(-1.0..1.0);
            for rater in [one, other] {
                let noise: f64 = dice.random_range(-1.0..1.0);
                let found = (own + truth[rater as usize] + noise).round();
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let category = found as u32;
                ratings.push(Rating { cluster, unit: cluster * 8 + parameter, rater, category });
            }
        }
    }
    Ratings::new(Scale::steps(21), ratings)
}

#[test]
fn known_strictness_comes_back_within_its_interval() {
    let truth = [-0.6, -0.2, 0.0, 0.3, 0.5];
    let mut n_held = [0; 5];
    for seed in 0..200 {
        let found = strictness(&simulated(seed, &truth));
        for (at, effect) in found.effects.iter().enumerate() {
            let (low, high) = effect.interval.unwrap();
            n_held[at] += i32::from(low <= truth[at] && truth[at] <= high);
        }
    }
    // 95 of 100 are promised; 180 of 200 is more than three deviations below.
    assert!(n_held.iter().all(|n| (180..200).contains(n)), "{n_held:?}");
}

#[test]
fn a_correction_is_whole_steps_and_only_where_certain() {
    let found = strictness(&simulated(1, &[-1.2, -0.2, 0.0, 0.4, 1.0]));
    let corrections: Vec<_> = found.effects.iter().map(niveau::trial::Effect::correction).collect();
    assert_eq!(corrections[0], Some(1));
    assert_eq!(corrections[4], Some(-1));
    let uncertain = table(Scale::steps(4), '0', "0 1\n1 0\n2 3\n3 1\n0 1\n1 3");
    assert!(strictness(&uncertain).effects.iter().all(|effect| effect.correction().is_none()));
}
