//! Can a municipality reach the citizens that a service needs (*underlag*)?
//!
//! The number of citizens N is uncertain even when the expectation E is known: Poisson, and where
//! the prevalence itself is uncertain with coefficient of variation c, Poisson with a
//! gamma-distributed rate, which is the negative binomial with size a = 1/c² and success
//! probability a/(a + E) (Johnson, Kemp & Kotz, *Univariate Discrete Distributions*, 3rd ed.,
//! 2005, ch. 4.2 and 5.3). Leaving c out is the commonest overstatement.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_lr;

use crate::model::rising_root;

/// The smallest coefficient of variation told apart from none: below it the negative binomial is
/// the Poisson to four decimals, and the beta function loses the digits that we promise.
pub const SMALLEST_CV: f64 = 0.01;

/// The largest underlag that is computed: more citizens than any service of the model gathers.
pub const LARGEST_N: u32 = 10_000;

/// *Underlag*: how many citizens a service needs, and how surely they must be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseBase {
    /// Citizens needed, 1 to [`LARGEST_N`].
    pub n: u32,
    /// The probability with which `n` must be reached, between 0 and 1 without its ends; `None`
    /// asks only that the expectation is at least `n`.
    pub gamma: Option<f64>,
    /// Coefficient of variation of the prevalence: 0, or [`SMALLEST_CV`] to 2.
    pub cv: f64,
}

impl CaseBase {
    /// The same where the prevalence also varies between municipalities, independently: 1 + cv² of
    /// the product is the product of the two.
    #[must_use]
    pub fn widened(self, between: Option<f64>) -> Self {
        let Some(between) = between else { return self };
        let (own, other) = (self.cv * self.cv, between * between);
        Self { cv: own.mul_add(other, own + other).sqrt(), ..self }
    }

    /// The expectation E at which P(N >= n) = gamma: the one threshold that municipalities and
    /// groups of them are held against. For cv = 0 it is half the gamma quantile of the chi-square
    /// distribution with 2n degrees of freedom (Garwood, Biometrika 28, 1936); n itself when only
    /// the expectation is asked for.
    pub fn threshold(self) -> f64 {
        let n = f64::from(self.n);
        let Some(gamma) = self.gamma else { return n };
        // P is continuous in E and rises from 0 to 1.
        rising_root(gamma, n, |expected| p_at_least(self.n, expected, self.cv))
    }
}

/// P(N >= n) when E citizens are expected, N Poisson (`cv` = 0) or negative binomial.
///
/// 1 − Σ_{x<n} e^{−E} E^x/x! is the regularised lower incomplete gamma function of (n, E), and the
/// negative binomial's tail the regularised incomplete beta function I_{E/(a+E)}(n, a). An
/// expectation below 0 or none at all (NaN) reaches nothing.
pub fn p_at_least(n: u32, expected: f64, cv: f64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    if expected.is_nan() || expected <= 0.0 {
        return 0.0;
    }
    if expected.is_infinite() {
        return 1.0;
    }
    let n = f64::from(n);
    let p = if cv < SMALLEST_CV {
        gamma_lr(n, expected)
    } else {
        let a = (cv * cv).recip();
        beta_reg(n, a, expected / (a + expected))
    };
    p.clamp(0.0, 1.0)
}

/// Inhabitants at which this many citizens are expected, for a prevalence per inhabitant; nothing
/// when the prevalence is zero.
pub fn inhabitants_needed(expected: f64, prevalence: f64) -> Option<f64> {
    let needed = expected / prevalence;
    (prevalence > 0.0 && needed.is_finite()).then_some(needed)
}
