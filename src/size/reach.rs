//! Who reaches the underlag: the numbers behind one point of the grid.

use super::collaboration::{Collaborations, Effort, Neighbourhood, collaborations};
use super::{CaseBase, CaseBaseRule, Cuts, ExpectedSeries};
use crate::model::Level;

/// *Hvem når underlaget* at one point of the grid, for one series of expected citizens.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The point.
    pub base: CaseBase,
    /// The groups found, who stands alone and who is left over.
    pub collaborations: Collaborations,
    /// Municipalities in the series.
    pub n_municipalities: usize,
}

impl Reach {
    /// Municipalities that reach the underlag alone.
    pub fn n_alone(&self) -> usize {
        self.collaborations.alone.len()
    }

    /// The level that box 1's words point to, under these cuts: an indicator.
    pub fn points_to(&self, cuts: Cuts) -> Option<Level> {
        cuts.points_to(self.n_alone(), self.n_municipalities)
    }
}

/// Reckons one point of the grid, thoroughly when it is the one that is shown. `between` is how much
/// the prevalence varies between municipalities beside the point's own; `given` are groups that stay
/// together, by place in the series.
pub fn reach(
    series: &ExpectedSeries,
    base: CaseBase,
    between: Option<f64>,
    rule: &CaseBaseRule,
    land: &Neighbourhood,
    given: &[Vec<usize>],
) -> Reach {
    let threshold = base.widened(between).threshold();
    let expected = &series.by_municipality;
    let effort = if base == rule.shown { Effort::Thorough } else { Effort::Quick };
    Reach {
        base,
        collaborations: collaborations(land, expected, threshold, given, effort, rule.seed),
        n_municipalities: expected.len(),
    }
}
