//! How many citizens are expected, as far as this room needs to know?

use super::LandscapeError;
use super::map::Map;
use super::value::Value;
use crate::model::{Level, TargetGroupId};

/// *Behov*: the expected citizens of a group in each municipality. An expectation, not a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Level of need; none for all levels together (no source splits a size by level).
    pub level: Option<Level>,
    /// Low, central and high estimate, one for each municipality along the map.
    pub by_municipality: Vec<[f64; 3]>,
    /// Whether it rests on example numbers.
    pub is_example: bool,
}

/// The needs of all groups that have a size.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    needs: Vec<Need>,
    /// Groups whose help is mostly not places, sorted.
    without_places: Vec<TargetGroupId>,
}

impl Needs {
    /// Takes needs that fit the map.
    ///
    /// # Errors
    /// A need with another number of municipalities than the map's, with a number that is no
    /// number or below zero, or given twice: a fault of the caller.
    pub fn new(mut needs: Vec<Need>, map: &Map) -> Result<Self, LandscapeError> {
        needs.sort_by_key(|need| (need.target_group, need.level));
        let is_number = |n: &f64| n.is_finite() && *n >= 0.0;
        for need in &needs {
            if need.by_municipality.len() != map.len() {
                return Err(LandscapeError::NeedOffTheMap {
                    group: need.target_group,
                    found: need.by_municipality.len(),
                    expected: map.len(),
                });
            }
            if !need.by_municipality.as_flattened().iter().all(is_number) {
                return Err(LandscapeError::NeedIsNoNumber(need.target_group));
            }
        }
        let same = |pair: &&[Need]| {
            (pair[0].target_group, pair[0].level) == (pair[1].target_group, pair[1].level)
        };
        match needs.windows(2).find(same) {
            Some(pair) => Err(LandscapeError::NeedGivenTwice(pair[0].target_group)),
            None => Ok(Self { needs, without_places: Vec::new() }),
        }
    }

    /// With the groups whose help is mostly not places: nothing is reckoned in places for them.
    #[must_use]
    pub fn with_groups_without_places(mut self, mut groups: Vec<TargetGroupId>) -> Self {
        groups.sort_unstable();
        self.without_places = groups;
        self
    }

    /// Whether a group's help is places at all, so that need can be held against them.
    pub fn is_in_places(&self, group: TargetGroupId) -> bool {
        self.without_places.binary_search(&group).is_err()
    }

    /// The need of a group on exactly this level (none: all levels together).
    pub fn get(&self, group: TargetGroupId, level: Option<Level>) -> Option<&Need> {
        self.needs.iter().find(|need| need.target_group == group && need.level == level)
    }

    /// The need on a level, or of all levels together where no size is split.
    pub fn on_or_all(&self, group: TargetGroupId, level: Level) -> Option<&Need> {
        self.get(group, Some(level)).or_else(|| self.get(group, None))
    }
}

impl Need {
    /// Expected citizens where a value stands: low, central, high.
    pub fn expected(&self, map: &Map, value: Value) -> [f64; 3] {
        let mut sum = [0.0; 3];
        for (place, here) in self.by_municipality.iter().enumerate() {
            if map.is_in(place, value) {
                sum.iter_mut().zip(here).for_each(|(sum, n)| *sum += n);
            }
        }
        sum
    }

    /// The central estimate in each municipality.
    pub(super) fn central(&self) -> Vec<f64> {
        self.by_municipality.iter().map(|[_, central, _]| *central).collect()
    }
}
