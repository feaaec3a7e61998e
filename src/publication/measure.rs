//! What is counted in a published table?

/// What a published table counts. Each is protected by itself: what one says of another is not
/// reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Rows of `placements`.
    Placements,
    /// Places, shared out over target groups so that they add up.
    Places,
}

impl Measure {
    /// All.
    pub const ALL: [Self; 2] = [Self::Placements, Self::Places];

    /// Its name in rules and in `release.json`, and what a count counts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Placements => "indplaceringer",
            Self::Places => "pladser",
        }
    }

    /// What is counted, without full stop.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Placements => {
                "Indplaceringer tæller et tilbud for en målgruppe, eller en del af det, hvor det er \
                 delt efter aldersgruppe eller delmålgruppe"
            }
            Self::Places => {
                "Pladser er delt ligeligt mellem en afdelings målgrupper og står, hvor \
                 indplaceringen står; de er hele pladser, så en sum kan afvige lidt fra det nøjagtige \
                 tal. Pladser, der ikke er oplyst, er ikke med"
            }
        }
    }

    /// The header of the figures.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Placements => "Indplaceringer",
            Self::Places => "Pladser",
        }
    }
}
