//! Does the provider have the necessary quality? (As [`crate::place::quality`] says.)

use super::levels::LEVELS;
use super::{Expr, Is, Kind, Name, SqlRules, View};
use crate::flat::{FlatColumn, Judged, StatusWord};
use crate::model::{QualityJudgement, QualityOutcome};
use crate::place::{Contradiction, QualityRule, StatusMeaning, fold_status};

const SAID: Name = Name::word("niveau_said_of_quality");
pub(super) const QUALITY: Name = Name::word("niveau_quality");

/// What the status says, and what the assessor: `pass`, `fail` or `unknown`; null for nothing.
const STATUS_SAYS: Name = Name::word("status_says");
const JUDGEMENT_SAYS: Name = Name::word("judgement_says");
/// *Fornøden kvalitet*: `pass`, `fail` or `unknown`.
pub(super) const QUALITY_OUTCOME: Name = Name::word("quality");

fn flat(column: FlatColumn) -> Expr {
    Expr::Column(Name::flat(column))
}

fn word(outcome: QualityOutcome) -> Expr {
    Expr::text(outcome.column())
}

fn is_judged(as_is: QualityJudgement) -> Expr {
    flat(FlatColumn::Judgement).equals(Expr::text(Judged::Is(as_is).word()))
}

/// What status and judgement say by themselves.
pub(super) fn said(rules: &SqlRules<'_>) -> View {
    let judged_as = |judgement, outcome| (is_judged(judgement), word(outcome));
    let judged = Expr::cases(
        [
            (flat(FlatColumn::JudgedOn).is(Is::Null), Expr::Null(Kind::Text)),
            judged_as(QualityJudgement::Sufficient, QualityOutcome::Pass),
            judged_as(QualityJudgement::Insufficient, QualityOutcome::Fail),
            judged_as(QualityJudgement::Unclear, QualityOutcome::Unknown),
        ],
        Expr::Null(Kind::Text),
    );
    let columns = vec![(STATUS_SAYS, status_says(rules.quality)), (JUDGEMENT_SAYS, judged)];
    View::adding(
        SAID,
        "Hvad status og vurdering hver for sig siger om kvaliteten",
        &LEVELS,
        columns,
    )
}

fn status_says(rule: &QualityRule) -> Expr {
    let is_outside = flat(FlatColumn::NeedsApproval).is(Is::False);
    let said = |outcome| match outcome {
        QualityOutcome::Unknown => Expr::Null(Kind::Text),
        outcome => word(outcome),
    };
    let nothing = Expr::any([
        flat(FlatColumn::Status).is(Is::Null),
        flat(FlatColumn::StatusFault).is(Is::NotNull),
    ]);
    let listed = rule.statuses.iter().map(|StatusMeaning { text, outcome, outside, .. }| {
        let is_this = flat(FlatColumn::Status).equals(Expr::text(&fold_status(text)));
        let says = if outcome == outside {
            said(*outcome)
        } else {
            is_outside.clone().then(said(*outside), said(*outcome))
        };
        (is_this, says)
    });
    // One that the rule does not list may mean anything.
    Expr::cases(
        [(nothing, Expr::Null(Kind::Text))].into_iter().chain(listed),
        word(QualityOutcome::Unknown),
    )
}

/// The later of status and judgement wins; what was given and can't be used leaves it unknown.
pub(super) fn quality(rules: &SqlRules<'_>) -> View {
    let (by_status, judged) = (Expr::Column(STATUS_SAYS), Expr::Column(JUDGEMENT_SAYS));
    let (status_on, judged_on) = (flat(FlatColumn::StatusOn), flat(FlatColumn::JudgedOn));
    let unknown = || word(QualityOutcome::Unknown);
    let is_unclear = judged.clone().equals(unknown());
    let is_status_later = status_on.clone().more_than(judged_on.clone());
    let is_judgement_later = judged_on.more_than(status_on);
    let fault = flat(FlatColumn::StatusFault);
    let contradict = fault.clone().equals(Expr::text(StatusWord::Contradiction.word()));
    let contradiction = match rules.quality.contradiction {
        Contradiction::Unknown => unknown(),
        Contradiction::Judgement => judged.clone(),
        Contradiction::Status => by_status.clone(),
    };
    let is_lost = flat(FlatColumn::Judgement).equals(Expr::text(Judged::Lost.word()));
    let nothing = |said: &Expr| said.clone().is(Is::Null);
    let clear_later = Expr::all([
        contradict,
        judged.clone().is(Is::NotNull),
        is_unclear.clone().negated(),
        is_judgement_later.clone(),
    ]);
    let by_later_status = Expr::all([by_status.clone().is(Is::NotNull), is_status_later.clone()]);
    let outside = flat(FlatColumn::NeedsApproval)
        .is(Is::False)
        .then(word(rules.quality.outside_without_judgement), unknown());
    let outcome = Expr::cases(
        [
            (is_lost, unknown()),
            (clear_later, judged.clone()),
            (fault.is(Is::NotNull), unknown()),
            (is_unclear, by_later_status.then(by_status.clone(), unknown())),
            (Expr::all([nothing(&by_status), nothing(&judged)]), outside),
            (nothing(&judged), by_status.clone()),
            (nothing(&by_status), judged.clone()),
            (by_status.clone().equals(judged.clone()), by_status.clone()),
            (is_status_later, by_status.clone()),
            (is_judgement_later, judged),
            (by_status.equals(unknown()), unknown()),
        ],
        contradiction,
    );
    let about = "Fornøden kvalitet: pass, fail eller unknown";
    View::adding(QUALITY, about, &SAID, vec![(QUALITY_OUTCOME, outcome)])
}
