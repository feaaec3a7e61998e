//! Does a placement hang on one parameter?

use super::{Rated, Undefined};
use crate::model::{Attained, GradePlanes, Level, Parameter};
use crate::place::CompiledRule;

/// How often one grade step on a parameter changes the level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pivot {
    /// Offerings with a decided level and a known, relevant grade on the parameter.
    pub n: u64,
    /// Of these, where one step up lifts the level.
    pub n_up: u64,
    /// Where one step down drops it.
    pub n_down: u64,
    /// Where either does.
    pub n_either: u64,
}

impl Pivot {
    /// *Pivotrate*: the share where one step either way changes the level (docs/robusthed.md).
    pub fn rate(&self) -> Result<f64, Undefined> {
        match self.n {
            0 => Err(Undefined::NoOfferings),
            n => Ok(self.n_either as f64 / n as f64),
        }
    }

    /// Counts the pivots of one parameter.
    pub fn of(sample: &[Rated], rule: &CompiledRule, parameter: Parameter) -> Self {
        let mut result = Self::default();
        for rated in sample {
            let planes = rated.planes();
            let (low, high) = rule.attained(planes);
            let Some(grade) = rated.grades[parameter].grade().attained().filter(|_| low == high)
            else {
                continue;
            };
            let moved = |rank: Option<u8>| {
                rank.and_then(Attained::from_rank).is_some_and(|grade| {
                    rule.attained(planes.with(parameter, grade)) != (low, high)
                })
            };
            let up = moved(Some(grade as u8 + 1));
            let down = moved((grade as u8).checked_sub(1));
            result.n += 1;
            result.n_up += u64::from(up);
            result.n_down += u64::from(down);
            result.n_either += u64::from(up || down);
        }
        result
    }
}

/// What leaving a parameter out does. At a fixed threshold the answer is biased, because the
/// weight that is asked for may fall with the parameter or stay: so both ends (docs/robusthed.md).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Offerings with a decided level for which the parameter is counted.
    pub n: u64,
    /// Where as much weight is asked for as before (m' = m): levels that fall.
    pub n_down: u64,
    /// Where the parameter's weight is no longer asked for (m' = m − 1): levels that rise.
    pub n_up: u64,
}

impl LeftOut {
    /// Leaves one parameter out of the rule. The parameter is no longer required either.
    pub fn of(sample: &[Rated], rule: &CompiledRule, parameter: Parameter) -> Self {
        let mut result = Self::default();
        for rated in sample {
            let planes = rated.planes();
            let relevant = planes.relevant();
            let (low, high) = rule.attained(planes);
            if low != high || !rule.rule.counted(relevant).contains(parameter) {
                continue;
            }
            let weight = u64::from(rule.rule.weights[parameter]);
            // In the best case of the unknown for those that fall, in the worst for those that
            // rise: only what holds whatever the unknown is, is counted.
            result.n += 1;
            result.n_down += u64::from(attained_without(rule, planes, parameter, 0, true) < low);
            result.n_up +=
                u64::from(attained_without(rule, planes, parameter, weight, false) > low);
        }
        result
    }
}

fn attained_without(
    rule: &CompiledRule,
    planes: GradePlanes,
    parameter: Parameter,
    less: u64,
    is_best_case: bool,
) -> Attained {
    let rule = &rule.rule;
    let mut reached = Level::ALL.into_iter().filter(|level| {
        let at = level.index();
        let (relevant, met) = if is_best_case {
            (planes.relevant_at_best(*level), planes.may_reach[at])
        } else {
            (planes.relevant_at_worst(*level), planes.at_least[at])
        };
        let of_all = rule.weight(rule.counted(relevant));
        let less = if rule.counted(relevant).contains(parameter) { less } else { 0 };
        let enough = rule.threshold.enough(of_all).saturating_sub(less);
        let required = rule.required.without(parameter).0 & relevant.0;
        let counted = rule.counted_as_met(relevant, met).without(parameter);
        required & !met.0 == 0 && !counted.is_empty() && rule.weight(counted) >= enough
    });
    reached.next_back().map_or(Attained::None, Attained::from)
}
