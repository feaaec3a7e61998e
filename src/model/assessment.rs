//! What did an authority find?

use chrono::NaiveDate;

use super::{Attained, Evidence, Grade, MunicipalityCode, PerParameter, RowRef};

/// *Tilsynsførende myndighed.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Supervision {
    /// A *socialtilsyn*, as a place in the register of social authorities.
    SocialAuthority(u8),
    /// The municipality's own supervision (serviceloven § 148 a).
    Municipality(MunicipalityCode),
}

/// *Fornøden kvalitet* as judged by the assessor: yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QualityJudgement {
    /// The necessary quality is there.
    Sufficient,
    /// It is not.
    Insufficient,
}

/// One assessment of one offering: evidence (*oplysningsskema*), the inspector's grades
/// (*afrapportering*), or both. All are kept (Reading R11); one of them places.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The offering assessed: a place in [`super::Dataset::offerings`].
    pub offering: u32,
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
    /// Row of the grades.
    pub grades_row: Option<RowRef>,
    /// The inspector's own overall level (Reading R6): stands beside ours, never replaces it.
    pub overall: Option<Attained>,
    /// The inspector's judgement of the quality.
    pub quality: Option<QualityJudgement>,
    /// The inspector's grounds in words, kept only when asked for (they may be long).
    pub grounds: Option<Box<PerParameter<Option<Box<str>>>>>,
}

impl Assessment {
    /// Whether there is neither a grade nor any evidence (Reading R4: not assessed).
    pub fn is_blank(&self) -> bool {
        self.evidence.as_ref().is_none_or(|(evidence, _)| evidence.is_empty())
            && self.grades.0.iter().all(|grade| *grade == Grade::Unknown)
    }
}
