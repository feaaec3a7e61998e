//! Which owners does a sample keep apart?

use crate::model::Ownership;

/// *Ejerforhold*, as coarse as a sample of some hundred can carry (Reading R75).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnershipClass {
    /// *Offentlig*: municipal, intermunicipal, regional, state.
    Public,
    /// *Selvejende*: self-governing institutions, foundations and associations.
    SelfGoverning,
    /// *Privat.*
    Private,
    /// Not reported.
    Unknown,
}

impl OwnershipClass {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Public, Self::SelfGoverning, Self::Private, Self::Unknown];

    /// The class of an ownership as reported.
    pub const fn of(ownership: Option<Ownership>) -> Self {
        match ownership {
            Some(
                Ownership::Municipal
                | Ownership::Intermunicipal
                | Ownership::Regional
                | Ownership::State,
            ) => Self::Public,
            Some(Ownership::SelfGoverning | Ownership::Foundation) => Self::SelfGoverning,
            Some(Ownership::Private) => Self::Private,
            None => Self::Unknown,
        }
    }

    /// The word of files and tables.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Public => "offentlig",
            Self::SelfGoverning => "selvejende",
            Self::Private => "privat",
            Self::Unknown => "ikke oplyst",
        }
    }
}
