//! Where does chance come from? From a seed, so that the same input gives the same groups.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::unit_set::UnitSet;

/// *Tilfældighed*: a stream of draws, the same on every machine.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// 0 to `n` - 1; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(scaled >> 32).unwrap_or(0)
    }

    /// One of a set.
    pub(super) fn one_of(&mut self, set: UnitSet) -> Option<usize> {
        match set.len() {
            0 => None,
            1 => set.smallest(),
            n => set.nth(self.below(n)),
        }
    }

    /// One of a list.
    pub(super) fn listed(&mut self, list: &[usize]) -> Option<usize> {
        list.get(self.below(u32::try_from(list.len()).ok()?) as usize).copied()
    }
}
