//! How firm is each placement, and what does each rule say of it?

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Attained, Dataset, GradePlanes, OfferingId, TargetGroupId};
use crate::results::assess::Assessed;
use crate::results::robustness::OfferingFirmness;
use crate::results::unmet::{Unmet, unmet_criteria};
use crate::robustness::{ComparedRule, Firmness, FirmnessTables, GradeShares};
use crate::settings::Settings;

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

/// The assessed offerings in the dataset's order.
pub(super) fn firmness(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    rules: &[ComparedRule],
) -> Vec<OfferingFirmness> {
    let rule = settings.placing_rule();
    let tables = FirmnessTables::of(rule, &settings.study.weightings);
    let mut by_group: BTreeMap<TargetGroupId, Vec<(OfferingId, GradePlanes)>> = BTreeMap::new();
    let both = dataset.offerings.iter().zip(&assessed.offerings);
    for (id, (offering, assessed)) in (0..).map(OfferingId).zip(both) {
        if let Some(planes) = assessed.decidable_planes(rule) {
            by_group.entry(offering.target_group).or_default().push((id, planes));
        }
    }
    let mut offerings: Vec<OfferingFirmness> = by_group
        .into_par_iter()
        .flat_map(|(group, offerings)| {
            let shares = shares_of(dataset, assessed, group);
            let tables = tables.of_group(&shares);
            offerings
                .into_par_iter()
                .filter_map(|(id, planes)| {
                    let firmness = tables.look_up(planes)?;
                    let unmet = unmet(dataset, settings, assessed, id, &firmness);
                    let levels: Box<[_]> = rules.iter().map(|rule| rule.decided(planes)).collect();
                    let n_rules_apart = n_apart(&levels);
                    Some(OfferingFirmness { id, group, firmness, levels, n_rules_apart, unmet })
                })
                .collect::<Vec<_>>()
        })
        .collect();
    offerings.sort_by_key(|offering| offering.id);
    offerings
}

/// What stands in the way of the steps that would lift an offering.
fn unmet(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    id: OfferingId,
    firmness: &Firmness,
) -> Box<[Unmet]> {
    let steps = firmness.up.iter().flat_map(|change| &change.steps);
    steps.flat_map(|s| unmet_criteria(dataset, settings, assessed, id, s.step)).collect()
}

/// The levels that differ from the first, where both are decided.
fn n_apart(levels: &[Option<Attained>]) -> usize {
    let Some(own) = levels.first().copied().flatten() else { return 0 };
    levels.iter().flatten().filter(|level| **level != own).count()
}
