//! What are the eight grades of one assessment?

use super::check::{Circumstances, Outcome};
use super::found::Found;
use super::parameter::grade_parameter;
use crate::guideline::Guideline;
use crate::model::{Assessment, Grade, GradeBounds, Level, PerParameter};

/// Who or what a grade rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Basis {
    /// The inspector's grade (Reading R6).
    Inspector,
    /// The evidence, held against the guideline.
    Evidence,
    /// Nothing: the grade is unknown because nobody said anything.
    #[default]
    Nothing,
    /// Assessments of the same day that disagree: the grade is unknown (Reading R11).
    Conflict,
    /// The inspector's grade was given and can't be read as one grade: it is unknown, or known
    /// within the levels that it names, and the evidence does not step in (Reading R48).
    Unreadable,
    /// What was given of the assessment could not be used whole: the grade is unknown (Reading
    /// R48).
    Withheld,
}

/// *Begrundelse* of one grade. What the evidence says is kept beside an inspector's grade, so
/// that the two can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Because {
    /// What the grade rests on.
    pub basis: Basis,
    /// Which assessment it is from, counted from the placing one.
    pub from: u8,
    /// Level of the cell that decided what the evidence allows; `None` without graded evidence.
    pub level: Option<Level>,
    /// The criterion that decided: a place in the guideline. `None` when the cell has none.
    pub criterion: Option<u16>,
    /// What the evidence says of it.
    pub found: Found,
    /// Whether that is enough; `None` without graded evidence.
    pub outcome: Option<Outcome>,
}

/// An assessment, graded.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// The grades, as far as they are known: the inspector's where given, else those of the
    /// evidence.
    pub grades: PerParameter<GradeBounds>,
    /// What the evidence allows; `None` without evidence or without a guideline for it.
    pub evidence: PerParameter<Option<GradeBounds>>,
    /// What each rests on.
    pub because: PerParameter<Because>,
}

/// Grades one assessment. A grade that the inspector gave and nobody can read as one stays unknown,
/// or within the levels that it names: the evidence does not step in for it (Reading R48). Without a guideline (none for the group, or none that old) evidence is
/// not graded and the inspector's grades still count (Reading R14).
pub fn grade_assessment(
    assessment: &Assessment,
    circumstances: Circumstances,
    guideline: Option<&Guideline>,
) -> Graded {
    let evidence = assessment.evidence.as_ref().map(|(evidence, _)| &**evidence);
    let graded = evidence.filter(|evidence| !evidence.is_empty()).zip(guideline);
    let mut result = Graded {
        grades: assessment.grades.map(GradeBounds::from),
        evidence: PerParameter::default(),
        because: PerParameter::default(),
    };
    for (parameter, inspectors) in assessment.grades.iter() {
        let because = &mut result.because[parameter];
        if let Some((evidence, guideline)) = graded {
            let (bounds, deciding) = grade_parameter(parameter, evidence, circumstances, guideline);
            result.evidence[parameter] = Some(bounds);
            *because = Because {
                basis: Basis::Evidence,
                from: 0,
                level: Some(deciding.level),
                criterion: deciding.criterion,
                found: deciding.found,
                outcome: Some(deciding.outcome),
            };
            if *inspectors == Grade::Unknown {
                result.grades[parameter] = bounds;
            }
        }
        if *inspectors != Grade::Unknown {
            because.basis = Basis::Inspector;
        } else if let Some(bounds) = assessment.unread[parameter] {
            because.basis = Basis::Unreadable;
            result.grades[parameter] = bounds;
        }
    }
    result
}
