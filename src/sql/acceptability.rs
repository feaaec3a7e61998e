//! How likely is each level, when the weights of the parameters are not known?
//!
//! With weights uniform on the simplex (SMAA-TRI's question; Tervonen et al., EJOR 197, 2009) the
//! weight of k of n parameters is Beta(k, n − k), so that P(w(S) >= λ) depends on k and n only:
//! 44 constants, shipped as rows. A grade that is not known leaves an interval (Reading R120).

use super::grades::{grade, may_leave};
use super::guidelines::IS_ASSESSED;
use super::levels::{counts, each, has_required, is_any_relevant, nobody_counts};
use super::measures::{End, slug};
use super::quality::QUALITY;
use super::{Body, Expr, Is, Join, Kind, Name, SqlRules, View};
use crate::flat::FlatColumn;
use crate::model::{Level, Parameter, ParameterSet};
use crate::place::{NotRelevant, Rule};
use crate::robustness::holds;

const SHARES: Name = Name::word("niveau_shares");
const COUNTS: Name = Name::word("niveau_counts");
const ACCEPTABILITY: Name = Name::word("niveau_acceptability");

const N: Name = Name::word("n");
const K: Name = Name::word("k");
const SHARE: Name = Name::word("share");

/// `P(w(S) >= λ)` for k of n parameters, to the trillionth.
pub(super) fn shares(rules: &SqlRules<'_>) -> View {
    let share = rules.rule.threshold.share;
    let pairs = (1..=8u32).flat_map(|n| (0..=n).map(move |k| (n, k)));
    let rows = pairs.map(|(n, k)| {
        let chance = Expr::Trillionths(trillionths(holds(k, n, 1, share)));
        vec![Expr::Whole(n.into()), Expr::Whole(k.into()), chance]
    });
    View {
        name: SHARES,
        about: "Sandsynligheden for, at k af n parametre har vægt nok, når vægtene ikke kendes",
        body: Body::Rows { columns: vec![N, K, SHARE], rows: rows.collect() },
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
fn trillionths(chance: f64) -> u64 {
    (chance * 1e12).round() as u64
}

fn counted(level: Level, end: End, of: &'static str) -> Name {
    Name::of(&[of, slug(level), end.word()])
}

/// How many parameters are counted for each level, and how many of them reach it.
pub(super) fn counts_of_parameters(rules: &SqlRules<'_>) -> View {
    let rule = rules.rule;
    let is_there = Expr::all([Expr::Column(IS_ASSESSED), is_any_relevant()]);
    let columns = each().flat_map(|(level, end)| {
        let n_of = |is_met| {
            Expr::Sum(Parameter::ALL.map(|p| counts(p, level, end, is_met).counted()).into())
        };
        let (n, k) = match rule.not_relevant {
            NotRelevant::LeavesTheCount => (Expr::Sum(vec![n_of(true), n_of(false)]), n_of(true)),
            NotRelevant::CountsAsMet => (Expr::Whole(8), Expr::Whole(8).less(n_of(false))),
        };
        let is_nobody = nobody_counts(level, end);
        let (n_of_nobody, k_of_nobody) = of_nobody(rule, end);
        let null = || Expr::Null(Kind::Whole);
        let n = [(is_there.clone().negated(), null()), (is_nobody.clone(), n_of_nobody)]
            .into_iter()
            .chain([(Expr::Truth(true), n)]);
        let k = [
            (is_there.clone().negated(), null()),
            (is_nobody, k_of_nobody),
            (has_required(rule.required, level, end).negated(), Expr::Whole(0)),
            (Expr::Truth(true), k),
        ];
        [
            (counted(level, end, "n"), Expr::cases(n, null())),
            (counted(level, end, "k"), Expr::cases(k, null())),
        ]
    });
    let about =
        "Hvor mange parametre der tæller på hvert niveau (n), og hvor mange der når det (k)";
    View::adding(COUNTS, about, &QUALITY, columns.collect())
}

/// n and k where all that are relevant leave the count, see [`super::levels`].
fn of_nobody(rule: &Rule, end: End) -> (Expr, Expr) {
    let is_relevant = |p| Expr::Column(grade(p, End::Low)).is(Is::NotNull);
    match (end, rule.not_relevant) {
        (End::Low, _) => (Expr::Whole(1), Expr::Whole(1)),
        (End::High, NotRelevant::LeavesTheCount) => (Expr::Whole(1), Expr::Whole(0)),
        (End::High, NotRelevant::CountsAsMet) => {
            let free = ParameterSet(!rule.required.0);
            let one = Expr::any(free.iter().map(is_relevant));
            (Expr::Whole(8), one.then(Expr::Whole(7), Expr::Whole(0)))
        }
    }
}

/// The probability that each level is reached, and of each level where all grades are known.
pub(super) fn acceptability() -> View {
    let keys = [
        FlatColumn::ProviderId,
        FlatColumn::TargetGroup,
        FlatColumn::Subgroup,
        FlatColumn::AgeGroup,
    ];
    let called = |level, end| counted(level, end, "reaches");
    let chance = |level, end| Expr::Of(called(level, end), SHARE);
    let joins = each().map(|(level, end)| {
        let held = |name: Name, of| {
            Expr::Of(called(level, end), name).equals(Expr::Of(COUNTS, counted(level, end, of)))
        };
        let on = Expr::all([held(N, "n"), held(K, "k")]);
        Join { view: SHARES, called: called(level, end), on }
    });
    let mut columns: Vec<(Name, Expr)> =
        keys.map(|column| (Name::flat(column), Expr::Of(COUNTS, Name::flat(column)))).into();
    columns.extend(each().map(|(level, end)| (called(level, end), chance(level, end))));
    let of = |name| Expr::Of(COUNTS, name);
    let is_known = Expr::all(Parameter::ALL.into_iter().flat_map(|p| {
        let (low, high) = (of(grade(p, End::Low)), of(grade(p, End::High)));
        let same = low.clone().equals(high);
        [Expr::any([low.is(Is::Null), same]), of(may_leave(p)).negated()]
    }));
    let at_least = |level| chance(level, End::Low);
    let [light, moderate, high] = Level::ALL.map(at_least);
    let exactly = [
        ("ingen", Expr::Trillionths(1_000_000_000_000).less(light.clone())),
        ("let", light.less(moderate.clone())),
        ("moderat", moderate.less(high.clone())),
        ("hoejt", high),
    ];
    columns.extend(exactly.map(|(word, chance)| {
        let shown = is_known.clone().then(chance, Expr::Null(Kind::Share));
        (Name::of(&["acceptability", word]), shown)
    }));
    View {
        name: ACCEPTABILITY,
        about: "Hvor sandsynligt hvert niveau er, når parametrenes vægte ikke kendes",
        body: Body::From { view: COUNTS, joins: joins.collect(), keeps_all: false, columns },
    }
}
