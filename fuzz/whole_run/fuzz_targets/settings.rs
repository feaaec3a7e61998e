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
use niveau::register::{Registers, TravelMinutes};
use niveau::robustness::StudySettings;
use niveau::size::{GivenGroups, parse_case_base_rule, parse_size};

static REGISTERS: LazyLock<Registers> =
    LazyLock::new(|| registers("", "").expect("registers that ship"));

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
    let n = files.len() + 3;
    let more = [("limits.toml", "file-mb = 500\ncells = 1000"), ("minutes.csv", ""), ("map", "")];
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
        ("sizes", _) => parse_size(text, path, group, registers_that_ship, None).err().map(n),
        ("layouts", _) => Layout::parse(text, path).err().map(n),
        ("collaborations", _) => {
            GivenGroups::parse(text, path, &registers_that_ship.municipalities).err().map(n)
        }
        (_, "rules/quality.toml") => parse_quality_rule(text, path).err().map(n),
        (_, "rules/underlag.toml") => parse_case_base_rule(text, path).err().map(n),
        (_, "rules/adgang.toml") => parse_access_settings(text, path).err().map(n),
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
