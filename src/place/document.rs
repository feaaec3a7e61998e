//! What does a rule file say, field by field, and where does each field stand?
//!
//! serde stops at the first thing that is wrong. Here every field is asked for by itself, so that
//! the reader of a broken file gets all its problems in one go, each with line and column.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Finding, Place, Severity};

/// A table of the file: the file itself, or a `[section]` of it.
#[derive(Clone, Copy)]
pub(super) struct Section<'a, 't> {
    /// `""` for the file itself.
    pub name: &'static str,
    /// Its first byte; nothing for the file itself.
    start: Option<usize>,
    pub table: &'a DeTable<'t>,
}

impl<'a, 't> Section<'a, 't> {
    pub fn root(table: &'a DeTable<'t>) -> Self {
        Self { name: "", start: None, table }
    }

    pub fn of(name: &'static str, value: &'a Spanned<DeValue<'t>>) -> Option<Self> {
        let table = value.get_ref().as_table()?;
        Some(Self { name, start: Some(value.span().start), table })
    }

    /// ` under [weights]`; nothing for the file itself.
    fn under(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!(" under [{}]", self.name) }
    }
}

/// What was found wrong so far.
pub(super) struct Problems<'t> {
    text: &'t str,
    file: Arc<str>,
    /// Byte at which each line starts.
    line_starts: Vec<usize>,
    /// Lines that are no TOML at all.
    unreadable: Vec<u32>,
    findings: Vec<Finding>,
}

/// Reads the file as a tree. Lines that are no TOML are findings; the rest is still read.
pub(super) fn read<'t>(text: &'t str, file: &str) -> (DeTable<'t>, Problems<'t>) {
    let line_starts =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut problems =
        Problems { text, file: file.into(), line_starts, unreadable: vec![], findings: vec![] };
    let (tree, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems.unreadable_line(error.span().map_or(0, |span| span.start), error.message());
    }
    (tree.into_inner(), problems)
}

impl Problems<'_> {
    /// All problems in the order in which they stand in the file, or the value when there is none.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Finding>> {
        self.findings.sort();
        self.findings.dedup();
        match value {
            Some(value) if self.findings.is_empty() => Ok(value),
            _ => Err(self.findings),
        }
    }

    /// Notes a problem at `span`, or of the whole file.
    pub fn note(
        &mut self,
        span: Option<&Range<usize>>,
        code: &'static str,
        message: String,
        action: String,
    ) {
        let place = match span {
            Some(span) => self.place(span.start),
            None => Place::file(Arc::clone(&self.file)),
        };
        // What the parser made of a line that is no TOML is no second problem.
        if place.row.is_some_and(|row| self.unreadable.contains(&row)) {
            return;
        }
        self.findings.push(Finding { place, severity: Severity::Error, code, message, action });
    }

    /// Keys that this section does not know.
    pub fn unknown_keys(&mut self, section: &Section, allowed: &[&str]) {
        for (key, _) in section.table {
            let written: &str = key.get_ref();
            if !allowed.contains(&written) {
                let message = format!("\"{written}\" kendes ikke{}", section.under());
                let action = format!("Skriv {}", suggestion(written, allowed));
                self.note(Some(&key.span()), "unknown-key", message, action);
            }
        }
    }

    /// The value of a key that must be there. `example` is a right value as it is written.
    pub fn required<'a, 't>(
        &mut self,
        section: &Section<'a, 't>,
        key: &str,
        example: &str,
    ) -> Option<&'a Spanned<DeValue<'t>>> {
        let value = section.table.get(key);
        // A key whose line could not be read is missing too; its line was already reported.
        if value.is_none() && self.unreadable.is_empty() {
            let span = section.start.map(|start| start..start);
            let message = format!("{key} mangler{}", section.under());
            self.note(span.as_ref(), "missing-key", message, format!("Tilføj {key} = {example}"));
        }
        value
    }

    /// A `[key]` section that must be there.
    pub fn section<'a, 't>(
        &mut self,
        section: &Section<'a, 't>,
        key: &'static str,
    ) -> Option<Section<'a, 't>> {
        let Some(value) = section.table.get(key) else {
            if self.unreadable.is_empty() {
                let message = format!("afsnittet [{key}] mangler");
                self.note(None, "missing-key", message, format!("Tilføj afsnittet [{key}]"));
            }
            return None;
        };
        let found = Section::of(key, value);
        if found.is_none() {
            self.wrong_type(value, key, "et afsnit", &format!("[{key}] på en linje for sig"));
        }
        found
    }

    /// A text that must be there and must say something.
    pub fn text(&mut self, section: &Section, key: &str) -> Option<Box<str>> {
        let example = "\"...\"";
        let value = self.required(section, key, example)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, key, "en tekst", &format!("{key} = {example}"));
            return None;
        };
        if text.trim().is_empty() {
            let message = format!("{key} er tom");
            self.note(Some(&value.span()), "empty-text", message, format!("Udfyld {key}"));
            return None;
        }
        Some(text.trim().into())
    }

    /// One of a closed list of words.
    pub fn word<T: Copy>(
        &mut self,
        section: &Section,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let quoted: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let allowed: Vec<&str> = quoted.iter().map(String::as_str).collect();
        let value = self.required(section, key, &any_of(&allowed))?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, key, "en tekst", &format!("{key} = {}", any_of(&allowed)));
            return None;
        };
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let message = format!("{key} = \"{text}\" kendes ikke");
            let action = format!("Skriv {}", suggestion(&format!("\"{text}\""), &allowed));
            self.note(Some(&value.span()), "unknown-word", message, action);
        }
        found
    }

    /// A list that must be there.
    pub fn list<'a, 't>(
        &mut self,
        section: &Section<'a, 't>,
        key: &str,
        example: &str,
    ) -> Option<&'a [Spanned<DeValue<'t>>]> {
        let value = self.required(section, key, example)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(value, key, "en liste", &format!("{key} = {example}"));
            return None;
        };
        Some(list)
    }

    /// A value of another type than expected.
    pub fn wrong_type(&mut self, value: &Spanned<DeValue>, key: &str, expected: &str, write: &str) {
        let message = format!("{key} er {}; her skal stå {expected}", danish_type(value.get_ref()));
        self.note(Some(&value.span()), "wrong-type", message, format!("Skriv {write}"));
    }

    fn place(&self, at: usize) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= at).max(1) - 1;
        let column = self.text.get(self.line_starts[line]..at).map_or(0, |s| s.chars().count());
        Place {
            row: u32::try_from(line + 1).ok(),
            column: u32::try_from(column).ok(),
            ..Place::file(Arc::clone(&self.file))
        }
    }

    /// A line that is no TOML: what it most likely was meant to be, one finding per line.
    fn unreadable_line(&mut self, at: usize, parser_message: &str) {
        let place = self.place(at.min(self.text.len().saturating_sub(1)));
        let row = place.row.unwrap_or(1);
        let line = self.text.lines().nth(row as usize - 1).unwrap_or_default().trim();
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        let (key, value) = (key.trim(), value.split('#').next().unwrap_or_default().trim());
        let is_duplicate = parser_message.contains("duplicate");
        let is_fraction = value.split_once('/').is_some_and(|(numerator, denominator)| {
            [numerator, denominator].iter().all(|n| n.trim().parse::<u64>().is_ok())
        });
        let (code, message, action) = if is_duplicate {
            let message = format!("{key} står her for anden gang");
            ("duplicate-key", message, "Slet den ene".to_owned())
        } else if is_fraction {
            let message = format!("{value} er ikke et tal i TOML; en brøk skrives som tekst");
            ("toml-syntax", message, format!("Skriv {key} = \"{value}\""))
        } else if !key.is_ascii() && !key.starts_with(['"', '\'', '#']) {
            let message = format!("navnet {key} har andre tegn end a-z, 0-9, - og _");
            ("toml-syntax", message, "Skriv ae for æ, oe for ø og aa for å".to_owned())
        } else {
            let message = format!("linjen kan ikke læses som TOML: {line}");
            let action = "Ret linjen, så den ser ud som navn = 1, navn = \"tekst\" eller [afsnit]";
            ("toml-syntax", message, action.to_owned())
        };
        if !self.unreadable.contains(&row) {
            self.findings.push(Finding { place, severity: Severity::Error, code, message, action });
            self.unreadable.push(row);
        }
    }
}

/// The nearest of the allowed words, or all of them when none is near.
pub(super) fn suggestion(written: &str, allowed: &[&str]) -> String {
    let nearest = allowed
        .iter()
        .map(|word| (strsim::jaro_winkler(written, word), *word))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((likeness, word)) if likeness > 0.85 => word.to_owned(),
        _ => any_of(allowed),
    }
}

fn any_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} eller {last}", first.join(", ")),
    }
}

fn danish_type(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => format!("teksten \"{text}\""),
        DeValue::Integer(number) => format!("tallet {}", number.as_str()),
        DeValue::Float(number) => format!("kommatallet {}", number.as_str()),
        DeValue::Boolean(is_true) => format!("værdien {is_true}"),
        DeValue::Datetime(_) => "en dato".to_owned(),
        DeValue::Array(_) => "en liste".to_owned(),
        DeValue::Table(_) => "et afsnit".to_owned(),
    }
}
