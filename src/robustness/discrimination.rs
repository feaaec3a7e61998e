//! Does a parameter tell offerings apart?

use super::{Rated, Undefined};
use crate::model::{Attained, Parameter};

/// How the known grades on one parameter are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discrimination {
    /// Known grades, *ingen* to *højt*.
    pub counts: [u64; 4],
    /// Grades that are unknown, or known in part.
    pub n_unknown: u64,
    /// Offerings for which the parameter is not relevant.
    pub n_not_relevant: u64,
}

impl Discrimination {
    /// Counts the grades on one parameter.
    pub fn of(sample: &[Rated], parameter: Parameter) -> Self {
        let mut result = Self::default();
        for rated in sample {
            match rated.grades[parameter].grade().attained() {
                Some(attained) => result.counts[attained as usize] += 1,
                None if rated.planes().not_relevant.contains(parameter) => {
                    result.n_not_relevant += 1;
                }
                None => result.n_unknown += 1,
            }
        }
        result
    }

    /// Known grades.
    pub fn n_known(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Share with a grade.
    pub fn share(&self, attained: Attained) -> Result<f64, Undefined> {
        match self.n_known() {
            0 => Err(Undefined::NoOfferings),
            n => Ok(self.counts[attained as usize] as f64 / n as f64),
        }
    }

    /// Normalised entropy: 0 when all have the same grade, 1 when the four are equally frequent
    /// (Shannon's entropy over that of four equal shares, 2 bits).
    pub fn entropy(&self) -> Result<f64, Undefined> {
        let n = self.n_known();
        match n {
            0 => return Err(Undefined::NoOfferings),
            1 => return Err(Undefined::OneOffering),
            _ => {}
        }
        let shares = self.counts.iter().filter(|n| **n > 0).map(|count| *count as f64 / n as f64);
        // Starts at 0, so that one grade only gives no -0.
        Ok(shares.fold(0.0, |sum, share| sum + share * -share.log2()) / 2.0)
    }
}
