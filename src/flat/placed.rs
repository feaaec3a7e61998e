//! Where does the offering of a row stand?

use super::{FlatRow, Judged};
use crate::grade::{Circumstances, grade_parameter};
use crate::guideline::{Guideline, GuidelineId, GuidelineSet};
use crate::model::{Evidence, GradeBounds, GradePlanes, Parameter, PerParameter, TargetGroupId};
use crate::place::{
    CompiledRule, Placement, QualityFacts, QualityGate, QualityRule, Status, place, quality,
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
    let grade = |asked: &Asked<'_>| {
        grade_parameter(asked.parameter, asked.evidence, asked.circumstances, asked.guideline).0
    };
    place_by(row, group, rules, grade, |status| rules.quality.read_status(status))
}

/// What a grade of the evidence depends on.
pub(super) struct Asked<'a> {
    pub(super) parameter: Parameter,
    pub(super) evidence: &'a Evidence,
    pub(super) circumstances: Circumstances<'a>,
    pub(super) id: GuidelineId,
    pub(super) guideline: &'a Guideline,
}

/// The same, by whoever grades a parameter and reads a status.
pub(super) fn place_by(
    row: &FlatRow<'_>,
    group: TargetGroupId,
    rules: FlatRules<'_>,
    grade: impl FnMut(&Asked<'_>) -> GradeBounds,
    read_status: impl FnOnce(&str) -> Status,
) -> FlatPlacement {
    let on = row.assessed_on.filter(|_| !row.is_blank());
    let guideline = on.and_then(|on| rules.guidelines.in_force(group, on));
    let grades = on.map_or_else(PerParameter::default, |_| grades(row, guideline, rules, grade));
    let gate = quality(rules.quality, &row.quality_facts(read_status));
    let planes = on.map(|_| GradePlanes::of(&grades));
    let placement = place(rules.rule, planes, gate.outcome);
    FlatPlacement { guideline, grades, gate, placement }
}

/// What is given decides; else what was reported, held against the guideline.
fn grades(
    row: &FlatRow<'_>,
    guideline: Option<GuidelineId>,
    rules: FlatRules<'_>,
    mut grade: impl FnMut(&Asked<'_>) -> GradeBounds,
) -> PerParameter<GradeBounds> {
    let graded = Some(&row.evidence).filter(|evidence| !evidence.is_empty());
    let graded = graded.zip(guideline.and_then(|id| Some((id, rules.guidelines.get(id)?))));
    let circumstances = Circumstances {
        kinds: row.kinds,
        subgroup: row.subgroup.as_deref(),
        age_group: row.age_group,
    };
    PerParameter::from_fn(|parameter| match (row.given[parameter], graded) {
        (Some(given), _) => given,
        (None, Some((evidence, (id, guideline)))) => {
            grade(&Asked { parameter, evidence, circumstances, id, guideline })
        }
        (None, None) => GradeBounds::ANY,
    })
}

impl FlatRow<'_> {
    /// What the quality gate is held against.
    fn quality_facts(&self, read_status: impl FnOnce(&str) -> Status) -> QualityFacts {
        let fault = self.status_fault.map(|fault| fault.fault(self.status_on));
        let judgement = match self.judgement {
            Some(Judged::Is(judgement)) => self.judged_on.map(|on| (judgement, on)),
            Some(Judged::Lost) | None => None,
        };
        QualityFacts {
            status: self.status.as_deref().filter(|_| fault.is_none()).map(read_status),
            status_fault: fault,
            status_on: self.status_on,
            needs_approval: self.needs_approval,
            judgement,
            is_judgement_lost: self.judgement == Some(Judged::Lost),
        }
    }
}
