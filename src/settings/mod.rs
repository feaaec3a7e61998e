//! Which registers, guidelines, rules and layouts does a run go by?

pub(crate) mod boundaries;
mod error;
mod files;
pub(crate) mod group_files;
pub(crate) mod landscape_files;
mod layout_help;
mod reader;
mod source;
pub(crate) mod unknown_parts;

use std::path::Path;

use crate::guideline::GuidelineSet;
use crate::ingest::{InputFile, Layout, Limits};
use crate::place::{CompiledRule, QualityRule};
use crate::register::Registers;
use crate::robustness::StudySettings;
use crate::trial::{SampleDesign, TrialProcess};

pub use boundaries::BoundaryOptions;
pub use error::SettingsError;
pub use files::SAMPLE_DESIGN;
pub use group_files::{
    GroupFiles, GroupSettings, read_group_settings, read_guidelines, read_registers,
};
pub use landscape_files::LandscapeFiles;
pub use layout_help::{LayoutHelp, read_layout_help};
pub(crate) use reader::{Reader, hashed};
pub use source::Source;

/// The rule that places when none is named (Reading R1).
pub const DEFAULT_RULE: &str = "flertal";

/// Everything a run goes by, validated.
#[derive(Debug)]
pub struct Settings {
    /// Look-ups.
    pub registers: Registers,
    /// Guidelines of all groups and dates.
    pub guidelines: GuidelineSet,
    /// The placing rule first, then the other named rules by name.
    pub rules: Vec<CompiledRule>,
    /// The quality gate.
    pub quality: QualityRule,
    /// How files are read.
    pub layouts: Vec<Layout>,
    /// Descriptions and sizes of target groups.
    pub groups: GroupFiles,
    /// How access and cover are reckoned.
    pub landscape: LandscapeFiles,
    /// How the robustness study is made.
    pub study: StudySettings,
    /// The trial's sample, when there is one.
    pub sample: Option<SampleDesign>,
    /// How far the work with the target groups is, when there is a file of it.
    pub process: Option<TrialProcess>,
    /// What a file may ask of the machine.
    pub limits: Limits,
    /// What the data are.
    pub source: Source,
    /// Rules and guidelines as they stand in their files, by path below the input folder: what a run
    /// records of them.
    pub definitions: Vec<(String, String)>,
    /// The files that all this was read from, sorted.
    pub files: Vec<InputFile>,
}

impl Settings {
    /// The rule that places.
    pub fn placing_rule(&self) -> &CompiledRule {
        &self.rules[0]
    }

    /// The other named rules, by name.
    pub fn other_rules(&self) -> &[CompiledRule] {
        &self.rules[1..]
    }
}

/// Reads and validates all settings of an input folder. `rule` is the name of the rule that places.
///
/// # Errors
/// A folder or file that is missing, or every problem of every file at once.
pub fn read_settings(input: &Path, rule: &str) -> Result<Settings, SettingsError> {
    if !input.is_dir() {
        return Err(SettingsError::NoInput { path: input.to_owned() });
    }
    let mut reader = Reader::new(input);
    let registers = reader.registers()?;
    let guidelines = reader.guidelines(&registers)?;
    let (rules, quality) = reader.rules()?;
    let layouts = reader.layouts()?;
    let groups = reader.group_files(&registers)?;
    let landscape = reader.landscape_files(&registers)?;
    let source = reader.source()?;
    let limits = reader.limits()?;
    let study = reader.study()?;
    let sample = reader.sample(&registers)?;
    let process = reader.process(&registers)?;
    let Reader { mut files, mut problems, definitions, .. } = reader;
    problems.sort();
    let (true, Some(quality), Some(landscape)) = (problems.is_empty(), quality, landscape) else {
        return Err(SettingsError::Problems(problems));
    };
    files.sort();
    let rules = with_first(rules, rule)?;
    Ok(Settings {
        registers,
        guidelines: GuidelineSet::new(guidelines),
        rules,
        quality,
        layouts,
        groups,
        landscape,
        study,
        sample,
        process,
        limits,
        source,
        definitions,
        files,
    })
}

/// The rules with the one named first, the others by name.
fn with_first(
    mut rules: Vec<CompiledRule>,
    name: &str,
) -> Result<Vec<CompiledRule>, SettingsError> {
    rules.sort_by(|a, b| a.rule.name.cmp(&b.rule.name));
    match rules.iter().position(|rule| &*rule.rule.name == name) {
        Some(at) => {
            rules[..=at].rotate_right(1);
            Ok(rules)
        }
        None => Err(SettingsError::NoSuchRule {
            name: name.to_owned(),
            known: rules.iter().map(|rule| rule.rule.name.to_string()).collect(),
        }),
    }
}
