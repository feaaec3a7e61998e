//! How much is there on each level, for every value of one dimension, also where nothing is?

use std::collections::HashMap;

use rayon::prelude::*;

use super::class::Class;
use super::counts::Counts;
use super::facts::Fact;
use super::tally::{Tally, by_group};
use super::value::Value;
use crate::model::{AgeGroup, Level, PlacementState, TargetGroupId};

/// Supply of one group under one value: a row of a marginal table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Only departments that are aimed at this age group; none for all ages.
    pub age_group: Option<AgeGroup>,
    /// The value. [`Value::NotReported`] holds what has no value, or one that the registers don't
    /// know.
    pub value: Value,
    /// *Let*, *moderat*, *højt*.
    pub by_level: [LevelSupply; 3],
    /// By class, along [`Class::ALL`]. Where an offering is split by age or sub-group, its
    /// department is in the class of each part: classes don't add up to `all`.
    pub by_class: [Counts; 8],
    /// Everything, whatever its class, each thing once.
    pub all: Counts,
    /// What has been assessed, whatever came of it.
    pub assessed: Counts,
}

impl MarginRow {
    /// What is in a class; on a level, what is placed on exactly that.
    pub fn of(&self, class: Class) -> &Counts {
        &self.by_class[class.index()]
    }

    /// Supply on a level.
    pub const fn on(&self, level: Level) -> &LevelSupply {
        &self.by_level[level.index()]
    }
}

/// Supply on one level: an interval while some is not assessed (Reading R13). "Or above" is no
/// more than the levels above put together: levels are not nested in the model (Reading R2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LevelSupply {
    /// Placed on exactly this level.
    pub placed: Counts,
    /// Placed there, or could be.
    pub up_to: Counts,
    /// Placed on this level or one above.
    pub placed_or_above: Counts,
    /// Placed there, or could be.
    pub up_to_or_above: Counts,
}

/// The tallies behind a row.
#[derive(Clone, Default)]
struct Tallies {
    by_class: [Tally; 8],
    /// On each level: up to, on it or above, up to on it or above.
    by_level: [[Tally; 3]; 3],
    all: Tally,
    assessed: Tally,
}

/// Counts facts under the values of a dimension. `values` are all that the registers know; `of`
/// gives those a fact counts under, and none means not reported. Complete: each of `groups` has a
/// row for every value and for [`Value::Total`], and for [`Value::NotReported`] where there is
/// any. The total is no sum where something counts under several values.
pub fn margin(
    facts: &[Fact],
    groups: &[TargetGroupId],
    values: &[Value],
    age_group: Option<AgeGroup>,
    of: impl Fn(&Fact, &mut Vec<Value>) + Sync,
) -> Vec<MarginRow> {
    let mut all_values = values.to_vec();
    all_values.extend([Value::NotReported, Value::Total]);
    let (not_reported, total) = (values.len(), values.len() + 1);
    let place_of: HashMap<Value, usize> = values.iter().copied().zip(0..).collect();
    let rows = |(target_group, facts): (&TargetGroupId, Vec<&Fact>)| -> Vec<MarginRow> {
        let mut tallies = vec![Tallies::default(); all_values.len()];
        let (mut of_fact, mut places) = (Vec::new(), Vec::new());
        for fact in facts {
            if age_group.is_some_and(|age| !fact.age_groups.contains(age)) {
                continue;
            }
            of_fact.clear();
            of(fact, &mut of_fact);
            places.clear();
            places.extend(of_fact.iter().map(|v| place_of.get(v).copied().unwrap_or(not_reported)));
            if places.is_empty() {
                places.push(not_reported);
            }
            places.push(total);
            places.sort_unstable();
            places.dedup();
            for place in &places {
                tallies[*place].add(fact);
            }
        }
        all_values
            .iter()
            .zip(&tallies)
            .map(|(value, tallies)| tallies.row(*target_group, age_group, *value))
            .filter(|row| row.value != Value::NotReported || row.all.offerings > 0)
            .collect()
    };
    groups.par_iter().zip(by_group(facts, groups)).flat_map_iter(rows).collect()
}

impl Tallies {
    fn add(&mut self, fact: &Fact) {
        self.all.add(fact);
        self.by_class[fact.class.index()].add(fact);
        if fact.class != Class::Apart(PlacementState::NotAssessed) {
            self.assessed.add(fact);
        }
        for level in Level::ALL {
            let [up_to, or_above, up_to_or_above] = &mut self.by_level[level.index()];
            let above = || Level::ALL.into_iter().filter(|l| *l >= level);
            if fact.could_be_on(level) {
                up_to.add(fact);
            }
            if above().any(|l| fact.class == Class::On(l)) {
                or_above.add(fact);
            }
            if above().any(|l| fact.could_be_on(l)) {
                up_to_or_above.add(fact);
            }
        }
    }

    fn row(&self, target_group: TargetGroupId, age: Option<AgeGroup>, value: Value) -> MarginRow {
        let by_class = self.by_class.each_ref().map(Tally::counts);
        let supply = |level: Level| {
            let [up_to, placed_or_above, up_to_or_above] =
                self.by_level[level.index()].each_ref().map(Tally::counts);
            let placed = by_class[Class::On(level).index()];
            LevelSupply { placed, up_to, placed_or_above, up_to_or_above }
        };
        MarginRow {
            target_group,
            age_group: age,
            value,
            by_level: Level::ALL.map(supply),
            by_class,
            all: self.all.counts(),
            assessed: self.assessed.counts(),
        }
    }
}
