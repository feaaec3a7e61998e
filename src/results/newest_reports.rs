//! What do the newest reports say of a group on a level in an area?

use std::collections::{BTreeSet, HashMap};

use crate::capacity::{self, Area, By, CapacityRow, FlowRow};
use crate::landscape::Value;
use crate::model::{Level, TargetGroupId};

/// The rows of the newest year by group, level and area.
pub(super) struct NewestReports<'k> {
    places: HashMap<(TargetGroupId, Option<Level>, Value), &'k CapacityRow>,
    flows: HashMap<(TargetGroupId, Option<Level>, Value), &'k FlowRow>,
}

impl<'k> NewestReports<'k> {
    /// Of a year of each.
    pub(super) fn of(places: &'k [CapacityRow], flows: &'k [FlowRow], years: (u16, u16)) -> Self {
        let area = |row: &CapacityRow| match (row.by, row.value) {
            (By::Region(0), capacity::Value::Region(region)) => Some(Value::Region(region)),
            (By::Region(0), capacity::Value::Total) => Some(Value::Total),
            (By::Region(0), capacity::Value::NotReported) => Some(Value::NotReported),
            (By::Municipality, capacity::Value::Municipality(code)) => {
                Some(Value::Municipality(code))
            }
            _ => None,
        };
        let of_flows = |row: &FlowRow| match row.area {
            Area::Country => Value::Total,
            Area::Region(region) => Value::Region(region),
            Area::Municipality(code) => Value::Municipality(code),
            Area::NotReported => Value::NotReported,
        };
        let places = places.iter().filter(|row| row.year == years.0);
        let places =
            places.filter_map(|row| Some(((row.target_group?, row.level, area(row)?), row)));
        let flows = flows.iter().filter(|row| row.year == years.1);
        let flows =
            flows.filter_map(|row| Some(((row.target_group?, row.level, of_flows(row)), row)));
        Self { places: places.collect(), flows: flows.collect() }
    }

    /// The groups that anything is reported of.
    pub(super) fn reported_groups(&self) -> BTreeSet<TargetGroupId> {
        let reported = self.places.values().filter(|row| row.is_reported());
        reported.filter_map(|row| row.target_group).collect()
    }

    /// Places of a group on a level in an area.
    pub(super) fn places(
        &self,
        group: TargetGroupId,
        level: Option<Level>,
        area: Value,
    ) -> Option<&'k CapacityRow> {
        self.places.get(&(group, level, area)).copied()
    }

    /// Citizens of a group on a level in an area.
    pub(super) fn flows(
        &self,
        group: TargetGroupId,
        level: Option<Level>,
        area: Value,
    ) -> Option<&'k FlowRow> {
        self.flows.get(&(group, level, area)).copied()
    }
}
