//! The stage's outputs, written by the real binary: complete, in words where there is no figure,
//! and never in the place of a run's.

use std::collections::BTreeMap;
use std::path::Path;

use niveau::example::{ExampleOptions, write_example};
use polars_core::prelude::{ChunkAgg, DataFrame};

use super::folder::{EXAMPLE, Folder, Outputs, text};

fn robustness(folder: &Folder) -> Outputs {
    folder.shown(&["robustness", "--output", "output"]);
    folder.outputs()
}

fn frame(outputs: &Outputs, name: &str) -> DataFrame {
    super::folder::frame(&outputs[name])
}

/// No cell of a CSV file is what a computer calls no number, and rows are as long as the header.
fn holds_no_nan(outputs: &Outputs) {
    for (name, bytes) in outputs {
        if Path::new(name).extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let mut csv = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[..]);
        for record in csv.records() {
            for cell in &record.unwrap() {
                let word = cell.to_lowercase();
                assert!(!["nan", "inf", "-inf", "-0,0"].contains(&word.as_str()), "{name}: {cell}");
            }
        }
    }
}

#[test]
fn the_stage_alone_writes_what_a_run_writes() {
    let alone = robustness(&Folder::example());
    let whole = &EXAMPLE.outputs;
    // The workbook and the dictionary are of what is written: here of this stage only.
    let is_of_all = |name: &str| ["niveau.xlsx", "data-dictionary.md"].contains(&name);
    let of_stage = |name: &str| name.starts_with("robustness/");
    let n = whole.keys().filter(|name| of_stage(name)).count();
    assert_eq!(alone.keys().filter(|name| of_stage(name)).count(), n);
    for (name, bytes) in alone.iter().filter(|(name, _)| !is_of_all(name)) {
        assert!(of_stage(name) || name.starts_with("charts/"), "{name}");
        assert!(whole.get(name) == Some(bytes), "{name} differs");
    }
    let dictionary = text(&alone, "data-dictionary.md");
    for wanted in ["robustness/rules.csv", "prioritering-og-sortering.txt", "charts/rules-by-group"]
    {
        assert!(dictionary.contains(wanted), "{wanted} is missing in\n{dictionary}");
    }
    assert!(alone.contains_key("niveau.xlsx"));
    for name in ["acceptability", "lift", "weight_intervals", "levels_by_rule"] {
        assert!(!whole.contains_key(&format!("robustness/{name}.csv")), "{name}.csv");
    }
    holds_no_nan(&alone);
}

#[test]
fn every_offering_has_its_probabilities_under_every_weighting() {
    let written = &EXAMPLE.outputs;
    let acceptability = frame(written, "robustness/acceptability.parquet");
    let names: Vec<String> =
        acceptability.get_column_names().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(names.join(" "), @"provider_id target_group subgroup age_group weights p_none p_light p_moderate p_high radius");
    let firmness = frame(written, "robustness/firmness.parquet");
    assert!(firmness.height() > 30);
    assert_eq!(acceptability.height(), 4 * firmness.height());
    let p = |name: &str| acceptability.column(name).unwrap().f64().unwrap().clone();
    let columns = ["p_none", "p_light", "p_moderate", "p_high"].map(p);
    for row in 0..acceptability.height() {
        let sum: f64 = columns.iter().map(|column| column.get(row).unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-9, "row {row}: {sum}");
    }
    let radius = acceptability.column("radius").unwrap().f64().unwrap();
    assert!(radius.min().unwrap() >= 0.0 && radius.max().unwrap() < 1.0);
    let told = text(written, "robustness/prioritering-og-sortering.txt");
    for wanted in ["EKSEMPEL", "tilsynet bruger samme redskab", "Sortering", "Prioritering"] {
        assert!(told.contains(wanted), "{wanted} is missing in\n{told}");
    }
    for name in ["rules", "levels_by_rule", "lift", "weight_intervals"] {
        assert!(frame(written, &format!("robustness/{name}.parquet")).height() > 0, "{name}");
    }
    for name in ["transitions", "criteria"] {
        assert!(text(written, &format!("robustness/{name}.csv")).lines().count() > 1, "{name}");
    }
}

#[test]
fn one_assessed_offering_and_none_are_said_in_words() {
    for assessed in [0, 1] {
        let folder = Folder::empty();
        let input = folder.input();
        let options = ExampleOptions {
            tilbud: 30,
            assessed,
            seed: 3,
            inspectors_judge: niveau::model::InspectorsJudge::default(),
            output: &input,
        };
        write_example(&options).unwrap();
        // Only the trial's workbooks of the socialtilsyn are kept: one offering, or none.
        for name in ["tilsyn-kommuner.xlsx", "andre-leverandoerer-eksempel.csv"] {
            if input.join(name).exists() {
                folder.remove(name);
            }
        }
        let written = robustness(&folder);
        holds_no_nan(&written);
        let told = text(&written, "robustness/prioritering-og-sortering.txt");
        let n = frame(&written, "robustness/firmness.parquet").height();
        if n == 0 {
            assert!(told.contains("der er ingen vurderede tilbud at se på"), "{told}");
        } else {
            let parameters = text(&written, "robustness/parameters.csv");
            assert!(parameters.contains("kun ét tilbud"), "{parameters}");
            let tau_b = text(&written, "robustness/tau_b.csv");
            assert!(tau_b.contains("kun ét tilbud"), "{tau_b}");
        }
    }
}

/// The answer comes first, and what it says of rules and inspectors is what the tables say.
#[test]
fn the_text_answers_first_and_says_what_the_tables_say() {
    let folder = Folder::empty();
    let options = ExampleOptions {
        tilbud: 200,
        assessed: 150,
        seed: 2,
        inspectors_judge: niveau::model::InspectorsJudge::All,
        output: &folder.input(),
    };
    write_example(&options).unwrap();
    let written = robustness(&folder);
    let told = text(&written, "robustness/prioritering-og-sortering.txt");
    let lines: Vec<&str> = told.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines[1].contains("efter det, alle parametre når, med lidt støj"), "{told}");
    assert!(lines[2].starts_with("Samlet: "), "{told}");
    let groups = ["Synsnedsættelse", "Autismespektrum", "Erhvervet hjerneskade"];
    for (group, line) in groups.iter().zip(&lines[3..]) {
        assert!(line.starts_with(&format!("{group}: ")), "{told}");
    }
    assert!(lines[6].starts_with("Samlet lægger 3 målgrupper sammen"), "{told}");
    assert!(told.contains("samlede niveauer er reglen »Alle: 8 af 8«"), "{told}");
    // How many each of the other named rules moves, from the table.
    let rules = frame(&written, "robustness/rules.parquet");
    let number = |name: &str, row: usize| {
        rules.column(name).unwrap().get(row).unwrap().try_extract::<u64>().unwrap()
    };
    let word = |name: &str, row: usize| {
        rules.column(name).unwrap().str().unwrap().get(row).map(str::to_owned)
    };
    let mut n_found = 0;
    for row in 0..rules.height() {
        let rule = word("rule", row).unwrap();
        let is_told = ["alle", "flertal-aktiv-praksis"].contains(&&*rule);
        if is_told
            && word("target_group", row).is_none()
            && word("region", row).as_deref() == Some("Hele landet")
        {
            let n_moved = number("n_up", row) + number("n_down", row);
            let wanted = format!("({n_moved} af {})", number("n_compared", row));
            assert!(lines[2].contains(&wanted), "{wanted} is missing in\n{}", lines[2]);
            n_found += 1;
        }
        assert_ne!(rule, "8-af-8", "it is what alle says");
    }
    assert_eq!(n_found, 2);
}

/// The table of inspectors against evidence and rule, counted once more from the offerings' own
/// rows.
#[test]
fn inspectors_are_compared_as_the_offerings_rows_say() {
    let outputs = &EXAMPLE.outputs;
    let column = |file: &DataFrame, name: &str| -> Vec<Option<String>> {
        let column = file.column(name).unwrap();
        column.str().unwrap().iter().map(|text| text.map(str::to_owned)).collect()
    };
    let rank = |word: &str| ["ingen", "let", "moderat", "højt"].iter().position(|w| *w == word);
    let (grades, placements) =
        (frame(outputs, "grades.parquet"), frame(outputs, "placements.parquet"));
    let mut expected: BTreeMap<(String, usize), u64> = BTreeMap::new();
    let mut add = |subject: &str, given: &str, low: &str, high: &str| {
        let irrelevant = |word: &str| word.starts_with("ikke");
        if irrelevant(given) && irrelevant(low) {
            *expected.entry((subject.to_owned(), 2)).or_default() += 1;
            return;
        }
        let (Some(given), Some(low), Some(high)) = (rank(given), rank(low), rank(high)) else {
            return;
        };
        let steps = if given < low {
            -i64::try_from(low - given).unwrap()
        } else {
            i64::try_from(given.saturating_sub(high)).unwrap()
        };
        let at = usize::try_from(steps.clamp(-2, 2) + 2).unwrap();
        *expected.entry((subject.to_owned(), at)).or_default() += 1;
    };
    let of_grades = ["parameter", "inspector_grade", "evidence_low", "evidence_high"];
    let [parameters, given, low, high] = of_grades.map(|name| column(&grades, name));
    for at in 0..parameters.len() {
        if let (Some(parameter), Some(given), Some(low), Some(high)) =
            (&parameters[at], &given[at], &low[at], &high[at])
        {
            add(parameter, given, low, high);
        }
    }
    let [given, low, high] =
        ["inspector_level", "level_low", "level_high"].map(|name| column(&placements, name));
    for at in 0..given.len() {
        if let (Some(given), Some(low), Some(high)) = (&given[at], &low[at], &high[at])
            && low == high
        {
            add("level", given, low, high);
        }
    }
    let text = text(outputs, "tables/inspectors_compared.csv");
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = csv.headers().unwrap().clone();
    let at = |begin: &str| headers.iter().position(|h| h.starts_with(begin)).unwrap();
    let steps = [
        "To trin eller mere under",
        "Ét trin under",
        "Inden for",
        "Ét trin over",
        "To trin eller mere over",
    ];
    let slug = |subject: &str| {
        niveau::model::Parameter::ALL
            .into_iter()
            .find(|parameter| parameter.danish() == subject)
            .map_or("level", niveau::model::Parameter::column)
    };
    let (mut n_rows, mut n_all, mut n_by_tilsyn) = (0, 0, 0);
    for record in csv.records() {
        let record = record.unwrap();
        let is_of_all = &record[at("Målgruppe")] == "Alle målgrupper";
        let by_all = &record[at("Tilsyn")] == "Alle tilsyn";
        for (nth, header) in steps.iter().enumerate() {
            let n: u64 = record[at(header)].parse().unwrap();
            let key = (slug(&record[at("Graduering af")]).to_owned(), nth);
            match (is_of_all, by_all) {
                (true, true) => {
                    assert_eq!(n, expected.get(&key).copied().unwrap_or(0), "{key:?}");
                    n_all += n;
                }
                (false, false) => n_by_tilsyn += n,
                _ => {}
            }
        }
        n_rows += usize::from(is_of_all && by_all);
    }
    assert_eq!(n_rows, 9);
    assert_eq!(n_all, expected.values().sum::<u64>());
    assert!(n_all > 200, "{n_all}");
    assert_eq!(n_by_tilsyn, n_all, "the groups and tilsyn add up");
    assert!(expected.keys().any(|(_, at)| *at != 2), "nobody is outside: nothing is tried");
}
