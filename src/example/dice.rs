//! Where does chance come from? One stream per provider and purpose, so that provider 17 is the
//! same however many there are and in whatever order they are made.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream is drawn for. A provider has [`Purpose::SLOTS`] of them.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// What stands on the portal.
    Portal,
    /// What the provider is like for the pilot group with this number (0 to 2).
    Practice(u8),
    /// What the inspector of rating `rating` (0 to 2) made of that group.
    Rating { group: u8, rating: u8 },
    /// What is reported of its places.
    Capacity,
    /// Who pays for its citizens.
    Flows,
    /// How long its assessments took.
    Minutes,
}

impl Purpose {
    const SLOTS: u64 = 16;

    fn slot(self) -> u64 {
        match self {
            Self::Portal => 0,
            Self::Practice(group) => 1 + u64::from(group),
            Self::Rating { group, rating } => 4 + 3 * u64::from(group) + u64::from(rating),
            Self::Capacity => 13,
            Self::Flows => 14,
            Self::Minutes => 15,
        }
    }
}

/// *Terning*. The draws are written out here, with additions and multiplications only, so that a
/// seed gives the same bytes on every machine and with every version of a library.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, provider: u64, purpose: Purpose) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(provider * Purpose::SLOTS + purpose.slot());
        Self(stream)
    }

    /// A number that sorts providers at random.
    pub(super) fn key(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 0 to `n` - 1.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(scaled >> 32).unwrap_or(0)
    }

    /// `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of these, which must not be empty.
    pub(super) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(u32::try_from(from.len()).unwrap_or(u32::MAX)) as usize]
    }

    /// One of these by weight; the weights must not all be zero.
    pub(super) fn weighted<'t, T>(&mut self, from: &'t [(u32, T)]) -> &'t T {
        let mut left = self.below(from.iter().map(|(weight, _)| weight).sum());
        for (weight, thing) in from {
            if left < *weight {
                return thing;
            }
            left -= weight;
        }
        &from[from.len() - 1].1
    }

    /// About normal with mean 0 and standard deviation 1: the sum of twelve uniform draws less 6
    /// (Irwin-Hall).
    pub(super) fn bell(&mut self) -> f64 {
        (0..12).map(|_| f64::from(self.below(1 << 16)) / f64::from(1 << 16)).sum::<f64>() - 6.0
    }
}
