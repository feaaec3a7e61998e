//! What does a finished run say of each offering?

use std::collections::BTreeMap;

use super::dimension::{ASSESSED_ELSE, Dimension, NOT_ASSESSED, NOT_STATED};
use crate::model::{Level, PlacementState};
use crate::register::TargetGroups;
use crate::table::{ParquetError, read_texts};

/// The table of a run that is published from.
pub(super) const PLACEMENTS: &str = "placements.parquet";

/// An offering: whose, and its code in each [`Dimension`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// A number for the provider; its id goes no further.
    pub(super) provider: usize,
    /// Its codes.
    pub(super) codes: [String; 4],
}

/// The offerings of `placements.parquet`; target groups by the names that readers know.
pub(super) fn offerings(
    parquet: &[u8],
    register: &TargetGroups,
) -> Result<Vec<Counted>, ParquetError> {
    let names = ["provider_id", "target_group", "state", "level", "region", "ownership"];
    let [providers, groups, states, levels, regions, ownerships] = read_texts(parquet, names)?;
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let or_not_stated = |texts: &[Option<String>], at: usize| {
        texts[at].clone().unwrap_or_else(|| NOT_STATED.to_owned())
    };
    let counted = |at: usize| {
        let n = numbers.len();
        let id = providers[at].clone().unwrap_or_default();
        let is_assessed = states[at].as_deref() != Some(PlacementState::NotAssessed.column());
        let is_placed = states[at].as_deref() == Some(PlacementState::Placed.column());
        let level = match &levels[at] {
            Some(level) if is_placed => level.clone(),
            _ if is_assessed => ASSESSED_ELSE.to_owned(),
            _ => NOT_ASSESSED.to_owned(),
        };
        Counted {
            provider: *numbers.entry(id).or_insert(n),
            codes: [
                name_of(or_not_stated(&groups, at), register),
                level,
                or_not_stated(&regions, at),
                or_not_stated(&ownerships, at),
            ],
        }
    };
    let mut counted = (0..providers.len()).map(counted).collect::<Vec<_>>();
    counted.sort_by(|a, b| a.codes.cmp(&b.codes));
    Ok(counted)
}

/// What readers call a target group; one that the register no longer has keeps its slug.
fn name_of(slug: String, register: &TargetGroups) -> String {
    register.by_name(&slug).map_or(slug, |id| register.get(id).name.to_string())
}

/// The codes of each dimension, and its sums: the total is the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Codes {
    /// Codes that are no sums, by dimension.
    pub(super) leaves: [Vec<String>; 4],
    /// Sums and what they add up, by dimension.
    pub(super) sums: [Vec<(String, Vec<String>)>; 4],
}

impl Codes {
    /// Those of these offerings; levels are all there whoever is on them.
    pub(super) fn of(offerings: &[Counted]) -> Self {
        let leaves = Dimension::ALL.map(|dimension| {
            if dimension == Dimension::Level {
                let levels = Level::ALL.map(Level::danish);
                let all = levels.into_iter().chain([ASSESSED_ELSE, NOT_ASSESSED]);
                return all.map(str::to_owned).collect();
            }
            let codes = offerings.iter().map(|one| &one.codes[dimension as usize]);
            let mut codes: Vec<String> = codes.cloned().collect();
            codes.sort();
            codes.dedup();
            codes
        });
        let sums = Dimension::ALL.map(|dimension| {
            let all = &leaves[dimension as usize];
            let mut sums = vec![(dimension.total().to_owned(), all.clone())];
            if dimension == Dimension::Level {
                let assessed = all.iter().filter(|code| *code != NOT_ASSESSED);
                sums.push((super::dimension::ASSESSED.to_owned(), assessed.cloned().collect()));
            }
            sums
        });
        Self { leaves, sums }
    }

    /// The numbers of the leaves that a code adds up.
    pub(super) fn numbers(&self, dimension: Dimension, code: &str) -> Vec<usize> {
        let leaves = &self.leaves[dimension as usize];
        let sum = self.sums[dimension as usize].iter().find(|(name, _)| name == code);
        let is_in = |leaf: &String| match sum {
            Some((_, parts)) => parts.contains(leaf),
            None => leaf == code,
        };
        (0..leaves.len()).filter(|at| is_in(&leaves[*at])).collect()
    }

    /// The inner cell of some codes, by number.
    pub(super) fn inner(&self, at: [usize; 4]) -> usize {
        let n = |dimension: usize| self.leaves[dimension].len();
        ((at[0] * n(1) + at[1]) * n(2) + at[2]) * n(3) + at[3]
    }

    /// How many inner cells there are.
    pub(super) fn n_inner(&self) -> usize {
        self.leaves.iter().map(Vec::len).product()
    }
}
