//! The same question without taking steps to be of one size: a check on the least squares.

use std::collections::BTreeMap;

use super::connected::parts;
use super::strictness::solve;
use super::{Ratings, Undefined};

/// What conditioning says of one rater.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conditional {
    /// Who.
    pub rater: u32,
    /// How much higher it rates, in logits, within its part: they sum to 0.
    pub logits: Result<f64, Undefined>,
}

/// Rounds of Newton's method before it is given up.
const ROUNDS: usize = 100;

/// How often the first rated a unit so many steps higher than the second.
type Wins = BTreeMap<(usize, usize, u32), u64>;

/// A unit that i rated a and j rated b, a ≠ b: given that the two ratings are a and b,
/// `P(i gave a) = logistic((a − b)(l_i − l_j))` under the many-facet Rasch model, whatever the unit
/// and the thresholds are (Linacre 1989, *Many-Facet Rasch Measurement*; Andersen 1973 for
/// conditioning). Units with more than two ratings count with each two of them. The maximum is
/// there exactly where, within a part, everybody has rated higher than somebody and, by way of
/// others, than everybody (Ford 1957, American Mathematical Monthly 64).
pub fn conditional(ratings: &Ratings) -> Vec<Conditional> {
    let raters = ratings.raters();
    let at = |rater: u32| raters.binary_search(&rater).unwrap_or(0);
    let mut wins: Wins = BTreeMap::new();
    for unit in ratings.units() {
        for (nth, one) in unit.iter().enumerate() {
            for other in &unit[nth + 1..] {
                let (i, j) = (at(one.rater), at(other.rater));
                let steps = one.category.abs_diff(other.category);
                if i != j && steps > 0 {
                    let is_first = one.category > other.category;
                    let key = if is_first { (i, j, steps) } else { (j, i, steps) };
                    *wins.entry(key).or_insert(0) += 1;
                }
            }
        }
    }
    let met = ratings.units().flat_map(|unit| {
        unit.windows(2).map(|pair| (at(pair[0].rater), at(pair[1].rater))).collect::<Vec<_>>()
    });
    let mut logits = vec![Err(Undefined::Alone); raters.len()];
    for part in parts(raters.len(), met).iter().filter(|part| part.len() > 1) {
        let fitted =
            if is_strong(part, &wins) { newton(part, &wins) } else { Err(Undefined::Separated) };
        for (nth, place) in part.iter().enumerate() {
            logits[*place] = fitted.as_ref().map(|values| values[nth]).map_err(|why| *why);
        }
    }
    let each = raters.into_iter().zip(logits);
    each.map(|(rater, logits)| Conditional { rater, logits }).collect()
}

/// Whether everybody of a part is reached from everybody, along who rated higher than whom.
fn is_strong(part: &[usize], wins: &Wins) -> bool {
    let reaches_all = |is_forth: bool| {
        let mut reached = vec![part[0]];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            next += 1;
            for (high, low, _) in wins.keys() {
                let (a, b) = if is_forth { (high, low) } else { (low, high) };
                if *a == from && !reached.contains(b) {
                    reached.push(*b);
                }
            }
        }
        reached.len() == part.len()
    };
    reaches_all(true) && reaches_all(false)
}

/// Newton's method with halved steps: the likelihood is concave.
fn newton(part: &[usize], wins: &Wins) -> Result<Vec<f64>, Undefined> {
    let k = part.len();
    let place = |at: &usize| part.iter().position(|other| other == at);
    let own: Vec<(usize, usize, f64, f64)> = wins
        .iter()
        .filter_map(|((i, j, steps), n)| Some((place(i)?, place(j)?, f64::from(*steps), *n as f64)))
        .collect();
    let likelihood = |l: &[f64]| -> f64 {
        own.iter().map(|(i, j, steps, n)| -n * (1.0 + (-steps * (l[*i] - l[*j])).exp()).ln()).sum()
    };
    let mut values = vec![0.0; k];
    for _ in 0..ROUNDS {
        let mut matrix = vec![vec![1.0 / k as f64; k]; k];
        let mut step = vec![0.0; k];
        for (i, j, steps, n) in &own {
            let p = 1.0 / (1.0 + (-steps * (values[*i] - values[*j])).exp());
            let (slope, bend) = (n * steps * (1.0 - p), n * steps * steps * p * (1.0 - p));
            step[*i] += slope;
            step[*j] -= slope;
            matrix[*i][*i] += bend;
            matrix[*j][*j] += bend;
            matrix[*i][*j] -= bend;
            matrix[*j][*i] -= bend;
        }
        if !solve(&mut matrix, &mut step) {
            return Err(Undefined::NotSettled);
        }
        let before = likelihood(&values);
        let mut share = 1.0;
        let moved = loop {
            let moved: Vec<f64> = values.iter().zip(&step).map(|(v, s)| v + share * s).collect();
            if likelihood(&moved) >= before || share < 1e-6 {
                break moved;
            }
            share /= 2.0;
        };
        values = moved;
        if step.iter().all(|s| s.abs() < 1e-10) {
            return Ok(values);
        }
    }
    Err(Undefined::NotSettled)
}
