//! What can be said of an offering's place?

/// State of a placement (Reading R4), in order of precedence: the first that holds is the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PlacementState {
    /// *Ikke vurderet*: no assessment, or one without any grade or evidence.
    NotAssessed,
    /// *Kvalitet ikke opfyldt*: the precondition of quality fails.
    QualityNotMet,
    /// *Kvalitet ukendt*.
    QualityUnknown,
    /// *Foreløbig*: unknown grades leave an interval of levels.
    Provisional,
    /// *Under let*: assessed, and no level is reached.
    BelowLight,
    /// *Indplaceret*: on one level.
    Placed,
}

impl PlacementState {
    /// All states, in order of precedence.
    pub const ALL: [Self; 6] = [
        Self::NotAssessed,
        Self::QualityNotMet,
        Self::QualityUnknown,
        Self::Provisional,
        Self::BelowLight,
        Self::Placed,
    ];

    /// The word in data columns.
    pub const fn column(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::QualityNotMet => "quality_not_met",
            Self::QualityUnknown => "quality_unknown",
            Self::Provisional => "provisional",
            Self::BelowLight => "below_light",
            Self::Placed => "placed",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NotAssessed => "ikke vurderet",
            Self::QualityNotMet => "kvalitet ikke opfyldt",
            Self::QualityUnknown => "kvalitet ukendt",
            Self::Provisional => "foreløbig",
            Self::BelowLight => "under let",
            Self::Placed => "indplaceret",
        }
    }
}

/// Outcome of the quality precondition (*fornøden kvalitet*), never a ninth parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum QualityOutcome {
    /// *Opfyldt.*
    Pass,
    /// *Ikke opfyldt.*
    Fail,
    /// *Ukendt.*
    Unknown,
}

impl QualityOutcome {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Pass, Self::Fail, Self::Unknown];

    /// The word in data columns: `pass`, `fail`, `unknown`.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
        }
    }

    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Pass => "opfyldt",
            Self::Fail => "ikke opfyldt",
            Self::Unknown => "ukendt",
        }
    }
}
