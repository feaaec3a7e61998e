//! Why has a measure no value?

/// What is missing for a figure. Printed in words, never as 0 or NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undefined {
    /// No offering has what the measure looks at.
    NoOfferings,
    /// One offering says nothing of how offerings differ.
    OneOffering,
    /// All have the same grade.
    NoVariation,
    /// Fewer than two parts have known grades.
    OnePart,
    /// Fewer than two parameters vary.
    OneParameter,
    /// Fewer than two providers: nothing can be held out.
    OneProvider,
    /// No inspector gave an overall level.
    NoInspectorLevel,
}

impl Undefined {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NoOfferings => "ingen tilbud med kendte gradueringer",
            Self::OneOffering => "kun ét tilbud",
            Self::NoVariation => "alle har samme graduering",
            Self::OnePart => "færre end to grupper med kendte gradueringer at sammenligne",
            Self::OneParameter => "færre end to parametre varierer",
            Self::OneProvider => "kun én leverandør",
            Self::NoInspectorLevel => "tilsynet har ikke givet et samlet niveau",
        }
    }

    /// The words for readers of English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NoOfferings => "no service has known grades",
            Self::OneOffering => "one service only",
            Self::NoVariation => "all have the same grade",
            Self::OnePart => "fewer than two groups with known grades to compare",
            Self::OneParameter => "fewer than two parameters vary",
            Self::OneProvider => "one provider only",
            Self::NoInspectorLevel => "the inspectors gave no overall level",
        }
    }
}
