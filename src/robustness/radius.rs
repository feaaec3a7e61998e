//! How much may all weights move before a placement changes?

use super::weight_share::subsets;
use crate::model::{Attained, GradePlanes, Level, ParameterSet};
use crate::place::Rule;
use crate::table::decimal;

/// *Stabilitetsradius* of a placement's level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Radius {
    /// Unknown grades leave more than one level: there is no placement to change.
    Undecided,
    /// No weights, however unequal, change the level.
    Never,
    /// The level can change when every weight may move by more than this share of itself, up or
    /// down: 0 on the line, below 1.
    Share(f64),
}

impl Radius {
    /// The share, when there is one.
    pub const fn share(self) -> Option<f64> {
        match self {
            Self::Share(share) => Some(share),
            Self::Undecided | Self::Never => None,
        }
    }

    /// The words for readers.
    pub fn in_words(self) -> String {
        match self {
            Self::Undecided => "ikke afgjort".to_owned(),
            Self::Never => "ændres af ingen vægte".to_owned(),
            Self::Share(share) if share <= 0.0 => "på grænsen: den mindste ændring".to_owned(),
            Self::Share(share) => {
                format!("alle vægte kan ændres op til {} %", decimal(share * 100.0, 1))
            }
        }
    }
}

/// The radius of one boundary for every set of met parameters, per set of relevant ones.
///
/// Every weight may move by ±d relative to itself, and all are then scaled to the same sum. With
/// a = w(S)/W the boundary is crossed from `d* = |a − λ| / (a + λ − 2aλ)` on; with equal weights
/// and a = k/8 that is `|k − 8λ| / (8λ + k(1 − 2λ))` (docs/robusthed.md). At a = 0 and a = 1 nothing
/// flips it, nor where a required parameter is missing.
pub struct RadiusTables {
    distances: Box<[f64]>,
}

/// Stands for "never" in the table: no move of less than the whole weight gets there.
const NEVER: f64 = 1.0;

impl RadiusTables {
    /// Works out all 3^8 boundaries of a rule.
    pub fn of(rule: &Rule) -> Self {
        let mut distances = vec![NEVER; 1 << 16].into_boxed_slice();
        for relevant in (1..=u8::MAX).map(ParameterSet) {
            for met in subsets(relevant) {
                distances[place(relevant, met)] = distance(rule, relevant, met);
            }
        }
        Self { distances }
    }

    /// The radius of an offering's placement: of its boundaries the nearest, which are the one to
    /// its own level in the worst case of what is unknown, and the one to the next in the best.
    #[inline]
    pub fn look_up(&self, planes: GradePlanes, (low, high): (Attained, Attained)) -> Radius {
        if low != high {
            return Radius::Undecided;
        }
        let (own, next) = boundaries(planes, low);
        let at = |boundary: Option<Boundary>| {
            boundary
                .map_or(NEVER, |Boundary { relevant, met }| self.distances[place(relevant, met)])
        };
        let nearest = at(own).min(at(next));
        if nearest < NEVER { Radius::Share(nearest) } else { Radius::Never }
    }
}

/// What is counted for a level, and what of it counts as met.
#[derive(Clone, Copy)]
pub(super) struct Boundary {
    pub relevant: ParameterSet,
    pub met: ParameterSet,
}

/// The boundary to the level that is reached (worst case), and to the next (best case).
#[inline]
pub(super) fn boundaries(
    planes: GradePlanes,
    attained: Attained,
) -> (Option<Boundary>, Option<Boundary>) {
    let of = |relevant: ParameterSet, met: ParameterSet| Boundary {
        relevant,
        met: ParameterSet(met.0 & relevant.0),
    };
    let own = attained
        .level()
        .map(|level| of(planes.relevant_at_worst(level), planes.at_least[level.index()]));
    let next = Level::ALL
        .into_iter()
        .find(|level| !attained.reaches(*level))
        .map(|level| of(planes.relevant_at_best(level), planes.may_reach[level.index()]));
    (own, next)
}

#[inline]
fn place(relevant: ParameterSet, met: ParameterSet) -> usize {
    usize::from(u16::from_be_bytes([relevant.0, met.0]))
}

fn distance(rule: &Rule, relevant: ParameterSet, met: ParameterSet) -> f64 {
    if rule.required.0 & relevant.0 & !met.0 != 0 {
        return NEVER;
    }
    let total = rule.weight(rule.counted(relevant)) as f64;
    let held = rule.weight(rule.counted_as_met(relevant, met)) as f64;
    let numerator = f64::from(rule.threshold.share.numerator());
    let denominator = f64::from(rule.threshold.share.denominator());
    // Times W and the denominator, so that a tie is exactly 0.
    let apart = (held * denominator - total * numerator).abs();
    let reach = held * denominator + total * numerator - 2.0 * held * numerator;
    if held <= 0.0 || held >= total || reach <= 0.0 { NEVER } else { (apart / reach).min(NEVER) }
}
