//! How much is there, with nothing counted twice?

use std::collections::HashMap;

use super::facts::Fact;
use crate::model::TargetGroupId;

/// Supply in several units, never to be mixed. Each thing counts once, however many rows it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// *Tilbud og andre leverandører.*
    pub providers: u64,
    /// *Tilbud x målgruppe*: the unit that is placed. More than providers only where an offering
    /// is split by age or sub-group.
    pub offerings: u64,
    /// *Afdelinger.*
    pub departments: u64,
    /// *Pladser åbne for målgruppen*: may be counted for several groups, so never add over groups.
    pub places_open: u64,
    /// Thousandths of *pladser delt ud*: shared equally over the department's groups; these add
    /// up.
    pub places_shared_milli: u64,
    /// Departments whose places are not reported and so are in neither sum.
    pub departments_without_places: u64,
    /// Offerings without departments (outside the portal, matrikelløse): they have no places.
    pub offerings_without_department: u64,
}

impl Counts {
    /// Nothing at all.
    pub const NOTHING: Self = Self {
        providers: 0,
        offerings: 0,
        departments: 0,
        places_open: 0,
        places_shared_milli: 0,
        departments_without_places: 0,
        offerings_without_department: 0,
    };
}

/// A count under way. Facts must come by provider and, within it, by offering.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: Counts,
    provider: Option<u32>,
    offering: Option<u32>,
    /// Departments of this provider that were met, sorted.
    departments: Vec<u32>,
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
        self.counts.places_shared_milli += fact.places_shared_milli.unwrap_or(0);
    }

    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }
}

/// The facts in the order that a [`Tally`] wants.
pub(super) fn in_order(facts: &[Fact]) -> Vec<&Fact> {
    let mut ordered: Vec<&Fact> = facts.iter().collect();
    let key = |fact: &&Fact| (fact.provider, fact.offering, fact.department, fact.municipality);
    if !ordered.is_sorted_by_key(key) {
        ordered.sort_by_key(key);
    }
    ordered
}

/// The same for each of `groups` by itself, along them: a group's tallies then stay near at hand,
/// and groups can be counted side by side.
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
