//! Does supply meet need, level by level and place by place?
//!
//! Expected citizens with a need on exactly a level against places shared out that are placed on
//! exactly that level, with "or above" beside. Not everybody needs a place, and a place may be used
//! by citizens of any municipality: the data have no flow of citizens. A gap is an indicator.

use super::counts::places;
use super::coverage::Coverage;
use super::map::Map;
use super::margin::{LevelSupply, MarginRow};
use super::need::Needs;
use super::rate::Share;
use super::value::Value;
use crate::model::{Level, TargetGroupId};

/// Need and supply of a group, on one level or on all together, in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// A municipality, a region, [`Value::NotReported`] (supply that stands in no region, and so
    /// has no need to be held against) or [`Value::Total`], the country.
    pub area: Value,
    /// The level of both need and supply; none for all levels together.
    pub level: Option<Level>,
    /// Expected citizens: low, central, high; none when the group has no size, or none that is
    /// split by level.
    pub expected_citizens: Option<[f64; 3]>,
    /// Whether the expectation rests on example numbers.
    pub is_example: bool,
    /// Parts of places shared out, placed on exactly the level.
    pub places_parts: u64,
    /// The same, with those that could be on the level.
    pub places_up_to_parts: u64,
    /// Parts of places shared out, placed on the level or above.
    pub places_or_above_parts: u64,
    /// The same, with those that could be.
    pub places_or_above_up_to_parts: u64,
    /// Departments placed on the level whose places are not reported: the supply is understated.
    pub departments_without_places: u64,
    /// Offerings placed on the level that have no departments and so no places.
    pub offerings_without_department: u64,
    /// Offerings of the group assessed, of all here; none where nobody offers anything.
    pub assessed: Option<Share>,
    /// Expected citizens less places: low, central, high; below zero where places are more. Low is
    /// the low estimate against all that could be there, high the high one against what is placed.
    /// None while too little is assessed, here or in the region whose supply citizens use.
    pub gap: Option<[f64; 3]>,
    /// Places per 100 expected citizens, from low to high as the gap from high to low. None where
    /// an estimate expects nobody.
    pub cover_percent: Option<[f64; 3]>,
    /// The gap that supply on the level or above leaves.
    pub gap_or_above: Option<[f64; 3]>,
    /// Why there is no gap.
    pub withheld: Option<Withheld>,
}

/// Why no gap is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// No size of the group is known.
    NoSize,
    /// The size is known, but not split by level of need.
    NoSplit,
    /// Supply that stands nowhere on the map.
    NoPlace,
    /// Too few of the offerings are assessed, here or in the region.
    TooFewAssessed,
    /// The group's help is mostly not places.
    NotPlaces,
}

impl Withheld {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NoSize => "målgruppens størrelse er ikke skønnet",
            Self::NoSplit => "størrelsen er ikke delt på niveauer",
            Self::NoPlace => "kommunen er ikke oplyst",
            Self::TooFewAssessed => "for få tilbud er vurderet, her eller i regionen",
            Self::NotPlaces => "hjælpen til målgruppen er mest ikke pladser",
        }
    }
}

/// Holds supply against need: a row for each level and for all together, of each marginal row.
/// `rows` are those of municipalities, regions or the country, of all ages.
pub fn cover(rows: &[MarginRow], needs: &Needs, map: &Map, coverage: &Coverage) -> Vec<CoverRow> {
    let levels = || Level::ALL.map(Some).into_iter().chain([None]);
    rows.iter()
        .flat_map(|row| levels().map(move |level| held_against(row, level, needs, map, coverage)))
        .collect()
}

/// Whether enough is assessed, of what is here and of the region that it lies in.
fn is_enough(row: &MarginRow, map: &Map, coverage: &Coverage) -> bool {
    let area = match row.value {
        Value::Municipality(code) => map.region(code).map_or(Value::Total, Value::Region),
        area => area,
    };
    let here = Share::of(row.assessed.offerings, row.all.offerings);
    here.is_none_or(|share| coverage.is_share_enough(share))
        && coverage.is_enough(Some(row.target_group), area)
}

fn held_against(
    row: &MarginRow,
    level: Option<Level>,
    needs: &Needs,
    map: &Map,
    coverage: &Coverage,
) -> CoverRow {
    let group = row.target_group;
    let need = needs.get(group, level);
    let expected =
        need.filter(|_| row.value != Value::NotReported).map(|need| need.expected(map, row.value));
    // All levels together are *let* or above.
    let all_levels = || {
        let LevelSupply { placed_or_above: placed, up_to_or_above: up_to, .. } = row.by_level[0];
        LevelSupply { placed, up_to, placed_or_above: placed, up_to_or_above: up_to }
    };
    let supply = level.map_or_else(all_levels, |level| row.by_level[level.index()]);
    let (n_assessed, n) = (row.assessed.offerings, row.all.offerings);
    let has_size = needs.get(group, None).is_some()
        || Level::ALL.into_iter().any(|level| needs.get(group, Some(level)).is_some());
    let withheld = if row.value == Value::NotReported {
        Some(Withheld::NoPlace)
    } else if !has_size {
        Some(Withheld::NoSize)
    } else if need.is_none() {
        Some(Withheld::NoSplit)
    } else if !needs.is_in_places(group) {
        Some(Withheld::NotPlaces)
    } else if !is_enough(row, map, coverage) {
        Some(Withheld::TooFewAssessed)
    } else {
        None
    };
    let told = expected.filter(|_| withheld.is_none());
    let gap = |low: u64, high: u64| told.map(|expected| gap(expected, places(low), places(high)));
    CoverRow {
        target_group: group,
        area: row.value,
        level,
        expected_citizens: expected,
        is_example: need.is_some_and(|need| need.is_example),
        places_parts: supply.placed.places_shared_parts,
        places_up_to_parts: supply.up_to.places_shared_parts,
        places_or_above_parts: supply.placed_or_above.places_shared_parts,
        places_or_above_up_to_parts: supply.up_to_or_above.places_shared_parts,
        departments_without_places: supply.placed.departments_without_places,
        offerings_without_department: supply.placed.offerings_without_department,
        assessed: Share::of(n_assessed, n),
        gap: gap(supply.placed.places_shared_parts, supply.up_to.places_shared_parts),
        cover_percent: told.and_then(|expected| {
            let (placed, up_to) = (supply.placed, supply.up_to);
            cover_percent(
                expected,
                places(placed.places_shared_parts),
                places(up_to.places_shared_parts),
            )
        }),
        gap_or_above: gap(
            supply.placed_or_above.places_shared_parts,
            supply.up_to_or_above.places_shared_parts,
        ),
        withheld,
    }
}

fn gap([low, central, high]: [f64; 3], placed: f64, up_to: f64) -> [f64; 3] {
    [low - up_to, central - placed, high - placed]
}

fn cover_percent([low, central, high]: [f64; 3], placed: f64, up_to: f64) -> Option<[f64; 3]> {
    let cover = [placed / high, placed / central, up_to / low].map(|cover| cover * 100.0);
    cover.iter().all(|percent| percent.is_finite()).then_some(cover)
}
