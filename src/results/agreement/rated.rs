//! Which offerings did several tilsyn rate, and how did each of them?

use chrono::NaiveDate;

use crate::model::{
    Assessment, Attained, Dataset, Grade, GradeBounds, GradePlanes, OfferingId, Parameter,
    PerParameter, QualityOutcome, Supervision,
};
use crate::place::{CompiledRule, place};
use crate::results::agreement::RatedSubject;
use crate::trial::{Rating, Ratings, Scale};

/// Assessments that are further apart are not of the same thing: practice changes. Ours (Reading
/// R70); nobody has given a number.
pub(crate) const LONGEST_APART_DAYS: i64 = 365;

/// An offering, and each tilsyn's rating of it: two or more.
pub(super) struct RatedOffering {
    pub(super) offering: OfferingId,
    pub(super) by_tilsyn: Vec<TilsynRating>,
}

/// What one tilsyn found: its newest day, all its assessments of that day together.
pub(super) struct TilsynRating {
    pub(super) authority: Supervision,
    on: NaiveDate,
    /// Bounds that the inspector's grade leaves; unknown where those of the day differ.
    grades: PerParameter<GradeBounds>,
    overall: Option<Attained>,
}

impl TilsynRating {
    fn of(authority: Supervision, all: &[&Assessment]) -> Option<Self> {
        let on = all.iter().map(|assessment| assessment.assessed_on).max()?;
        let of_day: Vec<&&Assessment> = all.iter().filter(|a| a.assessed_on == on).collect();
        let grades = PerParameter::from_fn(|parameter| {
            let bounds = |assessment: &Assessment| {
                assessment.unread[parameter].unwrap_or(assessment.grades[parameter].into())
            };
            let mut given = of_day.iter().map(|assessment| bounds(assessment));
            let first = given.next().unwrap_or(GradeBounds::ANY);
            if given.all(|other| other == first) { first } else { GradeBounds::ANY }
        });
        let mut levels = of_day.iter().map(|assessment| assessment.overall);
        let first = levels.next().flatten();
        let overall = first.filter(|_| levels.all(|other| other == first));
        Some(Self { authority, on, grades, overall })
    }

    /// The grade, where one is known.
    pub(super) fn grade(&self, parameter: Parameter) -> Option<Attained> {
        self.grades[parameter].grade().attained()
    }

    /// Whether it says that the parameter is not relevant; nothing where it says nothing certain.
    pub(super) fn is_relevant(&self, parameter: Parameter) -> Option<bool> {
        match self.grades[parameter].grade() {
            Grade::NotRelevant => Some(false),
            Grade::Unknown => None,
            _ => Some(true),
        }
    }

    fn level(&self, subject: RatedSubject, rule: &CompiledRule) -> Option<Attained> {
        match subject {
            RatedSubject::AllGrades => None,
            RatedSubject::Grade(parameter) => self.grade(parameter),
            RatedSubject::Overall => self.overall,
            RatedSubject::Computed => {
                let planes = GradePlanes::of(&self.grades);
                place(rule, Some(planes), QualityOutcome::Pass).decided()
            }
        }
    }
}

/// Offerings with grades by two tilsyn or more; and how many had another tilsyn's rating that is
/// too old to be held against the newest.
pub(super) fn rated_twice(dataset: &Dataset) -> (Vec<RatedOffering>, u64) {
    let mut rated = Vec::new();
    let mut n_too_old = 0;
    for (id, offering) in (0..).map(OfferingId).zip(&dataset.offerings) {
        let graded: Vec<&Assessment> = dataset
            .assessments(offering)
            .iter()
            .filter(|assessment| assessment.grades_row.is_some() && !assessment.is_blank())
            .collect();
        let mut authorities: Vec<Supervision> = graded.iter().map(|a| a.authority).collect();
        authorities.sort();
        authorities.dedup();
        if authorities.len() < 2 {
            continue;
        }
        let mut by_tilsyn: Vec<TilsynRating> = authorities
            .into_iter()
            .filter_map(|authority| {
                let own: Vec<&Assessment> =
                    graded.iter().copied().filter(|a| a.authority == authority).collect();
                TilsynRating::of(authority, &own)
            })
            .collect();
        let newest = by_tilsyn.iter().map(|rating| rating.on).max();
        let is_near = |rating: &TilsynRating| {
            newest.is_some_and(|on| (on - rating.on).num_days() <= LONGEST_APART_DAYS)
        };
        n_too_old += u64::from(!by_tilsyn.iter().all(is_near));
        by_tilsyn.retain(is_near);
        if by_tilsyn.len() > 1 {
            rated.push(RatedOffering { offering: id, by_tilsyn });
        }
    }
    (rated, n_too_old)
}

/// The ratings of one subject, units with two of them only. Steps are those of the scale from
/// *ingen* to *højt*, whichever of them were used.
pub(super) fn ratings<'r>(
    rated: impl Iterator<Item = &'r RatedOffering>,
    dataset: &Dataset,
    subject: RatedSubject,
    rule: &CompiledRule,
    raters: &[Supervision],
) -> Ratings {
    let mut all = Vec::new();
    for of in rated {
        let cluster = dataset.offering(of.offering).provider.0;
        for own in &of.by_tilsyn {
            let place = raters.binary_search(&own.authority).unwrap_or(0);
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let mut add = |unit: u32, level: Option<Attained>| {
                all.extend(level.map(|level| Rating {
                    cluster,
                    unit,
                    rater: place,
                    category: level as u32,
                }));
            };
            if subject == RatedSubject::AllGrades {
                for (nth, parameter) in (0..).zip(Parameter::ALL) {
                    add(of.offering.0.saturating_mul(8).saturating_add(nth), own.grade(parameter));
                }
            } else {
                add(of.offering.0, own.level(subject, rule));
            }
        }
    }
    Ratings::new(Scale::steps(4), all).rated_twice()
}
