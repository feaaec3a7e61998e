//! What does the study of the parameters say, in each target group and in all?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Dataset, TargetGroupId};
use crate::results::assess::Assessed;
use crate::results::robustness::GroupStudy;
use crate::robustness::{ParameterStudy, Rated};
use crate::settings::Settings;

/// By group, all together last where there are several.
pub(super) fn studies(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Vec<GroupStudy> {
    let rule = settings.placing_rule();
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
        .map(|group| {
            let rated: Vec<Rated> = sample
                .iter()
                .filter(|(of, _)| group.is_none_or(|group| group == *of))
                .map(|(_, rated)| *rated)
                .collect();
            let how = &settings.study;
            GroupStudy { group, study: ParameterStudy::of(&rated, rule, how.n_folds, how.seed) }
        })
        .collect()
}
