//! What does a run say of an offering?

use super::grades::{grade, may_leave};
use super::guidelines::GUIDELINE_LABEL;
use super::levels::level_name;
use super::measures::End;
use super::quality::{QUALITY, QUALITY_OUTCOME};
use super::{Body, Expr, Is, Kind, Name, SqlRules, View};
use crate::flat::FlatColumn;
use crate::model::{Attained, Parameter, PlacementState, QualityOutcome};

const PLACEMENTS: Name = Name::word("niveau_placements");

/// The placements, by the rule: state, level, interval, quality and the eight grades (Reading R4).
pub(super) fn placements(rules: &SqlRules<'_>) -> View {
    let flat = [
        FlatColumn::ProviderId,
        FlatColumn::TargetGroup,
        FlatColumn::Subgroup,
        FlatColumn::AgeGroup,
        FlatColumn::Municipality,
        FlatColumn::Region,
        FlatColumn::Ownership,
        FlatColumn::PlacesOpen,
        FlatColumn::AssessedOn,
    ];
    let own = |name: Name| (name.clone(), Expr::Column(name));
    let mut columns: Vec<(Name, Expr)> = flat.map(|column| own(Name::flat(column))).into();
    columns.push(own(GUIDELINE_LABEL));
    columns.push((Name::word("rule"), Expr::text(&rules.rule.name)));
    columns.push((Name::word("state"), state()));
    columns.push((Name::word("level"), level()));
    for end in End::ALL {
        columns.push((Name::of(&[end.word()]), attained(Expr::Column(level_name(end)))));
    }
    columns.push(own(QUALITY_OUTCOME));
    for parameter in Parameter::ALL {
        for end in End::ALL {
            let column = grade(parameter, end);
            let shown = attained(Expr::Column(column.clone()));
            columns.push((Name::of(&["grade", parameter.column(), end.word()]), shown));
        }
        columns.push(own(may_leave(parameter)));
    }
    View {
        name: PLACEMENTS,
        about: "Indplaceringerne, som niveau run skriver dem",
        body: Body::From { view: QUALITY, joins: Vec::new(), keeps_all: false, columns },
    }
}

/// The first state that holds, in Reading R4's order of precedence.
fn state() -> Expr {
    let (low, high) = (Expr::Column(level_name(End::Low)), Expr::Column(level_name(End::High)));
    let is_quality = |outcome: QualityOutcome| {
        Expr::Column(QUALITY_OUTCOME).equals(Expr::text(outcome.column()))
    };
    let word = |state: PlacementState| Expr::text(state.column());
    Expr::cases(
        [
            (low.clone().is(Is::Null), word(PlacementState::NotAssessed)),
            (is_quality(QualityOutcome::Fail), word(PlacementState::QualityNotMet)),
            (is_quality(QualityOutcome::Unknown), word(PlacementState::QualityUnknown)),
            (low.clone().equals(high).negated(), word(PlacementState::Provisional)),
            (low.equals(Expr::Whole(0)), word(PlacementState::BelowLight)),
        ],
        word(PlacementState::Placed),
    )
}

/// The level, where it is placed on one.
fn level() -> Expr {
    let (low, high) = (Expr::Column(level_name(End::Low)), Expr::Column(level_name(End::High)));
    let pass = Expr::text(QualityOutcome::Pass.column());
    let is_placed = Expr::all([
        Expr::Column(QUALITY_OUTCOME).equals(pass),
        low.clone().equals(high),
        low.clone().more_than(Expr::Whole(0)),
    ]);
    is_placed.then(attained(low), Expr::Null(Kind::Text))
}

/// The word for a rank, null for none.
fn attained(rank: Expr) -> Expr {
    let words = Attained::ALL.map(|attained| {
        (rank.clone().equals(Expr::Whole(attained as i64)), Expr::text(attained.danish()))
    });
    Expr::cases(words, Expr::Null(Kind::Text))
}
