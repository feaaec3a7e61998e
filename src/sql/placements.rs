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

/// The placements, by the rule: the columns of `placed.parquet`, which `niveau place` writes, and
/// where each offering is (Reading R4).
pub(super) fn placements(rules: &SqlRules<'_>) -> View {
    let own = |name: Name| (name.clone(), Expr::Column(name));
    let flat = |column| own(Name::flat(column));
    let keys = [
        FlatColumn::ProviderId,
        FlatColumn::TargetGroup,
        FlatColumn::Subgroup,
        FlatColumn::AgeGroup,
    ];
    let mut columns: Vec<(Name, Expr)> = keys.map(flat).into();
    columns.push((Name::word("state"), state()));
    columns.push(own(QUALITY_OUTCOME));
    columns.push((Name::word("level"), level()));
    for end in End::ALL {
        columns.push((level_name(end), attained(&Expr::Column(level_name(end)))));
    }
    columns.push(own(GUIDELINE_LABEL));
    for parameter in Parameter::ALL {
        columns.push((Name::of(&["bounds", parameter.column()]), bounds(parameter)));
    }
    let about = [
        FlatColumn::Municipality,
        FlatColumn::Region,
        FlatColumn::Ownership,
        FlatColumn::PlacesOpen,
        FlatColumn::AssessedOn,
    ];
    columns.extend(about.map(flat));
    columns.push((Name::word("rule"), Expr::text(&rules.rule.name)));
    View {
        name: PLACEMENTS,
        about: "Indplaceringerne, som niveau place skriver dem",
        body: Body::From { view: QUALITY, joins: Vec::new(), keeps_all: false, columns },
    }
}

/// What is known of a grade, as a code ([`crate::model::GradeBounds::code`]); null where nothing is
/// assessed.
fn bounds(parameter: Parameter) -> Expr {
    let grade_is = |end, rank: i64| Expr::Column(grade(parameter, end)).equals(Expr::Whole(rank));
    // The codes of all levels up to the highest, less those below the lowest.
    let up_to = |end, codes: [i64; 4]| {
        Expr::cases(
            (0..).zip(codes).map(|(rank, code)| (grade_is(end, rank), Expr::Whole(code))),
            Expr::Whole(0),
        )
    };
    let levels = up_to(End::High, [1, 3, 7, 15]).less(up_to(End::Low, [0, 1, 3, 7]));
    let not_relevant = Expr::any([
        Expr::Column(may_leave(parameter)),
        Expr::Column(grade(parameter, End::Low)).is(Is::Null),
    ]);
    Expr::Column(level_name(End::Low))
        .is(Is::Null)
        .then(Expr::Null(Kind::Whole), Expr::Sum(vec![levels, not_relevant.weighing(16)]))
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
    is_placed.then(attained(&low), Expr::Null(Kind::Text))
}

/// The word for a rank, null for none.
fn attained(rank: &Expr) -> Expr {
    let words = Attained::ALL.map(|attained| {
        (rank.clone().equals(Expr::Whole(attained as i64)), Expr::text(attained.danish()))
    });
    Expr::cases(words, Expr::Null(Kind::Text))
}
