//! What are published figures divided by, and how finely does a table show it?

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

/// A dimension as a table shows it: all of it, or with values put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// *Målgruppe.*
    TargetGroup,
    /// *Niveau.*
    Level,
    /// *Vurderet eller ej*: levels put together.
    Assessed,
    /// *Region*, on the run's map.
    Region,
    /// *Region* on the registers' other map.
    OtherRegion,
    /// *Virksomhedsform.*
    Ownership,
    /// *Ejerforhold*: offentlig, selvejende, privat (Reading R75).
    OwnershipClass,
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
    /// All, in the order of a cell's codes: by their names.
    pub const ALL: [Self; 4] = [Self::TargetGroup, Self::Level, Self::Region, Self::Ownership];

    /// Its name in `release.json`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TargetGroup => "maalgruppe",
            Self::Level => "niveau",
            Self::Region => "region",
            Self::Ownership => "virksomhedsform",
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

impl View {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::TargetGroup,
        Self::Level,
        Self::Assessed,
        Self::Region,
        Self::OtherRegion,
        Self::Ownership,
        Self::OwnershipClass,
    ];

    /// Its name in the rules.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TargetGroup => "maalgruppe",
            Self::Level => "niveau",
            Self::Assessed => "vurderet",
            Self::Region => "region",
            Self::OtherRegion => "region-andet-kort",
            Self::Ownership => "virksomhedsform",
            Self::OwnershipClass => "ejerforhold",
        }
    }

    /// Of what it is a view.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::TargetGroup => Dimension::TargetGroup,
            Self::Level | Self::Assessed => Dimension::Level,
            Self::Region | Self::OtherRegion => Dimension::Region,
            Self::Ownership | Self::OwnershipClass => Dimension::Ownership,
        }
    }

    /// The view that says less, if there is one that may be tried instead.
    pub(super) const fn coarser(self) -> Option<Self> {
        match self {
            Self::Level => Some(Self::Assessed),
            Self::Ownership => Some(Self::OwnershipClass),
            _ => None,
        }
    }

    /// The word for readers.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::TargetGroup => "målgruppe",
            Self::Level => "niveau",
            Self::Assessed => "vurderet eller ej",
            Self::Region => "region",
            Self::OtherRegion => "region på det andet kort",
            Self::Ownership => "virksomhedsform",
            Self::OwnershipClass => "ejerforhold",
        }
    }
}

/// Whether a cell with this level tells what came of an assessment.
pub(super) fn tells_a_level(level: &str) -> bool {
    level == ASSESSED_ELSE || Level::ALL.iter().any(|known| known.danish() == level)
}
