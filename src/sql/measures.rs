//! What is counted from several fields of the form, at least and at most? (As [`crate::grade::look`]
//! does.)

use std::collections::BTreeSet;

use super::guidelines::ASSESSED;
use super::{Expr, Is, Kind, Name, SqlRules, View};
use crate::flat::FlatColumn;
use crate::model::{AnswerField, ExperienceBand, Level, Measure, NumberField};

pub(super) const MEASURES: Name = Name::word("niveau_measures");

/// The ways of contributing that the model names (chapter 3, vidensudvikling).
const CONTRIBUTIONS: [AnswerField; 3] = [
    AnswerField::CollectsKnowledge,
    AnswerField::NetworksOrProjects,
    AnswerField::TeachesOrAdvises,
];

/// A number of the form; null where it is not reported.
pub(super) fn reported(field: NumberField) -> Expr {
    Expr::Column(Name::flat(FlatColumn::Number(field)))
}

/// An answer of the form, as a code.
pub(super) fn answer(field: AnswerField) -> Expr {
    Expr::Column(Name::flat(FlatColumn::Answer(field)))
}

/// Whether an answer has this code.
fn is_answered(field: AnswerField, code: i64) -> Expr {
    answer(field).equals(Expr::Whole(code))
}

/// Which of the columns below.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// What it is at least; null where nothing is reported.
    Low,
    /// What it is at most; null where nothing bounds it.
    High,
}

impl End {
    pub(super) const ALL: [Self; 2] = [Self::Low, Self::High];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

/// The staff with so many years' experience of a level of need.
pub(super) fn experienced(need: Level, from: ExperienceBand, end: End) -> Name {
    Name::of(&["erfarne", slug(need), years(from), end.word()])
}

/// Whether the staff of a level of need are more than there are, so that one number is wrong.
pub(super) fn contradicts(need: Level) -> Name {
    Name::of(&["erfarne", slug(need), "contradicts"])
}

/// The ways in which the provider contributes to knowledge.
pub(super) fn contributions(end: End) -> Name {
    Name::of(&["vidensbidrag", end.word()])
}

/// The view, with what the guidelines ask for.
pub(super) fn measures(rules: &SqlRules<'_>) -> View {
    let criteria = rules.guidelines.iter().flat_map(|guideline| &guideline.criteria);
    let asked: BTreeSet<Measure> = criteria.map(|criterion| criterion.measure).collect();
    let bands: BTreeSet<(Level, ExperienceBand)> = asked
        .iter()
        .filter_map(|measure| match measure {
            Measure::ExperiencedPercent(need, from) | Measure::Experienced(need, from) => {
                Some((*need, *from))
            }
            _ => None,
        })
        .collect();
    let mut columns = Vec::new();
    for need in Level::ALL.into_iter().filter(|need| bands.iter().any(|(of, _)| of == need)) {
        let too_many = in_bands(need, ExperienceBand::UnderOne)
            .more_than(reported(NumberField::Staff))
            .is(Is::True);
        columns.push((contradicts(need), too_many));
    }
    for (need, from) in bands {
        let (low, high) = experience(need, from);
        columns.push((experienced(need, from, End::Low), low));
        columns.push((experienced(need, from, End::High), high));
    }
    if asked.contains(&Measure::KnowledgeContributions) {
        let said = |code| Expr::Sum(CONTRIBUTIONS.map(|f| is_answered(f, code).counted()).into());
        let answered = |field| Expr::In(Box::new(answer(field)), vec![0, 1]).is(Is::True);
        let any = Expr::any(CONTRIBUTIONS.map(answered));
        let or_null = |value| any.clone().then(value, Expr::Null(Kind::Whole));
        columns.push((contributions(End::Low), or_null(said(1))));
        let not_no = Expr::Whole(3).less(said(0));
        columns.push((contributions(End::High), or_null(not_no)));
    }
    let about = "Det, der tælles af flere felter i skemaet: mindst og højst";
    View::adding(MEASURES, about, &ASSESSED, columns)
}

/// Staff in the reported bands from `from` upwards.
fn in_bands(need: Level, from: ExperienceBand) -> Expr {
    let bands = ExperienceBand::ALL.into_iter().filter(|band| *band >= from);
    let number = |band| reported(NumberField::Experience(need, band));
    Expr::Sum(bands.map(|band| Expr::Coalesce(vec![number(band), Expr::Whole(0)])).collect())
}

/// At least those in the reported bands; at most with the staff that is left, where a band is not
/// reported. Nothing where no band is.
fn experience(need: Level, from: ExperienceBand) -> (Expr, Expr) {
    let open = |band: &ExperienceBand| reported(NumberField::Experience(need, *band)).is(Is::Null);
    let is_blank = Expr::all(ExperienceBand::ALL.iter().map(open));
    let is_open = Expr::any(ExperienceBand::ALL.iter().filter(|band| **band >= from).map(open));
    let (low, reported_in_all) = (in_bands(need, from), in_bands(need, ExperienceBand::UnderOne));
    let staff = reported(NumberField::Staff);
    let left = reported_in_all.clone().at_least(staff.clone()).then(
        low.clone(),
        // Null where the staff is.
        Expr::Sum(vec![low.clone(), staff.less(reported_in_all)]),
    );
    let null = || Expr::Null(Kind::Whole);
    (
        is_blank.clone().then(null(), low.clone()),
        Expr::Case(vec![(is_blank, null()), (is_open, left)], Box::new(low)),
    )
}

/// A level's word in names.
pub(super) const fn slug(level: Level) -> &'static str {
    match level {
        Level::Light => "let",
        Level::Moderate => "moderat",
        Level::High => "hoejt",
    }
}

const fn years(band: ExperienceBand) -> &'static str {
    match band {
        ExperienceBand::UnderOne => "0",
        ExperienceBand::OneToThree => "1",
        ExperienceBand::ThreeToFive => "3",
        ExperienceBand::FiveOrMore => "5",
    }
}
