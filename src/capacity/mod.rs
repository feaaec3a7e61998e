//! HOW FULL: places, occupancy, waiting lists and takster as they are reported, what is planned, and
//! whose citizens are where?
//!
//! Reports come yearly from municipalities and regions, and never from all. So every figure says how
//! many departments it rests on; below the stated share it is an interval, from what is reported to
//! what could be with the places of Tilbudsportalen, or is withheld. Counted by tallies over plain
//! rows; a place, or a citizen, is shared out over the offerings of its department as in the landscape,
//! in whole parts, so that they add up.

mod amounts;
mod balance;
mod cell;
mod count;
mod cube;
mod flow;
mod flow_by;
mod if_closed;
mod input;
mod outlook;
mod planned;
mod rates;
mod record;
mod specialised;
mod users;
mod value;

pub use amounts::{Amounts, PARTS, in_units};
pub use balance::{BalanceRow, MatrixRow, balance, matrix};
pub use cell::{Bounds, CapacityRow, Withheld};
pub use count::{capacity_by, years};
pub use cube::{CellRow, cube};
pub use flow::{FlowOrigin, Origins, UnitFlow, UnitOrigins, unit_flows};
pub use flow_by::{FlowRow, Shared, flows_by};
pub use if_closed::{IfClosed, NearestFree, if_closed};
pub use input::{Area, Input, Offer, RegionOf, Unit};
pub use outlook::{Horizon, OutlookRow, outlook};
pub use planned::{Planned, QuarterRow, by_quarter, planned};
pub use rates::{Rates, quantile};
pub use specialised::{Reach, SpecialisedRow, specialised};
pub use users::{Users, citizens_by_payer};
pub use value::{By, Value};
