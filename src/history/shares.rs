//! How much of a move is each cause's?

use super::{Cause, CauseSet};

/// 8!, so that the weight of every coalition is a whole number.
const FACTORIALS: [i64; Cause::COUNT + 1] = [1, 1, 2, 6, 24, 120, 720, 5_040, 40_320];

/// How much of one move each cause made, exactly: in parts of [`Shares::WHOLE`]. They add up to one
/// move; a cause that pulled the other way has less than nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shares([i64; Cause::COUNT]);

impl Shares {
    /// One move.
    pub const WHOLE: i64 = 2 * FACTORIALS[Cause::COUNT];

    /// The Shapley value (Shapley 1953, *A value for n-person games*) of the causes in `players`:
    /// what a cause adds, over all orders in which the old could have become the new. `halves` says
    /// of a set of causes, turned to the new while all else is as it was, how many of the move's two
    /// halves are made: the old standing is left, the new one is reached (Reading R102).
    pub fn shapley(players: CauseSet, halves: impl Fn(CauseSet) -> u8) -> Self {
        let n = players.len() as usize;
        let mut shares = Self::default();
        for coalition in players.subsets() {
            let value = i64::from(halves(coalition));
            let with = coalition.len() as usize;
            for cause in players.iter() {
                // A coalition counts for whoever is in it, and against whoever would have joined it.
                let (before, sign) =
                    if coalition.contains(cause) { (with - 1, 1) } else { (with, -1) };
                let orders = FACTORIALS[before] * FACTORIALS[n - 1 - before];
                let weight = orders * (FACTORIALS[Cause::COUNT] / FACTORIALS[n]);
                shares.0[cause.index()] += sign * weight * value;
            }
        }
        shares
    }

    /// That of a move that has one cause.
    pub fn only(cause: Cause) -> Self {
        let mut shares = Self::default();
        shares.0[cause.index()] = Self::WHOLE;
        shares
    }

    /// A cause's part, in parts of [`Shares::WHOLE`].
    pub const fn of(&self, cause: Cause) -> i64 {
        self.0[cause.index()]
    }

    /// A cause's part in moves.
    pub fn moves(&self, cause: Cause) -> f64 {
        self.of(cause) as f64 / Self::WHOLE as f64
    }

    /// Those of two, or of many, together.
    pub fn add(&mut self, other: &Self) {
        for (sum, part) in self.0.iter_mut().zip(other.0) {
            *sum += part;
        }
    }

    /// All causes together.
    pub fn sum(&self) -> i64 {
        self.0.iter().sum()
    }
}
