//! What are published figures divided by?

use crate::model::Level;

/// A dimension of the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// *Målgruppe.*
    TargetGroup,
    /// *Niveau*, or that there is none.
    Level,
    /// *Region.*
    Region,
    /// *Virksomhedsform.*
    Ownership,
}

/// Whoever is assessed and on no level: below let, provisional, or without the quality.
pub(super) const ASSESSED_ELSE: &str = "vurderet, ikke indplaceret";
/// Whoever took no part.
pub(super) const NOT_ASSESSED: &str = "ikke vurderet";
/// All that are assessed.
pub(super) const ASSESSED: &str = "vurderet i alt";
/// What a missing region or ownership is called.
pub(super) const NOT_STATED: &str = "ikke oplyst";

impl Dimension {
    /// All, in the order of a cell's codes.
    pub const ALL: [Self; 4] = [Self::TargetGroup, Self::Level, Self::Region, Self::Ownership];

    /// Its name in rules and in `release.json`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TargetGroup => "maalgruppe",
            Self::Level => "niveau",
            Self::Region => "region",
            Self::Ownership => "virksomhedsform",
        }
    }

    /// The header of its column.
    pub const fn header(self) -> &'static str {
        match self {
            Self::TargetGroup => "Målgruppe",
            Self::Level => "Niveau",
            Self::Region => "Region",
            Self::Ownership => "Virksomhedsform",
        }
    }

    /// What the sum over all of it is called.
    pub const fn total(self) -> &'static str {
        match self {
            Self::TargetGroup => "alle målgrupper",
            Self::Level => "i alt",
            Self::Region => "hele landet",
            Self::Ownership => "alle virksomhedsformer",
        }
    }
}

/// Whether a cell with this level tells what came of an assessment.
pub(super) fn tells_a_level(level: &str) -> bool {
    level == ASSESSED_ELSE || Level::ALL.iter().any(|known| known.danish() == level)
}
