//! What is counted: who could report, and what was?

use crate::model::{
    CapacityReport, DepartmentId, FlowReport, LegalBasisId, LegalBasisSet, Level, MunicipalityCode,
    Ownership, ProviderId, ProviderKind, RegionId, ReportedUnit, TargetGroupId,
};

/// A department, or a provider without departments: who could report.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its provider.
    pub provider: ProviderId,
    /// The department; `None`: the provider has none.
    pub department: Option<DepartmentId>,
    /// Where it lies.
    pub municipality: Option<MunicipalityCode>,
    /// *Ejerform* of the provider.
    pub ownership: Option<Ownership>,
    /// *Paragraffer.*
    pub legal_bases: LegalBasisSet,
    /// Places as the provider list (Tilbudsportalen) has them.
    pub listed_places: Option<u32>,
    /// What it offers to whom.
    pub offers: Vec<Offer>,
}

/// An offering of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// A number that tells offerings apart.
    pub offering: u32,
    /// The target group.
    pub target_group: TargetGroupId,
    /// The level that it is placed on.
    pub level: Option<Level>,
    /// Levels that it could be placed on besides.
    pub possible: [bool; 3],
}

impl Offer {
    /// Whether it is on a level, or could be.
    pub fn could_be_on(&self, level: Level) -> bool {
        self.level == Some(level) || self.possible[level.index()]
    }
}

/// An area that figures are given of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The country.
    Country,
    /// A region of the run's map.
    Region(RegionId),
    /// A municipality.
    Municipality(MunicipalityCode),
    /// Not known where.
    NotReported,
}

/// Which region a municipality lies in.
pub type RegionOf<'i> = Box<dyn Fn(MunicipalityCode) -> Option<RegionId> + Send + Sync + 'i>;

/// All that is counted.
pub struct Input<'i> {
    /// Who could report, by provider.
    pub units: &'i [Unit],
    /// Reports of places, sorted by unit, year and legal basis.
    pub capacity: &'i [CapacityReport],
    /// Reports of who pays, sorted by unit, year and payer.
    pub flows: &'i [FlowReport],
    /// Providers of whose flows a row could not be used, sorted.
    pub flow_gaps: &'i [ProviderId],
    /// The maps of regions; the first is the run's own.
    pub maps: Vec<RegionOf<'i>>,
    /// The kind of provider that a legal basis makes.
    pub kind: &'i (dyn Fn(LegalBasisId) -> ProviderKind + Sync),
    /// Departments, in percent, that must have reported before a figure is given as it is.
    pub reported_percent: u32,
    /// Whether enough of a group (none: of all) is assessed in a region (none: in the country) for a
    /// figure about levels.
    pub is_assessed: &'i (dyn Fn(Option<TargetGroupId>, Option<RegionId>) -> bool + Sync),
}

impl Input<'_> {
    /// Whether so many of so many are enough, compared in whole numbers.
    pub fn is_enough(&self, reported: u64, of: u64) -> bool {
        of > 0 && u128::from(reported) * 100 >= u128::from(of) * u128::from(self.reported_percent)
    }

    /// The region of a municipality on the run's map.
    pub fn region(&self, municipality: MunicipalityCode) -> Option<RegionId> {
        self.maps.first().and_then(|of| of(municipality))
    }

    /// The places in [`Input::units`] of what a report is of.
    pub fn units_of(&self, unit: ReportedUnit) -> std::ops::Range<usize> {
        let key = |u: &Unit| (u.provider, u.department);
        if unit.department.is_some() {
            let at = self.units.binary_search_by_key(&(unit.provider, unit.department), key);
            return at.map_or(0..0, |at| at..at + 1);
        }
        let start = self.units.partition_point(|u| u.provider < unit.provider);
        let len = self.units[start..].partition_point(|u| u.provider == unit.provider);
        start..start + len
    }

    /// Where units lie together; none where they lie apart, or nowhere that is known.
    pub fn municipality_of(&self, units: std::ops::Range<usize>) -> Option<MunicipalityCode> {
        let mut all = self.units[units].iter().map(|unit| unit.municipality);
        let first = all.next()??;
        all.all(|other| other == Some(first)).then_some(first)
    }

    /// The offerings of units, each once.
    pub fn offers_of(&self, units: std::ops::Range<usize>) -> Vec<Offer> {
        let mut all: Vec<Offer> =
            self.units[units].iter().flat_map(|unit| unit.offers.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
