//! THE TRIAL: who is drawn, by whom are they assessed, and what can be said from a sample?
//!
//! Pure: no file, no clock; what is drawn follows from a seed and the providers' ids alone.

mod design;
mod design_file;
mod form;
mod ownership_class;
mod returns;
mod size_class;
mod stratum;

pub use design::{Drawn, SampleDesign};
pub use form::{FormRow, TrialForm, trial_forms};
pub use ownership_class::OwnershipClass;
pub use returns::{
    AssessmentReturned, HalfReturned, NotAsked, ReturnState, Returns, answer_of, number_of, returns,
};
pub use size_class::SizeClass;
pub use stratum::{Allocation, Stratum};
