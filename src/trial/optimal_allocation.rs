//! How many of each stratum, so that a total is known as exactly as the sample allows?

/// What is known of a stratum before it is drawn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// *N*: units in it.
    pub population: u32,
    /// *S²*: variance of what is measured, in squares of its unit.
    pub variance: f64,
    /// Fewest that are drawn.
    pub floor: u32,
    /// Most that are drawn.
    pub cap: u32,
}

/// Optimal allocation of `total` by Wright's exact integer method (T. Wright, *Exact optimal sample
/// allocation: More efficient than Neyman*, Statistics & Probability Letters 129, 2017): everybody
/// starts at the floor, and each further unit goes to the stratum with the largest
/// N S / sqrt(k (k + 1)) and k below its cap, of equal ones to the first. No other whole numbers
/// within floors and caps give the estimated total a smaller variance.
///
/// The sum is `total` where floors and caps allow it: else the sum of the floors, or of the caps. A
/// floor above its cap counts as the cap.
pub fn optimal_allocation(total: u32, strata: &[Spread]) -> Vec<u32> {
    let mut drawn: Vec<u32> = strata.iter().map(|stratum| stratum.floor.min(stratum.cap)).collect();
    let floors: u32 = drawn.iter().sum();
    for _ in floors..total {
        let mut best: Option<(usize, f64)> = None;
        for (at, stratum) in strata.iter().enumerate() {
            let k = f64::from(drawn[at]);
            // Squared: nothing is rounded by a root. The first unit of a stratum comes before all.
            let gain = (f64::from(stratum.population).powi(2) * stratum.variance) / (k * (k + 1.0));
            let gain = if gain.is_nan() { 0.0 } else { gain };
            if drawn[at] < stratum.cap && best.is_none_or(|(_, most)| gain > most) {
                best = Some((at, gain));
            }
        }
        let Some((at, _)) = best else { break };
        drawn[at] += 1;
    }
    drawn
}
