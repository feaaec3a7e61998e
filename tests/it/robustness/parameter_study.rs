//! Discrimination, redundancy, pivots: published worked examples, and slow second counts.

use niveau::model::{Attained, Grade, Parameter, PerParameter, ProviderId};
use niveau::robustness::{
    ComparedRule, Discrimination, Folds, LeftOut, ParameterStudy, Pivot, Rated, Transitions,
    Undefined, alpha, cronbach_alpha, tau_b,
};
use proptest::prelude::*;

use super::{grades, majority, planes, some_digits};

fn rated(provider: u32, digits: [u8; 8], inspector: Option<u8>) -> Rated {
    Rated {
        provider: ProviderId(provider),
        grades: grades(digits),
        inspector: inspector.and_then(Attained::from_rank),
    }
}

fn sample(of: &[[u8; 8]]) -> Vec<Rated> {
    (0..).zip(of).map(|(provider, digits)| rated(provider, *digits, None)).collect()
}

/// The documentation of `scipy.stats.kendalltau` (1.3.0 and later): x = [12, 2, 1, 12, 2],
/// y = [1, 4, 7, 1, 0], tau-b = −0.47140452079103173. Ranks, ties kept.
#[test]
fn tau_b_equals_the_published_example_with_ties() {
    let (x, y) = ([2, 1, 0, 2, 1], [1, 2, 3, 1, 0]);
    let value = tau_b(x.into_iter().zip(y)).unwrap();
    assert!((value - -0.471_404_520_791_031_73).abs() < 1e-15, "{value}");
}

/// Exercise and optimism of 15 persons, both 0 to 2, in a question to Cross Validated
/// (stats.stackexchange.com/questions/653196), where SPSS gives about 0.617.
#[test]
fn tau_b_equals_what_spss_gives_for_two_scales_of_three() {
    let optimism = [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 2, 1];
    let exercise = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
    let value = tau_b(exercise.into_iter().zip(optimism)).unwrap();
    assert!((value - 0.617).abs() < 5e-4, "{value}");
}

/// Denis, *Applied Univariate, Bivariate, and Multivariate Statistics* (Wiley), the chapter on
/// exploratory factor analysis: five items, ten persons. From the standard deviations and
/// correlations printed there SPSS's alpha is 0.633, and the variance of the scale without item 1
/// is 108.900.
#[test]
fn alpha_equals_the_published_example() {
    let deviations = [2.710_06, 5.050_85, 4.748_10, 2.716_21, 3.800_58];
    let correlations = [
        [1.000, 0.679, 0.351, 0.827, 0.022],
        [0.679, 1.000, 0.612, 0.743, -0.463],
        [0.351, 0.612, 1.000, 0.462, -0.129],
        [0.827, 0.743, 0.462, 1.000, -0.011],
        [0.022, -0.463, -0.129, -0.011, 1.000],
    ];
    let sums = |items: std::ops::Range<usize>| {
        let (mut own, mut whole) = (0.0, 0.0);
        for i in items.clone() {
            for j in items.clone() {
                let covariance = correlations[i][j] * deviations[i] * deviations[j];
                whole += covariance;
                own += if i == j { covariance } else { 0.0 };
            }
        }
        (own, whole)
    };
    let (own, whole) = sums(0..5);
    let value = alpha(5, own, whole).unwrap();
    assert!((value - 0.633).abs() < 5e-4, "{value}");
    let (_, without_first) = sums(1..5);
    assert!((without_first - 108.9).abs() < 0.05, "{without_first}");
}

#[test]
fn a_constant_parameter_and_a_single_offering_are_said_in_words() {
    let pairs = [(1, 0), (1, 2), (1, 3)];
    assert_eq!(tau_b(pairs), Err(Undefined::NoVariation));
    assert_eq!(tau_b([(1, 1)]), Err(Undefined::OneOffering));
    assert_eq!(tau_b([]), Err(Undefined::NoOfferings));
    let same = sample(&[[2; 8], [2; 8], [2; 8]]);
    let (whole, without) = cronbach_alpha(&same);
    assert_eq!(whole, Err(Undefined::NoVariation));
    assert!(without.0.iter().all(|a| *a == Err(Undefined::NoVariation)));
    assert_eq!(cronbach_alpha(&same[..1]).0, Err(Undefined::OneOffering));
    assert_eq!(cronbach_alpha(&[]).0, Err(Undefined::NoOfferings));
    let spread = Discrimination::of(&same, Parameter::Methods);
    assert_eq!(spread.entropy(), Ok(0.0));
    assert_eq!(spread.share(Attained::High), Ok(0.0));
    let unknown = sample(&[[5; 8], [4; 8]]);
    let spread = Discrimination::of(&unknown, Parameter::Methods);
    assert_eq!((spread.n_known(), spread.n_unknown, spread.n_not_relevant), (0, 1, 1));
    assert_eq!(spread.entropy(), Err(Undefined::NoOfferings));
    let study =
        ParameterStudy::of(&unknown, &majority(5), Folds { n_folds: 5, n_draws: 2, seed: 1 });
    assert_eq!(study.parameters[Parameter::Methods].pivot.rate(), Err(Undefined::NoOfferings));
    assert_eq!(study.fits.unwrap_err(), Undefined::NoInspectorLevel);
}

#[test]
fn a_perfect_scale_has_alpha_one_and_an_interval_that_is_a_point() {
    let (whole, _) = cronbach_alpha(&sample(&[[0; 8], [1; 8], [2; 8], [3; 8]]));
    let whole = whole.unwrap();
    assert!((whole.value - 1.0).abs() < 1e-12);
    let (low, high) = whole.interval.unwrap();
    assert!((low - 1.0).abs() < 1e-9 && (high - 1.0).abs() < 1e-9);
    // Two providers are too few for an interval.
    let (whole, _) = cronbach_alpha(&sample(&[[0; 8], [1; 8]]));
    assert_eq!(whole.unwrap().interval, None);
}

#[test]
fn entropy_is_one_where_the_four_grades_are_equally_frequent() {
    let all = sample(&[[0; 8], [1; 8], [2; 8], [3; 8]]);
    let spread = Discrimination::of(&all, Parameter::ActivePractice);
    assert_eq!(spread.entropy(), Ok(1.0));
    assert_eq!(spread.share(Attained::High), Ok(0.25));
}

/// Pairs counted one by one.
fn slow_tau_b(pairs: &[(usize, usize)]) -> Option<f64> {
    let (mut difference, mut untied_x, mut untied_y) = (0.0, 0.0, 0.0);
    for (i, a) in pairs.iter().enumerate() {
        for b in &pairs[i + 1..] {
            let sign = |a: usize, b: usize| match a.cmp(&b) {
                std::cmp::Ordering::Less => -1.0,
                std::cmp::Ordering::Equal => 0.0,
                std::cmp::Ordering::Greater => 1.0,
            };
            let (x, y): (f64, f64) = (sign(a.0, b.0), sign(a.1, b.1));
            difference += x * y;
            untied_x += x.abs();
            untied_y += y.abs();
        }
    }
    (untied_x > 0.0 && untied_y > 0.0).then(|| difference / (untied_x * untied_y).sqrt())
}

/// Alpha from variances of the columns and of the row sums.
fn slow_alpha(rows: &[[u8; 8]]) -> Option<f64> {
    let variance = |values: Vec<f64>| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
    };
    let columns: f64 =
        (0..8).map(|j| variance(rows.iter().map(|row| f64::from(row[j])).collect())).sum();
    let whole = variance(rows.iter().map(|r| r.iter().map(|x| f64::from(*x)).sum()).collect());
    (whole > 0.0).then(|| 8.0 / 7.0 * (1.0 - columns / whole))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn tau_b_equals_the_count_of_pairs(
        pairs in prop::collection::vec((0..4usize, 0..4usize), 2..30),
    ) {
        let got = tau_b(pairs.iter().copied()).ok();
        let wanted = slow_tau_b(&pairs);
        prop_assert_eq!(got.is_some(), wanted.is_some());
        if let (Some(got), Some(wanted)) = (got, wanted) {
            prop_assert!((got - wanted).abs() < 1e-12);
            prop_assert!(got.abs() <= 1.0 + 1e-12);
        }
    }

    #[test]
    fn alpha_equals_the_variances_and_its_interval_the_slow_jackknife(
        rows in prop::collection::vec(prop::array::uniform8(0..4u8), 4..12),
    ) {
        let (whole, _) = cronbach_alpha(&sample(&rows));
        let wanted = slow_alpha(&rows);
        prop_assert_eq!(whole.is_ok(), wanted.is_some());
        if let (Ok(whole), Some(wanted)) = (whole, wanted) {
            prop_assert!((whole.value - wanted).abs() < 1e-9);
            let left_out: Option<Vec<f64>> = (0..rows.len())
                .map(|i| slow_alpha(&[&rows[..i], &rows[i + 1..]].concat()))
                .collect();
            prop_assert_eq!(whole.interval.is_some(), left_out.is_some());
            if let (Some((low, high)), Some(values)) = (whole.interval, left_out) {
                let g = values.len() as f64;
                let mean = values.iter().sum::<f64>() / g;
                let error =
                    ((g - 1.0) / g * values.iter().map(|v| (v - mean).powi(2)).sum::<f64>()).sqrt();
                // t of 3 to 10 degrees of freedom, 97,5 %.
                let t = [3.182_446, 2.776_445, 2.570_582, 2.446_912, 2.364_624, 2.306_004,
                    2.262_157, 2.228_139][rows.len() - 4];
                prop_assert!((whole.value - low - t * error).abs() < 1e-4 * (1.0 + error));
                prop_assert!(high <= 1.0 && low <= whole.value && whole.value <= high + 1e-12);
            }
        }
    }

    #[test]
    fn pivots_and_left_out_parameters_are_counted_by_placing_again(
        rows in prop::collection::vec(some_digits(), 1..20),
        m in 4..=8u32,
    ) {
        let rule = majority(m);
        let sample = sample(&rows);
        for parameter in Parameter::ALL {
            let j = parameter.index();
            let mut pivot = Pivot::default();
            let mut left_out = LeftOut::default();
            for digits in &rows {
                let (low, high) = rule.attained(planes(*digits));
                if low != high || digits[j] == 4 {
                    continue;
                }
                let relevant: Vec<usize> =
                    (0..8).filter(|i| digits[*i] != 4 && *i != j).collect();
                let enough = rule.rule.threshold.enough(relevant.len() as u64 + 1);
                // The level by the other parameters when `enough` of them are asked for.
                let level = |enough: u64, unknown: u8| {
                    (1..=3u8).filter(|h| {
                        let n = relevant.iter().filter(|i| {
                            let digit = if digits[**i] == 5 { unknown } else { digits[**i] };
                            digit >= *h
                        }).count() as u64;
                        n > 0 && n >= enough
                    }).count()
                };
                left_out.n += 1;
                left_out.n_down += u64::from(level(enough, 3) < low as usize);
                left_out.n_up += u64::from(level(enough - 1, 0) > low as usize);
                if digits[j] > 3 {
                    continue;
                }
                let moved = |digit: u8| {
                    let mut changed = *digits;
                    changed[j] = digit;
                    rule.attained(planes(changed)) != (low, high)
                };
                let up = digits[j] < 3 && moved(digits[j] + 1);
                let down = digits[j] > 0 && moved(digits[j] - 1);
                pivot.n += 1;
                pivot.n_up += u64::from(up);
                pivot.n_down += u64::from(down);
                pivot.n_either += u64::from(up || down);
            }
            prop_assert_eq!(Pivot::of(&sample, &rule, parameter), pivot);
            prop_assert_eq!(LeftOut::of(&sample, &rule, parameter), left_out);
        }
    }
}

/// The rounded mean is not ordinal: relabelling 0, 1, 2, 3 as 0, 1, 2, 4 moves 16,0 % of all
/// 65.536 profiles when halves are rounded up.
#[test]
fn the_rounded_mean_rounds_halves_up() {
    let level = |digits| ComparedRule::RoundedMean.attained(planes(digits));
    assert_eq!(level([1, 1, 1, 1, 2, 2, 2, 2]), (Attained::Moderate, Attained::Moderate));
    assert_eq!(level([1, 1, 1, 1, 1, 2, 2, 2]), (Attained::Light, Attained::Light));
    assert_eq!(level([3; 8]), (Attained::High, Attained::High));
    assert_eq!(level([0, 0, 0, 0, 5, 5, 5, 5]), (Attained::None, Attained::Moderate));
    assert_eq!(level([4, 1, 2, 4, 4, 4, 4, 4]), (Attained::Moderate, Attained::Moderate));
    let moved = (0..65_536u32)
        .filter(|index| {
            let digits: [u32; 8] = std::array::from_fn(|j| index >> (2 * j) & 3);
            let sum: u32 = digits.iter().sum();
            let relabelled: u32 = digits.iter().map(|d| if *d == 3 { 4 } else { *d }).sum();
            // The nearest label: 4 from a mean of 3 on.
            let level = if relabelled >= 24 { 3 } else { ((2 * relabelled + 8) / 16).min(2) };
            (2 * sum + 8) / 16 != level
        })
        .count();
    assert!((f64::from(u32::try_from(moved).unwrap()) / 65_536.0 - 0.16).abs() < 0.0005, "{moved}");
}

#[test]
fn transitions_count_up_down_and_open() {
    let mut transitions = Transitions::default();
    for (from, to) in [(Some(1), Some(2)), (Some(1), Some(1)), (Some(3), Some(0)), (None, Some(1))]
    {
        transitions.add(from.and_then(Attained::from_rank), to.and_then(Attained::from_rank));
    }
    assert_eq!((transitions.n(), transitions.n_decided()), (4, 3));
    assert_eq!(transitions.n_moved(), (1, 1));
    assert_eq!(transitions.to(), [1, 2, 1, 0, 0]);
    assert_eq!(PerParameter([Grade::None; 8]).0.len(), 8);
}
