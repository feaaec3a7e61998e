//! Are there free places for the citizens who are expected, and how many of them are in a department
//! already?
//!
//! The landscape holds all places against need, by distance. Here it is the free ones, as they are
//! reported; and who pays for whom, instead of distance. Both only where enough is reported.

use crate::capacity::{Area, By, ByGroup, CapacityRow, FlowRow, Input, Value, Withheld, in_units};
use crate::landscape::{LandscapeError, Map, Needs, Weights, floating_catchment};
use crate::model::{MunicipalityCode, TargetGroupId};

/// A group in a municipality.
#[derive(Clone, Debug)]
pub struct FreeAccessRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Expected citizens: low, central, high.
    pub expected: [f64; 3],
    /// Free places reported there.
    pub free_here: f64,
    /// Free places in reach for 100 expected citizens (E2SFCA, central estimate); `None`: withheld.
    pub free_for_100: Option<f64>,
    /// Departments of the group in the region, and of them those that reported occupancy.
    pub departments: (u64, u64),
    /// Why there is no access to free places.
    pub free_withheld: Option<Withheld>,
    /// Citizens whom the municipality pays for in departments for the group, at least.
    pub citizens: f64,
    /// The same of those expected, in percent (central estimate); `None`: withheld.
    pub in_departments_percent: Option<f64>,
    /// Why there is none.
    pub citizens_withheld: Option<Withheld>,
}

/// What the rows are made from.
pub(super) struct FreeAccess<'f> {
    pub(super) input: &'f Input<'f>,
    pub(super) map: &'f Map,
    pub(super) needs: &'f Needs,
    pub(super) weights: &'f Weights,
    pub(super) places: &'f [CapacityRow],
    pub(super) flows: &'f [FlowRow],
    pub(super) free: &'f ByGroup,
    pub(super) citizens: &'f ByGroup,
    /// The newest year of each.
    pub(super) years: (u16, u16),
}

impl FreeAccess<'_> {
    /// The groups that somebody reported free places or citizens of, whose help is places and whose
    /// size is estimated; in every municipality.
    ///
    /// # Errors
    /// A fault of the program, as [`floating_catchment`].
    pub(super) fn rows(&self) -> Result<Vec<FreeAccessRow>, LandscapeError> {
        let mut groups: Vec<TargetGroupId> =
            self.free.keys().chain(self.citizens.keys()).copied().collect();
        groups.sort_unstable();
        groups.dedup();
        let mut rows = Vec::new();
        for group in groups.into_iter().filter(|group| self.needs.is_in_places(*group)) {
            let Some(need) = self.needs.get(group, None) else { continue };
            let of = |by_group: &ByGroup, code: MunicipalityCode| {
                let parts = by_group.get(&group).and_then(|of_group| of_group.get(&code));
                in_units(parts.copied().unwrap_or(0))
            };
            let free: Vec<f64> =
                self.map.municipalities().map(|code| of(self.free, code)).collect();
            let central: Vec<f64> = need.by_municipality.iter().map(|need| need[1]).collect();
            let access = floating_catchment(&central, &free, self.weights)?.access;
            let citizens_withheld = self.withheld_of_flows(group);
            for (at, municipality) in self.map.municipalities().enumerate() {
                let (departments, free_withheld) = self.of_region(group, municipality);
                let expected = need.by_municipality[at];
                let citizens = of(self.citizens, municipality);
                let percent = (expected[1] > 0.0).then(|| 100.0 * citizens / expected[1]);
                rows.push(FreeAccessRow {
                    target_group: group,
                    municipality,
                    expected,
                    free_here: free[at],
                    free_for_100: Some(100.0 * access[at]).filter(|_| free_withheld.is_none()),
                    departments,
                    free_withheld,
                    citizens,
                    in_departments_percent: percent.filter(|_| citizens_withheld.is_none()),
                    citizens_withheld,
                });
            }
        }
        Ok(rows)
    }

    /// How many departments of a group reported occupancy in the region of a municipality, whose
    /// places its citizens use; and whether that is enough.
    fn of_region(
        &self,
        group: TargetGroupId,
        municipality: MunicipalityCode,
    ) -> ((u64, u64), Option<Withheld>) {
        let value = self.input.region(municipality).map_or(Value::Total, Value::Region);
        let row = self.places.iter().find(|row| {
            (row.year, row.by, row.value) == (self.years.0, By::Region(0), value)
                && row.target_group == Some(group)
                && row.level.is_none()
        });
        let departments = row.map_or((0, 0), |row| (row.departments, row.reported[1]));
        let is_enough = self.input.is_enough(departments.1, departments.0);
        (departments, (!is_enough).then_some(Withheld::TooFewReported))
    }

    /// Citizens may be in any department of the country.
    fn withheld_of_flows(&self, group: TargetGroupId) -> Option<Withheld> {
        let row = self.flows.iter().find(|row| {
            (row.year, row.area, row.target_group, row.level)
                == (self.years.1, Area::Country, Some(group), None)
        });
        row.map_or(Some(Withheld::TooFewReported), |row| row.withheld)
    }
}
