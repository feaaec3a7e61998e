//! Which row is an offering of the dataset?

use super::{FlatRow, Judged};
use crate::grade::{OfferingGrades, choose_placing, folded_name};
use crate::model::{
    Assessment, Dataset, Evidence, Grade, GradeBounds, Offering, PerParameter, StatusFault,
    Supervision,
};
use crate::place::{QualityFacts, fold_status};
use crate::register::Registers;

/// An offering, with what follows of it.
#[derive(Clone, Copy, Debug)]
pub struct FlatSource<'d> {
    /// Everything that was read.
    pub dataset: &'d Dataset,
    /// Look-ups.
    pub registers: &'d Registers,
    /// The offering.
    pub offering: &'d Offering,
    /// Who supervises its provider, when that is known.
    pub supervision: Option<Supervision>,
    /// Its region's name, when it is in one.
    pub region: Option<&'d str>,
    /// Its grades.
    pub grades: &'d OfferingGrades,
    /// What its quality gate was held against.
    pub facts: &'d QualityFacts,
}

/// The row of an offering. Where several assessments of a day place together, or what was given
/// keeps them from placing, the row holds what they say together as given (Reading R111).
pub fn flat_row<'d>(of: &FlatSource<'d>) -> FlatRow<'d> {
    let FlatSource { dataset, offering, grades, facts, .. } = *of;
    let provider = dataset.provider(offering);
    let (evidence, given) = assessed(of);
    let judgement = match facts.judgement {
        _ if facts.is_judgement_lost => Some(Judged::Lost),
        judgement => judgement.map(|(judgement, _)| Judged::Is(judgement)),
    };
    let departments = dataset.departments_of(offering).collect::<Vec<_>>();
    let places = departments.iter().map(|department| department.places.map(u64::from));
    let status = provider.status.map(|at| fold_status(&dataset.statuses[usize::from(at)]));
    let subgroup = offering.subgroup.and_then(|at| dataset.subgroups.get(usize::from(at)));
    let newest = |fault| match fault {
        StatusFault::Contradiction(newest) => newest,
        _ => facts.status_on,
    };
    FlatRow {
        provider_id: &provider.id,
        target_group: &of.registers.target_groups.get(offering.target_group).slug,
        subgroup: subgroup.map(|name| folded_name(name).into()),
        age_group: offering.age_group,
        municipality: dataset.main_municipality(offering).map(|code| code.to_string().into()),
        region: of.region,
        ownership: provider.ownership,
        places_open: places.sum::<Option<u64>>().filter(|_| !departments.is_empty()),
        kinds: of.registers.kinds_of(provider),
        needs_approval: facts.needs_approval,
        status: status.map(Into::into),
        status_fault: facts.status_fault.map(Into::into),
        status_on: facts.status_fault.map_or(facts.status_on, newest),
        judgement,
        judged_on: facts.judgement.filter(|_| !facts.is_judgement_lost).map(|(_, on)| on),
        assessed_on: placing(dataset, grades).map(|assessment| assessment.assessed_on),
        evidence,
        given,
    }
}

fn placing<'d>(dataset: &'d Dataset, grades: &OfferingGrades) -> Option<&'d Assessment> {
    dataset.assessments.get(grades.placing? as usize)
}

/// What was reported, and what decides whatever was reported.
fn assessed(of: &FlatSource<'_>) -> (Evidence, PerParameter<Option<GradeBounds>>) {
    let FlatSource { dataset, offering, grades, .. } = *of;
    let Some(placing) = placing(dataset, grades) else { return Default::default() };
    let choice =
        choose_placing(dataset.assessments(offering), dataset.lost(offering), of.supervision);
    if grades.withheld.is_some() || choice.is_none_or(|choice| choice.placing.len() > 1) {
        return (Evidence::default(), grades.grades.map(Some));
    }
    let evidence = placing.evidence.as_ref().map(|(evidence, _)| (**evidence).clone());
    let given = PerParameter::from_fn(|parameter| match placing.grades[parameter] {
        Grade::Unknown => placing.unread[parameter],
        grade => Some(grade.into()),
    });
    (evidence.unwrap_or_default(), given)
}
