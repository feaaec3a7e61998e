//! How firm is each placement, and what does the study of the parameters say?

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::grade::{Basis, Circumstances};
use crate::model::{Attained, Dataset, GradePlanes, PerParameter, TargetGroupId};
use crate::place::CompiledRule;
use crate::results::assess::Assessed;
use crate::robustness::{
    Acceptability, ComparedRule, CriterionEffect, DecidingUnknown, GradeShares, KnownAcceptability,
    ParameterStudy, Radius, RadiusTables, Rated, Transitions, Weights, WithEvidence, add_effects,
    added, deciding_unknown, no_effects,
};
use crate::settings::Settings;

/// Everything that the robustness outputs are made from.
#[derive(Debug)]
pub struct Robustness {
    /// The assessed offerings, in the dataset's order.
    pub offerings: Vec<OfferingFirmness>,
    /// The weightings, the rule as it stands first: names for columns and for readers.
    pub weightings: Vec<(String, String)>,
    /// The rules set side by side: the placing one first, the other named ones, then the others.
    pub rules: Vec<ComparedRule>,
    /// By guideline (its place in the set) the effects of its criteria.
    pub criteria: BTreeMap<u16, Vec<CriterionEffect>>,
    /// The study of each target group with assessed offerings; `None` is all of them together,
    /// last, where there are several.
    pub studies: Vec<(Option<TargetGroupId>, ParameterStudy)>,
}

/// One assessed offering.
#[derive(Debug)]
pub struct OfferingFirmness {
    /// Its place among the dataset's offerings.
    pub at: usize,
    /// Its grades.
    pub planes: GradePlanes,
    /// The level in the worst and in the best case of what is unknown, whatever the quality.
    pub interval: (Attained, Attained),
    /// The probabilities, along [`Robustness::weightings`].
    pub by_weighting: Vec<Acceptability>,
    /// How much all weights may move.
    pub radius: Radius,
    /// The unknown grade that would decide most.
    pub deciding: Option<DecidingUnknown>,
}

/// Works it all out, in parallel; the result does not depend on the thread count.
pub(crate) fn robustness(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Robustness {
    let placing = &settings.rules[0];
    let named = settings.rules.iter().cloned().map(ComparedRule::Named);
    let mut rules: Vec<ComparedRule> = named.collect();
    rules.extend(ComparedRule::majorities());
    rules.push(ComparedRule::RoundedMean);
    let ((offerings, weightings), (criteria, studies)) = rayon::join(
        || firmness(dataset, settings, assessed),
        || {
            rayon::join(
                || criteria(dataset, settings, assessed, placing),
                || studies(dataset, settings, assessed, placing),
            )
        },
    );
    Robustness { offerings, weightings, rules, criteria, studies }
}

impl Robustness {
    /// Offerings that go from the placing rule's level to another rule's, over those that `counts`.
    pub fn transitions(
        &self,
        to: &ComparedRule,
        counts: impl Fn(&OfferingFirmness) -> bool,
    ) -> Transitions {
        let mut transitions = Transitions::default();
        for offering in self.offerings.iter().filter(|offering| counts(offering)) {
            let from = &self.rules[0];
            transitions.add(from.decided(offering.planes), to.decided(offering.planes));
        }
        transitions
    }
}

/// The shares of grades that a group's unknown ones are given.
pub(crate) fn shares_of(
    dataset: &Dataset,
    assessed: &Assessed,
    group: TargetGroupId,
) -> GradeShares {
    let of_group = dataset.offerings.iter().zip(&assessed.offerings);
    let graded = of_group.filter(|(o, a)| o.target_group == group && a.planes().is_some());
    GradeShares::of(graded.map(|(_, assessed)| &assessed.grades.grades))
}

fn firmness(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> (Vec<OfferingFirmness>, Vec<(String, String)>) {
    let rule = &settings.rules[0];
    let weightings = &settings.study.weightings;
    let mut names =
        vec![("regel".to_owned(), format!("vægtene er reglens egne ({})", rule.rule.name))];
    names.extend(weightings.iter().map(|weighting| (weighting.slug(), weighting.danish())));
    let weights =
        std::iter::once(Weights::AsInTheRule).chain(weightings.iter().map(Weights::Unknown));
    let known: Vec<KnownAcceptability> = weights
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|weights| KnownAcceptability::of(&rule.rule, weights))
        .collect();
    let radius = RadiusTables::of(&rule.rule);
    let mut by_group: BTreeMap<TargetGroupId, Vec<usize>> = BTreeMap::new();
    for (at, (offering, assessed)) in dataset.offerings.iter().zip(&assessed.offerings).enumerate()
    {
        if assessed.decidable_planes(rule).is_some() {
            by_group.entry(offering.target_group).or_default().push(at);
        }
    }
    let mut offerings: Vec<OfferingFirmness> = by_group
        .into_par_iter()
        .flat_map(|(group, places)| {
            let shares = shares_of(dataset, assessed, group);
            let tables: Vec<_> = known.iter().map(|known| known.with(&shares)).collect();
            places
                .into_par_iter()
                .filter_map(|at| {
                    let planes = assessed.offerings[at].decidable_planes(rule)?;
                    let interval = rule.attained(planes);
                    Some(OfferingFirmness {
                        at,
                        planes,
                        interval,
                        by_weighting: tables.iter().filter_map(|t| t.look_up(planes)).collect(),
                        radius: radius.look_up(planes, interval),
                        deciding: deciding_unknown(&tables[0], planes, &shares),
                    })
                })
                .collect::<Vec<_>>()
        })
        .collect();
    offerings.sort_by_key(|offering| offering.at);
    (offerings, names)
}

/// How many offerings are summed up at a time.
const AT_A_TIME: usize = 4_096;

fn criteria(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    rule: &CompiledRule,
) -> BTreeMap<u16, Vec<CriterionEffect>> {
    let mut by_guideline: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (at, offering) in assessed.offerings.iter().enumerate() {
        if let (Some(guideline), Some(_)) =
            (offering.grades.guideline, offering.decidable_planes(rule))
        {
            by_guideline.entry(guideline).or_default().push(at);
        }
    }
    by_guideline
        .into_iter()
        .filter_map(|(place, offerings)| {
            let guideline = settings.guidelines.get(place)?;
            let effects = offerings
                .par_chunks(AT_A_TIME)
                .map(|chunk| {
                    let mut effects = no_effects(guideline);
                    for at in chunk {
                        let offering = with_evidence(dataset, settings, assessed, *at);
                        add_effects(&mut effects, guideline, rule, &offering);
                    }
                    effects
                })
                .reduce(|| no_effects(guideline), |one, other| added(one, &other));
            Some((place, effects))
        })
        .collect()
}

/// An offering with the evidence behind its grades.
fn with_evidence<'d>(
    dataset: &'d Dataset,
    settings: &Settings,
    assessed: &Assessed,
    at: usize,
) -> WithEvidence<'d> {
    let offering = &dataset.offerings[at];
    let grades = &assessed.offerings[at].grades;
    let kinds = settings.registers.kinds_of(dataset.provider(offering));
    let evidence = PerParameter::from_fn(|parameter| {
        let assessment = grades.assessment(dataset, parameter)?;
        assessment.evidence.as_ref().map(|(evidence, _)| &**evidence)
    });
    WithEvidence {
        evidence: PerParameter::from_fn(|p| evidence[p].filter(|_| grades.evidence[p].is_some())),
        circumstances: Circumstances::of(dataset, offering, kinds),
        grades: grades.grades,
        by_evidence: grades.evidence,
        is_by_evidence: PerParameter::from_fn(|parameter| {
            grades.because.as_ref().is_some_and(|b| b[parameter].basis == Basis::Evidence)
        }),
    }
}

fn studies(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    rule: &CompiledRule,
) -> Vec<(Option<TargetGroupId>, ParameterStudy)> {
    let sample: Vec<(TargetGroupId, Rated)> = dataset
        .offerings
        .iter()
        .zip(&assessed.offerings)
        .filter(|(_, assessed)| assessed.planes().is_some())
        .map(|(offering, assessed)| {
            let rated = Rated {
                provider: offering.provider,
                grades: assessed.grades.grades,
                inspector: assessed.grades.inspector_level,
            };
            (offering.target_group, rated)
        })
        .collect();
    let groups: BTreeSet<TargetGroupId> = sample.iter().map(|(group, _)| *group).collect();
    let mut subjects: Vec<Option<TargetGroupId>> = groups.iter().copied().map(Some).collect();
    if groups.len() > 1 {
        subjects.push(None);
    }
    subjects
        .into_par_iter()
        .map(|subject| {
            let rated: Vec<Rated> = sample
                .iter()
                .filter(|(group, _)| subject.is_none_or(|subject| subject == *group))
                .map(|(_, rated)| *rated)
                .collect();
            let study =
                ParameterStudy::of(&rated, rule, settings.study.n_folds, settings.study.seed);
            (subject, study)
        })
        .collect()
}
