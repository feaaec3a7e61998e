//! Are the probabilities of an underlag right, and what does a broken rule file say?
//!
//! Reference values were computed independently with mpmath at 40 digits (regularised incomplete
//! gamma and beta functions, bisection) and printed to 16.

use insta::assert_snapshot;
use niveau::model::{Interval, Level, garwood, wilson};
use niveau::place::Fraction;
use niveau::size::case_base::{inhabitants_needed, p_at_least};
use niveau::size::{CaseBase, Cuts, parse_case_base_rule};
use proptest::prelude::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

fn threshold(n: u32, gamma: f64, cv: f64) -> f64 {
    CaseBase { n, gamma: Some(gamma), cv }.threshold()
}

#[test]
fn probabilities_agree_with_references() {
    for (n, expected, cv, p) in [
        (10, 20.0, 0.0, 0.995_004_587_691_692_4),
        (10, 20.0, 0.3, 0.942_172_405_701_789_5),
        (10, 20.0, 0.6, 0.789_148_952_382_338_3),
        (10, 20.0, 1.0, 0.613_913_253_540_759_4),
        (30, 25.0, 0.0, 0.182_103_915_977_455_1),
        (30, 25.0, 0.3, 0.282_092_857_656_192_4),
        (100, 140.0, 0.1, 0.991_122_388_140_967_3),
        (1, 0.5, 0.6, 0.368_566_298_912_434_4),
        (5, 30.0, 0.01, 0.999_999_996_250_682_4),
        (300, 290.0, 0.0, 0.286_175_510_294_303_7),
    ] {
        let found = p_at_least(n, expected, cv);
        assert!((found - p).abs() < 1e-9, "P(N >= {n} | {expected}, {cv}) = {found}, not {p}");
    }
}

#[test]
fn thresholds_agree_with_references() {
    for (n, gamma, cv, expected) in [
        (10, 0.9, 0.0, 14.205_990_292_152_82),
        (30, 0.9, 0.0, 37.198_502_859_684_3),
        (10, 0.9, 0.3, 17.555_185_559_604_2),
        (10, 0.9, 0.6, 29.797_190_356_969_75),
        (10, 0.9, 1.0, 94.413_093_812_971_75),
        (100, 0.95, 0.3, 181.063_116_647_766_8),
        (5, 0.8, 0.0, 6.720_978_787_486_556),
        (1, 0.5, 0.0, std::f64::consts::LN_2),
        (300, 0.99, 0.1, 395.995_970_090_864_96),
        (50, 0.1, 0.6, 26.831_353_791_836_403),
    ] {
        let found = threshold(n, gamma, cv);
        assert!((found / expected - 1.0).abs() < 1e-9, "t({n}, {gamma}, {cv}) = {found}");
    }
    // 142.060 inhabitants at 1 per 10.000, for 10 citizens with probability 0.9.
    let inhabitants = inhabitants_needed(threshold(10, 0.9, 0.0), 1e-4).unwrap();
    assert!((inhabitants - 142_060.0).abs() < 0.5);
    assert_eq!(inhabitants_needed(10.0, 0.0), None);
    assert!((CaseBase { n: 10, gamma: None, cv: 0.3 }.threshold() - 10.0).abs() < 1e-12);
}

/// Σ of the point probabilities, one after another.
fn summed(n: u32, expected: f64, cv: f64) -> f64 {
    let (mut p, mut below) = (0.0, 0.0);
    let a = (cv * cv).recip();
    for x in 0..n {
        let before = f64::from(x) - 1.0;
        p = match (x, cv > 0.0) {
            (0, false) => (-expected).exp(),
            (0, true) => (a * (a / (a + expected)).ln()).exp(),
            (_, false) => p * expected / f64::from(x),
            (_, true) => p * (a + before) / f64::from(x) * expected / (a + expected),
        };
        below += p;
    }
    1.0 - below
}

proptest! {
    #[test]
    fn probabilities_are_those_of_the_sum(
        n in 1_u32..200,
        of_n in 0.05_f64..3.0,
        cv in prop_oneof![Just(0.0), 0.01_f64..2.0],
    ) {
        let expected = f64::from(n) * of_n;
        prop_assert!((p_at_least(n, expected, cv) - summed(n, expected, cv)).abs() < 1e-9);
    }

    #[test]
    fn a_threshold_is_where_the_probability_is_reached(
        n in 1_u32..400,
        gamma in 0.01_f64..0.99,
        cv in prop_oneof![Just(0.0), 0.01_f64..2.0],
    ) {
        let t = threshold(n, gamma, cv);
        prop_assert!((p_at_least(n, t, cv) - gamma).abs() < 1e-9);
        let is_reached_by = |expected| p_at_least(n, expected, cv) >= gamma;
        prop_assert!(is_reached_by(t) && !is_reached_by(t * (1.0 - 1e-9)));
        if cv == 0.0 {
            let chi = ChiSquared::new(2.0 * f64::from(n)).unwrap().inverse_cdf(gamma) / 2.0;
            prop_assert!((t / chi - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn more_is_asked_more_is_needed(n in 1_u32..300, gamma in 0.5_f64..0.98, cv in 0.05_f64..1.0) {
        let t = threshold(n, gamma, cv);
        prop_assert!(threshold(n + 1, gamma, cv) > t);
        prop_assert!(threshold(n, gamma + 0.01, cv) > t);
    }

    #[test]
    fn nothing_is_ever_beyond_all(n: u32, expected: f64, cv in 0.0_f64..2.0) {
        let n = n % 10_001;
        prop_assert!((0.0..=1.0).contains(&p_at_least(n, expected, cv)));
    }
}

fn close(interval: Option<Interval>, (low, high): (f64, f64), by: f64) {
    let found = interval.unwrap();
    assert!((found.low - low).abs() < by && (found.high - high).abs() < by, "{found:?}");
}

/// 95 % limits of a Poisson count, as tabulated after Garwood (1936); to five decimals in National
/// Vital Statistics Reports, technical notes ("values of L and U for 95 % confidence limits for
/// Poisson counts").
#[test]
fn garwood_gives_the_tabulated_limits() {
    for (count, limits) in [
        (0, (0.0, 3.68888)),
        (1, (0.02532, 5.57164)),
        (2, (0.24221, 7.22469)),
        (5, (1.62349, 11.66833)),
        (10, (4.79539, 18.39036)),
        (20, (12.21652, 30.88838)),
        (50, (37.11096, 65.91877)),
    ] {
        close(garwood(count, 0.95), limits, 1e-5);
    }
    assert_eq!(garwood(3, 1.0), None);
}

/// Newcombe, Statistics in Medicine 17 (1998), table I, method 3; and the example of methods for
/// service atlases, 2 of 110.
#[test]
fn wilson_gives_newcombes_limits() {
    close(wilson(81, 263, 0.95), (0.2553, 0.3662), 5e-5);
    close(wilson(15, 148, 0.95), (0.0624, 0.1605), 5e-5);
    close(wilson(0, 20, 0.95), (0.0, 0.1611), 5e-5);
    close(wilson(1, 29, 0.95), (0.0061, 0.1718), 5e-5);
    close(wilson(2, 110, 0.95), (0.005, 0.064), 5e-4);
    assert_eq!([wilson(0, 0, 0.95), wilson(2, 1, 0.95), wilson(1, 2, f64::NAN)], [None; 3]);
}

#[test]
fn box_1_is_read_with_ties_where_they_belong() {
    let cuts =
        Cuts { most: Fraction::new(1, 2).unwrap(), larger_part: Fraction::new(1, 3).unwrap() };
    // 49 of 98 is not more than half; 33 of 99 is a third.
    assert_eq!(cuts.points_to(50, 98), Some(Level::Light));
    assert_eq!(cuts.points_to(49, 98), Some(Level::Moderate));
    assert_eq!(cuts.points_to(33, 99), Some(Level::Moderate));
    assert_eq!(cuts.points_to(32, 98), Some(Level::High));
    assert_eq!(cuts.points_to(0, 0), None);
}

#[test]
fn the_rule_that_ships_is_an_example_and_says_so() {
    let text = include_str!("../../input/rules/underlag.toml");
    let rule = parse_case_base_rule(text, "rules/underlag.toml").unwrap();
    assert_eq!(rule.status, niveau::guideline::GuidelineStatus::Example);
    assert_eq!(rule.grid().len(), rule.n.len() * rule.gamma.len() * rule.cv.len());
    assert!(rule.grid().contains(&rule.shown));
    assert_eq!(rule.cuts[0].to_string(), "mere end 1/2, mindst 1/3");
}

#[test]
fn every_fault_of_the_rule_file_is_told() {
    let broken = r#"title = "Underlag"
status = "eksempel"
source = "Prøve"
reading = "Prøve"
n = [30, 10, 0.5]
gamma = [0.9, 1.0]
cv = [0, 0.005]
seed = 1

[shown]
n = 30
gamma = 0.9
cv = 0.4

[[cuts]]
most = "1/3"
larger-part = "1/2"

[collaborations]
links = ["land", "bru"]
seed = -1
"#;
    let found = parse_case_base_rule(broken, "rules/underlag.toml").unwrap_err();
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_snapshot!(told.join("\n"), @r##"
    rules/underlag.toml, linje 2, tegn 10: "eksempel" kan ikke stå ved "status"; mulighederne er example, draft og in-force. Brug et af de nævnte ord. [unknown-word]
    rules/underlag.toml, linje 5, tegn 5: 0.5 kan ikke stå ved "n", som skal være et helt tal fra 1 til 10000. Skriv for eksempel n = [10, 30]. [number-out-of-range]
    rules/underlag.toml, linje 6, tegn 9: 1 kan ikke stå ved "gamma", som skal være et tal over 0 og under 1. Skriv for eksempel gamma = [0.8, 0.9]. [number-out-of-range]
    rules/underlag.toml, linje 7, tegn 6: 0.005 kan ikke stå ved "cv", som skal være 0 eller et tal fra 0.01 til 2. Skriv for eksempel cv = [0, 0.3]. [number-out-of-range]
    rules/underlag.toml, linje 8, tegn 1: "seed" er ikke en nøgle i filen; nøglerne er title, status, source, reading, n, gamma, cv, shown, cuts og collaborations. Brug et af de nævnte ord. [unknown-key]
    rules/underlag.toml, linje 15, tegn 1: "en større del" (1/2) er mere end "de fleste" (1/3). Byt dem om, eller ret den ene. [cuts-not-falling]
    rules/underlag.toml, linje 20, tegn 18: "bru" er ingen forbindelse; mulighederne er land, bro og færge. Skriv "bro", hvis det er det, der er ment. [unknown-link]
    rules/underlag.toml, linje 21, tegn 8: "seed" skal være et helt tal fra 0, men er tallet -1. Skriv for eksempel seed = 1. [wrong-type]
    "##);
}
