//! How many places are there for each citizen, when everybody near has a claim on them?
//!
//! The enhanced two-step floating catchment area method (E2SFCA; Luo & Qi, *Health & Place* 15,
//! 2009): `R_j = S_j / Σ_i P_i w(D_ij)` is what a provider has for each weighted citizen in reach of
//! it, and `A_i = Σ_j R_j w(D_ij)` what a citizen reaches. The edge of a band is in it.

use super::LandscapeError;
use super::access_rule::AccessRule;
use super::travel::Travel;

/// How far `Σ P_i A_i` may lie from the capacity that anybody reaches, as a part of it: rounding
/// alone is below this by many digits.
const IDENTITY_TOLERANCE: f64 = 1e-9;

/// Fewer expected citizens than this in reach of a provider are nobody: a ratio to them would be
/// beyond all use.
pub(super) const NOBODY: f64 = 1e-6;

/// What `w(D_ij)` is, for all pairs along the map.
#[derive(Clone, Debug)]
pub struct Weights {
    n: usize,
    /// From citizens x to provider.
    all: Vec<f64>,
}

impl Weights {
    /// The weights of all journeys, reckoned once for all groups and levels.
    pub fn of(travel: &Travel, rule: &AccessRule) -> Self {
        let n = travel.len();
        let all = (0..n).flat_map(|from| travel.from(from).iter().map(|cost| rule.weight(*cost)));
        Self { n, all: all.collect() }
    }

    /// Whether a place of one municipality is within reach of another, along the map.
    pub fn is_reached(&self, from: usize, to: usize) -> bool {
        self.from(from)[to] > 0.0
    }

    fn from(&self, from: usize) -> &[f64] {
        &self.all[from * self.n..(from + 1) * self.n]
    }
}

/// *E2SFCA* of one group and level.
#[derive(Clone, Debug, PartialEq)]
pub struct FloatingCatchment {
    /// Places for each expected citizen of each municipality; 0 where none is reached.
    pub access: Vec<f64>,
    /// Places that some expected citizen reaches.
    pub reached: f64,
    /// Places that nobody expected reaches: in nobody's access.
    pub unreached: f64,
}

/// Reckons it. `expected` are citizens and `places` places, in each municipality along the map.
///
/// # Errors
/// `Σ P_i A_i` is not the capacity reached: a fault of the program, looked for on every run; or
/// vectors that do not fit the map.
pub fn floating_catchment(
    expected: &[f64],
    places: &[f64],
    weights: &Weights,
) -> Result<FloatingCatchment, LandscapeError> {
    let n = weights.n;
    if expected.len() != n || places.len() != n {
        return Err(LandscapeError::OffTheMap { found: expected.len().min(places.len()), n });
    }
    let mut demand = vec![0.0; n];
    for (from, citizens) in expected.iter().enumerate() {
        let weighted = weights.from(from).iter().map(|weight| citizens * weight);
        demand.iter_mut().zip(weighted).for_each(|(demand, more)| *demand += more);
    }
    let (mut reached, mut unreached) = (0.0, 0.0);
    let mut ratios = vec![0.0; n];
    for ((ratio, places), demand) in ratios.iter_mut().zip(places).zip(&demand) {
        if *demand > NOBODY {
            (*ratio, reached) = (places / demand, reached + places);
        } else {
            unreached += places;
        }
    }
    let of = |from: usize| -> f64 {
        ratios.iter().zip(weights.from(from)).map(|(ratio, weight)| ratio * weight).sum()
    };
    let access: Vec<f64> = (0..n).map(of).collect();
    let given: f64 = expected.iter().zip(&access).map(|(citizens, access)| citizens * access).sum();
    if (given - reached).abs() > IDENTITY_TOLERANCE * reached.max(1.0) {
        return Err(LandscapeError::Identity { given, reached });
    }
    Ok(FloatingCatchment { access, reached, unreached })
}
