//! Parts of a target group held against each other: by all permutations, and by chance.

use std::collections::BTreeMap;

use niveau::model::{Attained, PerParameter, ProviderId, TargetGroupId};
use niveau::robustness::{PartSample, SUBJECTS, Undefined, differences};

const LEVEL: usize = SUBJECTS - 1;

/// The nth number of a stream of chance, below `modulo` (splitmix64).
fn step(nth: u64, modulo: u64) -> u64 {
    let mut z = nth.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % modulo
}

fn one(provider: u32, group: u8, parts: u64, level: Option<Attained>) -> PartSample {
    PartSample {
        provider: ProviderId(provider),
        target_group: TargetGroupId(group),
        parts,
        grades: PerParameter([None; 8]),
        level,
    }
}

/// T by its definition: ranks counted one by one, ties halfway.
fn spread(sample: &[PartSample]) -> f64 {
    let known: Vec<(u64, Attained)> =
        sample.iter().filter_map(|one| Some((one.parts, one.level?))).collect();
    let rank = |of: Attained| {
        let below = known.iter().filter(|(_, level)| *level < of).count() as f64;
        let equal = known.iter().filter(|(_, level)| *level == of).count() as f64;
        below + f64::midpoint(equal, 1.0)
    };
    let mean = f64::midpoint(known.len() as f64, 1.0);
    (0..64)
        .map(|bit| {
            let ranks: Vec<f64> = known
                .iter()
                .filter(|(parts, _)| parts >> bit & 1 == 1)
                .map(|(_, level)| rank(*level))
                .collect();
            if ranks.is_empty() {
                return 0.0;
            }
            let n = ranks.len() as f64;
            n * (ranks.iter().sum::<f64>() / n - mean).powi(2)
        })
        .sum()
}

/// All orders of so many things.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(n - 1);
    let with = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, n - 1);
        order
    };
    shorter.iter().flat_map(|order| (0..n).map(move |at| with(order, at))).collect()
}

/// p by trying every permutation of one-offering providers.
fn exact_p(sample: &[PartSample]) -> f64 {
    let observed = spread(sample);
    let all = orders(sample.len());
    let as_large = all.iter().filter(|order| {
        let permuted: Vec<PartSample> = order
            .iter()
            .zip(sample)
            .map(|(from, to)| PartSample { parts: sample[*from].parts, ..*to })
            .collect();
        spread(&permuted) >= observed - 1e-9
    });
    as_large.count() as f64 / all.len() as f64
}

#[test]
fn p_is_that_of_all_permutations() {
    use Attained::{High, Light, Moderate, None as Below};
    let levels = [Below, Light, Light, Moderate, Moderate, High, High];
    // Two parts apart; mixed; three parts with one offering in two of them; one unknown level.
    let cases: [([u64; 7], Option<usize>); 4] = [
        ([1, 1, 1, 2, 2, 2, 2], None),
        ([1, 2, 1, 2, 1, 2, 1], None),
        ([1, 1, 3, 2, 2, 4, 4], None),
        ([1, 1, 2, 2, 1, 2, 2], Some(3)),
    ];
    for (parts, unknown) in cases {
        let sample: Vec<PartSample> = parts
            .iter()
            .zip(levels)
            .enumerate()
            .map(|(at, (parts, level))| {
                one(u32::try_from(at).unwrap(), 0, *parts, (unknown != Some(at)).then_some(level))
            })
            .collect();
        let found = differences(&sample, 1);
        let p = found.by_subject[LEVEL].unwrap().p;
        let exact = exact_p(&sample);
        // 9.999 draws: three standard errors are at most 0,015.
        assert!((p - exact).abs() < 0.016, "{parts:?}: {p}, by all permutations {exact}");
        assert_eq!(found.n_permutations, 9_999);
        assert_eq!(found.by_subject[0], Err(Undefined::NoOfferings));
    }
}

/// Offerings of one provider move together, and only to providers with as many of the same groups:
/// ten offerings of two providers are two observations, not ten.
#[test]
fn offerings_of_one_provider_are_no_independent_witnesses() {
    let sample: Vec<PartSample> = (0..10)
        .map(|at| {
            let (provider, level) = if at < 5 { (0, Attained::Light) } else { (1, Attained::High) };
            one(provider, 0, 1 << provider, Some(level))
        })
        .collect();
    assert!(differences(&sample, 1).by_subject[LEVEL].unwrap().p > 0.99);
    // Each by a provider of its own, the same is a clear difference: 2 of 252 splits.
    let apart: Vec<PartSample> = sample
        .iter()
        .zip(0..)
        .map(|(one, provider)| PartSample { provider: ProviderId(provider), ..*one })
        .collect();
    let p = differences(&apart, 1).by_subject[LEVEL].unwrap().p;
    assert!(p < 0.02, "{p}");
    // Of two target groups, one in each part, nothing can change places.
    let confounded: Vec<PartSample> = apart
        .iter()
        .map(|one| PartSample {
            target_group: TargetGroupId(u8::try_from(one.parts).unwrap()),
            ..*one
        })
        .collect();
    assert!(differences(&confounded, 1).by_subject[LEVEL].unwrap().p > 0.99);
}

/// Where nothing differs, p is below 0,05 about once in twenty, and after Holm's method any of
/// nine is about as seldom.
#[test]
fn chance_alone_is_seldom_called_a_difference() {
    let (mut n_single, mut n_any) = (0, 0);
    let tries = 300;
    for seed in 0..tries {
        let drawn = |at: u64, modulo: u64| step(seed * 1000 + at, modulo);
        let sample: Vec<PartSample> = (0..30)
            .map(|at| PartSample {
                grades: PerParameter::from_fn(|parameter| {
                    let rank = drawn(at * 10 + parameter.index() as u64, 4);
                    Attained::from_rank(u8::try_from(rank).unwrap())
                }),
                ..one(
                    u32::try_from(at).unwrap(),
                    0,
                    1 << drawn(at * 10 + 9, 3),
                    Attained::from_rank(u8::try_from(drawn(at * 10 + 8, 4)).unwrap()),
                )
            })
            .collect();
        let found = differences(&sample, seed);
        let defined: Vec<_> = found.by_subject.iter().map(|one| one.unwrap()).collect();
        n_single += usize::from(defined[LEVEL].p < 0.05);
        n_any += usize::from(defined.iter().any(|one| one.adjusted < 0.05));
        assert!(defined.iter().all(|one| one.p <= one.adjusted && one.adjusted <= 1.0));
    }
    // 15 expected of 300; more than 30 or fewer than 4 comes about once in ten thousand times.
    assert!((4..=30).contains(&n_single), "{n_single} of {tries}");
    assert!(n_any <= 30, "{n_any} of {tries}");
}

#[test]
fn what_can_not_be_compared_says_why() {
    let level = |levels: &[(u64, Option<Attained>)]| {
        let sample: Vec<PartSample> =
            levels.iter().zip(0..).map(|((parts, level), at)| one(at, 0, *parts, *level)).collect();
        differences(&sample, 1).by_subject[LEVEL]
    };
    let (light, high) = (Some(Attained::Light), Some(Attained::High));
    assert_eq!(level(&[]), Err(Undefined::NoOfferings));
    assert_eq!(level(&[(1, None), (2, None)]), Err(Undefined::NoOfferings));
    assert_eq!(level(&[(1, light), (2, light)]), Err(Undefined::NoVariation));
    assert_eq!(level(&[(1, light), (1, high)]), Err(Undefined::OnePart));
    assert_eq!(level(&[(1, light), (1, high), (2, None)]), Err(Undefined::OnePart));
    // An offering of no part is not looked at.
    assert_eq!(level(&[(1, light), (0, high)]), Err(Undefined::NoVariation));
    assert!(level(&[(1, light), (2, high)]).is_ok());
}

#[test]
fn any_order_and_any_number_of_threads_give_the_same() {
    let mut sample: Vec<PartSample> = (0..80)
        .map(|at| {
            let level = Attained::from_rank(u8::try_from(step(at, 4)).unwrap());
            one(
                u32::try_from(at / 2).unwrap(),
                u8::try_from(step(at + 7, 2)).unwrap(),
                1 << step(at + 3, 3),
                level,
            )
        })
        .collect();
    let with = |n_threads, sample: &[PartSample]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        pool.install(|| differences(sample, 5))
    };
    let first = with(1, &sample);
    sample.sort_by_key(|one| std::cmp::Reverse((one.provider, one.target_group)));
    assert_eq!(first, with(4, &sample));
    let by_provider: BTreeMap<_, usize> = sample.iter().fold(BTreeMap::new(), |mut all, one| {
        *all.entry(one.provider).or_default() += 1;
        all
    });
    assert_eq!((first.n_offerings, first.n_providers), (80, by_provider.len()));
}
