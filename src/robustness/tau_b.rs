//! Do two parameters say the same?

use super::{Rated, Undefined};
use crate::model::{Parameter, PerParameter};

/// Kendall's tau-b of two parameters' grades, over the offerings where both are known:
/// `(C − D) / sqrt((n0 − n1)(n0 − n2))`, with n0 all pairs and n1, n2 those tied on either
/// (Kendall 1945, Biometrika 33; docs/robusthed.md). By the 4 x 4 table of grades, so that the work
/// does not grow with the square of the offerings.
pub fn tau_b(pairs: impl IntoIterator<Item = (usize, usize)>) -> Result<f64, Undefined> {
    let mut counts = [[0u64; 4]; 4];
    for (x, y) in pairs {
        counts[x.min(3)][y.min(3)] += 1;
    }
    let n: u64 = counts.iter().flatten().sum();
    if n < 2 {
        return Err(if n == 0 { Undefined::NoOfferings } else { Undefined::OneOffering });
    }
    let pairs_of = |n: u64| i128::from(n) * (i128::from(n) - 1) / 2;
    let ties_x: i128 = counts.iter().map(|row| pairs_of(row.iter().sum())).sum();
    let ties_y: i128 = (0..4).map(|y| pairs_of(counts.iter().map(|row| row[y]).sum())).sum();
    let all = pairs_of(n);
    if ties_x == all || ties_y == all {
        return Err(Undefined::NoVariation);
    }
    let mut difference = 0i128;
    for (x, row) in counts.iter().enumerate() {
        for (y, count) in row.iter().enumerate() {
            for other in &counts[x + 1..] {
                let concordant: u64 = other[y + 1..].iter().sum();
                let discordant: u64 = other[..y].iter().sum();
                difference +=
                    i128::from(*count) * (i128::from(concordant) - i128::from(discordant));
            }
        }
    }
    Ok(difference as f64 / ((all - ties_x) as f64).sqrt() / ((all - ties_y) as f64).sqrt())
}

/// Tau-b of a pair of parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairTauB {
    /// The coefficient.
    pub value: Result<f64, Undefined>,
    /// Offerings with both grades known.
    pub n: usize,
}

/// All pairs of parameters; 1 with itself where it varies.
pub fn tau_b_matrix(sample: &[Rated]) -> PerParameter<PerParameter<PairTauB>> {
    PerParameter::from_fn(|one| {
        PerParameter::from_fn(|other| PairTauB {
            value: tau_b(known(sample, one, other)),
            n: known(sample, one, other).count(),
        })
    })
}

fn known(
    sample: &[Rated],
    one: Parameter,
    other: Parameter,
) -> impl Iterator<Item = (usize, usize)> {
    sample.iter().filter_map(move |rated| {
        let grade = |parameter| rated.grades[parameter].grade().attained().map(|g| g as usize);
        grade(one).zip(grade(other))
    })
}
