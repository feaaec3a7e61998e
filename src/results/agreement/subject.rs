//! What do two tilsyn agree on, or not?

use crate::model::Parameter;

/// What was rated twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RatedSubject {
    /// The eight grades together: each parameter of each offering is a unit.
    AllGrades,
    /// The grade on one parameter.
    Grade(Parameter),
    /// The inspectors' own overall level.
    Overall,
    /// The level that the rule gives each tilsyn's grades, where they decide it.
    Computed,
}

impl RatedSubject {
    /// All, in the order they are told in.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let grades = Parameter::ALL.into_iter().map(Self::Grade);
        [Self::AllGrades].into_iter().chain(grades).chain([Self::Overall, Self::Computed])
    }

    /// The words for readers.
    pub(crate) const fn danish(self) -> &'static str {
        match self {
            Self::AllGrades => "Alle otte parametre",
            Self::Grade(parameter) => parameter.danish(),
            Self::Overall => "Tilsynets samlede niveau",
            Self::Computed => "Beregnet niveau",
        }
    }
}
