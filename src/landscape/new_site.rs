//! Where would one more provider of a level help most?
//!
//! Two answers, both greedy: the municipality that brings most expected citizens within reach
//! (maximal cover; Church & `ReVelle`, *Papers of the Regional Science Association* 32, 1974), and
//! the one that shortens their journeys most (p-median; Hakimi, *Operations Research* 12, 1964).
//! Each further site is chosen with the ones before it in place; of equals the first in the
//! register.

use rayon::prelude::*;

use super::access::nearest;
use super::cover::Withheld;
use super::coverage::Coverage;
use super::map::Map;
use super::need::Needs;
use super::site::Sites;
use super::travel::Travel;
use super::value::Value;
use crate::model::{Level, MunicipalityCode, TargetGroupId};

/// How many sites are looked for. Ours: beyond a handful the list is no advice.
pub const N_SITES: usize = 5;

/// What a site is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// Most expected citizens within reach who had none.
    Cover,
    /// Most kilometres (or minutes) less, over all expected citizens.
    Distance,
}

impl Aim {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Cover, Self::Distance];

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Cover => "flest borgere inden for rækkevidde",
            Self::Distance => "kortest samlet afstand",
        }
    }
}

/// A place for one more provider.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSite {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level of the provider.
    pub level: Level,
    /// What it is chosen for.
    pub aim: Aim,
    /// 1 to [`N_SITES`]: fewer rows where no further site gains anything.
    pub rank: usize,
    /// The municipality that it would stand in.
    pub municipality: MunicipalityCode,
    /// Expected citizens brought within reach, or kilometres (minutes) saved over all of them.
    pub gain: f64,
    /// Share of expected citizens within reach with this site and those before it, in percent.
    pub within_percent: f64,
}

/// The places for one more provider, and where none is named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewSites {
    /// The sites, by group, level, aim and rank.
    pub chosen: Vec<NewSite>,
    /// Groups and levels that have a size and get no site, and why.
    pub withheld: Vec<(TargetGroupId, Level, Withheld)>,
}

/// The first sites of each group and level whose size is known and of which enough is assessed in
/// the country: a site that fills a gap of what nobody has assessed is no advice. `within` is how far a citizen
/// reaches (included), in km or minutes. Who has no provider at all counts as far away as the two
/// municipalities farthest apart, so that the first site has a gain in distance too.
pub fn new_sites(
    groups: &[TargetGroupId],
    sites: &Sites,
    needs: &Needs,
    map: &Map,
    travel: &Travel,
    within: f64,
    coverage: &Coverage,
) -> NewSites {
    let codes: Vec<MunicipalityCode> = map.municipalities().collect();
    if travel.len() != codes.len() {
        return NewSites::default();
    }
    let farthest = travel.farthest();
    let with_need = groups.iter().flat_map(|group| Level::ALL.map(|level| (*group, level)));
    let with_need = with_need.filter(|(group, level)| needs.on_or_all(*group, *level).is_some());
    let (keys, withheld): (Vec<_>, Vec<_>) =
        with_need.partition(|(group, _)| coverage.is_enough(Some(*group), Value::Total));
    let of_key = |(group, level): &(TargetGroupId, Level)| {
        let Some(need) = needs.on_or_all(*group, *level) else { return Vec::new() };
        let citizens = need.central();
        let total: f64 = citizens.iter().sum();
        let now: Vec<f64> = nearest(sites.on(*group, *level), travel)
            .iter()
            .map(|nearest| nearest.map_or(f64::INFINITY, |nearest| nearest.distance))
            .collect();
        let mut chosen = Vec::new();
        for aim in Aim::ALL {
            let mut distance = now.clone();
            for rank in 1..=N_SITES {
                let gain = |site: usize| {
                    let there = (0..citizens.len()).map(|from| travel.from(from)[site]);
                    let pairs = there.zip(&distance).zip(&citizens);
                    let gains = pairs.map(|((there, now), citizens)| match aim {
                        Aim::Cover if there <= within && *now > within => *citizens,
                        Aim::Cover => 0.0,
                        Aim::Distance => {
                            citizens * (now.min(farthest) - there.min(farthest)).max(0.0)
                        }
                    });
                    gains.sum::<f64>()
                };
                let best = (0..citizens.len()).map(|site| (site, gain(site))).reduce(
                    // The first of equals stays.
                    |best, next| if next.1 > best.1 { next } else { best },
                );
                let Some((site, gain)) = best.filter(|(_, gain)| *gain > 0.0) else { break };
                for (from, now) in distance.iter_mut().enumerate() {
                    *now = now.min(travel.from(from)[site]);
                }
                let in_reach = distance.iter().zip(&citizens).filter(|(now, _)| **now <= within);
                chosen.push(NewSite {
                    target_group: *group,
                    level: *level,
                    aim,
                    rank,
                    municipality: codes[site],
                    gain,
                    within_percent: in_reach.map(|(_, citizens)| citizens).sum::<f64>() * 100.0
                        / total,
                });
            }
        }
        chosen
    };
    let why = |(group, level)| (group, level, Withheld::TooFewAssessed);
    NewSites {
        chosen: keys.par_iter().flat_map_iter(of_key).collect(),
        withheld: withheld.into_iter().map(why).collect(),
    }
}
