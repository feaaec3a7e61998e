//! What did an authority find?

use chrono::NaiveDate;

use super::{
    Attained, Evidence, Grade, GradeBounds, MunicipalityCode, OfferingId, ParameterSet,
    PerParameter, RowRef,
};

/// *Tilsynsførende myndighed.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Supervision {
    /// A *socialtilsyn*, as a place in the register of social authorities.
    SocialAuthority(u8),
    /// The municipality's own supervision (serviceloven § 148 a).
    Municipality(MunicipalityCode),
}

/// *Fornøden kvalitet* as judged by the assessor: yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QualityJudgement {
    /// The necessary quality is there.
    Sufficient,
    /// It is not.
    Insufficient,
    /// A judgement was given and can't be read, or those of one day contradict each other: it is
    /// unknown, and no older one stands in for it (Reading R48).
    Unclear,
}

/// Why an assessment can't place by itself (Reading R48).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Incomplete {
    /// Its other half was there and could not be used: a sheet, or rows of it, could not be read.
    OtherHalfLost,
    /// The same provider and target group has evidence without grades and grades without
    /// evidence: two halves that do not join.
    HalvesApart,
}

impl Incomplete {
    /// The reason for readers, within a sentence.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::OtherHalfLost => {
                "vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel \
                 indplacerer ikke alene"
            }
            Self::HalvesApart => {
                "oplysningsskema og afrapportering hører ikke sammen (dato, tilsyn, aldersgruppe \
                 eller delmålgruppe er forskellig); ingen af dem indplacerer alene"
            }
        }
    }
}

/// Why a row of an assessment is lost to an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// It could not be used.
    Unusable,
    /// It is of a sub-group that nobody has described, and may have been meant for the offering.
    UnknownPart,
    /// A file, or the rest of a sheet, could not be read, and nobody knows whose it holds.
    Unread,
}

/// A row of an assessment that was given and could not be used: what could be read of it. It keeps
/// older assessments, and the other half of its own, from placing (Reading R48).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LostRow {
    /// The offering that it may be of. A row may be of several, when its target group could not be
    /// read.
    pub offering: OfferingId,
    /// Date of the assessment; `None` when it could not be read.
    pub assessed_on: Option<NaiveDate>,
    /// The assessing authority; `None` when it could not be read.
    pub authority: Option<Supervision>,
    /// Whether it may have held grades and a judgement of the quality.
    pub is_of_grades: bool,
    /// Why it is lost.
    pub why: Loss,
    /// The row; `None` when its file is not repeated.
    pub row: Option<RowRef>,
}

/// One assessment of one offering: evidence (*oplysningsskema*), the inspector's grades
/// (*afrapportering*), or both. All are kept (Reading R11); one of them places.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The offering assessed.
    pub offering: OfferingId,
    /// The assessing authority.
    pub authority: Supervision,
    /// Code of the inspector (never a name), when given.
    pub inspector: Option<Box<str>>,
    /// Date of the assessment.
    pub assessed_on: NaiveDate,
    /// What was reported on the evidence form, with its row.
    pub evidence: Option<(Box<Evidence>, RowRef)>,
    /// The inspector's grades: [`Grade::Unknown`] where none is given.
    pub grades: PerParameter<Grade>,
    /// Of an inspector's grade that was given and is no single grade: the bounds that it leaves,
    /// [`GradeBounds::ANY`] when it can't be read. The grade is [`Grade::Unknown`] then, and the
    /// evidence does not step in; the bounds place (Reading R48).
    pub unread: PerParameter<Option<GradeBounds>>,
    /// Row of the grades.
    pub grades_row: Option<RowRef>,
    /// The inspector's own overall level (Reading R6): stands beside ours, never replaces it.
    pub overall: Option<Attained>,
    /// The inspector's judgement of the quality.
    pub quality: Option<QualityJudgement>,
    /// The inspector's grounds in words, kept only when asked for (they may be long).
    pub grounds: Option<Box<PerParameter<Option<Box<str>>>>>,
    /// Parameters that grounds were given for, whether or not they are kept.
    pub with_grounds: ParameterSet,
    /// *Tidsforbrug*: minutes that the assessment took, as whoever made it wrote them down; `None`
    /// when they did not.
    pub minutes: Option<u32>,
    /// Why it can't place by itself; `None` when nothing is missing that was there.
    pub incomplete: Option<Incomplete>,
}

impl Assessment {
    /// Whether there is neither a grade nor any evidence (Reading R4: not assessed). A grade that
    /// was given and can't be read is there.
    pub fn is_blank(&self) -> bool {
        self.evidence.as_ref().is_none_or(|(evidence, _)| evidence.is_empty())
            && self.grades.0.iter().all(|grade| *grade == Grade::Unknown)
            && self.unread.0.iter().all(Option::is_none)
    }
}
