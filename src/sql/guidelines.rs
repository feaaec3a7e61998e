//! Which guideline is an assessment held against?

use super::{Body, Expr, Is, Join, Kind, Name, SqlRules, View};
use crate::flat::FlatColumn;
use crate::model::{AnswerField, NumberField, Parameter};

pub(super) const OFFERINGS: Name = Name::word("niveau_offerings");
const GUIDELINES: Name = Name::word("niveau_guidelines");
pub(super) const ASSESSED: Name = Name::word("niveau_assessed");

/// The guideline in force: its place among the guidelines.
pub(super) const GUIDELINE: Name = Name::word("guideline_no");
/// What it is called.
pub(super) const GUIDELINE_LABEL: Name = Name::word("guideline");
pub(super) const IS_ASSESSED: Name = Name::word("is_assessed");
pub(super) const HAS_EVIDENCE: Name = Name::word("has_evidence");
const VALID_FROM: Name = Name::word("valid_from");
const VALID_UNTIL: Name = Name::word("valid_until");

/// The guidelines as rows: each holds until the next of its group does.
pub(super) fn guidelines(rules: &SqlRules<'_>) -> View {
    let all: Vec<_> = rules.guidelines.iter().collect();
    let mut rows: Vec<Vec<Expr>> = (0..)
        .zip(&all)
        .map(|(place, guideline)| {
            let next =
                all.get(place + 1).filter(|next| next.target_group == guideline.target_group);
            vec![
                number(place),
                Expr::text(&rules.groups.get(guideline.target_group).slug),
                Expr::Date(guideline.valid_from),
                next.map_or(Expr::Null(Kind::Date), |next| Expr::Date(next.valid_from)),
                Expr::text(&guideline.label()),
            ]
        })
        .collect();
    if rows.is_empty() {
        let [whole, text, date] = [Kind::Whole, Kind::Text, Kind::Date].map(Expr::Null);
        rows.push(vec![whole, text.clone(), date.clone(), date, text]);
    }
    let group = Name::flat(FlatColumn::TargetGroup);
    View {
        name: GUIDELINES,
        about: "Vejledningerne: hvilken gælder for en målgruppe fra en dag til en anden",
        body: Body::Rows {
            columns: vec![GUIDELINE, group, VALID_FROM, VALID_UNTIL, GUIDELINE_LABEL],
            rows,
        },
    }
}

/// Offerings with the guideline in force on the day of the assessment (Readings R4 and R14).
pub(super) fn assessed() -> View {
    let flat = |column| Expr::Of(OFFERINGS, Name::flat(column));
    let of_guideline = |name| Expr::Of(GUIDELINES, name);
    let is_there = |column| flat(column).is(Is::NotNull);
    let numbers = NumberField::ALL.map(FlatColumn::Number).map(is_there);
    let answers = AnswerField::ALL.map(FlatColumn::Answer).map(is_there);
    let given = Parameter::ALL.map(FlatColumn::Given).map(is_there);
    let has_evidence = Expr::any(numbers.into_iter().chain(answers));
    let has_day = is_there(FlatColumn::AssessedOn);
    let is_assessed = Expr::all([has_day, Expr::any([has_evidence.clone(), Expr::any(given)])]);
    let on = flat(FlatColumn::AssessedOn);
    let (from, until) = (of_guideline(VALID_FROM), of_guideline(VALID_UNTIL));
    let in_force = Expr::all([
        of_guideline(Name::flat(FlatColumn::TargetGroup)).equals(flat(FlatColumn::TargetGroup)),
        on.clone().at_least(from),
        Expr::any([until.clone().is(Is::Null), until.more_than(on)]),
        is_assessed.clone(),
    ]);
    View {
        name: ASSESSED,
        about: "Om der er en vurdering, og hvilken vejledning der gjaldt den dag",
        body: Body::From {
            view: OFFERINGS,
            joins: vec![Join { view: GUIDELINES, called: GUIDELINES, on: in_force }],
            keeps_all: true,
            columns: vec![
                (GUIDELINE, of_guideline(GUIDELINE)),
                (GUIDELINE_LABEL, of_guideline(GUIDELINE_LABEL)),
                (IS_ASSESSED, is_assessed),
                (HAS_EVIDENCE, has_evidence),
            ],
        },
    }
}

/// A place in a list; lists are far shorter.
pub(super) fn number(place: usize) -> Expr {
    Expr::Whole(i64::try_from(place).unwrap_or(i64::MAX))
}
