//! What do several assessments of the same day say together? (Reading R11)

use super::assessment::{Basis, Because, Graded};
use crate::model::{Assessment, Grade, GradeBounds, Parameter, ParameterSet, PerParameter};

/// One of the placing assessments, graded.
pub(super) struct Rating<'a> {
    pub assessment: &'a Assessment,
    /// Its place, counted from the first placing one.
    pub from: u8,
    pub graded: Graded,
}

/// Puts the assessments of a day together: what one says and the others do not contradict counts;
/// where they disagree the grade is unknown. The parameters with a conflict come along.
pub(super) fn combine(of_the_day: &[Rating]) -> (Graded, ParameterSet) {
    if let [only] = of_the_day {
        return (only.graded.clone(), ParameterSet::EMPTY);
    }
    let mut conflicts = ParameterSet::EMPTY;
    let mut result = Graded {
        grades: PerParameter::default(),
        evidence: PerParameter::default(),
        because: PerParameter::default(),
    };
    for parameter in Parameter::ALL {
        let inspectors = |rating: &&Rating| rating.assessment.grades[parameter] != Grade::Unknown;
        let says = |rating: &&Rating| {
            rating.graded.evidence[parameter].is_some_and(|bounds| bounds != GradeBounds::ANY)
        };
        let speaking: Vec<&Rating> = if of_the_day.iter().any(|rating| inspectors(&rating)) {
            of_the_day.iter().filter(inspectors).collect()
        } else if of_the_day.iter().any(|rating| says(&rating)) {
            of_the_day.iter().filter(says).collect()
        } else {
            of_the_day.iter().take(1).collect()
        };
        let Some(first) = speaking.first() else { continue };
        let unread = of_the_day.iter().find(|rating| rating.assessment.unread[parameter].is_some());
        let said = |rating: &Rating| {
            let by_inspector = rating.assessment.grades[parameter];
            let bounds = rating.graded.evidence[parameter];
            (by_inspector, bounds.filter(|_| by_inspector == Grade::Unknown))
        };
        result.evidence[parameter] =
            of_the_day.iter().filter_map(|rating| rating.graded.evidence[parameter]).reduce(hull);
        result.because[parameter] = Because { from: first.from, ..first.graded.because[parameter] };
        if let Some(unread) = unread {
            // It may say something else than the others do; alone, what can be read of it holds.
            let gives = |rating: &&Rating| {
                inspectors(rating) || rating.assessment.unread[parameter].is_some()
            };
            if of_the_day.iter().filter(gives).count() == 1 {
                result.grades[parameter] = unread.graded.grades[parameter];
            }
            let because = unread.graded.because[parameter];
            result.because[parameter] =
                Because { from: unread.from, basis: Basis::Unreadable, ..because };
        } else if speaking.iter().all(|rating| said(rating) == said(first)) {
            result.grades[parameter] = first.graded.grades[parameter];
        } else {
            conflicts = conflicts.with(parameter);
            result.because[parameter].basis = Basis::Conflict;
        }
    }
    (result, conflicts)
}

/// The bounds that hold both; an assessment that knows nothing of a parameter does not widen what
/// the other knows.
fn hull(a: GradeBounds, b: GradeBounds) -> GradeBounds {
    match (a, b) {
        (GradeBounds::ANY, known) | (known, GradeBounds::ANY) => known,
        (a, b) => a.hull(b),
    }
}

/// The value, when all say the same.
pub(super) fn only<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values = values;
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
