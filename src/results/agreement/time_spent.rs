//! How long does an assessment take, by those who wrote it down?

use std::collections::BTreeMap;

use crate::capacity::quantile;
use crate::model::{Dataset, Supervision, TargetGroupId};

/// So many have to have written the time down before its quartiles say something of the rest. Ours
/// (Reading R145).
pub(crate) const FEWEST_FOR_QUARTILES: usize = 4;

/// Whose time. Municipalities stand together: most assess one tilbud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimeOf {
    /// All together.
    All,
    /// A socialtilsyn.
    Authority(u8),
    /// All municipalities together.
    Municipalities,
}

/// The time of the assessments of one tilsyn, of one target group, or of both.
pub(crate) struct TimeSpent {
    /// The group; `None`: all together.
    pub(crate) group: Option<TargetGroupId>,
    /// Who assessed.
    pub(crate) by: TimeOf,
    /// Assessments with grades.
    pub(crate) n_assessments: usize,
    /// Of these the minutes, where they are reported; ascending.
    minutes: Vec<f64>,
}

impl TimeSpent {
    /// Assessments whose time is reported.
    pub(crate) fn n_reported(&self) -> usize {
        self.minutes.len()
    }

    /// The shortest and the longest, minutes; `None` when no time is reported.
    pub(crate) fn ends(&self) -> Option<(f64, f64)> {
        Some((*self.minutes.first()?, *self.minutes.last()?))
    }

    /// A quantile in minutes; `None` when fewer than four are reported.
    pub(crate) fn quantile(&self, p: f64) -> Option<f64> {
        let is_enough = self.n_reported() >= FEWEST_FOR_QUARTILES;
        is_enough.then(|| quantile(&self.minutes, p)).flatten()
    }
}

/// By group, all together first, then by tilsyn, all together first. Nothing when nobody has
/// written a time down.
pub(super) fn time_spent(dataset: &Dataset) -> Vec<TimeSpent> {
    let mut all: BTreeMap<(Option<TargetGroupId>, TimeOf), (usize, Vec<f64>)> = BTreeMap::new();
    for offering in &dataset.offerings {
        let graded = dataset.assessments(offering).iter().filter(|a| a.grades_row.is_some());
        for assessment in graded.filter(|assessment| !assessment.is_blank()) {
            let own = match assessment.authority {
                Supervision::SocialAuthority(id) => TimeOf::Authority(id),
                Supervision::Municipality(_) => TimeOf::Municipalities,
            };
            for group in [None, Some(offering.target_group)] {
                for by in [TimeOf::All, own] {
                    let (n, minutes) = all.entry((group, by)).or_default();
                    *n += 1;
                    minutes.extend(assessment.minutes.map(f64::from));
                }
            }
        }
    }
    if all.get(&(None, TimeOf::All)).is_none_or(|(_, minutes)| minutes.is_empty()) {
        return Vec::new();
    }
    let rows = all.into_iter().map(|((group, by), (n_assessments, mut minutes))| {
        minutes.sort_unstable_by(f64::total_cmp);
        TimeSpent { group, by, n_assessments, minutes }
    });
    rows.collect()
}
