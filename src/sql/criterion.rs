//! When does an offering meet one criterion? (As [`crate::grade::check_criterion`] says.)

use super::measures::{End, answer, contradicts, contributions, experienced, reported};
use super::{Expr, Is, Kind, Name};
use crate::flat::FlatColumn;
use crate::grade::folded_name;
use crate::guideline::{Bound, Criterion, Scope};
use crate::model::{Measure, NumberField, ProviderKind, Staffing};

/// A criterion: whom it concerns, and whether it is met. Both null where that is not known.
pub(super) struct Held {
    /// Whether it concerns the offering.
    pub applies: Expr,
    /// Whether it is met by whom it concerns.
    pub met: Expr,
}

impl Held {
    pub(super) fn of(criterion: &Criterion) -> Self {
        Self { applies: applies(&criterion.scope), met: met(criterion.measure, criterion.bound) }
    }

    /// The outcome; true where the criterion does not concern the offering. Where nobody knows
    /// whether it does, it can be met and can't fail.
    pub(super) fn asked(&self) -> Expr {
        Expr::any([self.met.clone(), self.applies.clone().negated()])
    }

    /// The same as an alternative: what does not concern the offering offers nothing.
    pub(super) fn offered(&self) -> Expr {
        if self.applies == Expr::Truth(true) {
            return self.met.clone();
        }
        self.concerns_nobody().then(Expr::Truth(false), self.asked())
    }

    /// Whether it surely does not concern the offering.
    pub(super) fn concerns_nobody(&self) -> Expr {
        match &self.applies {
            Expr::Truth(truth) => Expr::Truth(!truth),
            applies => applies.clone().is(Is::False),
        }
    }
}

fn applies(scope: &Scope) -> Expr {
    let column = |column| Expr::Column(Name::flat(column));
    let kind = scope.provider_kind.map(|kind| {
        let has = |kind| Expr::Coalesce(vec![column(FlatColumn::Kind(kind)), Expr::Truth(false)]);
        // No kind at all is not known, not none.
        Expr::any(ProviderKind::ALL.map(has)).then(has(kind), Expr::Null(Kind::Truth))
    });
    let age =
        scope.age_group.map(|age| column(FlatColumn::AgeGroup).equals(Expr::text(age.danish())));
    let subgroup = scope
        .subgroup
        .as_deref()
        .map(|name| column(FlatColumn::Subgroup).equals(Expr::text(&folded_name(name))));
    Expr::all([kind, age, subgroup].into_iter().flatten())
}

/// Whether what was reported reaches the bound, whatever is still missing.
fn met(measure: Measure, bound: Bound) -> Expr {
    let unknown = || Expr::Null(Kind::Truth);
    match (measure, bound) {
        (Measure::Answer(field), Bound::Yes) => Expr::Case(
            vec![
                (answer(field).equals(Expr::Whole(1)), Expr::Truth(true)),
                (answer(field).equals(Expr::Whole(0)), Expr::Truth(false)),
            ],
            Box::new(unknown()),
        ),
        // A valid guideline has no such criterion.
        (Measure::Answer(_), Bound::AtLeast(_)) | (_, Bound::Yes) => unknown(),
        (Measure::Citizens(need), Bound::AtLeast(bound)) => {
            at_least(NumberField::Citizens(need), bound)
        }
        (Measure::EnvironmentSize, Bound::AtLeast(bound)) => {
            at_least(NumberField::EnvironmentSize, bound)
        }
        (Measure::CrossSectorAgreements, Bound::AtLeast(bound)) => {
            at_least(NumberField::CrossSectorAgreements, bound)
        }
        (Measure::MethodsInUse, Bound::AtLeast(bound)) => {
            at_least(NumberField::MethodsInUse, bound)
        }
        (Measure::BasicEducationPercent(staffing), Bound::AtLeast(bound)) => with_partners(
            staffing,
            NumberField::BasicEducationOwnPercent,
            NumberField::BasicEducationWithPartnersPercent,
            bound,
        ),
        (Measure::FurtherTrainingPercent(staffing), Bound::AtLeast(bound)) => with_partners(
            staffing,
            NumberField::FurtherTrainingOwnPercent,
            NumberField::FurtherTrainingWithPartnersPercent,
            bound,
        ),
        (Measure::Certified(staffing), Bound::AtLeast(bound)) => with_partners(
            staffing,
            NumberField::CertifiedOwn,
            NumberField::CertifiedWithPartners,
            bound,
        ),
        (Measure::KnowledgeContributions, Bound::AtLeast(bound)) => {
            let end = |end| Expr::Column(contributions(end));
            between(end(End::Low), end(End::High), Expr::Whole(times(bound, 1)))
        }
        (Measure::Experienced(need, from), Bound::AtLeast(bound)) => {
            let end = |end| Expr::Column(experienced(need, from, end));
            between(end(End::Low), end(End::High), Expr::Whole(times(bound, 1)))
        }
        (Measure::ExperiencedPercent(need, from), Bound::AtLeast(percent)) => {
            let end = |end| Expr::Column(experienced(need, from, end));
            let (low, high) = (end(End::Low), end(End::High));
            let staff = reported(NumberField::Staff);
            let nobody =
                Expr::all([staff.clone().is(Is::Null), high.clone().equals(Expr::Whole(0))]);
            let has_staff = staff.clone().more_than(Expr::Whole(0));
            // In whole tenths of a percent.
            let enough = staff.times(times(percent, 10));
            let share = between(low.times(1000), high.times(1000), enough);
            Expr::Case(
                vec![
                    (Expr::Column(contradicts(need)), unknown()),
                    (nobody, Expr::Truth(false)),
                    (has_staff, share),
                ],
                Box::new(unknown()),
            )
        }
    }
}

/// A number that is reported or not.
fn at_least(field: NumberField, bound: f64) -> Expr {
    let hundredths = if field.is_percent() { 100 } else { 1 };
    reported(field).at_least(Expr::Whole(times(bound, hundredths)))
}

/// Unreported, own staff are the lower end of what there is with partners, and nothing is the upper
/// one: a bound is at most all.
fn with_partners(staffing: Staffing, own: NumberField, with: NumberField, bound: f64) -> Expr {
    let by_own = at_least(own, bound);
    match staffing {
        Staffing::Own => by_own,
        Staffing::WithPartners => Expr::Case(
            vec![
                (reported(with).is(Is::NotNull), at_least(with, bound)),
                (by_own, Expr::Truth(true)),
            ],
            Box::new(Expr::Null(Kind::Truth)),
        ),
    }
}

/// Met where the lower end is enough, failed where the upper end is not.
fn between(low: Expr, high: Expr, enough: Expr) -> Expr {
    Expr::Case(
        vec![
            (low.at_least(enough.clone()), Expr::Truth(true)),
            (enough.more_than(high), Expr::Truth(false)),
        ],
        Box::new(Expr::Null(Kind::Truth)),
    )
}

/// A bound as a whole number of so many parts of its unit; bounds have one decimal at most.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn times(bound: f64, parts: u32) -> i64 {
    (bound * f64::from(parts)).round() as i64
}
