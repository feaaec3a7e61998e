//! Which eight parameters is a provider graded on?

use std::ops::{Index, IndexMut};

/// *Specialiseringsparameter*: one of the eight of box 4, in box 4's order everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Parameter {
    /// *Aktiv praksis*: enough citizens of the group to keep the practice alive.
    ActivePractice,
    /// *Praksiserfaring*: staff with experience of the group on that level of need.
    PracticeExperience,
    /// *Uddannelsesmæssige kompetencer*: basic education, further training, certificates.
    Education,
    /// *Fagmiljø*: a professional environment robust enough, leadership included.
    ProfessionalEnvironment,
    /// *Samarbejdsformer*: interdisciplinary and cross-sector cooperation.
    Collaboration,
    /// *Vidensudvikling*: keeping up to date, and contributing.
    KnowledgeDevelopment,
    /// *Metoder og faglige tilgange*.
    Methods,
    /// *Hjælpemidler og teknologi*, where relevant.
    AidsAndTechnology,
}

impl Parameter {
    /// The eight, in box 4's order.
    pub const ALL: [Self; 8] = [
        Self::ActivePractice,
        Self::PracticeExperience,
        Self::Education,
        Self::ProfessionalEnvironment,
        Self::Collaboration,
        Self::KnowledgeDevelopment,
        Self::Methods,
        Self::AidsAndTechnology,
    ];

    /// The heading of box 4, for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::ActivePractice => "Aktiv praksis",
            Self::PracticeExperience => "Praksiserfaring",
            Self::Education => "Uddannelsesmæssige kompetencer",
            Self::ProfessionalEnvironment => "Fagmiljø",
            Self::Collaboration => "Samarbejdsformer",
            Self::KnowledgeDevelopment => "Vidensudvikling",
            Self::Methods => "Metoder og faglige tilgange",
            Self::AidsAndTechnology => "Hjælpemidler og teknologi",
        }
    }

    /// The word that people write in guideline, rule and layout files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ActivePractice => "aktiv-praksis",
            Self::PracticeExperience => "praksiserfaring",
            Self::Education => "uddannelse",
            Self::ProfessionalEnvironment => "fagmiljoe",
            Self::Collaboration => "samarbejdsformer",
            Self::KnowledgeDevelopment => "vidensudvikling",
            Self::Methods => "metoder",
            Self::AidsAndTechnology => "hjaelpemidler",
        }
    }

    /// The word in column names: `grade_active_practice`.
    pub const fn column(self) -> &'static str {
        match self {
            Self::ActivePractice => "active_practice",
            Self::PracticeExperience => "practice_experience",
            Self::Education => "education",
            Self::ProfessionalEnvironment => "professional_environment",
            Self::Collaboration => "collaboration",
            Self::KnowledgeDevelopment => "knowledge_development",
            Self::Methods => "methods",
            Self::AidsAndTechnology => "aids_and_technology",
        }
    }

    /// The parameter whose slug this is.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.slug() == slug)
    }

    /// 0 to 7, in box 4's order.
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The parameter's bit in a [`ParameterSet`].
    #[inline]
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of parameters: one of the 256 coalitions. Bit `i` is `Parameter::ALL[i]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterSet(pub u8);

impl ParameterSet {
    /// No parameter.
    pub const EMPTY: Self = Self(0);
    /// All eight.
    pub const FULL: Self = Self(0xFF);

    /// Whether `parameter` is in the set.
    pub const fn contains(self, parameter: Parameter) -> bool {
        self.0 & parameter.bit() != 0
    }

    /// The set with `parameter` added.
    #[must_use]
    pub const fn with(self, parameter: Parameter) -> Self {
        Self(self.0 | parameter.bit())
    }

    /// The set with `parameter` taken out.
    #[must_use]
    pub const fn without(self, parameter: Parameter) -> Self {
        Self(self.0 & !parameter.bit())
    }

    /// How many parameters.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The parameters, in box 4's order.
    pub fn iter(self) -> impl Iterator<Item = Parameter> {
        Parameter::ALL.into_iter().filter(move |p| self.contains(*p))
    }
}

impl FromIterator<Parameter> for ParameterSet {
    fn from_iter<I: IntoIterator<Item = Parameter>>(parameters: I) -> Self {
        parameters.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// One `T` for each of the eight parameters: a total map, eight is eight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PerParameter<T>(pub [T; 8]);

impl<T> PerParameter<T> {
    /// Builds the map by asking for each parameter in turn.
    pub fn from_fn(mut value: impl FnMut(Parameter) -> T) -> Self {
        Self(Parameter::ALL.map(&mut value))
    }

    /// The pairs, in box 4's order.
    pub fn iter(&self) -> impl Iterator<Item = (Parameter, &T)> {
        Parameter::ALL.into_iter().zip(&self.0)
    }

    /// The same map with each value changed.
    pub fn map<U>(self, value: impl FnMut(T) -> U) -> PerParameter<U> {
        PerParameter(self.0.map(value))
    }
}

impl<T> Index<Parameter> for PerParameter<T> {
    type Output = T;

    #[inline]
    fn index(&self, parameter: Parameter) -> &T {
        &self.0[parameter.index()]
    }
}

impl<T> IndexMut<Parameter> for PerParameter<T> {
    #[inline]
    fn index_mut(&mut self, parameter: Parameter) -> &mut T {
        &mut self.0[parameter.index()]
    }
}
