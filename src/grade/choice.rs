//! Which assessment of an offering places it? (Reading R11)

use std::ops::Range;

use crate::model::{Assessment, Supervision};

/// The assessments that place: those of one day, by the supervising authority where there is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Places among the offering's assessments, in their order: one, or several of the same day.
    pub placing: Vec<usize>,
}

/// Chooses the newest assessment by the supervising authority; the newest by anyone when there is
/// none, or when the supervising authority is not known. Blank ones do not place (Reading R4).
/// `assessments` are the offering's, oldest first.
pub fn choose_placing(
    assessments: &[Assessment],
    supervision: Option<Supervision>,
) -> Option<Choice> {
    let newest = |is_by: &dyn Fn(&Assessment) -> bool| {
        let counts = |a: &Assessment| !a.is_blank() && is_by(a);
        let on = assessments.iter().filter(|a| counts(a)).map(|a| a.assessed_on).max()?;
        let of_the_day = days_range(assessments, |a| a.assessed_on == on);
        Some(of_the_day.filter(|place| counts(&assessments[*place])).collect::<Vec<_>>())
    };
    let own = supervision.and_then(|authority| newest(&|a| a.authority == authority));
    own.or_else(|| newest(&|_| true)).map(|placing| Choice { placing })
}

/// The places of the assessments of a day; they are sorted by date, so they stand together.
fn days_range(assessments: &[Assessment], is_of_day: impl Fn(&Assessment) -> bool) -> Range<usize> {
    let start = assessments.iter().position(&is_of_day).unwrap_or(0);
    let n_of_day = assessments[start..].iter().take_while(|a| is_of_day(a)).count();
    start..start + n_of_day
}
