//! What can be said of something, and what can't?

use crate::model::Language;
use crate::page::Statement;
use crate::table::{decimal, thousands};

/// Sentences on their way into a statement.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    said: Vec<String>,
    not_said: Vec<String>,
}

impl Sentences {
    /// What can be said.
    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        self.said.push(sentence.into());
    }

    /// What can't, and why.
    pub(super) fn can_not_say(&mut self, sentence: impl Into<String>) {
        self.not_said.push(sentence.into());
    }

    pub(super) fn of(self, about: String, group: Option<String>) -> Statement {
        Statement { about, group, said: self.said, not_said: self.not_said }
    }
}

/// A count as prose of the language has it: `1.234`, `1,234`.
pub(super) fn count(n: u64, language: Language) -> String {
    language.of(thousands(n), thousands(n).replace('.', ","))
}

/// A number of citizens or places as prose has it: whole, and with a real minus.
pub(super) fn whole(value: f64, language: Language) -> String {
    let text = decimal(value, 0);
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |rest| ("\u{2212}", rest));
    let shown = digits.parse().map_or_else(|_| digits.to_owned(), |n| count(n, language));
    format!("{sign}{shown}")
}

/// `a, b og c`, with the word of the language before the last.
pub(super) fn listed(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}
