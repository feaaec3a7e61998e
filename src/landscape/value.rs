//! What can supply be broken down by, and which values are there?

use crate::model::{
    AgeGroup, LegalBasisId, MunicipalityCode, Ownership, ProviderKind, RegionId, Supervision,
};

/// A value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A region.
    Region(RegionId),
    /// An ownership.
    Ownership(Ownership),
    /// A legal basis.
    LegalBasis(LegalBasisId),
    /// A kind of provider: what the register makes of its legal bases.
    Kind(ProviderKind),
    /// *Børn, unge, voksne* whom a department is aimed at.
    AgeGroup(AgeGroup),
    /// The same, of whom a department takes anybody.
    AgeTaken(AgeGroup),
    /// A socialtilsyn.
    SocialAuthority(u8),
    /// Municipalities' own supervision, all of them together.
    MunicipalSupervision,
    /// On Tilbudsportalen.
    OnPortal,
    /// Outside Tilbudsportalen.
    OffPortal,
    /// *Ikke oplyst.*
    NotReported,
    /// All values together. Not the sum of the others where an offering counts under several.
    Total,
}

impl From<Supervision> for Value {
    fn from(supervision: Supervision) -> Self {
        match supervision {
            Supervision::SocialAuthority(id) => Self::SocialAuthority(id),
            Supervision::Municipality(_) => Self::MunicipalSupervision,
        }
    }
}

/// A named marginal table of supply: what it is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Margin {
    /// *Region.*
    Region,
    /// *Region*, of departments that are aimed at one age group.
    RegionByAge(AgeGroup),
    /// *Kommune.*
    Municipality,
    /// *Ejerform* as the data state it, brought together from its spellings by the register.
    Ownership,
    /// *Paragraf*; a department with several counts under each.
    LegalBasis,
    /// *Leverandørtype*: legal bases as the register groups them.
    Kind,
    /// *Aldersgruppe* aimed at; a department that is aimed at several counts under each.
    AgeGroup,
    /// *Aldersgruppe* taken in; a department that takes several counts under each.
    AgeTaken,
    /// *Tilsyn*: each socialtilsyn, and municipalities' own together.
    Supervision,
    /// On Tilbudsportalen or outside it.
    Source,
}

impl Margin {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 12] = [
        Self::Region,
        Self::RegionByAge(AgeGroup::Children),
        Self::RegionByAge(AgeGroup::Youth),
        Self::RegionByAge(AgeGroup::Adults),
        Self::Municipality,
        Self::Ownership,
        Self::LegalBasis,
        Self::Kind,
        Self::AgeGroup,
        Self::AgeTaken,
        Self::Supervision,
        Self::Source,
    ];
}
