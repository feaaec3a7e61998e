//! THE FLAT TABLE: what is one offering in one row?
//!
//! Who it is, what was reported of it, and what the inspector said: all that grading, the placing
//! rule and the quality gate need, and nothing else, so that a row can be graded and placed by
//! itself, in a stream or in somebody's database. Which assessment places is settled before
//! (Readings R11 and R48): a row has one.
//!
//! Pure: no file, no clock.

mod aside;
mod column;
mod grader;
mod of_offering;
mod placed;
mod placed_rows;
mod row;
mod sums;
mod tally;
mod value;

pub use aside::{Aside, Refused};
pub use column::{FlatColumn, Holds};
pub use grader::FlatGrader;
pub use of_offering::{FlatSource, flat_row};
pub use placed::{FlatPlacement, FlatRules, place_row};
pub use placed_rows::{PlacedRow, PlacedRows};
pub use row::{FlatRow, Judged, StatusWord};
pub use sums::{Counts, GradeCell, LevelCell, Sums};
pub use tally::Tally;
pub use value::{Mismatch, Value};
