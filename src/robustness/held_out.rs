//! What does each family of rules get wrong, on what it was fitted to and on what it was not?

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::costs::counted;
use super::{Costs, Family, Fitted, Rated, Undefined};
use crate::model::{Level, ProviderId};

/// A family's best rule, and its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The family.
    pub family: Family,
    /// The rule found on all the offerings.
    pub rule: Fitted,
    /// Its loss on them: levels between it and the inspectors, summed.
    pub loss: u32,
    /// How many of them it places on another level than the best rule of equal weights does.
    pub n_moved: usize,
    /// The loss on providers that were held out, over all folds of each draw; nothing with one
    /// provider.
    pub held_out: Result<HeldOut, Undefined>,
}

/// Losses on providers that were held out, one for each draw of the folds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOut {
    /// Along the draws; never empty.
    pub losses: Box<[u32]>,
}

impl HeldOut {
    /// The mean over the draws.
    pub fn mean(&self) -> f64 {
        self.losses.iter().map(|loss| f64::from(*loss)).sum::<f64>() / self.losses.len() as f64
    }

    /// The smallest and the largest.
    pub fn ends(&self) -> (u32, u32) {
        let (least, most) = (self.losses.iter().min(), self.losses.iter().max());
        (least.copied().unwrap_or(0), most.copied().unwrap_or(0))
    }
}

/// What a family gains over equal weights on providers that were held out, in levels; less than 0
/// where it is worse. The spread says how much of it is the draw of the folds; it is no confidence
/// interval: all draws share the same offerings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// The mean over the draws.
    pub mean: f64,
    /// The smallest of a draw.
    pub least: i64,
    /// The largest.
    pub most: i64,
    /// Draws in which the family is better.
    pub n_better: usize,
    /// Draws in which it is worse.
    pub n_worse: usize,
}

/// Whether a family's gain over equal weights calls for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No rule of the family is nearer to the inspectors.
    NoneNearer,
    /// One is, but on providers that were held out the family is no better in the mean.
    NotHeld,
    /// It is better in the mean, but not in every draw: that may be chance.
    MayBeChance,
    /// It is better in every draw.
    InEveryDraw,
    /// Too few offerings, or nobody to hold out.
    CanNotBeTold,
}

/// With fewer offerings than this nothing is concluded: there are as many as the eight parameters
/// have grades. Ours.
pub const FEWEST_FOR_AN_ANSWER: u32 = 32;

/// All families, fitted to the same offerings.
#[derive(Clone, Debug, PartialEq)]
pub struct Fits {
    /// Offerings with an inspector's level and no unknown grade.
    pub n: u32,
    /// Of these, those with a parameter that is not relevant, which counts as met.
    pub n_not_relevant: u32,
    /// Their providers.
    pub n_providers: usize,
    /// How many folds the providers were divided into.
    pub n_folds: usize,
    /// How many times they were.
    pub n_draws: usize,
    /// A fit for each family, in [`Family::ALL`]'s order.
    pub fits: Vec<Fit>,
}

/// How providers are held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folds {
    /// Parts that providers are divided into; fewer where there are fewer providers.
    pub n_folds: usize,
    /// How many times they are divided anew; at least 1.
    pub n_draws: usize,
    /// Draws them.
    pub seed: u64,
}

impl Fits {
    /// Fits all families, and each again without one fold of providers after the other, for each
    /// draw of the folds. The same seed and offerings give the same folds.
    ///
    /// # Errors
    /// When no offering has both an inspector's level and all grades known.
    pub fn of(sample: &[Rated], how: Folds) -> Result<Self, Undefined> {
        let used: Vec<&Rated> = sample.iter().filter(|rated| counted(rated).is_some()).collect();
        if used.is_empty() {
            let has_level = sample.iter().any(|rated| rated.inspector.is_some());
            return Err(if has_level {
                Undefined::NoOfferings
            } else {
                Undefined::NoInspectorLevel
            });
        }
        let mut providers: Vec<ProviderId> = used.iter().map(|rated| rated.provider).collect();
        providers.sort_unstable();
        providers.dedup();
        let provider_of = |rated: &&Rated| providers.partition_point(|id| *id < rated.provider);
        let at_provider: Vec<usize> = used.iter().map(provider_of).collect();
        let n_folds = how.n_folds.clamp(1, providers.len());
        let costs = Costs::of(used.iter().copied());
        let rules = Family::ALL.map(|family| family.fit(&costs));
        let n_draws = if n_folds > 1 { how.n_draws.max(1) } else { 0 };
        let draws: Vec<Vec<usize>> =
            (0..n_draws).map(|draw| folds(providers.len(), n_folds, how.seed, draw)).collect();
        let held_out = |draw: usize, fold: usize| {
            let of_fold = used.iter().zip(&at_provider).filter(|(_, at)| draws[draw][**at] == fold);
            (draw, Costs::of(of_fold.map(|(rated, _)| *rated)))
        };
        let every: Vec<(usize, Costs)> = (0..n_draws)
            .flat_map(|draw| (0..n_folds).map(move |fold| (draw, fold)))
            .map(|(draw, fold)| held_out(draw, fold))
            .collect();
        // Of few providers, or of providers that are alike, folds come again and again.
        let mut different: Vec<&Costs> = every.iter().map(|(_, held)| held).collect();
        different.sort_unstable();
        different.dedup();
        let losses = |held: &&Costs| -> Vec<u32> {
            let kept = costs.without(held);
            let families = Family::ALL.iter().zip(&rules);
            families.map(|(f, rule)| f.fit_knowing(&kept, Some(rule)).loss(held)).collect()
        };
        let of_different: Vec<Vec<u32>> = different.par_iter().map(losses).collect();
        let of_folds: Vec<(usize, &[u32])> = every
            .iter()
            .map(|(draw, held)| (*draw, &*of_different[different.partition_point(|d| *d < held)]))
            .collect();
        let levels = |rule: &Fitted| -> Vec<Option<Level>> {
            let met = used.iter().filter_map(|rated| Some(counted(rated)?.0));
            met.map(|met| rule.level(met)).collect()
        };
        let by_equal = levels(&rules[0]);
        let fits = Family::ALL.into_iter().zip(rules).enumerate().map(|(at, (family, rule))| {
            let n_moved = levels(&rule).iter().zip(&by_equal).filter(|(a, b)| a != b).count();
            let mut losses = vec![0; n_draws];
            for (draw, of_families) in &of_folds {
                losses[*draw] += of_families[at];
            }
            let held_out = if losses.is_empty() {
                Err(Undefined::OneProvider)
            } else {
                Ok(HeldOut { losses: losses.into() })
            };
            Fit { family, loss: rule.loss(&costs), n_moved, held_out, rule }
        });
        let n_not_relevant = used.iter().filter(|r| !r.planes().not_relevant.is_empty()).count();
        Ok(Self {
            n: costs.n,
            n_not_relevant: u32::try_from(n_not_relevant).unwrap_or(u32::MAX),
            n_providers: providers.len(),
            n_folds,
            n_draws,
            fits: fits.collect(),
        })
    }

    /// What a family gains over equal weights on providers that were held out.
    ///
    /// # Errors
    /// With one provider there are none.
    pub fn gain(&self, family: Family) -> Result<Gain, Undefined> {
        let held_out = |family| match self.of_family(family) {
            Some(fit) => fit.held_out.as_ref().map_err(|why| *why),
            None => Err(Undefined::NoOfferings),
        };
        let (equal, other) = (held_out(Family::Equal)?, held_out(family)?);
        let pairs = equal.losses.iter().zip(&other.losses);
        let gains: Vec<i64> = pairs.map(|(a, b)| i64::from(*a) - i64::from(*b)).collect();
        Ok(Gain {
            mean: equal.mean() - other.mean(),
            least: gains.iter().copied().min().unwrap_or(0),
            most: gains.iter().copied().max().unwrap_or(0),
            n_better: gains.iter().filter(|gain| **gain > 0).count(),
            n_worse: gains.iter().filter(|gain| **gain < 0).count(),
        })
    }

    /// Whether the offerings call for a family of rules, beyond equal weights on all eight.
    pub fn need(&self, family: Family) -> Need {
        let loss = |family| self.of_family(family).map(|fit| fit.loss);
        let (Some(equal), Some(other)) = (loss(Family::Equal), loss(family)) else {
            return Need::CanNotBeTold;
        };
        match self.gain(family) {
            _ if self.n < FEWEST_FOR_AN_ANSWER => Need::CanNotBeTold,
            _ if other >= equal => Need::NoneNearer,
            Err(_) => Need::CanNotBeTold,
            Ok(gain) if gain.mean <= 0.0 => Need::NotHeld,
            Ok(gain) if gain.n_better == self.n_draws => Need::InEveryDraw,
            Ok(_) => Need::MayBeChance,
        }
    }

    /// A loss shared out over the offerings.
    pub fn mean(&self, loss: f64) -> f64 {
        loss / f64::from(self.n.max(1))
    }

    /// A family's fit.
    pub fn of_family(&self, family: Family) -> Option<&Fit> {
        self.fits.iter().find(|fit| fit.family == family)
    }
}

/// Which fold each provider is in: shuffled, then dealt out in turn.
fn folds(n_providers: usize, n_folds: usize, seed: u64, draw: usize) -> Vec<usize> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    dice.set_stream(draw as u64);
    let mut shuffled: Vec<(u64, usize)> =
        (0..n_providers).map(|provider| (dice.next_u64(), provider)).collect();
    shuffled.sort_unstable();
    let mut folds = vec![0; n_providers];
    for (at, (_, provider)) in shuffled.into_iter().enumerate() {
        folds[provider] = at % n_folds;
    }
    folds
}
