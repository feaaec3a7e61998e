//! FINISHED RUNS, ONE AFTER THE OTHER: what the folders of two or more runs say together.
//!
//! Only what the runs wrote is read, never an input: an offering's old evidence is graded under the
//! new guideline as the new run recorded it.

mod error;
mod finished_run;
mod reading;
mod recorded;
mod write;

pub use error::ComparisonError;
pub use finished_run::{FinishedRun, read_run};
pub use write::{ComparisonReport, Written, compare_runs};
