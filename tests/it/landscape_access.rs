//! Access: a worked example by hand, the identity of E2SFCA, and loops over rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use niveau::landscape::{
    AccessRow, AccessRule, Aim, Band, Class, ClosingRow, Fact, Landscape, LandscapeError, Map,
    Needs, NewSite, PARTS_OF_A_PLACE, Travel, Value, Weights, access_by_use, floating_catchment,
};
use niveau::model::{Level, MunicipalityCode, ProviderId, RegionId, TargetGroupId};
use niveau::register::TravelMinutes;
use proptest::prelude::*;

use crate::landscape_data::{
    CODES, GROUPS, Made, any_providers, drawn, map, need, needs, one_department, placed, spread,
    travel,
};
use crate::registers::shipped;

/// Two providers on *højt*: 30 places in the second municipality, 10 in the fifth.
///
/// Expected citizens 100, 200, 300, 200 and 0; 20 minutes from each municipality to the next, so
/// that 0 weighs 1, 20 weighs 0,68, 40 and 60 weigh 0,22 (the edge is in), 80 nothing.
///
/// Claims on the second: 0,68·100 + 1·200 + 0,68·300 + 0,22·200 + 0,22·0 = 516, R = 30/516 =
/// 0,058140. On the fifth: 0·100 + 0,22·200 + 0,22·300 + 0,68·200 + 1·0 = 246, R = 10/246 =
/// 0,040650. Per 100 citizens:
///
/// - first: 0,68·R2 = 3,9535
/// - second: R2 + 0,22·R5 = 5,8140 + 0,8943 = 6,7083
/// - third: 0,68·R2 + 0,22·R5 = 3,9535 + 0,8943 = 4,8478
/// - fourth: 0,22·R2 + 0,68·R5 = 1,2791 + 2,7642 = 4,0433
/// - fifth: 0,22·R2 + R5 = 1,2791 + 4,0650 = 5,3441
///
/// 100·3,9535 + 200·6,7083 + 300·4,8478 + 200·4,0433 = 4.000 = 100·(30 + 10).
#[test]
fn five_municipalities_by_hand() {
    let landscape = example();
    let rows: Vec<String> = high(&landscape)
        .map(|row| {
            let nearest = row.nearest.unwrap();
            format!(
                "{}: nr. {} efter {} min., {:.4}",
                row.municipality,
                nearest.provider.0,
                nearest.distance,
                row.e2sfca.unwrap()[0]
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    0101: nr. 0 efter 20 min., 3.9535
    0147: nr. 0 efter 0 min., 6.7083
    0461: nr. 0 efter 20 min., 4.8478
    0751: nr. 1 efter 20 min., 4.0433
    0851: nr. 1 efter 0 min., 5.3441
    ");
    // Within 15: the second's 200 (nobody lives in the fifth). Within 30: all 800.
    let bands: Vec<String> = landscape
        .access
        .bands
        .iter()
        .filter(|row| row.target_group == GROUPS[0] && row.level == Level::High)
        .filter(|row| !row.is_or_above && row.area == Value::Total)
        .map(|row| {
            let ([within, up_to], [percent, _]) = (row.within.unwrap(), row.share_percent.unwrap());
            // All are assessed: what is placed is all that there can be.
            assert!((within - up_to).abs() < 1e-12);
            format!("{}: {within} af {:?}, {percent} %", row.up_to, row.expected_citizens)
        })
        .collect();
    insta::assert_snapshot!(bands.join("\n"), @r"
    15: 200 af Some(800.0), 25 %
    30: 800 af Some(800.0), 100 %
    60: 800 af Some(800.0), 100 %
    100: 800 af Some(800.0), 100 %
    ");
    // "Let or above" reaches what højt has; on exactly let there is nothing, and said as 0.
    let light = |row: &&AccessRow| row.target_group == GROUPS[0] && row.level == Level::Light;
    for (light, high) in landscape.access.rows.iter().filter(light).zip(high(&landscape)) {
        assert_eq!((light.nearest, light.e2sfca), (None, Some([0.0; 2])));
        assert_eq!((light.nearest_or_above, light.e2sfca_or_above), (high.nearest, high.e2sfca));
    }
}

/// The next site for *højt*. Everybody has one within 60, so none brings more into reach. In
/// distance: the first would save 100·20; the second nothing; the third 300·20 = 6.000 and nothing
/// for the fourth, whose 20 minutes stay; the fourth 200·20 = 4.000. So the third, the fourth, the
/// first.
///
/// On *let* nobody is placed: 800 citizens, and 80 minutes is the farthest. From the second
/// municipality 60 minutes reach all five; so they do from the third and the fourth; the first
/// reaches all but the fifth, where nobody is expected: 800 as well, and it comes first. In
/// distance the third saves 800·80 − (100·40 + 200·20 + 200·20) = 52.000, the second 64.000 −
/// (100·20 + 300·20 + 200·40) = 48.000, the fourth 64.000 − (100·60 + 200·40 + 300·20) = 44.000.
/// Then, from 40, 20, 0, 20, 40: the second saves 200·20 + 100·20 = 6.000, the fourth 4.000 (and
/// still does); last the first, 100·20 = 2.000.
#[test]
fn new_sites_by_hand() {
    let landscape = example();
    let told = |level: Level| -> String {
        let of = |site: &&NewSite| site.target_group == GROUPS[0] && site.level == level;
        landscape
            .new_sites
            .chosen
            .iter()
            .filter(of)
            .map(|site| {
                let (code, gain, within) = (site.municipality, site.gain, site.within_percent);
                format!("{:?} {}: {code}, {gain}, {within} %", site.aim, site.rank)
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(told(Level::High), @r"
    Distance 1: 0461, 6000, 100 %
    Distance 2: 0751, 4000, 100 %
    Distance 3: 0101, 2000, 100 %
    ");
    insta::assert_snapshot!(told(Level::Light), @r"
    Cover 1: 0101, 800, 100 %
    Distance 1: 0461, 52000, 100 %
    Distance 2: 0147, 6000, 100 %
    Distance 3: 0751, 4000, 100 %
    Distance 4: 0101, 2000, 100 %
    ");
}

/// Without the second municipality's provider, 60 minutes from the fifth reach the second to the
/// fourth: the first's 100 citizens lose their only one. The fifth's is not missed by anybody.
#[test]
fn closing_by_hand() {
    let landscape = example();
    let told: Vec<String> = landscape
        .closings
        .iter()
        .map(|row| {
            format!(
                "nr. {}: {} pladser, {} kommuner, {:?} borgere, eneste i {:?}",
                row.provider.0,
                row.places_parts / PARTS_OF_A_PLACE,
                row.municipalities_lost[1],
                row.citizens_lost.map(|[_, most]| most),
                row.only_one_in
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    nr. 0: 30 pladser, 1 kommuner, Some(100.0) borgere, eneste i [RegionId(0)]
    nr. 1: 10 pladser, 0 kommuner, Some(0.0) borgere, eneste i [RegionId(1)]
    ");
}

fn example() -> Landscape {
    let (facts, operators) = spread(&[
        one_department(CODES[1], Some(30), Level::High),
        one_department(CODES[4], Some(10), Level::High),
    ]);
    drawn(&facts, &operators)
}

fn high(landscape: &Landscape) -> impl Iterator<Item = &AccessRow> {
    let is_high = |row: &&AccessRow| row.target_group == GROUPS[0] && row.level == Level::High;
    landscape.access.rows.iter().filter(is_high)
}

/// A landscape of 1 to 12 municipalities with any citizens, places and minutes; some have no way.
fn any_catchment() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Travel)> {
    (1usize..12).prop_flat_map(|n| {
        let citizens = prop::collection::vec(prop_oneof![Just(0.0), 0.0..5000.0], n);
        let places = prop::collection::vec(prop_oneof![Just(0.0), 0.0..300.0], n);
        let minutes = proptest::option::of(prop_oneof![Just(15.0), Just(60.0), 0.0..150.0]);
        (citizens, places, prop::collection::vec(minutes, n * n)).prop_map(
            move |(citizens, places, minutes)| {
                let map = plain_map(n);
                let at = |code: MunicipalityCode| usize::from(code.0);
                let travel = Travel::by_minutes(&map, |from, to| minutes[at(from) * n + at(to)]);
                (citizens, places, travel.unwrap())
            },
        )
    })
}

fn plain_map(n: usize) -> Map {
    let place = |at| niveau::landscape::OnMap {
        code: MunicipalityCode(at),
        region: None,
        centroid: (0.0, 0.0),
        inhabitants: [0; 3],
    };
    Map::of((0..u16::try_from(n).unwrap()).map(place).collect(), Vec::new())
}

/// The band's weight, said anew.
fn weight(minutes: Option<f64>) -> f64 {
    match minutes {
        Some(minutes) if minutes <= 15.0 => 1.0,
        Some(minutes) if minutes <= 30.0 => 0.68,
        Some(minutes) if minutes <= 60.0 => 0.22,
        _ => 0.0,
    }
}

proptest! {
    #[test]
    fn what_citizens_get_is_what_can_be_reached((citizens, places, travel) in any_catchment()) {
        let weights = Weights::of(&travel, &AccessRule::default());
        let found = floating_catchment(&citizens, &places, &weights).unwrap();
        let n = citizens.len();
        let reaches = |site: usize| -> f64 {
            (0..n).map(|from| citizens[from] * weight(travel.between(from, site))).sum()
        };
        let mut reached = 0.0;
        for from in 0..n {
            let mut access = 0.0;
            for (site, places) in places.iter().enumerate() {
                let demand = reaches(site);
                if demand > 1e-6 {
                    access += places / demand * weight(travel.between(from, site));
                }
            }
            prop_assert!((found.access[from] - access).abs() <= 1e-9 * access.max(1.0));
        }
        for (site, places) in places.iter().enumerate() {
            if reaches(site) > 1e-6 {
                reached += places;
            }
        }
        prop_assert!((found.reached - reached).abs() < 1e-9 * reached.max(1.0));
        let given: f64 = citizens.iter().zip(&found.access).map(|(p, a)| p * a).sum();
        prop_assert!((given - reached).abs() < 1e-9 * reached.max(1.0));
        let all: f64 = places.iter().sum();
        prop_assert!((found.reached + found.unreached - all).abs() < 1e-9 * all.max(1.0));
    }

    /// Where users are known a municipality's places are theirs, in the shares that they use them;
    /// the others are shared out by distance. Nothing is lost or made.
    #[test]
    fn places_are_given_to_those_who_use_them(
        (citizens, places, travel) in any_catchment(),
        seeds in prop::collection::vec(prop::collection::vec((0_usize..64, 1_u8..9), 0..4), 64),
    ) {
        let n = citizens.len();
        let weights = Weights::of(&travel, &AccessRule::default());
        let users: Vec<Vec<(usize, f64)>> = seeds[..n]
            .iter()
            .map(|of| of.iter().map(|(from, n_users)| (from % n, f64::from(*n_users))).collect())
            .collect();
        let nobody = vec![Vec::new(); n];
        let plain = floating_catchment(&citizens, &places, &weights).unwrap();
        let none = access_by_use(&citizens, &places, &nobody, &weights).unwrap();
        prop_assert_eq!(&none.access, &plain.access);
        prop_assert!(none.by_use.iter().all(|share| share.is_none_or(|share| share == 0.0)));
        let found = access_by_use(&citizens, &places, &users, &weights).unwrap();
        let others: Vec<f64> = (0..n).map(|at| if users[at].is_empty() { places[at] } else { 0.0 }).collect();
        let by_distance = floating_catchment(&citizens, &others, &weights).unwrap().access;
        for at in (0..n).filter(|at| citizens[*at] > 0.001) {
            let mut used = 0.0;
            for (there, of) in users.iter().enumerate() {
                let all: f64 = of.iter().map(|(_, n)| n).sum();
                for (_, n) in of.iter().filter(|(from, _)| *from == at) {
                    used += places[there] * n / all;
                }
            }
            let wanted = by_distance[at] + used / citizens[at];
            prop_assert!((found.access[at] - wanted).abs() <= 1e-9 * wanted.max(1.0));
        }
        let given: f64 = citizens.iter().zip(&found.access).map(|(n, access)| n * access).sum();
        let all: f64 = places.iter().sum();
        prop_assert!((given + found.unreached - all).abs() <= 1e-6 * all.max(1.0), "{given} {all}");
    }

    #[test]
    fn more_places_lower_nobodys_access(
        (citizens, mut places, travel) in any_catchment(),
        (at, more) in (any::<prop::sample::Index>(), 0.0..100.0),
    ) {
        let weights = Weights::of(&travel, &AccessRule::default());
        let before = floating_catchment(&citizens, &places, &weights).unwrap().access;
        let at = at.index(places.len());
        places[at] += more;
        let after = floating_catchment(&citizens, &places, &weights).unwrap().access;
        prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    }

    #[test]
    fn one_more_provider_lowers_nobodys_access(
        mut made in any_providers(),
        (at, places, level, group) in (0usize..5, 0u32..30, 0usize..3, 0u8..3),
    ) {
        let (facts, operators) = spread(&made);
        let before = drawn(&facts, &operators);
        made.push(Made {
            offerings: vec![(group, None, placed(Level::ALL[level]))],
            ..one_department(CODES[at], Some(places), Level::High)
        });
        let (facts, operators) = spread(&made);
        let after = drawn(&facts, &operators);
        let distance = |nearest: Option<niveau::landscape::Nearest>| {
            nearest.map_or(f64::INFINITY, |nearest| nearest.distance)
        };
        for (b, a) in before.access.rows.iter().zip(&after.access.rows) {
            prop_assert!(distance(a.nearest) <= distance(b.nearest));
            prop_assert!(distance(a.nearest_or_above) <= distance(b.nearest_or_above));
            prop_assert!(a.e2sfca >= b.e2sfca && a.e2sfca_or_above >= b.e2sfca_or_above);
        }
        for (b, a) in before.access.bands.iter().zip(&after.access.bands) {
            prop_assert!(a.within >= b.within);
        }
    }

    #[test]
    fn nearest_bands_and_closings_are_what_loops_find(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        let (map, needs) = (map(), needs(&map()));
        let travel = travel(&map);
        for row in &landscape.access.rows {
            for (nearest, is_or_above, could_be) in [
                (row.nearest, false, false),
                (row.nearest_or_above, true, false),
                (row.nearest_possible, false, true),
                (row.nearest_possible_or_above, true, true),
            ] {
                let from = map.place(row.municipality).unwrap();
                let key = (row.target_group, row.level);
                let found = all_distances(&facts, key, [is_or_above, could_be], from)
                    .into_iter()
                    .min_by(|a, b| a.partial_cmp(b).unwrap());
                prop_assert_eq!(nearest.map(|n| (n.distance, n.provider)), found);
            }
        }
        for row in &landscape.access.bands {
            let need = needs.on_or_all(row.target_group, row.level);
            let within = |need: &niveau::landscape::Need, could_be: bool| -> f64 {
                (0..5)
                    .filter(|from| match row.area {
                        Value::Region(RegionId(0)) => *from < 2,
                        Value::Region(RegionId(1)) => *from >= 2,
                        area => area == Value::Total,
                    })
                    .filter(|from| {
                        let key = (row.target_group, row.level);
                        let all = all_distances(&facts, key, [row.is_or_above, could_be], *from);
                        all.iter().any(|(distance, _)| *distance <= row.up_to)
                    })
                    .map(|from| need.by_municipality[from][1])
                    .sum()
            };
            prop_assert_eq!(row.within, need.map(|need| [within(need, false), within(need, true)]));
        }
        let closed: Vec<(TargetGroupId, Level, ProviderId)> =
            landscape.closings.iter().map(|r| (r.target_group, r.level, r.provider)).collect();
        let standing: BTreeSet<_> = facts
            .iter()
            .filter(|fact| fact.municipality.is_some_and(|code| map.place(code).is_some()))
            .filter_map(|fact| match fact.class {
                Class::On(level) => Some((fact.target_group, level, fact.provider)),
                Class::Apart(_) => None,
            })
            .collect();
        prop_assert_eq!(closed, standing.into_iter().collect::<Vec<_>>());
        for row in &landscape.closings {
            let without: Vec<Fact> =
                facts.iter().filter(|fact| fact.provider != row.provider).copied().collect();
            for (end, could_be) in [true, false].into_iter().enumerate() {
                let (n, citizens) = out_of_reach(&without, row, &needs, could_be);
                let (n_before, before) = out_of_reach(&facts, row, &needs, could_be);
                prop_assert_eq!(row.municipalities_lost[end], n - n_before);
                let lost = citizens.zip(before).map(|(after, before)| after - before);
                prop_assert_eq!(row.citizens_lost.map(|lost| lost[end]), lost);
            }
            prop_assert!(row.municipalities_lost[0] <= row.municipalities_lost[1]);
        }
        prop_assert!((travel.farthest() - 80.0).abs() < 1e-12);
    }

    #[test]
    fn each_new_site_is_the_best_and_gains_fall(made in any_providers()) {
        let (facts, operators) = spread(&made);
        let landscape = drawn(&facts, &operators);
        let (map, needs) = (map(), needs(&map()));
        let key = |site: &NewSite| (site.target_group, site.level, site.aim);
        for sites in landscape.new_sites.chosen.chunk_by(|a, b| key(a) == key(b)) {
            let (group, level, aim) = key(&sites[0]);
            let need = needs.on_or_all(group, level).unwrap();
            let mut standing: Vec<usize> = facts
                .iter()
                .filter(|fact| fact.target_group == group && fact.class == Class::On(level))
                .filter_map(|fact| map.place(fact.municipality?))
                .collect();
            // Citizens within reach, or what all of them travel, with sites like these.
            let worth = |standing: &[usize]| -> f64 {
                (0..5usize)
                    .map(|from| {
                        let far = |site: &usize| site.abs_diff(from) as f64 * 20.0;
                        let nearest = standing.iter().map(far).fold(f64::INFINITY, f64::min);
                        let citizens = need.by_municipality[from][1];
                        match aim {
                            Aim::Cover => if nearest <= 60.0 { citizens } else { 0.0 },
                            Aim::Distance => -citizens * nearest.min(80.0),
                        }
                    })
                    .sum()
            };
            for (nth, site) in sites.iter().enumerate() {
                prop_assert_eq!(site.rank, nth + 1);
                let now = worth(&standing);
                let gain = |at: usize| worth(&[standing.as_slice(), &[at]].concat()) - now;
                let best = (0..5).map(gain).fold(0.0, f64::max);
                let first = (0..5).find(|at| best - gain(*at) < 1e-9).unwrap();
                prop_assert_eq!((site.gain, site.municipality), (best, CODES[first]));
                standing.push(first);
            }
            prop_assert!(sites.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
        }
    }
}

/// Distance and provider of every provider that counts.
fn all_distances(
    facts: &[Fact],
    (group, level): (TargetGroupId, Level),
    [is_or_above, could_be]: [bool; 2],
    from: usize,
) -> Vec<(f64, ProviderId)> {
    let map = map();
    facts
        .iter()
        .filter(|fact| fact.target_group == group)
        .filter(|fact| {
            let is_on = |level: Level| {
                fact.class == Class::On(level) || could_be && fact.possible[level.index()]
            };
            Level::ALL.into_iter().any(|on| (on == level || is_or_above && on > level) && is_on(on))
        })
        .filter_map(|fact| {
            let at = map.place(fact.municipality?)?;
            Some((at.abs_diff(from) as f64 * 20.0, fact.provider))
        })
        .collect()
}

/// Municipalities and citizens without a provider within 60.
fn out_of_reach(
    facts: &[Fact],
    row: &ClosingRow,
    needs: &Needs,
    could_be: bool,
) -> (u64, Option<f64>) {
    let key = (row.target_group, row.level);
    let out = |from: &usize| {
        all_distances(facts, key, [false, could_be], *from)
            .iter()
            .all(|(distance, _)| *distance > 60.0)
    };
    let out: Vec<usize> = (0..5).filter(out).collect();
    let need = needs.on_or_all(row.target_group, row.level);
    let citizens = |at: &usize, need: &niveau::landscape::Need| need.by_municipality[*at][1];
    (out.len() as u64, need.map(|need| out.iter().map(|at| citizens(at, need)).sum()))
}

#[test]
fn distances_are_great_circles_with_a_detour() {
    let map = map();
    let travel = Travel::by_distance(&map, 1.3).unwrap();
    // A tenth of a degree of latitude is 11,1195 km.
    assert!((travel.between(0, 1).unwrap() - 1.3 * 11.1195).abs() < 1e-3);
    assert_eq!(travel.between(2, 2), Some(0.0));
    assert_eq!(travel.between(0, 5), None);
    assert!((travel.farthest() - 1.3 * 44.478).abs() < 1e-2);
}

#[test]
fn settings_that_cannot_be_used_are_told() {
    let map = map();
    for factor in [0.9, f64::NAN, f64::INFINITY, -1.0] {
        let error = Travel::by_distance(&map, factor).unwrap_err();
        assert!(matches!(error, LandscapeError::DetourFactor(_)));
    }
    for minutes in [-1.0, f64::NAN] {
        let error = Travel::by_minutes(&map, |_, _| Some(minutes)).unwrap_err();
        assert_eq!(error, LandscapeError::NoDistance { from: 0, to: 0 });
    }
    let band = |up_to, weight| Band { up_to, weight };
    for bands in [
        vec![],
        vec![band(0.0, 1.0)],
        vec![band(10.0, 0.0)],
        vec![band(10.0, 0.5), band(10.0, 0.4)],
        vec![band(10.0, 0.5), band(20.0, 0.6)],
        vec![band(f64::NAN, 0.5)],
        vec![band(10.0, f64::NAN)],
        vec![band(10.0, 1.1)],
    ] {
        assert_eq!(AccessRule::new(bands.clone(), 60.0).unwrap_err(), LandscapeError::Bands);
    }
    assert!(AccessRule::new(vec![band(10.0, 1.0)], 0.0).is_err());
    let short =
        niveau::landscape::Need { by_municipality: vec![[1.0; 3]], ..need(0, None, [1.0; 5]) };
    let error = |needs| Needs::new(needs, &map).unwrap_err().to_string();
    insta::assert_snapshot!(
        error(vec![short]),
        @"målgruppe nr. 0: forventede borgere er opgjort for 1 kommuner, kortet har 5 (fejl i programmet)"
    );
    assert!(Needs::new(vec![need(0, None, [f64::NAN; 5])], &map).is_err());
    assert!(Needs::new(vec![need(0, None, [1.0; 5]), need(0, None, [1.0; 5])], &map).is_err());
}

/// No way at all: nobody has a provider, nothing is reached, and it is said so.
#[test]
fn an_island_without_a_ferry() {
    let map = plain_map(2);
    let alone = |from, to| (from == to).then_some(0.0);
    let travel = Travel::by_minutes(&map, alone).unwrap();
    let weights = Weights::of(&travel, &AccessRule::default());
    let found = floating_catchment(&[100.0, 0.0], &[0.0, 7.0], &weights).unwrap();
    assert_eq!((found.access, found.reached, found.unreached), (vec![0.0, 0.0], 0.0, 7.0));
    assert!(floating_catchment(&[100.0], &[0.0, 7.0], &weights).is_err());
}

#[test]
fn a_matrix_of_minutes_is_read_strictly() {
    let municipalities = shipped().municipalities;
    let codes: Vec<MunicipalityCode> = municipalities.iter().map(|m| m.code).collect();
    let mut rows = String::from("from,to,minutes\n");
    for (nth, from) in codes.iter().enumerate() {
        for to in &codes[nth + 1..] {
            let _ = writeln!(rows, "{from},{to},{}", u32::from(from.0.abs_diff(to.0)));
        }
    }
    let found = TravelMinutes::parse(&rows, &municipalities).unwrap();
    assert_eq!(found.between(codes[0], codes[1]), Some(46.0));
    // Given one way only: the same back, and no time within a municipality.
    assert_eq!(found.between(codes[1], codes[0]), Some(46.0));
    assert_eq!(found.between(codes[1], codes[1]), Some(0.0));
    let apart = rows.replace("0101,0147,46\n", "0101,0147,ingen\n");
    let apart = TravelMinutes::parse(&apart, &municipalities).unwrap();
    assert_eq!(apart.between(codes[1], codes[0]), None);
    let told = |text: &str| -> String {
        let problems = TravelMinutes::parse(text, &municipalities).unwrap_err();
        let line = |finding: &niveau::finding::Finding| {
            format!("{:?} {:?}: {}", finding.place.row, finding.place.header, finding.message)
        };
        problems.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&rows.replace("0101,0147,46\n", "")), @r#"None None: 1 rejser mangler, den første fra 0101 til 0147; skriv minutterne, eller "ingen", hvor der ingen vej er"#);
    insta::assert_snapshot!(
        told("from,to,minutes\n0101,0147,1\n0101,0147,2\n0411,0147,\"3,5\"\n0101,0151,-1\n0101,0153,NaN\n0101,0153,\n"),
        @r##"
    Some(3) Some("from"): rejsen fra 0101 til 0147 står to gange
    Some(4) Some("from"): "0411" er ikke en kommunekode i registret
    Some(4) Some("minutes"): "3,5" er hverken "ingen" eller et tal fra 0 til 1440 med punktum som decimaltegn
    Some(5) Some("minutes"): "-1" er hverken "ingen" eller et tal fra 0 til 1440 med punktum som decimaltegn
    Some(6) Some("minutes"): "NaN" er hverken "ingen" eller et tal fra 0 til 1440 med punktum som decimaltegn
    Some(7) Some("minutes"): "" er hverken "ingen" eller et tal fra 0 til 1440 med punktum som decimaltegn
    "##
    );
    insta::assert_snapshot!(told("fra,til\n"), @r#"Some(1) None: kolonnen from, to, minutes mangler; filen har fra, til"#);
}
