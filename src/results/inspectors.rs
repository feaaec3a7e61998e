//! How do the inspectors' grades stand to what the evidence allows, and their overall level to ours?

use std::collections::BTreeMap;

use crate::model::{Attained, Dataset, Supervision, TargetGroupId};
use crate::results::{Assessed, AssessedOffering};
use crate::robustness::{SUBJECTS, Subject};

/// Inspectors' grades of one subject, by how far they are from what they are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    /// Two steps or more below, one below, within (or the same), one above, two or more above.
    pub(crate) by_distance: [u64; 5],
    /// One says that the parameter is not relevant, the other grades it.
    pub(crate) relevance_differs: u64,
    /// The inspector graded, and there is nothing to hold it against: no evidence, no guideline,
    /// or a level that is not decided.
    pub(crate) n_alone: u64,
    /// The inspector gave nothing.
    pub(crate) n_not_given: u64,
}

impl Compared {
    /// Grades that could be compared.
    pub(crate) fn n(&self) -> u64 {
        self.by_distance.iter().sum()
    }

    /// Of these, those outside.
    pub(crate) fn n_outside(&self) -> u64 {
        self.n() - self.by_distance[2]
    }
}

/// Inspectors held against evidence and rule, of a group and by a tilsyn.
#[derive(Clone, Debug)]
pub(crate) struct ComparedInspectors {
    /// The group; `None`: all together.
    pub(crate) group: Option<TargetGroupId>,
    /// The tilsyn whose assessment places; `None`: all together.
    pub(crate) authority: Option<Supervision>,
    /// Along [`Subject::all`].
    pub(crate) by_subject: [Compared; SUBJECTS],
}

/// By group and tilsyn, those of all together first. One assessment of each offering: the one that
/// places.
pub(super) fn inspectors(dataset: &Dataset, assessed: &Assessed) -> Vec<ComparedInspectors> {
    type Key = (Option<TargetGroupId>, Option<Supervision>);
    let mut all: BTreeMap<Key, [Compared; SUBJECTS]> = BTreeMap::new();
    for (offering, of) in dataset.offerings.iter().zip(&assessed.offerings) {
        let Some(placing) = of.grades.placing.and_then(|at| dataset.assessments.get(at as usize))
        else {
            continue;
        };
        let placed = Subject::all().map(|subject| compared(of, subject));
        for group in [None, Some(offering.target_group)] {
            for authority in [None, Some(placing.authority)] {
                let sums = all.entry((group, authority)).or_default();
                sums.iter_mut().zip(placed).for_each(|(sum, outcome)| sum.add(outcome));
            }
        }
    }
    all.into_iter()
        .map(|((group, authority), by_subject)| ComparedInspectors { group, authority, by_subject })
        .collect()
}

/// Where one grade stands.
#[derive(Clone, Copy)]
enum Outcome {
    /// Steps from the bounds, less than 0 below them.
    Apart(i8),
    RelevanceDiffers,
    Alone,
    NotGiven,
}

impl Compared {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Apart(steps) => {
                self.by_distance[usize::from((steps.clamp(-2, 2) + 2).unsigned_abs())] += 1;
            }
            Outcome::RelevanceDiffers => self.relevance_differs += 1,
            Outcome::Alone => self.n_alone += 1,
            Outcome::NotGiven => self.n_not_given += 1,
        }
    }
}

fn compared(of: &AssessedOffering, subject: Subject) -> Outcome {
    match subject {
        Subject::Grade(parameter) => {
            let because = of.grades.because.as_ref().map(|because| because[parameter].basis);
            if because != Some(crate::grade::Basis::Inspector) {
                return Outcome::NotGiven;
            }
            let Some(bounds) = of.grades.evidence[parameter] else { return Outcome::Alone };
            match (of.grades.grades[parameter].ends(), bounds.ends()) {
                (Some((given, _)), Some((low, high))) => apart(given, low, high),
                (None, _) if bounds.may_be_not_relevant() => Outcome::Apart(0),
                _ => Outcome::RelevanceDiffers,
            }
        }
        Subject::Level => match (of.grades.inspector_level, of.placement.low, of.placement.high) {
            (None, ..) => Outcome::NotGiven,
            (Some(level), Some(low), Some(high)) if low == high => apart(level, low, high),
            _ => Outcome::Alone,
        },
    }
}

fn apart(given: Attained, low: Attained, high: Attained) -> Outcome {
    let steps = |a: Attained, b: Attained| (a as u8).abs_diff(b as u8).cast_signed();
    Outcome::Apart(if given < low {
        -steps(low, given)
    } else if given > high {
        steps(given, high)
    } else {
        0
    })
}
