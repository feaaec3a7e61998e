//! How many offerings are on each level, or on none, and why?

use crate::model::{Level, PlacementState};
use crate::table::{share, thousands};

use crate::chart::palette;
use crate::chart::stack::Segment;

/// The states of an offering that was assessed and stands on no level, as they are drawn.
pub(super) const NOT_PLACED: [PlacementState; 4] = [
    PlacementState::BelowLight,
    PlacementState::Provisional,
    PlacementState::QualityUnknown,
    PlacementState::QualityNotMet,
];

/// How many offerings a row holds, by level and state. Each offering is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// Placed on *let*, *moderat*, *højt*.
    pub levels: [u64; 3],
    /// *Under let.*
    pub below_light: u64,
    /// *Foreløbig.*
    pub provisional: u64,
    /// *Kvalitet ukendt.*
    pub quality_unknown: u64,
    /// *Kvalitet ikke opfyldt.*
    pub quality_not_met: u64,
    /// *Ikke vurderet.*
    pub not_assessed: u64,
}

impl LevelCounts {
    /// Offerings in a state.
    pub fn of(&self, state: PlacementState) -> u64 {
        match state {
            PlacementState::Placed => self.levels.iter().sum(),
            PlacementState::BelowLight => self.below_light,
            PlacementState::Provisional => self.provisional,
            PlacementState::QualityUnknown => self.quality_unknown,
            PlacementState::QualityNotMet => self.quality_not_met,
            PlacementState::NotAssessed => self.not_assessed,
        }
    }

    /// Offerings that were assessed.
    pub fn assessed(&self) -> u64 {
        self.all() - self.not_assessed
    }

    /// All offerings.
    pub fn all(&self) -> u64 {
        PlacementState::ALL.iter().map(|state| self.of(*state)).sum()
    }

    pub(super) fn placed_segments(&self) -> [Segment; 3] {
        Level::ALL
            .map(|level| Segment { fill: palette::level(level), count: self.levels[level.index()] })
    }

    pub(super) fn not_placed_segments(&self) -> [Segment; 4] {
        NOT_PLACED.map(|state| Segment { fill: palette::state(state), count: self.of(state) })
    }

    pub(super) fn in_words(&self) -> String {
        let mut parts: Vec<String> = Level::ALL
            .iter()
            .map(|level| format!("{level} {}", thousands(self.levels[level.index()])))
            .collect();
        for state in NOT_PLACED.into_iter().chain([PlacementState::NotAssessed]) {
            if self.of(state) > 0 {
                parts.push(format!("{} {}", state.danish(), thousands(self.of(state))));
            }
        }
        format!("{}, i alt {}", parts.join(", "), thousands(self.all()))
    }
}

/// The share assessed, in words, for a chart's second line: *7 af 212 tilbud er vurderet (3 %)*.
pub fn coverage_sentence(counts: &LevelCounts, unit: &str) -> String {
    let (assessed, all) = (counts.assessed(), counts.all());
    let (n, of) = (thousands(assessed), thousands(all));
    format!("{n} af {of} {unit} er vurderet ({})", share(assessed, all))
}
