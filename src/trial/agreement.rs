//! How far do those who rate agree, beyond what chance gives?

use rayon::prelude::*;

use super::counts::{Counted, View};
use super::jackknife::jackknife;
use super::{Ratings, Scale, Undefined};

/// How far apart two ratings are, for Krippendorff's alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// Krippendorff's own: how many ratings lie between the two, half of the ends counted.
    Ordinal,
    /// The squared difference of the values.
    Interval,
}

/// How far two ratings agree, for Gwet's AC2: 1 for the same, 0 for the ends of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weights {
    /// The same or not: AC1.
    Nominal,
    /// Gwet's ordinal weights: `1 − C(d + 1, 2) / C(q, 2)` where d steps lie between.
    Ordinal,
    /// `1 − |difference| / range`.
    Linear,
    /// `1 − difference² / range²`.
    Quadratic,
}

/// A measure of agreement; 1 where all agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coefficient {
    /// Two ratings of a unit that are the same, as a share of all two, averaged over the units. Not
    /// corrected for chance.
    Agreeing,
    /// Krippendorff's alpha: 1 less observed over expected disagreement (Krippendorff 2011,
    /// *Computing Krippendorff's Alpha-Reliability*). 0 where ratings are as if shuffled.
    Alpha(Metric),
    /// Gwet's AC1 (nominal weights) and AC2 (Gwet 2008, British Journal of Mathematical and
    /// Statistical Psychology 61; 2014, *Handbook of Inter-Rater Reliability*, 4th ed.).
    Gwet(Weights),
}

/// Lower and upper end.
pub type Interval = (f64, f64);

/// A coefficient with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// What is measured.
    pub coefficient: Coefficient,
    /// The figure, or why there is none.
    pub value: Result<f64, Undefined>,
    /// 95 % by the jackknife over clusters, cut at 1 (a share at 0 too).
    pub interval: Result<Interval, Undefined>,
}

/// Looks at counts that intervals may cost: some seconds.
const MOST_WORK: usize = 1_000_000_000;

/// Each of the coefficients, in order. The interval leaves out one cluster after the other, of
/// those with a unit that was rated twice.
pub fn agreement(ratings: &Ratings, coefficients: &[Coefficient]) -> Vec<Estimate> {
    let counted = Counted::of(ratings);
    let scale = ratings.scale();
    let all = counted.all();
    let n = counted.n_alike();
    let is_too_much = n.saturating_mul(counted.size()) > MOST_WORK;
    let left_out: Vec<Vec<Result<f64, Undefined>>> = if is_too_much {
        Vec::new()
    } else {
        let each = (0..n).into_par_iter().map(|alike| {
            let view = counted.without(alike);
            coefficients.iter().map(|coefficient| coefficient.of(&view, scale)).collect()
        });
        each.collect()
    };
    let estimates = coefficients.iter().enumerate().map(|(at, coefficient)| {
        let value = coefficient.of(&all, scale);
        let interval = value.and_then(|value| {
            if is_too_much {
                return Err(Undefined::TooMuch);
            }
            let without: Vec<_> =
                counted.clusters().iter().map(|alike| left_out[*alike][at]).collect();
            let (low, high) = jackknife(value, &without, 1.0)?;
            // A share is not below 0; corrected for chance a coefficient may be.
            let is_share = *coefficient == Coefficient::Agreeing;
            Ok((if is_share { low.max(0.0) } else { low }, high))
        });
        Estimate { coefficient: *coefficient, value, interval }
    });
    estimates.collect()
}

impl Coefficient {
    fn of(self, view: &View, scale: &Scale) -> Result<f64, Undefined> {
        if view.n_pairable == 0 {
            return Err(Undefined::NothingRatedTwice);
        }
        match self {
            Self::Agreeing => Ok(agreeing(view, &Weights::Nominal.apart(scale)?)),
            Self::Alpha(metric) => alpha(view, metric, scale),
            Self::Gwet(weights) => gwet(view, weights, scale),
        }
    }
}

/// `1 − (n − 1) · Σ o_ck δ²_ck / Σ n_c n_k δ²_ck` over coincidences o and their margins n. Ordinal
/// is interval on the middle ranks of the categories: the ratings between two categories, half of
/// each end counted, are the difference of these.
fn alpha(view: &View, metric: Metric, scale: &Scale) -> Result<f64, Undefined> {
    if view.marginals.iter().filter(|n| **n > 0).count() < 2 {
        return Err(Undefined::OneCategory);
    }
    let n: f64 = view.marginals.iter().sum::<u64>() as f64;
    let observed = |apart: &dyn Fn(usize, usize) -> f64| -> f64 {
        let pairs = view.disagreements.iter().map(|(n_ratings, low, high, count)| {
            let coincidences = 2.0 * *count as f64 / f64::from(n_ratings - 1);
            coincidences * apart(*low as usize, *high as usize)
        });
        pairs.sum()
    };
    let on_a_line = |places: &[f64]| {
        let squares = view.marginals.iter().zip(places);
        let mean = squares.clone().map(|(n_c, v)| *n_c as f64 * v).sum::<f64>() / n;
        // Σ n_c n_k (v_c − v_k)² is 2 n Σ n_c (v_c − mean)².
        let expected = squares.map(|(n_c, v)| *n_c as f64 * (v - mean) * (v - mean)).sum::<f64>();
        let observed = observed(&|low, high| (places[high] - places[low]).powi(2));
        1.0 - (n - 1.0) * observed / (2.0 * n * expected)
    };
    match metric {
        Metric::Nominal => {
            let same: f64 = view.marginals.iter().map(|n_c| (*n_c as f64).powi(2)).sum();
            Ok(1.0 - (n - 1.0) * observed(&|_, _| 1.0) / (n * n - same))
        }
        Metric::Ordinal | Metric::Interval if !scale.is_ordered => Err(Undefined::NoOrder),
        Metric::Ordinal => {
            let mut below = 0.0;
            let ranks: Vec<f64> = view
                .marginals
                .iter()
                .map(|n_c| {
                    let middle = below + *n_c as f64 / 2.0;
                    below += *n_c as f64;
                    middle
                })
                .collect();
            Ok(on_a_line(&ranks))
        }
        Metric::Interval if !scale.has_distances => Err(Undefined::NoDistances),
        Metric::Interval => Ok(on_a_line(&scale.values)),
    }
}

/// `(pa − pe) / (1 − pe)` with `pe = Σ w_kl · Σ π_k (1 − π_k) / (q (q − 1))` over the q categories
/// of the scale; π over all units, also those with one rating.
fn gwet(view: &View, weights: Weights, scale: &Scale) -> Result<f64, Undefined> {
    let apart = weights.apart(scale)?;
    if view.shares.iter().filter(|share| **share > 0.0).count() < 2 {
        return Err(Undefined::OneCategory);
    }
    let q = scale.values.len() as f64;
    let n = view.n_units as f64;
    let shares = view.shares.iter().map(|share| share / n);
    let spread: f64 = shares.map(|share| share * (1.0 - share)).sum();
    let by_chance = (q * q - apart.sum()) * spread / (q * (q - 1.0));
    Ok((agreeing(view, &apart) - by_chance) / (1.0 - by_chance))
}

/// The mean over units of how far two of its ratings agree.
fn agreeing(view: &View, apart: &Apart<'_>) -> f64 {
    let pairs = view.disagreements.iter().map(|(n_ratings, low, high, count)| {
        let m = f64::from(*n_ratings);
        2.0 * *count as f64 / (m * (m - 1.0)) * apart.of(*low, *high)
    });
    1.0 - pairs.sum::<f64>() / view.n_pairable as f64
}

/// 1 less the weight of two categories.
struct Apart<'s> {
    weights: Weights,
    values: &'s [f64],
    range: f64,
}

impl Weights {
    fn apart(self, scale: &Scale) -> Result<Apart<'_>, Undefined> {
        let is_by_value = matches!(self, Self::Linear | Self::Quadratic);
        if self != Self::Nominal && !scale.is_ordered {
            return Err(Undefined::NoOrder);
        }
        if is_by_value && !scale.has_distances {
            return Err(Undefined::NoDistances);
        }
        let values = &scale.values;
        let range = values.last().unwrap_or(&0.0) - values.first().unwrap_or(&0.0);
        Ok(Apart { weights: self, values, range })
    }
}

impl Apart<'_> {
    fn of(&self, low: u32, high: u32) -> f64 {
        let q = self.values.len() as f64;
        let difference = || (self.values[high as usize] - self.values[low as usize]) / self.range;
        match self.weights {
            Weights::Nominal => 1.0,
            Weights::Ordinal => {
                let steps = f64::from(high - low);
                steps * (steps + 1.0) / (q * (q - 1.0))
            }
            Weights::Linear => difference(),
            Weights::Quadratic => difference().powi(2),
        }
    }

    /// Over all ordered pairs of categories.
    fn sum(&self) -> f64 {
        let q = self.values.len() as f64;
        match self.weights {
            Weights::Nominal => q * (q - 1.0),
            Weights::Ordinal => {
                let by_steps = (1..self.values.len()).map(|steps| {
                    let steps = steps as f64;
                    2.0 * (q - steps) * steps * (steps + 1.0) / (q * (q - 1.0))
                });
                by_steps.sum()
            }
            Weights::Linear => {
                let parts = self.values.iter().enumerate();
                let part = |(at, value): (usize, &f64)| value * (2.0 * at as f64 + 1.0 - q);
                2.0 * parts.map(part).sum::<f64>() / self.range
            }
            Weights::Quadratic => {
                let mean = self.values.iter().sum::<f64>() / q;
                let squares: f64 = self.values.iter().map(|v| (v - mean).powi(2)).sum();
                2.0 * q * squares / self.range.powi(2)
            }
        }
    }
}
