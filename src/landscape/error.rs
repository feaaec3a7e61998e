//! Why could the landscape not be drawn?

use thiserror::Error;

use crate::model::TargetGroupId;

/// A setting that can't be used, or a fault of the program; never the data's.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum LandscapeError {
    /// Detour factor.
    #[error("omvejsfaktoren {0} kan ikke bruges; skriv et tal fra 1 til 10")]
    DetourFactor(f64),
    /// Bands or weights.
    #[error(
        "afstandsbåndene kan ikke bruges: der skal være mindst ét, grænserne skal stige fra over 0, \
         og vægtene skal ligge fra 0 til 1, aldrig stige og begynde over 0"
    )]
    Bands,
    /// A distance that is none.
    #[error(
        "afstanden fra kommune nr. {from} til nr. {to} i registret er ikke et tal fra 0 og op; ret \
         centroiden eller rejsetiden"
    )]
    NoDistance {
        /// Place along the map.
        from: usize,
        /// Place along the map.
        to: usize,
    },
    /// Expected citizens of another map.
    #[error(
        "målgruppe nr. {}: forventede borgere er opgjort for {found} kommuner, kortet har \
         {expected} (fejl i programmet)", .group.0
    )]
    NeedOffTheMap {
        /// The target group.
        group: TargetGroupId,
        /// Municipalities given.
        found: usize,
        /// Municipalities of the map.
        expected: usize,
    },
    /// Expected citizens that are no number.
    #[error(
        "målgruppe nr. {}: et forventet antal borgere er ikke et tal fra 0 og op (fejl i \
         programmet)", .0.0
    )]
    NeedIsNoNumber(TargetGroupId),
    /// Expected citizens given twice.
    #[error(
        "målgruppe nr. {}: forventede borgere er givet to gange for samme niveau (fejl i \
         programmet)", .0.0
    )]
    NeedGivenTwice(TargetGroupId),
    /// Values for another map.
    #[error("der er værdier for {found} kommuner, kortet har {n} (fejl i programmet)")]
    OffTheMap {
        /// Municipalities given.
        found: usize,
        /// Municipalities of the map.
        n: usize,
    },
    /// The identity of E2SFCA.
    #[error(
        "E2SFCA: borgernes adgang summer til {given} pladser, men {reached} kan nås (fejl i \
         programmet)"
    )]
    Identity {
        /// `Σ P_i A_i`.
        given: f64,
        /// Places that anybody reaches.
        reached: f64,
    },
}
