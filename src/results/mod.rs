//! What is computed from the data and the rules, before anything is told?

pub(crate) mod assess;
pub(crate) mod lapsed;
mod reason;
pub(crate) mod robustness;
pub(crate) mod unmet;

pub use assess::{Assessed, AssessedOffering, assess};
pub use reason::reason;
pub use robustness::{OfferingFirmness, Robustness};
