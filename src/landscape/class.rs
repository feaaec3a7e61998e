//! Where does an offering count: on a level, or apart from the levels?

use crate::model::{Level, PlacementState};
use crate::place::Placement;

/// Where an offering counts: on a level, or apart from the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Placed on a level.
    On(Level),
    /// Not placed: under let, foreløbig, quality unknown or not met, not assessed.
    Apart(PlacementState),
}

impl Class {
    /// All classes, levels first.
    pub const ALL: [Self; 8] = [
        Self::On(Level::Light),
        Self::On(Level::Moderate),
        Self::On(Level::High),
        Self::Apart(PlacementState::BelowLight),
        Self::Apart(PlacementState::Provisional),
        Self::Apart(PlacementState::QualityUnknown),
        Self::Apart(PlacementState::QualityNotMet),
        Self::Apart(PlacementState::NotAssessed),
    ];

    /// The class of a placement.
    pub fn of(placement: &Placement) -> Self {
        placement.level.map_or(Self::Apart(placement.state), Self::On)
    }

    /// The class's place in [`Class::ALL`].
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|class| *class == self).unwrap_or(7)
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::On(level) => level.danish(),
            Self::Apart(state) => state.danish(),
        }
    }
}
