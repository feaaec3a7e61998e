//! How do eight grades become one level (Reading R1)?

use super::Fraction;
use crate::model::{GradePlanes, Level, ParameterSet, PerParameter};

/// How the met weight is held against the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// *Mere end*: `w(S) > λ·W`.
    MoreThan,
    /// *Mindst*: `w(S) >= λ·W`.
    AtLeast,
}

impl Comparison {
    /// The word in rule files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MoreThan => "more-than",
            Self::AtLeast => "at-least",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::MoreThan => "mere end",
            Self::AtLeast => "mindst",
        }
    }
}

/// What becomes of a parameter that is *ikke relevant* (Reading R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotRelevant {
    /// It leaves the count, with its weight; nothing is required of it.
    LeavesTheCount,
    /// It counts as met on every level (the varied alternative).
    CountsAsMet,
}

impl NotRelevant {
    /// The word in rule files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LeavesTheCount => "leaves-the-count",
            Self::CountsAsMet => "counts-as-met",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::LeavesTheCount => "udgår af optællingen",
            Self::CountsAsMet => "regnes som opfyldt",
        }
    }
}

/// The share of the weight that must be met, and how it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Threshold {
    /// λ: more than 0 when "at least", less than 1 when "more than", and never above 1; so that
    /// nothing met is never enough and everything met always is.
    pub share: Fraction,
    /// "At least" or "more than".
    pub comparison: Comparison,
}

impl Threshold {
    /// Whether a threshold leaves both outcomes possible.
    pub fn is_sane(self) -> bool {
        let (numerator, denominator) = (self.share.numerator(), self.share.denominator());
        match self.comparison {
            Comparison::AtLeast => 0 < numerator && numerator <= denominator,
            Comparison::MoreThan => numerator < denominator,
        }
    }

    /// The least whole weight, of `total`, that is enough: `ceil(λW)` for "at least",
    /// `floor(λW) + 1` for "more than".
    pub fn enough(self, total: u64) -> u64 {
        let share = u128::from(self.share.numerator()) * u128::from(total);
        let denominator = u128::from(self.share.denominator());
        let enough = match self.comparison {
            Comparison::AtLeast => share.div_ceil(denominator),
            Comparison::MoreThan => share / denominator + 1,
        };
        // λ <= 1, so it is at most W + 1.
        u64::try_from(enough).unwrap_or(u64::MAX)
    }
}

/// *Indplaceringsregel*: the highest level that parameters holding enough of the weight reach.
/// The majority rule (MR-Sort; Leroy, Mousseau & Pirlot 2011), with weights in
/// whole numbers and the threshold a fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its file's name without `.toml`: `flertal`.
    pub name: Box<str>,
    /// Path below the input folder; the name when the rule was made in code.
    pub file: Box<str>,
    /// Title for readers, Danish.
    pub title: Box<str>,
    /// What it means, Danish.
    pub description: Box<str>,
    /// Where it comes from.
    pub source: Box<str>,
    /// Each more than zero, without a common divisor.
    pub weights: PerParameter<u32>,
    /// How much of the weight must reach the level.
    pub threshold: Threshold,
    /// Parameters that must reach the level themselves, where they are relevant.
    pub required: ParameterSet,
    /// What becomes of a parameter that is not relevant.
    pub not_relevant: NotRelevant,
    /// With fewer relevant parameters than this no level is decided (Reading R49); 1 to 8.
    pub fewest_relevant: u32,
}

/// The fewest relevant parameters of a rule that does not say: more than half of the eight.
pub const FEWEST_RELEVANT: u32 = 5;

impl Rule {
    /// `m` of the eight parameters, equal weights; `m` is brought within 1 to 8.
    ///
    /// Written as "more than (m − 1)/8", which for all eight parameters is the m-th largest grade.
    /// With fewer relevant ones `majority(5)` stays "more than half" (the default of Reading R1)
    /// and `majority(8)` stays "all of them"; "at least 5/8" would ask for 5 of 7.
    pub fn majority(m: u32) -> Self {
        let m = m.clamp(1, 8);
        let name: Box<str> = format!("{m}-af-8").into();
        Self {
            file: name.clone(),
            title: format!("{m} af 8 parametre").into(),
            description: format!(
                "Det højeste niveau, som mindst {m} af de otte parametre når, vægtet lige."
            )
            .into(),
            source: "Modellen, kapitel 3: parametrene vægtes lige".into(),
            weights: PerParameter([1; 8]),
            threshold: Threshold {
                share: Fraction::new(m - 1, 8).unwrap_or(Fraction::whole(0)),
                comparison: Comparison::MoreThan,
            },
            required: ParameterSet::EMPTY,
            not_relevant: NotRelevant::LeavesTheCount,
            fewest_relevant: FEWEST_RELEVANT,
            name,
        }
    }

    /// Whether enough parameters may be relevant for a level to be decided (Reading R49).
    pub fn can_decide(&self, planes: &GradePlanes) -> bool {
        planes.relevant().len() >= self.fewest_relevant
    }

    /// Whether enough parameters are known to be relevant: a grade of which nothing is known may
    /// turn out not to be.
    pub fn is_founded(&self, planes: &GradePlanes) -> bool {
        (!(planes.not_relevant.0 | planes.may_leave.0)).count_ones() >= self.fewest_relevant
    }

    /// w(S): the weight of a set of parameters.
    pub fn weight(&self, set: ParameterSet) -> u64 {
        self.weights.iter().map(|(p, weight)| u64::from(*weight) * u64::from(set.contains(p))).sum()
    }

    /// The parameters that are counted when only `relevant` are relevant.
    pub fn counted(&self, relevant: ParameterSet) -> ParameterSet {
        match self.not_relevant {
            NotRelevant::LeavesTheCount => relevant,
            NotRelevant::CountsAsMet => ParameterSet::FULL,
        }
    }

    /// The parameters that count as met when `met` of the `relevant` ones are.
    pub fn counted_as_met(&self, relevant: ParameterSet, met: ParameterSet) -> ParameterSet {
        let met = ParameterSet(met.0 & relevant.0);
        match self.not_relevant {
            NotRelevant::LeavesTheCount => met,
            NotRelevant::CountsAsMet => ParameterSet(met.0 | !relevant.0),
        }
    }

    /// `F_h[S]` for the `relevant` parameters, straight from the words of the rule. The same for
    /// all three levels; `level` is there because a rule need not be.
    ///
    /// With nothing relevant there is nothing to count: never met (see [`super::place`]).
    pub fn is_met(&self, _level: Level, relevant: ParameterSet, met: ParameterSet) -> bool {
        let counted = self.counted_as_met(relevant, met);
        let missing = self.required.0 & relevant.0 & !met.0;
        let enough = self.threshold.enough(self.weight(self.counted(relevant)));
        !relevant.is_empty() && missing == 0 && self.weight(counted) >= enough
    }
}
