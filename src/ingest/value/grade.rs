//! Which grade does a cell hold?

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::read::{NOT_REPORTED, Refusal, reported};
use crate::ingest::value::yes_no::{
    folded_word, is_doubted, is_hyphen, is_not_relevant, one_apart,
};
use crate::model::{Attained, Grade, GradeBounds};
use crate::register::fold_name;

/// What a cell says of a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GradeCell {
    /// *Ikke oplyst.*
    NotReported,
    /// One grade.
    Is(Grade),
    /// One grade in another spelling than ours, and what the reader is told of it.
    IsSpelled(Grade, Refusal),
    /// Something, but no single grade: the bounds that it leaves, and what the reader is told.
    Within(GradeBounds, Refusal),
}

/// What becomes of a grade that was given and can't be read.
const UNKNOWN_GRADE: &str =
    "gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den";

/// A grade on one parameter: a word, with or without "specialiseret", or 0 to 3.
pub(crate) fn grade(cell: &Cell<'_>) -> GradeCell {
    let cell = match reported(cell) {
        Ok(Some(cell)) => cell,
        Ok(None) => return GradeCell::NotReported,
        Err(mut refusal) => {
            refusal.message = refusal.message.replace(NOT_REPORTED, UNKNOWN_GRADE);
            return GradeCell::Within(GradeBounds::ANY, refusal);
        }
    };
    match cell {
        Cell::Text(text) if is_not_relevant(text) => GradeCell::Is(Grade::NotRelevant),
        cell => match meaning(cell) {
            Meaning::Plain(attained) => GradeCell::Is(attained.into()),
            Meaning::Near(attained) => GradeCell::IsSpelled(
                attained.into(),
                Refusal {
                    code: ValueCode::GradeSpelling.slug(),
                    message: format!("\"{}\" er læst som \"{attained}\"", cell.shown()),
                    action: format!("Skriv {attained}, hvis det er rigtigt; ret det ellers"),
                },
            ),
            Meaning::Between(low, high) => GradeCell::Within(
                GradeBounds::between(low, high),
                Refusal {
                    code: ValueCode::GradeInPart.slug(),
                    message: format!(
                        "\"{}\" er læst som {low} til {high}; mere vides ikke af gradueringen, og \
                         oplysningsskemaet træder ikke i stedet for den",
                        cell.shown()
                    ),
                    action: "Skriv det ene niveau, som gradueringen er".to_owned(),
                },
            ),
            Meaning::None => GradeCell::Within(
                GradeBounds::ANY,
                out_of_range(cell, ", ikke relevant", UNKNOWN_GRADE),
            ),
        },
    }
}

/// The inspector's own overall level, and what the reader is told of how it was read.
pub(crate) fn overall(cell: &Cell<'_>) -> (Option<Attained>, Option<Refusal>) {
    let cell = match reported(cell) {
        Ok(Some(cell)) => cell,
        Ok(None) => return (None, None),
        Err(refusal) => return (None, Some(refusal)),
    };
    match meaning(cell) {
        Meaning::Plain(attained) => (Some(attained), None),
        Meaning::Near(attained) => {
            let told = Refusal {
                code: ValueCode::GradeSpelling.slug(),
                message: format!("\"{}\" er læst som \"{attained}\"", cell.shown()),
                action: format!("Skriv {attained}, hvis det er rigtigt; ret det ellers"),
            };
            (Some(attained), Some(told))
        }
        Meaning::Between(..) | Meaning::None => (None, Some(out_of_range(cell, "", NOT_REPORTED))),
    }
}

fn out_of_range(cell: &Cell<'_>, more: &str, consequence: &str) -> Refusal {
    Refusal {
        code: ValueCode::GradeOutOfRange.slug(),
        message: format!(
            "\"{}\" er ikke en af ingen, let, moderat, højt{more}; {consequence}",
            cell.shown()
        ),
        action: "Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt)".to_owned(),
    }
}

/// Which levels a cell names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// One, as we write it.
    Plain(Attained),
    /// One, spelled in another way.
    Near(Attained),
    /// Several: the lowest and the highest.
    Between(Attained, Attained),
    /// None that could be told.
    None,
}

fn meaning(cell: &Cell<'_>) -> Meaning {
    match cell {
        Cell::Number(number) => {
            let is_same = |a: &Attained| f64::from(*a as u8).total_cmp(number).is_eq();
            Attained::ALL.into_iter().find(is_same).map_or(Meaning::None, Meaning::Plain)
        }
        Cell::Text(text) if !is_doubted(text) => text_meaning(text),
        _ => Meaning::None,
    }
}

fn text_meaning(text: &str) -> Meaning {
    let of_word = plain(text).map(Meaning::Plain).or_else(|| near(text).map(Meaning::Near));
    of_word.or_else(|| number_and_word(text)).or_else(|| bounds(text)).unwrap_or(Meaning::None)
}

/// The level that a word or a digit is, spelled as we spell it: blanks, hyphens and case do not
/// matter, other signs do.
fn plain(text: &str) -> Option<Attained> {
    let is_sign = |c: char| !(c.is_alphanumeric() || c.is_whitespace() || is_hyphen(c) || c == '_');
    if text.contains(is_sign) {
        return None;
    }
    let word = folded_word(text);
    let word = word.strip_suffix("specialiseret").unwrap_or(&word);
    let word = word.strip_suffix("niveau").filter(|rest| !rest.is_empty()).unwrap_or(word);
    match word {
        "ingen" | "underlet" | "0" => Some(Attained::None),
        "let" | "1" => Some(Attained::Light),
        "moderat" | "2" => Some(Attained::Moderate),
        "højt" | "høj" | "3" => Some(Attained::High),
        _ => None,
    }
}

/// The level that a word is when it is spelled in another way or has a sign beside it: `Hojt`,
/// `hoejt`, `modderat`, `(højt)`, `højt specialisert`. One letter may be wrong in a long word, and
/// none in a short one: a guess is no grade.
fn near(text: &str) -> Option<Attained> {
    if text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = fold_name(text);
    // The front of the longest word that is a level, and what stands behind it.
    let fronts = [
        ("moderat", Attained::Moderate),
        ("hoejt", Attained::High),
        ("højt", Attained::High),
        ("hojt", Attained::High),
        ("let", Attained::Light),
    ];
    let is_specialised = |rest: &str| {
        rest.is_empty()
            || matches!(rest, "spec" | "niveau" | "specialiseretniveau")
            || (rest.starts_with("spec") && strsim::osa_distance(rest, "specialiseret") <= 2)
    };
    let fronted = fronts.into_iter().find_map(|(front, level)| {
        word.strip_prefix(front).filter(|rest| is_specialised(rest)).map(|_| level)
    });
    let misspelled = || {
        let bare = word.strip_suffix("specialiseret").unwrap_or(&word);
        let is_near = |level: &str| {
            bare.starts_with(level.chars().next()?).then_some(())?;
            (strsim::osa_distance(bare, level) == 1).then_some(())
        };
        // "Højst" is "at most", and no misspelling.
        match bare {
            "højst" | "højet" => None,
            _ if is_near("moderat").is_some() => Some(Attained::Moderate),
            _ if is_near("højt").is_some() && bare.starts_with("hø") => Some(Attained::High),
            _ => None,
        }
    };
    let signed = || matches!(&*word, "ingen" | "underlet").then_some(Attained::None);
    fronted.or_else(misspelled).or_else(signed)
}

/// `3 højt`, `Højt (3)`: the number of a legend beside its word, when they say the same.
fn number_and_word(text: &str) -> Option<Meaning> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | '.' | '='))
        .filter(|part| !part.is_empty() && !part.chars().all(is_hyphen))
        .collect();
    let (digit, words): (Vec<&str>, Vec<&str>) =
        parts.into_iter().partition(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let [digit] = digit[..] else { return None };
    let level = plain(digit)?;
    (plain(&words.join(" ")) == Some(level)).then_some(Meaning::Near(level))
}

/// `moderat/højt`, `let til moderat`, `mellem 1 og 2`, `mindst moderat`, `højst let`.
fn bounds(text: &str) -> Option<Meaning> {
    let lower = text.to_lowercase();
    let behind = |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word));
    if let Some(low) = behind(&["mindst ", "minimum ", "min. "]).and_then(level) {
        return Some(Meaning::Between(low, Attained::High));
    }
    if let Some(high) =
        behind(&["højst ", "maksimalt ", "maks. ", "max. ", "op til "]).and_then(level)
    {
        return Some(Meaning::Between(Attained::None, high));
    }
    let lower = lower.trim_start_matches("mellem ").trim_start_matches("fra ");
    let separators = [" til ", " eller ", " og ", "/", "–", "—", "-", "|", "&"];
    let separator = separators.into_iter().find(|separator| lower.contains(separator))?;
    let levels: Vec<Attained> = lower.split(separator).map(level).collect::<Option<_>>()?;
    let (low, high) = (*levels.iter().min()?, *levels.iter().max()?);
    Some(if low == high { Meaning::Near(low) } else { Meaning::Between(low, high) })
}

/// The level of one word of several.
fn level(text: &str) -> Option<Attained> {
    let text = text.trim();
    plain(text).or_else(|| near(text))
}

/// Which of these cells, which stand further right than an answer does, may be a grade: the first
/// that reads as one, with a doubt or without. None where they name three levels or more: a legend.
pub(crate) fn grade_apart(cells: &[&Cell<'_>]) -> Option<usize> {
    let grade = |cell: &Cell<'_>| match meaning(cell) {
        _ if matches!(cell, Cell::Text(text) if is_not_relevant(text)) => Some(None),
        Meaning::Plain(level) | Meaning::Near(level) => Some(Some((level, level))),
        // All levels say nothing.
        Meaning::Between(Attained::None, Attained::High) | Meaning::None => None,
        Meaning::Between(..) if names_three(cell) => None,
        Meaning::Between(low, high) => Some(Some((low, high))),
    };
    one_apart(cells, 2, grade)
}

/// Whether a text names three levels or more, as a legend does: `let / moderat / højt`.
fn names_three(cell: &Cell<'_>) -> bool {
    let Cell::Text(text) = cell else { return false };
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| level(word).is_some()).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
    }

    #[test]
    fn what_stands_apart_is_an_answer_or_a_legend() {
        let grade = |texts: &[&str]| {
            let cells: Vec<Cell<'_>> = texts.iter().map(|text| cell(text)).collect();
            grade_apart(&cells.iter().collect::<Vec<_>>())
        };
        for answer in ["højt", "Hojt", "højt?", "3", "moderat/højt", "mindst let", "ikke relevant"]
        {
            assert_eq!(grade(&[answer]), Some(0), "{answer}");
        }
        assert_eq!(grade(&["se bilag", "moderat", "moderat"]), Some(1));
        assert_eq!(grade(&["let", "højt"]), Some(0));
        for legend in [
            "ingen / let / moderat / højt",
            "let, moderat eller højt",
            "let/moderat/højt",
            "0-3",
            "-",
        ] {
            assert_eq!(grade(&[legend]), None, "{legend}");
        }
        assert_eq!(grade(&["ingen", "let", "moderat", "højt"]), None);
        assert_eq!(grade_apart(&[&Cell::Number(2.0)]), Some(0));
        assert_eq!(grade_apart(&[&Cell::Number(12.0), &Cell::Empty]), None);
    }

    #[test]
    fn numbers_that_are_no_level_are_no_grade() {
        assert_eq!(grade(&Cell::Number(0.0)), GradeCell::Is(Grade::None));
        assert_eq!(grade(&Cell::Number(3.0)), GradeCell::Is(Grade::High));
        for number in [1.5, -1.0, 4.0, 44_321.0] {
            let GradeCell::Within(bounds, told) = grade(&Cell::Number(number)) else { panic!() };
            assert_eq!((bounds, told.code), (GradeBounds::ANY, "grade-out-of-range"));
        }
        assert_eq!(overall(&cell("under let")), (Some(Attained::None), None));
        assert_eq!(overall(&cell("ikke relevant")).1.unwrap().code, "grade-out-of-range");
        assert_eq!(overall(&cell("moderat/højt")).0, None);
    }
}
