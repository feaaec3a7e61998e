//! What stands at the keys of one table?

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::At;
use super::problems::{Problems, WHOLE_FILE};
use super::words::{any_of, choices, listed, suggestion};

/// The fields of one table: the file itself, or a `[section]` of it. Keys it does not know are
/// already reported.
#[derive(Debug)]
pub struct Fields<'d> {
    /// What the table is, for messages: `et krav ([[criterion]])`.
    what: String,
    /// Its keys from the top: `evidence.columns`.
    path: String,
    /// Where the table begins; nothing for the file itself.
    pub at: Option<usize>,
    /// In the order of the file: key, where it stands, value.
    entries: Vec<(&'d str, usize, &'d Spanned<DeValue<'d>>)>,
}

impl<'d> Fields<'d> {
    /// The file itself; keys that are not among `allowed` are problems.
    pub fn of_file(tree: &'d DeTable<'d>, allowed: &[&str], problems: &mut Problems) -> Self {
        Self::open(tree, WHOLE_FILE, "filen".into(), String::new(), allowed, problems)
    }

    fn open(
        table: &'d DeTable<'d>,
        at: Option<usize>,
        what: String,
        path: String,
        allowed: &[&str],
        problems: &mut Problems,
    ) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value))
            .collect();
        entries.sort_by_key(|(_, at, _)| *at);
        for (key, at, _) in entries.iter().filter(|(key, ..)| !allowed.contains(key)) {
            let choices = choices(key, allowed, "nøglerne er");
            let message = format!("\"{key}\" er ikke en nøgle i {what}{choices}");
            problems.add(*at, "unknown-key", message, suggestion(key, allowed));
        }
        Self { what, path, at, entries }
    }

    /// The keys that are there, known or not, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = At<&'d str>> {
        self.entries.iter().map(|(value, at, _)| At { value: *value, at: *at })
    }

    /// Where a key stands, when it is there.
    pub fn key_at(&self, key: &str) -> Option<usize> {
        self.keys().find(|known| known.value == key).map(|known| known.at)
    }

    /// The value of a key, when it is there.
    pub fn value(&self, key: &str) -> Option<At<&'d DeValue<'d>>> {
        let (_, _, value) = self.entries.iter().find(|(name, ..)| *name == key)?;
        Some(at(value))
    }

    /// The value of a key that must be there. `write` is a right line, as it is written.
    pub fn required(
        &self,
        key: &str,
        write: &str,
        problems: &mut Problems,
    ) -> Option<At<&'d DeValue<'d>>> {
        let value = self.value(key);
        if value.is_none() && problems.is_readable() {
            problems.add(
                self.at,
                "missing-key",
                format!("{} mangler nøglen \"{key}\"", self.what),
                format!("Skriv for eksempel {write}"),
            );
        }
        value
    }

    /// A text that is not blank, when it is there; without the blanks around it.
    pub fn text(&self, key: &str, problems: &mut Problems) -> Option<At<&'d str>> {
        text(key, self.value(key)?, &format!("{key} = \"...\", eller slet linjen"), problems)
    }

    /// A text that must be there and not be blank.
    pub fn required_text(
        &self,
        key: &str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<At<&'d str>> {
        let write = format!("{key} = \"{example}\"");
        text(key, self.required(key, &write, problems)?, &write, problems)
    }

    /// One of a closed list of words that must be there. `Err` holds the word that was likely
    /// meant, if any.
    pub fn word<T: Copy>(
        &self,
        key: &str,
        words: &[(&str, T)],
        problems: &mut Problems,
    ) -> Result<T, Option<T>> {
        let write = format!("{key} = {}", any_of(words));
        let value = self.required(key, &write, problems).ok_or(None)?;
        let text = text(key, value, &write, problems).ok_or(None)?;
        problems.one_of(key, text, words)
    }

    /// The texts of a list, or one text, when the key is there.
    pub fn texts(&self, key: &str, problems: &mut Problems) -> Option<Vec<At<&'d str>>> {
        let found = self.value(key)?;
        let write = format!("{key} = [\"...\", \"...\"]");
        match found.value {
            DeValue::String(_) => Some(vec![text(key, found, &write, problems)?]),
            DeValue::Array(list) => {
                list.iter().map(|item| text(key, at(item), &write, problems)).collect()
            }
            _ => {
                problems.wrong_type(key, found, "en tekst eller en liste af tekster", &write);
                None
            }
        }
    }

    /// A finite number, whole or with decimals, when it is there.
    pub fn number(&self, key: &str, problems: &mut Problems) -> Option<At<f64>> {
        let found = self.value(key)?;
        let number = finite(found.value);
        if number.is_none() {
            problems.wrong_type(key, found, "et tal", &format!("{key} = 1.5"));
        }
        Some(At { value: number?, at: found.at })
    }

    /// The finite numbers of a list, which must be there. `write` is a right line.
    pub fn required_numbers(
        &self,
        key: &str,
        write: &str,
        problems: &mut Problems,
    ) -> Option<At<Vec<f64>>> {
        let found = self.required(key, write, problems)?;
        let numbers = found
            .value
            .as_array()
            .and_then(|list| list.iter().map(|item| finite(item.get_ref())).collect());
        if numbers.is_none() {
            problems.wrong_type(key, found, "en liste af tal", write);
        }
        Some(At { value: numbers?, at: found.at })
    }

    /// A date without a time of day, when it is there.
    pub fn date(&self, key: &str, problems: &mut Problems) -> Option<NaiveDate> {
        let found = self.value(key)?;
        let date = found.value.as_datetime().filter(|value| value.time.is_none());
        let date = date
            .and_then(|value| value.date)
            .and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
        if date.is_none() {
            let write = format!("{key} = 2021-01-01");
            problems.wrong_type(key, found, "en dato uden anførselstegn", &write);
        }
        date
    }

    /// The section `[key]`, when it is there.
    pub fn section(&self, key: &str, allowed: &[&str], problems: &mut Problems) -> Option<Self> {
        let found = self.value(key)?;
        let what = format!("[{}]", self.path_of(key));
        let Some(table) = found.value.as_table() else {
            problems.wrong_type(key, found, "et afsnit", &format!("{what} på en linje for sig"));
            return None;
        };
        Some(Self::open(table, Some(found.at), what, self.path_of(key), allowed, problems))
    }

    /// The section `[key]`, which must be there.
    pub fn required_section(
        &self,
        key: &str,
        allowed: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        if self.value(key).is_none() && problems.is_readable() {
            let header = self.path_of(key);
            problems.add(
                self.at,
                "missing-key",
                format!("{} mangler afsnittet [{header}]", self.what),
                format!("Skriv [{header}] på en linje for sig og derunder {}", listed(allowed)),
            );
        }
        self.section(key, allowed, problems)
    }

    /// The sections `[[key]]`; nothing for one that is no section. `what` is one of them, for
    /// messages: `et krav`.
    pub fn sections(
        &self,
        key: &str,
        what: &str,
        allowed: &[&str],
        problems: &mut Problems,
    ) -> Vec<Option<Self>> {
        let Some(found) = self.value(key) else { return Vec::new() };
        let write = format!("[[{}]] på en linje for sig", self.path_of(key));
        let Some(list) = found.value.as_array() else {
            problems.wrong_type(key, found, "et eller flere afsnit", &write);
            return vec![None];
        };
        let mut open = |found: At<&'d DeValue<'d>>| {
            let Some(table) = found.value.as_table() else {
                problems.wrong_type(key, found, "et eller flere afsnit", &write);
                return None;
            };
            let path = self.path_of(key);
            let what = format!("{what} ([[{path}]])");
            Some(Self::open(table, Some(found.at), what, path, allowed, problems))
        };
        list.iter().map(|item| open(at(item))).collect()
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

fn at<'d>(value: &'d Spanned<DeValue<'d>>) -> At<&'d DeValue<'d>> {
    At { value: value.get_ref(), at: value.span().start }
}

/// A decimal number that is neither infinite nor none.
fn finite(value: &DeValue) -> Option<f64> {
    let number: f64 = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok()?,
        DeValue::Float(number) => number.as_str().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A text that is not blank.
fn text<'d>(
    key: &str,
    found: At<&'d DeValue<'d>>,
    write: &str,
    problems: &mut Problems,
) -> Option<At<&'d str>> {
    match found.value.as_str().map(str::trim) {
        Some("") => {
            let action = format!("Skriv for eksempel {write}");
            problems.add(found.at, "empty-text", format!("\"{key}\" er tom"), action);
            None
        }
        Some(value) => Some(At { value, at: found.at }),
        None => {
            problems.wrong_type(key, found, "en tekst", write);
            None
        }
    }
}
