//! If a provider closes: whose citizens are there, and where is the nearest free place on the same
//! level?

use std::collections::BTreeMap;

use super::amounts::{in_units, share};
use super::flow::UnitFlow;
use super::input::Input;
use super::record::{amounts, records};
use crate::model::{Level, MunicipalityCode, Payer, ProviderId, TargetGroupId};

/// The nearest provider with a free place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestFree {
    /// Who.
    pub provider: ProviderId,
    /// How far: kilometres or minutes.
    pub distance: f64,
    /// Its free places for the group.
    pub free: f64,
}

/// A placed provider, as if it closed.
#[derive(Clone, Debug, PartialEq)]
pub struct IfClosed {
    /// The provider.
    pub provider: ProviderId,
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level that it is placed on.
    pub level: Level,
    /// The newest year of its flows.
    pub year: Option<u16>,
    /// Its citizens of all groups, by payer, the most first.
    pub citizens: Vec<(Payer, u64)>,
    /// Whether all of them are reported.
    pub is_whole: bool,
    /// The nearest other provider placed on the level with half a free place or more; `None`: none
    /// that reported any.
    pub nearest: Option<NearestFree>,
    /// Free places of all others on the level within reach, as far as they are reported.
    pub free_within: f64,
    /// Others on the level within reach, and of them those that reported free places.
    pub others_within: (u64, u64),
}

/// Who is placed on a level, where, and free places of the newest year in parts; none where they are
/// not reported.
type Placed = BTreeMap<ProviderId, (Vec<MunicipalityCode>, Option<u128>)>;

/// All who stand in the same municipalities, together.
#[derive(Default)]
struct Together {
    providers: u64,
    reported: u64,
    free: u128,
    /// The first two with a free place: one of them is another than whoever is asked about.
    first: Vec<(ProviderId, f64)>,
}

/// What others there are, as seen from some municipalities.
#[derive(Clone, Default)]
struct Around {
    within: (u64, u64),
    free: u128,
    /// Who has a free place, the nearest first, one more than is needed.
    nearest: Vec<(f64, ProviderId, f64)>,
}

/// What goes with each placed provider; by group, level and provider. `distance` is from municipality
/// to municipality; within `within` one is reached.
pub fn if_closed(
    input: &Input<'_>,
    flows: &[UnitFlow<'_>],
    distance: &dyn Fn(MunicipalityCode, MunicipalityCode) -> Option<f64>,
    within: f64,
) -> Vec<IfClosed> {
    let free = free(input);
    let mut of_provider: BTreeMap<ProviderId, Vec<&UnitFlow<'_>>> = BTreeMap::new();
    for flow in flows {
        of_provider.entry(flow.unit.provider).or_default().push(flow);
    }
    let mut rows = Vec::new();
    for ((target_group, level), there) in &free {
        let around = around(there, distance, within);
        for (provider, (here, _)) in there {
            let flows = of_provider.get(provider).map_or(&[][..], Vec::as_slice);
            let year = flows.iter().map(|flow| flow.year).max();
            let newest = || flows.iter().filter(|flow| Some(flow.year) == year);
            let mut citizens: BTreeMap<Payer, u64> = BTreeMap::new();
            for report in newest().flat_map(|flow| flow.reports) {
                *citizens.entry(report.payer).or_default() += report.citizens.map_or(0, u64::from);
            }
            let mut citizens: Vec<(Payer, u64)> = citizens.into_iter().collect();
            citizens.sort_by_key(|(payer, n)| (std::cmp::Reverse(*n), *payer));
            let mut row = IfClosed {
                provider: *provider,
                target_group: *target_group,
                level: *level,
                year,
                citizens,
                is_whole: year.is_some() && newest().all(|flow| flow.is_whole),
                nearest: None,
                free_within: 0.0,
                others_within: (0, 0),
            };
            let around = &around[here];
            // It is among those around itself, at no distance.
            let own = there.get(provider).and_then(|(_, free)| *free);
            let is_among = u64::from(!here.is_empty());
            row.others_within.0 = around.within.0.saturating_sub(is_among);
            row.others_within.1 =
                around.within.1.saturating_sub(is_among * u64::from(own.is_some()));
            let own = if is_among == 1 { own.unwrap_or(0) } else { 0 };
            row.free_within = in_units(around.free.saturating_sub(own));
            let another = around.nearest.iter().find(|(_, other, _)| other != provider);
            row.nearest = another.map(|(distance, provider, free)| NearestFree {
                provider: *provider,
                distance: *distance,
                free: *free,
            });
            rows.push(row);
        }
    }
    rows
}

/// What is around each set of municipalities that somebody stands in.
fn around(
    there: &Placed,
    distance: &dyn Fn(MunicipalityCode, MunicipalityCode) -> Option<f64>,
    within: f64,
) -> BTreeMap<Vec<MunicipalityCode>, Around> {
    let mut together: BTreeMap<&Vec<MunicipalityCode>, Together> = BTreeMap::new();
    for (provider, (places, free)) in there {
        let here = together.entry(places).or_default();
        here.providers += 1;
        here.reported += u64::from(free.is_some());
        here.free += free.unwrap_or(0);
        // Half a place of a department that serves two groups is a place to ask for.
        let free = free.map(in_units).filter(|free| *free >= 0.5);
        here.first.extend(free.filter(|_| here.first.len() < 2).map(|free| (*provider, free)));
    }
    let far = |from: &[MunicipalityCode], to: &[MunicipalityCode]| {
        let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
        pairs.filter_map(|(a, b)| distance(a, b)).reduce(f64::min)
    };
    let of = |from: &[MunicipalityCode]| {
        let mut all = Around::default();
        for (to, there) in &together {
            let Some(far) = far(from, to) else { continue };
            if far <= within {
                all.within.0 += there.providers;
                all.within.1 += there.reported;
                all.free += there.free;
            }
            all.nearest.extend(there.first.iter().map(|(provider, free)| (far, *provider, *free)));
        }
        all.nearest.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.nearest.truncate(2);
        all
    };
    together.keys().map(|from| ((*from).clone(), of(from))).collect()
}

fn free(input: &Input<'_>) -> BTreeMap<(TargetGroupId, Level), Placed> {
    let mut free: BTreeMap<(TargetGroupId, Level), Placed> = BTreeMap::new();
    for unit in input.units {
        for offer in &unit.offers {
            let Some(level) = offer.level else { continue };
            let there = free.entry((offer.target_group, level)).or_default();
            let (places, _) = there.entry(unit.provider).or_default();
            places.extend(unit.municipality);
            places.sort_unstable();
            places.dedup();
        }
    }
    let Some(year) = input.capacity.iter().map(|report| report.year).max() else { return free };
    for record in records(input, year) {
        let provider = input.units[record.units.start].provider;
        let all = record.reports.iter().map(|report| amounts(&report.figures));
        let known: Vec<_> = all.filter(|all| all.occupied_of > 0).collect();
        if known.is_empty() {
            continue;
        }
        let parts: u128 = known.iter().map(|all| all.free).sum();
        for (nth, offer) in record.offers.iter().enumerate() {
            let Some(level) = offer.level else { continue };
            let there = free.entry((offer.target_group, level)).or_default();
            let (_, known) = there.entry(provider).or_default();
            *known = Some(known.unwrap_or(0) + share(parts, nth, record.offers.len()));
        }
    }
    free
}
