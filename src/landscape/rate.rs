//! How much is that per 100.000 inhabitants and per 100 expected citizens, and how firm is it?

use std::collections::BTreeMap;

use super::counts::{Counts, PARTS_OF_A_PLACE, places};
use super::map::Map;
use super::margin::MarginRow;
use super::need::Needs;
use super::value::Value;
use crate::model::{AgeGroup, Interval, Level, TargetGroupId, garwood, wilson};

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

/// So many per 100.000 inhabitants (or per 100 expected citizens), with the exact (Garwood)
/// interval of the count. It takes what is counted to come one by one: places come by department,
/// so theirs is too narrow if anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The rate.
    pub value: f64,
    /// Its interval, in the same unit.
    pub interval: Interval,
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
    /// Placed providers per 100.000 of them; none where nobody lives.
    pub providers_per_100_000: Option<Rate>,
    /// Placed places open to the group, per 100.000. Never add over groups.
    pub places_open_per_100_000: Option<Rate>,
    /// Placed places shared out, per 100.000.
    pub places_shared_per_100_000: Option<Rate>,
    /// Expected citizens (central estimate) where the value stands; none without a size, for
    /// one age group (sizes are for the ages that were estimated) or for "not reported".
    pub expected_citizens: Option<f64>,
    /// Whether they are those with a need on this level; else those of all levels together, as no
    /// size is split.
    pub is_expected_on_level: bool,
    /// Placed places shared out, per 100 expected citizens.
    pub places_shared_per_100_expected: Option<Rate>,
    /// Whether the rates rest on one to four providers ([`FEW_PROVIDERS`]).
    pub is_small: bool,
}

/// The rows of a marginal table by level, with rates.
pub fn rated(rows: &[MarginRow], map: &Map, needs: &Needs) -> Vec<SupplyOnLevel> {
    let mut intervals = Intervals::default();
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
            let mut rate = |parts: u64, of: Option<f64>, per: f64| intervals.rate(parts, of, per);
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
                providers_per_100_000: rate(
                    placed.providers * PARTS_OF_A_PLACE,
                    inhabited,
                    100_000.0,
                ),
                places_open_per_100_000: rate(
                    placed.places_open * PARTS_OF_A_PLACE,
                    inhabited,
                    100_000.0,
                ),
                places_shared_per_100_000: rate(placed.places_shared_parts, inhabited, 100_000.0),
                expected_citizens: expected,
                is_expected_on_level: expected.is_some()
                    && need.is_some_and(|need| need.level.is_some()),
                places_shared_per_100_expected: rate(placed.places_shared_parts, expected, 100.0),
                is_small: (1..FEW_PROVIDERS).contains(&placed.providers),
            });
        }
    }
    rated
}

/// Exact intervals of counts: the same few counts come again and again.
#[derive(Default)]
struct Intervals(BTreeMap<u32, Option<Interval>>);

impl Intervals {
    /// `parts` ([`PARTS_OF_A_PLACE`]) per `per` of `of`; none of nothing. Of places that are shared out there
    /// are parts: the interval then reaches from that of the whole places below to that above.
    fn rate(&mut self, parts: u64, of: Option<f64>, per: f64) -> Option<Rate> {
        let scale = per / of.filter(|of| *of > 0.0)?;
        let (below, above) = (parts / PARTS_OF_A_PLACE, parts.div_ceil(PARTS_OF_A_PLACE));
        let low = self.exact(below)?.low;
        let high = self.exact(above)?.high;
        // Next to nobody expected: a rate beyond all numbers is no rate.
        let interval = Interval { low: low * scale, high: high * scale };
        let value = places(parts) * scale;
        interval.high.is_finite().then_some(Rate { value, interval })
    }

    fn exact(&mut self, count: u64) -> Option<Interval> {
        let count = u32::try_from(count).ok()?;
        *self.0.entry(count).or_insert_with(|| garwood(count, CONFIDENCE))
    }
}
