//! How is access reckoned: which bands, which weights, how far is too far?

use super::LandscapeError;

/// A distance band, in the travel's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Upper end, included (<=), in km or minutes.
    pub up_to: f64,
    /// What a citizen in this band weighs in E2SFCA, 0 to 1; the next band never weighs more.
    pub weight: f64,
}

/// *Tilgængelighed*: how it is reckoned.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessRule {
    bands: Vec<Band>,
    within: f64,
}

/// 15, 30, 60 and 100 km (or minutes). The bands are ours. Weights 1, 0.68 and 0.22 are the slow
/// decay of Luo & Qi (*Health & Place* 15, 2009), who give them to zones of ten minutes; beyond the
/// third nothing counts, as in theirs.
pub const BANDS: [Band; 4] = [
    Band { up_to: 15.0, weight: 1.0 },
    Band { up_to: 30.0, weight: 0.68 },
    Band { up_to: 60.0, weight: 0.22 },
    Band { up_to: 100.0, weight: 0.0 },
];

/// Farther than this a citizen counts as without a provider, in km or minutes. Ours: the end of the
/// third band, where the weights of E2SFCA end too.
pub const WITHIN: f64 = 60.0;

impl AccessRule {
    /// Takes bands, and the distance `within` which a citizen has a provider.
    ///
    /// # Errors
    /// No band; ends that do not rise from above 0; weights outside 0 to 1, rising, or all 0.
    pub fn new(bands: Vec<Band>, within: f64) -> Result<Self, LandscapeError> {
        let ends_rise = bands.is_sorted_by(|a, b| a.up_to < b.up_to)
            && bands.iter().all(|band| band.up_to.is_finite() && band.up_to > 0.0);
        let weights_fall = bands.is_sorted_by(|a, b| a.weight >= b.weight)
            && bands.iter().all(|band| (0.0..=1.0).contains(&band.weight))
            && bands.first().is_some_and(|band| band.weight > 0.0);
        if ends_rise && weights_fall && within.is_finite() && within > 0.0 {
            Ok(Self { bands, within })
        } else {
            Err(LandscapeError::Bands)
        }
    }

    /// The bands, nearest first.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// Farther than this a citizen counts as without a provider.
    pub const fn within(&self) -> f64 {
        self.within
    }

    /// What a citizen at this distance weighs in E2SFCA: nothing beyond the last band.
    pub fn weight(&self, distance: f64) -> f64 {
        self.bands.iter().find(|band| distance <= band.up_to).map_or(0.0, |band| band.weight)
    }
}

impl Default for AccessRule {
    fn default() -> Self {
        Self { bands: BANDS.into(), within: WITHIN }
    }
}
