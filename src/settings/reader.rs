//! How is a file of the input folder read, so that all that is wrong with all of them is told?

use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use crate::finding::{Finding, Place, Severity};
use crate::ingest::{InputFile, hidden_name, name_looks_like_cpr};
use crate::model::TargetGroupId;
use crate::output::sha256;
use crate::register::{FILES, MAY_BE_MISSING, Registers};
use crate::regular_file::{self, LARGEST_SETTINGS, NotRead};
use crate::settings::SettingsError;

/// Reads files of the input folder, and keeps what is wrong with them.
pub(crate) struct Reader<'i> {
    pub(crate) input: &'i Path,
    pub(crate) files: Vec<InputFile>,
    pub(crate) problems: Vec<Finding>,
    /// Rules and guidelines as they stand in their files.
    pub(crate) definitions: Vec<(String, String)>,
}

impl<'i> Reader<'i> {
    pub(crate) fn new(input: &'i Path) -> Self {
        Self { input, files: Vec::new(), problems: Vec::new(), definitions: Vec::new() }
    }

    /// The registers. Everything else is read by them: without them there is nothing more to say.
    pub(crate) fn registers(&mut self) -> Result<Registers, SettingsError> {
        let mut texts = Vec::new();
        for file in FILES {
            let path = format!("registers/{file}");
            if !MAY_BE_MISSING.contains(&file) || self.is_there(&path) {
                texts.push((file, self.text(&path, "Registrene")?));
            }
        }
        let text_of = |file: &str| {
            texts.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text.as_str())
        };
        Registers::parse(text_of).map_err(SettingsError::Problems)
    }

    pub(crate) fn text(&mut self, path: &str, what: &'static str) -> Result<String, SettingsError> {
        let full = self.input.join(path);
        let bytes = match regular_file::read(&full, LARGEST_SETTINGS) {
            Ok(bytes) => bytes,
            Err(NotRead::Missing) => return Err(SettingsError::Missing { path: full, what }),
            Err(error) => {
                return Err(SettingsError::Unreadable { path: full, reason: error.to_string() });
            }
        };
        self.files.push(hashed(path, &bytes));
        let text = String::from_utf8(bytes).map_err(|_| SettingsError::Unreadable {
            path: full,
            reason: "filen er ikke UTF-8; gem den som UTF-8".to_owned(),
        })?;
        // Nothing more is said of such a file: a message may quote it.
        match personal_lines(&text) {
            lines if lines.is_empty() => Ok(text),
            lines => {
                let personal = |line| Finding {
                    place: Place { row: Some(line), ..Place::file(path) },
                    severity: Severity::Error,
                    code: "personal-number",
                    message: "linjen ligner et CPR-nummer; filen er ikke brugt".to_owned(),
                    action: "Slet personnummeret".to_owned(),
                };
                Err(SettingsError::Problems(lines.into_iter().map(personal).collect()))
            }
        }
    }

    /// Whether there is a file of that name, or what ought to be one.
    pub(crate) fn is_there(&self, path: &str) -> bool {
        regular_file::is_there(&self.input.join(path))
    }

    /// Whether there is a folder of that name; a problem when it is something else.
    pub(crate) fn is_folder(&mut self, path: &str) -> bool {
        let full = self.input.join(path);
        let is_folder = full.is_dir();
        if !is_folder && regular_file::is_there(&full) {
            self.problem(
                path,
                "not-a-folder",
                "her skal ligge en mappe, men det er noget andet".to_owned(),
                "Flyt det, der ligger her".to_owned(),
            );
        }
        is_folder
    }

    /// Names of the files and folders in a folder below the input folder, sorted. What is neither is
    /// a problem, and so is a name that looks like a CPR-nummer.
    pub(crate) fn entries(
        &mut self,
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
        let mut kept = Vec::new();
        for name in names {
            if name_looks_like_cpr(&name) {
                self.problem(
                    &format!("{path}/{}", hidden_name("fil", 1)),
                    "personal-number",
                    "navnet ligner et CPR-nummer og er ikke gengivet".to_owned(),
                    "Giv filen eller mappen et andet navn".to_owned(),
                );
                continue;
            }
            match regular_file::no_file(&full.join(&name)) {
                Ok(Some(what)) if !full.join(&name).is_dir() => self.problem(
                    &format!("{path}/{name}"),
                    "not-a-file",
                    format!("her skal ligge en fil, men det er {what}"),
                    "Slet det, eller læg selve filen her".to_owned(),
                ),
                _ => kept.push(name),
            }
        }
        Ok(kept)
    }

    /// The group that a folder or file is named after; a problem when there is none.
    pub(crate) fn group_named(
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
    pub(crate) fn dated(&mut self, path: &str, name: &str) -> Option<NaiveDate> {
        let (stem, extension) = name.rsplit_once('.')?;
        if !extension.eq_ignore_ascii_case("toml") {
            return None;
        }
        // One day has one spelling: two files of a day would contradict each other in silence.
        let day = stem.parse().ok().filter(|day: &NaiveDate| format!("{day}.toml") == name);
        if day.is_none() {
            let (code, what) = if path.starts_with("guidelines/") {
                ("guideline-file-name", "vejledningen")
            } else {
                ("description-file-name", "beskrivelsen")
            };
            self.problem(
                path,
                code,
                format!("filnavnet \"{name}\" er ikke en dato, skrevet ÅÅÅÅ-MM-DD.toml"),
                format!("Filen skal hedde den dag, {what} gælder fra: ÅÅÅÅ-MM-DD.toml"),
            );
        }
        day
    }

    pub(crate) fn problem(
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

/// Lines, from 1, with what looks like a CPR-nummer. A number by itself behind a key is a setting.
fn personal_lines(text: &str) -> Vec<u32> {
    let is_setting = |line: &str| {
        let value = line.split_once('=').map(|(_, value)| value.split('#').next());
        value.flatten().is_some_and(|value| {
            value.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
        })
    };
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| name_looks_like_cpr(line) && !is_setting(line))
        .map(|(number, _)| number)
        .collect()
}

/// A file as the manifest names it.
pub(crate) fn hashed(path: &str, bytes: &[u8]) -> InputFile {
    InputFile { path: path.to_owned(), bytes: bytes.len() as u64, sha256: sha256(bytes) }
}
