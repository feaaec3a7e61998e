//! How near is a provider of each level, and to how many citizens?

use rayon::prelude::*;

use super::LandscapeError;
use super::access_rule::AccessRule;
use super::counts::places;
use super::floating_catchment::{Weights, floating_catchment};
use super::map::Map;
use super::need::{Need, Needs};
use super::site::{Site, Sites, places_by_municipality};
use super::travel::Travel;
use super::value::Value;
use crate::model::{Level, MunicipalityCode, ProviderId, TargetGroupId};

/// Access from one municipality to providers of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level that providers are placed on.
    pub level: Level,
    /// The municipality that citizens travel from.
    pub municipality: MunicipalityCode,
    /// The nearest on exactly the level; none where there is none, or no way to any.
    pub nearest: Option<Nearest>,
    /// The nearest on the level or above.
    pub nearest_or_above: Option<Nearest>,
    /// How near one can be at best: the nearest that is placed on the level or could be (Reading
    /// R13). What is placed is how far it is at most.
    pub nearest_possible: Option<Nearest>,
    /// The same for the level or above.
    pub nearest_possible_or_above: Option<Nearest>,
    /// E2SFCA: places on exactly the level per 100 expected citizens, from those placed to those
    /// placed or possible; 0 where none is reached, none where the group has no size or its help
    /// is mostly not places.
    pub e2sfca: Option<[f64; 2]>,
    /// The same for places on the level or above.
    pub e2sfca_or_above: Option<[f64; 2]>,
}

/// *Nærmeste leverandør.*
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// The provider; of those equally near the first.
    pub provider: ProviderId,
    /// How far, in km or minutes; 0 in the municipality itself unless a matrix says otherwise.
    pub distance: f64,
}

/// How many expected citizens have a provider within a band.
#[derive(Clone, Debug, PartialEq)]
pub struct BandRow {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level that providers are placed on.
    pub level: Level,
    /// Whether providers of the levels above count too.
    pub is_or_above: bool,
    /// A region, or [`Value::Total`].
    pub area: Value,
    /// Upper end of the band, included, in km or minutes. Bands hold those below them.
    pub up_to: f64,
    /// Expected citizens here (central estimate): those with a need on this level where the size
    /// is split, else of all levels; none when the group has no size.
    pub expected_citizens: Option<f64>,
    /// Those with a provider within the band: of those placed, and of those placed or possible.
    pub within: Option<[f64; 2]>,
    /// Their share, in percent; none where nobody is expected.
    pub share_percent: Option<[f64; 2]>,
}

/// *Tilgængelighed* of all groups and levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// A row for every group, level and municipality, in this order.
    pub rows: Vec<AccessRow>,
    /// A row for every group, level, without and with the levels above, area and band.
    pub bands: Vec<BandRow>,
    /// Places that no expected citizen reaches, by group and level, where there are any.
    pub unreached: Vec<(TargetGroupId, Level, f64)>,
}

/// Reckons access for each of `groups` and every level, also where nobody is placed: by the sites of
/// those placed, and by those of all that could be.
///
/// # Errors
/// The identity of E2SFCA does not hold: a fault of the program.
pub fn access(
    groups: &[TargetGroupId],
    (sites, possible): (&Sites, &Sites),
    needs: &Needs,
    map: &Map,
    travel: &Travel,
    rule: &AccessRule,
) -> Result<Access, LandscapeError> {
    if travel.len() != map.len() {
        return Err(LandscapeError::OffTheMap { found: travel.len(), n: map.len() });
    }
    let weights = Weights::of(travel, rule);
    let keys: Vec<_> =
        groups.iter().flat_map(|group| Level::ALL.map(|level| (*group, level))).collect();
    let parts: Vec<Access> = keys
        .par_iter()
        .map(|(group, level)| {
            let need = needs.on_or_all(*group, *level);
            let is_in_places = needs.is_in_places(*group);
            let of = Kernel { need, is_in_places, map, travel, rule, weights: &weights };
            of.access(*group, *level, sites, possible)
        })
        .collect::<Result<_, _>>()?;
    let mut all = Access::default();
    for part in parts {
        all.rows.extend(part.rows);
        all.bands.extend(part.bands);
        all.unreached.extend(part.unreached);
    }
    Ok(all)
}

/// E2SFCA of each municipality along the map: by what is placed, and by what could be.
type PerHundred = [Vec<f64>; 2];

/// What one group and level is reckoned with.
struct Kernel<'k> {
    need: Option<&'k Need>,
    is_in_places: bool,
    map: &'k Map,
    travel: &'k Travel,
    rule: &'k AccessRule,
    weights: &'k Weights,
}

impl Kernel<'_> {
    fn access(
        &self,
        group: TargetGroupId,
        level: Level,
        sites: &Sites,
        possible: &Sites,
    ) -> Result<Access, LandscapeError> {
        let ends = |is_or_above: bool| {
            [sites, possible].map(|sites| {
                if is_or_above { sites.on_or_above(group, level) } else { sites.on(group, level) }
            })
        };
        let (on, or_above) = (ends(false), ends(true));
        let nearest = on.map(|sites| nearest(sites, self.travel));
        let nearest_or_above = or_above.map(|sites| self::nearest(sites, self.travel));
        let (e2sfca, unreached) = self.per_hundred(on)?;
        let (e2sfca_or_above, _) = self.per_hundred(or_above)?;
        let at = |of: &Option<[Vec<f64>; 2]>, place: usize| {
            of.as_ref().map(|of| of.each_ref().map(|end| end[place]))
        };
        let rows = self.map.municipalities().enumerate().map(|(place, municipality)| AccessRow {
            target_group: group,
            level,
            municipality,
            nearest: nearest[0][place],
            nearest_or_above: nearest_or_above[0][place],
            nearest_possible: nearest[1][place],
            nearest_possible_or_above: nearest_or_above[1][place],
            e2sfca: at(&e2sfca, place),
            e2sfca_or_above: at(&e2sfca_or_above, place),
        });
        let rows = rows.collect();
        let mut bands = self.bands(group, level, false, &nearest);
        bands.extend(self.bands(group, level, true, &nearest_or_above));
        let unreached = (unreached > 0.0).then_some((group, level, unreached));
        Ok(Access { rows, bands, unreached: unreached.into_iter().collect() })
    }

    /// E2SFCA per 100 expected citizens, and the places that nobody reaches.
    fn per_hundred(&self, ends: [&[Site]; 2]) -> Result<(Option<PerHundred>, f64), LandscapeError> {
        let Some(need) = self.need.filter(|_| self.is_in_places) else { return Ok((None, 0.0)) };
        let citizens = need.central();
        let catchment = |sites: &[Site]| {
            let supplied = places_by_municipality(sites, self.map.len());
            let supplied: Vec<f64> = supplied.into_iter().map(places).collect();
            floating_catchment(&citizens, &supplied, self.weights)
        };
        let [placed, up_to] = [catchment(ends[0])?, catchment(ends[1])?];
        let hundred =
            |access: Vec<f64>| access.into_iter().map(|access| access * 100.0).collect::<Vec<_>>();
        Ok((Some([hundred(placed.access), hundred(up_to.access)]), placed.unreached))
    }

    fn bands(
        &self,
        group: TargetGroupId,
        level: Level,
        is_or_above: bool,
        nearest: &[Vec<Option<Nearest>>; 2],
    ) -> Vec<BandRow> {
        let central = self.need.map(Need::central);
        let regions = self.map.regions().iter().map(|region| Value::Region(*region));
        let areas = regions.chain([Value::Total]);
        let mut rows = Vec::new();
        for area in areas {
            for band in self.rule.bands() {
                let sum = |is_wanted: &dyn Fn(usize) -> bool| -> Option<f64> {
                    let here = central.as_ref()?.iter().enumerate();
                    let wanted = here.filter(|(at, _)| self.map.is_in(*at, area) && is_wanted(*at));
                    Some(wanted.map(|(_, citizens)| citizens).sum())
                };
                let within = |end: &Vec<Option<Nearest>>| {
                    let is_within =
                        |at: usize| end[at].is_some_and(|nearest| nearest.distance <= band.up_to);
                    sum(&is_within)
                };
                let expected_citizens = sum(&|_| true);
                let [placed, up_to] = nearest.each_ref().map(within);
                let within = placed.zip(up_to).map(|(placed, up_to)| [placed, up_to]);
                let share = within
                    .zip(expected_citizens)
                    .map(|(within, expected)| within.map(|citizens| citizens * 100.0 / expected));
                rows.push(BandRow {
                    target_group: group,
                    level,
                    is_or_above,
                    area,
                    up_to: band.up_to,
                    expected_citizens,
                    within,
                    share_percent: share.filter(|ends| ends.iter().all(|end| end.is_finite())),
                });
            }
        }
        rows
    }
}

/// The nearest site of each municipality along the map.
pub(super) fn nearest(sites: &[Site], travel: &Travel) -> Vec<Option<Nearest>> {
    // Sites are sorted by municipality and provider: the first of each municipality stands for it.
    let firsts: Vec<&Site> =
        sites.chunk_by(|a, b| a.municipality == b.municipality).map(|here| &here[0]).collect();
    let from = |place: usize| {
        let costs = travel.from(place);
        firsts
            .iter()
            .map(|site| Nearest { provider: site.provider, distance: costs[site.municipality] })
            .filter(|nearest| nearest.distance.is_finite())
            .min_by(|a, b| a.distance.total_cmp(&b.distance).then(a.provider.cmp(&b.provider)))
    };
    (0..travel.len()).map(from).collect()
}
