//! How near is a placement to the next level, and what does it hang on?
//!
//! The answers are about what is known: a grade counts as the lowest that it may be (the low end).
//! Only of what is critical it is asked in the best case too, so that it holds whatever is unknown.

use super::{CompiledRule, Rule};
use crate::model::{GradePlanes, Level, Parameter, ParameterSet};

/// *Margin*: k − m in weight (docs/robusthed.md). With equal weights, parameters that reach the level
/// against parameters that must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The level asked about.
    pub level: Level,
    /// Weight of the parameters that count as met.
    pub met: u64,
    /// Weight that is enough.
    pub enough: u64,
    /// Weight of all that are counted.
    pub total: u64,
    /// Weight of those that are not known to reach the level and may.
    pub unknown: u64,
    /// Required parameters, relevant here, that are not known to reach the level.
    pub missing_required: ParameterSet,
}

impl Margin {
    /// Weight met beyond what is enough; below zero when it falls short.
    pub fn surplus(self) -> i64 {
        self.met.cast_signed() - self.enough.cast_signed()
    }

    /// Whether the level is reached: enough weight, and nothing required is missing.
    pub fn is_reached(self) -> bool {
        self.met >= self.enough && self.missing_required.is_empty()
    }
}

/// How the grades stand to a level. Nothing when no parameter is relevant.
pub fn margin(rule: &Rule, planes: GradePlanes, level: Level) -> Option<Margin> {
    if planes.relevant().is_empty() {
        return None;
    }
    let relevant = planes.relevant_at_worst(level);
    let met = planes.at_least[level.index()];
    let total = rule.weight(rule.counted(relevant));
    Some(Margin {
        level,
        met: rule.weight(rule.counted_as_met(relevant, met)),
        enough: rule.threshold.enough(total),
        total,
        unknown: rule.weight(ParameterSet(planes.may_reach[level.index()].0 & !met.0)),
        missing_required: ParameterSet(rule.required.0 & relevant.0 & !met.0),
    })
}

/// *Kritiske parametre*: those whose loss drops the placement below the level that is reached,
/// whatever the unknown grades turn out to be. Loss means to reach that level no longer, from
/// however high. None when no level is reached.
pub fn critical(rule: &CompiledRule, planes: GradePlanes) -> ParameterSet {
    let Some(level) = rule.attained(planes).0.level() else { return ParameterSet::EMPTY };
    let enough = rule.tables().with_relevant(planes.relevant_at_best(level))[level.index()];
    let may_reach = planes.may_reach[level.index()];
    let met = planes.at_least[level.index()];
    met.iter().filter(|p| !enough.contains(may_reach.without(*p))).collect()
}

/// *Blokerende parametre*: those with a known grade whose gain of one level lifts the placement to
/// the next one. None on *højt*.
pub fn blocking(rule: &CompiledRule, planes: GradePlanes) -> ParameterSet {
    lifting(rule, planes, |parameter, level| {
        let is_one_below = Level::ALL
            .into_iter()
            .filter(|lower| *lower < level)
            .all(|lower| planes.at_least[lower.index()].contains(parameter));
        is_one_below && !planes.unknown().contains(parameter)
    })
}

/// *Afgørende ukendte*: parameters that may reach the next level and alone, when they turn out to,
/// lift the placement to it.
pub fn deciding(rule: &CompiledRule, planes: GradePlanes) -> ParameterSet {
    lifting(rule, planes, |parameter, level| planes.may_reach[level.index()].contains(parameter))
}

/// Of the candidates, those that lift the low end to the next level when they reach it.
fn lifting(
    rule: &CompiledRule,
    planes: GradePlanes,
    is_candidate: impl Fn(Parameter, Level) -> bool,
) -> ParameterSet {
    let low = rule.attained(planes).0;
    let Some(next) = Level::ALL.into_iter().find(|level| !low.reaches(*level)) else {
        return ParameterSet::EMPTY;
    };
    // Whoever is not known to reach the level is counted here.
    let relevant = planes.relevant_at_worst(next);
    let enough = rule.tables().with_relevant(relevant)[next.index()];
    let met = planes.at_least[next.index()];
    relevant
        .iter()
        .filter(|p| !met.contains(*p) && is_candidate(*p, next))
        .filter(|p| enough.contains(met.with(*p)))
        .collect()
}
