//! WHERE: what is supplied, on which level, by region, ownership, legal basis and authority; does
//! it meet need; who reaches it; what does it rest on?
//!
//! Rows in, rows out. Supply is counted once and read by everything else. Counts name their unit;
//! "ikke indplaceret" is kept apart from the levels; and while most tilbud are unassessed the supply
//! on a level is an interval, from those placed to those placed and those that could be (Reading
//! R13). Nothing here is about a person: expected citizens are expectations of groups.

mod access;
mod access_file;
mod access_rule;
mod by_use;
mod class;
mod closing;
mod counts;
mod cover;
mod coverage;
mod cube;
mod diversity;
mod error;
mod facts;
mod floating_catchment;
mod map;
mod margin;
mod need;
mod new_site;
mod operator;
mod rate;
mod site;
mod supply;
mod tally;
mod travel;
mod value;
mod vulnerability;
mod whole;

pub use access::{Access, AccessRow, BandRow, Nearest, access};
pub use access_file::{AccessSettings, parse_access_settings};
pub use access_rule::{AccessRule, BANDS, Band, WITHIN};
pub use by_use::{AccessByUse, access_by_use};
pub use class::Class;
pub use closing::{ClosingRow, closings};
pub use counts::{Counts, PARTS_OF_A_PLACE, places};
pub use cover::{CoverRow, Withheld, cover};
pub use coverage::{ASSESSED_PERCENT, Coverage};
pub use cube::{CubeRow, cube};
pub use diversity::{DiversityRow, diversity};
pub use error::LandscapeError;
pub use facts::{Fact, facts};
pub use floating_catchment::{FloatingCatchment, Weights, floating_catchment};
pub use map::{Map, OnMap};
pub use margin::{LevelSupply, MarginRow, margin};
pub use need::{Need, Needs};
pub use new_site::{Aim, N_SITES, NewSite, NewSites, new_sites};
pub use operator::{OperatorKey, operators};
pub use rate::{CONFIDENCE, FEW_PROVIDERS, Share, SupplyOnLevel, rated};
pub use site::{Site, Sites};
pub use supply::{Supply, SupplyInput, supply, supply_by};
pub use travel::{DETOUR_FACTOR, Travel, TravelUnit};
pub use value::{Margin, Value};
pub use vulnerability::{RestsOn, VulnerabilityRow, vulnerability};
pub use whole::{Landscape, LandscapeInput, landscape};
