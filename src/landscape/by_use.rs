//! How many places are there for each citizen, when it is known who uses them?
//!
//! Distance says who could use a place, and who pays says who does. Where the users of a
//! municipality's departments are known, its places are given to them; the others are shared out by
//! distance ([`floating_catchment`]), which deals with each municipality's places by itself, so that
//! both add up.

use super::LandscapeError;
use super::floating_catchment::{NOBODY, Weights, floating_catchment};

/// Access in each municipality along the map.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessByUse {
    /// Places for each expected citizen; 0 where none are reached or used.
    pub access: Vec<f64>,
    /// How much of it follows who uses the places, from 0 to 1; the rest follows distance. None
    /// where there is no access.
    pub by_use: Vec<Option<f64>>,
    /// Places that are nobody's: nobody expected reaches them, or lives where they are used from.
    pub unreached: f64,
}

/// Reckons it. `expected` are citizens and `places` places, in each municipality along the map;
/// `users` the places along the map that the users of each one's departments come from, with how
/// many: empty where that is not known.
///
/// # Errors
/// As [`floating_catchment`]; or users that are not along the map.
pub fn access_by_use(
    expected: &[f64],
    places: &[f64],
    users: &[Vec<(usize, f64)>],
    weights: &Weights,
) -> Result<AccessByUse, LandscapeError> {
    let n = expected.len();
    let all: Vec<f64> = users.iter().map(|of| of.iter().map(|(_, n)| n).sum()).collect();
    let is_off = users.iter().flatten().any(|(from, _)| *from >= n);
    if users.len() != n || places.len() != n || is_off {
        return Err(LandscapeError::OffTheMap { found: users.len().min(places.len()), n });
    }
    let others: Vec<f64> =
        places.iter().zip(&all).map(|(n, users)| if *users > 0.0 { 0.0 } else { *n }).collect();
    let by_distance = floating_catchment(expected, &others, weights)?;
    let mut used = vec![0.0; n];
    for ((users, all), places) in users.iter().zip(&all).zip(places).filter(|((_, n), _)| **n > 0.0)
    {
        for (from, n) in users {
            used[*from] += places * n / all;
        }
    }
    let mut unreached = by_distance.unreached;
    let mut access = by_distance.access;
    let mut by_use = vec![None; n];
    for (at, (used, citizens)) in used.into_iter().zip(expected).enumerate() {
        let of_each = if *citizens > NOBODY { used / citizens } else { 0.0 };
        if *citizens <= NOBODY {
            unreached += used;
        }
        access[at] += of_each;
        by_use[at] = (access[at] > 0.0).then(|| of_each / access[at]);
    }
    Ok(AccessByUse { access, by_use, unreached })
}
