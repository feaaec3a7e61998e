//! Do the eight parameters measure one thing?

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Rated, Undefined};
use crate::model::{Parameter, ParameterSet, PerParameter, ProviderId};

/// Cronbach's alpha with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha {
    /// The coefficient; at most 1, and below 0 when parameters pull against each other.
    pub value: f64,
    /// 95 % interval by the jackknife over providers; nothing with fewer than three of them, or
    /// where leaving one out leaves no variation.
    pub interval: Option<(f64, f64)>,
    /// Offerings with all its grades known and relevant.
    pub n: u64,
}

/// Sums of the grades and of their products: all that the covariances need, so that one provider
/// is left out by subtraction.
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    n: i64,
    sums: [i64; 8],
    products: [[i64; 8]; 8],
}

impl Moments {
    fn add(&mut self, grades: [i64; 8]) {
        self.n += 1;
        for (i, x) in grades.into_iter().enumerate() {
            self.sums[i] += x;
            for (product, y) in self.products[i].iter_mut().zip(grades) {
                *product += x * y;
            }
        }
    }

    fn without(&self, other: &Self) -> Self {
        let mut left = *self;
        left.n -= other.n;
        for i in 0..8 {
            left.sums[i] -= other.sums[i];
            for j in 0..8 {
                left.products[i][j] -= other.products[i][j];
            }
        }
        left
    }

    /// Covariance times n(n − 1): a whole number.
    fn covariance(&self, i: usize, j: usize) -> i64 {
        self.n * self.products[i][j] - self.sums[i] * self.sums[j]
    }

    fn alpha(&self, items: ParameterSet) -> Result<f64, Undefined> {
        match self.n {
            ..=0 => return Err(Undefined::NoOfferings),
            1 => return Err(Undefined::OneOffering),
            _ => {}
        }
        let places: Vec<usize> = items.iter().map(Parameter::index).collect();
        let own: i64 = places.iter().map(|i| self.covariance(*i, *i)).sum();
        let whole: i64 =
            places.iter().flat_map(|i| places.iter().map(|j| self.covariance(*i, *j))).sum();
        alpha(places.len(), own as f64, whole as f64)
    }
}

/// `alpha = k/(k − 1) · (1 − Σ var(x_j) / var(Σ x_j))` (Cronbach 1951, Psychometrika 16), from the
/// sum of the items' variances and the variance of their sum.
pub fn alpha(k: usize, sum_of_variances: f64, variance_of_sum: f64) -> Result<f64, Undefined> {
    if k < 2 {
        return Err(Undefined::OneParameter);
    }
    if variance_of_sum <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    Ok(k as f64 / (k as f64 - 1.0) * (1.0 - sum_of_variances / variance_of_sum))
}

/// Alpha of all eight parameters, and without each of them. Over the offerings with all eight
/// grades known and relevant, *ingen* to *højt* as 0 to 3: the one measure here that takes grades
/// for numbers.
pub fn cronbach_alpha(
    sample: &[Rated],
) -> (Result<Alpha, Undefined>, PerParameter<Result<Alpha, Undefined>>) {
    let mut whole = Moments::default();
    let mut by_provider: BTreeMap<ProviderId, Moments> = BTreeMap::new();
    for rated in sample {
        let known =
            rated.grades.map(|bounds| bounds.grade().attained().map(|g| i64::from(g as u8)));
        let mut grades = [0; 8];
        if known.0.iter().all(Option::is_some) {
            for (grade, known) in grades.iter_mut().zip(known.0.into_iter().flatten()) {
                *grade = known;
            }
            whole.add(grades);
            by_provider.entry(rated.provider).or_default().add(grades);
        }
    }
    let of = |items: ParameterSet| -> Result<Alpha, Undefined> {
        let value = whole.alpha(items)?;
        let left_out: Result<Vec<f64>, Undefined> =
            by_provider.values().map(|moments| whole.without(moments).alpha(items)).collect();
        let interval = left_out.ok().and_then(|values| jackknife(value, &values));
        Ok(Alpha { value, interval, n: whole.n.unsigned_abs() })
    };
    let without = PerParameter::from_fn(|parameter| of(ParameterSet::FULL.without(parameter)));
    (of(ParameterSet::FULL), without)
}

/// 95 % interval of a statistic from its values with one group left out: `se² = (g − 1)/g ·
/// Σ (θ_i − mean)²`, Student's t with g − 1 degrees of freedom (Efron & Tibshirani 1993, ch. 11).
fn jackknife(value: f64, left_out: &[f64]) -> Option<(f64, f64)> {
    let groups = left_out.len() as f64;
    if left_out.len() < 3 {
        return None;
    }
    let mean = left_out.iter().sum::<f64>() / groups;
    let spread: f64 = left_out.iter().map(|v| (v - mean) * (v - mean)).sum();
    let error = ((groups - 1.0) / groups * spread).sqrt();
    let t = StudentsT::new(0.0, 1.0, groups - 1.0).ok()?.inverse_cdf(0.975);
    Some((value - t * error, (value + t * error).min(1.0)))
}
