//! Which overall level does a made-up inspector come to?

use crate::model::{Attained, InspectorsJudge, Parameter, PerParameter};

/// Made up, and heaviest where most weighings would begin: practice.
const WEIGHTS: PerParameter<u32> = PerParameter([5, 5, 3, 1, 1, 1, 1, 1]);

/// The overall level by eight grades, of which at least one is relevant.
pub(super) fn overall_level(
    judge: InspectorsJudge,
    grades: PerParameter<Option<Attained>>,
) -> Attained {
    let weight = |p: Parameter| if judge == InspectorsJudge::Weighted { WEIGHTS[p] } else { 1 };
    let reached = |level: Attained| {
        let relevant = || grades.iter().filter_map(|(p, grade)| Some((p, (*grade)?)));
        let total: u32 = relevant().map(|(p, _)| weight(p)).sum();
        let met: u32 =
            relevant().filter(|(_, grade)| *grade >= level).map(|(p, _)| weight(p)).sum();
        let practice = grades[Parameter::ActivePractice].is_none_or(|grade| grade >= level);
        match judge {
            InspectorsJudge::All => met == total,
            InspectorsJudge::ActivePractice => 2 * met > total && practice,
            InspectorsJudge::Majority | InspectorsJudge::Weighted => 2 * met > total,
        }
    };
    Attained::ALL.into_iter().rev().find(|level| reached(*level)).unwrap_or(Attained::None)
}
