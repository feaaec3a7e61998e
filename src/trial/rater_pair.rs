//! How far do two raters agree, and how much have they both rated?

use std::collections::{BTreeMap, BTreeSet};

use super::{Ratings, Undefined};

/// Two raters held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct RaterPair {
    /// The two; the first is the lower.
    pub raters: (u32, u32),
    /// Units that both rated.
    pub n_units: u64,
    /// Clusters that these are of.
    pub n_clusters: u64,
    /// Of the units, those that both rated the same.
    pub n_same: u64,
    /// Steps that the second rated higher than the first, on average.
    pub mean_difference: f64,
    /// Cohen's kappa with linear weights (Cohen 1968, Psychological Bulletin 70): 1 less observed
    /// over expected distance, by steps of the scale.
    pub kappa: Result<f64, Undefined>,
}

/// Every two raters that have rated something in common, by rater. A unit that one of them rated
/// more than once is left out.
pub fn rater_pairs(ratings: &Ratings) -> Vec<RaterPair> {
    let mut pairs: BTreeMap<(u32, u32), Met> = BTreeMap::new();
    for unit in ratings.units() {
        for (at, one) in unit.iter().enumerate() {
            for other in &unit[at + 1..] {
                if one.rater != other.rater {
                    let met = pairs.entry((one.rater, other.rater)).or_default();
                    met.clusters.insert(one.cluster);
                    *met.table.entry((one.category, other.category)).or_insert(0) += 1;
                }
            }
        }
    }
    let is_ordered = ratings.scale().is_ordered;
    pairs.into_iter().map(|(raters, met)| met.pair(raters, is_ordered)).collect()
}

#[derive(Default)]
struct Met {
    clusters: BTreeSet<u32>,
    /// How often the first gave this and the second that.
    table: BTreeMap<(u32, u32), i64>,
}

impl Met {
    fn pair(&self, raters: (u32, u32), is_ordered: bool) -> RaterPair {
        let n: i64 = self.table.values().sum();
        let same = self.table.iter().filter(|((one, other), _)| one == other);
        let steps = |(one, other): &(u32, u32)| i64::from(*other) - i64::from(*one);
        let higher: i64 = self.table.iter().map(|(cell, n)| steps(cell) * n).sum();
        RaterPair {
            raters,
            n_units: n.unsigned_abs(),
            n_clusters: self.clusters.len() as u64,
            n_same: same.map(|(_, n)| n.unsigned_abs()).sum(),
            mean_difference: higher as f64 / n as f64,
            kappa: if is_ordered { self.kappa(n) } else { Err(Undefined::NoOrder) },
        }
    }

    fn kappa(&self, n: i64) -> Result<f64, Undefined> {
        let apart = |one: u32, other: u32| i64::from(one.abs_diff(other));
        let observed: i64 = self.table.iter().map(|((a, b), n)| apart(*a, *b) * n).sum();
        let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
        for ((one, other), n) in &self.table {
            *first.entry(*one).or_insert(0_i64) += n;
            *second.entry(*other).or_insert(0_i64) += n;
        }
        let expected: i64 = first
            .iter()
            .flat_map(|(a, n_a)| second.iter().map(move |(b, n_b)| apart(*a, *b) * n_a * n_b))
            .sum();
        if expected == 0 {
            return Err(Undefined::OneCategory);
        }
        Ok(1.0 - (n * observed) as f64 / expected as f64)
    }
}
