//! What hangs on each criterion of the guidelines?

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::grade::{Basis, Circumstances};
use crate::guideline::{Bound, Guideline, GuidelineId};
use crate::model::{Dataset, OfferingId, PerParameter};
use crate::results::assess::Assessed;
use crate::results::robustness::{AskedCriterion, MovedBound};
use crate::robustness::{BoundMove, CriterionEffect, WithEvidence, add_effects, added, no_effects};
use crate::settings::Settings;

/// How many offerings are summed up at a time.
const AT_A_TIME: usize = 4_096;

/// The criteria of the guidelines that graded somebody, and each with its bound moved.
pub(super) fn criteria(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> (Vec<AskedCriterion>, Vec<MovedBound>) {
    let rule = settings.placing_rule();
    let mut by_guideline: BTreeMap<GuidelineId, Vec<OfferingId>> = BTreeMap::new();
    for (id, offering) in (0..).map(OfferingId).zip(&assessed.offerings) {
        if let (Some(guideline), Some(_)) =
            (offering.grades.guideline, offering.decidable_planes(rule))
        {
            by_guideline.entry(guideline).or_default().push(id);
        }
    }
    let (mut asked, mut moved) = (Vec::new(), Vec::new());
    for (id, offerings) in by_guideline {
        let Some(guideline) = settings.guidelines.get(id) else { continue };
        let effects = offerings
            .par_chunks(AT_A_TIME)
            .map(|chunk| {
                let mut effects = no_effects(guideline);
                for id in chunk {
                    let offering = with_evidence(dataset, settings, assessed, *id);
                    add_effects(&mut effects, guideline, rule, &offering);
                }
                effects
            })
            .reduce(|| no_effects(guideline), |one, other| added(one, &other));
        let of_guideline = in_the_files_order(id, guideline, &effects);
        moved.extend(of_guideline.iter().flat_map(|asked| moved_bounds(guideline, asked)));
        asked.extend(of_guideline);
    }
    (asked, moved)
}

fn in_the_files_order(
    id: GuidelineId,
    guideline: &Guideline,
    effects: &[CriterionEffect],
) -> Vec<AskedCriterion> {
    let mut asked: Vec<AskedCriterion> = (0..)
        .zip(effects)
        .map(|(criterion, effect)| AskedCriterion { guideline: id, criterion, effect: *effect })
        .collect();
    asked.sort_by_key(|asked| guideline.criteria[usize::from(asked.criterion)].line);
    asked
}

/// The moves of a criterion's bound that can be made.
fn moved_bounds(guideline: &Guideline, asked: &AskedCriterion) -> Vec<MovedBound> {
    let criterion = &guideline.criteria[usize::from(asked.criterion)];
    let Bound::AtLeast(bound) = criterion.bound else { return Vec::new() };
    let moved_bound = |(movement, moved): (BoundMove, Option<_>)| {
        let (moved, to) = (moved?, movement.of(criterion)?);
        let AskedCriterion { guideline, criterion, .. } = *asked;
        Some(MovedBound { guideline, criterion, movement, bound, to, moved })
    };
    BoundMove::ALL.into_iter().zip(asked.effect.moves).filter_map(moved_bound).collect()
}

/// An offering with the evidence behind its grades.
fn with_evidence<'d>(
    dataset: &'d Dataset,
    settings: &Settings,
    assessed: &Assessed,
    id: OfferingId,
) -> WithEvidence<'d> {
    let offering = dataset.offering(id);
    let grades = &assessed.offering(id).grades;
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
