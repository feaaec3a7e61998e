//! Does a cell say yes or no?

use std::borrow::Cow;

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::read::{Read, refuse, reported};
use crate::model::Answer;
use crate::register::fold_name;

/// *Ja* and *nej* as they are written, folded: one list for every field that is answered so.
pub(crate) const YES: [&str; 4] = ["ja", "j", "sand", "true"];

pub(crate) const NO: [&str; 4] = ["nej", "n", "falsk", "false"];

/// Whether a cell says yes or no; nothing when it says neither, or says it with a doubt.
pub(crate) fn yes_or_no(cell: &Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Bool(value) => Some(*value),
        Cell::Text(text) if !is_doubted(text) => {
            let word = folded_word(text);
            let is_of = |words: &[&str]| words.contains(&&*word);
            if is_of(&YES) { Some(true) } else { is_of(&NO).then_some(false) }
        }
        _ => None,
    }
}

/// *Ja*, *nej* or *ikke relevant*.
pub(crate) fn answer(cell: &Cell<'_>, may_be_not_relevant: bool) -> Read<Answer> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let answer = match (yes_or_no(cell), cell) {
        (Some(true), _) => Some(Answer::Yes),
        (Some(false), _) => Some(Answer::No),
        (None, Cell::Text(text)) if is_not_relevant(text) => Some(Answer::NotRelevant),
        _ => None,
    };
    match answer {
        Some(Answer::NotRelevant) if !may_be_not_relevant => refuse(
            ValueCode::NotRelevantNotAllowed.slug(),
            "\"ikke relevant\" kan ikke svares her; regnes som ikke oplyst".to_owned(),
            "Skriv ja eller nej",
        ),
        Some(answer) => Ok(Some(answer)),
        None => refuse(
            ValueCode::NotAnAnswer.slug(),
            format!("\"{}\" er hverken ja eller nej; regnes som ikke oplyst", cell.shown()),
            if may_be_not_relevant {
                "Skriv ja, nej eller ikke relevant"
            } else {
                "Skriv ja eller nej"
            },
        ),
    }
}

/// The first cell that is read, unless they say more different things than `most`.
pub(crate) fn one_apart<T: PartialEq>(
    cells: &[&Cell<'_>],
    most: usize,
    read: impl Fn(&Cell<'_>) -> Option<T>,
) -> Option<usize> {
    let mut first = None;
    let mut said: Vec<T> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let Ok(Some(cell)) = reported(cell) else { continue };
        let Some(value) = read(&undoubted(cell)) else { continue };
        first = first.or(Some(at));
        if !said.contains(&value) {
            said.push(value);
        }
    }
    first.filter(|_| said.len() <= most)
}

/// The cell without the signs of a doubt.
fn undoubted<'c>(cell: &Cell<'c>) -> Cell<'c> {
    match cell {
        Cell::Text(text) if is_doubted(text) => {
            Cell::text(text.chars().filter(|c| !DOUBTS.contains(c)).collect::<String>())
        }
        _ => cell.clone(),
    }
}

/// *Ikke relevant.*
pub(crate) fn is_not_relevant(text: &str) -> bool {
    text.len() <= 20 && !is_doubted(text) && folded_word(text) == "ikkerelevant"
}

/// Whether the writer doubted: `højt?`, `ja?`, `~let`.
pub(crate) fn is_doubted(text: &str) -> bool {
    text.contains(DOUBTS)
}

const DOUBTS: [char; 3] = ['?', '~', '≈'];

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}')
}

/// Folded for comparing with a closed list; a sign such as the minus of "-1" is kept. Most cells
/// hold the words just as we write them, and those need no folding.
pub(crate) fn folded_word(text: &str) -> Cow<'_, str> {
    let is_folded = matches!(text, "ja" | "nej" | "let" | "moderat" | "højt" | "ingen");
    if is_folded || text.contains(|c: char| c.is_ascii_digit()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(fold_name(text))
    }
}
