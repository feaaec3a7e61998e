//! How many offerings are graded in a second?

use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::ItemsCount;
use niveau::grade::{Circumstances, grade_assessment, grade_offering};
use niveau::guideline::{Guideline, GuidelineSet, parse_guideline};
use niveau::model::{
    Answer, AnswerField, Assessment, Dataset, Evidence, Grade, LegalBasisSet, NumberField,
    Offering, OfferingId, ParameterSet, PerParameter, Provider, ProviderId, ProviderKindSet,
    RowRef, SheetId, Supervision, TargetGroupId,
};
use rayon::prelude::*;

fn main() {
    divan::main();
}

const TEXT: &str = include_str!("../input/guidelines/autismespektrum/2021-01-01.toml");
const FILE: &str = "guidelines/autismespektrum/2021-01-01.toml";
const AUTHORITY: Supervision = Supervision::SocialAuthority(0);
const ROW: RowRef = RowRef { sheet: SheetId(0), row: 2 };

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

fn guideline() -> Guideline {
    parse_guideline(TEXT, FILE, TargetGroupId(0), day(2021)).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// Forms that differ from each other; every seventh field is not reported.
fn form(n: u32) -> Evidence {
    let mut form = Evidence::default();
    for (i, field) in (0..).zip(NumberField::ALL) {
        let number = (n * 31 + i * 7) % 16;
        let number = if field.is_percent() { number * 6 } else { number };
        form.set_number(field, (!(n + i).is_multiple_of(7)).then(|| f64::from(number)));
    }
    form.set_number(NumberField::Staff, Some(40.0));
    for (i, field) in (0..).zip(AnswerField::ALL) {
        let answers = [Answer::Yes, Answer::Yes, Answer::No, Answer::Yes, Answer::NotReported];
        form.set_answer(field, answers[((n * 13 + i * 5) % 5) as usize]);
    }
    form
}

fn assessment(offering: u32) -> Assessment {
    Assessment {
        offering: OfferingId(offering),
        authority: AUTHORITY,
        inspector: None,
        assessed_on: day(2022),
        evidence: Some((Box::new(form(offering)), ROW)),
        grades: PerParameter([Grade::Unknown; 8]),
        unread: PerParameter::default(),
        grades_row: None,
        overall: None,
        quality: None,
        grounds: None,
        with_grounds: ParameterSet::EMPTY,
        minutes: None,
        incomplete: None,
    }
}

/// A provider with many offerings, each assessed once.
fn dataset(n: u32) -> Dataset {
    let provider = Provider {
        id: "1001".into(),
        name: "Prøvetilbud".into(),
        is_on_portal: true,
        cvr: None,
        operator: None,
        stated_kinds: ProviderKindSet::default(),
        ownership: None,
        stated_supervision: None,
        status: None,
        status_fault: None,
        status_on: None,
        legal_bases: LegalBasisSet::default(),
        has_unknown_legal_basis: false,
        places: None,
        municipality: None,
        service_area: [].into(),
        departments: 0..0,
        row: ROW,
    };
    let offering = |i| Offering {
        provider: ProviderId(0),
        target_group: TargetGroupId(0),
        subgroup: None,
        age_group: None,
        assessments: i..i + 1,
        lost: 0..0,
    };
    Dataset {
        sheets: vec![niveau::model::FormSheet::default()],
        providers: vec![provider],
        offerings: (0..n).map(offering).collect(),
        assessments: (0..n).map(assessment).collect(),
        ..Dataset::default()
    }
}

/// Eight grades from one form.
#[divan::bench]
fn one_assessment(bencher: Bencher) {
    let (guideline, assessment) = (guideline(), assessment(5));
    let circumstances = Circumstances { kinds: ProviderKindSet(1), ..Circumstances::default() };
    bencher
        .counter(ItemsCount::new(1u32))
        .bench(|| grade_assessment(divan::black_box(&assessment), circumstances, Some(&guideline)));
}

/// 100.000 offerings, as the pipeline grades them.
#[divan::bench(args = [1, 2], sample_count = 10)]
fn offerings(bencher: Bencher, threads: usize) {
    const N: u32 = 100_000;
    let guidelines = GuidelineSet::new(vec![guideline()]);
    let dataset = dataset(N);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.unwrap_or_else(|e| panic!("{e}"));
    let kinds = ProviderKindSet(1);
    bencher.counter(ItemsCount::new(N)).bench(|| {
        pool.install(|| {
            let offerings = dataset.offerings.par_iter();
            let grade = |o| grade_offering(&dataset, o, kinds, Some(AUTHORITY), &guidelines);
            offerings.map(grade).collect::<Vec<_>>()
        })
    });
}
