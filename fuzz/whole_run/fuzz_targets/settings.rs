//! Any text as a settings file, or one that ships with lines changed: it is refused in words or is
//! a whole settings file, in a bounded time.
#![no_main]

#[path = "../../src/choices.rs"]
mod choices;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use choices::{Choices, edited};
use libfuzzer_sys::fuzz_target;
use niveau::description::parse_description;
use niveau::example::{STANDARD_INPUT, standard_text};
use niveau::finding::Finding;
use niveau::guideline::parse_guideline;
use niveau::ingest::{Layout, Limits};
use niveau::landscape::parse_access_settings;
use niveau::place::{CompiledRule, parse_quality_rule, parse_rule};
use niveau::publication::parse_publication_rules;
use niveau::register::{Registers, TravelMinutes};
use niveau::robustness::StudySettings;
use niveau::size::{
    GivenGroups, GroupSize, parse_case_base_rule, parse_municipal_rates, parse_size,
};
use niveau::trial::{SampleDesign, TrialProcess, parse_ratings};

static REGISTERS: LazyLock<Registers> =
    LazyLock::new(|| registers("", "").expect("registers that ship"));

/// The size that municipalities' own rates are held against.
static SIZE: LazyLock<GroupSize> = LazyLock::new(|| {
    let path = "sizes/autismespektrum.toml";
    let group = REGISTERS.target_groups.by_name("Autismespektrum").expect("a group");
    let text = standard_text(path).expect("a size that ships");
    parse_size(text, path, group, &REGISTERS, None).expect("a whole size")
});

const MUNICIPAL_RATES: &str = "Kommune;Alder;Antal;Forekomst pr. 1.000;År;Kilde\n\
    Aalborg;0-17;320;;2024;egen optælling\nRanders;18-99;;4,2;2023;egen optælling\n\
    Læsø;0-17;0;;2024;egen optælling\n";

const DESIGN: &str = include_str!("../seeds/design.toml");

/// The registers that ship, with one text in the place of its own.
fn registers(path: &str, text: &str) -> Result<Registers, Vec<Finding>> {
    let own = |file: &str| standard_text(&format!("registers/{file}")).expect("a register");
    Registers::parse(|file| match path.strip_prefix("registers/") {
        Some(other) if other == file => text,
        _ => own(file),
    })
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let which = choices.byte();
    let is_any_text = choices.byte() > 230;
    let files: Vec<&(&str, &str)> =
        STANDARD_INPUT.iter().filter(|(path, _)| !path.ends_with(".md")).collect();
    let more = [
        ("limits.toml", "file-mb = 500\ncells = 1000"),
        ("minutes.csv", ""),
        ("autismespektrum.kommuner.csv", MUNICIPAL_RATES),
        ("design.toml", DESIGN),
        ("ratings.csv", "unit,rater,rating,item\na,1,2,x\na,2,3,x\nb,1,1,x\nb,2,,x\n"),
    ];
    let n = files.len() + more.len();
    let at = usize::from(which) % n;
    let (path, base) = *files.get(at).copied().unwrap_or_else(|| &more[at - files.len()]);
    let text = if is_any_text {
        String::from_utf8_lossy(choices.rest()).into_owned()
    } else {
        edited(base, &mut choices)
    };
    let began = Instant::now();
    let problems = parse(path, &text);
    assert!(problems != Some(0), "{path}: refused without a word");
    assert!(began.elapsed() < Duration::from_secs(3), "{path} took {:?}", began.elapsed());
});

/// How many problems a file has; nothing when it is whole.
fn parse(path: &str, text: &str) -> Option<usize> {
    let registers_that_ship = &*REGISTERS;
    let group = registers_that_ship.target_groups.iter().next().expect("a group").0;
    let day = chrono::NaiveDate::from_ymd_opt(2021, 1, 1).expect("a day");
    let folder = path.split('/').next().unwrap_or_default();
    let n = |problems: Vec<Finding>| {
        problems.iter().for_each(|finding| assert!(!finding.to_string().is_empty()));
        problems.len()
    };
    match (folder, path) {
        ("registers", _) => registers(path, text).err().map(n),
        ("guidelines", _) => parse_guideline(text, path, group, day).err().map(n),
        ("descriptions", _) => {
            let groups = &registers_that_ship.target_groups;
            parse_description(text, path, group, day, groups).err().map(n)
        }
        (_, "autismespektrum.kommuner.csv") => {
            parse_municipal_rates(text, path, &SIZE, &registers_that_ship.municipalities)
                .err()
                .map(n)
        }
        (_, "design.toml") => SampleDesign::parse(text, path, registers_that_ship).err().map(n),
        (_, "process.toml") => TrialProcess::parse(text, path, registers_that_ship).err().map(n),
        (_, "ratings.csv") => parse_ratings(text.as_bytes()).err().map(|problems| problems.len()),
        ("sizes", _) => parse_size(text, path, group, registers_that_ship, None).err().map(n),
        ("layouts", _) => Layout::parse(text, path).err().map(n),
        ("collaborations", _) => {
            GivenGroups::parse(text, path, &registers_that_ship.municipalities).err().map(n)
        }
        (_, "rules/quality.toml") => parse_quality_rule(text, path).err().map(n),
        (_, "rules/underlag.toml") => parse_case_base_rule(text, path).err().map(n),
        (_, "rules/adgang.toml") => parse_access_settings(text, path).err().map(n),
        (_, "rules/disclosure.toml") => parse_publication_rules(text, path).err().map(n),
        ("rules", _) => match parse_rule(text, path).map(CompiledRule::compile) {
            Ok(rule) => rule.err().map(|_| 1),
            Err(problems) => Some(n(problems)),
        },
        (_, "robustness.toml") => StudySettings::parse(text, path).err().map(n),
        (_, "limits.toml") => Limits::parse(text, path).err().map(n),
        (_, "minutes.csv") => {
            TravelMinutes::parse(text, &registers_that_ship.municipalities).err().map(n)
        }
        _ => None,
    }
}
