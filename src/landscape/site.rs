//! Where do the providers of a level stand?

use std::collections::BTreeMap;

use super::class::Class;
use super::facts::Fact;
use super::map::Map;
use crate::model::{Level, ProviderId, TargetGroupId};

/// A provider that is placed on a level for a group, in one municipality. One without departments
/// stands in each municipality that it covers, without places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The municipality: a place along the map.
    pub municipality: usize,
    /// The provider.
    pub provider: ProviderId,
    /// Parts of its places shared out; 0 where none are reported.
    pub places_parts: u64,
}

/// The sites of every group and level. Providers without a municipality of the map stand nowhere
/// and are in no table of access.
#[derive(Clone, Debug, Default)]
pub struct Sites(BTreeMap<(TargetGroupId, Level, IsOrAbove), Vec<Site>>);

type IsOrAbove = bool;

impl Sites {
    /// Those of providers that are placed.
    pub fn of(facts: &[Fact], map: &Map) -> Self {
        Self::having(facts, map, |fact, level| fact.class == Class::On(level))
    }

    /// Those of providers that are placed or could be (Reading R13).
    pub fn possible(facts: &[Fact], map: &Map) -> Self {
        Self::having(facts, map, Fact::could_be_on)
    }

    fn having(facts: &[Fact], map: &Map, is_on: impl Fn(&Fact, Level) -> bool) -> Self {
        let mut sites: BTreeMap<_, Vec<Site>> = BTreeMap::new();
        for fact in facts {
            let Some(municipality) = fact.municipality.and_then(|code| map.place(code)) else {
                continue;
            };
            let site = Site {
                municipality,
                provider: fact.provider,
                places_parts: fact.places_shared_parts.unwrap_or(0),
            };
            for level in Level::ALL {
                let mut add = |is_or_above| {
                    sites.entry((fact.target_group, level, is_or_above)).or_default().push(site);
                };
                if is_on(fact, level) {
                    add(false);
                }
                if Level::ALL.into_iter().any(|above| above >= level && is_on(fact, above)) {
                    add(true);
                }
            }
        }
        Self(sites.into_iter().map(|(key, sites)| (key, one_per_provider(sites))).collect())
    }

    /// The sites on exactly a level, by municipality and provider.
    pub fn on(&self, group: TargetGroupId, level: Level) -> &[Site] {
        self.0.get(&(group, level, false)).map_or(&[], Vec::as_slice)
    }

    /// The sites on a level or above, each once.
    pub fn on_or_above(&self, group: TargetGroupId, level: Level) -> &[Site] {
        self.0.get(&(group, level, true)).map_or(&[], Vec::as_slice)
    }
}

/// A provider's departments in one municipality are one site.
fn one_per_provider(mut sites: Vec<Site>) -> Vec<Site> {
    sites.sort_unstable();
    sites.dedup_by(|next, kept| {
        let is_same = (next.municipality, next.provider) == (kept.municipality, kept.provider);
        if is_same {
            kept.places_parts += next.places_parts;
        }
        is_same
    });
    sites
}

/// Parts of places in each municipality along the map.
pub(super) fn places_by_municipality(sites: &[Site], n: usize) -> Vec<u64> {
    let mut places = vec![0; n];
    for site in sites {
        places[site.municipality] += site.places_parts;
    }
    places
}
