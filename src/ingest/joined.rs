//! What is an assessment before its offering has a place?

use chrono::NaiveDate;

use super::assessment_rows::Grading;
use super::fields::SheetRole;
use crate::model::{AgeGroup, Evidence, Incomplete, RowRef, Supervision, TargetGroupId};

/// What names an offering: provider, target group, sub-group, age group.
pub(super) type OfferingKey = (u32, TargetGroupId, Option<u16>, Option<AgeGroup>);

/// What names an assessment.
pub(super) type Key = (OfferingKey, NaiveDate, Supervision);

/// An assessment that waits for its offering's place.
pub(super) struct Joined {
    pub(super) key: Key,
    pub(super) evidence: Option<(Box<Evidence>, RowRef)>,
    pub(super) grading: Option<(Grading, RowRef)>,
    pub(super) incomplete: Option<Incomplete>,
}

impl Joined {
    /// The half that is there, when the other is not: its role, and its row.
    pub(super) fn alone(&self) -> Option<(SheetRole, RowRef)> {
        match (&self.evidence, &self.grading) {
            (Some((_, row)), None) => Some((SheetRole::Evidence, *row)),
            (None, Some((_, row))) => Some((SheetRole::Grades, *row)),
            _ => None,
        }
    }
}
