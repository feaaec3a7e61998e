//! Which guideline is in force for a group on a date?

use chrono::NaiveDate;

use super::Guideline;
use crate::model::TargetGroupId;

/// All guidelines of a run, sorted by target group and date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuidelineSet {
    guidelines: Vec<Guideline>,
}

impl GuidelineSet {
    /// Puts guidelines together; group and date name one, as folder and file name do.
    pub fn new(mut guidelines: Vec<Guideline>) -> Self {
        guidelines.sort_by_key(|g| (g.target_group, g.valid_from));
        Self { guidelines }
    }

    /// The place of the guideline in force: the newest that is not after `on`. `None` when the
    /// group has none that old.
    pub fn in_force(&self, group: TargetGroupId, on: NaiveDate) -> Option<u16> {
        let not_after =
            self.guidelines.partition_point(|g| (g.target_group, g.valid_from) <= (group, on));
        let place = not_after.checked_sub(1)?;
        (self.guidelines[place].target_group == group).then(|| u16::try_from(place).ok())?
    }

    /// Whether the group has any guideline.
    pub fn has_group(&self, group: TargetGroupId) -> bool {
        self.guidelines.iter().any(|guideline| guideline.target_group == group)
    }

    /// The guideline at a place given by [`GuidelineSet::in_force`].
    pub fn get(&self, place: u16) -> Option<&Guideline> {
        self.guidelines.get(usize::from(place))
    }

    /// All guidelines, by group and date.
    pub fn iter(&self) -> impl Iterator<Item = &Guideline> {
        self.guidelines.iter()
    }
}
