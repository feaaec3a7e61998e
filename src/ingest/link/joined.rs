//! What is an assessment before its offering has a place?

use chrono::NaiveDate;

use crate::ingest::layout::fields::SheetRole;
use crate::ingest::row::assessment::Grading;
use crate::model::{AgeGroup, Evidence, Incomplete, RowRef, Supervision, TargetGroupId};

/// What names an offering: provider, target group, sub-group, age group.
pub(crate) type OfferingKey = (u32, TargetGroupId, Option<u16>, Option<AgeGroup>);

/// What names an assessment.
pub(crate) type Key = (OfferingKey, NaiveDate, Supervision);

/// An assessment that waits for its offering's place.
pub(crate) struct Joined {
    pub(crate) key: Key,
    pub(crate) evidence: Option<(Box<Evidence>, RowRef)>,
    pub(crate) grading: Option<(Grading, RowRef)>,
    pub(crate) incomplete: Option<Incomplete>,
}

impl Joined {
    /// The half that is there, when the other is not: its role, and its row.
    pub(crate) fn alone(&self) -> Option<(SheetRole, RowRef)> {
        match (&self.evidence, &self.grading) {
            (Some((_, row)), None) => Some((SheetRole::Evidence, *row)),
            (None, Some((_, row))) => Some((SheetRole::Grades, *row)),
            _ => None,
        }
    }
}
