//! How long does the trial's own work take: a hundred forms, the agreement of 10.000 double ratings
//! with its intervals, a sample from 200.000: `cargo bench --bench trial`. Each is to take less than
//! a second.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use niveau::model::{RegionId, Supervision, TargetGroupId};
use niveau::report::forms::{FormBasis, FormMaker};
use niveau::results::MEASURED;
use niveau::settings::{DEFAULT_RULE, read_settings};
use niveau::trial::{
    Allocation, FormRow, FrameUnit, OwnershipClass, Rating, Ratings, SampleRequest, Scale,
    SizeClass, TrialForm, agreement, draw_sample, strictness, trial_forms,
};
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// A workbook for each of so many tilsyn, with eight assessments in it.
#[divan::bench(args = [100], sample_count = 5, sample_size = 1)]
fn forms(bencher: Bencher, n: u16) {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let settings = read_settings(&input, DEFAULT_RULE).expect("the example's settings");
    let registers = &settings.registers;
    let group = registers.target_groups.by_name("autismespektrum").expect("a pilot group");
    let municipalities: Vec<_> = registers.municipalities.iter().collect();
    let forms: Vec<TrialForm> = municipalities
        .iter()
        .cycle()
        .take(usize::from(n))
        .flat_map(|municipality| {
            let asked = (0..8).map(|nth| {
                let row = FormRow {
                    provider: format!("{}", 900_000 + nth).into(),
                    target_group: group,
                    name: "Eksempel".into(),
                    municipality: Some(municipality.code),
                };
                (Supervision::Municipality(municipality.code), row)
            });
            trial_forms(asked)
        })
        .collect();
    let basis = FormBasis {
        registers,
        guidelines: &settings.guidelines,
        layouts: &settings.layouts,
        on: registers.made_for(),
        is_example_data: true,
    };
    let maker = FormMaker::new(basis, [group], |_| Vec::new()).expect("a layout of forms");
    bencher.counter(ItemsCount::new(forms.len())).bench_local(|| {
        let written = forms.par_iter().map(|form| maker.workbook(form).expect("a form").len());
        written.sum::<usize>()
    });
}

/// All that a run measures, with jackknife intervals: so many providers, each rated by two of five
/// tilsyn on eight parameters.
#[divan::bench(args = [1_250, 10_000], sample_count = 5, sample_size = 1)]
fn agreement_of_double_rated_providers(bencher: Bencher, n: u32) {
    let ratings = ratings(n);
    bencher.counter(ItemsCount::new(n * 8)).bench_local(|| agreement(&ratings, &MEASURED));
}

/// Who is stricter, with jackknife intervals, of the same.
#[divan::bench(args = [1_250, 10_000], sample_count = 5, sample_size = 1)]
fn strictness_of_double_rated_providers(bencher: Bencher, n: u32) {
    let ratings = ratings(n);
    bencher.counter(ItemsCount::new(n * 8)).bench_local(|| strictness(&ratings));
}

/// Grades near each other, without chance: the same numbers on every run.
fn ratings(n: u32) -> Ratings {
    let mut next = numbers();
    let mut all = Vec::new();
    for cluster in 0..n {
        let raters = [cluster % 5, (cluster + 1 + cluster / 5 % 4) % 5];
        for parameter in 0..8 {
            let true_grade = next(4);
            for rater in raters {
                let category = (true_grade + u32::from(next(5) == 0)).min(3);
                all.push(Rating { cluster, unit: cluster * 8 + parameter, rater, category });
            }
        }
    }
    Ratings::new(Scale::steps(4), all)
}

/// A hundred of so many, with forty double ratings.
#[divan::bench(args = [2_000, 200_000], sample_count = 5, sample_size = 1)]
fn sample(bencher: Bencher, n: u32) {
    let mut next = numbers();
    let ids: Vec<String> = (0..n).map(|at| format!("{}", 900_000 + at)).collect();
    let unit = |id| {
        let places = next(60);
        let region = u8::try_from(next(5)).unwrap_or(0);
        FrameUnit {
            provider: id,
            target_group: TargetGroupId(u8::try_from(next(3)).unwrap_or(0)),
            region: Some(RegionId(region)),
            ownership: OwnershipClass::ALL[next(3) as usize],
            size: SizeClass::of(Some(places)),
            places: Some(places),
            assessed_by: Some(Supervision::SocialAuthority(region)),
        }
    };
    let frame: Vec<FrameUnit<'_>> = ids.iter().map(|id| &**id).map(unit).collect();
    let request =
        SampleRequest { size: 100, seed: 7, allocation: Allocation::Optimal, doubles: 40 };
    bencher.counter(ItemsCount::new(n)).bench_local(|| draw_sample(&frame, &request));
}

/// Whole numbers below a bound, always the same.
fn numbers() -> impl FnMut(u32) -> u32 {
    let mut state = 1_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % below
    }
}
