//! Which of *børn, unge, voksne*?

use super::AgeGroup;

/// A set of age groups; empty when ages are not reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeGroupSet(u8);

impl AgeGroupSet {
    /// One age group alone.
    pub const fn of(age: AgeGroup) -> Self {
        Self(1 << age as u8)
    }

    /// With `age` in it.
    #[must_use]
    pub const fn with(self, age: AgeGroup) -> Self {
        Self(self.0 | Self::of(age).0)
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

impl FromIterator<AgeGroup> for AgeGroupSet {
    fn from_iter<I: IntoIterator<Item = AgeGroup>>(ages: I) -> Self {
        ages.into_iter().fold(Self::default(), Self::with)
    }
}
