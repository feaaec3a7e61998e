//! Where does the offering of a row stand?

use super::{FlatRow, Judged};
use crate::grade::{Circumstances, grade_parameter};
use crate::guideline::{GuidelineId, GuidelineSet};
use crate::model::{GradeBounds, GradePlanes, PerParameter, TargetGroupId};
use crate::place::{
    CompiledRule, Placement, QualityFacts, QualityGate, QualityRule, place, quality,
};

/// What rows are graded and placed by.
#[derive(Clone, Copy, Debug)]
pub struct FlatRules<'r> {
    /// Guidelines of all groups and dates.
    pub guidelines: &'r GuidelineSet,
    /// The quality gate.
    pub quality: &'r QualityRule,
    /// The rule that places.
    pub rule: &'r CompiledRule,
}

/// A row, graded and placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlatPlacement {
    /// The guideline in force on the day of the assessment.
    pub guideline: Option<GuidelineId>,
    /// The grades, as far as they are known.
    pub grades: PerParameter<GradeBounds>,
    /// The quality gate.
    pub gate: QualityGate,
    /// The placement.
    pub placement: Placement,
}

/// Grades and places one row, whose target group is `group`, as a run would.
pub fn place_row(row: &FlatRow<'_>, group: TargetGroupId, rules: FlatRules<'_>) -> FlatPlacement {
    let on = row.assessed_on.filter(|_| !row.is_blank());
    let guideline = on.and_then(|on| rules.guidelines.in_force(group, on));
    let grades = on.map_or_else(PerParameter::default, |_| grades(row, guideline, rules));
    let gate = quality(rules.quality, &row.quality_facts(rules.quality));
    let planes = on.map(|_| GradePlanes::of(&grades));
    let placement = place(rules.rule, planes, gate.outcome);
    FlatPlacement { guideline, grades, gate, placement }
}

/// What is given decides; else what was reported, held against the guideline.
fn grades(
    row: &FlatRow<'_>,
    guideline: Option<GuidelineId>,
    rules: FlatRules<'_>,
) -> PerParameter<GradeBounds> {
    let evidence = Some(&row.evidence).filter(|evidence| !evidence.is_empty());
    let graded = evidence.zip(guideline.and_then(|id| rules.guidelines.get(id)));
    let circumstances = Circumstances {
        kinds: row.kinds,
        subgroup: row.subgroup.as_deref(),
        age_group: row.age_group,
    };
    PerParameter::from_fn(|parameter| match (row.given[parameter], graded) {
        (Some(given), _) => given,
        (None, Some((evidence, guideline))) => {
            grade_parameter(parameter, evidence, circumstances, guideline).0
        }
        (None, None) => GradeBounds::ANY,
    })
}

impl FlatRow<'_> {
    /// What the quality gate is held against.
    pub fn quality_facts(&self, rule: &QualityRule) -> QualityFacts {
        let fault = self.status_fault.map(|fault| fault.fault(self.status_on));
        let judgement = match self.judgement {
            Some(Judged::Is(judgement)) => self.judged_on.map(|on| (judgement, on)),
            Some(Judged::Lost) | None => None,
        };
        QualityFacts {
            status: self.status.as_deref().filter(|_| fault.is_none()).map(|s| rule.read_status(s)),
            status_fault: fault,
            status_on: self.status_on,
            needs_approval: self.needs_approval,
            judgement,
            is_judgement_lost: self.judgement == Some(Judged::Lost),
        }
    }
}
