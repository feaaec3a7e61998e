//! How long does a whole run take, from the input folder to the outputs in place?
//!
//! Made-up inputs are written once to a temporary folder. The README gives the figures of the
//! whole program, with its start and its end.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use niveau::example::{ExampleOptions, write_example};
use niveau::model::Language;
use niveau::run::{Asked, RunOptions, check, run};
use niveau::settings::DEFAULT_RULE;

fn main() {
    divan::main();
}

/// *Tilbud*, and how many of them are assessed.
const SIZES: [(u64, u64); 3] = [(200, 50), (1_999, 100), (20_000, 2_000)];

fn example(folder: &Path, (tilbud, assessed): (u64, u64)) -> PathBuf {
    let input = folder.join("input");
    let options = ExampleOptions {
        tilbud,
        assessed,
        seed: 1,
        inspectors_judge: niveau::model::InspectorsJudge::default(),
        output: &input,
    };
    assert!(write_example(&options).is_ok());
    input
}

fn asked(input: &Path) -> Asked<'_> {
    Asked { input, rule: DEFAULT_RULE, fresh_since: None, as_of: NaiveDate::MAX }
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn reading_grading_placing(bencher: divan::Bencher<'_, '_>, size: (u64, u64)) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let input = example(folder.path(), size);
    bencher.bench(|| check(&asked(&input), &|_| {}).is_ok());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn whole_run(bencher: divan::Bencher<'_, '_>, size: (u64, u64)) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let input = example(folder.path(), size);
    let output = folder.path().join("output");
    let options = RunOptions {
        asked: asked(&input),
        output: &output,
        regions_on: None,
        all_groups: false,
        for_engines: false,
        vectors: niveau::results::Vectors::OnThePage,
        language: Language::default(),
        areas: niveau::results::AskedAreas::EachRegion,
        boundaries: None,
    };
    bencher.bench(|| run(&options, &|_| {}).is_ok());
}
