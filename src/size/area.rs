//! How many citizens are to be expected in each region, and in the country?

use std::collections::BTreeMap;

use super::{ExpectedCitizens, Variant};
use crate::guideline::GuidelineStatus;
use crate::model::{AgeBand, Level, MunicipalityCode, RegionId, TargetGroupId};

/// A sum of municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// *Region*, on the map of a day.
    Region(RegionId),
    /// *Kommuner uden region* on that map.
    WithoutRegion,
    /// *Hele landet.*
    Country,
}

/// *Forventede borgere* of an area: the sum of its municipalities.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedInArea {
    /// The target group.
    pub target_group: TargetGroupId,
    /// *Delmålgruppe*; none for the whole group.
    pub subgroup: Option<Box<str>>,
    /// Level of need; none for all levels together.
    pub level: Option<Level>,
    /// The age band; none for all ages together.
    pub age_band: Option<AgeBand>,
    /// The area.
    pub area: Area,
    /// Expected citizens, by variant.
    pub expected: [f64; 3],
    /// In whole citizens, by variant.
    pub whole: [u64; 3],
    /// Whether the numbers are made with an example, a draft, or something decided.
    pub status: GuidelineStatus,
}

/// Adds up municipalities by region, and to the country; sorted by group, sub-group, level, age
/// band and area.
pub fn expected_in_areas(
    rows: &[ExpectedCitizens],
    region_of: impl Fn(MunicipalityCode) -> Option<RegionId>,
) -> Vec<ExpectedInArea> {
    type Key<'r> = (TargetGroupId, Option<&'r str>, Option<Level>, Option<AgeBand>, Area);
    let mut sums: BTreeMap<Key<'_>, ([f64; 3], [u64; 3], GuidelineStatus)> = BTreeMap::new();
    for row in rows {
        let region = region_of(row.municipality).map_or(Area::WithoutRegion, Area::Region);
        for area in [region, Area::Country] {
            let subgroup = row.subgroup.as_deref();
            let key = (row.target_group, subgroup, row.level, row.age_band, area);
            let (expected, whole, status) =
                sums.entry(key).or_insert(([0.0; 3], [0; 3], row.status));
            expected[Variant::index(row.variant)] += row.expected;
            whole[Variant::index(row.variant)] += row.whole;
            *status = row.status.min(*status);
        }
    }
    sums.into_iter()
        .map(|((target_group, subgroup, level, age_band, area), (expected, whole, status))| {
            let subgroup = subgroup.map(Into::into);
            ExpectedInArea {
                target_group,
                subgroup,
                level,
                age_band,
                area,
                expected,
                whole,
                status,
            }
        })
        .collect()
}
