//! How firm are many placements?

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::{
    Acceptability, AcceptabilityTables, GradeShares, Radius, RadiusTables, StepTables, Weights,
};
use crate::model::{Attained, GradePlanes};
use crate::place::{CompiledRule, is_assessable};

/// What is said of one placement. Small: there may be millions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Firmness {
    /// The level in the worst and in the best case of what is unknown.
    pub interval: (Attained, Attained),
    /// The probability of each level.
    pub acceptability: Acceptability,
    /// How much all weights may move.
    pub radius: Radius,
    /// Grade steps to the level above the low end; nothing on *højt*.
    pub steps_up: Option<u8>,
    /// Grade steps that take the low end's level away; nothing where none is reached.
    pub steps_down: Option<u8>,
}

/// Everything that is worked out once, for one rule, weighting and target group.
pub struct FirmnessTables<'r> {
    rule: &'r CompiledRule,
    acceptability: AcceptabilityTables,
    radius: RadiusTables,
    steps: StepTables,
}

impl<'r> FirmnessTables<'r> {
    /// Works it out: some tens of milliseconds.
    pub fn of(rule: &'r CompiledRule, weights: Weights<'_>, shares: &GradeShares) -> Self {
        Self {
            rule,
            acceptability: AcceptabilityTables::of(&rule.rule, weights, shares),
            radius: RadiusTables::of(&rule.rule),
            steps: StepTables::of(rule.tables()),
        }
    }

    /// One placement; nothing when no parameter is relevant.
    #[inline]
    pub fn look_up(&self, planes: GradePlanes) -> Option<Firmness> {
        if !is_assessable(&planes) {
            return None;
        }
        let interval = self.rule.attained(planes);
        Some(Firmness {
            interval,
            acceptability: self.acceptability.look_up_assessable(planes),
            radius: self.radius.look_up(planes, interval),
            steps_up: self.steps.up(planes),
            steps_down: self.steps.down(planes),
        })
    }
}

/// How many offerings a thread takes at a time.
const AT_A_TIME: usize = 16_384;

/// Many placements in parallel: result `i` belongs to `planes[i]`, for any thread count.
pub fn firmness_all(tables: &FirmnessTables<'_>, planes: &[GradePlanes]) -> Vec<Option<Firmness>> {
    let mut results = vec![None; planes.len()];
    results.par_chunks_mut(AT_A_TIME).zip(planes.par_chunks(AT_A_TIME)).for_each(
        |(results, planes)| {
            for (result, planes) in results.iter_mut().zip(planes) {
                *result = tables.look_up(*planes);
            }
        },
    );
    results
}
