//! Where does an offering stand in a run: on a level, or why on none?

use crate::model::{Attained, Level, PlacementState};

/// *Hvor et tilbud står*: a level, or the state that keeps it from one. The rows and columns of a
/// transition matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Standing {
    /// *Højt.*
    High,
    /// *Moderat.*
    Moderate,
    /// *Let.*
    Light,
    /// *Under let*: assessed, and no level is reached.
    BelowLight,
    /// *Foreløbig*: between two levels.
    Provisional,
    /// *Kvalitet ukendt.*
    QualityUnknown,
    /// *Kvalitet ikke opfyldt.*
    QualityNotMet,
    /// *Ikke vurderet.*
    NotAssessed,
}

impl Standing {
    /// All, from *højt* down.
    pub const ALL: [Self; 8] = [
        Self::High,
        Self::Moderate,
        Self::Light,
        Self::BelowLight,
        Self::Provisional,
        Self::QualityUnknown,
        Self::QualityNotMet,
        Self::NotAssessed,
    ];

    /// That of a state and, where it is *indplaceret*, a level; `None` when the two contradict each
    /// other.
    pub const fn of(state: PlacementState, level: Option<Level>) -> Option<Self> {
        match (state, level) {
            (PlacementState::Placed, Some(level)) => Some(match level {
                Level::High => Self::High,
                Level::Moderate => Self::Moderate,
                Level::Light => Self::Light,
            }),
            (PlacementState::Placed, None) | (_, Some(_)) => None,
            (PlacementState::BelowLight, None) => Some(Self::BelowLight),
            (PlacementState::Provisional, None) => Some(Self::Provisional),
            (PlacementState::QualityUnknown, None) => Some(Self::QualityUnknown),
            (PlacementState::QualityNotMet, None) => Some(Self::QualityNotMet),
            (PlacementState::NotAssessed, None) => Some(Self::NotAssessed),
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::High => "højt",
            Self::Moderate => "moderat",
            Self::Light => "let",
            Self::BelowLight => "under let",
            Self::Provisional => "foreløbig",
            Self::QualityUnknown => "kvalitet ukendt",
            Self::QualityNotMet => "kvalitet ikke opfyldt",
            Self::NotAssessed => "ikke vurderet",
        }
    }

    /// What is reached, where that is known and nothing else is in the way.
    pub const fn attained(self) -> Option<Attained> {
        match self {
            Self::High => Some(Attained::High),
            Self::Moderate => Some(Attained::Moderate),
            Self::Light => Some(Attained::Light),
            Self::BelowLight => Some(Attained::None),
            _ => None,
        }
    }

    /// The level, where it is placed on one.
    pub fn level(self) -> Option<Level> {
        self.attained().and_then(Attained::level)
    }
}

/// *Retning* of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Direction {
    /// To a lower level, or below *let*.
    Down,
    /// From a level, or below *let*, to where no level can be told.
    Lost,
    /// Between two states without a level.
    Aside,
    /// From where no level could be told to a level, or below *let*.
    Found,
    /// To a higher level.
    Up,
}

impl Direction {
    /// All, from down to up.
    pub const ALL: [Self; 5] = [Self::Down, Self::Lost, Self::Aside, Self::Found, Self::Up];

    /// That of a move between two standings that differ.
    pub fn of(old: Standing, new: Standing) -> Self {
        match (old.attained(), new.attained()) {
            (Some(old), Some(new)) if new < old => Self::Down,
            (Some(_), Some(_)) => Self::Up,
            (Some(_), None) => Self::Lost,
            (None, Some(_)) => Self::Found,
            (None, None) => Self::Aside,
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Down => "ned",
            Self::Lost => "kan ikke længere afgøres",
            Self::Aside => "kan stadig ikke afgøres",
            Self::Found => "kan nu afgøres",
            Self::Up => "op",
        }
    }
}
