//! What is said of the places of one cell, and how surely?

use super::amounts::{Amounts, in_units};
use super::rates::Rates;
use super::record::Figure;
use super::value::{By, Value};
use crate::model::{Level, TargetGroupId};

/// From what is known to what could be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// At least.
    pub low: f64,
    /// At most; `None` where nobody knows.
    pub high: Option<f64>,
}

/// Why no single figure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// Too few departments reported.
    TooFewReported,
    /// Too few offerings are assessed for a figure about levels.
    TooFewAssessed,
}

impl Withheld {
    /// The reason in words.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::TooFewReported => "for få afdelinger har indberettet",
            Self::TooFewAssessed => "for lidt er vurderet til at sige noget om niveauer",
        }
    }
}

/// What is reported of one cell: of a group (none: all), by one value, on a level (none: all).
#[derive(Clone, Debug, PartialEq)]
pub struct CapacityRow {
    /// The year of the reports.
    pub year: u16,
    /// The target group; `None`: all together.
    pub target_group: Option<TargetGroupId>,
    /// What it is broken down by.
    pub by: By,
    /// The value.
    pub value: Value,
    /// The level; `None`: placed or not.
    pub level: Option<Level>,
    /// Departments: on the level, where the row is of one.
    pub departments: u64,
    /// Departments that are on the level, or could be.
    pub departments_up_to: u64,
    /// Of `departments`, those that reported places, occupancy, waiting list, takst.
    pub reported: [u64; 4],
    /// Departments whose places are neither reported nor listed: nobody knows how many those are.
    pub without_places: u64,
    /// What is reported, in [`super::PARTS`].
    pub amounts: Amounts,
    /// Places.
    pub places: Bounds,
    /// Occupied places.
    pub occupied: Bounds,
    /// Free places.
    pub free: Bounds,
    /// Occupied of places in percent, of those that reported both; `None`: see `occupancy_withheld`.
    pub occupancy_percent: Option<f64>,
    /// The same from what is known to what could be; `None` on a level, and where nobody knows.
    pub occupancy_bounds: Option<(f64, f64)>,
    /// Why no occupancy is given.
    pub occupancy_withheld: Option<Withheld>,
    /// *Takster*; `None` where none are reported or they are withheld.
    pub rates: Option<Rates>,
    /// Why no takster are given.
    pub rates_withheld: Option<Withheld>,
}

impl CapacityRow {
    /// Whether anybody reported anything of it, if only of one legal basis of several.
    pub fn is_reported(&self) -> bool {
        self.reported.iter().any(|n| *n > 0) || self.amounts != Amounts::default()
    }
}

/// A count under way, of some selection.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) departments: u64,
    pub(super) reported: [u64; 4],
    pub(super) amounts: Amounts,
    /// Listed places of departments whose places, and whose occupancy, are not reported.
    pub(super) missing: u128,
    /// Departments of which not even that is known.
    pub(super) unknown: u64,
    pub(super) rates: Vec<(u32, u128)>,
}

impl Tally {
    pub(super) fn places(&self) -> Bounds {
        let low = in_units(self.amounts.places);
        Bounds { low, high: self.up_to(low) }
    }

    fn up_to(&self, low: f64) -> Option<f64> {
        (self.unknown == 0).then(|| low + in_units(self.missing))
    }

    fn not_known(&self) -> f64 {
        in_units(self.missing + self.amounts.without_occupancy)
    }

    pub(super) fn occupied(&self) -> Bounds {
        let low = in_units(self.amounts.occupied);
        Bounds { low, high: (self.unknown == 0).then(|| low + self.not_known()) }
    }

    pub(super) fn free(&self) -> Bounds {
        let low = in_units(self.amounts.free);
        Bounds { low, high: (self.unknown == 0).then(|| low + self.not_known()) }
    }

    /// Occupied of places where both are reported, in percent.
    pub(super) fn occupancy(&self) -> Option<f64> {
        let Amounts { occupied, occupied_of, .. } = self.amounts;
        (occupied_of > 0).then(|| occupied as f64 * 100.0 / occupied_of as f64)
    }

    /// The same if all that is not known were empty, and if it were full.
    pub(super) fn occupancy_bounds(&self) -> Option<(f64, f64)> {
        let all = in_units(self.amounts.occupied_of) + self.not_known();
        let occupied = in_units(self.amounts.occupied);
        (self.unknown == 0 && all > 0.0)
            .then(|| (occupied * 100.0 / all, (occupied + self.not_known()) * 100.0 / all))
    }

    pub(super) const fn n_reported(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Any => 0,
            counted => self.reported[counted as usize - 1],
        }
    }
}
