//! How much is that per 100.000 inhabitants and per 100 expected citizens, and how firm is it?

use super::counts::{Counts, PARTS_OF_A_PLACE, places};
use super::map::Map;
use super::margin::MarginRow;
use super::need::Needs;
use super::value::Value;
use crate::model::{AgeGroup, Interval, Level, TargetGroupId, wilson};

/// Probability with which an interval is to hold the true share or rate.
pub const CONFIDENCE: f64 = 0.95;

/// Rates that rest on fewer providers than this are marked: one provider more or less moves them
/// by a fifth or more. Ours; nobody prescribes it.
pub const FEW_PROVIDERS: u64 = 5;

/// A share, with its Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many; more than none.
    pub whole: u64,
    /// 0 to 1, of the share.
    pub interval: Interval,
}

impl Share {
    /// The share; none of nothing.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        wilson(part, whole, CONFIDENCE).map(|interval| Self { part, whole, interval })
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        self.part as f64 * 100.0 / self.whole as f64
    }
}

/// Supply of one group on one level under one value, with its rates.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyOnLevel {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The age group; none for all ages.
    pub age_group: Option<AgeGroup>,
    /// The value.
    pub value: Value,
    /// The level.
    pub level: Level,
    /// Placed on exactly this level.
    pub placed: Counts,
    /// Placed there, or could be: the upper end of the supply (Reading R13).
    pub up_to: Counts,
    /// Placed on this level or one above.
    pub placed_or_above: Counts,
    /// Placed there, or could be.
    pub up_to_or_above: Counts,
    /// Offerings assessed, of all offerings; none where nobody offers anything.
    pub assessed: Option<Share>,
    /// Offerings placed on this level, of those placed on any; none where nothing is placed.
    pub of_placed: Option<Share>,
    /// Inhabitants of the age group where the value stands; none for "not reported".
    pub inhabitants: Option<u64>,
    /// Places open to the group per 100.000: placed, and placed or possible (Reading R13); none
    /// where nobody lives. Never add over groups. No interval of chance: places of one provider
    /// come and go together, and there are few providers.
    pub places_open_per_100_000: Option<[f64; 2]>,
    /// The same of places shared out.
    pub places_shared_per_100_000: Option<[f64; 2]>,
    /// Expected citizens (central estimate) where the value stands; none without a size, for
    /// one age group (sizes are for the ages that were estimated) or for "not reported".
    pub expected_citizens: Option<f64>,
    /// Whether they are those with a need on this level; else those of all levels together, as no
    /// size is split.
    pub is_expected_on_level: bool,
    /// Places shared out per 100 expected citizens: placed, and placed or possible; none for groups
    /// whose help is mostly not places.
    pub places_shared_per_100_expected: Option<[f64; 2]>,
    /// Whether the rates rest on one to four providers ([`FEW_PROVIDERS`]).
    pub is_small: bool,
}

/// The rows of a marginal table by level, with rates.
pub fn rated(rows: &[MarginRow], map: &Map, needs: &Needs) -> Vec<SupplyOnLevel> {
    let mut rated = Vec::with_capacity(rows.len() * Level::ALL.len());
    for row in rows {
        let inhabitants = map.inhabitants(row.value, row.age_group);
        let assessed = Share::of(row.assessed.offerings, row.all.offerings);
        let n_placed = row.by_level.iter().map(|supply| supply.placed.offerings).sum();
        for level in Level::ALL {
            let supply = &row.by_level[level.index()];
            let placed = supply.placed;
            let need = needs.on_or_all(row.target_group, level);
            let is_of_ages = row.age_group.is_some()
                || matches!(row.value, Value::AgeGroup(_) | Value::AgeTaken(_));
            let has_place = row.value != Value::NotReported && !is_of_ages;
            let expected = need.filter(|_| has_place).map(|need| need.expected(map, row.value)[1]);
            let inhabited = inhabitants.map(|n| n as f64);
            let up_to = supply.up_to;
            let in_places = expected.filter(|_| needs.is_in_places(row.target_group));
            rated.push(SupplyOnLevel {
                target_group: row.target_group,
                age_group: row.age_group,
                value: row.value,
                level,
                placed,
                up_to: supply.up_to,
                placed_or_above: supply.placed_or_above,
                up_to_or_above: supply.up_to_or_above,
                assessed,
                of_placed: Share::of(placed.offerings, n_placed),
                inhabitants,
                places_open_per_100_000: rate(
                    [placed, up_to].map(|counts| counts.places_open * PARTS_OF_A_PLACE),
                    inhabited,
                    100_000.0,
                ),
                places_shared_per_100_000: rate(
                    [placed, up_to].map(|counts| counts.places_shared_parts),
                    inhabited,
                    100_000.0,
                ),
                expected_citizens: expected,
                is_expected_on_level: expected.is_some()
                    && need.is_some_and(|need| need.level.is_some()),
                places_shared_per_100_expected: rate(
                    [placed, up_to].map(|counts| counts.places_shared_parts),
                    in_places,
                    100.0,
                ),
                is_small: (1..FEW_PROVIDERS).contains(&placed.providers),
            });
        }
    }
    rated
}

/// Parts of places ([`PARTS_OF_A_PLACE`]) per `per` of `of`; none of nobody, nor of next to nobody, where it is
/// beyond all numbers.
fn rate(ends: [u64; 2], of: Option<f64>, per: f64) -> Option<[f64; 2]> {
    let of = of.filter(|of| *of > 0.0)?;
    let rates = ends.map(|parts| places(parts) * per / of);
    rates.iter().all(|rate| rate.is_finite()).then_some(rates)
}
