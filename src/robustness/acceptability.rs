//! How likely is each level, when the weights or some grades are not known?
//!
//! `P(level >= h)` for every state of the eight parameters against a level (met, not met, unknown,
//! not relevant: 4^8 = 65.536 states) is worked out once; an offering is then three look-ups.

use super::weight_share::{subsets, weight_shares};
use super::{GradeShares, Weighting};
use crate::model::{Attained, GradePlanes, Level, Parameter, ParameterSet};
use crate::place::{Rule, is_assessable};

/// *Akceptabilitet*: the probability of each of the four outcomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptability {
    at_least: [f64; 3],
}

impl Acceptability {
    /// `P(level >= h)`.
    pub fn at_least(&self, level: Level) -> f64 {
        self.at_least[level.index()]
    }

    /// `P(level = h)`: the difference of two neighbours.
    pub fn exactly(&self, attained: Attained) -> f64 {
        let [light, moderate, high] = self.at_least;
        let (lower, upper) = match attained {
            Attained::None => (1.0, light),
            Attained::Light => (light, moderate),
            Attained::Moderate => (moderate, high),
            Attained::High => (high, 0.0),
        };
        (lower - upper).max(0.0)
    }

    /// All four, from *ingen* to *højt*.
    pub fn all(&self) -> [f64; 4] {
        Attained::ALL.map(|attained| self.exactly(attained))
    }

    /// The most likely one, of equally likely ones the lowest, and its probability.
    pub fn most_likely(&self) -> (Attained, f64) {
        let likelier = |best: (Attained, f64), level: Attained| {
            let chance = self.exactly(level);
            if chance > best.1 { (level, chance) } else { best }
        };
        Attained::ALL.into_iter().fold((Attained::None, 0.0), likelier)
    }

    /// How uncertain the level is, in bits (Shannon's entropy).
    pub fn entropy_bits(&self) -> f64 {
        self.all().into_iter().filter(|p| *p > 0.0).map(|p| -p * p.log2()).sum()
    }
}

/// What is asked of the weights.
#[derive(Clone, Copy, Debug)]
pub enum Weights<'w> {
    /// The rule as it stands: only unknown grades leave anything to chance.
    AsInTheRule,
    /// The rule's weights are not known; its threshold and required parameters are.
    Unknown(&'w Weighting),
}

/// The probabilities by one rule where no grade is unknown: the same for every target group.
pub struct KnownAcceptability(Box<[f64]>);

impl KnownAcceptability {
    /// Works them out. A rule is weights, threshold and required parameters; a monotone rule that
    /// can't be written so has no acceptability, because there are no weights to vary.
    pub fn of(rule: &Rule, weights: Weights<'_>) -> Self {
        Self(known_states(rule, weights))
    }

    /// The same with unknown grades, which take a group's `shares`, independently of each other.
    /// Conditioning on one unknown parameter after the other gives the Poisson-binomial sum of
    /// docs/robusthed.md.
    pub fn with(&self, shares: &GradeShares) -> AcceptabilityTables {
        let by_level = Level::ALL.map(|level| {
            let mut table = self.0.clone();
            let shares = Parameter::ALL.map(|parameter| shares.at_least(parameter, level));
            // A state's number is larger than those of the states it is made from.
            for state in 0..table.len() {
                let unknown = (state >> 8) & state;
                if unknown == 0 {
                    continue;
                }
                let index = unknown.trailing_zeros() as usize;
                let share = shares[index];
                let met = state & !(1 << (index + 8));
                let not_met = met & !(1 << index);
                table[state] = share * table[met] + (1.0 - share) * table[not_met];
            }
            table
        });
        AcceptabilityTables { by_level, shares: *shares }
    }
}

/// The probabilities by one rule, for one target group. 1,5 MiB.
pub struct AcceptabilityTables {
    by_level: [Box<[f64]>; 3],
    shares: GradeShares,
}

impl AcceptabilityTables {
    /// The probabilities of one offering; nothing when no parameter is relevant.
    #[inline]
    pub fn look_up(&self, planes: GradePlanes) -> Option<Acceptability> {
        if !is_assessable(&planes) {
            return None;
        }
        Some(Acceptability { at_least: Level::ALL.map(|level| self.at_least(planes, level)) })
    }

    /// `P(level >= h)`. What is unknown altogether stands in the table; of what is known in part
    /// each way that it may turn out is looked up.
    #[inline]
    fn at_least(&self, planes: GradePlanes, level: Level) -> f64 {
        let table = &self.by_level[level.index()];
        let may_reach = planes.may_reach[level.index()].0;
        let unknown = may_reach & !planes.at_least[level.index()].0;
        let open = ParameterSet(unknown & planes.partly_known().0);
        // In the high byte the parameters that are unknown or not relevant, in the low byte those
        // that are met or unknown.
        let state = |high: u8, low: u8| usize::from(u16::from_be_bytes([high, low]));
        let high = unknown | planes.not_relevant.0;
        if open.is_empty() {
            return table[state(high, may_reach)];
        }
        let reached = |met: ParameterSet| -> f64 {
            let each = open.iter().map(|parameter| {
                let bounds = planes.bound(parameter);
                let chance = self.shares.at_least_within(parameter, bounds, level);
                if met.contains(parameter) { chance } else { 1.0 - chance }
            });
            each.product()
        };
        subsets(open)
            .map(|met| reached(met) * table[state(high & !open.0, may_reach & !open.0 | met.0)])
            .sum()
    }
}

/// The states without an unknown; the others hold 0.
fn known_states(rule: &Rule, weights: Weights<'_>) -> Box<[f64]> {
    let shares_of = |counted| match weights {
        Weights::AsInTheRule => None,
        Weights::Unknown(weighting) => {
            Some(weight_shares(weighting, counted, rule.threshold.share))
        }
    };
    let mut states = vec![0.0; 1 << 16].into_boxed_slice();
    let mut shares_of_last: Option<(ParameterSet, Option<Box<[f64; 256]>>)> = None;
    for relevant in (1..=u8::MAX).map(ParameterSet) {
        let counted = rule.counted(relevant);
        // Where what is not relevant counts as met, all eight are counted every time.
        if shares_of_last.as_ref().is_none_or(|(last, _)| *last != counted) {
            shares_of_last = Some((counted, shares_of(counted)));
        }
        let shares = shares_of_last.as_ref().and_then(|(_, shares)| shares.as_deref());
        for met in subsets(relevant) {
            let missing = rule.required.0 & relevant.0 & !met.0;
            let probability = match shares {
                _ if missing != 0 => 0.0,
                None => f64::from(u8::from(rule.is_met(Level::Light, relevant, met))),
                Some(shares) => shares[usize::from(rule.counted_as_met(relevant, met).0)],
            };
            states[usize::from(u16::from_be_bytes([!relevant.0, met.0]))] = probability;
        }
    }
    states
}
