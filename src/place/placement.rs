//! Where does an offering stand, and how sure is that?

use super::CompiledRule;
use crate::model::{Attained, GradePlanes, Level, PlacementState, QualityOutcome};

/// *Indplacering* of one offering by one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placement {
    /// The first state that holds, in Reading R4's order of precedence.
    pub state: PlacementState,
    /// *Fornøden kvalitet*.
    pub quality: QualityOutcome,
    /// The level: set only when [`PlacementState::Placed`].
    pub level: Option<Level>,
    /// The level in the worst case of what is unknown; set unless
    /// [`PlacementState::NotAssessed`], also when the quality gate fails or is unknown.
    pub low: Option<Attained>,
    /// The level in the best case; set where `low` is.
    pub high: Option<Attained>,
}

impl Placement {
    /// The level reached, whatever the quality, where the worst and the best case agree.
    pub fn decided(self) -> Option<Attained> {
        self.low.filter(|low| Some(*low) == self.high)
    }
}

/// Places one offering (Reading R4).
///
/// `planes` are its eight grades; `None` when it has no assessment, or one without any grade or
/// evidence (`Assessment::is_blank`). Evidence that leaves all eight grades unknown is an
/// assessment: foreløbig, from *ingen* to *højt*. Where all eight parameters are *ikke relevant*
/// there is nothing that a rule could be held against, and no level that could be defended: the
/// offering counts as *ikke vurderet*, whatever the rule does with parameters that are not
/// relevant. With fewer relevant ones than the rule asks for no level is decided: foreløbig, from
/// *ingen* to *højt*; nor where unknown grades may turn out not to be relevant (Reading R49).
pub fn place(
    rule: &CompiledRule,
    planes: Option<GradePlanes>,
    quality: QualityOutcome,
) -> Placement {
    let attained = |planes: GradePlanes| {
        let (low, high) = rule.attained(planes);
        let is_decided = low == high;
        let holds =
            if is_decided { rule.rule.is_founded(&planes) } else { rule.rule.can_decide(&planes) };
        if holds { (low, high) } else { (Attained::None, Attained::High) }
    };
    placement(planes.filter(is_assessable).map(attained), quality)
}

/// Whether there is any parameter to hold against a rule.
pub fn is_assessable(planes: &GradePlanes) -> bool {
    planes.not_relevant.0 != u8::MAX
}

/// The placement that an interval of levels and the quality give; `None` when not assessed.
pub fn placement(interval: Option<(Attained, Attained)>, quality: QualityOutcome) -> Placement {
    let state = match (interval, quality) {
        (None, _) => PlacementState::NotAssessed,
        (_, QualityOutcome::Fail) => PlacementState::QualityNotMet,
        (_, QualityOutcome::Unknown) => PlacementState::QualityUnknown,
        (Some((low, high)), QualityOutcome::Pass) if low != high => PlacementState::Provisional,
        (Some((Attained::None, _)), QualityOutcome::Pass) => PlacementState::BelowLight,
        (Some(_), QualityOutcome::Pass) => PlacementState::Placed,
    };
    let (low, high) = interval.unzip();
    let level = low.filter(|_| state == PlacementState::Placed).and_then(Attained::level);
    Placement { state, quality, level, low, high }
}
