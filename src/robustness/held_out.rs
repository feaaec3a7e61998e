//! What does each family of rules get wrong, on what it was fitted to and on what it was not?

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::costs::counted;
use super::{Costs, Family, Fitted, Rated, Undefined};
use crate::model::ProviderId;

/// A family's best rule, and its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The family.
    pub family: Family,
    /// The rule found on all the offerings.
    pub rule: Fitted,
    /// Its loss on them: levels between it and the inspectors, summed.
    pub loss: u32,
    /// The loss on providers that were held out, over all folds; nothing with one provider.
    pub held_out_loss: Result<u32, Undefined>,
}

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
    /// A fit for each family, in [`Family::ALL`]'s order.
    pub fits: Vec<Fit>,
}

impl Fits {
    /// Fits all families, and each again without one fold of providers after the other. The folds
    /// are drawn by `seed`; the same seed and offerings give the same folds.
    ///
    /// # Errors
    /// When no offering has both an inspector's level and all grades known.
    pub fn of(sample: &[Rated], n_folds: usize, seed: u64) -> Result<Self, Undefined> {
        let used: Vec<&Rated> = sample.iter().filter(|rated| counted(rated).is_some()).collect();
        if used.is_empty() {
            let has_level = sample.iter().any(|rated| rated.inspector.is_some());
            return Err(if has_level {
                Undefined::NoOfferings
            } else {
                Undefined::NoInspectorLevel
            });
        }
        let folds = folds(used.iter().map(|rated| rated.provider), n_folds, seed);
        let n_folds = folds.values().max().map_or(0, |last| last + 1);
        let costs = Costs::of(used.iter().copied());
        let split: Vec<(Costs, Costs)> = (0..n_folds)
            .filter(|_| n_folds > 1)
            .map(|fold| {
                let (held, kept): (Vec<&Rated>, Vec<&Rated>) =
                    used.iter().partition(|rated| folds.get(&rated.provider) == Some(&fold));
                (Costs::of(kept), Costs::of(held))
            })
            .collect();
        let fits = Family::ALL
            .into_par_iter()
            .map(|family| {
                let rule = family.fit(&costs);
                let held_out: u32 =
                    split.iter().map(|(kept, held)| family.fit(kept).loss(held)).sum();
                Fit {
                    family,
                    loss: rule.loss(&costs),
                    held_out_loss: if split.is_empty() {
                        Err(Undefined::OneProvider)
                    } else {
                        Ok(held_out)
                    },
                    rule,
                }
            })
            .collect();
        let n_not_relevant = used.iter().filter(|r| !r.planes().not_relevant.is_empty()).count();
        Ok(Self {
            n: costs.n,
            n_not_relevant: u32::try_from(n_not_relevant).unwrap_or(u32::MAX),
            n_providers: folds.len(),
            n_folds,
            fits,
        })
    }

    /// A loss shared out over the offerings.
    pub fn mean(&self, loss: u32) -> f64 {
        f64::from(loss) / f64::from(self.n.max(1))
    }

    /// A family's fit.
    pub fn of_family(&self, family: Family) -> Option<&Fit> {
        self.fits.iter().find(|fit| fit.family == family)
    }
}

/// Which fold each provider is in: shuffled, then dealt out in turn.
fn folds(
    providers: impl IntoIterator<Item = ProviderId>,
    n_folds: usize,
    seed: u64,
) -> BTreeMap<ProviderId, usize> {
    let providers: BTreeSet<ProviderId> = providers.into_iter().collect();
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut shuffled: Vec<(u64, ProviderId)> =
        providers.into_iter().map(|provider| (dice.next_u64(), provider)).collect();
    shuffled.sort_unstable();
    let n_folds = n_folds.clamp(1, shuffled.len().max(1));
    shuffled.into_iter().enumerate().map(|(at, (_, provider))| (provider, at % n_folds)).collect()
}
