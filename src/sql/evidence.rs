//! Which grades does the evidence allow, and which does the placing assessment leave?

use super::cells::{REACHED, reached_name};
use super::guidelines::{GUIDELINE, HAS_EVIDENCE};
use super::measures::{End, answer};
use super::{Expr, Is, Kind, Name, View};
use crate::model::{AnswerField, Level, Parameter};

pub(super) const EVIDENCE: Name = Name::word("niveau_evidence");

/// The lowest or the highest grade that the evidence allows, 0 for *ingen* to 3 for *højt*; null
/// where it is not relevant.
pub(super) fn evidence_name(parameter: Parameter, end: End) -> Name {
    Name::of(&[parameter.column(), "evidence", end.word()])
}

/// The grade is the highest level that is reached; at most the highest that may be. Without
/// evidence or a guideline for it: from *ingen* to *højt*.
pub(super) fn evidence() -> View {
    let is_graded =
        Expr::all([Expr::Column(HAS_EVIDENCE), Expr::Column(GUIDELINE).is(Is::NotNull)]);
    let columns = Parameter::ALL.into_iter().flat_map(|parameter| {
        End::ALL.map(|end| {
            let (unknown, of_null) = match end {
                End::Low => (0, false),
                End::High => (3, true),
            };
            let reached = |level| {
                Expr::Coalesce(vec![
                    Expr::Column(reached_name(parameter, level)),
                    Expr::Truth(of_null),
                ])
            };
            let mut cases = vec![(is_graded.clone().negated(), Expr::Whole(unknown))];
            if parameter == Parameter::AidsAndTechnology {
                // Reading R3: "hvor det er relevant".
                cases.push((is_answered_not_relevant(), Expr::Null(Kind::Whole)));
            }
            for (rank, level) in [(3, Level::High), (2, Level::Moderate), (1, Level::Light)] {
                cases.push((reached(level), Expr::Whole(rank)));
            }
            (evidence_name(parameter, end), Expr::Case(cases, Box::new(Expr::Whole(0))))
        })
    });
    let about =
        "Den laveste og den højeste graduering, som oplysningerne giver (0 ingen til 3 højt)";
    View::adding(EVIDENCE, about, &REACHED, columns.collect())
}

fn is_answered_not_relevant() -> Expr {
    answer(AnswerField::AidsInUse).equals(Expr::Whole(2))
}

/// Whether nobody has said yet if the parameter is relevant at all.
pub(super) fn is_relevance_open(parameter: Parameter) -> Expr {
    if parameter == Parameter::AidsAndTechnology {
        answer(AnswerField::AidsInUse).is(Is::Null)
    } else {
        Expr::Truth(false)
    }
}
