//! What does a stratified sample say of a share of the population, and how surely?

use statrs::function::beta::beta_reg;

/// A stratum as it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answered {
    /// *N*: units in the population, 1 or more.
    pub population: u32,
    /// *n*: units of the sample that answered.
    pub n: u32,
    /// Of these, how many are what is looked for.
    pub hits: u32,
}

/// A share estimated from a stratified sample. Shares are 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StratifiedShare {
    /// `p = Σ (N_h / N) p_h`.
    pub share: f64,
    /// `V = Σ (N_h / N)² (1 - n_h / N_h) p_h q_h / (n_h - 1)`.
    pub variance: f64,
    /// The sample of equal precision that is drawn freely from a large population.
    pub effective_n: f64,
    /// Its 95 percent interval, by Korn and Graubard.
    pub interval: (f64, f64),
}

/// Why a share can't be estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoShare {
    /// There is no stratum.
    NoStrata,
    /// Nobody of some stratum answered: what it is like, nobody knows.
    NobodyAnswered,
    /// One of several answered: nobody knows how units of the stratum differ.
    OneAnswered,
}

impl NoShare {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NoStrata => "ingen strata",
            Self::NobodyAnswered => "ingen i et stratum er vurderet",
            Self::OneAnswered => "kun ét tilbud i et stratum er vurderet",
        }
    }
}

/// The share and its interval (E. L. Korn & B. I. Graubard, *Confidence intervals for proportions
/// with small expected number of positive counts*, Survey Methodology 24, 1998: Clopper-Pearson's
/// interval on the effective sample size n = p q / V), with finite population correction. Where all
/// that answered are alike, V is 0 and the effective size is the number that answered; where the
/// whole population answered, the interval is the share itself.
///
/// # Errors
/// A stratum of which fewer than two answered, unless it is answered whole: see
/// [`super::collapse_unanswered`].
pub fn stratified_share(strata: &[Answered]) -> Result<StratifiedShare, NoShare> {
    let population: f64 = strata.iter().map(|s| f64::from(s.population)).sum();
    if strata.is_empty() {
        return Err(NoShare::NoStrata);
    }
    let (mut share, mut variance) = (0.0, 0.0);
    for stratum in strata {
        let (all, n) = (f64::from(stratum.population), f64::from(stratum.n));
        let is_whole = stratum.n >= stratum.population;
        match stratum.n {
            0 => return Err(NoShare::NobodyAnswered),
            1 if !is_whole => return Err(NoShare::OneAnswered),
            _ => {}
        }
        let (weight, p) = (all / population, f64::from(stratum.hits) / n);
        share += weight * p;
        if !is_whole {
            variance += weight * weight * (1.0 - n / all) * p * (1.0 - p) / (n - 1.0);
        }
    }
    let n_answered: f64 = strata.iter().map(|s| f64::from(s.n)).sum();
    let is_whole = strata.iter().all(|s| s.n >= s.population);
    let effective_n = if variance > 0.0 { share * (1.0 - share) / variance } else { n_answered };
    let interval = if is_whole { (share, share) } else { clopper_pearson(share, effective_n) };
    Ok(StratifiedShare { share, variance, effective_n, interval })
}

/// Clopper and Pearson's 95 percent interval of a share of `n`, which need not be whole.
fn clopper_pearson(share: f64, n: f64) -> (f64, f64) {
    /// Outside on each side.
    const TAIL: f64 = 0.025;
    let hits = share * n;
    let low = if hits > 0.0 { beta_quantile(TAIL, hits, n - hits + 1.0) } else { 0.0 };
    let high = if hits < n { beta_quantile(1.0 - TAIL, hits + 1.0, n - hits) } else { 1.0 };
    (low, high)
}

/// The point below which a beta variable lies with probability `p`, by halving.
fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    /// Halvings: more than a double can tell apart.
    const STEPS: usize = 64;
    if a <= 0.0 || b <= 0.0 {
        return if a <= 0.0 { 0.0 } else { 1.0 };
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if beta_reg(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
