//! How sure is a figure, by how it changes when one thing is left out?

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Undefined;

/// Fewest things that one can be left out of: with two, each figure rests on a single one.
const FEWEST: usize = 3;

/// What two sums of the same numbers in another order may differ by.
const ROUNDING: f64 = 1e-12;

/// The 95 % interval of `value` from what it is without each cluster: Student's t with n − 1
/// degrees of freedom (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 11). `cut`
/// is the largest that the figure can be.
pub(super) fn jackknife(
    value: f64,
    left_out: &[Result<f64, Undefined>],
    cut: f64,
) -> Result<(f64, f64), Undefined> {
    if left_out.len() < FEWEST {
        return Err(Undefined::FewUnits);
    }
    let Ok(values) = left_out.iter().copied().collect::<Result<Vec<f64>, Undefined>>() else {
        return Err(Undefined::HangsOnOne);
    };
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let spread: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    let error = ((n - 1.0) / n * spread).sqrt();
    if error <= ROUNDING * value.abs().max(1.0) {
        return Err(Undefined::NoSpread);
    }
    let t = StudentsT::new(0.0, 1.0, n - 1.0).map_err(|_| Undefined::FewUnits)?;
    let reach = t.inverse_cdf(0.975) * error;
    Ok((value - reach, (value + reach).min(cut)))
}
