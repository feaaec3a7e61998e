//! Is a column of persons, or of how to reach them? Such a column is never read, whatever else it
//! may look like.

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
    // "Kontakt til kommunen: ja" says nothing of anybody.
    (both.has("person") || is_name_of_somebody)
        && (column.cells.is_empty() || column.share(is_answer) < 0.9)
}

fn is_answer(cell: &Cell<'_>) -> bool {
    yes_or_no(cell).is_some() || matches!(grade(cell), GradeCell::Is(_))
}

fn by_cells(column: &Column) -> Option<&'static str> {
    let text = |holds: fn(&str) -> bool| {
        move |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if holds(text))
    };
    if column.share(text(has_mail)) > 0.0 {
        return Some("mailadresser");
    }
    if column.share(text(is_phone)) >= 0.3 {
        return Some("telefonnumre");
    }
    (column.share(text(is_person)) >= 0.3).then_some("navne på personer")
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

/// Two to four words with capitals, of which the first or the last is a name that many have:
/// `Hanne Møller`, `Jensen, Per`.
pub(crate) fn is_person(text: &str) -> bool {
    let words: Vec<&str> =
        text.split([' ', ',']).filter(|word| !word.is_empty()).take(6).collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '.' | '\''))
            || word.contains('-') && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    if words.is_empty() || words.len() > 4 || !words.iter().all(is_name) {
        return false;
    }
    let is_one_of = |names: &str, word: &str| {
        let word = fold_name(word.trim_end_matches('.'));
        names.split_whitespace().any(|name| fold_name(name) == word)
    };
    let is_first = |word: &str| {
        word.split('-').any(|part| is_one_of(FIRST_NAMES, part))
    };
    let is_last = |word: &str| {
        is_one_of(LAST_NAMES, word) || (word.len() > 4 && word.to_lowercase().ends_with("sen"))
    };
    match words[..] {
        [one] => is_first(one),
        [first, .., last] => {
            // A house may be called after somebody: "Opholdsstedet Jensen".
            is_first(first) && (is_last(last) || words.len() == 2)
                || is_last(first) && is_first(last)
                || words.len() == 2 && is_last(last) && first.len() <= 9
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_mail, is_person, is_phone};

    #[test]
    fn persons_and_how_to_reach_them() {
        for name in ["Hanne Møller", "Jensen, Per", "Anne-Marie Lund Holm", "Bo Sørensen", "Mette"] {
            assert!(is_person(name), "{name}");
        }
        for other in ["Eksempeltilbud 0001", "Autismespektrum", "Socialtilsyn Midt", "Høje Taastrup"] {
            assert!(!is_person(other), "{other}");
        }
        assert!(has_mail("post@eksempel.dk") && !has_mail("@ 12.30"));
        assert!(is_phone("12 34 56 78") && is_phone("+45 12345678") && !is_phone("12345678"));
    }
}
