//! Which of the rules that are set side by side is nearest to the inspectors' overall levels?
//!
//! Nothing is fitted here: each rule is what it is, so its errors on all offerings are its errors.
//! Whether two rules can be told apart is asked by the sign test (Dixon & Mood, JASA 41, 1946):
//! among offerings that one of them places nearer to the inspector than the other, is one nearer
//! more often than a coin would make it?

use statrs::distribution::{Binomial, DiscreteCDF};

use super::{ComparedRule, Rated, Undefined};
use crate::model::Attained;

/// A rule held against the inspectors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleError {
    /// Its place among the rules.
    pub rule: usize,
    /// Levels between it and the inspectors, summed.
    pub loss: u32,
    /// Offerings on which both say the same.
    pub n_equal: u32,
    /// Two-sided p of the sign test against the nearest rule; 1 for that itself.
    pub p: f64,
}

/// p from which two rules can't be told apart. Convention.
const CHANCE: f64 = 0.05;

/// All rules, nearest first; of equally near ones the first of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestRules {
    /// Offerings with an inspector's level and no unknown grade.
    pub n: u32,
    /// Each rule, never empty.
    pub rules: Vec<RuleError>,
}

impl NearestRules {
    /// The nearest rule.
    pub fn nearest(&self) -> RuleError {
        self.rules[0]
    }

    /// The other rules that can't be told from the nearest.
    pub fn alike(&self) -> impl Iterator<Item = &RuleError> {
        self.rules[1..].iter().filter(|rule| rule.p >= CHANCE)
    }
}

/// Holds the rules against the inspectors' levels. Offerings with an unknown grade or without an
/// inspector's level are left out.
///
/// # Errors
/// When no offering or no rule is left.
pub fn nearest_rules(sample: &[Rated], rules: &[ComparedRule]) -> Result<NearestRules, Undefined> {
    let used: Vec<(&Rated, Attained)> = sample
        .iter()
        .filter(|rated| rated.planes().unknown().is_empty())
        .filter_map(|rated| Some((rated, rated.inspector?)))
        .collect();
    if used.is_empty() || rules.is_empty() {
        let has_level = sample.iter().any(|rated| rated.inspector.is_some());
        return Err(if has_level { Undefined::NoOfferings } else { Undefined::NoInspectorLevel });
    }
    let distances: Vec<Vec<u8>> = rules
        .iter()
        .map(|rule| {
            let distance = |(rated, inspector): &(&Rated, Attained)| {
                (rule.attained(rated.planes()).0 as u8).abs_diff(*inspector as u8)
            };
            used.iter().map(distance).collect()
        })
        .collect();
    let loss = |rule: usize| distances[rule].iter().map(|d| u32::from(*d)).sum::<u32>();
    let nearest = (0..rules.len()).min_by_key(|rule| (loss(*rule), *rule)).unwrap_or(0);
    let error = |rule: usize| RuleError {
        rule,
        loss: loss(rule),
        n_equal: distances[rule].iter().map(|d| u32::from(*d == 0)).sum(),
        p: sign_test(&distances[nearest], &distances[rule]),
    };
    let mut rules: Vec<RuleError> = (0..rules.len()).map(error).collect();
    rules.sort_by_key(|error| (error.loss, error.rule));
    Ok(NearestRules { n: u32::try_from(used.len()).unwrap_or(u32::MAX), rules })
}

/// Two-sided and exact: twice the tail of a fair coin, 1 at most.
fn sign_test(one: &[u8], other: &[u8]) -> f64 {
    let pairs = || one.iter().zip(other);
    let n_nearer = pairs().filter(|(a, b)| a < b).count() as u64;
    let n_farther = pairs().filter(|(a, b)| a > b).count() as u64;
    Binomial::new(0.5, n_nearer + n_farther)
        .map_or(1.0, |coin| (2.0 * coin.cdf(n_nearer.min(n_farther))).min(1.0))
}
