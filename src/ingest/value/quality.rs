//! What does a cell say of the quality?

use crate::ingest::cell::Cell;
use crate::ingest::value::code::ValueCode;
use crate::ingest::value::read::{NOT_REPORTED, Refusal, reported};
use crate::ingest::value::yes_no::{folded_word, is_doubted, one_apart, yes_or_no};
use crate::model::QualityJudgement;

/// The inspector's judgement of the quality, and what the reader is told of how it was read. One
/// that was given and can't be read is [`QualityJudgement::Unclear`].
pub(crate) fn quality(cell: &Cell<'_>) -> (Option<QualityJudgement>, Option<Refusal>) {
    const CONSEQUENCE: &str =
        "kvaliteten regnes som ukendt, og portalens status træder ikke i stedet for den";
    let cell = match reported(cell) {
        Ok(Some(cell)) => cell,
        Ok(None) => return (None, None),
        Err(mut refusal) => {
            refusal.message = refusal.message.replace(NOT_REPORTED, CONSEQUENCE);
            return (Some(QualityJudgement::Unclear), Some(refusal));
        }
    };
    let judgement = match cell {
        Cell::Text(text) if !is_doubted(text) => match &*folded_word(text) {
            "opfyldt" | "tilstede" => Some(true),
            "ikkeopfyldt" | "ikketilstede" => Some(false),
            _ => yes_or_no(cell),
        },
        cell => yes_or_no(cell),
    };
    match judgement {
        Some(true) => (Some(QualityJudgement::Sufficient), None),
        Some(false) => (Some(QualityJudgement::Insufficient), None),
        None => {
            let told = Refusal {
                code: ValueCode::NotAQualityJudgement.slug(),
                message: format!("\"{}\" er hverken ja eller nej; {CONSEQUENCE}", cell.shown()),
                action: "Skriv ja (fornøden kvalitet er til stede) eller nej".to_owned(),
            };
            (Some(QualityJudgement::Unclear), Some(told))
        }
    }
}

/// The same of a judgement of the quality. None where both answers stand there: a legend.
pub(crate) fn quality_apart(cells: &[&Cell<'_>]) -> Option<usize> {
    one_apart(cells, 1, |cell| quality(cell).0.filter(|said| *said != QualityJudgement::Unclear))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::value::yes_no::{NO, YES, answer};
    use crate::model::Answer;

    fn cell(text: &str) -> Cell<'_> {
        Cell::text(text)
    }

    #[test]
    fn one_list_of_yes_and_no_for_every_field() {
        for (words, yes, answered) in [(YES, true, Answer::Yes), (NO, false, Answer::No)] {
            for word in words.into_iter().map(str::to_uppercase) {
                assert_eq!(answer(&cell(&word), false), Ok(Some(answered)), "{word}");
                let judged = quality(&cell(&word)).0;
                let sufficient = judged.map(|judged| judged == QualityJudgement::Sufficient);
                assert_eq!(sufficient, Some(yes), "{word}");
            }
        }
        assert_eq!(answer(&Cell::Bool(false), false), Ok(Some(Answer::No)));
        assert_eq!(answer(&cell("ikke relevant"), true), Ok(Some(Answer::NotRelevant)));
        assert_eq!(
            answer(&cell("ikke relevant"), false).unwrap_err().code,
            "not-relevant-not-allowed"
        );
        for text in ["delvist", "ja?", "x", "1"] {
            assert_eq!(answer(&cell(text), true).unwrap_err().code, "not-an-answer", "{text}");
        }
        assert_eq!(answer(&Cell::Error("#REF!".into()), true).unwrap_err().code, "error-cell");
    }

    #[test]
    fn what_stands_apart_is_an_answer_or_a_legend() {
        let (yes, no, legend) = (cell("Ja?"), cell("nej"), cell("ja/nej"));
        assert_eq!(quality_apart(&[&legend, &yes]), Some(1));
        assert_eq!(quality_apart(&[&yes, &no]), None);
    }
}
