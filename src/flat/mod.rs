//! THE FLAT TABLE: what is one offering in one row?
//!
//! Who it is, what was reported of it, and what the inspector said: all that grading, the placing
//! rule and the quality gate need, and nothing else, so that a row can be graded and placed by
//! itself, in a stream or in somebody's database. Which assessment places is settled before
//! (Readings R11 and R48): a row has one.
//!
//! Pure: no file, no clock.

mod column;
mod of_offering;
mod placed;
mod row;
mod value;

pub use column::{FlatColumn, Holds};
pub use of_offering::{FlatSource, flat_row};
pub use placed::{FlatPlacement, FlatRules, place_row};
pub use row::{FlatRow, Judged, StatusWord};
pub use value::{Mismatch, Value};
