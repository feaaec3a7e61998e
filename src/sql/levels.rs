//! Which weight reaches each level, and what follows by the rule? (As [`crate::place::Tables::attained`]
//! says.)

use super::grades::{GRADES, grade, may_leave};
use super::guidelines::IS_ASSESSED;
use super::measures::{End, slug};
use super::{Expr, Is, Kind, Name, SqlRules, View};
use crate::model::{Level, Parameter, ParameterSet};
use crate::place::{Comparison, NotRelevant, Rule};

const WEIGHTS: Name = Name::word("niveau_weights");
pub(super) const LEVELS: Name = Name::word("niveau_levels");

const N_RELEVANT: Name = Name::word("n_relevant");
const N_FOUNDED: Name = Name::word("n_founded");

/// The level in the worst or in the best case of what is not known, 0 for *ingen* to 3 for *højt*;
/// null where nothing is assessed.
pub(super) fn level_name(end: End) -> Name {
    Name::of(&["level", end.word()])
}

/// In the worst and in the best case, the weight of the parameters that reach a level and of those
/// that don't. One that may turn out not to be relevant leaves the count where that is the worse
/// (it reaches the level for certain) or the better (it can't).
fn weight_name(level: Level, end: End, is_met: bool) -> Name {
    Name::of(&["weight", if is_met { "met" } else { "missed" }, slug(level), end.word()])
}

/// The weights, as numbers of parameters too where they are not the same.
pub(super) fn weights(rules: &SqlRules<'_>) -> View {
    let rule = rules.rule;
    let mut columns = vec![
        (N_RELEVANT, Expr::Sum(Parameter::ALL.map(|p| is_relevant(p).counted()).into())),
        (N_FOUNDED, Expr::Sum(Parameter::ALL.map(|p| is_founded(p).counted()).into())),
    ];
    for (level, end) in each() {
        let weight = |parameter| i64::from(rule.weights[parameter]);
        for is_met in [true, false] {
            let sum = Parameter::ALL
                .map(|parameter| counts(parameter, level, end, is_met).weighing(weight(parameter)));
            columns.push((weight_name(level, end, is_met), Expr::Sum(sum.into())));
        }
    }
    let about = "Vægten af de parametre, der når hvert niveau, i værste og i bedste fald";
    View::adding(WEIGHTS, about, &GRADES, columns)
}

/// Whether a parameter is counted, and reaches the level or not.
pub(super) fn counts(parameter: Parameter, level: Level, end: End, is_met: bool) -> Expr {
    let reaches = Expr::Column(grade(parameter, end)).at_least(Expr::Whole(level as i64));
    let stays = Expr::Column(may_leave(parameter)).negated();
    match (end, is_met) {
        (End::Low, true) | (End::High, false) => {
            Expr::all([if is_met { reaches } else { reaches.negated() }, stays])
        }
        (End::Low, false) => reaches.negated(),
        (End::High, true) => reaches,
    }
}

fn is_relevant(parameter: Parameter) -> Expr {
    Expr::Column(grade(parameter, End::Low)).is(Is::NotNull)
}

fn is_founded(parameter: Parameter) -> Expr {
    Expr::all([is_relevant(parameter), Expr::Column(may_leave(parameter)).negated()])
}

pub(super) fn each() -> impl Iterator<Item = (Level, End)> {
    Level::ALL.into_iter().flat_map(|level| End::ALL.map(|end| (level, end)))
}

/// Whether the required parameters reach the level, as far as they are counted.
pub(super) fn has_required(required: ParameterSet, level: Level, end: End) -> Expr {
    let misses = |parameter| counts(parameter, level, end, false).is(Is::True);
    Expr::any(required.iter().map(misses)).negated()
}

/// The levels: how many of the three are reached at worst and at best, where enough parameters are
/// relevant for anything to be decided (Reading R49).
pub(super) fn levels(rules: &SqlRules<'_>) -> View {
    let rule = rules.rule;
    let n = |end| Expr::Sum(Level::ALL.map(|level| is_reached(rule, level, end).counted()).into());
    let (low, high) = (n(End::Low), n(End::High));
    let fewest = || Expr::Whole(rule.fewest_relevant.into());
    let is_decided = low.clone().equals(high.clone());
    let is_enough = Expr::any([
        Expr::all([is_decided.clone(), Expr::Column(N_FOUNDED).at_least(fewest())]),
        Expr::all([is_decided.negated(), Expr::Column(N_RELEVANT).at_least(fewest())]),
    ]);
    let is_there = Expr::all([Expr::Column(IS_ASSESSED), is_any_relevant()]);
    let level = |end, level: Expr, unknown| {
        let cases =
            [(is_there.clone().negated(), Expr::Null(Kind::Whole)), (is_enough.clone(), level)];
        (level_name(end), Expr::cases(cases, Expr::Whole(unknown)))
    };
    let about =
        "Det laveste og det højeste niveau, de kendte gradueringer giver (0 ingen til 3 højt)";
    let columns = vec![level(End::Low, low, 0), level(End::High, high, 3)];
    View::adding(LEVELS, about, &WEIGHTS, columns)
}

/// Whether there is any parameter to hold against a rule.
pub(super) fn is_any_relevant() -> Expr {
    Expr::Column(N_RELEVANT).more_than(Expr::Whole(0))
}

/// `F_h` in the worst or in the best case.
fn is_reached(rule: &Rule, level: Level, end: End) -> Expr {
    let of = |is_met| Expr::Column(weight_name(level, end, is_met));
    let all: u64 = rule.weights.0.iter().map(|weight| u64::from(*weight)).sum();
    let all = Expr::Whole(i64::try_from(all).unwrap_or(i64::MAX));
    let (met, counted) = match rule.not_relevant {
        NotRelevant::LeavesTheCount => (of(true), Expr::Sum(vec![of(true), of(false)])),
        NotRelevant::CountsAsMet => (all.clone().less(of(false)), all.clone()),
    };
    let share = rule.threshold.share;
    let (left, right) =
        (met.times(share.denominator().into()), counted.times(share.numerator().into()));
    let is_enough = match rule.threshold.comparison {
        Comparison::MoreThan => left.more_than(right),
        Comparison::AtLeast => left.at_least(right),
    };
    let reached = Expr::all([is_enough, has_required(rule.required, level, end)]);
    Expr::cases([(nobody_counts(level, end), where_all_leave(rule, end))], reached)
}

/// Whether all that are relevant leave the count; somebody must stay.
pub(super) fn nobody_counts(level: Level, end: End) -> Expr {
    let of = |is_met| Expr::Column(weight_name(level, end, is_met));
    Expr::Sum(vec![of(true), of(false)]).equals(Expr::Whole(0))
}

/// At worst all stay, and all of them reach the level. At best only one stays, and doesn't: that is
/// enough where what is not relevant counts as met, and the rest is enough without it.
fn where_all_leave(rule: &Rule, end: End) -> Expr {
    match end {
        End::Low => Expr::Truth(true),
        End::High => {
            let one = |p: &Parameter| {
                let only = ParameterSet::EMPTY.with(*p);
                rule.is_met(Level::Light, only, ParameterSet::EMPTY)
            };
            Expr::any(Parameter::ALL.into_iter().filter(one).map(is_relevant))
        }
    }
}
