//! Which placements would change, if every tilsyn judged like the average of them?

use crate::grade::Basis;
use crate::model::{
    Attained, Dataset, Grade, GradePlanes, OfferingId, Parameter, PerParameter, QualityOutcome,
    Supervision,
};
use crate::place::place;
use crate::results::Assessed;
use crate::settings::Settings;
use crate::trial::Strictness;

/// A tilsyn's offerings, if it judged like the average.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub(crate) tilsyn: Supervision,
    /// Whole steps that its grades move by; 0 where it can't be told from the average, or the
    /// difference is less than half a step.
    pub(crate) steps: i32,
    /// Whether its interval leaves out that it judges like the average.
    pub(crate) is_certain: bool,
    /// Offerings that it placed on a decided level.
    pub(crate) n_placed: u64,
    /// Those of them that would stand on another, or on none that is decided.
    pub(crate) offerings: Vec<ChangedOffering>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangedOffering {
    pub(crate) offering: OfferingId,
    pub(crate) from: Attained,
    /// Lowest and highest level.
    pub(crate) to: (Attained, Attained),
}

/// What can be said of it.
#[derive(Clone, Debug)]
pub(crate) enum JudgedLikeAverage {
    /// Nothing was rated twice.
    NothingRatedTwice,
    /// Not all tilsyn can be compared: there is no average of all of them.
    NotConnected,
    /// Of each tilsyn.
    Known(Vec<Changed>),
}

pub(super) fn judged_like_average(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    found: &Strictness,
    raters: &[Supervision],
) -> JudgedLikeAverage {
    if found.effects.is_empty() {
        return JudgedLikeAverage::NothingRatedTwice;
    }
    if !found.is_connected() {
        return JudgedLikeAverage::NotConnected;
    }
    let rule = settings.placing_rule();
    let mut all: Vec<Changed> = found
        .effects
        .iter()
        .map(|effect| Changed {
            tilsyn: raters[effect.rater as usize],
            steps: effect.correction().unwrap_or(0),
            is_certain: effect.is_certain(),
            n_placed: 0,
            offerings: Vec::new(),
        })
        .collect();
    for (offering, of) in (0..).map(OfferingId).zip(&assessed.offerings) {
        let Some(placing) = of.grades.placing.and_then(|at| dataset.assessments.get(at as usize))
        else {
            continue;
        };
        let Some(changed) = all.iter_mut().find(|changed| changed.tilsyn == placing.authority)
        else {
            continue;
        };
        let (Some(from), Some(because)) = (of.placement.decided(), &of.grades.because) else {
            continue;
        };
        changed.n_placed += 1;
        if changed.steps == 0 {
            continue;
        }
        let grades = PerParameter::from_fn(|parameter: Parameter| {
            let bounds = of.grades.grades[parameter];
            match bounds.grade().attained() {
                // Evidence is the same whoever reads it.
                Some(level) if because[parameter].basis == Basis::Inspector => {
                    Grade::from(moved(level, changed.steps)).into()
                }
                _ => bounds,
            }
        });
        let placement = place(rule, Some(GradePlanes::of(&grades)), QualityOutcome::Pass);
        if let (Some(low), Some(high)) = (placement.low, placement.high)
            && (low, high) != (from, from)
        {
            changed.offerings.push(ChangedOffering { offering, from, to: (low, high) });
        }
    }
    JudgedLikeAverage::Known(all)
}

/// So many steps up or down, and no further than the scale goes.
fn moved(level: Attained, steps: i32) -> Attained {
    let rank = (i32::from(level as u8) + steps).clamp(0, 3);
    u8::try_from(rank).ok().and_then(Attained::from_rank).unwrap_or(level)
}
