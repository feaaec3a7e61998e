//! THE TRIAL ITSELF: how far do those who assess agree, and who judges more strictly?
//!
//! Pure: no file, no clock; chance from a seed.

mod agreement;
mod conditional;
mod connected;
mod counts;
mod jackknife;
mod rater_pair;
mod ratings;
mod ratings_file;
mod strictness;
mod undefined;
mod wording;

pub use agreement::{Coefficient, Estimate, Interval, Metric, Weights, agreement};
pub use conditional::{Conditional, conditional};
pub use connected::connected;
pub use rater_pair::{RaterPair, rater_pairs};
pub use ratings::{Rating, Ratings, Scale};
pub use ratings_file::{MOST_PROBLEMS, RatingsFile, RatingsProblem, parse_ratings};
pub use strictness::{Effect, Strictness, strictness};
pub use undefined::Undefined;
pub use wording::{meaning, verdict};
