//! How full is a department, what does a place cost, what is planned, and who pays?
//!
//! What municipalities and regions report yearly beside Tilbudsportalen. Counts only: nothing here
//! names a citizen.

use chrono::NaiveDate;

use super::{DepartmentId, LegalBasisId, MunicipalityCode, ProviderId, RowRef};

/// Whose a report is: a department, or a provider as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportedUnit {
    /// The provider.
    pub provider: ProviderId,
    /// The department; `None`: the provider as a whole.
    pub department: Option<DepartmentId>,
}

/// *Belægning* as it was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occupied {
    /// Places with somebody on them.
    Places(u32),
    /// Hundredths of a percent of the places.
    PercentHundredths(u32),
}

/// What a report says of places; each is `None` when it is not reported, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CapacityFigures {
    /// *Pladser.*
    pub places: Option<u32>,
    /// *Belægning*; at most what [`MOST_PERCENT`] of the places allows where both are known.
    pub occupied: Option<Occupied>,
    /// *Venteliste*: citizens who wait.
    pub waiting: Option<u32>,
    /// *Takst* per day, in øre.
    pub rate_oere: Option<u32>,
}

/// The highest occupancy that is believed, in percent (Reading R85).
pub const MOST_PERCENT: u32 = 120;

impl CapacityFigures {
    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Occupied places in 10.000ths of one, exactly; `None` when the places, or what is occupied,
    /// are not reported.
    pub fn occupied_parts(&self) -> Option<u64> {
        let places = u64::from(self.places?);
        Some(match self.occupied? {
            Occupied::Places(n) => u64::from(n) * 10_000,
            Occupied::PercentHundredths(percent) => places * u64::from(percent),
        })
    }
}

/// How sure a planned change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// *Besluttet.*
    Decided,
    /// *Overvejes.*
    Considered,
    /// Not reported which.
    NotReported,
}

impl Certainty {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Decided, Self::Considered, Self::NotReported];

    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Decided => "besluttet",
            Self::Considered => "overvejes",
            Self::NotReported => "ikke oplyst",
        }
    }
}

/// What a planned change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// More or fewer places.
    Places,
    /// *Åbning.*
    Opening,
    /// *Lukning.*
    Closing,
}

impl ChangeKind {
    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Places => "pladser",
            Self::Opening => "åbning",
            Self::Closing => "lukning",
        }
    }
}

/// *Planlagt ændring.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlannedChange {
    /// The day that it takes effect.
    pub on: NaiveDate,
    /// What it is.
    pub kind: ChangeKind,
    /// Places more, or fewer when negative; `None` when not reported.
    pub places: Option<i32>,
    /// Decided or considered.
    pub certainty: Certainty,
}

/// A report of one unit, legal basis and year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CapacityReport {
    /// Whose.
    pub unit: ReportedUnit,
    /// The year that it is of.
    pub year: u16,
    /// *Paragraf*; `None`: the unit has several and the report does not say which.
    pub legal_basis: Option<LegalBasisId>,
    /// What it says.
    pub figures: CapacityFigures,
    /// What is planned, sorted, each once.
    pub changes: Vec<PlannedChange>,
    /// Where it stands; the first row of several.
    pub row: RowRef,
}

/// Who pays for citizens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payer {
    /// *Betalingskommune.*
    Municipality(MunicipalityCode),
    /// *Udlandet*, Greenland and the Faroes.
    Abroad,
    /// Not reported, or not readable.
    NotReported,
}

/// Citizens of one payer in one unit and year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowReport {
    /// Where they are.
    pub unit: ReportedUnit,
    /// The year that it is of.
    pub year: u16,
    /// Who pays.
    pub payer: Payer,
    /// How many; `None` when not reported.
    pub citizens: Option<u32>,
    /// Where it stands.
    pub row: RowRef,
}
