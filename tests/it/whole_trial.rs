//! The whole trial on a made-up country: a sample is drawn, forms are sent out, inspectors of whom it
//! is known how strict they are fill them in, and what comes back says so.

use std::collections::BTreeMap;
use std::fs;

use niveau::ingest::{ReadOptions, read_input};
use niveau::model::{Dataset, Grade, Parameter, Supervision};
use niveau::settings::{DEFAULT_RULE, read_settings};
use niveau::trial::{Rating, Ratings, Scale, strictness};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::filled_form::{FIRST, Fill, FormSheet, with_sheets};
use super::folder::{Folder, rows};

/// The strict one: it grades a step lower in this share of its grades more than the others.
const STRICT: &str = "Socialtilsyn Syd";
const SHARE: f64 = 0.4;
/// Its effect, when those of five tilsyn sum to 0.
const EFFECT: f64 = -SHARE * 4.0 / 5.0;
/// Everybody errs a step up or down in so many.
const ERRS: f64 = 0.08;

/// A country in which nobody has been assessed, with a sample and its forms.
fn country(seed: u64) -> Folder {
    let folder = Folder::of(150, 0);
    let seed = seed.to_string();
    let sample = [
        "sample",
        "--size",
        "50",
        "--double",
        "30",
        "--seed",
        &seed,
        "--groups",
        "autismespektrum,erhvervet-hjerneskade",
    ];
    folder.shown(&sample);
    folder.shown(&["forms", "--sample", "output-sample/design.toml", "--on", "2026-11-28"]);
    folder
}

/// Fills all forms of the socialtilsyn in, and puts them where a run reads.
fn fill_in(folder: &Folder, seed: u64) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut truth: BTreeMap<(String, &str), u32> = BTreeMap::new();
    let forms = folder.root().join("output-forms");
    let mut files: Vec<String> = fs::read_dir(&forms)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("socialtilsyn"))
        .collect();
    files.sort();
    for file in files {
        let form = fs::read(forms.join(&file)).unwrap();
        let names = ["Oplysningsskema", "Afrapportering"];
        let [mut evidence, mut grades] = names.map(|name| FormSheet::of(&form, name));
        for (row, cells) in (FIRST..).zip(FormSheet::rows_of(&form, names[1])) {
            let whom = format!("{} {}", cells[0], cells[2]);
            let is_strict = cells[3] == STRICT;
            evidence.fill(row, "Dato", &Fill::Number(46_000.0));
            evidence.fill(row, "Medarbejdere med målgruppen", &Fill::Number(12.0));
            grades.fill(row, "Dato", &Fill::Number(46_000.0));
            grades.fill(row, "Fornøden kvalitet", &Fill::Text("ja".to_owned()));
            for parameter in Parameter::ALL.map(Parameter::danish) {
                // Let or moderat: a step up or down is always there, so no effect is cut off.
                let known = truth.entry((whom.clone(), parameter));
                let known = *known.or_insert_with(|| dice.random_range(1..=2));
                let down = if is_strict { SHARE + ERRS } else { ERRS };
                let level = match dice.random::<f64>() {
                    drawn if drawn < down => known - 1,
                    drawn if drawn > 1.0 - ERRS => known + 1,
                    _ => known,
                };
                let word = ["ingen", "let", "moderat", "højt"][level as usize];
                grades.fill(row, parameter, &Fill::Text(word.to_owned()));
            }
        }
        folder.put(&file, with_sheets(&form, &[&evidence, &grades]));
    }
}

/// The grades of the offerings that two rated, made anew from what was read.
fn ratings(dataset: &Dataset, raters: &[Supervision]) -> Ratings {
    let mut ratings = Vec::new();
    for (unit, offering) in (0_u32..).zip(&dataset.offerings) {
        let assessed = dataset.assessments(offering);
        for one in assessed.iter().filter(|_| assessed.len() > 1) {
            let rater = raters.iter().position(|by| *by == one.authority).unwrap();
            for (at, parameter) in (0_u32..).zip(Parameter::ALL) {
                let category = match one.grades[parameter] {
                    Grade::None => 0,
                    Grade::Light => 1,
                    Grade::Moderate => 2,
                    Grade::High => 3,
                    other => panic!("{other:?}"),
                };
                ratings.push(Rating {
                    cluster: offering.provider.0,
                    unit: unit * 8 + at,
                    rater: u32::try_from(rater).unwrap(),
                    category,
                });
            }
        }
    }
    Ratings::new(Scale::steps(4), ratings)
}

/// The strict one's steps, and their interval.
fn found(folder: &Folder) -> (f64, (f64, f64)) {
    let settings = read_settings(&folder.input(), DEFAULT_RULE).unwrap();
    let options = ReadOptions::default();
    let registers = &settings.registers;
    let reading = read_input(&folder.input(), registers, &settings.layouts, &options).unwrap();
    let raters: Vec<Supervision> =
        registers.authorities.iter().map(|(id, _)| Supervision::SocialAuthority(id)).collect();
    let strict = registers.authorities.by_name(STRICT).unwrap();
    let found = strictness(&ratings(&reading.dataset, &raters));
    assert!(found.is_connected());
    let effect = found.effects.iter().find(|effect| effect.rater == u32::from(strict)).unwrap();
    (effect.steps.unwrap(), effect.interval.unwrap())
}

#[test]
fn a_known_strictness_comes_back_within_its_interval_in_18_of_20_trials() {
    let within = |seed: u64| {
        let folder = country(seed);
        fill_in(&folder, seed);
        let (steps, (low, high)) = found(&folder);
        if seed == 1 {
            let run = folder.run();
            assert_eq!(run["program"], "niveau");
            let of_run = rows(&folder.text("trial/strictness.csv"));
            let line = of_run.iter().find(|row| {
                row.values().any(|cell| cell == STRICT)
                    && row.values().any(|cell| cell.to_lowercase().contains("alle"))
            });
            let shown = format!("{steps:.3}").replace('.', ",");
            assert!(
                line.unwrap().values().any(|cell| cell.starts_with(&shown)),
                "{line:?} {shown}"
            );
        }
        (low..=high).contains(&EFFECT)
    };
    let n = (1..=20).into_par_iter().filter(|seed| within(*seed)).count();
    assert!(n >= 18, "{n} of 20");
}
