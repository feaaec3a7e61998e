//! What is lost when a single provider closes?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::map::Map;
use super::need::Needs;
use super::site::{Site, Sites};
use super::travel::Travel;
use crate::model::{Level, ProviderId, RegionId, TargetGroupId};

/// *Ved lukning*: what goes with one provider on one level.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosingRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level that it is placed on.
    pub level: Level,
    /// The provider.
    pub provider: ProviderId,
    /// Parts of its places shared out on the level.
    pub places_parts: u64,
    /// Municipalities that have no other provider of the level within reach.
    pub municipalities_lost: u64,
    /// Expected citizens there (central estimate); none when the group has no size.
    pub citizens_lost: Option<f64>,
    /// Regions in which it is the only provider of the level.
    pub only_one_in: Vec<RegionId>,
}

/// A row for every provider that is placed and stands somewhere, by group, level and provider.
/// `within` is how far a citizen reaches (included), in km or minutes.
pub fn closings(
    groups: &[TargetGroupId],
    sites: &Sites,
    needs: &Needs,
    map: &Map,
    travel: &Travel,
    within: f64,
) -> Vec<ClosingRow> {
    if travel.len() != map.len() {
        return Vec::new();
    }
    let regions: Vec<Option<RegionId>> = map.region_of_each().collect();
    let keys: Vec<_> =
        groups.iter().flat_map(|group| Level::ALL.map(|level| (*group, level))).collect();
    let of_key = |(group, level): &(TargetGroupId, Level)| {
        let on = sites.on(*group, *level);
        let need = needs.on_or_all(*group, *level);
        let central = need.map(super::Need::central);
        let mut rows: BTreeMap<ProviderId, ClosingRow> = BTreeMap::new();
        for site in on {
            let row = rows.entry(site.provider).or_insert_with(|| ClosingRow {
                target_group: *group,
                level: *level,
                provider: site.provider,
                places_parts: 0,
                municipalities_lost: 0,
                citizens_lost: need.map(|_| 0.0),
                only_one_in: Vec::new(),
            });
            row.places_parts += site.places_parts;
        }
        let by_municipality: Vec<&[Site]> =
            on.chunk_by(|a, b| a.municipality == b.municipality).collect();
        for from in 0..travel.len() {
            let costs = travel.from(from);
            let in_reach = by_municipality
                .iter()
                .filter(|here| costs[here[0].municipality] <= within)
                .flat_map(|here| here.iter());
            if let Some(row) = only_one(in_reach).and_then(|only| rows.get_mut(&only)) {
                row.municipalities_lost += 1;
                let here = central.as_ref().map(|central| central[from]);
                row.citizens_lost = row.citizens_lost.zip(here).map(|(lost, here)| lost + here);
            }
        }
        for region in map.regions() {
            let there = on.iter().filter(|site| regions[site.municipality] == Some(*region));
            if let Some(row) = only_one(there).and_then(|only| rows.get_mut(&only)) {
                row.only_one_in.push(*region);
            }
        }
        rows.into_values().collect::<Vec<_>>()
    };
    keys.par_iter().flat_map_iter(of_key).collect()
}

/// The provider of all these sites, when it is one and the same.
fn only_one<'s>(mut sites: impl Iterator<Item = &'s Site>) -> Option<ProviderId> {
    let first = sites.next()?.provider;
    sites.all(|site| site.provider == first).then_some(first)
}
