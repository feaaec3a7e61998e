//! A second implementation, straight from the definitions, and what has no value.

use niveau::trial::{
    Coefficient, Estimate, Metric, Rating, Ratings, Scale, Undefined, Weights, agreement,
    rater_pairs,
};
use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::table;

const ALL: [Coefficient; 8] = [
    Coefficient::Agreeing,
    Coefficient::Alpha(Metric::Nominal),
    Coefficient::Alpha(Metric::Ordinal),
    Coefficient::Alpha(Metric::Interval),
    Coefficient::Gwet(Weights::Nominal),
    Coefficient::Gwet(Weights::Ordinal),
    Coefficient::Gwet(Weights::Linear),
    Coefficient::Gwet(Weights::Quadratic),
];

/// Categories by unit, from the definitions: every pair of ratings of every unit.
struct Slow {
    values: Vec<f64>,
    units: Vec<Vec<usize>>,
}

impl Slow {
    fn of(ratings: &Ratings, without: Option<u32>) -> Self {
        let kept = ratings.units().filter(|unit| Some(unit[0].cluster) != without);
        let units = kept.map(|unit| unit.iter().map(|r| r.category as usize).collect());
        Self { values: ratings.scale().values.clone(), units: units.collect() }
    }

    fn alpha(&self, metric: Metric) -> Option<f64> {
        let q = self.values.len();
        let mut o = vec![vec![0.0; q]; q];
        for unit in self.units.iter().filter(|unit| unit.len() > 1) {
            for (i, a) in unit.iter().enumerate() {
                for (j, b) in unit.iter().enumerate() {
                    if i != j {
                        o[*a][*b] += 1.0 / (unit.len() as f64 - 1.0);
                    }
                }
            }
        }
        let margin: Vec<f64> = o.iter().map(|row| row.iter().sum()).collect();
        let n: f64 = margin.iter().sum();
        let apart = |c: usize, k: usize| -> f64 {
            let (low, high) = (c.min(k), c.max(k));
            match metric {
                Metric::Nominal => f64::from(u8::from(c != k)),
                Metric::Ordinal => {
                    let between: f64 = margin[low..=high].iter().sum();
                    (between - f64::midpoint(margin[c], margin[k])).powi(2)
                }
                Metric::Interval => (self.values[c] - self.values[k]).powi(2),
            }
        };
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..q {
            for k in 0..q {
                observed += o[c][k] * apart(c, k);
                expected += margin[c] * margin[k] * apart(c, k);
            }
        }
        (expected > 1e-9).then(|| 1.0 - (n - 1.0) * observed / expected)
    }

    fn weight(&self, weights: Weights, k: usize, l: usize) -> f64 {
        let range = self.values.last().unwrap() - self.values[0];
        let difference = (self.values[k] - self.values[l]).abs() / range;
        let two_of = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
        match weights {
            Weights::Nominal => f64::from(u8::from(k == l)),
            Weights::Ordinal => 1.0 - two_of(k.abs_diff(l) + 1) / two_of(self.values.len()),
            Weights::Linear => 1.0 - difference,
            Weights::Quadratic => 1.0 - difference * difference,
        }
    }

    fn agreeing(&self, weights: Weights) -> Option<f64> {
        let twice: Vec<_> = self.units.iter().filter(|unit| unit.len() > 1).collect();
        let of_unit = |unit: &Vec<usize>| {
            let (mut sum, mut n) = (0.0, 0.0);
            for (i, a) in unit.iter().enumerate() {
                for b in &unit[i + 1..] {
                    sum += self.weight(weights, *a, *b);
                    n += 1.0;
                }
            }
            sum / n
        };
        let n = twice.len() as f64;
        (n > 0.0).then(|| twice.into_iter().map(of_unit).sum::<f64>() / n)
    }

    fn gwet(&self, weights: Weights) -> Option<f64> {
        let q = self.values.len();
        let share = |k: usize| -> f64 {
            let of_unit = |unit: &Vec<usize>| {
                unit.iter().filter(|c| **c == k).count() as f64 / unit.len() as f64
            };
            self.units.iter().map(of_unit).sum::<f64>() / self.units.len() as f64
        };
        if (0..q).filter(|k| share(*k) > 0.0).count() < 2 {
            return None;
        }
        let all: f64 = (0..q)
            .flat_map(|k| (0..q).map(move |l| (k, l)))
            .map(|(k, l)| self.weight(weights, k, l))
            .sum();
        let spread: f64 = (0..q).map(|k| share(k) * (1.0 - share(k))).sum();
        let by_chance = all * spread / (q * (q - 1)) as f64;
        Some((self.agreeing(weights)? - by_chance) / (1.0 - by_chance))
    }

    fn value(&self, coefficient: Coefficient) -> Option<f64> {
        self.agreeing(Weights::Nominal)?;
        match coefficient {
            Coefficient::Agreeing => self.agreeing(Weights::Nominal),
            Coefficient::Alpha(metric) => self.alpha(metric),
            Coefficient::Gwet(weights) => self.gwet(weights),
        }
    }
}

fn slow_interval(ratings: &Ratings, coefficient: Coefficient) -> Option<(f64, f64)> {
    let value = Slow::of(ratings, None).value(coefficient)?;
    let twice = ratings.rated_twice();
    let clusters: Vec<u32> = twice.clusters().map(|cluster| cluster[0].cluster).collect();
    let without: Vec<f64> = clusters
        .iter()
        .map(|cluster| Slow::of(ratings, Some(*cluster)).value(coefficient))
        .collect::<Option<_>>()?;
    let n = without.len() as f64;
    if n < 3.0 {
        return None;
    }
    let mean = without.iter().sum::<f64>() / n;
    let error = ((n - 1.0) / n * without.iter().map(|v| (v - mean).powi(2)).sum::<f64>()).sqrt();
    let t = StudentsT::new(0.0, 1.0, n - 1.0).unwrap().inverse_cdf(0.975);
    let lowest = if coefficient == Coefficient::Agreeing { 0.0 } else { f64::NEG_INFINITY };
    (error > 1e-9).then(|| ((value - t * error).max(lowest), (value + t * error).min(1.0)))
}

fn check(ratings: &Ratings, estimate: &Estimate) {
    let slow = Slow::of(ratings, None).value(estimate.coefficient);
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * a.abs().max(1.0);
    match (estimate.value.ok(), slow) {
        (Some(fast), Some(slow)) => assert!(close(fast, slow), "{estimate:?}, slow {slow}"),
        (fast, slow) => assert_eq!(fast, slow, "{estimate:?}"),
    }
    match (estimate.interval.ok(), slow_interval(ratings, estimate.coefficient)) {
        (Some(fast), Some(slow)) => {
            assert!(close(fast.0, slow.0) && close(fast.1, slow.1), "{estimate:?}, slow {slow:?}");
        }
        (fast, slow) => assert_eq!(fast, slow, "{estimate:?}"),
    }
}

/// Up to 4 raters of units that are up to 3 to a cluster, with ratings missing anywhere.
fn any_ratings() -> impl Strategy<Value = Ratings> {
    let unit = proptest::collection::vec(proptest::option::weighted(0.7, 0_u32..4), 4);
    proptest::collection::vec((0_u32..7, unit), 1..14).prop_map(|units| {
        let mut ratings = Vec::new();
        for (unit, (cluster, marks)) in (0..).zip(units) {
            for (rater, mark) in (0..).zip(marks) {
                if let Some(category) = mark {
                    ratings.push(Rating { cluster, unit, rater, category });
                }
            }
        }
        let values = vec![0.0, 1.0, 2.5, 7.0];
        let scale = Scale { values, is_ordered: true, has_distances: true };
        Ratings::new(scale, ratings)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn coefficients_and_intervals_are_those_of_the_definitions(ratings in any_ratings()) {
        for estimate in agreement(&ratings, &ALL) {
            check(&ratings, &estimate);
        }
    }

    #[test]
    fn the_order_of_ratings_and_the_names_of_raters_are_nothing(ratings in any_ratings()) {
        let mut turned = ratings.all().to_vec();
        turned.reverse();
        for rating in &mut turned {
            rating.rater = 9 - rating.rater;
        }
        let turned = Ratings::new(ratings.scale().clone(), turned);
        prop_assert_eq!(agreement(&ratings, &ALL), agreement(&turned, &ALL));
    }

    /// By every pair of units: distance observed and distance of what each gave to anything.
    #[test]
    fn kappa_is_that_of_its_definition(ratings in any_ratings()) {
        for pair in rater_pairs(&ratings) {
            let both: Vec<(u32, u32)> = ratings
                .units()
                .filter_map(|unit| {
                    let of = |rater: u32| unit.iter().find(|r| r.rater == rater).map(|r| r.category);
                    Some((of(pair.raters.0)?, of(pair.raters.1)?))
                })
                .collect();
            let n = both.len() as f64;
            prop_assert_eq!(pair.n_units, both.len() as u64);
            let apart = |a: u32, b: u32| f64::from(a.abs_diff(b)) / 3.0;
            let observed = both.iter().map(|(a, b)| apart(*a, *b)).sum::<f64>() / n;
            let mut expected = 0.0;
            for (a, _) in &both {
                for (_, b) in &both {
                    expected += apart(*a, *b) / (n * n);
                }
            }
            match pair.kappa {
                Ok(kappa) => prop_assert!((kappa - (1.0 - observed / expected)).abs() < 1e-9),
                Err(why) => {
                    prop_assert_eq!(why, Undefined::OneCategory);
                    prop_assert!(expected < 1e-9);
                }
            }
        }
    }
}

/// What is said of each coefficient that has no value, and of each interval.
fn undefined(ratings: &Ratings) -> Vec<(Option<Undefined>, Option<Undefined>)> {
    agreement(ratings, &ALL).iter().map(|e| (e.value.err(), e.interval.err())).collect()
}

#[test]
fn nothing_rated_twice_is_no_agreement() {
    let ratings = table(Scale::steps(3), '0', "0 .\n1 .\n. 2");
    let why = Some(Undefined::NothingRatedTwice);
    assert_eq!(undefined(&ratings), vec![(why, why); 8]);
    let none = Ratings::new(Scale::steps(3), Vec::new());
    assert_eq!(undefined(&none), vec![(why, why); 8]);
}

#[test]
fn one_category_is_neither_0_nor_1() {
    let ratings = table(Scale::steps(3), '0', "1 1\n1 1\n1 1\n1 1");
    let all = undefined(&ratings);
    // That all agree is true of itself; but no interval can be built on it.
    assert_eq!(all[0], (None, Some(Undefined::NoSpread)));
    let why = Some(Undefined::OneCategory);
    assert_eq!(all[1..], [(why, why); 7]);
}

#[test]
fn perfect_agreement_has_no_interval() {
    let ratings = table(Scale::steps(3), '0', "0 0\n1 1\n2 2\n1 1\n0 0");
    for estimate in agreement(&ratings, &ALL) {
        assert_eq!(estimate.value, Ok(1.0), "{estimate:?}");
        assert_eq!(estimate.interval, Err(Undefined::NoSpread));
    }
}

#[test]
fn an_interval_asks_for_three_units_and_hangs_on_none() {
    let two = table(Scale::steps(3), '0', "0 1\n2 2");
    assert!(undefined(&two).iter().all(|why| *why == (None, Some(Undefined::FewUnits))));
    // Without the last unit only one category is left.
    let one = table(Scale::steps(3), '0', "1 1\n1 1\n1 1\n1 2");
    let all = undefined(&one);
    assert_eq!(all[0], (None, None));
    assert!(all[1..].iter().all(|why| *why == (None, Some(Undefined::HangsOnOne))), "{all:?}");
}

#[test]
fn words_have_no_order_and_levels_no_distances() {
    let text = "0 1\n1 1\n2 2\n2 0";
    let scale =
        |is_ordered| Scale { values: vec![0.0, 1.0, 2.0], is_ordered, has_distances: false };
    let words = undefined(&table(scale(false), '0', text));
    let levels = undefined(&table(scale(true), '0', text));
    let no_order = Some(Undefined::NoOrder);
    for at in [2, 3, 5, 6, 7] {
        assert_eq!(words[at], (no_order, no_order), "{:?}", ALL[at]);
    }
    for at in [0, 1, 4] {
        assert_eq!(words[at], (None, None), "{:?}", ALL[at]);
    }
    for at in [3, 6, 7] {
        assert_eq!(levels[at].0, Some(Undefined::NoDistances), "{:?}", ALL[at]);
    }
    assert_eq!(levels[2], (None, None));
    assert_eq!(levels[5], (None, None));
}
