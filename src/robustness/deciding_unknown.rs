//! Which unknown grade would decide most?

use super::{Acceptability, AcceptabilityTables, GradeShares};
use crate::model::{Attained, GradePlanes, Parameter};

/// How much of the uncertainty an unknown parameter would take away, once it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DecidingUnknown {
    /// The parameter.
    pub parameter: Parameter,
    /// Bits of uncertainty about the level that knowing its grade removes on average.
    pub bits: f64,
    /// Bits of uncertainty there are.
    pub of_bits: f64,
}

/// Of the unknown parameters the one whose grade says most of the level: the mutual information
/// of its grade and the level (Shannon 1948), `H(level) − Σ_g P(x_j = g) H(level | x_j = g)`, by
/// the group's shares, among the grades that are left. Nothing where nothing is unknown or the level is certain anyway; of equal
/// ones the first in box 4's order.
pub fn deciding_unknown(
    tables: &AcceptabilityTables,
    planes: GradePlanes,
    shares: &GradeShares,
) -> Option<DecidingUnknown> {
    let of_bits = tables.look_up(planes)?.entropy_bits();
    let mut best: Option<DecidingUnknown> = None;
    for parameter in planes.unknown().iter() {
        let bounds = planes.bound(parameter);
        let left: f64 = Attained::ALL
            .into_iter()
            .filter_map(|grade| {
                let known = tables.look_up(planes.with(parameter, grade));
                let bits = known.as_ref().map(Acceptability::entropy_bits)?;
                Some(shares.exactly_within(parameter, bounds, grade) * bits)
            })
            .sum();
        let bits = of_bits - left;
        // Sums in another order differ in the last digits; that decides nothing.
        if bits > best.map_or(1e-12, |best| best.bits + 1e-12) {
            best = Some(DecidingUnknown { parameter, bits, of_bits });
        }
    }
    best
}
