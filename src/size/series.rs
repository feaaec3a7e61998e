//! How many citizens of all ages are to be expected in each municipality, side by side?

use std::collections::BTreeMap;

use super::{ExpectedCitizens, Variant};
use crate::guideline::GuidelineStatus;
use crate::model::{Level, MunicipalityCode, TargetGroupId};

/// The expected citizens of all ages in each municipality, for one group, sub-group, level and
/// variant.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedSeries {
    /// The target group.
    pub target_group: TargetGroupId,
    /// *Delmålgruppe*; none for the whole group.
    pub subgroup: Option<Box<str>>,
    /// Level of need; none for all levels together.
    pub level: Option<Level>,
    /// Low, central or high.
    pub variant: Variant,
    /// Whether the numbers are made with an example, a draft, or something decided.
    pub status: GuidelineStatus,
    /// One per municipality, in the register's order.
    pub by_municipality: Vec<f64>,
}

/// The rows of [`super::expected_citizens`] for all ages, as one series each.
pub fn expected_series(rows: &[ExpectedCitizens]) -> Vec<ExpectedSeries> {
    let mut by_key: BTreeMap<_, (GuidelineStatus, Vec<(MunicipalityCode, f64)>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.age_band.is_none()) {
        let key = (row.target_group, row.subgroup.as_deref(), row.level, row.variant);
        let (_, series) = by_key.entry(key).or_insert_with(|| (row.status, Vec::new()));
        series.push((row.municipality, row.expected));
    }
    let series = |((target_group, subgroup, level, variant), (status, mut of))| {
        let of: &mut Vec<(MunicipalityCode, f64)> = &mut of;
        of.sort_by_key(|(code, _)| *code);
        let subgroup: Option<&str> = subgroup;
        ExpectedSeries {
            target_group,
            subgroup: subgroup.map(Into::into),
            level,
            variant,
            status,
            by_municipality: of.iter().map(|(_, expected)| *expected).collect(),
        }
    };
    by_key.into_iter().map(series).collect()
}
