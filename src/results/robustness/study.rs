//! What does the study of the parameters say, in each target group and in all?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Dataset, OfferingId, TargetGroupId};
use crate::results::assess::Assessed;
use crate::results::robustness::GroupStudy;
use crate::robustness::{ComparedRule, ParameterStudy, Rated, nearest_rules};
use crate::settings::Settings;

/// By group, all together last where there are several.
pub(super) fn studies(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    rules: &[ComparedRule],
) -> Vec<GroupStudy> {
    let rule = settings.placing_rule();
    let ids = (0..).map(OfferingId);
    let sample: Vec<(TargetGroupId, OfferingId, Rated)> = ids
        .zip(&dataset.offerings)
        .zip(&assessed.offerings)
        .filter(|(_, assessed)| assessed.planes().is_some())
        .map(|((id, offering), assessed)| {
            let rated = Rated {
                provider: offering.provider,
                grades: assessed.grades.grades,
                inspector: assessed.grades.inspector_level,
            };
            (offering.target_group, id, rated)
        })
        .collect();
    let groups: BTreeSet<TargetGroupId> = sample.iter().map(|(group, ..)| *group).collect();
    let mut subjects: Vec<Option<TargetGroupId>> = groups.iter().copied().map(Some).collect();
    if groups.len() > 1 {
        subjects.push(None);
    }
    subjects
        .into_par_iter()
        .map(|group| {
            let (offerings, rated): (Vec<OfferingId>, Vec<Rated>) = sample
                .iter()
                .filter(|(of, ..)| group.is_none_or(|group| group == *of))
                .map(|(_, id, rated)| (*id, *rated))
                .unzip();
            let study = ParameterStudy::of(&rated, rule, settings.study.folds);
            GroupStudy { group, offerings, nearest: nearest_rules(&rated, rules), study }
        })
        .collect()
}
