//! How is each thing counted once, however many rows it has?

use std::collections::HashMap;

use super::counts::Counts;
use super::facts::{Fact, in_order};
use crate::model::{DepartmentId, OfferingId, ProviderId, TargetGroupId};

/// A count under way. Facts must come by provider and, within it, by offering.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: Counts,
    provider: Option<ProviderId>,
    offering: Option<OfferingId>,
    /// Departments of this provider that were met, sorted.
    departments: Vec<DepartmentId>,
}

impl Tally {
    pub(super) fn add(&mut self, fact: &Fact) {
        if self.provider != Some(fact.provider) {
            self.provider = Some(fact.provider);
            self.counts.providers += 1;
            self.departments.clear();
        }
        if self.offering != Some(fact.offering) {
            self.offering = Some(fact.offering);
            self.counts.offerings += 1;
            self.counts.offerings_without_department += u64::from(fact.department.is_none());
        }
        if let Some(department) = fact.department
            && let Err(at) = self.departments.binary_search(&department)
        {
            self.departments.insert(at, department);
            self.counts.departments += 1;
            self.counts.places_open += fact.places.map_or(0, u64::from);
            self.counts.departments_without_places += u64::from(fact.places.is_none());
        }
        self.counts.places_shared_parts += fact.places_shared_parts.unwrap_or(0);
    }

    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }
}

/// The facts of each of `groups`, along them and in the order that a [`Tally`] wants: a group's
/// tallies then stay near at hand, and groups can be counted side by side.
pub(super) fn by_group<'f>(facts: &'f [Fact], groups: &[TargetGroupId]) -> Vec<Vec<&'f Fact>> {
    let group_at: HashMap<TargetGroupId, usize> = groups.iter().copied().zip(0..).collect();
    let mut by_group = vec![Vec::new(); groups.len()];
    for fact in in_order(facts) {
        if let Some(at) = group_at.get(&fact.target_group) {
            by_group[*at].push(fact);
        }
    }
    by_group
}
