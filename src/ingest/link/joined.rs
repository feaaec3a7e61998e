//! What is an assessment before its offering has a place?

use chrono::NaiveDate;

use crate::ingest::layout::fields::SheetRole;
use crate::ingest::row::assessment::Grading;
use crate::model::{
    AgeGroup, Evidence, Incomplete, ProviderId, RowRef, Supervision, TargetGroupId,
};

/// What names an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OfferingKey {
    pub(crate) provider: ProviderId,
    pub(crate) target_group: TargetGroupId,
    pub(crate) subgroup: Option<u16>,
    pub(crate) age_group: Option<AgeGroup>,
}

/// What names an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) offering: OfferingKey,
    pub(crate) assessed_on: NaiveDate,
    pub(crate) authority: Supervision,
}

/// An assessment that waits for its offering's place.
pub(crate) struct Joined {
    pub(crate) key: Key,
    pub(crate) evidence: Option<(Box<Evidence>, RowRef)>,
    pub(crate) grading: Option<(Grading, RowRef)>,
    pub(crate) incomplete: Option<Incomplete>,
}

impl Joined {
    /// Provider and target group.
    pub(crate) fn group(&self) -> (ProviderId, TargetGroupId) {
        (self.key.offering.provider, self.key.offering.target_group)
    }

    /// The half that is there, when the other is not: its role, and its row.
    pub(crate) fn alone(&self) -> Option<(SheetRole, RowRef)> {
        match (&self.evidence, &self.grading) {
            (Some((_, row)), None) => Some((SheetRole::Evidence, *row)),
            (None, Some((_, row))) => Some((SheetRole::Grades, *row)),
            _ => None,
        }
    }
}
