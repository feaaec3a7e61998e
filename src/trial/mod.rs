//! THE TRIAL: who is drawn, by whom are they assessed, and what can be said from a sample?
//!
//! Pure: no file, no clock; what is drawn follows from a seed and the providers' ids alone.

mod collapse;
mod design;
mod design_file;
mod double_plan;
mod doubles_needed;
mod draw_key;
mod equal_shares;
mod form;
mod optimal_allocation;
mod ownership_class;
mod process;
mod process_file;
mod returns;
mod sample;
mod size_class;
mod strata;
mod stratified_share;
mod stratum;
mod weighted_share;

pub use collapse::{AnsweredStratum, collapse_unanswered};
pub use design::{Drawn, SampleDesign};
pub use double_plan::{DoublePlan, double_plan};
pub use doubles_needed::{doubles_needed, expected_width};
pub use draw_key::draw_key;
pub use equal_shares::equal_shares;
pub use form::{FormRow, TrialForm, trial_forms};
pub use optimal_allocation::{Spread, optimal_allocation};
pub use ownership_class::OwnershipClass;
pub use process::{
    Body, GroupProcess, HearingAnswer, Outcome, Step, StepKind, StepState, TrialProcess,
    UsedKnowledge,
};
pub use returns::{
    AssessmentReturned, HalfReturned, NotAsked, ReturnState, Returns, answer_of, number_of, returns,
};
pub use sample::{FrameUnit, Sample, SampleRequest, draw_sample};
pub use size_class::SizeClass;
pub use strata::strata;
pub use stratified_share::{Answered, NoShare, StratifiedShare, stratified_share};
pub use stratum::{Allocation, Stratum};
pub use weighted_share::{StratumAnswers, WeightedShare, weighted_share};
