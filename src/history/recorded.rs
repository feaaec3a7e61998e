//! What did a run record of one offering, as far as its level hangs on it?

use std::sync::Arc;

use crate::grade::{Circumstances, grade_parameter};
use crate::guideline::Guideline;
use crate::model::{
    AgeGroup, Evidence, GradeBounds, GradePlanes, PerParameter, ProviderKindSet, QualityOutcome,
};
use crate::place::{CompiledRule, place};

use super::Standing;

/// An offering as a run recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Where it stood.
    pub standing: Standing,
    /// *Fornøden kvalitet*.
    pub quality: QualityOutcome,
    /// What its grades came from; `None` when not assessed.
    pub assessed: Option<AssessedThen>,
}

/// An assessed offering as a run recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessedThen {
    /// The authority behind the assessment that placed.
    pub assessor: Arc<str>,
    /// What is given of each grade and decides it, whatever was reported: the inspector's grade
    /// (Reading R6), or what is known of one that was given and can't be used as it is (Readings
    /// R11, R48). `None`: nothing, and what was reported decides.
    pub given: PerParameter<Option<GradeBounds>>,
    /// What was reported.
    pub reported: Reported,
    /// The guideline that it was held against: a place among the run's; `None` when there was none.
    pub guideline: Option<usize>,
}

/// What was reported, and of whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reported {
    /// The evidence form.
    pub evidence: Evidence,
    /// The provider's kinds.
    pub kinds: ProviderKindSet,
    /// The sub-group that the offering is for.
    pub subgroup: Option<Arc<str>>,
    /// The age group that it is for.
    pub age_group: Option<AgeGroup>,
}

impl Reported {
    /// What it allows of each grade, held against a guideline; unknown when nothing was reported, or
    /// there is nothing to hold it against.
    pub fn graded(&self, guideline: Option<&Guideline>) -> PerParameter<GradeBounds> {
        let Some(guideline) = guideline.filter(|_| !self.evidence.is_empty()) else {
            return PerParameter::default();
        };
        let (kinds, age_group) = (self.kinds, self.age_group);
        let circumstances = Circumstances { kinds, subgroup: self.subgroup.as_deref(), age_group };
        PerParameter::from_fn(|parameter| {
            grade_parameter(parameter, &self.evidence, circumstances, guideline).0
        })
    }
}

impl AssessedThen {
    /// The eight grades that count: what is given, else what the evidence allows.
    pub fn grades(&self, guideline: Option<&Guideline>) -> PerParameter<GradeBounds> {
        let allowed = self.reported.graded(guideline);
        PerParameter::from_fn(|parameter| self.given[parameter].unwrap_or(allowed[parameter]))
    }
}

/// Where eight grades stand by a rule, given the quality; `None`: not assessed.
pub fn stands(
    rule: &CompiledRule,
    grades: Option<&PerParameter<GradeBounds>>,
    quality: QualityOutcome,
) -> Standing {
    let placed = place(rule, grades.map(GradePlanes::of), quality);
    // A placement's level is there exactly when its state is placed.
    Standing::of(placed.state, placed.level).unwrap_or(Standing::NotAssessed)
}
