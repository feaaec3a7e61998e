//! Which guideline is in force for a group on a date?

use chrono::NaiveDate;

use super::Guideline;
use crate::model::TargetGroupId;

/// A guideline of a run: a place in its [`GuidelineSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuidelineId(pub u16);

impl GuidelineId {
    /// Its place in the set.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// All guidelines of a run, sorted by target group and date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuidelineSet {
    guidelines: Vec<Guideline>,
    /// Along the guidelines; they stand on millions of rows.
    labels: Vec<Box<str>>,
}

impl GuidelineSet {
    /// Puts guidelines together; group and date name one, as folder and file name do.
    pub fn new(mut guidelines: Vec<Guideline>) -> Self {
        guidelines.sort_by_key(|g| (g.target_group, g.valid_from));
        let labels = guidelines.iter().map(|g| g.label().into()).collect();
        Self { guidelines, labels }
    }

    /// The guideline in force: the newest that is not after `on`. `None` when the
    /// group has none that old.
    pub fn in_force(&self, group: TargetGroupId, on: NaiveDate) -> Option<GuidelineId> {
        let not_after =
            self.guidelines.partition_point(|g| (g.target_group, g.valid_from) <= (group, on));
        let place = not_after.checked_sub(1)?;
        let is_of_group = self.guidelines[place].target_group == group;
        is_of_group.then(|| u16::try_from(place).ok().map(GuidelineId))?
    }

    /// Whether the group has any guideline.
    pub fn has_group(&self, group: TargetGroupId) -> bool {
        self.guidelines.iter().any(|guideline| guideline.target_group == group)
    }

    /// The guideline that [`GuidelineSet::in_force`] named.
    pub fn get(&self, id: GuidelineId) -> Option<&Guideline> {
        self.guidelines.get(id.index())
    }

    /// What a guideline is called in outputs.
    pub fn label(&self, id: GuidelineId) -> Option<&str> {
        self.labels.get(id.index()).map(|label| &**label)
    }

    /// What all are called in outputs, in the same order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(|label| &**label)
    }

    /// All guidelines, by group and date.
    pub fn iter(&self) -> impl Iterator<Item = &Guideline> {
        self.guidelines.iter()
    }
}
