//! What does a place cost a day?

/// *Takster* of one cell, in kroner per day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Reports with a takst: a department and legal basis each.
    pub n: u64,
    /// Lower quartile.
    pub lower: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile.
    pub upper: f64,
    /// Mean weighted by places; `None` where no report has both.
    pub weighted: Option<f64>,
}

impl Rates {
    /// Of takster in øre with the places (in any unit) that go with them; none of none.
    pub(super) fn of(mut rates: Vec<(u32, u128)>) -> Option<Self> {
        rates.sort_unstable();
        let kroner: Vec<f64> = rates.iter().map(|(oere, _)| f64::from(*oere) / 100.0).collect();
        let weight: u128 = rates.iter().map(|(_, places)| *places).sum();
        let total = rates.iter().map(|(oere, places)| u128::from(*oere) * *places).sum::<u128>();
        Some(Self {
            n: kroner.len() as u64,
            lower: quantile(&kroner, 0.25)?,
            median: quantile(&kroner, 0.5)?,
            upper: quantile(&kroner, 0.75)?,
            weighted: (weight > 0).then(|| total as f64 / weight as f64 / 100.0),
        })
    }
}

/// The `p` quantile of sorted numbers, between two of them by their distance: definition 7 of Hyndman
/// and Fan (*The American Statistician* 50, 1996), R's own. None of none.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = sorted.get(floor(at))?;
    let above = sorted.get(floor(at) + 1).unwrap_or(below);
    Some((above - below).mul_add(at.fract(), *below))
}

/// Of a number that is no less than 0 and no larger than a list is long.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
const fn floor(at: f64) -> usize {
    at as usize
}
