//! How much of a target group is assessed, by what, and how was it graded?

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::{GradeCounts, SpreadCounts};
use crate::model::{
    Dataset, GradeBounds, Level, Offering, Parameter, PerParameter, PlacementState, ProviderId,
    TargetGroupId,
};
use crate::results::{Assessed, AssessedOffering};
use crate::settings::Settings;

/// What is counted of the offerings of one target group.
pub(crate) struct GroupCounts {
    pub(crate) target_group: TargetGroupId,
    /// Offerings by state, along [`PlacementState::ALL`].
    pub(crate) states: [u64; 6],
    /// Titles of the guidelines that graded any.
    pub(crate) guidelines: BTreeSet<String>,
    /// Offerings with grades, and of them those that no guideline was in force for.
    pub(crate) graded: u64,
    pub(crate) without_guideline: u64,
    pub(crate) providers: BTreeSet<ProviderId>,
    pub(crate) assessed_providers: BTreeSet<ProviderId>,
    /// Assessed offerings by each named rule, along [`Settings::rules`]: on let, moderat, højt,
    /// and on none.
    pub(crate) by_rule: Vec<[u64; 4]>,
    /// Offerings with grades by these.
    pub(crate) by_parameter: PerParameter<GradeCounts>,
    /// The same by the lowest and the highest of an offering's grades.
    pub(crate) spread: SpreadCounts,
}

impl GroupCounts {
    fn new(target_group: TargetGroupId, n_rules: usize) -> Self {
        Self {
            target_group,
            states: [0; 6],
            guidelines: BTreeSet::new(),
            graded: 0,
            without_guideline: 0,
            providers: BTreeSet::new(),
            assessed_providers: BTreeSet::new(),
            by_rule: vec![[0; 4]; n_rules],
            by_parameter: PerParameter::default(),
            spread: SpreadCounts::default(),
        }
    }

    /// Offerings, assessed or not.
    pub(crate) fn offerings(&self) -> u64 {
        self.states.iter().sum()
    }

    /// Offerings that are assessed.
    pub(crate) fn assessed(&self) -> u64 {
        self.offerings() - self.states[PlacementState::NotAssessed as usize]
    }

    fn add(&mut self, offering: &Offering, assessed: &AssessedOffering, settings: &Settings) {
        let state = assessed.placement.state;
        self.states[state as usize] += 1;
        self.providers.insert(offering.provider);
        if state != PlacementState::NotAssessed {
            self.assessed_providers.insert(offering.provider);
        }
        let grades = &assessed.grades;
        let guideline = grades.guideline.and_then(|id| settings.guidelines.get(id));
        self.guidelines
            .extend(guideline.map(|guideline| guideline.title(&settings.registers.target_groups)));
        if grades.is_assessed() {
            self.graded += 1;
            self.without_guideline += u64::from(guideline.is_none());
            for parameter in Parameter::ALL {
                self.by_parameter[parameter].add(grades.grades[parameter].grade());
            }
            self.spread.add(&grades.grades.map(GradeBounds::grade));
        }
    }
}

/// Counts the offerings of each target group that has any, in the register's order.
pub(super) fn groups(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Vec<GroupCounts> {
    let mut groups: BTreeMap<TargetGroupId, GroupCounts> = BTreeMap::new();
    for (at, (offering, of)) in dataset.offerings.iter().zip(&assessed.offerings).enumerate() {
        let id = offering.target_group;
        let group = groups.entry(id).or_insert_with(|| GroupCounts::new(id, settings.rules.len()));
        group.add(offering, of, settings);
        if of.placement.state != PlacementState::NotAssessed {
            let others = assessed.other_levels.iter().map(|levels| levels[at]);
            let levels = std::iter::once(of.placement.level).chain(others);
            for (of_rule, level) in group.by_rule.iter_mut().zip(levels) {
                of_rule[level.map_or(3, Level::index)] += 1;
            }
        }
    }
    groups.into_values().collect()
}
