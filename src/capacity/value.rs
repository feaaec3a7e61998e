//! What are places broken down by, and which values are there?

use crate::model::{LegalBasisId, MunicipalityCode, Ownership, ProviderKind, RegionId};

/// A dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// *Region* on one of the maps of [`super::Input::maps`].
    Region(u8),
    /// *Kommune* of the department.
    Municipality,
    /// *Paragraf* of the report.
    LegalBasis,
    /// *Tilbudstype*: the kind that follows from the paragraf.
    Kind,
    /// *Tilbudstype* in each region of the run's map.
    KindInRegion,
    /// *Ejerform.*
    Ownership,
}

/// A value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A region.
    Region(RegionId),
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A legal basis.
    LegalBasis(LegalBasisId),
    /// A kind of provider.
    Kind(ProviderKind),
    /// A kind of provider in a region.
    KindIn(RegionId, ProviderKind),
    /// An ownership.
    Ownership(Ownership),
    /// *Ikke oplyst*; of a report of several departments together also where they lie apart.
    NotReported,
    /// All together.
    Total,
}
