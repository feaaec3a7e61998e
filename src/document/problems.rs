//! What is wrong with a file, and where?

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::de::DeValue;

use super::words::{choices, nearest_word, suggestion};
use super::{At, syntax};
use crate::finding::{Finding, Place, Severity};

/// Where a problem stands that is no line's.
pub const WHOLE_FILE: Option<usize> = None;

/// The code of what stands for the problems that are not told one by one.
pub const MORE_PROBLEMS: &str = "more-problems";
/// Problems of one file that are told one by one: more than anybody mends before the next try.
const TOLD: usize = 100;
/// Problems that are kept until all are known: those that stand first are told.
const KEPT: usize = 10 * TOLD;

/// The problems of one file, collected while it is read.
#[derive(Debug)]
pub struct Problems<'t> {
    file: Arc<str>,
    text: &'t str,
    /// Where each line begins: a file of many lines asks for many of their numbers.
    starts: Vec<usize>,
    /// Lines that could not be read, from 1.
    unreadable: BTreeSet<u32>,
    found: Vec<Finding>,
    /// How many were found that are not kept.
    n_more: usize,
}

impl<'t> Problems<'t> {
    pub(super) fn new(file: &str, text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self {
            file: file.into(),
            text,
            starts,
            unreadable: BTreeSet::new(),
            found: Vec::new(),
            n_more: 0,
        }
    }

    /// Notes a problem at a byte of the text, or of the [`WHOLE_FILE`].
    pub fn add(
        &mut self,
        at: impl Into<Option<usize>>,
        code: &'static str,
        message: impl Into<String>,
        action: impl Into<String>,
    ) {
        let mut place = Place::file(Arc::clone(&self.file));
        if let Some(at) = at.into() {
            let before = self.before(at);
            let column = before.rsplit('\n').next().unwrap_or("").chars().count();
            place.row = Some(self.line(at));
            place.column = u32::try_from(column).ok();
        }
        // What the parser made of a line that is no TOML is no second problem.
        if place.row.is_some_and(|row| self.unreadable.contains(&row)) {
            return;
        }
        if self.found.len() >= KEPT {
            self.n_more += 1;
            return;
        }
        let (message, action) = (message.into(), action.into());
        self.found.push(Finding { place, severity: Severity::Error, code, message, action });
    }

    /// The file is not read at all.
    pub(super) fn refuse(&mut self, code: &'static str, message: String, action: &str) {
        self.add(WHOLE_FILE, code, message, action);
        self.unreadable.insert(1);
    }

    /// Notes that the parser gave up a line at this byte: what it was most likely meant to be, one
    /// problem a line.
    pub(super) fn add_unreadable(&mut self, at: usize, parser_message: &str) {
        // At the very end the last line is meant.
        let at = at.min(self.text.trim_end().len());
        let row = self.line(at);
        let index = usize::try_from(row).unwrap_or(1) - 1;
        let rest = |index: usize| {
            self.starts.get(index).and_then(|at| self.text.get(*at..)).unwrap_or_default()
        };
        let line = rest(index).lines().next().unwrap_or_default().trim();
        let (code, message, action) = syntax::diagnosis(line, parser_message);
        let below = rest(index + 1);
        self.add(at, code, message, action);
        self.unreadable.insert(row);
        if syntax::is_header(line) {
            // Nobody knows what section these lines are of.
            let orphans = below.lines().take_while(|l| !syntax::is_header(l));
            self.unreadable.extend((row + 1..).zip(orphans).map(|(row, _)| row));
        }
    }

    /// Whether every line could be read: if not, what is missing may stand in one of the others.
    pub fn is_readable(&self) -> bool {
        self.unreadable.is_empty()
    }

    /// The line a byte stands in, from 1.
    pub fn line(&self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        u32::try_from(self.starts.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or(self.text)
    }

    /// Reports a value of another type than the one asked for. `write` is a right line.
    pub fn wrong_type(&mut self, key: &str, found: At<&DeValue>, expected: &str, write: &str) {
        let At { value, at } = found;
        self.add(
            at,
            "wrong-type",
            format!("\"{key}\" skal være {expected}, men er {}", in_words(value)),
            format!("Skriv for eksempel {write}"),
        );
    }

    /// One of a closed list of words. Reports an unknown word and then gives the word it is most
    /// like, if any, as `Err`: enough to go on looking for other problems.
    pub fn one_of<T: Copy>(
        &mut self,
        key: &str,
        text: At<&str>,
        words: &[(&str, T)],
    ) -> Result<T, Option<T>> {
        let meaning = |text| words.iter().find(|(word, _)| *word == text).map(|(_, t)| *t);
        if let Some(meaning) = meaning(text.value) {
            return Ok(meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.add(
            text.at,
            "unknown-word",
            format!(
                "\"{}\" kan ikke stå ved \"{key}\"{}",
                text.value,
                choices(text.value, &known, "mulighederne er")
            ),
            suggestion(text.value, &known),
        );
        Err(nearest_word(text.value, &known).and_then(meaning))
    }

    /// The result when nothing is wrong, or all problems in the order of the text.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn finish<T>(mut self, result: Option<T>) -> Result<T, Vec<Finding>> {
        self.found.sort();
        self.found.dedup();
        let n_more = self.n_more + self.found.len().saturating_sub(TOLD);
        if let (Some(first), true) = (self.found.get(TOLD).or(self.found.last()), n_more > 0) {
            let place = first.place.clone();
            self.found.truncate(TOLD);
            self.found.push(Finding {
                place,
                severity: Severity::Error,
                code: MORE_PROBLEMS,
                message: format!("og {n_more} andre; de {TOLD} første er nævnt hver for sig"),
                action: "Ret dem, der er nævnt, og prøv igen".to_owned(),
            });
        }
        match result {
            Some(result) if self.found.is_empty() => Ok(result),
            _ => Err(self.found),
        }
    }
}

fn in_words(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => format!("teksten \"{text}\""),
        DeValue::Integer(number) => format!("tallet {number}"),
        DeValue::Float(number) => format!("kommatallet {number}"),
        DeValue::Boolean(is_true) => format!("værdien {is_true}"),
        DeValue::Datetime(date) => format!("datoen {date}"),
        DeValue::Array(_) => "en liste".into(),
        DeValue::Table(_) => "et afsnit".into(),
    }
}
