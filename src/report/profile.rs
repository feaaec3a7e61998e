//! How are the offerings of a target group graded, parameter by parameter and how far apart?

use crate::chart::GradeCounts;
use crate::model::{Attained, Grade, Parameter, TargetGroupId};
use crate::plain_text::capitalised;
use crate::report::coverage::group_column;
use crate::report::landscape::group_columns;
use crate::report::parts::{ASSESSED_OFFERINGS, PARTS, weighted_beside};
use crate::report::values::percent;
use crate::results::{GroupCounts, Results};
use crate::table::{Output, Table};

/// The tables that pictures of grades are drawn from.
pub(super) const PROFILE: &str = "tables/parameter_profile";
pub(super) const SPREAD: &str = "tables/grade_spread";

/// Whose grade counts.
pub(super) const WHOSE: &str =
    "Tilsynets graduering tæller, hvor den er givet; ellers oplysningernes";

const GRADES: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

/// Groups of which any offering is graded.
fn graded<'v>(results: &'v Results<'v>) -> impl Iterator<Item = &'v GroupCounts> {
    results.counted.groups.iter().filter(|group| group.graded > 0)
}

/// One parameter of a group's offerings.
struct OnParameter {
    target_group: TargetGroupId,
    parameter: Parameter,
    counts: GradeCounts,
}

/// `tables/parameter_profile`: the eight parameters by grade.
pub(super) fn parameter_profile<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of_group = |group: &'v GroupCounts| {
        let target_group = group.target_group;
        group.by_parameter.iter().map(move |(parameter, counts)| OnParameter {
            target_group,
            parameter,
            counts: *counts,
        })
    };
    Table::<OnParameter>::new(
        PROFILE,
        "De otte parametre: hvor mange tilbud x målgruppe har hver graduering",
        "en parameter i en målgruppe med vurderinger",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Parameterprofil")
    .with(|table| weighted_beside(table, results))
    .note(WHOSE)
    .note(PARTS)
    .with(|table| group_column(table, results, |row| row.target_group))
    .words("Parameter", "en af de otte specialiseringsparametre", |row| {
        Some(row.parameter.danish())
    })
    .for_each(GRADES, |table, grade| {
        table
            .int("", capitalised(grade.danish()), "har denne graduering", move |row| {
                Some(row.counts.of(grade))
            })
            .unit(ASSESSED_OFFERINGS)
    })
    .int("", "Vurderet i alt", "summen af gradueringerne", |row| Some(row.counts.all()))
    .unit(ASSESSED_OFFERINGS)
    .of(graded(results).flat_map(of_group).collect())
}

/// Offerings of a group whose known grades reach from one grade to another; none is known where
/// there are no ends.
struct InSpread<'v> {
    group: &'v GroupCounts,
    ends: Option<(Attained, Attained)>,
}

impl InSpread<'_> {
    fn count(&self) -> u64 {
        match self.ends {
            Some((low, high)) => self.group.spread.cells[low as usize][high as usize],
            None => self.group.spread.n_without_grade,
        }
    }

    fn partly_unknown(&self) -> Option<u64> {
        let (low, high) = self.ends?;
        Some(self.group.spread.partly_unknown[low as usize][high as usize])
    }
}

/// `tables/grade_spread`: the lowest and the highest of an offering's eight grades.
pub(super) fn grade_spread<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let ends = Attained::ALL.into_iter().flat_map(|low| {
        Attained::ALL.into_iter().filter(move |high| *high >= low).map(move |high| (low, high))
    });
    let ends: Vec<_> = ends.map(Some).chain([None]).collect();
    let of_group = |group: &'v GroupCounts| {
        let ends = ends.clone();
        ends.into_iter().map(move |ends| InSpread { group, ends })
    };
    Table::<InSpread<'v>>::new(
        SPREAD,
        "Spredning i et tilbuds otte gradueringer: den laveste og den højeste",
        "en laveste og en højeste graduering i en målgruppe med vurderinger",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .sheet("Spredning")
    .with(|table| weighted_beside(table, results))
    .note(WHOSE)
    .note("Ukendt og ikke relevant er hverken laveste eller højeste")
    .note(PARTS)
    .with(|table| group_columns(table, results, |row| row.group.target_group))
    .text("lowest", "Laveste graduering", "ingen, let, moderat, højt", |row| {
        row.ends.map(|(low, _)| low.danish())
    })
    .empty("ingen graduering er kendt")
    .text("highest", "Højeste graduering", "ingen, let, moderat, højt", |row| {
        row.ends.map(|(_, high)| high.danish())
    })
    .empty("ingen graduering er kendt")
    .int("n_offerings", "Antal", "så mange har netop de to", |row| Some(row.count()))
    .unit(ASSESSED_OFFERINGS)
    .decimal("share_percent", "Andel, pct.", "af dem med en kendt graduering", 1, |row| {
        row.ends.and_then(|_| percent(row.count(), row.group.spread.n_graded()))
    })
    .unit("pct.")
    .empty("ingen graduering er kendt")
    .int("n_partly_unknown", "Heraf delvis ukendt", "mindst én graduering er ukendt", |row| {
        row.partly_unknown()
    })
    .unit(ASSESSED_OFFERINGS)
    .empty("ingen graduering er kendt")
    .of(graded(results).flat_map(of_group).collect())
}
