//! Which of *børn, unge, voksne* does a department take in?

use crate::model::{AgeGroup, AgeSpan};

/// First and last year of an age group, both included. Nobody has published where *unge* begin and
/// end; these are the population register's own ages, so that no inhabitants need to be split
/// (Reading R40).
pub const fn years(age: AgeGroup) -> (u8, u8) {
    match age {
        AgeGroup::Children => (0, 16),
        AgeGroup::Youth => (17, 19),
        AgeGroup::Adults => (20, u8::MAX),
    }
}

/// A set of age groups; empty when ages are not reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeGroupSet(u8);

impl AgeGroupSet {
    /// One age group alone.
    pub const fn of(age: AgeGroup) -> Self {
        Self(1 << age as u8)
    }

    /// Every age group that somebody in the span belongs to; none when it ends before it begins.
    pub fn taking(span: AgeSpan) -> Self {
        let overlaps = |age: &AgeGroup| {
            let (first, last) = years(*age);
            span.from_years.max(first) <= span.to_years.min(last)
        };
        let groups = AgeGroup::ALL.into_iter().filter(overlaps);
        groups.fold(Self::default(), |set, age| Self(set.0 | Self::of(age).0))
    }

    /// Whether `age` is in the set.
    pub const fn contains(self, age: AgeGroup) -> bool {
        self.0 & Self::of(age).0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The age groups, youngest first.
    pub fn iter(self) -> impl Iterator<Item = AgeGroup> {
        AgeGroup::ALL.into_iter().filter(move |age| self.contains(*age))
    }
}
