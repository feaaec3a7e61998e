//! Which ages does the population register tell apart?

use std::fmt;

/// *Aldersgruppe* of the population register. The last lies **inside** the fourth: the first four
/// add up to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// 0 to 16 years.
    Years0To16,
    /// 17 to 19 years.
    Years17To19,
    /// 20 to 64 years.
    Years20To64,
    /// 65 years and over.
    Years65Plus,
    /// 80 years and over, who are also 65 and over.
    Years80Plus,
}

impl AgeBand {
    /// All five, youngest first; the first four add up to everybody.
    pub const ALL: [Self; 5] = [
        Self::Years0To16,
        Self::Years17To19,
        Self::Years20To64,
        Self::Years65Plus,
        Self::Years80Plus,
    ];

    /// The years as files and tables write them: `0-16`, `80+`.
    pub const fn years(self) -> &'static str {
        match self {
            Self::Years0To16 => "0-16",
            Self::Years17To19 => "17-19",
            Self::Years20To64 => "20-64",
            Self::Years65Plus => "65+",
            Self::Years80Plus => "80+",
        }
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.years())
    }
}
