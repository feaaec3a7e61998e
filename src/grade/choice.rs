//! Which assessment of an offering places it, and what keeps it from placing? (Readings R11, R48)

use std::ops::Range;

use chrono::NaiveDate;

use crate::model::{Assessment, LostRow, Supervision};

/// The assessments that place: those of one day, by the supervising authority where there is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Places among the offering's assessments, in their order: one, or several of the same day.
    pub placing: Vec<usize>,
    /// What keeps them from placing.
    pub withheld: Option<Withheld>,
}

/// What keeps an assessment from placing: something that was given, and that it may not stand in
/// for. A place among the offering's assessments, or among its lost rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// An assessment that is as new or newer, or the placing one itself, is half an assessment.
    Incomplete(u32),
    /// A newer assessment has neither a grade nor any evidence.
    Blank(u32),
    /// A row of an assessment that may be as new or newer could not be used.
    Lost(u32),
}

/// Chooses the newest assessment by the supervising authority; the newest by anyone when there is
/// none, or when the supervising authority is not known. Blank ones do not place (Reading R4), nor
/// do halves; and where the newest that was given can't be used, an older one does not step in for
/// it (Reading R48). `assessments` are the offering's, oldest first; `lost` its lost rows.
pub fn choose_placing(
    assessments: &[Assessment],
    lost: &[LostRow],
    supervision: Option<Supervision>,
) -> Option<Choice> {
    let is_own = |authority: Supervision| Some(authority) == supervision;
    let has_own = assessments.iter().any(|a| is_own(a.authority) && !a.is_blank());
    let is_of = |a: &Assessment| !has_own || is_own(a.authority);
    let newest = |counts: &dyn Fn(&Assessment) -> bool| {
        let of = |a: &Assessment| is_of(a) && !a.is_blank() && counts(a);
        let on = assessments.iter().filter(|a| of(a)).map(|a| a.assessed_on).max()?;
        let of_the_day = days_range(assessments, |a| a.assessed_on == on);
        let placing = of_the_day.filter(|place| of(&assessments[*place])).collect::<Vec<_>>();
        Some((on, placing))
    };
    let (on, placing) =
        newest(&|a: &Assessment| a.incomplete.is_none()).or_else(|| newest(&|_| true))?;
    // Where the supervising authority's own could not be used, nobody else's steps in either.
    let may_supersede = |authority: Option<Supervision>, day: Option<NaiveDate>| match authority {
        Some(authority) if is_own(authority) && !has_own => true,
        Some(authority) if !is_own(authority) && has_own => false,
        _ => day.is_none_or(|day| day >= on),
    };
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let of_assessments = |counts: &dyn Fn(&Assessment) -> bool| {
        let supersedes = |a: &Assessment| may_supersede(Some(a.authority), Some(a.assessed_on));
        assessments.iter().position(|a| counts(a) && supersedes(a)).map(place)
    };
    let incomplete = || of_assessments(&|a: &Assessment| !a.is_blank() && a.incomplete.is_some());
    // A blank one of the placing day is a second form that nobody filled in.
    let blank = || of_assessments(&|a: &Assessment| a.is_blank() && a.assessed_on != on);
    let row = || lost.iter().position(|row| may_supersede(row.authority, row.assessed_on));
    let withheld = incomplete()
        .map(Withheld::Incomplete)
        .or_else(|| blank().map(Withheld::Blank))
        .or_else(|| row().map(|at| Withheld::Lost(place(at))));
    Some(Choice { placing, withheld })
}

/// The places of the assessments of a day; they are sorted by date, so they stand together.
fn days_range(assessments: &[Assessment], is_of_day: impl Fn(&Assessment) -> bool) -> Range<usize> {
    let start = assessments.iter().position(&is_of_day).unwrap_or(0);
    let n_of_day = assessments[start..].iter().take_while(|a| is_of_day(a)).count();
    start..start + n_of_day
}
