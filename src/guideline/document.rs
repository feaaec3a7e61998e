//! How is a TOML text read so that all its problems are found, each with line and column?
//!
//! `serde` stops at the first wrong key or type; here the tree with positions is read field by
//! field, and every problem is noted on the way.

use std::fmt::Display;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Finding, Place, Severity};

/// A value and where it begins, in bytes from the start of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<T> {
    pub value: T,
    pub at: usize,
}

/// The problems of one file, collected while it is read.
pub(super) struct Problems<'t> {
    file: Arc<str>,
    text: &'t str,
    found: Vec<Finding>,
}

impl<'t> Problems<'t> {
    pub fn new(file: &str, text: &'t str) -> Self {
        Self { file: file.into(), text, found: Vec::new() }
    }

    /// Notes a problem at a byte of the text.
    pub fn add(
        &mut self,
        at: usize,
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) {
        let (line, column) = self.position(at);
        let place = Place {
            row: Some(line),
            column: Some(column - 1),
            ..Place::file(Arc::clone(&self.file))
        };
        let (message, action) = (message.into(), action.into());
        self.found.push(Finding { place, severity: Severity::Error, code, message, action });
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn position(&self, at: usize) -> (u32, u32) {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// All problems in the order of the text, or the result when there is none.
    pub fn or<T>(mut self, result: Option<T>) -> Result<T, Vec<Finding>> {
        self.found.sort();
        match result {
            Some(result) if self.found.is_empty() => Ok(result),
            _ => Err(self.found),
        }
    }
}

/// The keys of one table, unknown ones already reported.
pub(super) struct Fields<'d> {
    /// What the table is, for messages: `et krav`.
    what: &'static str,
    /// Where the table begins.
    pub at: usize,
    entries: Vec<(&'d str, usize, &'d Spanned<DeValue<'d>>)>,
}

impl<'d> Fields<'d> {
    /// Opens a table; keys that are not among `allowed` are problems.
    pub fn open(
        table: &'d DeTable<'d>,
        at: usize,
        what: &'static str,
        allowed: &[&str],
        problems: &mut Problems,
    ) -> Self {
        let entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value))
            .collect();
        for (key, at, _) in entries.iter().filter(|(key, ..)| !allowed.contains(key)) {
            problems.add(
                *at,
                "unknown-key",
                format!("\"{key}\" er ikke en nøgle i {what}; nøglerne er {}", allowed.join(", ")),
                suggestion(key, allowed.iter().copied()),
            );
        }
        Self { what, at, entries }
    }

    /// The value of a key, when it is there.
    pub fn value(&self, key: &str) -> Option<At<&'d DeValue<'d>>> {
        let (_, _, value) = self.entries.iter().find(|(name, ..)| *name == key)?;
        Some(At { value: value.get_ref(), at: value.span().start })
    }

    /// Where a key stands, when it is there.
    pub fn key_at(&self, key: &str) -> Option<usize> {
        self.entries.iter().find(|(name, ..)| *name == key).map(|(_, at, _)| *at)
    }

    /// Reports that a key which must be there is not.
    pub fn missing(&self, key: &str, example: &str, problems: &mut Problems) {
        problems.add(
            self.at,
            "missing-key",
            format!("{} mangler nøglen \"{key}\"", self.what),
            format!("Skriv for eksempel {example}"),
        );
    }

    /// A text that is not blank.
    pub fn text(&self, key: &str, problems: &mut Problems) -> Option<At<&'d str>> {
        let At { value, at } = self.value(key)?;
        match value.as_str().map(str::trim) {
            Some("") => {
                problems.add(
                    at,
                    "empty-text",
                    format!("\"{key}\" er tom"),
                    "Skriv en tekst, eller slet nøglen, hvis den kan undværes",
                );
                None
            }
            Some(value) => Some(At { value, at }),
            None => {
                problems.wrong_type(key, "en tekst i anførselstegn", value, at);
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required_text(
        &self,
        key: &str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<At<&'d str>> {
        if self.value(key).is_none() {
            self.missing(key, example, problems);
        }
        self.text(key, problems)
    }

    /// A date without a time of day.
    pub fn date(&self, key: &str, problems: &mut Problems) -> Option<NaiveDate> {
        let At { value, at } = self.value(key)?;
        let date = match value {
            DeValue::Datetime(value) if value.time.is_none() => value
                .date
                .and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into())),
            _ => None,
        };
        if date.is_none() {
            problems.wrong_type(key, "en dato uden anførselstegn, som 2021-01-01", value, at);
        }
        date
    }

    /// The tables of `[[key]]`, each with where it begins.
    pub fn tables(&self, key: &str, problems: &mut Problems) -> Vec<At<&'d DeTable<'d>>> {
        let Some(At { value, at }) = self.value(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            problems.wrong_type(key, &format!("en eller flere tabeller [[{key}]]"), value, at);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in array {
            let at = element.span().start;
            match element.get_ref() {
                DeValue::Table(value) => tables.push(At { value, at }),
                other => problems.wrong_type(key, &format!("en tabel [[{key}]]"), other, at),
            }
        }
        tables
    }
}

impl Problems<'_> {
    /// Reports a value of another type than the one asked for.
    pub fn wrong_type(&mut self, key: &str, expected: &str, found: &DeValue, at: usize) {
        let found = match found {
            DeValue::String(text) => format!("teksten \"{text}\""),
            DeValue::Integer(number) => format!("tallet {number}"),
            DeValue::Float(number) => format!("tallet {number}"),
            DeValue::Boolean(value) => format!("{value}"),
            DeValue::Datetime(value) => format!("datoen {value}"),
            DeValue::Array(_) => "en liste".into(),
            DeValue::Table(_) => "en tabel".into(),
        };
        self.add(
            at,
            "wrong-type",
            format!("\"{key}\" skal være {expected}, men er {found}"),
            format!("Skriv {expected}"),
        );
    }

    /// One of a closed list of words. Reports an unknown word and then gives the word it is most
    /// like, if any, as `Err`: enough to go on looking for other problems.
    pub fn one_of<T: Copy>(
        &mut self,
        key: &str,
        text: At<&str>,
        words: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Result<T, Option<T>> {
        let words: Vec<_> = words.into_iter().collect();
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Ok(*value);
        }
        let names = || words.iter().map(|(word, _)| *word);
        self.add(
            text.at,
            "unknown-word",
            format!(
                "\"{}\" kan ikke stå ved \"{key}\"; mulighederne er {}",
                text.value,
                names().collect::<Vec<_>>().join(", ")
            ),
            suggestion(text.value, names()),
        );
        let near = nearest(text.value, names());
        Err(words.iter().find(|(word, _)| Some(*word) == near).map(|(_, value)| *value))
    }

    /// The one problem of a text that is no TOML at all.
    pub fn not_toml(&mut self, error: &toml::de::Error) {
        let at = error.span().map_or(0, |span| span.start);
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        let action = if next.is_some_and(char::is_alphabetic) && !next.is_some_and(|c| c.is_ascii())
        {
            "Skriv nøgler uden æ, ø og å, som fagmiljoe; tekster skal stå i anførselstegn"
        } else {
            "Ret linjen; tekster skal stå i anførselstegn, tal skrives med punktum som decimaltegn"
        };
        self.add(
            at,
            "not-toml",
            format!("filen er ikke gyldig TOML ({})", error.message()),
            action,
        );
    }
}

/// The known word that was probably meant, when there is one.
fn suggestion<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> String {
    nearest(word, known).map_or_else(
        || "Brug et af de nævnte ord".into(),
        |near| format!("Skriv \"{near}\", hvis det er det, der er ment"),
    )
}

/// The known word most like `word`, when it is more than half alike.
fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    /// Below this share of equal letters a suggestion misleads more often than it helps.
    const ALIKE: f64 = 0.6;
    known
        .map(|known| (strsim::normalized_damerau_levenshtein(word, known), known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// `a, b og c`.
pub(super) fn listed<T: Display>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(ToString::to_string).collect();
            format!("{} og {last}", most.join(", "))
        }
    }
}
