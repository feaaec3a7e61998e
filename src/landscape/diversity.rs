//! How many kinds of service are there in a region, and in which mix?

use std::collections::BTreeMap;

use super::class::Class;
use super::cover::Withheld;
use super::coverage::Coverage;
use super::facts::{Fact, in_order};
use super::map::Map;
use super::rate::Share;
use super::value::Value;
use crate::model::{DepartmentId, Level, ProviderId, ProviderKind, ServiceSet, TargetGroupId};

/// *Mangfoldighed og balance* of a group (or all groups) on a level (or all together) in a region.
#[derive(Clone, Debug, PartialEq)]
pub struct DiversityRow {
    /// The target group; none for all of them together, each department once.
    pub target_group: Option<TargetGroupId>,
    /// The level; none for everything, placed or not.
    pub level: Option<Level>,
    /// A region, [`Value::NotReported`] where some stands in none, or [`Value::Total`].
    pub area: Value,
    /// Departments, and providers without any, each once.
    pub units: u64,
    /// *Ydelsestyper* that any of them has.
    pub services: ServiceSet,
    /// How many those are.
    pub n_services: u32,
    /// Units whose services are not reported.
    pub units_without_services: u64,
    /// Units whose kind is not known.
    pub units_without_kind: u64,
    /// *Døgntilbud, dagtilbud, ambulant, udgående* along [`ProviderKind::ALL`], of the units whose
    /// kind is known; none where no kind is. One of two kinds counts under both.
    pub kinds: [Option<Share>; 4],
    /// Why there are no shares on a level.
    pub withheld: Option<Withheld>,
}

#[derive(Clone, Default)]
struct Cell {
    provider: Option<ProviderId>,
    /// Units of this provider that were met, sorted: its departments, or itself as none of them.
    met: Vec<Option<DepartmentId>>,
    units: u64,
    services: ServiceSet,
    without_services: u64,
    without_kind: u64,
    by_kind: [u64; 4],
}

/// A row for all groups and each of `groups`, every level and region of the map, and the country.
pub fn diversity(
    facts: &[Fact],
    groups: &[TargetGroupId],
    map: &Map,
    coverage: &Coverage,
) -> Vec<DiversityRow> {
    let mut areas: Vec<Value> = map.regions().iter().map(|region| Value::Region(*region)).collect();
    let (nowhere, country) = (areas.len(), areas.len() + 1);
    areas.extend([Value::NotReported, Value::Total]);
    let levels = [None, Some(Level::Light), Some(Level::Moderate), Some(Level::High)];
    let all_groups: Vec<Option<TargetGroupId>> =
        [None].into_iter().chain(groups.iter().copied().map(Some)).collect();
    let group_at: BTreeMap<TargetGroupId, usize> = groups.iter().copied().zip(1..).collect();
    let mut cells = vec![Cell::default(); all_groups.len() * levels.len() * areas.len()];
    for fact in in_order(facts) {
        let Some(group) = group_at.get(&fact.target_group) else { continue };
        let region = fact.municipality.and_then(|code| map.region(code));
        let region = region.and_then(|r| map.regions().iter().position(|known| *known == r));
        let on = |level: &Option<Level>| level.is_none_or(|level| fact.class == Class::On(level));
        for (nth, _) in levels.iter().enumerate().filter(|(_, level)| on(level)) {
            for group in [0, *group] {
                for area in [region.unwrap_or(nowhere), country] {
                    cells[(group * levels.len() + nth) * areas.len() + area].add(fact);
                }
            }
        }
    }
    let keys = all_groups.iter().flat_map(|group| {
        let areas = &areas;
        levels
            .into_iter()
            .flat_map(move |level| areas.iter().map(move |area| (*group, level, *area)))
    });
    keys.zip(&cells)
        .filter(|((.., area), cell)| *area != Value::NotReported || cell.units > 0)
        .map(|((target_group, level, area), cell)| {
            // Everything, placed or not, is known whatever is assessed.
            let is_told = level.is_none() || coverage.is_enough(target_group, area);
            cell.row(target_group, level, area, is_told)
        })
        .collect()
}

impl Cell {
    fn add(&mut self, fact: &Fact) {
        if self.provider != Some(fact.provider) {
            self.provider = Some(fact.provider);
            self.met.clear();
        }
        let Err(at) = self.met.binary_search(&fact.department) else { return };
        self.met.insert(at, fact.department);
        self.units += 1;
        self.services.0 |= fact.services.0;
        self.without_services += u64::from(fact.services.0 == 0);
        self.without_kind += u64::from(fact.kinds.is_empty());
        for (n, kind) in self.by_kind.iter_mut().zip(ProviderKind::ALL) {
            *n += u64::from(fact.kinds.contains(kind));
        }
    }

    fn row(
        &self,
        target_group: Option<TargetGroupId>,
        level: Option<Level>,
        area: Value,
        is_told: bool,
    ) -> DiversityRow {
        DiversityRow {
            target_group,
            level,
            area,
            units: self.units,
            services: self.services,
            n_services: self.services.0.count_ones(),
            units_without_services: self.without_services,
            units_without_kind: self.without_kind,
            kinds: self
                .by_kind
                .map(|n| Share::of(n, self.units - self.without_kind).filter(|_| is_told)),
            withheld: (!is_told && self.units > 0).then_some(Withheld::TooFewAssessed),
        }
    }
}
