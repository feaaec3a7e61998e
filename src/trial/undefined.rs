//! Why has a measure of agreement no value?

/// What is missing for a figure. Printed in words, never as 0, 1 or NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undefined {
    /// No unit has two ratings.
    NothingRatedTwice,
    /// Everything was rated the same: there is nothing that chance could have mixed up.
    OneCategory,
    /// Ratings are words without an order.
    NoOrder,
    /// Ratings have an order, but no distances.
    NoDistances,
    /// Fewer than three units with two ratings: nothing tells how much one of them weighs.
    FewUnits,
    /// Whichever unit is left out, the figure is the same: no spread to build an interval on.
    NoSpread,
    /// Without one of the units there is no figure: it hangs on that one.
    HangsOnOne,
    /// More work than an interval is worth.
    TooMuch,
    /// The two never rated the same.
    NoOverlap,
    /// Nobody else rated what this one rated.
    Alone,
    /// One always rated at least as high as the other, or nobody differed.
    Separated,
    /// Newton's method did not settle.
    NotSettled,
}

impl Undefined {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NothingRatedTwice => "intet er vurderet af to: der er ingen enighed at måle",
            Self::OneCategory => {
                "alle vurderinger er ens: uden variation kan enighed ikke skelnes fra tilfældighed"
            }
            Self::NoOrder => "vurderingerne er ord uden en rækkefølge",
            Self::NoDistances => {
                "vurderingerne er ord: de har ingen afstande. Skriv dem som tal, hvis trinene skal \
                 regnes for lige store"
            }
            Self::FewUnits => "færre end tre enheder er vurderet af to: der er intet interval",
            Self::NoSpread => {
                "tallet er det samme, uanset hvilken enhed der tages ud: der er ingen spredning at \
                 regne et interval af"
            }
            Self::HangsOnOne => "tallet hænger på én enhed: uden den kan det ikke regnes ud",
            Self::TooMuch => "for mange forskellige vurderinger til, at et interval kan regnes ud",
            Self::NoOverlap => "de to har ikke vurderet noget af det samme",
            Self::Alone => "ingen andre har vurderet noget af det samme",
            Self::Separated => {
                "kan ikke estimeres: hvor de er uenige, ligger den ene altid over den anden"
            }
            Self::NotSettled => "kan ikke estimeres: beregningen faldt ikke til ro",
        }
    }
}
