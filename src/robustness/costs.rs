//! What would a rule get wrong, held against the inspectors' overall levels?

use super::Rated;
use crate::model::{Attained, Level, ParameterSet};
use crate::place::is_assessable;

/// The loss `Σ |level − inspector's level|`, set out by level and by the set of parameters that
/// reach it: whatever monotone rule is tried, its loss is a sum over these.
///
/// `|level − y| = Σ_h |[level >= h] − [y >= h]|`, so each offering costs 1 at each level where the
/// rule and the inspector disagree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Costs {
    /// Loss at each level if a set is enough.
    pub if_enough: Box<[[u32; 256]; 3]>,
    /// Loss if it is not.
    pub if_not: Box<[[u32; 256]; 3]>,
    /// Offerings counted: with an inspector's level and no unknown grade.
    pub n: u32,
}

impl Costs {
    /// Adds offerings up. Those with an unknown grade or without an inspector's level are left
    /// out; a parameter that is not relevant counts as met (the varied alternative of Reading R3),
    /// so that all rules are held against the same 256 sets.
    pub fn of<'r>(sample: impl IntoIterator<Item = &'r Rated>) -> Self {
        let mut costs =
            Self { if_enough: Box::new([[0; 256]; 3]), if_not: Box::new([[0; 256]; 3]), n: 0 };
        for rated in sample {
            let Some((met, inspector)) = counted(rated) else { continue };
            costs.n += 1;
            for level in Level::ALL {
                let set = usize::from(met[level.index()].0);
                let cost =
                    if inspector.reaches(level) { &mut costs.if_not } else { &mut costs.if_enough };
                cost[level.index()][set] += 1;
            }
        }
        costs
    }

    /// What is left without some of the offerings that were added up here.
    pub(super) fn without(&self, some: &Self) -> Self {
        let mut rest = self.clone();
        for (of, less) in [(&mut rest.if_enough, &some.if_enough), (&mut rest.if_not, &some.if_not)]
        {
            for (of, less) in of.as_flattened_mut().iter_mut().zip(less.as_flattened()) {
                *of -= less;
            }
        }
        rest.n -= some.n;
        rest
    }

    /// The loss of a rule, in levels.
    pub fn loss(&self, is_enough: impl Fn(Level, ParameterSet) -> bool) -> u32 {
        let mut loss = 0;
        for level in Level::ALL {
            for set in (0..=u8::MAX).map(ParameterSet) {
                let costs = if is_enough(level, set) { &self.if_enough } else { &self.if_not };
                loss += costs[level.index()][usize::from(set.0)];
            }
        }
        loss
    }

    /// For rules that ask the same on every level: what calling a set enough adds to the loss,
    /// and the loss when none is.
    pub(super) fn same_for_all_levels(&self) -> ([i32; 256], u32) {
        let mut added = [0; 256];
        let mut none = 0;
        for (if_enough, if_not) in self.if_enough.iter().zip(self.if_not.iter()) {
            for ((added, enough), not) in added.iter_mut().zip(if_enough).zip(if_not) {
                *added += enough.cast_signed() - not.cast_signed();
                none += not;
            }
        }
        (added, none)
    }
}

/// What counts as met on each level, and the inspector's level; nothing for offerings left out.
pub(super) fn counted(rated: &Rated) -> Option<([ParameterSet; 3], Attained)> {
    let planes = rated.planes();
    let inspector = rated.inspector?;
    (planes.unknown().is_empty() && is_assessable(&planes)).then(|| {
        (planes.at_least.map(|met| ParameterSet(met.0 | planes.not_relevant.0)), inspector)
    })
}
