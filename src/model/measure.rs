//! What can a criterion ask about? A closed list.

use super::{AnswerField, ExperienceBand, Level, Parameter};

/// Whether competence through external partners counts (*eksterne aktører*, the model, chapter 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Staffing {
    /// Own staff only.
    Own,
    /// Own staff and external partners.
    WithPartners,
}

/// In what is a measure counted?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Whole citizens.
    Citizens,
    /// Whole members of staff.
    Staff,
    /// Percent of the staff who work with the group, 0 to 100.
    Percent,
    /// A whole number of things: methods, agreements, ways.
    Count,
    /// Yes or no.
    YesNo,
}

impl Unit {
    /// All units.
    pub const ALL: [Self; 5] =
        [Self::Citizens, Self::Staff, Self::Percent, Self::Count, Self::YesNo];

    /// The word as guideline files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Citizens => "borgere",
            Self::Staff => "medarbejdere",
            Self::Percent => "procent",
            Self::Count => "antal",
            Self::YesNo => "ja-nej",
        }
    }
}

/// *Mål*: what a criterion holds against its bound. Computed from one or more evidence fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Citizens of the group in the last 12 months with this level of need (exactly this level).
    Citizens(Level),
    /// Percent of the staff with at least the band's years with this level of need.
    ExperiencedPercent(Level, ExperienceBand),
    /// Number of staff with at least the band's years with this level of need.
    Experienced(Level, ExperienceBand),
    /// Percent of the staff with relevant basic education.
    BasicEducationPercent(Staffing),
    /// Percent of the staff with relevant further training.
    FurtherTrainingPercent(Staffing),
    /// Staff with a special education or certificate.
    Certified(Staffing),
    /// Staff with both experience and education.
    EnvironmentSize,
    /// Formal cross-sector agreements.
    CrossSectorAgreements,
    /// Ways in which the provider contributes to knowledge, 0 to 3.
    KnowledgeContributions,
    /// Target-group-specific methods in use.
    MethodsInUse,
    /// A yes/no field of the form.
    Answer(AnswerField),
}

impl Measure {
    /// The measure's name in guideline files. Level of need, years and staffing are keys of
    /// their own there (`behov`, `years`, `staffing`).
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Citizens(_) => "borgere-12-mdr",
            Self::ExperiencedPercent(..) => "erfarne-pct",
            Self::Experienced(..) => "erfarne",
            Self::BasicEducationPercent(_) => "grunduddannelse-pct",
            Self::FurtherTrainingPercent(_) => "efteruddannelse-pct",
            Self::Certified(_) => "certificerede",
            Self::EnvironmentSize => "fagmiljoe-stoerrelse",
            Self::CrossSectorAgreements => "tvaersektorielle-aftaler",
            Self::KnowledgeContributions => "vidensbidrag",
            Self::MethodsInUse => "metoder-antal",
            Self::Answer(field) => field.slug(),
        }
    }

    /// What the bound is counted in.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Citizens(_) => Unit::Citizens,
            Self::ExperiencedPercent(..)
            | Self::BasicEducationPercent(_)
            | Self::FurtherTrainingPercent(_) => Unit::Percent,
            Self::Experienced(..) | Self::Certified(_) | Self::EnvironmentSize => Unit::Staff,
            Self::CrossSectorAgreements | Self::KnowledgeContributions | Self::MethodsInUse => {
                Unit::Count
            }
            Self::Answer(_) => Unit::YesNo,
        }
    }

    /// The parameter of box 4 that the measure speaks of. A guideline may not use it for another.
    pub const fn parameter(self) -> Parameter {
        use AnswerField as A;
        match self {
            Self::Citizens(_) => Parameter::ActivePractice,
            Self::ExperiencedPercent(..) | Self::Experienced(..) => Parameter::PracticeExperience,
            Self::BasicEducationPercent(_)
            | Self::FurtherTrainingPercent(_)
            | Self::Certified(_) => Parameter::Education,
            Self::EnvironmentSize
            | Self::Answer(A::CompetentLeadership | A::ProfessionalSparring | A::CoveredAllDays) => {
                Parameter::ProfessionalEnvironment
            }
            Self::CrossSectorAgreements
            | Self::Answer(
                A::WorksIndependently | A::InterdisciplinaryCooperation | A::WrittenProcedures,
            ) => Parameter::Collaboration,
            Self::KnowledgeContributions
            | Self::Answer(
                A::KeepsUpToDate
                | A::CollectsKnowledge
                | A::NetworksOrProjects
                | A::TeachesOrAdvises,
            ) => Parameter::KnowledgeDevelopment,
            Self::MethodsInUse
            | Self::Answer(
                A::SocialPedagogicalPractice | A::CitizenInvolvement | A::DocumentedAdaptation,
            ) => Parameter::Methods,
            Self::Answer(A::AidsInUse | A::AidsCompetence | A::AidsCertificates) => {
                Parameter::AidsAndTechnology
            }
        }
    }
}
