//! What does a grade on one parameter say?

use super::{Attained, Parameter, ParameterSet, PerParameter};

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
    /// *Ikke oplyst*, or known only in part.
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

/// What evidence allows a grade to be: lowest and highest, or not relevant.
///
/// "Moderat or højt" is `Between { low: Moderate, high: High }`; it counts as unknown in placing
/// and keeps its bounds for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GradeBounds {
    /// The grade lies between these, both included.
    Between {
        /// The lowest grade that what is missing could leave.
        low: Attained,
        /// The highest grade that what is missing could give.
        high: Attained,
    },
    /// The parameter is not relevant for this offering.
    NotRelevant,
}

impl GradeBounds {
    /// Nothing is known.
    pub const ANY: Self = Self::Between { low: Attained::None, high: Attained::High };

    /// The grade, when the bounds leave one only.
    pub fn grade(self) -> Grade {
        match self {
            Self::NotRelevant => Grade::NotRelevant,
            Self::Between { low, high } if low == high => low.into(),
            Self::Between { .. } => Grade::Unknown,
        }
    }
}

/// The eight grades of an offering as bit planes: five bytes, three bit tests to place.
///
/// `at_least[h]` holds the parameters known to reach level `h`; they are nested,
/// `at_least[High] ⊆ at_least[Moderate] ⊆ at_least[Light]`. Bits as in [`ParameterSet`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GradePlanes {
    /// Parameters known to reach *let*, *moderat*, *højt*.
    pub at_least: [ParameterSet; 3],
    /// Parameters whose grade is unknown.
    pub unknown: ParameterSet,
    /// Parameters that are not relevant.
    pub not_relevant: ParameterSet,
}

impl GradePlanes {
    /// Packs eight grades.
    #[inline]
    pub fn of(grades: &PerParameter<Grade>) -> Self {
        let mut planes = Self::default();
        // Without branches: grades follow no pattern that a processor could foretell.
        for (index, grade) in grades.0.iter().enumerate() {
            let rank = *grade as u8;
            let [light, moderate, high] = &mut planes.at_least;
            light.0 |= u8::from((1..=3).contains(&rank)) << index;
            moderate.0 |= u8::from((2..=3).contains(&rank)) << index;
            high.0 |= u8::from(rank == Grade::High as u8) << index;
            planes.not_relevant.0 |= u8::from(rank == Grade::NotRelevant as u8) << index;
            planes.unknown.0 |= u8::from(rank == Grade::Unknown as u8) << index;
        }
        planes
    }

    /// Unpacks the eight grades.
    pub fn grades(self) -> PerParameter<Grade> {
        PerParameter::from_fn(|parameter| self.grade(parameter))
    }

    /// The grade of one parameter.
    pub fn grade(self, parameter: Parameter) -> Grade {
        if self.unknown.contains(parameter) {
            Grade::Unknown
        } else if self.not_relevant.contains(parameter) {
            Grade::NotRelevant
        } else if self.at_least[2].contains(parameter) {
            Grade::High
        } else if self.at_least[1].contains(parameter) {
            Grade::Moderate
        } else if self.at_least[0].contains(parameter) {
            Grade::Light
        } else {
            Grade::None
        }
    }
}
