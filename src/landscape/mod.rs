//! WHERE: what is supplied, on which level, by region, ownership, legal basis and authority?
//!
//! Rows in, rows out: a frame never leaves this room. Counts name their unit; "ikke indplaceret"
//! is kept apart from the levels; and while most tilbud are unassessed the supply on a level is an
//! interval, from those placed to those placed and those that could be (Reading R13).

mod facts;
mod supply;

pub use facts::{Fact, facts};
pub use supply::{Class, Dimension, SupplyError, SupplyRow, Units, Value, supply};
