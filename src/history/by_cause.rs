//! How many moves are whose?

use super::{Cause, Shares, Why};

/// Moves by what made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByCause {
    /// All of them.
    pub n: u64,
    /// Those with one cause, along [`Cause::ALL`].
    pub by_one: [u64; Cause::COUNT],
    /// Those by several causes together.
    pub together: u64,
    /// Those whose cause can't be told.
    pub untold: u64,
    /// How much each cause made of those that can be told.
    pub shares: Shares,
}

impl ByCause {
    /// Counts one move more.
    pub fn add(&mut self, why: Option<&Why>) {
        self.n += 1;
        match why {
            Some(Why::One(cause)) => self.by_one[cause.index()] += 1,
            Some(Why::Together { .. }) => self.together += 1,
            Some(Why::NotReproduced) | None => self.untold += 1,
        }
        if let Some(shares) = why.and_then(Why::shares) {
            self.shares.add(&shares);
        }
    }
}
