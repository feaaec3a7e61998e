//! Which codes has each dimension, which of them are sums, and which does a view show?

use std::collections::BTreeSet;

use super::dimension::{ASSESSED, ASSESSED_ELSE, Dimension, NOT_ASSESSED, NOT_STATED, View};
use super::measure::Measure;
use crate::model::{Level, Ownership};
use crate::trial::OwnershipClass;

/// The codes of each dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Codes {
    /// Codes that are no sums, by dimension.
    pub(super) leaves: [Vec<String>; 4],
    /// Sums and what they add up, by dimension.
    pub(super) sums: [Vec<(String, Vec<String>)>; 4],
    /// The codes that each view shows, in its order.
    shown: [Vec<String>; 7],
    /// The header of each view's column.
    headers: [String; 7],
}

/// A region on the run's map and on the other.
pub(super) type OnBothMaps = (String, String);

impl Codes {
    /// Those of these groups, regions and ownerships; levels are all there whoever is on them.
    /// `days` are those of the two maps, as headers say them.
    pub(super) fn of(
        groups: BTreeSet<String>,
        regions: &BTreeSet<OnBothMaps>,
        ownerships: BTreeSet<String>,
        days: &[String; 2],
    ) -> Self {
        let levels = Level::ALL.map(Level::danish).into_iter().chain([ASSESSED_ELSE, NOT_ASSESSED]);
        let levels: Vec<String> = levels.map(str::to_owned).collect();
        let mut codes = Self {
            leaves: [
                groups.into_iter().collect(),
                levels,
                regions.iter().map(|pair| region_leaf(pair, regions)).collect(),
                ownerships.into_iter().collect(),
            ],
            sums: Default::default(),
            shown: Default::default(),
            headers: View::ALL.map(|view| match view {
                View::Region => "Region".to_owned(),
                View::OtherRegion => format!("Region pr. {}", days[1]),
                View::Assessed => "Vurderet".to_owned(),
                other => crate::plain_text::capitalised(other.word()),
            }),
        };
        for dimension in Dimension::ALL {
            let all = codes.leaves[dimension as usize].clone();
            codes.add_sum(dimension, dimension.total(), all);
        }
        let assessed = |code: &&String| *code != NOT_ASSESSED;
        let assessed = codes.leaves[Dimension::Level as usize].iter().filter(assessed);
        codes.add_sum(Dimension::Level, ASSESSED, assessed.cloned().collect());
        codes.add_regions(regions, &days[1]);
        codes.add_ownership_classes();
        let plain = [View::TargetGroup, View::Level, View::Ownership];
        for view in plain {
            codes.shown[view as usize].clone_from(&codes.leaves[view.dimension() as usize]);
            if view == View::Level {
                codes.shown[view as usize].push(ASSESSED.to_owned());
            }
        }
        codes.shown[View::Assessed as usize] = [ASSESSED, NOT_ASSESSED].map(str::to_owned).into();
        for view in View::ALL {
            codes.shown[view as usize].push(view.dimension().total().to_owned());
        }
        codes
    }

    fn add_sum(&mut self, dimension: Dimension, name: &str, leaves: Vec<String>) {
        let is_leaf = leaves.len() == 1 && leaves[0] == name;
        if !is_leaf {
            self.sums[dimension as usize].push((name.to_owned(), leaves));
        }
    }

    /// The regions of both maps, as sums of the parts that the maps cut each other into.
    fn add_regions(&mut self, regions: &BTreeSet<OnBothMaps>, other_day: &str) {
        let names = |of: fn(&OnBothMaps) -> &String| -> BTreeSet<String> {
            regions.iter().map(of).cloned().collect()
        };
        let parts = |of: fn(&OnBothMaps) -> &String, name: &str| -> Vec<String> {
            let within = regions.iter().filter(|pair| of(pair) == name);
            within.map(|pair| region_leaf(pair, regions)).collect()
        };
        for name in names(|pair| &pair.0) {
            self.add_sum(Dimension::Region, &name, parts(|pair| &pair.0, &name));
            self.shown[View::Region as usize].push(name);
        }
        for name in names(|pair| &pair.1) {
            let of_other = parts(|pair| &pair.1, &name);
            let of_own = parts(|pair| &pair.0, &name);
            let called = if of_own.is_empty() || of_own == of_other {
                name
            } else {
                format!("{name} (pr. {other_day})")
            };
            if of_own != of_other {
                self.add_sum(Dimension::Region, &called, of_other);
            }
            self.shown[View::OtherRegion as usize].push(called);
        }
    }

    fn add_ownership_classes(&mut self) {
        for class in OwnershipClass::ALL {
            let is_in = |code: &&String| {
                let ownership = Ownership::ALL.into_iter().find(|o| o.danish() == code.as_str());
                OwnershipClass::of(ownership) == class
            };
            let leaves = self.leaves[Dimension::Ownership as usize].iter();
            let leaves: Vec<String> = leaves.filter(is_in).cloned().collect();
            if !leaves.is_empty() {
                self.add_sum(Dimension::Ownership, class.danish(), leaves);
                self.shown[View::OwnershipClass as usize].push(class.danish().to_owned());
            }
        }
    }

    /// The codes that a view shows.
    pub(super) fn shown(&self, view: View) -> &[String] {
        &self.shown[view as usize]
    }

    /// The header of a view's column.
    pub(super) fn header(&self, view: View) -> &str {
        &self.headers[view as usize]
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

    /// The numbers of an inner cell's leaves: what [`Codes::inner`] was given.
    pub(super) fn at(&self, inner: usize) -> [usize; 4] {
        let n = |dimension: usize| self.leaves[dimension].len();
        let (rest, ownership) = (inner / n(3), inner % n(3));
        let (rest, region) = (rest / n(2), rest % n(2));
        [rest / n(1), rest % n(1), region, ownership]
    }

    /// The level of an inner cell.
    pub(super) fn level(&self, inner: usize) -> &str {
        &self.leaves[Dimension::Level as usize][self.at(inner)[Dimension::Level as usize]]
    }

    /// The key of an inner cell in files: the measure and its codes, one after the other.
    pub(super) fn key(&self, measure: Measure, inner: usize) -> String {
        let at = self.at(inner);
        let codes = Dimension::ALL.map(|d| self.leaves[d as usize][at[d as usize]].as_str());
        std::iter::once(measure.word()).chain(codes).collect::<Vec<_>>().join("\u{1f}")
    }

    /// How many inner cells there are.
    pub(super) fn n_inner(&self) -> usize {
        self.leaves.iter().map(Vec::len).product()
    }
}

/// What a part of both maps is called: by the run's map where the other does not cut its region.
pub(super) fn region_leaf(pair: &OnBothMaps, all: &BTreeSet<OnBothMaps>) -> String {
    let (own, other) = pair;
    let n_own = all.iter().filter(|known| known.0 == *own).count();
    let n_other = all.iter().filter(|known| known.1 == *other).count();
    let is_own = n_own == 1 && (n_other == 1 || own != other);
    if is_own || (own == NOT_STATED && other == NOT_STATED) {
        own.clone()
    } else {
        format!("{own} / {other}")
    }
}
