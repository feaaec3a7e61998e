//! How far is a municipality's own count of citizens to be trusted against the common rate?
//!
//! Counts are Poisson around population x rate, and the rates differ between municipalities as a
//! gamma distribution does: the global empirical-Bayes estimator by the method of moments (Marshall,
//! "Mapping disease and mortality rates using empirical Bayes estimators", *Applied Statistics* 40,
//! 1991, p. 284-285).

/// What was counted in one municipality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// Citizens, 0 or more.
    pub count: f64,
    /// The inhabitants whom they were counted among, above 0.
    pub population: f64,
}

impl Observed {
    /// Citizens per inhabitant.
    pub fn rate(self) -> f64 {
        self.count / self.population
    }
}

/// How rates are shrunk: the rate that they are shrunk to, and how much they vary around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrinkage {
    mean: f64,
    between: f64,
}

impl Shrinkage {
    /// Estimates from what was counted how much rates vary around `mean` beyond chance: the mean
    /// square weighted by population less what Poisson counts alone would give, at least 0.
    pub fn around(mean: f64, observed: &[Observed]) -> Self {
        let population: f64 = observed.iter().map(|one| one.population).sum();
        let squares = observed.iter().map(|one| one.population * (one.rate() - mean).powi(2));
        let by_chance = mean * observed.len() as f64;
        let between = (squares.sum::<f64>() - by_chance) / population;
        // With nobody there is nothing to divide by.
        Self { mean, between: if between > 0.0 { between } else { 0.0 } }
    }

    /// The variance of rates between municipalities beyond chance.
    pub const fn between(self) -> f64 {
        self.between
    }

    /// The weight of a municipality's own rate, 0 to 1: A / (A + m / population).
    pub fn trust(self, population: f64) -> f64 {
        let by_chance = self.mean / population;
        if self.between > 0.0 { self.between / (self.between + by_chance) } else { 0.0 }
    }

    /// The rate between what was counted and the common one.
    pub fn rate(self, observed: Observed) -> f64 {
        self.trust(observed.population).mul_add(observed.rate() - self.mean, self.mean)
    }
}

/// The rate of all that was counted; nothing of nobody.
pub fn overall_rate(observed: &[Observed]) -> Option<f64> {
    let population: f64 = observed.iter().map(|one| one.population).sum();
    let count: f64 = observed.iter().map(|one| one.count).sum();
    (population > 0.0).then_some(count / population)
}
