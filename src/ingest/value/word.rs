//! Which word of a closed list does a cell hold?

use std::borrow::Cow;

use super::{Read, refuse, reported};
use crate::ingest::cell::Cell;
use crate::model::{Answer, Attained, Grade, QualityJudgement};
use crate::register::fold_name;

/// *Ja*, *nej* or *ikke relevant*.
pub(in crate::ingest) fn answer(cell: &Cell<'_>, may_be_not_relevant: bool) -> Read<Answer> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let answer = match cell {
        Cell::Bool(true) => Some(Answer::Yes),
        Cell::Bool(false) => Some(Answer::No),
        Cell::Text(text) => match &*folded_word(text) {
            "ja" | "j" | "sand" | "true" => Some(Answer::Yes),
            "nej" | "n" | "falsk" | "false" => Some(Answer::No),
            "ikkerelevant" => Some(Answer::NotRelevant),
            _ => None,
        },
        _ => None,
    };
    match answer {
        Some(Answer::NotRelevant) if !may_be_not_relevant => refuse(
            "not-relevant-not-allowed",
            "\"ikke relevant\" kan ikke svares her; regnes som ikke oplyst".to_owned(),
            "Skriv ja eller nej",
        ),
        Some(answer) => Ok(Some(answer)),
        None => refuse(
            "not-an-answer",
            format!("\"{}\" er hverken ja eller nej; regnes som ikke oplyst", cell.shown()),
            if may_be_not_relevant {
                "Skriv ja, nej eller ikke relevant"
            } else {
                "Skriv ja eller nej"
            },
        ),
    }
}

/// A grade on one parameter: a word, with or without "specialiseret", or 0 to 3.
pub(in crate::ingest) fn grade(cell: &Cell<'_>) -> Read<Grade> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let grade = match cell {
        Cell::Text(text) if folded_word(text) == "ikkerelevant" => Some(Grade::NotRelevant),
        other => attained_of(other).map(Grade::from),
    };
    grade.map(Some).map_or_else(|| out_of_range(cell, ", ikke relevant"), Ok)
}

/// The inspector's own overall level.
pub(in crate::ingest) fn overall(cell: &Cell<'_>) -> Read<Attained> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    attained_of(cell).map(Some).map_or_else(|| out_of_range(cell, ""), Ok)
}

fn out_of_range<T>(cell: &Cell<'_>, more: &str) -> Read<T> {
    refuse(
        "grade-out-of-range",
        format!(
            "\"{}\" er ikke en af ingen, let, moderat, højt{more}; regnes som ikke oplyst",
            cell.shown()
        ),
        "Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt)",
    )
}

fn attained_of(cell: &Cell<'_>) -> Option<Attained> {
    match cell {
        Cell::Number(number) => {
            let is_same = |a: &Attained| f64::from(*a as u8).total_cmp(number).is_eq();
            Attained::ALL.into_iter().find(is_same)
        }
        Cell::Text(text) => {
            let word = folded_word(text);
            match word.strip_suffix("specialiseret").unwrap_or(&word) {
                "ingen" | "underlet" | "0" => Some(Attained::None),
                "let" | "1" => Some(Attained::Light),
                "moderat" | "2" => Some(Attained::Moderate),
                "højt" | "høj" | "3" => Some(Attained::High),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The inspector's judgement of the quality.
pub(in crate::ingest) fn quality(cell: &Cell<'_>) -> Read<QualityJudgement> {
    let Some(cell) = reported(cell)? else { return Ok(None) };
    let judgement = match cell {
        Cell::Bool(true) => Some(QualityJudgement::Sufficient),
        Cell::Bool(false) => Some(QualityJudgement::Insufficient),
        Cell::Text(text) => match &*folded_word(text) {
            "ja" | "opfyldt" | "tilstede" => Some(QualityJudgement::Sufficient),
            "nej" | "ikkeopfyldt" | "ikketilstede" => Some(QualityJudgement::Insufficient),
            _ => None,
        },
        _ => None,
    };
    judgement.map(Some).map_or_else(
        || {
            refuse(
                "not-a-quality-judgement",
                format!("\"{}\" er hverken ja eller nej; regnes som ikke oplyst", cell.shown()),
                "Skriv ja (fornøden kvalitet er til stede) eller nej",
            )
        },
        Ok,
    )
}

/// Folded for comparing with a closed list; a sign such as the minus of "-1" is kept. Most cells
/// hold the words just as we write them, and those need no folding.
fn folded_word(text: &str) -> Cow<'_, str> {
    let is_folded = matches!(text, "ja" | "nej" | "let" | "moderat" | "højt" | "ingen");
    if is_folded || text.contains(|c: char| c.is_ascii_digit()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(fold_name(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
    }

    #[test]
    fn grades_by_word_and_number() {
        for (text, wanted) in [
            ("ingen", Grade::None),
            ("LET", Grade::Light),
            ("let specialiseret", Grade::Light),
            ("Moderat", Grade::Moderate),
            ("Højt specialiseret", Grade::High),
            ("3", Grade::High),
            ("Ikke relevant", Grade::NotRelevant),
            ("ikke_relevant", Grade::NotRelevant),
        ] {
            assert_eq!(grade(&cell(text)), Ok(Some(wanted)), "{text}");
        }
        assert_eq!(grade(&Cell::Number(0.0)), Ok(Some(Grade::None)));
        for text in ["4", "-1", "meget højt", "let/moderat", "1,5"] {
            assert_eq!(grade(&cell(text)).unwrap_err().code, "grade-out-of-range", "{text}");
        }
        assert_eq!(grade(&Cell::Number(1.5)).unwrap_err().code, "grade-out-of-range");
        assert_eq!(overall(&cell("under let")), Ok(Some(Attained::None)));
        assert_eq!(overall(&cell("ikke relevant")).unwrap_err().code, "grade-out-of-range");
    }

    #[test]
    fn answers() {
        assert_eq!(answer(&cell("Ja"), false), Ok(Some(Answer::Yes)));
        assert_eq!(answer(&Cell::Bool(false), false), Ok(Some(Answer::No)));
        assert_eq!(answer(&cell("ikke relevant"), true), Ok(Some(Answer::NotRelevant)));
        assert_eq!(
            answer(&cell("ikke relevant"), false).unwrap_err().code,
            "not-relevant-not-allowed"
        );
        assert_eq!(answer(&cell("delvist"), true).unwrap_err().code, "not-an-answer");
        assert_eq!(answer(&Cell::Error("#REF!".into()), true).unwrap_err().code, "error-cell");
    }
}
