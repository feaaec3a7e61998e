//! Which citizens is an offering for?

use std::fmt;

/// *Målgruppe*, as a place in the register of target groups (a file, not code).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetGroupId(pub u8);

/// A set of target groups; the register holds at most 128.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TargetGroupSet(pub u128);

impl TargetGroupSet {
    /// How many target groups a register may hold.
    pub const CAPACITY: usize = 128;

    /// Whether `group` is in the set.
    pub const fn contains(self, group: TargetGroupId) -> bool {
        self.0 >> group.0 & 1 == 1
    }

    /// Adds `group`.
    pub const fn insert(&mut self, group: TargetGroupId) {
        self.0 |= 1 << group.0;
    }

    /// All groups of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many groups.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The groups, in the register's order.
    pub fn iter(self) -> impl Iterator<Item = TargetGroupId> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            // Below 128, so it fits.
            let group = u8::try_from(left.trailing_zeros()).ok().filter(|_| left != 0)?;
            left &= left - 1;
            Some(TargetGroupId(group))
        })
    }
}

/// *Børn, unge, voksne*: the split that the trial is to judge (the model, chapter 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// *Børn.*
    Children,
    /// *Unge.*
    Youth,
    /// *Voksne.*
    Adults,
}

impl AgeGroup {
    /// All three, youngest first.
    pub const ALL: [Self; 3] = [Self::Children, Self::Youth, Self::Adults];

    /// The word as files and tables write it: `børn`, `unge`, `voksne`.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Children => "børn",
            Self::Youth => "unge",
            Self::Adults => "voksne",
        }
    }

    /// The age group whose word this is.
    pub fn from_danish(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|age| age.danish() == word)
    }
}

impl fmt::Display for AgeGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.danish())
    }
}

/// The ages a department takes in, in whole years, both ends included: "13 til 18 år".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeSpan {
    /// Youngest age in years.
    pub from_years: u8,
    /// Oldest age in years.
    pub to_years: u8,
}
