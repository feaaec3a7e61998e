//! How many offerings a second are placed: `cargo bench --bench placing`.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use divan::Bencher;
use divan::counter::ItemsCount;
use niveau::model::{Grade, GradePlanes, PerParameter, QualityOutcome};
use niveau::place::{CompiledRule, Placement, Rule, place};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

const N_OFFERINGS: usize = 10_000_000;

fn main() {
    divan::main();
}

/// Placing alone: five bytes in, a placement out.
#[divan::bench(args = [1, 2], sample_count = 20, sample_size = 1)]
fn ten_million_offerings(bencher: Bencher, n_threads: usize) {
    let rule = CompiledRule::compile(Rule::majority(5)).expect("a majority is a rule");
    let planes = some_planes();
    let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
    bencher
        .counter(ItemsCount::new(N_OFFERINGS))
        .bench_local(|| pool.install(|| placed(&rule, divan::black_box(&planes))));
}

/// Grades packed, then placed: what a run does for each offering.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn one_million_packed_and_placed(bencher: Bencher, n_threads: usize) {
    let rule = CompiledRule::compile(Rule::majority(5)).expect("a majority is a rule");
    let grades: Vec<_> =
        some_planes().iter().take(1_000_000).map(|planes| planes.bounds()).collect();
    let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
    bencher.counter(ItemsCount::new(grades.len())).bench_local(|| {
        pool.install(|| {
            let planes: Vec<_> =
                divan::black_box(&grades).par_iter().map(GradePlanes::of).collect();
            placed(&rule, &planes)
        })
    });
}

fn placed(rule: &CompiledRule, planes: &[GradePlanes]) -> Vec<Placement> {
    planes.par_iter().map(|planes| place(rule, Some(*planes), QualityOutcome::Pass)).collect()
}

/// All six grades in an order without a pattern (a multiplicative step through 6^8 sets), so that
/// no branch and no table line is foretold.
fn some_planes() -> Vec<GradePlanes> {
    const SIX: [Grade; 6] = [
        Grade::None,
        Grade::Light,
        Grade::Moderate,
        Grade::High,
        Grade::NotRelevant,
        Grade::Unknown,
    ];
    (0..N_OFFERINGS)
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
