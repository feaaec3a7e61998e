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
    /// Municipalities that have no other provider of the level within reach: none that could be on
    /// it, and none that is placed on it.
    pub municipalities_lost: [u64; 2],
    /// Expected citizens there (central estimate); none when the group has no size.
    pub citizens_lost: Option<[f64; 2]>,
    /// Regions in which it is the only provider of the level that is placed or could be.
    pub only_one_in: Vec<RegionId>,
    /// Regions in which it is the only one placed, and others could be.
    pub only_placed_in: Vec<RegionId>,
}

/// A row for every provider that is placed and stands somewhere, by group, level and provider.
/// `within` is how far a citizen reaches (included), in km or minutes.
pub fn closings(
    groups: &[TargetGroupId],
    (sites, possible): (&Sites, &Sites),
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
        let (on, possible) = (sites.on(*group, *level), possible.on(*group, *level));
        let need = needs.on_or_all(*group, *level);
        let central = need.map(super::Need::central);
        let mut rows: BTreeMap<ProviderId, ClosingRow> = BTreeMap::new();
        for site in on {
            let row = rows.entry(site.provider).or_insert_with(|| ClosingRow {
                target_group: *group,
                level: *level,
                provider: site.provider,
                places_parts: 0,
                municipalities_lost: [0; 2],
                citizens_lost: need.map(|_| [0.0; 2]),
                only_one_in: Vec::new(),
                only_placed_in: Vec::new(),
            });
            row.places_parts += site.places_parts;
        }
        for (end, sites) in [possible, on].into_iter().enumerate() {
            let by_municipality: Vec<&[Site]> =
                sites.chunk_by(|a, b| a.municipality == b.municipality).collect();
            for from in 0..travel.len() {
                let costs = travel.from(from);
                let in_reach = by_municipality
                    .iter()
                    .filter(|here| costs[here[0].municipality] <= within)
                    .flat_map(|here| here.iter());
                if let Some(row) = only_one(in_reach).and_then(|only| rows.get_mut(&only)) {
                    row.municipalities_lost[end] += 1;
                    if let (Some(lost), Some(central)) = (&mut row.citizens_lost, &central) {
                        lost[end] += central[from];
                    }
                }
            }
        }
        for region in map.regions() {
            let only = |sites: &[Site]| {
                only_one(sites.iter().filter(|site| regions[site.municipality] == Some(*region)))
            };
            let Some(placed) = only(on) else { continue };
            let is_only = only(possible) == Some(placed);
            let Some(row) = rows.get_mut(&placed) else { continue };
            if is_only { &mut row.only_one_in } else { &mut row.only_placed_in }.push(*region);
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
