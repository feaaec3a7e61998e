//! Which guidelines, rules and layouts lie in the input folder, and what says how data are read?

use crate::guideline::{Guideline, parse_guideline};
use crate::ingest::{Layout, Limits};
use crate::place::{CompiledRule, QualityRule, parse_quality_rule, parse_rule};
use crate::register::Registers;
use crate::robustness::StudySettings;
use crate::settings::group_files::CASE_BASE_FILE;
use crate::settings::landscape_files::ACCESS_FILE;
use crate::settings::source::Source;
use crate::settings::{Reader, SettingsError};
use crate::trial::{SampleDesign, TrialProcess};

/// How the robustness study is made.
const STUDY: &str = "robustness.toml";

/// The trial's sample.
pub const SAMPLE_DESIGN: &str = "trial/design.toml";

/// How far the work with the target groups is.
const PROCESS: &str = "process.toml";
/// The rules of what may be published, which a run does not go by.
const PUBLICATION_FILE: &str = "disclosure.toml";

/// The rule file that is no placing rule.
const QUALITY: &str = "quality.toml";

impl Reader<'_> {
    pub(crate) fn guidelines(
        &mut self,
        registers: &Registers,
    ) -> Result<Vec<Guideline>, SettingsError> {
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
                self.definitions.push((path, text));
            }
        }
        Ok(guidelines)
    }

    pub(crate) fn rules(
        &mut self,
    ) -> Result<(Vec<CompiledRule>, Option<QualityRule>), SettingsError> {
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
            if [QUALITY, CASE_BASE_FILE, ACCESS_FILE, PUBLICATION_FILE].contains(&name.as_str())
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
            self.definitions.push((path, text));
        }
        Ok((rules, quality))
    }

    pub(crate) fn layouts(&mut self) -> Result<Vec<Layout>, SettingsError> {
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

    pub(crate) fn source(&mut self) -> Result<Source, SettingsError> {
        if !self.is_there("source.toml") {
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

    pub(crate) fn limits(&mut self) -> Result<Limits, SettingsError> {
        if !self.is_there("limits.toml") {
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

    pub(crate) fn sample(
        &mut self,
        registers: &Registers,
    ) -> Result<Option<SampleDesign>, SettingsError> {
        if !self.is_there(SAMPLE_DESIGN) {
            return Ok(None);
        }
        let text = self.text(SAMPLE_DESIGN, "Stikprøveplanen")?;
        match SampleDesign::parse(&text, SAMPLE_DESIGN, registers) {
            Ok(design) => Ok(Some(design)),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(None)
            }
        }
    }

    pub(crate) fn process(
        &mut self,
        registers: &Registers,
    ) -> Result<Option<TrialProcess>, SettingsError> {
        if !self.is_there(PROCESS) {
            return Ok(None);
        }
        let text = self.text(PROCESS, "Beskrivelsen af processen")?;
        match TrialProcess::parse(&text, PROCESS, registers) {
            Ok(process) => Ok(Some(process)),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(None)
            }
        }
    }

    pub(crate) fn study(&mut self) -> Result<StudySettings, SettingsError> {
        if !self.is_there(STUDY) {
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
}
