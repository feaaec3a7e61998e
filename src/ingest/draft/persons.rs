//! Is a column of persons, or of how to reach them? Such a column is never read, whatever else it
//! may look like.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::ingest::cell::Cell;
use crate::ingest::draft::column::Column;
use crate::ingest::draft::words::{FIRST_NAMES, LAST_NAMES};
use crate::ingest::value::grade::{GradeCell, grade};
use crate::ingest::value::yes_no::yes_or_no;
use crate::register::fold_name;

/// Why a column is taken to be of persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Persons {
    /// Its header says so: its cells are not looked at.
    ByHeader,
    /// Its cells are names, addresses of mail or phone numbers.
    ByCells(&'static str),
}

/// Whether a column is of persons. `never_read`: headers, folded, that the layouts never read.
pub(crate) fn persons(column: &Column, never_read: &[String]) -> Option<Persons> {
    if by_header(column, never_read) {
        return Some(Persons::ByHeader);
    }
    by_cells(column).map(Persons::ByCells)
}

fn by_header(column: &Column, never_read: &[String]) -> bool {
    if never_read.contains(&column.folded) {
        return true;
    }
    let both = column.both.as_ref().unwrap_or(&column.ideas);
    let is_name_of_somebody = both.has("navn")
        && ["medarbejder", "borger", "inspektør", "koordinator"].iter().any(|idea| both.has(idea));
    let is_person = both.has("person") && !both.has("myndighed");
    // "Kontakt til kommunen: ja" says nothing of anybody.
    (is_person || is_name_of_somebody) && (column.cells.is_empty() || column.share(is_answer) < 0.9)
}

fn is_answer(cell: &Cell<'_>) -> bool {
    yes_or_no(cell).is_some() || matches!(grade(cell), GradeCell::Is(_))
}

fn by_cells(column: &Column) -> Option<&'static str> {
    /// The part of a column that shows what it is: names that few have are among them.
    const ENOUGH: f64 = 0.15;
    let text = |holds: fn(&str) -> bool| move |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if holds(text));
    if column.share(text(has_mail)) > 0.0 {
        return Some("mailadresser");
    }
    if column.share(text(is_phone)) >= ENOUGH {
        return Some("telefonnumre");
    }
    (column.share(text(is_person)) >= ENOUGH).then_some("navne på personer")
}

fn has_mail(text: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.split_once('@').is_some_and(|(before, after)| {
        let host: String = after.chars().take_while(|c| is_of_name(*c)).collect();
        before.ends_with(is_of_name) && host.contains('.')
    })
}

/// `12 34 56 78`, `+45 12345678`: eight digits alone may be a CVR-nummer.
fn is_phone(text: &str) -> bool {
    let (text, has_country) = match text.strip_prefix("+45").or_else(|| text.strip_prefix("0045")) {
        Some(rest) => (rest.trim(), true),
        None => (text.trim(), false),
    };
    let groups: Vec<&str> = text.split([' ', '-', '.']).collect();
    let is_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let n_digits: usize = groups.iter().map(|group| group.len()).sum();
    is_digits
        && n_digits == 8
        && (has_country || groups.len() == 4 && groups.iter().all(|group| group.len() == 2))
}

/// The words of a text that may be somebody's name: up to four, with capitals.
fn name_words(text: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).take(5).collect();
    let is_name = |word: &&str| {
        let mut parts = word.split('-');
        parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_lowercase() || matches!(c, '.' | '\''))
        })
    };
    (matches!(words.len(), 1..=4) && words.iter().all(is_name)).then_some(words)
}

/// Whether a text has the shape of somebody's name, whoever may be called so.
pub(crate) fn is_shaped_as_name(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(text) if name_words(text).is_some_and(|words| words.len() > 1))
}

static FIRST: LazyLock<BTreeSet<String>> = LazyLock::new(|| names(FIRST_NAMES));
static LAST: LazyLock<BTreeSet<String>> = LazyLock::new(|| names(LAST_NAMES));

fn names(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(fold_name).collect()
}

/// Words with capitals of which the first or the last is a name that many have: `Hanne Møller`,
/// `Jensen, Per`.
pub(crate) fn is_person(text: &str) -> bool {
    let Some(words) = name_words(text) else { return false };
    let is_first = |word: &str| word.split('-').any(|part| FIRST.contains(&fold_name(part)));
    let is_last = |word: &str| {
        LAST.contains(&fold_name(word)) || (word.len() > 4 && word.to_lowercase().ends_with("sen"))
    };
    match words[..] {
        [one] => is_first(one),
        // A house may be called after somebody: "Opholdsstedet Jensen".
        [first, last] => is_first(first) || is_last(first) || is_last(last) && first.len() <= 9,
        [first, .., last] => is_first(first) && is_last(last) || is_last(first) && is_first(last),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_mail, is_person, is_phone};

    #[test]
    fn persons_and_how_to_reach_them() {
        for name in ["Hanne Møller", "Jensen, Per", "Anne-Marie Lund Holm", "Bo Sørensen", "Mette"]
        {
            assert!(is_person(name), "{name}");
        }
        for other in
            ["Eksempeltilbud 0001", "Autismespektrum", "Socialtilsyn Midt", "Høje Taastrup"]
        {
            assert!(!is_person(other), "{other}");
        }
        assert!(has_mail("post@eksempel.dk") && !has_mail("@ 12.30"));
        assert!(is_phone("12 34 56 78") && is_phone("+45 12345678") && !is_phone("12345678"));
    }
}
