//! Which criteria stand between a grade and a higher one?

use crate::grade::{Circumstances, Outcome, check_parameter, found_in_words};
use crate::ingest::Reading;
use crate::model::Level;
use crate::results::assess::Assessed;
use crate::robustness::Step;
use crate::settings::Settings;

/// *Krav, der ikke er opfyldt.*
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unmet {
    /// What the guideline asks for: the value that would meet it.
    pub(crate) asked: String,
    /// What the evidence says.
    pub(crate) found: String,
    /// Line of the guideline's file.
    pub(crate) line: u32,
}

/// The criteria that are not known to be met on the levels that a step goes through; none without
/// evidence or a guideline. Where the parameter builds on the level below, the levels below count
/// too.
pub(crate) fn unmet_criteria(
    reading: &Reading,
    settings: &Settings,
    assessed: &Assessed,
    at: usize,
    step: Step,
) -> Vec<Unmet> {
    let dataset = &reading.dataset;
    let offering = &dataset.offerings[at];
    let grades = &assessed.offerings[at].grades;
    let guideline = grades.guideline.and_then(|place| settings.guidelines.get(place));
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
        .filter_map(|check| {
            let criterion = guideline.criteria.get(usize::from(check.criterion))?;
            let any_of = if criterion.any_of.is_some() { "ét af flere: " } else { "" };
            Some(Unmet {
                asked: format!("{any_of}{}", criterion.in_words()),
                found: found_in_words(check.found, criterion.measure),
                line: criterion.line,
            })
        })
        .collect()
}
