//! The rules as SQL: what the views say of a row is what grading and placing say of it.
//!
//! Held against real engines by `tests/engines/check.py`; here against a slow one of its own.

mod engine;

use std::sync::LazyLock;

use engine::{Cell, Row, evaluate};
use niveau::flat::{FlatColumn, FlatRow, FlatRules, Holds, Judged, StatusWord, Value, place_row};
use niveau::guideline::{GuidelineSet, parse_guideline};
use niveau::model::{Attained, GradeBounds, Level, Parameter};
use niveau::place::{CompiledRule, QualityRule, fold_status, parse_quality_rule, parse_rule};
use niveau::register::TargetGroups;
use niveau::sql::{Dialect, SqlRules, View, script, views};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::cases::shipped_guidelines;
use super::folder::Folder;
use super::registers::shipped;

const OF_EVERY_KIND: &str = include_str!("../engines/guideline.toml");
const UNEVEN_RULE: &str = include_str!("../engines/rule.toml");

static GROUPS: LazyLock<TargetGroups> = LazyLock::new(|| shipped().target_groups);

/// What is compiled, and placed by.
struct Rules {
    guidelines: GuidelineSet,
    rule: CompiledRule,
    quality: QualityRule,
}

impl Rules {
    fn of(rule: &str, change: impl Fn(&str) -> String) -> Self {
        let group = GROUPS.by_name("autismespektrum").unwrap();
        let since = "2023-01-01".parse().unwrap();
        let own = parse_guideline(
            &change(OF_EVERY_KIND),
            "guidelines/autismespektrum/2023-01-01.toml",
            group,
            since,
        )
        .unwrap();
        let all = shipped_guidelines().into_values().chain([own]).collect();
        let quality = include_str!("../../input/rules/quality.toml");
        Self {
            guidelines: GuidelineSet::new(all),
            rule: CompiledRule::compile(parse_rule(rule, "rules/regel.toml").unwrap()).unwrap(),
            quality: parse_quality_rule(quality, "rules/quality.toml").unwrap(),
        }
    }

    fn sql(&self) -> SqlRules<'_> {
        SqlRules {
            guidelines: &self.guidelines,
            groups: &GROUPS,
            rule: &self.rule.rule,
            quality: &self.quality,
        }
    }

    fn views(&self) -> Vec<View> {
        views(&self.sql())
    }
}

static UNEVEN: LazyLock<Rules> = LazyLock::new(|| Rules::of(UNEVEN_RULE, str::to_owned));
static MAJORITY: LazyLock<Rules> =
    LazyLock::new(|| Rules::of(include_str!("../../input/rules/flertal.toml"), str::to_owned));

/// A row of which a share is reported; whatever a column may hold, near the bounds.
fn random_row<'a>(random: &mut StdRng, statuses: &'a [String]) -> FlatRow<'a> {
    let mut row = FlatRow { provider_id: "t1", ..FlatRow::default() };
    let groups = ["autismespektrum", "autismespektrum", "synsnedsaettelse", "hjemloeshed"];
    row.target_group = groups[random.random_range(0..groups.len())];
    let reported = [0.0, 0.5, 0.9, 1.0, 1.0][random.random_range(0..5)];
    let given = [0.0, 0.0, 0.4, 1.0][random.random_range(0..4)];
    let codes: Vec<u64> =
        (0..=31u8).filter(|c| GradeBounds::from_code(*c).is_some()).map(u64::from).collect();
    for column in FlatColumn::ALL {
        let mut one = |of: &[&'static str]| Some(of[random.random_range(0..of.len())]);
        let text = match column {
            FlatColumn::Subgroup => one(&["autisme-og-udviklingshaemning", "en-anden"]),
            FlatColumn::AgeGroup => one(&["børn", "unge", "voksne"]),
            FlatColumn::StatusFault => one(&StatusWord::ALL.map(StatusWord::word)),
            FlatColumn::Judgement => one(&Judged::ALL.map(Judged::word)),
            _ => None,
        };
        let chance = match column {
            FlatColumn::Given(_) => given,
            FlatColumn::StatusFault => 0.2,
            FlatColumn::JudgedOn => 1.0,
            FlatColumn::Subgroup | FlatColumn::AgeGroup => 0.4,
            FlatColumn::Number(_) | FlatColumn::Answer(_) => reported,
            _ => 0.8,
        };
        if column.is_key() || !random.random_bool(chance) {
            continue;
        }
        let value = match (column, column.holds()) {
            (FlatColumn::Status, _) => {
                Value::Text(&statuses[random.random_range(0..statuses.len())])
            }
            (_, Holds::Text) => match text {
                Some(text) => Value::Text(text),
                None => continue,
            },
            (FlatColumn::AssessedOn, _) => {
                let first = chrono::NaiveDate::from_ymd_opt(2020, 6, 1).unwrap();
                Value::Date(first + chrono::Days::new(random.random_range(0..2500)))
            }
            (_, Holds::Date) => {
                let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
                Value::Date(first + chrono::Days::new(random.random_range(0..3)))
            }
            (_, Holds::Flag) => Value::Flag(random.random_bool(0.5)),
            (FlatColumn::Given(_), _) => Value::Int(codes[random.random_range(0..codes.len())]),
            (FlatColumn::Answer(_), _) => Value::Int([1, 1, 0, 2][random.random_range(0..4)]),
            (FlatColumn::Number(field), _) if field.is_percent() => Value::Int(
                [0, 2499, 2500, 3330, 5000, 6050, 7500, 10_000][random.random_range(0..8)],
            ),
            (_, Holds::Int) => Value::Int(random.random_range(0..7)),
        };
        row.set(column, value).unwrap();
    }
    row
}

fn text(row: &Row, column: &str) -> Option<String> {
    match &row[column] {
        Cell::Null => None,
        Cell::Text(text) => Some(text.clone()),
        other => panic!("{column} is {other:?}"),
    }
}

/// Random rows by the views, and by grading and placing.
fn assert_placed_alike(rules: &Rules, n: usize, n_states: usize) {
    let mut statuses: Vec<String> =
        rules.quality.statuses.iter().map(|status| fold_status(&status.text)).collect();
    statuses.push("noget andet".to_owned());
    let (views, mut random) = (rules.views(), StdRng::seed_from_u64(18));
    let placing =
        FlatRules { guidelines: &rules.guidelines, quality: &rules.quality, rule: &rules.rule };
    let mut states = std::collections::BTreeSet::new();
    for _ in 0..n {
        let row = random_row(&mut random, &statuses);
        let group = GROUPS.by_name(row.target_group).unwrap();
        let ours = place_row(&row, group, placing);
        let sql = evaluate(&views, &row, "niveau_placements");
        let attained = |level: Option<Attained>| level.map(|level| level.danish().to_owned());
        assert_eq!(text(&sql, "state").unwrap(), ours.placement.state.column(), "{row:?}");
        assert_eq!(text(&sql, "quality").unwrap(), ours.placement.quality.column(), "{row:?}");
        assert_eq!(text(&sql, "level_low"), attained(ours.placement.low), "{row:?}");
        assert_eq!(text(&sql, "level_high"), attained(ours.placement.high), "{row:?}");
        assert_eq!(
            text(&sql, "level").as_deref(),
            ours.placement.level.map(Level::danish),
            "{row:?}"
        );
        let label = ours.guideline.and_then(|id| rules.guidelines.label(id));
        assert_eq!(text(&sql, "guideline").as_deref(), label, "{row:?}");
        for parameter in Parameter::ALL {
            let code = i64::from(ours.grades[parameter].code());
            let code = ours.placement.low.map_or(Cell::Null, |_| Cell::Whole(code));
            assert_eq!(sql[&format!("bounds_{}", parameter.column())], code, "{row:?}");
        }
        states.insert(ours.placement.state);
    }
    assert_eq!(states.len(), n_states, "too easy: {states:?}");
}

#[test]
fn views_place_as_the_program_does() {
    assert_placed_alike(&UNEVEN, 400, 6);
    assert_placed_alike(&MAJORITY, 400, 6);
}

/// What stands in a file or in the register: each tries to end its literal and to begin a statement.
const ATTEMPTS: [&str; 6] = [
    "x'; DROP TABLE a; --",
    "x\\'; DROP TABLE a; --",
    "x''); DROP TABLE a; --",
    "${x:y}",
    "`\"; DROP TABLE a; --",
    "\\",
];

#[test]
fn texts_are_literals_whatever_stands_in_them() {
    let told: Vec<String> = Dialect::ALL
        .into_iter()
        .flat_map(|dialect| ATTEMPTS.map(|text| dialect.text(text)))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    'x''; DROP TABLE a; --'
    E'x\\''; DROP TABLE a; --'
    'x''''); DROP TABLE a; --'
    '${x:y}'
    '`"; DROP TABLE a; --'
    E'\\'
    'x\'; DROP TABLE a; --'
    'x\\\'; DROP TABLE a; --'
    'x\'\'); DROP TABLE a; --'
    '\u0024{x:y}'
    '`"; DROP TABLE a; --'
    '\\'
    'x''; DROP TABLE a; --'
    E'x\\''; DROP TABLE a; --'
    'x''''); DROP TABLE a; --'
    '${x:y}'
    '`"; DROP TABLE a; --'
    E'\\'
    "#);
    for dialect in Dialect::ALL {
        let on_one_line = dialect.text("a\n;\nb\u{0}\u{202e}");
        assert_eq!(on_one_line, "'a ; b\u{fffd}\u{fffd}'");
    }
}

#[test]
fn no_name_of_a_file_ends_a_statement_or_a_remark() {
    for attempt in ATTEMPTS.into_iter().chain(["x;\nDROP TABLE a;\n"]) {
        let rules = Rules::of(UNEVEN_RULE, |text| {
            let written = toml::Value::String(attempt.to_owned()).to_string();
            let changed = text.replace("\"autisme-og-udviklingshaemning\"", &written);
            let title = "title = \"Krav af hver slags (eksempel)\"";
            changed.replace(title, &format!("title = {written}"))
        });
        for dialect in Dialect::ALL {
            let all = script(&rules.sql(), dialect, "offerings.parquet");
            // As many statements as there are without it, and no line that begins with one of its.
            let plain = script(&UNEVEN.sql(), dialect, "offerings.parquet");
            assert_eq!(all.matches(";\n").count(), plain.matches(";\n").count(), "{attempt}");
            assert!(!all.lines().any(|line| line.trim_start().starts_with("DROP TABLE")), "{all}");
        }
    }
}

#[test]
fn names_are_plain_words_and_each_view_has_one() {
    let mut met = std::collections::BTreeSet::new();
    for view in UNEVEN.views() {
        assert!(met.insert(view.name.as_str().to_owned()), "{}", view.name.as_str());
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(view.name.as_str().chars().all(is_plain), "{}", view.name.as_str());
        // PostgreSQL cuts longer ones.
        assert!(view.name.as_str().len() < 64);
        if let niveau::sql::Body::From { columns, .. } = &view.body {
            for (name, _) in columns {
                assert!(name.as_str().chars().all(is_plain), "{}", name.as_str());
                assert!(name.as_str().len() < 64, "{}", name.as_str());
            }
        }
    }
}

#[test]
fn nothing_is_divided_and_nothing_is_a_floating_number() {
    for dialect in Dialect::ALL {
        let all = script(&UNEVEN.sql(), dialect, "offerings.parquet");
        let code: Vec<&str> = all.lines().filter(|line| !line.starts_with("--")).collect();
        for word in ["DOUBLE", "FLOAT", "REAL", " / ", " % ", "ROUND("] {
            assert!(!code.iter().any(|line| line.contains(word)), "{word}");
        }
    }
}

#[test]
fn without_a_guideline_only_what_is_given_counts() {
    let rules =
        Rules { guidelines: GuidelineSet::default(), ..Rules::of(UNEVEN_RULE, str::to_owned) };
    // Too few for a row that is placed.
    assert_placed_alike(&rules, 100, 4);
}

#[test]
fn the_call_writes_a_script_and_overwrites_nothing() {
    let folder = Folder::of(12, 0);
    let shown = folder.shown(&["sql", "--dialect", "duckdb"]);
    assert!(shown.contains("CREATE OR REPLACE VIEW \"niveau_placements\""), "{shown}");
    assert!(shown.contains("read_parquet('output/engine/offerings.parquet')"));
    assert!(shown.starts_with("-- Specialiseringsniveauer som DuckDB-views.\n"));
    let to_file = ["sql", "--dialect", "spark", "--output", "niveau.sql"];
    assert!(folder.told(&to_file).starts_with("[0]"));
    assert!(folder.told(&to_file).starts_with("[2]"), "an output was overwritten");
    assert!(folder.told(&["sql", "--dialect", "oracle"]).starts_with("[2]"));
    assert!(folder.told(&["sql", "--dialect", "duckdb", "--rule", "nej"]).starts_with("[2]"));
}
