//! What is to be published, as whoever holds the data knows it.

use std::collections::BTreeMap;

use super::knowledge::{Hidden, Knowledge};

/// A published cell: a sum of inner cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The inner cells that it sums, ascending, each once.
    pub inner: Vec<u32>,
    /// How much it is worth to the reader: of two that would do, the one of less worth is hidden.
    pub worth: u32,
    /// What must hold of it.
    pub need: Need,
}

/// What must hold of a published cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be shown.
    None,
    /// It must not be shown, and nobody may tell it within less than this: the highest value that
    /// it can have less the lowest.
    Hide {
        /// The width.
        width: u64,
    },
    /// It is known already (an earlier release shows it): it can't be hidden.
    Known,
}

/// Somebody who knows some of the figures: an operator that is alone in a cell knows all of it, and
/// of others it knows its own part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insider {
    /// Inner cells in which nobody else is.
    pub alone: Vec<u32>,
    /// Its own part of other inner cells.
    pub part: Vec<(u32, u64)>,
}

/// A release as whoever holds the data knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The inner cells' values.
    pub values: Vec<u64>,
    /// The published cells, each sum once.
    pub cells: Vec<Published>,
    /// Those who know some of it.
    pub insiders: Vec<Insider>,
    /// Whether every zero is shown: a hidden cell is then at least 1.
    pub zeros_are_shown: bool,
    /// How wide a cell that is hidden for the sake of others must be.
    pub least_width: u64,
}

/// Why a cell is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It tells of too few.
    Primary,
    /// It would give another away.
    Secondary,
    /// With it another could be told too nearly.
    Interval,
}

impl Release {
    /// The value of a published cell.
    pub fn value(&self, cell: usize) -> u64 {
        self.cells[cell].inner.iter().map(|inner| self.values[*inner as usize]).sum()
    }

    /// How wide a hidden cell must be for somebody.
    pub fn width(&self, cell: usize) -> u64 {
        match self.cells[cell].need {
            Need::Hide { width } => width.max(self.least_width),
            Need::None | Need::Known => self.least_width,
        }
    }

    /// The same sum in two tables is one cell: it is hidden if either must be, and its worth is that
    /// of the worthiest. Gives where each of the cells went.
    #[must_use]
    pub fn with_equal_cells_joined(mut self) -> (Self, Vec<usize>) {
        let mut at: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        let mut joined: Vec<Published> = Vec::new();
        let went = self.cells.drain(..).map(|cell| {
            let next = joined.len();
            let place = *at.entry(cell.inner.clone()).or_insert(next);
            if place == next {
                joined.push(cell);
            } else {
                let one = &mut joined[place];
                one.worth = one.worth.max(cell.worth);
                one.need = match (one.need, cell.need) {
                    (Need::Known, _) | (_, Need::Known) => Need::Known,
                    (Need::Hide { width: a }, Need::Hide { width: b }) => {
                        Need::Hide { width: a.max(b) }
                    }
                    (Need::Hide { width }, Need::None) | (Need::None, Need::Hide { width }) => {
                        Need::Hide { width }
                    }
                    (Need::None, Need::None) => Need::None,
                };
            }
            place
        });
        let went = went.collect();
        self.cells = joined;
        (self, went)
    }

    /// What somebody knows when these cells are hidden: an outsider, or one of the insiders. The
    /// cells that an insider knows by itself are not asked for.
    pub fn known_to(&self, insider: Option<&Insider>, hidden: &[Option<Cause>]) -> Knowledge {
        let mut known = Knowledge { n_inner: self.values.len(), ..Knowledge::default() };
        let alone = insider.map_or(&[][..], |who| &who.alone);
        known.shown.extend(alone.iter().map(|at| (vec![*at], self.values[*at as usize])));
        known.at_least.extend(insider.iter().flat_map(|who| &who.part).copied());
        for (at, cell) in self.cells.iter().enumerate() {
            if hidden[at].is_none() {
                known.shown.push((cell.inner.clone(), self.value(at)));
                continue;
            }
            let is_other =
                |inner: &&u32| self.values[**inner as usize] > 0 && !alone.contains(inner);
            let is_own = insider.is_some() && !cell.inner.iter().any(|inner| is_other(&inner));
            let is_primary = hidden[at] == Some(Cause::Primary);
            let width = match (insider, is_primary) {
                _ if is_own => 0,
                (Some(_), false) => self.least_width.min(1),
                _ => self.width(at),
            };
            known.hidden.push(Hidden {
                cell: at,
                inner: cell.inner.clone(),
                least: u64::from(self.zeros_are_shown),
                width,
            });
        }
        known
    }
}
