//! What becomes of the places on each level when what is planned comes?

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::amounts::{PARTS, share};
use super::cell::CapacityRow;
use super::input::{Area, Input};
use super::planned::Planned;
use super::value::{By, Value};
use crate::model::{Certainty, Level, RegionId, TargetGroupId};

/// Changes until the end of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Horizon {
    /// Places more or fewer that are decided.
    pub decided: f64,
    /// Places more or fewer that are considered, or of which it is not reported which.
    pub considered: f64,
    /// Changes that do not say how many places.
    pub without_places: u64,
}

/// A group on a level (none: all) in the country or a region.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlookRow {
    /// The newest year of reports: changes after its end are looked at.
    pub year: u16,
    /// The target group; `None`: all together.
    pub target_group: Option<TargetGroupId>,
    /// The country or a region.
    pub area: Area,
    /// The level; `None`: placed or not.
    pub level: Option<Level>,
    /// Departments, and those that reported places.
    pub departments: (u64, u64),
    /// Places of the year, from those reported to those that could be.
    pub places: super::Bounds,
    /// What changes in one year, and in two.
    pub after: [Horizon; 2],
}

/// Changes by group, area and level, in parts of a place.
type Changes = BTreeMap<(Option<TargetGroupId>, Value, Option<Level>), [([i128; 2], u64); 2]>;

/// Sets what is planned beside the places of the newest year. Changes are shared out over the
/// offerings of their department, as places are. Rows of groups and levels are where anything is
/// planned; those of all groups are complete.
pub fn outlook(rows: &[CapacityRow], input: &Input<'_>, planned: &[Planned]) -> Vec<OutlookRow> {
    let Some(year) = rows.iter().map(|row| row.year).max() else { return Vec::new() };
    let changes = changes(input, planned, year);
    let of_year = rows.iter().filter(|row| row.year == year && row.by == By::Region(0));
    let of_year = of_year.filter_map(|row| {
        let known = changes.get(&(row.target_group, row.value, row.level));
        (known.is_some() || row.target_group.is_none()).then(|| OutlookRow {
            year,
            target_group: row.target_group,
            area: match row.value {
                Value::Region(region) => Area::Region(region),
                Value::Total => Area::Country,
                _ => Area::NotReported,
            },
            level: row.level,
            departments: (row.departments, row.reported[0]),
            places: row.places,
            after: known.map_or_else(Default::default, |known| {
                known.map(|([decided, considered], without_places)| Horizon {
                    decided: signed(decided),
                    considered: signed(considered),
                    without_places,
                })
            }),
        })
    });
    of_year.collect()
}

fn signed(parts: i128) -> f64 {
    parts as f64 / PARTS as f64
}

fn changes(input: &Input<'_>, planned: &[Planned], year: u16) -> Changes {
    let mut changes = Changes::new();
    let end = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
    let (Some(now), Some(last)) = (end(i32::from(year)), end(i32::from(year) + 2)) else {
        return changes;
    };
    for planned in planned.iter().filter(|p| p.change.on > now && p.change.on <= last) {
        let offers = input.offers_of(input.units_of(planned.unit));
        let region: Option<RegionId> = match planned.area {
            Area::Municipality(code) => input.region(code),
            _ => None,
        };
        let is_first_year = planned.change.on.year() == i32::from(year) + 1;
        let column = usize::from(planned.change.certainty != Certainty::Decided);
        let all = i128::from(planned.change.places.unwrap_or(0)) * i128::from(PARTS);
        let mut add = |group, level, parts: i128| {
            for value in [Value::Total, region.map_or(Value::NotReported, Value::Region)] {
                let known = changes.entry((group, value, level)).or_default();
                for (horizon, (sums, without)) in known.iter_mut().enumerate() {
                    // What comes in the first year is there in the second.
                    if horizon == 1 || is_first_year {
                        sums[column] += parts;
                        *without += u64::from(planned.change.places.is_none());
                    }
                }
            }
        };
        add(None, None, all);
        for (nth, offer) in offers.iter().enumerate() {
            let part = i128::try_from(share(all.unsigned_abs(), nth, offers.len())).unwrap_or(0);
            let part = part * all.signum();
            add(Some(offer.target_group), None, part);
            if let Some(level) = offer.level {
                add(Some(offer.target_group), Some(level), part);
                add(None, Some(level), part);
            }
        }
    }
    changes
}
