//! Which criteria stand between a grade and a higher one?

use crate::grade::{Circumstances, Found, Outcome, check_parameter};
use crate::guideline::{Criterion, Guideline};
use crate::model::{Dataset, Level, OfferingId, Parameter};
use crate::results::assess::Assessed;
use crate::robustness::Step;
use crate::settings::Settings;

/// *Krav, der ikke er opfyldt.*
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unmet {
    /// The parameter.
    pub parameter: Parameter,
    /// Place of the criterion in the guideline that graded.
    pub criterion: u16,
    /// What the evidence says.
    pub found: Found,
}

impl Unmet {
    /// The criterion itself.
    pub fn criterion_of<'g>(&self, guideline: &'g Guideline) -> Option<&'g Criterion> {
        guideline.criteria.get(usize::from(self.criterion))
    }
}

/// What a guideline asks for: the value that would meet it.
pub(crate) fn asked_in_words(criterion: &Criterion) -> String {
    let any_of = if criterion.any_of.is_some() { "ét af flere: " } else { "" };
    format!("{any_of}{}", criterion.in_words())
}

/// The criteria that are not known to be met on the levels that a step goes through; none without
/// evidence or a guideline. Where the parameter builds on the level below, the levels below count
/// too.
pub(crate) fn unmet_criteria(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    id: OfferingId,
    step: Step,
) -> Vec<Unmet> {
    let offering = dataset.offering(id);
    let grades = &assessed.offering(id).grades;
    let guideline = grades.guideline.and_then(|id| settings.guidelines.get(id));
    let assessment = grades.assessment(dataset, step.parameter);
    let evidence = assessment.and_then(|a| a.evidence.as_ref()).map(|(evidence, _)| &**evidence);
    let (Some(guideline), Some(evidence)) = (guideline, evidence.filter(|e| !e.is_empty())) else {
        return Vec::new();
    };
    let kinds = settings.registers.kinds_of(dataset.provider(offering));
    let circumstances = Circumstances::of(dataset, offering, kinds);
    let target = step.to.level().unwrap_or(Level::Light);
    let builds = guideline.builds_on_level_below[step.parameter];
    check_parameter(step.parameter, evidence, circumstances, guideline)
        .iter()
        .filter(|cell| cell.level == target || (builds && cell.level < target))
        .filter(|cell| cell.outcome != Outcome::Met)
        .flat_map(|cell| &cell.checks)
        .filter(|check| matches!(check.outcome, Outcome::NotMet | Outcome::Unknown))
        .map(|check| Unmet {
            parameter: step.parameter,
            criterion: check.criterion,
            found: check.found,
        })
        .collect()
}
