//! What is counted of the offerings of a partition, or of many together?

use std::collections::BTreeMap;

use super::FlatRow;
use crate::model::{Attained, GradeBounds, Ownership, Parameter, PlacementState};

/// Counts by name, sorted. Sums of parts are the sums of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Offerings and places by where they stand.
    pub levels: BTreeMap<LevelCell, Counts>,
    /// Assessed offerings by what is known of a grade.
    pub grades: BTreeMap<GradeCell, u64>,
}

/// Offerings that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LevelCell {
    /// *Målgruppe*: its slug.
    pub target_group: String,
    /// *Region*, its name; `None` where none is known.
    pub region: Option<String>,
    /// *Virksomhedsform*; `None` where it is not reported.
    pub ownership: Option<Ownership>,
    /// *Tilstand.*
    pub state: PlacementState,
    /// The level in the worst and in the best case; `None` when not assessed.
    pub ends: Option<(Attained, Attained)>,
}

/// Grades that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GradeCell {
    /// *Målgruppe*: its slug.
    pub target_group: String,
    /// *Parameter.*
    pub parameter: Parameter,
    /// What is known of the grade.
    pub bounds: GradeBounds,
}

/// *Antal.* The places of an offering that is split stand on each of its parts, and are in no sum
/// (Reading R112).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Offerings, or parts of them.
    pub offerings: u64,
    /// Places that are reported, of offerings that are not split.
    pub places: u64,
    /// Offerings that are not split and report no places.
    pub without_places: u64,
    /// Parts of offerings: their places are not in the sum.
    pub parts: u64,
}

impl Counts {
    /// One offering.
    #[inline]
    pub fn of(row: &FlatRow<'_>) -> Self {
        let is_part = row.is_part();
        Self {
            offerings: 1,
            places: row.places_open.filter(|_| !is_part).unwrap_or(0),
            without_places: u64::from(!is_part && row.places_open.is_none()),
            parts: u64::from(is_part),
        }
    }

    /// Adds others.
    #[inline]
    pub fn add(&mut self, other: &Self) {
        self.offerings += other.offerings;
        self.places = self.places.saturating_add(other.places);
        self.without_places += other.without_places;
        self.parts += other.parts;
    }
}

impl Sums {
    /// Adds the sums of other offerings.
    pub fn add(&mut self, other: &Self) {
        for (cell, counts) in &other.levels {
            self.levels.entry(cell.clone()).or_default().add(counts);
        }
        for (cell, n) in &other.grades {
            *self.grades.entry(cell.clone()).or_default() += n;
        }
    }

    /// Offerings in all.
    pub fn n_offerings(&self) -> u64 {
        self.levels.values().map(|counts| counts.offerings).sum()
    }
}
