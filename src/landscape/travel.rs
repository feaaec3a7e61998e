//! How far, or how long, is it from each municipality to each other?

use super::LandscapeError;
use super::map::Map;
use crate::model::{MunicipalityCode, great_circle_km};

/// How much longer the way is than the straight line. Ours: no factor for Denmark was found. It is
/// at best about right on land; across water the way is longer, and a matrix of minutes tells it
/// better. Inside a municipality the distance is 0.
pub const DETOUR_FACTOR: f64 = 1.3;

/// What a journey is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TravelUnit {
    /// Kilometres: great circle between centroids x detour factor.
    Kilometres,
    /// Minutes, as a supplied matrix has them.
    Minutes,
}

impl TravelUnit {
    /// The unit's sign for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Kilometres => "km",
            Self::Minutes => "minutter",
        }
    }
}

/// *Rejseafstand*: from every municipality along the map to every other.
#[derive(Clone, Debug, PartialEq)]
pub struct Travel {
    unit: TravelUnit,
    n: usize,
    /// From x to; infinite where there is no way.
    all: Vec<f64>,
}

impl Travel {
    /// Great-circle distance between centroids times `detour_factor`.
    pub fn by_distance(map: &Map, detour_factor: f64) -> Result<Self, LandscapeError> {
        if !(1.0..=10.0).contains(&detour_factor) {
            return Err(LandscapeError::DetourFactor(detour_factor));
        }
        let centroids: Vec<_> = map.centroids().collect();
        let km = |from: (f64, f64), to: (f64, f64)| great_circle_km(from, to) * detour_factor;
        let all = centroids.iter().flat_map(|from| centroids.iter().map(|to| km(*from, *to)));
        Self::new(TravelUnit::Kilometres, centroids.len(), all.collect())
    }

    /// A supplied matrix: `minutes` from one municipality to another, none where there is no way.
    pub fn by_minutes(
        map: &Map,
        minutes: impl Fn(MunicipalityCode, MunicipalityCode) -> Option<f64>,
    ) -> Result<Self, LandscapeError> {
        let codes: Vec<_> = map.municipalities().collect();
        let cost = |from, to| minutes(from, to).unwrap_or(f64::INFINITY);
        let all = codes.iter().flat_map(|from| codes.iter().map(|to| cost(*from, *to)));
        Self::new(TravelUnit::Minutes, codes.len(), all.collect())
    }

    fn new(unit: TravelUnit, n: usize, all: Vec<f64>) -> Result<Self, LandscapeError> {
        match all.iter().position(|cost| cost.is_nan() || *cost < 0.0) {
            Some(at) => Err(LandscapeError::NoDistance { from: at / n, to: at % n }),
            None => Ok(Self { unit, n, all }),
        }
    }

    /// What it is measured in.
    pub const fn unit(&self) -> TravelUnit {
        self.unit
    }

    /// How many municipalities.
    pub const fn len(&self) -> usize {
        self.n
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// From one place along the map to all others; infinite where there is no way.
    pub(super) fn from(&self, from: usize) -> &[f64] {
        &self.all[from * self.n..(from + 1) * self.n]
    }

    /// From one place along the map to another; none where there is no way, or no such place.
    pub fn between(&self, from: usize, to: usize) -> Option<f64> {
        let is_on_the_map = from < self.n && to < self.n;
        is_on_the_map.then(|| self.from(from)[to]).filter(|cost| cost.is_finite())
    }

    /// The longest of all journeys that can be made.
    pub fn farthest(&self) -> f64 {
        self.all.iter().copied().filter(|cost| cost.is_finite()).fold(0.0, f64::max)
    }
}
