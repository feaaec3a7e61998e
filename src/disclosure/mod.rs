//! WHAT MAY BE SHOWN: which cells of a release must be hidden so that nobody is given away, and does
//! what is left hold against whoever reckons backwards?
//!
//! A release is inner cells and published cells that are sums of them, over all tables at once: the
//! same sum in two tables is one cell. [`protect`] hides what must be hidden and then what would give
//! it away; [`attack`] looks at the result as somebody who sees nothing else, and says how near each
//! hidden cell can be told. Pure: no file, no clock, no chance.

mod attack;
mod base;
mod elimination;
mod knowledge;
mod protect;
mod release;
mod widen;

pub use attack::{Proof, Reach, attack};
pub use knowledge::{Hidden, Knowledge};
pub use protect::{Pattern, protect};
pub use release::{Cause, Insider, Need, Published, Release};
