//! Who delivers, and where?

use chrono::NaiveDate;

use super::{AgeSpan, MunicipalityCode, RegionId, RowRef, Supervision, TargetGroupSet};

/// *Virksomhedsform*, brought together from the spellings met in the wild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ownership {
    /// *Kommunal* (Primærkommune, Kommune).
    Municipal,
    /// *Fælleskommunal.*
    Intermunicipal,
    /// *Regional.*
    Regional,
    /// *Statslig.*
    State,
    /// *Selvejende* (institution).
    SelfGoverning,
    /// *Fond eller forening.*
    Foundation,
    /// *Privat.*
    Private,
}

impl Ownership {
    /// All seven, public ones first.
    pub const ALL: [Self; 7] = [
        Self::Municipal,
        Self::Intermunicipal,
        Self::Regional,
        Self::State,
        Self::SelfGoverning,
        Self::Foundation,
        Self::Private,
    ];

    /// The word for readers and tables.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Municipal => "Kommunal",
            Self::Intermunicipal => "Fælleskommunal",
            Self::Regional => "Regional",
            Self::State => "Statslig",
            Self::SelfGoverning => "Selvejende",
            Self::Foundation => "Fond/forening",
            Self::Private => "Privat",
        }
    }
}

/// *Leverandørtype*: what a guideline may make a criterion depend on. Follows from the legal basis
/// by the register of legal bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ProviderKind {
    /// *Døgntilbud*: residential.
    Residential,
    /// *Dagtilbud*: day services.
    Day,
    /// *Ambulant*: the citizen comes to the provider.
    Outpatient,
    /// *Udgående*: the provider comes to the citizen (matrikelløs).
    Outreach,
}

impl ProviderKind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Residential, Self::Day, Self::Outpatient, Self::Outreach];

    /// The word as guideline and register files write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Residential => "døgntilbud",
            Self::Day => "dagtilbud",
            Self::Outpatient => "ambulant",
            Self::Outreach => "udgående",
        }
    }

    /// The kind whose word this is.
    pub fn from_danish(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.danish() == word)
    }
}

/// A set of [`ProviderKind`]; empty when no legal basis is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProviderKindSet(pub u8);

impl ProviderKindSet {
    /// Whether `kind` is in the set.
    pub const fn contains(self, kind: ProviderKind) -> bool {
        self.0 >> kind as u8 & 1 == 1
    }

    /// Adds `kind`.
    pub const fn insert(&mut self, kind: ProviderKind) {
        self.0 |= 1 << kind as u8;
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// *Paragraf* (retsgrundlag), as a place in the register of legal bases (at most 64).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalBasisId(pub u8);

/// A set of legal bases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LegalBasisSet(pub u64);

impl LegalBasisSet {
    /// How many legal bases a register may hold.
    pub const CAPACITY: usize = 64;

    /// Whether `basis` is in the set.
    pub const fn contains(self, basis: LegalBasisId) -> bool {
        self.0 >> basis.0 & 1 == 1
    }

    /// Adds `basis`.
    pub const fn insert(&mut self, basis: LegalBasisId) {
        self.0 |= 1 << basis.0;
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The bases, in the register's order.
    pub fn iter(self) -> impl Iterator<Item = LegalBasisId> {
        (0..64u8).map(LegalBasisId).filter(move |b| self.contains(*b))
    }
}

/// *Ydelsestyper*: bit `i` is the i-th of the register's service types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ServiceSet(pub u16);

/// *Driftsherre*: who runs a provider, or has an agreement with it (*driftsaftale med*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A region.
    Region(RegionId),
}

/// Why a *godkendelsesstatus* that was given can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusFault {
    /// Rows of the provider, or of one of its departments, say otherwise than each other. With the
    /// newest day of them; `None` where one has no day.
    Contradiction(Option<NaiveDate>),
    /// The status, or its day, can't be read, or the day has not been yet.
    Unread,
    /// A row that may be of the provider is not used, and nobody knows which status it gives.
    Lost,
    /// A list that may have the provider can't be read to its end.
    ListLost,
}

/// *Leverandør / tilbud*: the unit that quality is judged for. Its departments carry places and
/// geography.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// *Tilbudsid*, as text: never a number, so that leading zeros stay.
    pub id: Box<str>,
    /// Name of the tilbud (never of a person).
    pub name: Box<str>,
    /// Whether it is on Tilbudsportalen; the others come from lists of municipalities and regions.
    pub is_on_portal: bool,
    /// *CVR-nummer*, eight digits.
    pub cvr: Option<Box<str>>,
    /// *Virksomhedsform*; `None` when not reported.
    pub ownership: Option<Ownership>,
    /// *Driftsherre*, when stated.
    pub operator: Option<Operator>,
    /// *Leverandørtype* as stated; empty when it follows from the legal bases.
    pub stated_kinds: ProviderKindSet,
    /// *Tilsynsførende myndighed* as stated in the data; the stated one wins over the derived one.
    pub stated_supervision: Option<Supervision>,
    /// *Godkendelsesstatus* as a place in [`super::Dataset::statuses`]; `None` when not reported.
    pub status: Option<u8>,
    /// A status was given that can't be used; `status` is `None` then (Reading R48).
    pub status_fault: Option<StatusFault>,
    /// Date of the approval status (*senest opdateret*), when given.
    pub status_on: Option<NaiveDate>,
    /// *Paragraffer* of all departments together.
    pub legal_bases: LegalBasisSet,
    /// Whether a legal basis was stated that the register does not know.
    pub has_unknown_legal_basis: bool,
    /// *Pladser på hele tilbuddet*; `None` when not reported, which is not zero.
    pub places: Option<u32>,
    /// Municipality of a provider without departments: its seat, or its whole service area.
    pub municipality: Option<MunicipalityCode>,
    /// *Dækningsområde* of a provider without an address: its municipalities, sorted. A region
    /// stands for its municipalities.
    pub service_area: Box<[MunicipalityCode]>,
    /// Its departments: a range of [`super::Dataset::departments`].
    pub departments: std::ops::Range<u32>,
    /// Row of the source that the provider's own fields were taken from.
    pub row: RowRef,
}

/// *Afdeling*: carries places, geography and the target groups it takes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// *Afdelingsid.*
    pub id: Box<str>,
    /// *P-nummer*, ten digits.
    pub p_number: Option<Box<str>>,
    /// Where it lies; `None` when not reported.
    pub municipality: Option<MunicipalityCode>,
    /// Places; `None` when not reported, which is not zero.
    pub places: Option<u32>,
    /// *Paragraffer* of this department.
    pub legal_bases: LegalBasisSet,
    /// Target groups it takes in.
    pub target_groups: TargetGroupSet,
    /// Ages it takes in, over all groups; `None` when not reported.
    pub ages: Option<AgeSpan>,
    /// *Ydelsestyper.*
    pub services: ServiceSet,
    /// Row of the source.
    pub row: RowRef,
}
