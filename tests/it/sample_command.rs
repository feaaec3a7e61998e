//! `niveau sample` as a person meets it, what it says when something is out of the ordinary, and what
//! a run makes of the design.

use std::fs;

use niveau::model::{Dataset, RegionId, Supervision, TargetGroupId};
use niveau::report::sample::summary;
use niveau::results::SampleResults;
use niveau::table::Provenance;
use niveau::trial::{
    Allocation, Drawn, FrameUnit, OwnershipClass, SampleDesign, SampleRequest, SizeClass,
};

use super::folder::{EXAMPLE, Folder, outputs, rows};
use super::registers::shipped;

const CALL: [&str; 9] =
    ["sample", "--size", "30", "--seed", "7", "--double", "10", "--output", "output"];

/// Where a weighted figure holds.
const WHERE: &str = "Område eller ejerforhold";

#[test]
fn the_same_seed_draws_the_same_and_a_run_weighs_by_it() {
    let folder = Folder::of(300, 300);
    let shown = folder.shown(&CALL);
    assert!(shown.starts_with("30 af "), "{shown}");
    let first = folder.outputs();
    folder.shown(&[&CALL[..7], &["--output", "again", "--threads", "1"]].concat());
    assert!(first == outputs(&folder.root().join("again")));

    let design = folder.text("design.toml");
    let parsed = SampleDesign::parse(&design, "design.toml", &shipped()).unwrap();
    assert_eq!(parsed.drawn().count(), 30);
    assert_eq!(parsed.offerings.iter().filter(|drawn| drawn.doubled_by.is_some()).count(), 10);
    // Each group of the trial has a row for each value, and shares that add up.
    let population = rows(&folder.text("sample/population.csv"));
    let regions = population
        .iter()
        .filter(|row| row["Målgruppe"] == "Autismespektrum" && row["Opdelt efter"] == "Region");
    let drawn: u32 =
        regions.map(|row| row["Trukket (tilbud x målgruppe)"].parse::<u32>().unwrap()).sum();
    assert_eq!(drawn, 10);

    // A folder that sample wrote is no run's, nor the reverse.
    assert!(folder.told(&["size", "--output", "output"]).starts_with("[2]"));
    fs::rename(folder.output(), folder.root().join("drawn")).unwrap();
    folder.put("trial/design.toml", &design);
    folder.run();
    assert!(!folder.text("findings.csv").contains("design.toml"));
    let weighted = rows(&folder.text("landscape/levels_weighted.csv"));
    let percent = |row: &std::collections::BTreeMap<String, String>, column: &str| {
        row[column].replace(',', ".").parse::<f64>().ok()
    };
    let country: Vec<_> = weighted
        .iter()
        .filter(|row| row["Målgruppe"] == "Autismespektrum" && row[WHERE] == "Hele landet")
        .collect();
    // The placement and the eight parameters, each with four values whose shares are all of it.
    assert_eq!(country.len(), 9 * 4);
    for of_one in country.chunk_by(|a, b| a["Hvad"] == b["Hvad"]) {
        assert_eq!(of_one.len(), 4);
        let sum: f64 = of_one.iter().map(|row| percent(row, "Andel, pct.").unwrap()).sum();
        assert!((sum - 100.0).abs() < 0.3, "{sum}");
    }
    // By ownership the shares of a class that no stratum mixes are all of it; else it says why not.
    let owners: Vec<_> =
        weighted.iter().filter(|row| row[WHERE].starts_with("Ejerforhold: ")).collect();
    assert!(owners.len() >= 8, "{owners:?}");
    for row in &owners {
        assert_eq!(row["Andel, pct."].is_empty(), !row["Hvorfor intet tal"].is_empty(), "{row:?}");
    }
    // Tables of the assessed say that they are not weighted.
    let dictionary = folder.text("data-dictionary.md");
    assert!(dictionary.contains("De vurderede er en stikprøve"));
    for row in country {
        let of = |column| percent(row, column).unwrap();
        assert!(of("Andel, fra (pct.)") <= of("Andel, pct."));
        assert!(of("Andel, pct.") <= of("Andel, til (pct.)"));
        assert!(of("Andel, pct.") <= of("Andel op til, pct."));
    }
    assert!(folder.told(&CALL).starts_with("[2]"));
}

#[test]
fn without_a_design_nothing_is_weighted_and_with_few_assessed_nothing_is_given() {
    assert!(!EXAMPLE.outputs.keys().any(|name| name.contains("levels_weighted")));
    let folder = Folder::of(200, 8);
    folder.shown(&CALL);
    let design = folder.text("design.toml");
    fs::remove_dir_all(folder.output()).unwrap();
    // One of the drawn is not in the data any more.
    let at = design.find("provider = \"").unwrap() + "provider = \"".len();
    let end = at + design[at..].find('"').unwrap();
    folder.put("trial/design.toml", design.replacen(&design[at..end], "borte", 1));
    folder.run();
    assert!(folder.told_of("trial/design.toml").contains("tilbud borte er trukket"));
    let checked = folder.call(&["check"]).out;
    assert!(checked.contains("tilbud borte er trukket"), "{checked}");
    let weighted = rows(&folder.text("landscape/levels_weighted.csv"));
    let country = weighted.iter().filter(|row| row[WHERE] == "Hele landet");
    for row in country {
        assert_eq!(row["Andel, pct."], "");
        assert_eq!(row["Hvorfor intet tal"], "for få af de trukne er vurderet");
    }
}

#[test]
fn a_wanted_width_plans_as_many_double_ratings_as_it_takes() {
    let folder = Folder::of(400, 0);
    let call = |more: &[&str]| {
        let said = folder.call(
            &[&["sample", "--size", "100", "--seed", "7", "--output", "output"], more].concat(),
        );
        (said.code, said.out)
    };
    for width in [&["--width", "0,31"][..], &["--width", "0.48", "--alpha", "0,55"]] {
        let (code, told) = call(width);
        assert!(code == 0 && told.contains("40 dobbeltvurderinger er planlagt"), "{told}");
    }
    for wrong in [&["--width", "0"][..], &["--width", "0,3", "--alpha", "0,9"], &["--width", "x"]] {
        assert_eq!(call(wrong).0, 2, "{wrong:?}");
    }
    assert_eq!(call(&["--width", "0,3", "--double", "5"]).0, 2);
}

#[test]
fn whoever_fell_out_gets_no_form_and_its_reserve_does() {
    let folder = Folder::of(200, 0);
    folder.shown(&CALL);
    let design = folder.text("design.toml");
    fs::remove_dir_all(folder.output()).unwrap();
    let parsed = SampleDesign::parse(&design, "design.toml", &shipped()).unwrap();
    let reserve_of = |fallen: &&Drawn| {
        parsed.offerings.iter().find(|d| d.is_reserve && d.stratum == fallen.stratum)
    };
    let fallen = parsed.drawn().find(|drawn| reserve_of(drawn).is_some()).unwrap();
    let registers = shipped();
    let group = registers.target_groups.get(fallen.target_group);
    let (group, slug) = (&group.name, &group.slug);
    let (fallen, reserve) = (&*fallen.provider, &*reserve_of(&fallen).unwrap().provider);
    let is_it = |line: &&str| line.contains(&format!("\"{fallen}\"")) && line.contains(&**slug);
    let line = design.lines().find(is_it).unwrap();
    let marked = line.replace(" },", ", fallen-out = \"afslag\" },");
    let asked_about = |design: &str| {
        folder.put("trial/design.toml", design);
        folder.shown(&["forms", "--on", "2026-11-28", "--output", "output"]);
        let mut ids = Vec::new();
        for (_, form) in folder.outputs().iter().filter(|(name, _)| name.contains("-skema")) {
            let rows = super::filled_form::FormSheet::rows_of(form, "Afrapportering");
            ids.extend(rows.into_iter().map(|row| format!("{} {}", row[0], row[2])));
        }
        fs::remove_dir_all(folder.output()).unwrap();
        ids
    };
    let before = asked_about(&design);
    let after = asked_about(&design.replacen(line, &marked, 1));
    let has = |ids: &[String], id: &str| ids.contains(&format!("{id} {group}"));
    assert!(has(&before, fallen) && !has(&after, fallen));
    assert!(!has(&before, reserve) && has(&after, reserve));
    assert!(!folder.call(&["check"]).out.contains("design.toml"));
}

/// What is said of a sample of these units.
#[track_caller]
fn check_said(units: &[(u8, Option<Supervision>)], size: u32, doubles: u32, expected: &str) {
    let registers = shipped();
    let ids: Vec<String> = (0..units.len()).map(|at| format!("{}", 900_000 + at)).collect();
    let frame: Vec<FrameUnit<'_>> = (units.iter().zip(&ids))
        .map(|((group, assessed_by), id)| FrameUnit {
            provider: id,
            target_group: TargetGroupId(*group),
            region: Some(RegionId(0)),
            ownership: OwnershipClass::Public,
            size: SizeClass::Small,
            places: Some(5),
            assessed_by: *assessed_by,
        })
        .collect();
    let provenance = Provenance {
        run_id: String::new(),
        program_version: String::new(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: None,
        is_example_guideline: false,
        is_example_data: false,
        remarks: Vec::new(),
    };
    let request = SampleRequest { size, seed: 1, allocation: Allocation::Proportional, doubles };
    let (dataset, groups) = (Dataset::default(), [TargetGroupId(0), TargetGroupId(1)]);
    let results = SampleResults::new(&registers, &dataset, (&frame, &groups), request, provenance);
    let said = summary(&results).join("\n");
    assert!(said.contains(expected), "{expected}\nis not in\n{said}");
}

#[test]
fn what_is_out_of_the_ordinary_is_said() {
    use Supervision::{Municipality, SocialAuthority};
    let of = |who: Option<Supervision>| vec![(0, who); 9];
    let north = of(Some(SocialAuthority(2)));
    check_said(&north, 100, 0, "Der skulle trækkes 100, men der er kun 9: alle er trukket");
    check_said(&north, 5, 0, "enigheden kan ikke måles. Bed om dem med --double");
    check_said(&north, 5, 4, "Kun Socialtilsyn Nord har trukne tilbud");
    check_said(&north, 5, 0, "målgruppen er ikke med");
    let code = niveau::model::MunicipalityCode(751);
    let own = of(Some(Municipality(code)));
    check_said(&own, 5, 0, "5 trukne er uden for socialtilsyn");
    check_said(&own, 5, 4, "Ingen socialtilsyn har trukne tilbud");
    check_said(&of(None), 5, 0, "Af 5 trukne siger data ikke, hvem der fører tilsyn");
    let both = [of(Some(SocialAuthority(2))), of(Some(SocialAuthority(1)))].concat();
    check_said(&both, 18, 7, "Der er planlagt 6 dobbeltvurderinger af 7");
    check_said(&both, 18, 8, "8 dobbeltvurderinger er planlagt");
    check_said(&both, 18, 8, "  Socialtilsyn Nord: 9 egne, 4 besøg ude, 4 besøg fra andre");
}

#[test]
fn a_wrong_call_is_told() {
    let folder = Folder::new(&[]);
    let call =
        |more: &[&str]| folder.told(&[&["sample", "--size", "3", "--seed", "1"], more].concat());
    assert!(call(&["--groups", "autisme,findes-ikke"]).starts_with("[2] niveau: målgruppen"));
    assert!(call(&["--allocation", "skæv"]).starts_with("[2]"));
    assert!(folder.told(&["sample", "--size", "0", "--seed", "1"]).starts_with("[2]"));
    assert!(call(&["--output", "input/plan"]).starts_with("[2]"));
}
