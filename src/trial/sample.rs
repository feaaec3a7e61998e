//! Who is drawn?

use std::collections::BTreeMap;

use super::{
    Allocation, DoublePlan, Drawn, OwnershipClass, SampleDesign, SizeClass, Spread, Stratum,
    double_plan, draw_key, equal_shares, optimal_allocation, strata,
};
use crate::model::{RegionId, Supervision, TargetGroupId, largest_remainder};

/// A provider x target group that may be drawn: a row of the *population*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameUnit<'f> {
    /// *Tilbudsid*; a provider stands once for each group.
    pub provider: &'f str,
    /// The target group.
    pub target_group: TargetGroupId,
    /// Where it lies; `None` when not reported.
    pub region: Option<RegionId>,
    /// Who owns it.
    pub ownership: OwnershipClass,
    /// Its class of size.
    pub size: SizeClass,
    /// Places open to the group; `None` when not reported.
    pub places: Option<u32>,
    /// Who supervises it; `None` when the data do not say.
    pub assessed_by: Option<Supervision>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleRequest {
    /// Offerings to be drawn, of all groups together; groups share them equally.
    pub size: u32,
    /// What the draw follows from.
    pub seed: u32,
    /// How a group's share is spread over its strata.
    pub allocation: Allocation,
    /// Double ratings wanted.
    pub doubles: u32,
}

/// *Stikprøven.*
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What was drawn.
    pub design: SampleDesign,
    /// The tilsyn that have something to assess, sorted.
    pub authorities: Vec<u8>,
    /// Who visits whom, in the order of `authorities`.
    pub doubles: DoublePlan,
}

/// Reserves of a stratum: as many as are drawn, and not fewer than this.
const FEWEST_RESERVES: u32 = 2;
/// Drawn of each stratum under the optimal allocation, at least, where it has as many.
const FLOOR: u32 = 2;

/// What the order of a draw and that of its double ratings are drawn for.
const DRAW: &str = "udtræk";
const DOUBLES: &str = "dobbeltvurdering";

/// Draws a sample from a population. The order of `frame` is nothing: who is drawn follows from the
/// seed and the ids. A sample larger than the population is all of it.
pub fn draw_sample(frame: &[FrameUnit<'_>], request: &SampleRequest) -> Sample {
    let mut by_group: BTreeMap<TargetGroupId, Vec<FrameUnit<'_>>> = BTreeMap::new();
    for unit in frame {
        by_group.entry(unit.target_group).or_default().push(unit.clone());
    }
    let caps: Vec<u32> =
        by_group.values().map(|units| u32::try_from(units.len()).unwrap_or(u32::MAX)).collect();
    let mut design = SampleDesign {
        seed: request.seed,
        allocation: request.allocation,
        strata: Vec::new(),
        offerings: Vec::new(),
    };
    for (units, n) in by_group.values().zip(equal_shares(request.size, &caps)) {
        let mut formed = strata(units, n);
        let shares = shared_out(units, n, request, &formed);
        for ((stratum, _), drawn) in formed.iter_mut().zip(shares) {
            stratum.drawn = drawn;
        }
        for (stratum, members) in formed {
            let number = design.strata.len();
            design.offerings.extend(drawn_from(units, &members, &stratum, number, request.seed));
            design.strata.push(stratum);
        }
    }
    design.offerings.sort_by_key(|drawn| (drawn.is_reserve, drawn.stratum, drawn.order));
    let (authorities, doubles) = plan_doubles(&mut design, request.doubles);
    Sample { design, authorities, doubles }
}

/// How many of each stratum.
fn shared_out(
    units: &[FrameUnit<'_>],
    n: u32,
    request: &SampleRequest,
    formed: &[(Stratum, Vec<usize>)],
) -> Vec<u32> {
    let variances: Vec<f64> =
        formed.iter().map(|(_, members)| variance_of_places(units, members)).collect();
    // Where no places are known, nothing says that one stratum varies more than another.
    if request.allocation == Allocation::Proportional || variances.iter().all(|v| *v <= 0.0) {
        let sizes: Vec<u128> = formed.iter().map(|(s, _)| u128::from(s.population)).collect();
        let shares = largest_remainder(u64::from(n), &sizes);
        return shares.into_iter().map(|share| u32::try_from(share).unwrap_or(n)).collect();
    }
    let spread = |((stratum, _), variance): (&(Stratum, Vec<usize>), &f64)| Spread {
        population: stratum.population,
        variance: *variance,
        floor: FLOOR.min(n),
        cap: stratum.population,
    };
    optimal_allocation(n, &formed.iter().zip(&variances).map(spread).collect::<Vec<_>>())
}

/// S² of the places that are reported; 0 where fewer than two are.
fn variance_of_places(units: &[FrameUnit<'_>], members: &[usize]) -> f64 {
    let places: Vec<f64> =
        members.iter().filter_map(|at| units[*at].places).map(f64::from).collect();
    if places.len() < 2 {
        return 0.0;
    }
    let mean = places.iter().sum::<f64>() / places.len() as f64;
    let squares: f64 = places.iter().map(|places| (places - mean).powi(2)).sum();
    squares / (places.len() - 1) as f64
}

/// The drawn and the reserves of a stratum.
fn drawn_from(
    units: &[FrameUnit<'_>],
    members: &[usize],
    stratum: &Stratum,
    number: usize,
    seed: u32,
) -> Vec<Drawn> {
    let mut order: Vec<(u128, &FrameUnit<'_>)> = members
        .iter()
        .map(|at| &units[*at])
        .map(|unit| (draw_key(seed, DRAW, unit.provider), unit))
        .collect();
    order.sort_by_key(|(key, unit)| (*key, unit.provider));
    let reserves = if stratum.drawn == 0 { 0 } else { stratum.drawn.max(FEWEST_RESERVES) };
    (1..=stratum.drawn.saturating_add(reserves))
        .zip(order)
        .map(|(order, (_, unit))| Drawn {
            provider: unit.provider.into(),
            target_group: unit.target_group,
            stratum: number,
            order,
            is_reserve: order > stratum.drawn,
            assessed_by: unit.assessed_by,
            doubled_by: None,
            fallen_out: None,
        })
        .collect()
}

/// Plans the double ratings among the tilsyn that have something drawn, and writes into the design
/// who makes them: of each tilsyn's offerings its groups in turn, of each group by a draw of its
/// own, and the visitors in turn.
fn plan_doubles(design: &mut SampleDesign, wanted: u32) -> (Vec<u8>, DoublePlan) {
    let mut of: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (at, drawn) in design.offerings.iter().enumerate().filter(|(_, d)| !d.is_reserve) {
        if let Some(Supervision::SocialAuthority(home)) = drawn.assessed_by {
            of.entry(home).or_default().push(at);
        }
    }
    let authorities: Vec<u8> = of.keys().copied().collect();
    let supplies: Vec<u32> =
        of.values().map(|own| u32::try_from(own.len()).unwrap_or(u32::MAX)).collect();
    let plan = double_plan(wanted, &supplies);
    for (own, visits) in of.values().zip(&plan.visits) {
        let own = groups_in_turn(design, own);
        for (at, guest) in own.into_iter().zip(in_turn(visits)) {
            design.offerings[at].doubled_by =
                Some(Supervision::SocialAuthority(authorities[guest]));
        }
    }
    (authorities, plan)
}

/// Offerings so that each beginning of the list holds the groups in proportion.
fn groups_in_turn(design: &SampleDesign, own: &[usize]) -> Vec<usize> {
    let mut by_group: BTreeMap<TargetGroupId, Vec<(u128, usize)>> = BTreeMap::new();
    for at in own {
        let drawn = &design.offerings[*at];
        let key = draw_key(design.seed, DOUBLES, &drawn.provider);
        by_group.entry(drawn.target_group).or_default().push((key, *at));
    }
    let mut placed: Vec<(f64, u128, usize)> = Vec::new();
    for mut units in by_group.into_values() {
        units.sort_unstable();
        let n = units.len() as f64;
        let place = |(rank, (key, at)): (usize, (u128, usize))| ((rank as f64 + 0.5) / n, key, at);
        placed.extend(units.into_iter().enumerate().map(place));
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    placed.into_iter().map(|(_, _, at)| at).collect()
}

/// The visitors one after another, as long as each has visits left.
fn in_turn(visits: &[u32]) -> Vec<usize> {
    let rounds = visits.iter().copied().max().unwrap_or(0);
    let round = |round| (0..visits.len()).filter(move |guest| visits[*guest] > round);
    (0..rounds).flat_map(round).collect()
}
