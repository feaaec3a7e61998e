//! The flat table: graded and placed by itself, row by row, it gives what the run gives.

use niveau::flat::{
    FlatColumn, FlatGrader, FlatRow, FlatRules, FlatSource, Value, flat_row, place_row,
};
use niveau::ingest::ReadOptions;
use niveau::model::{Dataset, GradeBounds};
use niveau::results::{Assessed, assess};
use niveau::run::read_data;
use niveau::settings::{DEFAULT_RULE, Settings, read_settings};
use polars_core::prelude::AnyValue;

use super::folder::{EXAMPLE, Folder, frame};

/// The row, written as text and read again.
fn read_again<'t>(row: &FlatRow<'_>, texts: &'t mut Vec<String>) -> FlatRow<'t> {
    *texts = FlatColumn::ALL
        .iter()
        .map(|column| match row.value(*column) {
            None => String::new(),
            Some(Value::Text(text)) => text.to_owned(),
            Some(Value::Int(number)) => number.to_string(),
            Some(Value::Flag(is_so)) => is_so.to_string(),
            Some(Value::Date(day)) => day.to_string(),
        })
        .collect();
    let mut again = FlatRow::default();
    for (column, text) in FlatColumn::ALL.into_iter().zip(texts.iter()) {
        if !text.is_empty() {
            let value = Value::read(text.as_bytes(), column.holds()).unwrap();
            again.set(column, value).unwrap();
        }
    }
    again
}

/// Every offering's row, written, read, graded and placed, is what the run says of it.
pub(super) fn assert_rows_place_alike(dataset: &Dataset, settings: &Settings, run: &Assessed) {
    let rules = FlatRules {
        guidelines: &settings.guidelines,
        quality: &settings.quality,
        rule: settings.placing_rule(),
    };
    let mut grader = FlatGrader::new(rules);
    for (offering, assessed) in dataset.offerings.iter().zip(&run.offerings) {
        let row = flat_row(&FlatSource {
            dataset,
            registers: &settings.registers,
            offering,
            supervision: run.supervision[offering.provider.index()],
            region: None,
            grades: &assessed.grades,
            facts: &assessed.facts,
        });
        let mut texts = Vec::new();
        let again = read_again(&row, &mut texts);
        let placed = place_row(&again, offering.target_group, rules);
        assert_eq!(grader.place(&again, offering.target_group), placed, "{texts:?}");
        assert_eq!(placed.placement, assessed.placement, "{texts:?}");
        assert_eq!(placed.grades, assessed.grades.grades, "{texts:?}");
        assert_eq!(placed.gate.because, assessed.gate.because, "{texts:?}");
        let guideline = assessed.grades.guideline;
        assert_eq!(placed.guideline, guideline, "{texts:?}");
    }
}

#[test]
fn the_example_is_placed_alike_from_its_flat_rows() {
    let folder = Folder::of(400, 400);
    let settings = read_settings(&folder.input(), DEFAULT_RULE).unwrap();
    let reading = read_data(&folder.input(), &settings, &ReadOptions::default()).unwrap();
    let run = assess(&reading.dataset, &settings, settings.registers.made_for());
    assert!(run.offerings.iter().filter(|offering| offering.grades.is_assessed()).count() > 300);
    assert_rows_place_alike(&reading.dataset, &settings, &run);
}

#[test]
fn the_table_is_written_when_it_is_asked_for() {
    let folder = Folder::of(40, 40);
    folder.shown(&["run", "--format", "parquet"]);
    let outputs = folder.outputs();
    let (flat, placed) =
        (frame(&outputs["engine/offerings.parquet"]), frame(&outputs["placements.parquet"]));
    let names: Vec<_> = FlatColumn::ALL.iter().map(|column| column.name().into_owned()).collect();
    let found: Vec<String> = flat.get_column_names().iter().map(ToString::to_string).collect();
    assert_eq!(found, names);
    assert_eq!(flat.height(), placed.height());
    for name in ["provider_id", "target_group", "municipality", "region", "places_open"] {
        assert!(flat.column(name).unwrap().equals_missing(placed.column(name).unwrap()), "{name}");
    }
    let dictionary = String::from_utf8(outputs["data-dictionary.md"].clone()).unwrap();
    assert!(dictionary.contains("Internt: rå oplysninger"));
    assert!(!EXAMPLE.outputs.contains_key("engine/offerings.parquet"));
    let given = flat.column("given_active_practice").unwrap();
    assert!(given.len() > given.null_count(), "no inspector gave a grade");
    assert_ne!(flat.column("medarbejdere").unwrap().get(0).unwrap(), AnyValue::Int64(0));
}

#[test]
fn a_code_is_of_one_set_of_bounds_and_twenty_have_one() {
    let known: Vec<u8> = (0..=u8::MAX).filter(|c| GradeBounds::from_code(*c).is_some()).collect();
    // Ten runs of neighbouring levels, with and without ikke relevant, but that all four without it
    // are none; and ikke relevant alone.
    assert_eq!(known.len(), 20);
    assert!(known.iter().all(|code| GradeBounds::from_code(*code).unwrap().code() == *code));
    assert_eq!(GradeBounds::from_code(31), Some(GradeBounds::ANY));
    assert_eq!(GradeBounds::from_code(15), None);
    assert_eq!(GradeBounds::from_code(5), None);
}

#[test]
fn columns_are_called_once_and_need_no_quotes() {
    let names: std::collections::BTreeSet<_> =
        FlatColumn::ALL.iter().map(|column| column.name()).collect();
    assert_eq!(names.len(), FlatColumn::COUNT);
    for column in FlatColumn::ALL {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(column.name().chars().all(is_plain), "{}", column.name());
        assert_eq!(FlatColumn::by_name(&column.name()), Some(column));
        assert_eq!(FlatColumn::ALL[column.index()], column);
        assert_eq!(column.empty().is_empty(), column.is_key());
    }
}

#[test]
fn cells_that_a_column_may_not_have_are_refused() {
    let refused = |column: FlatColumn, text: &str| {
        let value = Value::read(text.as_bytes(), column.holds());
        value.and_then(|value| FlatRow::default().set(column, value)).unwrap_err().0
    };
    let of = |name| FlatColumn::by_name(name).unwrap();
    let cases = [
        ("medarbejdere", "-1"),
        ("medarbejdere", "1.5"),
        ("medarbejdere", "+1"),
        ("medarbejdere", "9007199254740993"),
        ("medarbejdere", "99999999999999999999999"),
        ("grunduddannelse_egne_pct", "10001"),
        ("hjaelpemidler_i_brug", "3"),
        ("given_methods", "0"),
        ("given_methods", "15"),
        ("given_methods", "257"),
        ("needs_approval", "ja"),
        ("assessed_on", "2026-13-01"),
        ("assessed_on", "2026-1-1"),
        ("age_group", "ældre"),
        ("municipality", "101"),
        ("ownership", "Ukendt"),
        ("judgement", "ja"),
        ("status_fault", "tabt"),
        ("places_open", "5000000000"),
    ];
    for (name, text) in cases {
        assert!(!refused(of(name), text).is_empty(), "{name} = {text}");
    }
}
