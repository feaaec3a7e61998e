//! How long does a run take to say how firm 200.000 placements are, and how long would sampling?
//! `cargo bench --bench firmness`.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use niveau::model::{Grade, GradePlanes, Level, ParameterSet, PerParameter, ProviderId};
use niveau::place::{CompiledRule, Rule, is_assessable};
use niveau::robustness::{
    Family, Firmness, FirmnessTables, Fits, Folds, GradeShares, KnownAcceptability, Rated,
    StudySettings, Weighting, Weights,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

const N_OFFERINGS: usize = 200_000;

fn main() {
    divan::main();
    beside_sampling();
}

fn rule() -> CompiledRule {
    CompiledRule::compile(Rule::majority(5)).expect("a majority is a rule")
}

/// All that a run says of each: acceptability under the rule's own and the default weightings,
/// interval, radius, single weights, the deciding unknown, what lifts and drops it. The tables are
/// included, those of one target group.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn all_assessed_offerings(bencher: Bencher, n_threads: usize) {
    let rule = rule();
    let planes = some_planes(N_OFFERINGS);
    let shares = GradeShares::of([]);
    let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
    bencher.counter(ItemsCount::new(N_OFFERINGS)).bench_local(|| {
        pool.install(|| {
            let tables = FirmnessTables::of(&rule, &StudySettings::default().weightings);
            let of_group = tables.of_group(&shares);
            let planes = divan::black_box(&planes).par_iter();
            planes.filter_map(|planes| of_group.look_up(*planes)).collect::<Vec<Firmness>>()
        })
    });
}

/// All four families of rules, fitted to 1.000 offerings and again without each of five folds.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn rules_fitted_to_a_thousand_offerings(bencher: Bencher, n_threads: usize) {
    let sample: Vec<Rated> = (0u32..)
        .zip(some_planes(3_000))
        .filter(|(_, planes)| planes.unknown().is_empty() && is_assessable(planes))
        .take(1_000)
        .map(|(provider, planes)| Rated {
            provider: ProviderId(provider),
            grades: planes.bounds(),
            inspector: Some(rule().attained(planes).0),
        })
        // Every third inspector sees aktiv praksis only, so that no family is right.
        .map(|rated| match rated.provider.0 % 3 {
            0 => Rated { inspector: rated.grades.0[0].grade().attained(), ..rated },
            _ => rated,
        })
        .collect();
    let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
    bencher.bench_local(|| {
        let fits = pool.install(|| {
            Fits::of(divan::black_box(&sample), Folds { n_folds: 5, n_draws: 1, seed: 1 })
        });
        fits.expect("inspectors gave levels").of_family(Family::Monotone).map(|fit| fit.loss)
    });
}

/// Acceptability alone, under the uniform weighting, and the same question asked by sampling, as one
/// would without the closed form: 1.000 weightings drawn anew for each offering. Prints how much longer that takes for the same number.
fn beside_sampling() {
    const DRAWS: u32 = 1_000;
    const SAMPLED: usize = 2_000;
    let rule = rule();
    let shares = GradeShares::of([]);
    let planes = some_planes(1_000_000);
    let begun = Instant::now();
    let weights = Weights::Unknown(&Weighting::Uniform);
    let tables = KnownAcceptability::of(&rule.rule, weights).with(&shares);
    let tables_took = begun.elapsed();
    let begun = Instant::now();
    let exact: Vec<_> =
        divan::black_box(&planes).iter().map(|planes| tables.look_up(*planes)).collect();
    let exact_took = begun.elapsed();
    let begun = Instant::now();
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let mut worst = 0.0f64;
    for (planes, exact) in planes.iter().zip(&exact).take(SAMPLED) {
        let counts = sampled(*planes, DRAWS, &mut dice);
        // Unknown grades are left at the low end here, so only the others are held against it.
        if let Some(exact) = exact.filter(|_| planes.unknown().is_empty()) {
            for (count, chance) in counts.into_iter().zip(exact.all()) {
                worst = worst.max((f64::from(count) / f64::from(DRAWS) - chance).abs());
            }
        }
    }
    let sampled_took = begun.elapsed();
    let each = |took: Duration, n: usize| took.as_secs_f64() * 1e9 / n as f64;
    let (exact_ns, sampled_ns) = (each(exact_took, planes.len()), each(sampled_took, SAMPLED));
    println!(
        "one thread, per offering: exact {exact_ns:.0} ns (tables {:.0} ms once), {DRAWS} draws \
         {sampled_ns:.0} ns: {:.0} times as long, and up to {:.1} percentage points off",
        tables_took.as_secs_f64() * 1e3,
        sampled_ns / exact_ns,
        worst * 100.0
    );
}

fn sampled(planes: GradePlanes, draws: u32, dice: &mut ChaCha8Rng) -> [u32; 4] {
    let relevant = ParameterSet(!planes.not_relevant.0);
    let mut counts = [0; 4];
    for _ in 0..draws {
        let mut weights = [0.0f64; 8];
        for parameter in relevant.iter() {
            let unit = (dice.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
            weights[parameter.index()] = -(1.0 - unit).ln();
        }
        let sum: f64 = weights.iter().sum();
        let level = Level::ALL.into_iter().filter(|level| {
            let met = planes.at_least[level.index()];
            met.iter().map(|p| weights[p.index()] / sum).sum::<f64>() > 0.5
        });
        counts[level.count()] += 1;
    }
    counts
}

/// All six grades in an order without a pattern (a multiplicative step through 6^8 sets), so that
/// no branch and no table line is foretold.
fn some_planes(n: usize) -> Vec<GradePlanes> {
    const SIX: [Grade; 6] = [
        Grade::None,
        Grade::Light,
        Grade::Moderate,
        Grade::High,
        Grade::NotRelevant,
        Grade::Unknown,
    ];
    (0..n)
        .map(|i| {
            let mut rest = i.wrapping_mul(1_000_003) % 1_679_616;
            GradePlanes::of(&PerParameter::from_fn(|_| {
                let grade = SIX[rest % 6];
                rest /= 6;
                grade
            }))
        })
        .collect()
}
