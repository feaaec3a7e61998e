//! What is a part of the population that is drawn from by itself?

use super::{OwnershipClass, SizeClass};
use crate::model::{RegionId, TargetGroupId};

/// *Fordeling*: how a sample is shared out over strata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocation {
    /// *Proportional*: as many of each as it has of all, by largest remainder.
    Proportional,
    /// *Optimal*: more where the number of places varies more (Wright's exact method).
    Optimal,
}

impl Allocation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Proportional, Self::Optimal];

    /// The word of files and calls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proportional => "proportional",
            Self::Optimal => "optimal",
        }
    }
}

/// *Stratum*: offerings of one target group that are alike in region, ownership and size. Classes
/// that were too small to be drawn from by themselves stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Its regions, `None` where the region is not reported: mostly one.
    pub regions: Vec<Option<RegionId>>,
    /// Its owners.
    pub ownerships: Vec<OwnershipClass>,
    /// Its sizes.
    pub sizes: Vec<SizeClass>,
    /// *N*: offerings in the population.
    pub population: u32,
    /// *n*: offerings drawn, reserves left out.
    pub drawn: u32,
}

impl Stratum {
    /// The probability that an offering of it was drawn: n / N.
    pub fn inclusion_probability(&self) -> f64 {
        f64::from(self.drawn) / f64::from(self.population.max(1))
    }
}
