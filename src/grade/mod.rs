//! GRADING: evidence held against a guideline gives a grade per parameter, with its because.
//!
//! What the evidence allows is a lowest and a highest grade; the inspector's grade decides where
//! one is given (Reading R6); of several assessments the newest by the supervising authority
//! places (Reading R11). Pure: no files, no clock, and one offering never depends on another.

mod assessment;
mod check;
mod choice;
mod combine;
mod found;
mod offering;
mod parameter;
mod remarks;
mod source;
mod wording;

pub use assessment::{Basis, Because, Graded, grade_assessment};
pub use check::{Check, Circumstances, Outcome, check_criterion, folded_name};
pub use choice::{Choice, Withheld, choose_placing};
pub use found::{Field, Found, evidence_fields, look};
pub use offering::{GuidelineNote, OfferingGrades, grade_offering};
pub use parameter::{CellCheck, Deciding, check_parameter, grade_by_outcomes, grade_parameter};
pub use source::{cell_place, evidence_places, grade_place, row_place};
pub use wording::{found_in_words, lost_in_words, outcome_in_words, withheld_in_words};
