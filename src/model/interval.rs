//! How far does a count, or a share, reach by chance alone?
//!
//! Exact for counts (Garwood), Wilson's for shares: neither goes below nothing or above all, as the
//! Wald interval does.

use statrs::function::erf::erfc_inv;
use statrs::function::gamma::gamma_lr;

use super::rising_root;

/// An interval, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The exact interval of a Poisson expectation after `count` was counted: χ²_{α/2, 2k}/2 to
/// χ²_{1−α/2, 2k+2}/2 with α = 1 − `confidence` (Garwood, *Biometrika* 28, 1936). Nothing when the
/// confidence does not lie between 0 and 1.
pub fn garwood(count: u32, confidence: f64) -> Option<Interval> {
    let tail = tail(confidence)?;
    let low = if count == 0 { 0.0 } else { expectation(count, tail) };
    Some(Interval { low, high: expectation(count.saturating_add(1), 1.0 - tail) })
}

/// The score interval of a share after `part` of `whole` (Wilson, *JASA* 22, 1927; Newcombe's
/// method 3, *Statistics in Medicine* 17, 1998). Nothing of nothing, when the part is larger than
/// the whole, or when the confidence does not lie between 0 and 1.
pub fn wilson(part: u64, whole: u64, confidence: f64) -> Option<Interval> {
    let tail = tail(confidence)?;
    if whole == 0 || part > whole {
        return None;
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    // The standard normal quantile of 1 − tail.
    let z = std::f64::consts::SQRT_2 * erfc_inv(2.0 * tail);
    let middle = z.mul_add(z / (2.0 * n), p);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // At the ends the formula is exact, but its rounding is not.
    let low = if part == 0 { 0.0 } else { (middle - half) / scale };
    let high = if part == whole { 1.0 } else { (middle + half) / scale };
    Some(Interval { low, high })
}

fn tail(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some((1.0 - confidence) / 2.0)
}

/// The Poisson expectation at which `n` or more are counted with probability `p`: half the `p`
/// quantile of the chi-square distribution with 2n degrees of freedom.
fn expectation(n: u32, p: f64) -> f64 {
    let n = f64::from(n);
    rising_root(p, n, |expected| gamma_lr(n, expected))
}
