//! Who rates higher than the others, the same thing for the same thing?

use rayon::prelude::*;

use super::agreement::Interval;
use super::connected::parts;
use super::jackknife::jackknife;
use super::{Rating, Ratings, Undefined};

/// How much higher than the average of its part one rater rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Who.
    pub rater: u32,
    /// Place of its part in [`Strictness::parts`]: effects compare within a part only.
    pub part: usize,
    /// Units that it and somebody else rated.
    pub n_units: u64,
    /// Steps of the scale above the mean of its part: below 0 the rater is stricter. Nothing when
    /// nobody else rated what it rated.
    pub steps: Result<f64, Undefined>,
    /// 95 % by the jackknife over clusters.
    pub interval: Result<Interval, Undefined>,
}

impl Effect {
    /// Whether the interval leaves out that the rater rates like the average.
    pub fn is_certain(&self) -> bool {
        self.interval.is_ok_and(|(low, high)| low > 0.0 || high < 0.0)
    }

    /// Whole steps that its ratings would move by, if it rated like the average: only where that is
    /// certain.
    pub fn correction(&self) -> Option<i32> {
        let steps = self.steps.ok().filter(|_| self.is_certain())?;
        // A scale has few steps; a round number of that size is an i32.
        #[expect(clippy::cast_possible_truncation, reason = "a scale has few steps")]
        let steps = -steps.round() as i32;
        Some(steps)
    }
}

/// Raters' effects, and which of them can be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Strictness {
    /// Raters that hang together by what they rated in common; sorted.
    pub parts: Vec<Vec<u32>>,
    /// One for each rater, sorted.
    pub effects: Vec<Effect>,
}

impl Strictness {
    /// Whether all raters can be compared with each other.
    pub fn is_connected(&self) -> bool {
        self.parts.len() == 1
    }
}

/// Multiplications that intervals may cost: some seconds.
const MOST_WORK: usize = 10_000_000_000;

/// Additive least squares: rating = unit + rater, the raters' effects of a part sum to 0. The units
/// cancel, so nothing is assumed of them. Values are the scale's steps.
pub fn strictness(ratings: &Ratings) -> Strictness {
    let raters = ratings.raters();
    let at = |rater: u32| raters.binary_search(&rater).unwrap_or(0);
    let units_of = |cluster: &'_ [Rating], normal: &mut Normal, sign: f64| {
        for unit in cluster.chunk_by(|a, b| a.unit == b.unit).filter(|unit| unit.len() > 1) {
            normal.add(unit, &at, sign);
        }
    };
    // Clusters in which nobody met anybody say nothing.
    let says_something =
        |cluster: &&[Rating]| cluster.chunk_by(|a, b| a.unit == b.unit).any(|unit| unit.len() > 1);
    let clusters: Vec<&[Rating]> = ratings.clusters().filter(says_something).collect();
    let mut whole = Normal::new(raters.len());
    for cluster in &clusters {
        units_of(cluster, &mut whole, 1.0);
    }

    let parts = whole.parts();
    let values = whole.solve(&parts);
    let is_too_much = clusters.len().saturating_mul(raters.len().pow(3)) > MOST_WORK;
    let left_out: Vec<Vec<Result<f64, Undefined>>> = clusters
        .par_iter()
        .map(|cluster| {
            if is_too_much {
                return vec![Err(Undefined::TooMuch); raters.len()];
            }
            let mut left = whole.clone();
            units_of(cluster, &mut left, -1.0);
            // Without this cluster a part may fall apart: its effects then hang on it.
            if left.parts() == parts {
                left.solve(&parts)
            } else {
                vec![Err(Undefined::HangsOnOne); raters.len()]
            }
        })
        .collect();
    let effect = |(place, rater): (usize, &u32)| {
        let part = parts.iter().position(|part| part.contains(&place)).unwrap_or(0);
        let steps = values[place];
        let interval = steps.and_then(|steps| {
            if is_too_much {
                return Err(Undefined::TooMuch);
            }
            // Clusters of other parts have no say in this one.
            let is_of_part = |cluster: &[Rating]| {
                cluster.iter().any(|rating| parts[part].contains(&at(rating.rater)))
            };
            let touched = clusters.iter().zip(&left_out).filter(|(own, _)| is_of_part(own));
            let without: Vec<_> = touched.map(|(_, values)| values[place]).collect();
            jackknife(steps, &without, f64::INFINITY)
        });
        Effect { rater: *rater, part, n_units: whole.n_units[place], steps, interval }
    };
    let effects = raters.iter().enumerate().map(effect).collect();
    let named = parts.iter().map(|part| part.iter().map(|at| raters[*at]).collect());
    Strictness { parts: named.collect(), effects }
}

/// The normal equations of the raters once the units are eliminated: sums over units, so that a
/// cluster is left out by subtraction.
#[derive(Clone)]
struct Normal {
    n: usize,
    /// Units that a rater shares with others.
    n_units: Vec<u64>,
    /// How often two raters met, row by row.
    met: Vec<u64>,
    matrix: Vec<f64>,
    right: Vec<f64>,
}

impl Normal {
    fn new(n: usize) -> Self {
        Self {
            n,
            n_units: vec![0; n],
            met: vec![0; n * n],
            matrix: vec![0.0; n * n],
            right: vec![0.0; n],
        }
    }

    /// Adds a unit, or takes it away again.
    fn add(&mut self, unit: &[Rating], at: &impl Fn(u32) -> usize, sign: f64) {
        let m = unit.len() as f64;
        let mean = unit.iter().map(|rating| f64::from(rating.category)).sum::<f64>() / m;
        let count = |sum: &mut u64| {
            *sum = if sign > 0.0 { *sum + 1 } else { sum.saturating_sub(1) };
        };
        for one in unit {
            let i = at(one.rater);
            count(&mut self.n_units[i]);
            self.matrix[i * self.n + i] += sign;
            self.right[i] += sign * (f64::from(one.category) - mean);
            for other in unit {
                let j = at(other.rater);
                self.matrix[i * self.n + j] -= sign / m;
                if i != j {
                    count(&mut self.met[i * self.n + j]);
                }
            }
        }
    }

    fn parts(&self) -> Vec<Vec<usize>> {
        let met = self.met.iter().enumerate().filter(|(_, n)| **n > 0);
        parts(self.n, met.map(|(at, _)| (at / self.n, at % self.n)))
    }

    /// The effects, part by part.
    fn solve(&self, parts: &[Vec<usize>]) -> Vec<Result<f64, Undefined>> {
        let mut effects = vec![Err(Undefined::Alone); self.n];
        for part in parts.iter().filter(|part| part.len() > 1) {
            let k = part.len();
            // Adding 1/k everywhere makes the sum of the effects 0 and the matrix regular.
            let mut matrix: Vec<Vec<f64>> = part
                .iter()
                .map(|i| {
                    part.iter().map(|j| self.matrix[i * self.n + j] + 1.0 / k as f64).collect()
                })
                .collect();
            let mut right: Vec<f64> = part.iter().map(|i| self.right[*i]).collect();
            let solved = solve(&mut matrix, &mut right);
            for (at, value) in part.iter().zip(right) {
                effects[*at] = if solved { Ok(value) } else { Err(Undefined::NotSettled) };
            }
        }
        effects
    }
}

/// Gauss with the largest pivot; the solution stands in `right`. False when there is none.
pub(super) fn solve(matrix: &mut [Vec<f64>], right: &mut [f64]) -> bool {
    let n = right.len();
    for column in 0..n {
        let size = |row: &usize| matrix[*row][column].abs();
        let Some(pivot) = (column..n).max_by(|a, b| size(a).total_cmp(&size(b))) else {
            return false;
        };
        if size(&pivot) < 1e-12 {
            return false;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..n {
            let factor = matrix[row][column] / matrix[column][column];
            if row == column || factor == 0.0 {
                continue;
            }
            let (top, bottom) = if row < column {
                let (a, b) = matrix.split_at_mut(column);
                (&b[0], &mut a[row])
            } else {
                let (a, b) = matrix.split_at_mut(row);
                (&a[column], &mut b[0])
            };
            bottom.iter_mut().zip(top).for_each(|(x, y)| *x -= factor * y);
            right[row] -= factor * right[column];
        }
    }
    for (row, value) in right.iter_mut().enumerate() {
        *value /= matrix[row][row];
    }
    true
}
