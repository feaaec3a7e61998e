//! By which rule do made-up inspectors give their overall level?

/// What made-up inspectors go by. Nobody has published what real ones did (Reading R6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectorsJudge {
    /// *Flertal*: what most of the relevant parameters reach.
    #[default]
    Majority,
    /// *Alle*: what all relevant parameters reach.
    All,
    /// *Aktiv praksis*: what most reach, aktiv praksis among them.
    ActivePractice,
    /// *Vægtet*: what parameters with more than half of made-up weights reach.
    Weighted,
}

impl InspectorsJudge {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Majority, Self::All, Self::ActivePractice, Self::Weighted];

    /// The word in the call and in `source.toml`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Majority => "flertal",
            Self::All => "alle",
            Self::ActivePractice => "aktiv-praksis",
            Self::Weighted => "vægtet",
        }
    }

    /// For readers, to stand after "efter".
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Majority => "det, de fleste parametre når",
            Self::All => "det, alle parametre når",
            Self::ActivePractice => "det, de fleste parametre når, aktiv praksis iblandt",
            Self::Weighted => {
                "det, parametre med mere end halvdelen af en skæv vægt når (aktiv praksis 5, \
                 praksiserfaring 5, uddannelse 3, hver af de andre 1)"
            }
        }
    }
}
