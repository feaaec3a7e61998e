//! What does a grade on one parameter say?

use super::Attained;

/// *Graduering* of one parameter for one offering (box 4). There are no points.
///
/// "Not reported" is a value of its own and never zero; "not relevant" another (Reading R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Grade {
    /// *Ingen*: known, and not even *let* is reached.
    None = 0,
    /// *Let*.
    Light = 1,
    /// *Moderat*.
    Moderate = 2,
    /// *Højt*.
    High = 3,
    /// *Ikke relevant*: the parameter leaves the count, with its weight.
    NotRelevant = 4,
    /// *Ikke oplyst*, or known only in part ([`super::GradeBounds`]).
    #[default]
    Unknown = 5,
}

impl Grade {
    /// What is attained, when it is known and relevant.
    pub const fn attained(self) -> Option<Attained> {
        match self {
            Self::None => Some(Attained::None),
            Self::Light => Some(Attained::Light),
            Self::Moderate => Some(Attained::Moderate),
            Self::High => Some(Attained::High),
            Self::NotRelevant | Self::Unknown => None,
        }
    }

    /// The word as files write it: `ingen`, `let`, `moderat`, `højt`, `ikke_relevant`; nothing
    /// when unknown (a null in tables).
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::NotRelevant => Some("ikke_relevant"),
            Self::Unknown => None,
            Self::None => Some("ingen"),
            Self::Light => Some("let"),
            Self::Moderate => Some("moderat"),
            Self::High => Some("højt"),
        }
    }

    /// The word for readers: *ikke relevant*, *ikke oplyst* spelled out.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::None => "ingen",
            Self::Light => "let",
            Self::Moderate => "moderat",
            Self::High => "højt",
            Self::NotRelevant => "ikke relevant",
            Self::Unknown => "ikke oplyst",
        }
    }
}

impl From<Attained> for Grade {
    fn from(attained: Attained) -> Self {
        match attained {
            Attained::None => Self::None,
            Attained::Light => Self::Light,
            Attained::Moderate => Self::Moderate,
            Attained::High => Self::High,
        }
    }
}
