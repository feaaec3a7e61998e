//! How firm is one placement? Everything that is said of it.
//!
//! What is the same for all is worked out once by rule and weightings ([`FirmnessTables`]), and
//! what is the same within a target group once by its shares of grades ([`GroupTables`]); a
//! placement is then looked up.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{
    Acceptability, AcceptabilityTables, ChangeSteps, DecidingUnknown, GradeShares,
    KnownAcceptability, Radius, RadiusTables, WeightInterval, Weighting, Weights, deciding_unknown,
    drop, lift, most_sensitive, weights_that_matter,
};
use crate::model::{Attained, GradePlanes, Parameter, ParameterSet};
use crate::place::{CompiledRule, blocking, critical};

/// What is said of one placement. Compact: there may be hundreds of thousands.
#[derive(Clone, Debug, PartialEq)]
pub struct Firmness {
    /// The level in the worst and in the best case of what is unknown, whatever the quality.
    pub interval: (Attained, Attained),
    /// The probabilities: by the rule's own weights first, then along the weightings.
    pub by_weighting: Box<[Acceptability]>,
    /// How much all weights may move.
    pub radius: Radius,
    /// The parameters whose weight alone can change the level, and between which weights it stays.
    pub weights: Box<[(Parameter, WeightInterval)]>,
    /// Of these the one whose weight may move least.
    pub most_sensitive: Option<Parameter>,
    /// The unknown grade that would decide most.
    pub deciding: Option<DecidingUnknown>,
    /// What would lift it to the next level; nothing on *højt*.
    pub up: Option<ChangeSteps>,
    /// What would take its level away; nothing where none is reached.
    pub down: Option<ChangeSteps>,
    /// Parameters that each lift it when they rise by one step.
    pub blocking: ParameterSet,
    /// Parameters that each drop it when they fall below its level.
    pub critical: ParameterSet,
}

impl Firmness {
    /// The probabilities by the rule's own weights: only unknown grades leave a doubt.
    pub fn by_the_rule(&self) -> Option<&Acceptability> {
        self.by_weighting.first()
    }

    /// The probabilities where every weighting is equally likely.
    pub fn by_uniform_weights(&self) -> Option<&Acceptability> {
        self.by_weighting.get(1)
    }
}

/// Everything that is worked out once, for one rule and some weightings, the uniform one first.
pub struct FirmnessTables<'r> {
    rule: &'r CompiledRule,
    known: Vec<KnownAcceptability>,
    radius: RadiusTables,
}

impl<'r> FirmnessTables<'r> {
    /// Works it out, in parallel: some tens of milliseconds for each weighting.
    pub fn of(rule: &'r CompiledRule, weightings: &[Weighting]) -> Self {
        let weights: Vec<Weights<'_>> = std::iter::once(Weights::AsInTheRule)
            .chain(weightings.iter().map(Weights::Unknown))
            .collect();
        let known = weights
            .into_par_iter()
            .map(|weights| KnownAcceptability::of(&rule.rule, weights))
            .collect();
        Self { rule, known, radius: RadiusTables::of(&rule.rule) }
    }

    /// The same with a target group's `shares` for what is unknown.
    pub fn of_group<'t>(&'t self, shares: &'t GradeShares) -> GroupTables<'t> {
        let by_weighting = self.known.iter().map(|known| known.with(shares)).collect();
        GroupTables { tables: self, by_weighting, shares }
    }
}

/// Everything that is worked out once for one target group.
pub struct GroupTables<'t> {
    tables: &'t FirmnessTables<'t>,
    by_weighting: Vec<AcceptabilityTables>,
    shares: &'t GradeShares,
}

impl GroupTables<'_> {
    /// One placement; nothing when no parameter is relevant.
    pub fn look_up(&self, planes: GradePlanes) -> Option<Firmness> {
        let FirmnessTables { rule, radius, .. } = self.tables;
        let by_weighting: Option<Box<[Acceptability]>> =
            self.by_weighting.iter().map(|tables| tables.look_up(planes)).collect();
        let interval = rule.attained(planes);
        let weights = weights_that_matter(rule, planes);
        Some(Firmness {
            interval,
            by_weighting: by_weighting?,
            radius: radius.look_up(planes, interval),
            most_sensitive: most_sensitive(&weights),
            weights,
            deciding: deciding_unknown(self.by_weighting.first()?, planes, self.shares),
            up: lift(rule.tables(), planes).map(|change| change.by_step()),
            down: drop(rule.tables(), planes).map(|change| change.by_step()),
            blocking: blocking(rule, planes),
            critical: critical(rule, planes),
        })
    }
}
