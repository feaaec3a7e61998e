//! What does a measure of agreement say, in words?

use super::{Coefficient, Estimate, Metric, Weights};

/// Krippendorff's own bounds (2004, *Content Analysis*, 2nd ed., p. 241): from the upper one on data
/// can be relied on, from the lower one on for tentative conclusions only.
const RELIABLE: f64 = 0.8;
const TENTATIVE: f64 = 0.667;

impl Coefficient {
    /// Its name for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Agreeing => "Andel ens vurderinger",
            Self::Alpha(Metric::Nominal) => "Krippendorffs alfa, nominal",
            Self::Alpha(Metric::Ordinal) => "Krippendorffs alfa, ordinal",
            Self::Alpha(Metric::Interval) => "Krippendorffs alfa, interval",
            Self::Gwet(Weights::Nominal) => "Gwets AC1",
            Self::Gwet(Weights::Ordinal) => "Gwets AC2, ordinale vægte",
            Self::Gwet(Weights::Linear) => "Gwets AC2, lineære vægte",
            Self::Gwet(Weights::Quadratic) => "Gwets AC2, kvadratiske vægte",
        }
    }
}

/// What it measures: a sentence without a full stop.
pub const fn meaning(coefficient: Coefficient) -> &'static str {
    match coefficient {
        Coefficient::Agreeing => {
            "Så stor en del af alle par af vurderinger af det samme er ens; det er ikke renset for \
             tilfældighed, og også den, der gætter, rammer jævnligt det samme"
        }
        Coefficient::Alpha(Metric::Nominal) => {
            "1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en \
             uenighed er en uenighed, stor eller lille"
        }
        Coefficient::Alpha(Metric::Ordinal) => {
            "1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en \
             uenighed tæller mere, jo flere vurderinger der ligger mellem de to (Krippendorffs egen \
             ordinale afstand, ikke faste vægte)"
        }
        Coefficient::Alpha(Metric::Interval) => {
            "1 er fuld enighed og 0 det, man ville få ved at blande alle vurderinger tilfældigt; en \
             uenighed tæller med forskellen i anden potens, så trinene regnes for lige store"
        }
        Coefficient::Gwet(Weights::Nominal) => {
            "1 er fuld enighed og 0 det, tilfældighed giver; falder ikke, blot fordi næsten alle får \
             samme vurdering, som alfa gør"
        }
        Coefficient::Gwet(Weights::Ordinal) => {
            "Som AC1, men vurderinger, der ligger nær hinanden, tæller som delvis enige (Gwets \
             ordinale vægte)"
        }
        Coefficient::Gwet(Weights::Linear) => {
            "Som AC1, men enigheden falder jævnt med antallet af trin imellem"
        }
        Coefficient::Gwet(Weights::Quadratic) => {
            "Som AC1, men enigheden falder med trinene imellem i anden potens, så små forskelle \
             næsten ikke tæller"
        }
    }
}

/// Where alpha lies by Krippendorff's bounds, its interval with it. Nothing for other measures:
/// nobody has given bounds for them that hold for any number of categories.
pub fn verdict(estimate: &Estimate) -> Option<&'static str> {
    let Coefficient::Alpha(_) = estimate.coefficient else { return None };
    let value = estimate.value.ok()?;
    let Ok((low, high)) = estimate.interval else {
        return Some("uden et interval kan det ikke siges, hvor langt tallet rækker");
    };
    Some(match () {
        () if low >= RELIABLE => "data kan bruges som pålidelige (0,800 eller derover)",
        () if value >= RELIABLE => {
            "på den pålidelige side af 0,800, men intervallet rækker ned under: flere \
             dobbeltvurderinger må vise det"
        }
        () if low >= TENTATIVE => "kun til forsigtige konklusioner (mellem 0,667 og 0,800)",
        () if value >= TENTATIVE => {
            "kun til forsigtige konklusioner (mellem 0,667 og 0,800), og intervallet rækker ned under"
        }
        () if high < TENTATIVE => "for lidt enighed til at bygge på (under 0,667)",
        () => "for lidt enighed til at bygge på (under 0,667), men intervallet rækker op over",
    })
}
