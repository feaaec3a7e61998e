//! Which levels are there?

use std::fmt;

/// *Specialiseringsniveau*: one of the three levels of specialisation (the model, figure 1).
///
/// Also used for a citizen group's level of need, which the model grades in the same three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// *Let specialiseret.*
    Light = 1,
    /// *Moderat specialiseret.*
    Moderate = 2,
    /// *Højt specialiseret.*
    High = 3,
}

impl Level {
    /// All levels, from *let* to *højt*.
    pub const ALL: [Self; 3] = [Self::Light, Self::Moderate, Self::High];

    /// The word as files and tables write it: `let`, `moderat`, `højt`.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Light => "let",
            Self::Moderate => "moderat",
            Self::High => "højt",
        }
    }

    /// 0, 1, 2: a place in an array that holds one thing per level.
    pub const fn index(self) -> usize {
        self as usize - 1
    }

    /// The level whose word this is, in the exact spelling of [`Level::danish`].
    pub fn from_danish(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.danish() == word)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.danish())
    }
}

/// The highest level that is reached, where none may be: *ingen*, *let*, *moderat*, *højt*.
///
/// The model knows three levels only; `None` is our word for what reaches no level (Reading R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Attained {
    /// *Ingen*: not even *let* is reached.
    None = 0,
    /// *Let* is reached.
    Light = 1,
    /// *Moderat* is reached.
    Moderate = 2,
    /// *Højt* is reached.
    High = 3,
}

impl Attained {
    /// All four, from *ingen* to *højt*.
    pub const ALL: [Self; 4] = [Self::None, Self::Light, Self::Moderate, Self::High];

    /// The word as files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::None => "ingen",
            Self::Light => "let",
            Self::Moderate => "moderat",
            Self::High => "højt",
        }
    }

    /// The level reached, if any.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::None => None,
            Self::Light => Some(Level::Light),
            Self::Moderate => Some(Level::Moderate),
            Self::High => Some(Level::High),
        }
    }

    /// Whether `level` is reached.
    pub const fn reaches(self, level: Level) -> bool {
        self as u8 >= level as u8
    }

    /// The attained level with this rank, 0 to 3.
    pub const fn from_rank(rank: u8) -> Option<Self> {
        match rank {
            0 => Some(Self::None),
            1 => Some(Self::Light),
            2 => Some(Self::Moderate),
            3 => Some(Self::High),
            _ => None,
        }
    }
}

impl From<Level> for Attained {
    fn from(level: Level) -> Self {
        match level {
            Level::Light => Self::Light,
            Level::Moderate => Self::Moderate,
            Level::High => Self::High,
        }
    }
}

impl fmt::Display for Attained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.danish())
    }
}
