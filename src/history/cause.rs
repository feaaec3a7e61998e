//! What can move an offering from one run to the next?

/// *Årsag*: one thing that was another in the new run (Reading R100).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cause {
    /// It was assessed for the first time, or its assessment is gone.
    Assessed,
    /// What the provider reported, where the grade was known before and after.
    Evidence,
    /// A grade became known, or unknown, by what was reported or given.
    Known,
    /// Another authority placed it.
    OtherAssessor,
    /// The same authority gave another grade.
    SameAssessor,
    /// The guideline that what was reported is held against.
    Guideline,
    /// The rule that makes eight grades one level.
    Rule,
    /// *Fornøden kvalitet.*
    Quality,
}

impl Cause {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// All of them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Assessed,
        Self::Evidence,
        Self::Known,
        Self::OtherAssessor,
        Self::SameAssessor,
        Self::Guideline,
        Self::Rule,
        Self::Quality,
    ];

    /// Its place in [`Cause::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The word in names of columns.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::Evidence => "evidence",
            Self::Known => "known",
            Self::OtherAssessor => "other_assessor",
            Self::SameAssessor => "same_assessor",
            Self::Guideline => "guideline",
            Self::Rule => "rule",
            Self::Quality => "quality",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Assessed => "vurderet første gang, eller ikke længere",
            Self::Evidence => "oplysningerne",
            Self::Known => "en graduering blev kendt eller ukendt",
            Self::OtherAssessor => "et andet tilsyn",
            Self::SameAssessor => "samme tilsyn graduerede anderledes",
            Self::Guideline => "vejledningen",
            Self::Rule => "reglen",
            Self::Quality => "kvaliteten",
        }
    }

    /// What it is, for readers, without a full stop.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Assessed => {
                "der er en vurdering i den ene kørsel og ingen i den anden; alt i vurderingen regnes \
                 under ét"
            }
            Self::Evidence => {
                "tilbuddet har oplyst noget andet, og gradueringen var kendt begge gange"
            }
            Self::Known => {
                "en graduering kom til eller faldt væk, fordi noget blev oplyst, givet eller kunne \
                 læses, eller ikke længere"
            }
            Self::OtherAssessor => {
                "et andet tilsyn har foretaget den vurdering, der indplacerer; alle dets \
                 gradueringer regnes under ét"
            }
            Self::SameAssessor => "det samme tilsyn har givet eller taget en graduering tilbage",
            Self::Guideline => {
                "oplysningerne er holdt op mod en anden vejledning eller en anden udgave af den"
            }
            Self::Rule => "reglen, der gør otte gradueringer til ét niveau, er en anden",
            Self::Quality => {
                "den fornødne kvalitet er opfyldt, ikke opfyldt eller ukendt som før ikke"
            }
        }
    }
}

/// Some causes: bit `i` is `Cause::ALL[i]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CauseSet(pub u8);

impl CauseSet {
    /// None.
    pub const EMPTY: Self = Self(0);

    /// Whether a cause is among them.
    pub const fn contains(self, cause: Cause) -> bool {
        self.0 >> cause as u8 & 1 == 1
    }

    /// With one more.
    #[must_use]
    pub const fn with(self, cause: Cause) -> Self {
        Self(self.0 | 1 << cause as u8)
    }

    /// How many.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these are in `other`.
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The causes, in their order.
    pub fn iter(self) -> impl Iterator<Item = Cause> {
        Cause::ALL.into_iter().filter(move |cause| self.contains(*cause))
    }

    /// All sets of these, the empty one first.
    pub fn subsets(self) -> impl Iterator<Item = Self> {
        let mut next = Some(Self::EMPTY);
        std::iter::from_fn(move || {
            let now = next?;
            // The next smaller set in the order of binary numbers over the bits of `self`.
            let following = now.0.wrapping_sub(self.0) & self.0;
            next = (following != 0).then_some(Self(following));
            Some(now)
        })
    }
}

impl FromIterator<Cause> for CauseSet {
    fn from_iter<I: IntoIterator<Item = Cause>>(causes: I) -> Self {
        causes.into_iter().fold(Self::EMPTY, Self::with)
    }
}
