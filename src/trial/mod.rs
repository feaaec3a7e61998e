//! THE TRIAL: who is drawn, by whom are they assessed, and what can be said from a sample?
//!
//! Pure: no file, no clock; what is drawn follows from a seed and the providers' ids alone.

mod agreement;
mod collapse;
mod conditional;
mod connected;
mod counts;
mod design;
mod design_file;
mod double_plan;
mod doubles_needed;
mod draw_key;
mod equal_shares;
mod form;
mod jackknife;
mod optimal_allocation;
mod ownership_class;
mod process;
mod process_file;
mod rater_pair;
mod ratings;
mod ratings_file;
mod returns;
mod sample;
mod size_class;
mod strata;
mod stratified_share;
mod stratum;
mod strictness;
mod undefined;
mod weighted_share;
mod wording;

pub use agreement::{Coefficient, Estimate, Interval, Metric, Weights, agreement};
pub use collapse::{AnsweredStratum, collapse_unanswered};
pub use conditional::{Conditional, conditional};
pub use connected::connected;
pub use design::{Drawn, FallenOut, SampleDesign, Standing};
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
pub use rater_pair::{RaterPair, rater_pairs};
pub use ratings::{Rating, Ratings, Scale};
pub use ratings_file::{MOST_PROBLEMS, RatingsFile, RatingsProblem, parse_ratings};
pub use returns::{
    AssessmentReturned, HalfReturned, NotAsked, ReturnState, Returns, answer_of, number_of, returns,
};
pub use sample::{FrameUnit, Sample, SampleRequest, draw_sample};
pub use size_class::SizeClass;
pub use strata::strata;
pub use stratified_share::{Answered, NoShare, StratifiedShare, stratified_share};
pub use stratum::{Allocation, Stratum};
pub use strictness::{Effect, Strictness, strictness};
pub use undefined::Undefined;
pub use weighted_share::{StratumAnswers, WeightedShare, weighted_share};
pub use wording::{meaning, verdict};
