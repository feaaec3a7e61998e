//! WHAT CHANGED: who moved level between two runs and why, who came and went, and what that makes of
//! the supply over time?
//!
//! A run is taken as it recorded itself: what was reported and given of each offering, the rule and
//! the guidelines as they were. A move's causes are found by grading and placing again, with some of
//! them as they were and the others as they are. Pure: no file, no clock, no chance.

mod by_cause;
mod cause;
mod comparison;
mod course;
mod falls;
mod offering;
mod over_time;
mod recorded;
mod shares;
mod standing;
mod supplied;
mod transitions;
mod why;

pub use by_cause::ByCause;
pub use cause::{Cause, CauseSet};
pub use comparison::{Change, Comparison, Move, Presence, compare};
pub use course::{Course, Step};
pub use falls::{Fall, FallKind, falls};
pub use offering::{OfferingKey, OfferingThen, RulesThen, RunThen};
pub use over_time::{StandingsThen, standings_over_time};
pub use recorded::{AssessedThen, Recorded, Reported, stands};
pub use shares::Shares;
pub use standing::{Direction, Standing};
pub use supplied::{CapacityThen, SupplyThen};
pub use transitions::{Directed, PLACES, Transitions, moves_by_cause, n_changes, transitions};
pub use why::{Side, Why, why};

/// Which columns and files a run records for comparisons. Raised when what is read back changes its
/// meaning; a manifest without it is of a program that recorded less.
pub const SCHEMA: u64 = 1;
