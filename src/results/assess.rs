//! What are the grades and the placement of every offering?

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::finding::{Finding, Place};
use crate::grade::{OfferingGrades, grade_offering};
use crate::guideline::GuidelineId;
use crate::model::{
    Dataset, GradePlanes, Level, MunicipalityCode, OfferingId, Operator, Ownership, Provider,
    ProviderKindSet, Supervision,
};
use crate::place::{
    CompiledRule, Placement, QualityFacts, QualityGate, Status, is_assessable, place, quality,
};
use crate::results::lapsed::lapsed_approvals;
use crate::results::special_functions::unknown_approvals;
use crate::settings::Settings;

/// Grades and placements of all offerings, along the dataset's order.
#[derive(Debug)]
pub struct Assessed {
    /// One for each offering.
    pub offerings: Vec<AssessedOffering>,
    /// Levels by the other named rules, along [`Settings::rules`] from the second: set only when
    /// placed.
    pub other_levels: Vec<Vec<Option<Level>>>,
    /// Who supervises, one for each provider; `None` when it is neither stated nor follows.
    pub supervision: Vec<Option<Supervision>>,
    /// Findings of grading and of the quality gate, sorted, each once.
    pub findings: Vec<Finding>,
}

/// One offering, graded and placed.
#[derive(Debug)]
pub struct AssessedOffering {
    /// Its grades with their because.
    pub grades: OfferingGrades,
    /// The quality gate with its because.
    pub gate: QualityGate,
    /// What the gate was held against.
    pub facts: QualityFacts,
    /// Its placement by the placing rule.
    pub placement: Placement,
}

impl AssessedOffering {
    /// The eight grades as they place; `None` when not assessed.
    pub fn planes(&self) -> Option<GradePlanes> {
        let planes = GradePlanes::of(&self.grades.grades);
        (self.grades.is_assessed() && is_assessable(&planes)).then_some(planes)
    }

    /// The same, where enough parameters are relevant for the rule to decide anything.
    pub fn decidable_planes(&self, rule: &CompiledRule) -> Option<GradePlanes> {
        self.planes().filter(|planes| rule.rule.can_decide(planes))
    }
}

impl Assessed {
    /// The offering of an id.
    pub fn offering(&self, id: OfferingId) -> &AssessedOffering {
        &self.offerings[id.index()]
    }

    /// The guidelines that any placement was made with, in the set's order.
    pub fn guidelines_used(&self) -> BTreeSet<GuidelineId> {
        self.offerings.iter().filter_map(|offering| offering.grades.guideline).collect()
    }
}

/// Grades and places all offerings, in parallel; the result does not depend on the thread count.
/// `on` is the day of the supervision map, for providers whose authority is not stated.
pub fn assess(dataset: &Dataset, settings: &Settings, on: NaiveDate) -> Assessed {
    let statuses: Vec<Status> =
        dataset.statuses.iter().map(|status| settings.quality.read_status(status)).collect();
    let providers: Vec<ProviderFacts> = dataset
        .providers
        .par_iter()
        .map(|provider| provider_facts(dataset, provider, settings, &statuses, on))
        .collect();
    let placing = settings.placing_rule();
    let (offerings, findings): (Vec<AssessedOffering>, Vec<Vec<Finding>>) = dataset
        .offerings
        .par_iter()
        .map(|offering| {
            let provider = &providers[offering.provider.index()];
            let (grades, mut findings) = grade_offering(
                dataset,
                offering,
                provider.kinds,
                provider.supervision,
                &settings.guidelines,
            );
            let facts = QualityFacts {
                judgement: grades.quality,
                is_judgement_lost: grades.is_judgement_lost,
                ..provider.quality
            };
            let gate = quality(&settings.quality, &facts);
            if let Some(doubt) = gate.finding {
                let owner = dataset.provider(offering);
                let status = owner.status.map_or("", |at| &dataset.statuses[usize::from(at)]);
                let place = status_place(dataset, owner);
                findings.push(doubt.finding(&settings.quality, place, status));
            }
            let planes = grades.is_assessed().then(|| GradePlanes::of(&grades.grades));
            let placement = place(placing, planes, gate.outcome);
            (AssessedOffering { grades, gate, facts, placement }, findings)
        })
        .unzip();
    let other_levels = settings
        .other_rules()
        .iter()
        .map(|rule| {
            offerings.par_iter().map(|o| place(rule, o.planes(), o.gate.outcome).level).collect()
        })
        .collect();
    let mut findings: Vec<Finding> = findings.into_iter().flatten().collect();
    findings.extend(lapsed_approvals(dataset, settings, &statuses));
    findings.extend(unknown_approvals(dataset, &settings.registers));
    findings.sort();
    // A doubtful status is one finding, however many target groups the provider has.
    findings.dedup();
    let supervision = providers.iter().map(|provider| provider.supervision).collect();
    Assessed { offerings, other_levels, supervision, findings }
}

/// What follows for a provider, whatever the target group.
struct ProviderFacts {
    kinds: ProviderKindSet,
    supervision: Option<Supervision>,
    quality: QualityFacts,
}

fn provider_facts(
    dataset: &Dataset,
    provider: &Provider,
    settings: &Settings,
    statuses: &[Status],
    on: NaiveDate,
) -> ProviderFacts {
    let registers = &settings.registers;
    let needs_approval = registers
        .under_social_authority(provider.legal_bases, provider.has_unknown_legal_basis)
        // Lists beside the portal hold what is outside socialtilsyn, unless a § says otherwise.
        .or_else(|| (!provider.is_on_portal).then_some(false));
    // The authority stated in the data wins over the one that follows from operator and map.
    let supervision = provider.stated_supervision.or_else(|| {
        if needs_approval? {
            let municipality = dataset.seat(provider)?;
            registers.authorities.of(municipality, on).map(Supervision::SocialAuthority)
        } else {
            municipal_supervision(dataset, provider).map(Supervision::Municipality)
        }
    });
    ProviderFacts {
        kinds: registers.kinds_of(provider),
        supervision,
        quality: QualityFacts {
            status: provider.status.map(|at| statuses[usize::from(at)]),
            status_fault: provider.status_fault,
            status_on: provider.status_on,
            needs_approval,
            judgement: None,
            is_judgement_lost: false,
        },
    }
}

/// Which municipality supervises outside socialtilsyn (serviceloven § 148 a): its own tilbud by
/// operator, private ones by location. One that a region runs is nobody's here unless stated.
fn municipal_supervision(dataset: &Dataset, provider: &Provider) -> Option<MunicipalityCode> {
    use Ownership::{Foundation, Private, SelfGoverning};
    let is_private = matches!(provider.ownership, Some(SelfGoverning | Foundation | Private));
    match provider.operator.filter(|_| !is_private) {
        Some(Operator::Municipality(code)) => Some(code),
        Some(Operator::Region(_)) => None,
        None => dataset.seat(provider),
    }
}

pub(crate) fn status_place(dataset: &Dataset, provider: &Provider) -> Place {
    let sheet = dataset.sheet(provider.row);
    Place {
        sheet: sheet.sheet.as_deref().map(Into::into),
        row: Some(provider.row.row),
        column: sheet.column("godkendelsesstatus").map(u32::from),
        ..Place::file(&*sheet.file)
    }
}
