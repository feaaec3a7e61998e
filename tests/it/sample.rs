//! The draw of a sample, and what is estimated from one: published examples, slow second
//! implementations, and what never depends on the order of the input.

use niveau::model::{RegionId, Supervision, TargetGroupId};
use niveau::trial::{
    Allocation, Answered, AnsweredStratum, FallenOut, FrameUnit, NoShare, OwnershipClass,
    SampleRequest, SizeClass, Spread, Stratum, collapse_unanswered, draw_sample,
    optimal_allocation, stratified_share,
};
use proptest::prelude::*;

/// Variance of the estimated total under an allocation.
fn variance_of_total(strata: &[Spread], drawn: &[u32]) -> f64 {
    let of = |(stratum, n): (&Spread, &u32)| {
        let all = f64::from(stratum.population);
        all * all * stratum.variance / f64::from(*n) - all * stratum.variance
    };
    strata.iter().zip(drawn).map(of).sum()
}

/// T. Wright, 2017: three strata, floors and caps.
#[test]
fn wrights_example_to_the_printed_digits() {
    let of = |population, variance, floor, cap| Spread { population, variance, floor, cap };
    let strata = [of(47, 100.0, 1, 5), of(61, 36.0, 2, 6), of(41, 16.0, 3, 4)];
    let drawn = optimal_allocation(10, &strata);
    assert_eq!(drawn, [4, 3, 3]);
    let variance = variance_of_total(&strata, &drawn);
    assert!((variance - 101_290.333_3).abs() < 0.0001, "{variance}");
}

/// Methods of stratified proportions with Korn and Graubard's interval: three strata.
#[test]
fn the_example_of_a_stratified_share_to_the_printed_digits() {
    let of = |population, n, hits| Answered { population, n, hits };
    let share = stratified_share(&[of(155, 20, 16), of(62, 8, 2), of(93, 12, 6)]).unwrap();
    let close = |found: f64, printed: f64, digits: i32| {
        assert!((found - printed).abs() < 0.500_01 * 10f64.powi(-digits), "{found} for {printed}");
    };
    close(share.share, 0.60, 10);
    close(share.variance, 0.004_548_32, 8);
    close(share.variance.sqrt(), 0.067_441_2, 7);
    close(share.effective_n, 52.766_72, 5);
    close(share.interval.0, 0.455_952, 6);
    // 0.732 414 467 8 with fifty digits; printed, rounded twice, as .732415.
    close(share.interval.1, 0.732_414_467_8, 9);
}

#[test]
fn a_share_that_nobody_can_give_says_why() {
    let of = |population, n, hits| Answered { population, n, hits };
    assert_eq!(stratified_share(&[]), Err(NoShare::NoStrata));
    assert_eq!(stratified_share(&[of(9, 3, 1), of(9, 0, 0)]), Err(NoShare::NobodyAnswered));
    assert_eq!(stratified_share(&[of(9, 3, 1), of(9, 1, 1)]), Err(NoShare::OneAnswered));
    // One of one is all there is to know.
    let known = stratified_share(&[of(1, 1, 1), of(3, 3, 0)]).unwrap();
    assert_eq!((known.share, known.interval), (0.25, (0.25, 0.25)));
    // Nobody found in ten of a hundred: not none in the population.
    let none = stratified_share(&[of(100, 10, 0)]).unwrap();
    assert_eq!((none.share, none.interval.0, none.effective_n), (0.0, 0.0, 10.0));
    // Clopper and Pearson's bound: 1 - 0.025^(1/10).
    assert!((none.interval.1 - (1.0 - 0.025f64.powf(0.1))).abs() < 1e-12);
}

/// Clopper and Pearson's interval from sums of the binomial distribution: slow and obvious.
fn slow_interval(hits: u32, n: u32) -> (f64, f64) {
    let at_most = |k: u32, p: f64| -> f64 {
        let mut term = (1.0 - p).powi(i32::try_from(n).unwrap());
        let mut sum = term;
        for x in 0..k {
            term *= f64::from(n - x) / f64::from(x + 1) * p / (1.0 - p);
            sum += term;
        }
        sum
    };
    let halve = |is_below: &dyn Fn(f64) -> bool| {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..50 {
            let middle = f64::midpoint(low, high);
            if is_below(middle) { low = middle } else { high = middle }
        }
        low
    };
    let low = if hits == 0 { 0.0 } else { halve(&|p| 1.0 - at_most(hits - 1, p) < 0.025) };
    let high = if hits == n { 1.0 } else { halve(&|p| at_most(hits, p) > 0.025) };
    (low, high)
}

#[test]
fn one_large_stratum_has_the_binomial_interval() {
    for (hits, n) in [(0, 5), (1, 9), (4, 9), (17, 30), (30, 30)] {
        // Of a country so large that nothing is gained by its being finite, n - 1 as n.
        let share = stratified_share(&[Answered { population: u32::MAX, n, hits }]).unwrap();
        let (low, high) = slow_interval(hits, n);
        let is_pure = hits == 0 || hits == n;
        let effective = if is_pure { f64::from(n) } else { f64::from(n - 1) };
        assert!((share.effective_n - effective).abs() < 1e-5);
        if is_pure {
            assert!((share.interval.0 - low).abs() < 1e-9, "{share:?} {low}");
            assert!((share.interval.1 - high).abs() < 1e-9, "{share:?} {high}");
        } else {
            assert!(share.interval.0 <= low + 0.02 && share.interval.1 >= high - 0.02);
        }
    }
    // n - 1 = 10 and p = 0.5 exactly: 5 of 10 by the slow sums. 5,5 of 11 can't be drawn, but two
    // strata give it.
    let half = Answered { population: u32::MAX, n: 6, hits: 3 };
    let share = stratified_share(&[half, half]).unwrap();
    assert!((share.effective_n - 10.0).abs() < 1e-5);
    let (low, high) = slow_interval(5, 10);
    assert!((share.interval.0 - low).abs() < 1e-6 && (share.interval.1 - high).abs() < 1e-6);
}

/// All allocations within floors and caps.
fn slow_least_variance(total: u32, strata: &[Spread]) -> f64 {
    fn go(strata: &[Spread], left: u32, drawn: &mut Vec<u32>, best: &mut f64) {
        let Some(stratum) = strata.get(drawn.len()) else {
            if left == 0 {
                *best = best.min(variance_of_total(strata, drawn));
            }
            return;
        };
        for n in stratum.floor..=stratum.cap.min(left) {
            drawn.push(n);
            go(strata, left - n, drawn, best);
            drawn.pop();
        }
    }
    let mut best = f64::INFINITY;
    go(strata, total, &mut Vec::new(), &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_allocation_has_less_variance(
        strata in prop::collection::vec((1u32..60, 0u32..90, 1u32..4, 0u32..5), 1..5),
        more in 0u32..9,
    ) {
        let strata: Vec<Spread> = strata
            .into_iter()
            .map(|(population, variance, floor, room)| Spread {
                population,
                variance: f64::from(variance),
                floor,
                cap: floor + room,
            })
            .collect();
        let floors: u32 = strata.iter().map(|s| s.floor).sum();
        let caps: u32 = strata.iter().map(|s| s.cap).sum();
        let total = (floors + more).min(caps);
        let drawn = optimal_allocation(total, &strata);
        prop_assert_eq!(drawn.iter().sum::<u32>(), total);
        let least = slow_least_variance(total, &strata);
        let found = variance_of_total(&strata, &drawn);
        prop_assert!((found - least).abs() <= 1e-9 * least.abs().max(1.0), "{} {}", found, least);
    }
}

const IDS: usize = 400;

/// Draws that the long run is made of.
const SEEDS: u32 = 50;

/// A population of two groups, told apart by what follows from their numbers.
fn frame(ids: &[String]) -> Vec<FrameUnit<'_>> {
    let mut frame = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        for group in 0..2u8 {
            if group == 1 && at % 4 != 0 {
                continue;
            }
            let places = (at % 11 != 0).then(|| u32::try_from(at % 37).unwrap());
            let region = u8::try_from(at * at % 5).unwrap();
            frame.push(FrameUnit {
                provider: id,
                target_group: TargetGroupId(group),
                region: (at % 50 != 3).then_some(RegionId(region)),
                ownership: OwnershipClass::ALL[at % 3],
                size: SizeClass::of(places),
                places,
                assessed_by: (at % 17 != 0).then_some(Supervision::SocialAuthority(region)),
            });
        }
    }
    frame
}

fn ids() -> Vec<String> {
    (0..IDS).map(|at| format!("{}", 900_000 + at)).collect()
}

const REQUEST: SampleRequest =
    SampleRequest { size: 100, seed: 7, allocation: Allocation::Proportional, doubles: 40 };

#[test]
fn who_is_drawn_does_not_depend_on_the_order_of_the_input() {
    let ids = ids();
    let mut frame = frame(&ids);
    let sample = draw_sample(&frame, &REQUEST);
    frame.reverse();
    frame.rotate_left(123);
    assert_eq!(draw_sample(&frame, &REQUEST), sample);
    let other = draw_sample(&frame, &SampleRequest { seed: 8, ..REQUEST });
    assert_ne!(other.design.offerings, sample.design.offerings);
}

#[test]
fn every_stratum_expects_two_and_nobody_is_in_two() {
    let ids = ids();
    let frame = frame(&ids);
    for allocation in Allocation::ALL {
        let sample = draw_sample(&frame, &SampleRequest { allocation, ..REQUEST });
        let design = &sample.design;
        assert_eq!(design.drawn().count(), 100);
        // Each group has half of it.
        for group in [0, 1] {
            let of = design.drawn().filter(|d| d.target_group == TargetGroupId(group));
            assert_eq!(of.count(), 50);
        }
        let population: u32 = design.strata.iter().map(|s| s.population).sum();
        assert_eq!(usize::try_from(population).unwrap(), frame.len());
        for (number, stratum) in design.strata.iter().enumerate() {
            assert!(stratum.drawn >= 2, "{stratum:?}");
            let of = |reserve| {
                let of = design.offerings.iter();
                of.filter(move |d| d.stratum == number && d.is_reserve == reserve).count()
            };
            assert_eq!(of(false), usize::try_from(stratum.drawn).unwrap());
            assert!(of(true) >= 2 || stratum.drawn + 2 > stratum.population);
            // Each unit is in the stratum of its classes, and in no other.
            let within = frame.iter().filter(|u| {
                u.target_group == stratum.target_group
                    && stratum.regions.contains(&u.region)
                    && stratum.ownerships.contains(&u.ownership)
                    && stratum.sizes.contains(&u.size)
            });
            assert_eq!(within.count(), usize::try_from(stratum.population).unwrap());
        }
        assert_eq!(sample.doubles.total(), 40);
        let doubled: Vec<_> = design.offerings.iter().filter(|d| d.doubled_by.is_some()).collect();
        assert_eq!(doubled.len(), 40);
        assert!(doubled.iter().all(|d| !d.is_reserve && d.doubled_by != d.assessed_by));
        assert!(doubled.iter().all(|d| d.assessed_by.is_some()));
        // Both groups are rated twice, about as often as they were drawn.
        let of_first = doubled.iter().filter(|d| d.target_group == TargetGroupId(0)).count();
        assert!((15..=25).contains(&of_first), "{of_first}");
    }
}

#[test]
fn a_sample_larger_than_the_population_is_all_of_it() {
    let ids = ids();
    let frame = frame(&ids);
    let sample = draw_sample(&frame, &SampleRequest { size: 10_000, ..REQUEST });
    assert_eq!(sample.design.drawn().count(), frame.len());
    assert!(sample.design.offerings.iter().all(|drawn| !drawn.is_reserve));
    assert!(sample.design.strata.iter().all(|s| s.drawn == s.population));
    let none = draw_sample(&[], &REQUEST);
    assert!(none.design.strata.is_empty() && none.doubles.total() == 0);
    let nobody = draw_sample(&frame, &SampleRequest { size: 0, ..REQUEST });
    assert!(nobody.design.offerings.is_empty());
}

/// Drawn by chance, the share is right in the long run, and its interval holds it nearly always.
#[test]
fn the_weighted_share_is_right_in_the_long_run() {
    let ids = ids();
    let frame: Vec<FrameUnit<'_>> =
        frame(&ids).into_iter().filter(|u| u.target_group == TargetGroupId(0)).collect();
    // What is looked for depends on the strata.
    let is_hit = |provider: &str| {
        let unit = frame.iter().find(|unit| unit.provider == provider).unwrap();
        unit.ownership == OwnershipClass::Public || unit.places.is_some_and(|p| p > 30)
    };
    let hits: std::collections::BTreeSet<&str> =
        frame.iter().map(|unit| unit.provider).filter(|id| is_hit(id)).collect();
    let truth = frame.iter().filter(|u| is_hit(u.provider)).count() as f64 / frame.len() as f64;
    for allocation in Allocation::ALL {
        let (mut sum, mut held) = (0.0, 0);
        for seed in 0..SEEDS {
            let request = SampleRequest { size: 60, seed, allocation, doubles: 0 };
            let design = draw_sample(&frame, &request).design;
            let strata: Vec<Answered> = (design.strata.iter().enumerate())
                .map(|(number, stratum)| {
                    let of = design.drawn().filter(|d| d.stratum == number);
                    let hits =
                        u32::try_from(of.filter(|d| hits.contains(&*d.provider)).count()).unwrap();
                    Answered { population: stratum.population, n: stratum.drawn, hits }
                })
                .collect();
            let share = stratified_share(&strata).unwrap();
            sum += share.share;
            held += u32::from(share.interval.0 <= truth && truth <= share.interval.1);
        }
        let mean = sum / f64::from(SEEDS);
        assert!((mean - truth).abs() < 0.015, "{mean} for {truth}");
        // Two of a stratum that vary by chance in nothing make the interval too narrow: the more so
        // where the allocation leaves many strata with two.
        let least = if allocation == Allocation::Proportional { 44 } else { 38 };
        assert!(held >= least, "{held} of {SEEDS}, {}", allocation.word());
    }
}

#[test]
fn strata_without_answers_go_together_with_those_most_like_them() {
    use OwnershipClass::{Private, Public};
    let of = |region: u8, ownership, population| Stratum {
        target_group: TargetGroupId(0),
        regions: vec![Some(RegionId(region))],
        ownerships: vec![ownership],
        sizes: vec![SizeClass::Small],
        population,
        drawn: 2,
    };
    let strata = [
        of(0, Public, 10),
        of(0, Private, 30),
        of(1, Public, 5),
        of(1, Private, 50),
        of(2, Public, 1),
    ];
    let collapsed = |n: [u32; 5]| {
        let answered = strata.iter().zip(n).map(|(stratum, n)| AnsweredStratum { stratum, n });
        collapse_unanswered(&answered.collect::<Vec<_>>())
    };
    let alone: Vec<Vec<usize>> = (0..5).map(|at| vec![at]).collect();
    assert_eq!(collapsed([2, 2, 2, 2, 1]), alone, "one of one is the whole stratum");
    assert_eq!(collapsed([1, 2, 2, 2, 1]), [vec![0, 1], vec![2], vec![3], vec![4]]);
    // Nobody of the lone region: the smallest of the same ownership.
    assert_eq!(collapsed([2, 2, 2, 2, 0]), [vec![0], vec![1], vec![2, 4], vec![3]]);
    assert_eq!(collapsed([0, 0, 0, 0, 0]).len(), 1);
    assert!(collapse_unanswered(&[]).is_empty());
}

/// Whoever falls out for reasons of its own leaves the others as likely as each other: the first that
/// are left of a draw are a draw of those that are left.
#[test]
fn with_reserves_each_that_is_left_is_as_likely_as_before() {
    const DRAWS: u32 = 3_000;
    let ids: Vec<String> = (0..12).map(|at| format!("{}", 900_000 + at)).collect();
    let unit = |id| FrameUnit {
        provider: id,
        target_group: TargetGroupId(0),
        region: Some(RegionId(0)),
        ownership: OwnershipClass::Public,
        size: SizeClass::Small,
        places: Some(5),
        assessed_by: None,
    };
    let frame: Vec<FrameUnit<'_>> = ids.iter().map(|id| unit(id)).collect();
    let has_fallen = |id: &str| ["900002", "900007"].contains(&id);
    let mut n_standing = std::collections::BTreeMap::<Box<str>, u32>::new();
    for seed in 0..DRAWS {
        let request = SampleRequest { size: 4, seed, doubles: 0, ..REQUEST };
        let mut design = draw_sample(&frame, &request).design;
        for drawn in &mut design.offerings {
            drawn.fallen_out = has_fallen(&drawn.provider).then_some(FallenOut::Closed);
        }
        assert!(design.vacant().is_empty());
        assert_eq!(design.standing().len(), 4);
        for standing in design.standing() {
            *n_standing.entry(standing.drawn.provider.clone()).or_default() += 1;
        }
    }
    assert_eq!(n_standing.len(), 10);
    // 4 of 10 that are left: 0.4, with five standard errors.
    let expected = f64::from(DRAWS) * 0.4;
    for (id, n) in n_standing {
        assert!((f64::from(n) - expected).abs() < 135.0, "{id}: {n} of {DRAWS}");
    }
}
