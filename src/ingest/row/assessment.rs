//! What is a row of an assessment, once it is read?

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::ingest::row::other_keys::OtherKeys;
use crate::model::{
    AgeGroup, AnswerField, Attained, Evidence, Grade, GradeBounds, NumberField, ParameterSet,
    PerParameter, QualityJudgement, RowRef, Supervision, TargetGroupId,
};

/// Which assessment of which offering a row is of. The two rows of an assessment have the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AssessmentKey {
    /// *Tilbudsid* as written, nothing when it is not: the provider's own once it is linked.
    pub(crate) provider: Box<str>,
    pub(crate) target_group: TargetGroupId,
    /// *Delmålgruppe* as written.
    pub(crate) subgroup: Option<Arc<str>>,
    pub(crate) age_group: Option<AgeGroup>,
    pub(crate) authority: Supervision,
    pub(crate) assessed_on: NaiveDate,
    /// What else the row says of its provider.
    pub(crate) others: Option<Box<OtherKeys>>,
}

/// What an inspector wrote on a row of grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grading {
    pub(crate) inspector: Option<Box<str>>,
    pub(crate) grades: PerParameter<Grade>,
    /// Of a grade that was given and is no single grade: the bounds that it leaves.
    pub(crate) unread: PerParameter<Option<GradeBounds>>,
    pub(crate) overall: Option<Attained>,
    pub(crate) quality: Option<QualityJudgement>,
    pub(crate) grounds: Option<Box<PerParameter<Option<Box<str>>>>>,
    /// Parameters that something stands in the cell of grounds of.
    pub(crate) with_grounds: ParameterSet,
    /// Minutes that the assessment took.
    pub(crate) minutes: Option<u32>,
}

/// A row of evidence or of grades, read.
#[derive(Clone, Debug)]
pub(crate) struct AssessmentRow<T> {
    pub(crate) key: AssessmentKey,
    pub(crate) content: T,
    pub(crate) row: RowRef,
}

/// What a row of an assessment says: two rows can be put in an order that does not depend on where
/// they stand.
pub(crate) trait Content: Clone {
    fn order(&self, other: &Self) -> Ordering;

    /// Takes over what does not decide whether two rows say the same.
    fn absorb(&mut self, other: &Self);
}

impl Content for Box<Evidence> {
    fn order(&self, other: &Self) -> Ordering {
        let numbers = NumberField::ALL.into_iter().map(|field| {
            match (self.number(field), other.number(field)) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            }
        });
        let answers = AnswerField::ALL
            .into_iter()
            .map(|field| (self.answer(field) as u8).cmp(&(other.answer(field) as u8)));
        numbers.chain(answers).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn absorb(&mut self, _: &Self) {}
}

impl Content for Grading {
    fn order(&self, other: &Self) -> Ordering {
        self.inspector
            .cmp(&other.inspector)
            .then_with(|| self.grades.0.cmp(&other.grades.0))
            .then_with(|| self.unread.0.cmp(&other.unread.0))
            .then_with(|| self.overall.cmp(&other.overall))
            .then_with(|| self.quality.cmp(&other.quality))
            .then_with(|| {
                let grounds = |of: &Self| of.grounds.as_ref().map(|grounds| grounds.0.clone());
                grounds(self).cmp(&grounds(other))
            })
    }

    fn absorb(&mut self, other: &Self) {
        self.with_grounds = ParameterSet(self.with_grounds.0 | other.with_grounds.0);
        // Whoever copied a row and went on counting: the longer time holds the shorter.
        self.minutes = self.minutes.max(other.minutes);
    }
}
