//! Which level do box 1's words point to (Reading R7)?

use std::fmt;

use crate::model::Level;
use crate::place::Fraction;

/// Where *de fleste* and *en større del* of the municipalities begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// *De fleste*: more than this.
    pub most: Fraction,
    /// *En større del*: at least this, and not most; below it is *kun en mindre del*.
    pub larger_part: Fraction,
}

impl Cuts {
    /// The level whose words in box 1 fit when `n_reaching` of `n_municipalities` reach the
    /// underlag alone: most → *let*, a larger part → *moderat*, a smaller part → *højt*. An
    /// indicator: size alone decides no level. Nothing of nothing.
    pub fn points_to(self, n_reaching: usize, n_municipalities: usize) -> Option<Level> {
        let compare = |cut: Fraction| {
            let cut_off = u128::from(cut.numerator()) * n_municipalities as u128;
            (n_reaching as u128 * u128::from(cut.denominator())).cmp(&cut_off)
        };
        if n_municipalities == 0 {
            None
        } else if compare(self.most).is_gt() {
            Some(Level::Light)
        } else if compare(self.larger_part).is_ge() {
            Some(Level::Moderate)
        } else {
            Some(Level::High)
        }
    }
}

impl fmt::Display for Cuts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mere end {}, mindst {}", self.most, self.larger_part)
    }
}
