//! Which registers, guidelines, rules and layouts does a run go by?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::group_files::{CASE_BASE_FILE, GroupFiles};
use super::landscape_files::{ACCESS_FILE, LandscapeFiles};
use super::source::Source;
use crate::finding::{Finding, Place, Severity};
use crate::guideline::{GuidelineSet, parse_guideline};
use crate::ingest::{InputFile, Layout, Limits};
use crate::model::TargetGroupId;
use crate::place::{CompiledRule, QualityRule, parse_quality_rule, parse_rule};
use crate::register::{FILES, Registers};
use crate::robustness::StudySettings;

/// The rule that places when none is named (Reading R1).
pub const DEFAULT_RULE: &str = "flertal";

/// How the robustness study is made.
const STUDY: &str = "robustness.toml";

/// The rule file that is no placing rule.
const QUALITY: &str = "quality.toml";

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
    /// What a file may ask of the machine.
    pub limits: Limits,
    /// What the data are.
    pub source: Source,
    /// The files that all this was read from, sorted.
    pub files: Vec<InputFile>,
}

/// Why the settings can't be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The input folder or a folder or file that it must hold.
    #[error(
        "{}: findes ikke. {what} skal ligge her; `niveau example --output MAPPE` skriver en \
         inputmappe, der er hel", path.display()
    )]
    Missing {
        /// What was looked for.
        path: PathBuf,
        /// What it holds.
        what: &'static str,
    },
    /// The input folder that was named in the call does not exist.
    #[error(
        "{}: inputmappen findes ikke. Kør programmet i projektets mappe, eller peg på mappen med \
         --input", path.display()
    )]
    NoInput {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read.
    #[error("{}: kan ikke læses: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The files themselves: every problem of every file.
    #[error("{}", told(.0))]
    Problems(Vec<Finding>),
    /// A rule was named that is not there.
    #[error("reglen \"{name}\" findes ikke; der er {}. Vælg en af dem med --rule", known.join(", "))]
    NoSuchRule {
        /// As named.
        name: String,
        /// The rules that are there.
        known: Vec<String>,
    },
}

fn told(problems: &[Finding]) -> String {
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
    let n = problems.len();
    let word = if n == 1 { "fejl" } else { "fejl i alt" };
    format!("reglerne kan ikke bruges ({n} {word}); intet er skrevet\n{}", lines.join("\n"))
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
    let Reader { mut files, mut problems, .. } = reader;
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
        limits,
        source,
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

/// Reads files of the input folder, and keeps what is wrong with them.
pub(super) struct Reader<'i> {
    pub(super) input: &'i Path,
    pub(super) files: Vec<InputFile>,
    pub(super) problems: Vec<Finding>,
}

impl<'i> Reader<'i> {
    pub(super) fn new(input: &'i Path) -> Self {
        Self { input, files: Vec::new(), problems: Vec::new() }
    }

    /// The registers. Everything else is read by them: without them there is nothing more to say.
    pub(super) fn registers(&mut self) -> Result<Registers, SettingsError> {
        let mut texts = Vec::new();
        for file in FILES {
            let text = self.text(&format!("registers/{file}"), "Registrene")?;
            texts.push((file, text));
        }
        let text_of = |file: &str| {
            texts.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text.as_str())
        };
        Registers::parse(text_of).map_err(SettingsError::Problems)
    }

    pub(super) fn text(&mut self, path: &str, what: &'static str) -> Result<String, SettingsError> {
        let full = self.input.join(path);
        let bytes = match fs::read(&full) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(SettingsError::Missing { path: full, what });
            }
            Err(error) => {
                return Err(SettingsError::Unreadable { path: full, reason: error.to_string() });
            }
        };
        self.files.push(hashed(path, &bytes));
        String::from_utf8(bytes).map_err(|_| SettingsError::Unreadable {
            path: full,
            reason: "filen er ikke UTF-8; gem den som UTF-8".to_owned(),
        })
    }

    /// Names of the entries of a folder below the input folder, sorted.
    pub(super) fn entries(
        &self,
        path: &str,
        what: &'static str,
    ) -> Result<Vec<String>, SettingsError> {
        let full = self.input.join(path);
        let entries =
            fs::read_dir(&full).map_err(|_| SettingsError::Missing { path: full.clone(), what })?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        Ok(names)
    }

    fn guidelines(
        &mut self,
        registers: &Registers,
    ) -> Result<Vec<crate::guideline::Guideline>, SettingsError> {
        let mut guidelines = Vec::new();
        for group in self.entries("guidelines", "Vejledningerne")? {
            let folder = format!("guidelines/{group}");
            if !self.input.join(&folder).is_dir() {
                continue;
            }
            let Some(id) = self.group_named(&folder, &group, registers) else { continue };
            for name in self.entries(&folder, "Vejledningerne")? {
                let path = format!("{folder}/{name}");
                let Some(valid_from) = self.dated(&path, &name) else { continue };
                let text = self.text(&path, "Vejledningen")?;
                match parse_guideline(&text, &path, id, valid_from) {
                    Ok(guideline) => guidelines.push(guideline),
                    Err(problems) => self.problems.extend(problems),
                }
            }
        }
        Ok(guidelines)
    }

    /// The group that a folder or file is named after; a problem when there is none.
    pub(super) fn group_named(
        &mut self,
        path: &str,
        slug: &str,
        registers: &Registers,
    ) -> Option<TargetGroupId> {
        let known = registers.target_groups.iter().find(|(_, known)| *known.slug == *slug);
        if known.is_none() {
            let (what, at_start, code) = match path.split('/').next() {
                Some("guidelines") => ("mappen", "Mappen", "unknown-guideline-group"),
                Some("descriptions") => ("mappen", "Mappen", "unknown-description-group"),
                _ => ("filen", "Filen", "unknown-size-group"),
            };
            self.problem(
                path,
                code,
                format!("{what} \"{slug}\" er ikke en målgruppe i registret"),
                match registers.target_groups.nearest(slug) {
                    Some(near) => format!(
                        "Mente du \"{}\"? {at_start} skal hedde som målgruppens slug i \
                         registers/target_groups.csv",
                        registers.target_groups.get(near).slug
                    ),
                    None => "Brug målgruppens slug fra registers/target_groups.csv".to_owned(),
                },
            );
        }
        known.map(|(id, _)| id)
    }

    /// The day that a file is named after, when it is a TOML file; a problem when it is no day.
    pub(super) fn dated(&mut self, path: &str, name: &str) -> Option<NaiveDate> {
        let stem = name.strip_suffix(".toml")?;
        let day = stem.parse().ok();
        if day.is_none() {
            let (code, what) = if path.starts_with("guidelines/") {
                ("guideline-file-name", "vejledningen")
            } else {
                ("description-file-name", "beskrivelsen")
            };
            self.problem(
                path,
                code,
                format!("filnavnet \"{name}\" er ikke en dato"),
                format!("Filen skal hedde den dag, {what} gælder fra: ÅÅÅÅ-MM-DD.toml"),
            );
        }
        day
    }

    fn rules(&mut self) -> Result<(Vec<CompiledRule>, Option<QualityRule>), SettingsError> {
        let mut rules = Vec::new();
        let quality_text = self.text(&format!("rules/{QUALITY}"), "Kvalitetsreglen")?;
        let quality = match parse_quality_rule(&quality_text, &format!("rules/{QUALITY}")) {
            Ok(quality) => Some(quality),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        };
        for name in self.entries("rules", "Reglerne")? {
            if [QUALITY, CASE_BASE_FILE, ACCESS_FILE].contains(&name.as_str())
                || !name.to_ascii_lowercase().ends_with(".toml")
            {
                continue;
            }
            let path = format!("rules/{name}");
            let text = self.text(&path, "Reglen")?;
            match parse_rule(&text, &path).map(CompiledRule::compile) {
                Ok(Ok(rule)) => rules.push(rule),
                Ok(Err(fault)) => self.problems.push(fault.finding(&path)),
                Err(problems) => self.problems.extend(problems),
            }
        }
        Ok((rules, quality))
    }

    fn layouts(&mut self) -> Result<Vec<Layout>, SettingsError> {
        let mut layouts = Vec::new();
        for name in self.entries("layouts", "Layoutfilerne")? {
            if !name.to_ascii_lowercase().ends_with(".toml") {
                continue;
            }
            let path = format!("layouts/{name}");
            let text = self.text(&path, "Layoutfilen")?;
            match Layout::parse(&text, &path) {
                Ok(layout) => layouts.push(layout),
                Err(problems) => self.problems.extend(problems),
            }
        }
        Ok(layouts)
    }

    fn source(&mut self) -> Result<Source, SettingsError> {
        if !self.input.join("source.toml").exists() {
            return Ok(Source::default());
        }
        let text = self.text("source.toml", "Beskrivelsen af data")?;
        match Source::parse(&text, "source.toml") {
            Ok(source) => Ok(source),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(Source::default())
            }
        }
    }

    fn limits(&mut self) -> Result<Limits, SettingsError> {
        if !self.input.join("limits.toml").exists() {
            return Ok(Limits::default());
        }
        let text = self.text("limits.toml", "Grænserne for, hvad der læses,")?;
        match Limits::parse(&text, "limits.toml") {
            Ok(limits) => Ok(limits),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(Limits::default())
            }
        }
    }

    fn study(&mut self) -> Result<StudySettings, SettingsError> {
        if !self.input.join(STUDY).exists() {
            return Ok(StudySettings::default());
        }
        let text = self.text(STUDY, "Beskrivelsen af robusthedsanalysen")?;
        match StudySettings::parse(&text, STUDY) {
            Ok(study) => Ok(study),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(StudySettings::default())
            }
        }
    }

    pub(super) fn problem(
        &mut self,
        file: &str,
        code: &'static str,
        message: String,
        action: String,
    ) {
        self.problems.push(Finding {
            place: Place::file(file),
            severity: Severity::Error,
            code,
            message,
            action,
        });
    }
}

/// A file as the manifest names it.
pub(super) fn hashed(path: &str, bytes: &[u8]) -> InputFile {
    InputFile {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: format!("{:x}", HexHash(Sha256::digest(bytes).into())),
    }
}

/// A hash, shown in hexadecimal.
struct HexHash([u8; 32]);

impl std::fmt::LowerHex for HexHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
