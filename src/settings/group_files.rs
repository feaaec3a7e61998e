//! What does the input folder say of the target groups themselves: who they are, and how many?

use std::path::Path;

use crate::description::{TargetGroupDescription, check_shared_subgroups, parse_description};
use crate::finding::{Finding, Place, Severity};
use crate::guideline::GuidelineSet;
use crate::ingest::InputFile;
use crate::model::TargetGroupId;
use crate::register::Registers;
use crate::settings::{Reader, SettingsError};
use crate::size::{
    CaseBaseRule, GivenGroups, GroupSize, parse_case_base_rule, parse_municipal_rates, parse_size,
};

const DESCRIPTIONS: &str = "descriptions";
const SIZES: &str = "sizes";
const GIVEN_GROUPS: &str = "collaborations";

/// The end of the names of files with what municipalities have counted themselves.
const OF_MUNICIPALITIES: &str = ".kommuner.csv";

/// The rule file of underlag and collaborations, which is no placing rule.
pub(crate) const CASE_BASE_FILE: &str = "underlag.toml";

/// *Målgruppebeskrivelser og størrelser*, validated.
#[derive(Debug, Default)]
pub struct GroupFiles {
    /// Descriptions of all groups and dates, by group and first day.
    pub descriptions: Vec<TargetGroupDescription>,
    /// One per group that has a size file, in the register's order.
    pub sizes: Vec<GroupSize>,
    /// The grid of underlag; none when the file is not there, and then none is reckoned.
    pub case_base: Option<CaseBaseRule>,
    /// Groups of municipalities that already work together, by file.
    pub given_groups: Vec<GivenGroups>,
}

impl GroupFiles {
    /// The newest description of a group.
    pub fn description(&self, group: TargetGroupId) -> Option<&TargetGroupDescription> {
        self.descriptions.iter().rfind(|description| description.target_group == group)
    }

    /// What is not reckoned because no file says with which numbers: sizes are there, and no rule
    /// of underlag.
    pub fn not_reckoned(&self) -> Option<Finding> {
        (self.case_base.is_none() && !self.sizes.is_empty()).then(|| Finding {
            place: Place::file(format!("rules/{CASE_BASE_FILE}")),
            severity: Severity::Note,
            code: "no-case-base-rule",
            message: "findes ikke, så underlag og samarbejder er ikke regnet".to_owned(),
            action: "Læg en regel her, hvis de skal med; niveau example skriver en, der kan rettes"
                .to_owned(),
        })
    }

    /// The size of a group.
    pub fn size(&self, group: TargetGroupId) -> Option<&GroupSize> {
        self.sizes.iter().find(|size| size.target_group == group)
    }
}

/// Registers, descriptions and sizes: what is known before there is any provider.
#[derive(Debug)]
pub struct GroupSettings {
    /// Look-ups.
    pub registers: Registers,
    /// Descriptions and sizes.
    pub groups: GroupFiles,
    /// The files that all this was read from, sorted.
    pub files: Vec<InputFile>,
}

/// Reads the registers and nothing else: an empty template is wanted just when the descriptions are
/// not ready, and a shell has made its file before the program starts.
///
/// # Errors
/// A register that is missing, or every problem of every register at once.
pub fn read_registers(input: &Path) -> Result<Registers, SettingsError> {
    if !input.is_dir() {
        return Err(SettingsError::NoInput { path: input.to_owned() });
    }
    Reader::new(input).registers()
}

/// Reads the registers and the guidelines, and nothing else: who writes a guideline has no data.
///
/// # Errors
/// A register that is missing, or every problem of every file at once.
pub fn read_guidelines(input: &Path) -> Result<(Registers, GuidelineSet), SettingsError> {
    if !input.is_dir() {
        return Err(SettingsError::NoInput { path: input.to_owned() });
    }
    let mut reader = Reader::new(input);
    let registers = reader.registers()?;
    let guidelines = reader.guidelines(&registers)?;
    match reader.problems {
        problems if problems.is_empty() => Ok((registers, GuidelineSet::new(guidelines))),
        mut problems => {
            problems.sort();
            Err(SettingsError::Problems(problems))
        }
    }
}

/// Reads and validates what an input folder says of the target groups. Needs neither providers nor
/// guidelines, rules or layouts.
///
/// # Errors
/// A register that is missing, or every problem of every file at once.
pub fn read_group_settings(input: &Path) -> Result<GroupSettings, SettingsError> {
    if !input.is_dir() {
        return Err(SettingsError::NoInput { path: input.to_owned() });
    }
    let mut reader = Reader::new(input);
    let registers = reader.registers()?;
    let groups = reader.group_files(&registers)?;
    let Reader { mut files, mut problems, .. } = reader;
    if !problems.is_empty() {
        problems.sort();
        return Err(SettingsError::Problems(problems));
    }
    files.sort();
    Ok(GroupSettings { registers, groups, files })
}

impl Reader<'_> {
    /// Descriptions and sizes; a folder that is not there holds none.
    pub(crate) fn group_files(
        &mut self,
        registers: &Registers,
    ) -> Result<GroupFiles, SettingsError> {
        let n_problems = self.problems.len();
        let descriptions = self.descriptions(registers)?;
        let all_read = self.problems.len() == n_problems;
        let sizes = self.sizes(registers, &descriptions, all_read)?;
        let case_base = self.case_base()?;
        let given_groups = self.given_groups(registers)?;
        Ok(GroupFiles { descriptions, sizes, case_base, given_groups })
    }

    fn case_base(&mut self) -> Result<Option<CaseBaseRule>, SettingsError> {
        let path = format!("rules/{CASE_BASE_FILE}");
        if !self.is_there(&path) {
            return Ok(None);
        }
        let text = self.text(&path, "Reglen for underlag og samarbejder")?;
        match parse_case_base_rule(&text, &path) {
            Ok(rule) => Ok(Some(rule)),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(None)
            }
        }
    }

    fn given_groups(&mut self, registers: &Registers) -> Result<Vec<GivenGroups>, SettingsError> {
        const WHAT: &str = "Kommunernes samarbejder";
        let mut all = Vec::new();
        if !self.is_folder(GIVEN_GROUPS) {
            return Ok(all);
        }
        for name in self.entries(GIVEN_GROUPS, WHAT)? {
            if !name.to_ascii_lowercase().ends_with(".csv") {
                continue;
            }
            let path = format!("{GIVEN_GROUPS}/{name}");
            let text = self.text(&path, WHAT)?;
            match GivenGroups::parse(&text, &path, &registers.municipalities) {
                Ok(given) => all.push(given),
                Err(problems) => self.problems.extend(problems),
            }
        }
        Ok(all)
    }

    fn descriptions(
        &mut self,
        registers: &Registers,
    ) -> Result<Vec<TargetGroupDescription>, SettingsError> {
        const WHAT: &str = "Målgruppebeskrivelserne";
        let mut descriptions = Vec::new();
        if !self.is_folder(DESCRIPTIONS) {
            return Ok(descriptions);
        }
        for group in self.entries(DESCRIPTIONS, WHAT)? {
            let folder = format!("{DESCRIPTIONS}/{group}");
            if !self.input.join(&folder).is_dir() {
                continue;
            }
            let Some(id) = self.group_named(&folder, &group, registers) else { continue };
            for name in self.entries(&folder, WHAT)? {
                let path = format!("{folder}/{name}");
                let Some(valid_from) = self.dated(&path, &name) else { continue };
                let text = self.text(&path, WHAT)?;
                match parse_description(&text, &path, id, valid_from, &registers.target_groups) {
                    Ok(description) => descriptions.push(description),
                    Err(problems) => self.problems.extend(problems),
                }
            }
        }
        descriptions.sort_by_key(|description| (description.target_group, description.valid_from));
        self.problems.extend(check_shared_subgroups(&descriptions));
        Ok(descriptions)
    }

    fn sizes(
        &mut self,
        registers: &Registers,
        descriptions: &[TargetGroupDescription],
        all_descriptions_read: bool,
    ) -> Result<Vec<GroupSize>, SettingsError> {
        const WHAT: &str = "Målgruppernes størrelser";
        let mut sizes = Vec::new();
        if !self.is_folder(SIZES) {
            return Ok(sizes);
        }
        let names = self.entries(SIZES, WHAT)?;
        for name in &names {
            let Some(slug) = name.strip_suffix(".toml") else { continue };
            let path = format!("{SIZES}/{name}");
            let Some(id) = self.group_named(&path, slug, registers) else { continue };
            let text = self.text(&path, WHAT)?;
            // A sub-group of a description that could not be read is not unknown.
            let known = subgroups_of(id, descriptions).filter(|_| all_descriptions_read);
            match parse_size(&text, &path, id, registers, known.as_deref()) {
                Ok(size) => sizes.push(size),
                Err(problems) => self.problems.extend(problems),
            }
        }
        sizes.sort_by_key(|size| size.target_group);
        for name in &names {
            let Some(slug) = name.strip_suffix(OF_MUNICIPALITIES) else { continue };
            let path = format!("{SIZES}/{name}");
            let Some(id) = self.group_named(&path, slug, registers) else { continue };
            let text = self.text(&path, WHAT)?;
            let Some(size) = sizes.iter_mut().find(|size| size.target_group == id) else {
                // A size that could not be read is not missing.
                if !names.contains(&format!("{slug}.toml")) {
                    self.problem(
                        &path,
                        "municipal-rate-without-size",
                        format!("der er ingen størrelse, som kommunernes tal kan træde i stedet for: sizes/{slug}.toml findes ikke"),
                        "Skriv målgruppens størrelse, eller slet filen".to_owned(),
                    );
                }
                continue;
            };
            match parse_municipal_rates(&text, &path, size, &registers.municipalities) {
                Ok(rates) => size.municipal_rates = rates,
                Err(problems) => self.problems.extend(problems),
            }
        }
        Ok(sizes)
    }
}

/// The sub-groups of a group, from its own descriptions and from those of groups that share one
/// with it; none when it has no description.
fn subgroups_of(
    group: TargetGroupId,
    descriptions: &[TargetGroupDescription],
) -> Option<Vec<&str>> {
    descriptions.iter().find(|description| description.target_group == group)?;
    let mut known: Vec<&str> = descriptions
        .iter()
        .flat_map(|description| {
            let is_own = description.target_group == group;
            let is_of = move |also_in: &[TargetGroupId]| is_own || also_in.contains(&group);
            description.subgroups.iter().filter(move |subgroup| is_of(&subgroup.also_in))
        })
        .map(|subgroup| &*subgroup.slug)
        .collect();
    known.sort_unstable();
    known.dedup();
    Some(known)
}
