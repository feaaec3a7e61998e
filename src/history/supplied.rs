//! What did a run say of its supply and of how full it is?

use std::sync::Arc;

/// What is supplied to a group on a level in a region, as a run counted it (`landscape/supply_by`).
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyThen {
    /// The group's slug.
    pub target_group: Arc<str>,
    /// The region, the whole country, or that it is not reported, in words.
    pub region: Arc<str>,
    /// The level, in its word.
    pub level: Arc<str>,
    /// Offerings placed on just this level.
    pub offerings: Option<f64>,
    /// With those that can come to be.
    pub offerings_up_to: Option<f64>,
    /// Providers of them.
    pub providers: Option<f64>,
    /// Their places, shared over the groups that they are open to.
    pub places: Option<f64>,
    /// With those that can come to be.
    pub places_up_to: Option<f64>,
    /// How many of the group's offerings there are assessed, in percent.
    pub assessed_percent: Option<f64>,
}

/// How many places are reported and how full they are, as a run counted it (`capacity/places`).
#[derive(Clone, Debug, PartialEq)]
pub struct CapacityThen {
    /// The year that is reported.
    pub year: Option<f64>,
    /// The group's slug.
    pub target_group: Arc<str>,
    /// The region, or the whole country, in words.
    pub region: Arc<str>,
    /// The level, in its word; all: whatever the level.
    pub level: Arc<str>,
    /// Reported places, at least.
    pub places_low: Option<f64>,
    /// And at most.
    pub places_high: Option<f64>,
    /// Taken places, in percent of those that were reported beside them.
    pub occupancy_percent: Option<f64>,
    /// Why there is no such figure.
    pub withheld: Option<Arc<str>>,
}
