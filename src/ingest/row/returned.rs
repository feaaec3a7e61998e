//! What does a row of a form that came back say, before it is linked with anything?

use chrono::NaiveDate;

use crate::model::{Evidence, Grade, PerParameter, Supervision, TargetGroupId};

/// A row of a form that came back. Rows that nobody has answered are none.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnedRow {
    /// *Tilbudsid* as written; no text when it could not be read.
    pub provider: Box<str>,
    /// The target group, when it could be read.
    pub target_group: Option<TargetGroupId>,
    /// Who assesses, when it could be read.
    pub authority: Option<Supervision>,
    /// The day of the assessment, when it could be read.
    pub assessed_on: Option<NaiveDate>,
    /// File below the folder, with `/`.
    pub file: Box<str>,
    /// Sheet of the workbook.
    pub sheet: Option<Box<str>>,
    /// Row, from 1.
    pub row: u32,
    /// What it answers.
    pub answers: ReturnedAnswers,
}

/// What a row that came back answers.
#[derive(Clone, Debug, PartialEq)]
pub enum ReturnedAnswers {
    /// *Oplysningsskema.*
    Evidence(Box<Evidence>),
    /// *Afrapportering.*
    Grades(ReturnedGrades),
    /// It can't be used: whether it is of grades, and why, a sentence without a full stop.
    Unusable {
        /// Whether it is a row of grades.
        is_of_grades: bool,
        /// Why.
        reason: Box<str>,
    },
}

/// Which fields of a row of grades are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnedGrades {
    /// Whether each parameter has a grade that can be read as one.
    pub is_graded: PerParameter<bool>,
    /// *Fornøden kvalitet.*
    pub has_quality: bool,
    /// *Samlet niveau.*
    pub has_overall: bool,
    /// *Inspektør-id.*
    pub has_inspector: bool,
}

impl ReturnedGrades {
    pub(crate) fn is_given(grade: Grade) -> bool {
        grade != Grade::Unknown
    }
}
