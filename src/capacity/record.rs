//! What is reported of some departments together in one year, and of which of them is it all?

use super::amounts::{Amounts, PARTS};
use super::input::{Input, Offer};
use crate::model::{
    CapacityFigures, CapacityReport, LegalBasisId, LegalBasisSet, MunicipalityCode, Ownership,
};

/// Reports of one department, or of one provider as a whole, in one year.
pub(super) struct Record<'i> {
    /// Whose, in the input's units.
    pub(super) units: std::ops::Range<usize>,
    /// A report for each legal basis.
    pub(super) reports: &'i [CapacityReport],
    pub(super) municipality: Option<MunicipalityCode>,
    pub(super) ownership: Option<Ownership>,
    pub(super) offers: Vec<Offer>,
    /// Legal bases that anything is reported of, and of which each figure is.
    bases: [u64; 5],
    /// The same, of reports that do not say of which legal basis.
    of_all: [bool; 5],
}

/// A figure that a department reports or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Any = 0,
    Places = 1,
    Occupancy = 2,
    Waiting = 3,
    Rate = 4,
}

impl Figure {
    /// Those that are counted, in their order.
    pub(super) const COUNTED: [Self; 4] =
        [Self::Places, Self::Occupancy, Self::Waiting, Self::Rate];

    fn is_in(self, figures: &CapacityFigures) -> bool {
        match self {
            Self::Any => !figures.is_empty(),
            Self::Places => figures.places.is_some(),
            Self::Occupancy => figures.occupied_parts().is_some(),
            Self::Waiting => figures.waiting.is_some(),
            Self::Rate => figures.rate_oere.is_some(),
        }
    }
}

/// The records of one year, in the order of the units; those of units that the input has not are
/// left out.
pub(super) fn records<'i>(input: &Input<'i>, year: u16) -> Vec<Record<'i>> {
    let same = |a: &CapacityReport, b: &CapacityReport| (a.unit, a.year) == (b.unit, b.year);
    let of_year = input.capacity.chunk_by(same).filter(|reports| reports[0].year == year);
    let records = of_year.map(|reports| Record::of(input, reports));
    records.filter(|record| !record.units.is_empty()).collect()
}

impl<'i> Record<'i> {
    fn of(input: &Input<'i>, reports: &'i [CapacityReport]) -> Self {
        let units = input.units_of(reports[0].unit);
        let (mut by_basis, mut of_all) = ([0; 5], [false; 5]);
        let figures =
            [Figure::Any, Figure::Places, Figure::Occupancy, Figure::Waiting, Figure::Rate];
        for report in reports {
            for figure in figures.into_iter().filter(|figure| figure.is_in(&report.figures)) {
                match report.legal_basis {
                    Some(basis) => by_basis[figure as usize] |= 1 << basis.0,
                    None => of_all[figure as usize] = true,
                }
            }
        }
        Self {
            municipality: input.municipality_of(units.clone()),
            ownership: input.units.get(units.start).and_then(|unit| unit.ownership),
            offers: input.offers_of(units.clone()),
            units,
            reports,
            bases: by_basis,
            of_all,
        }
    }

    /// Legal bases that anything is reported of.
    pub(super) const fn bases_reported(&self) -> u64 {
        self.bases[Figure::Any as usize]
    }

    /// Whether a figure is reported of all these legal bases of a unit; where none are named, of the
    /// unit as a whole.
    pub(super) const fn has(&self, figure: Figure, wanted: u64, is_by_basis: bool) -> bool {
        let (bases, of_all) = (self.bases[figure as usize], self.of_all[figure as usize]);
        if is_by_basis {
            return wanted != 0 && wanted & !bases == 0;
        }
        of_all || if wanted == 0 { bases != 0 } else { wanted & !bases == 0 }
    }

    /// Places reported, of all legal bases.
    pub(super) fn places(&self) -> u64 {
        self.reports.iter().filter_map(|report| report.figures.places).map(u64::from).sum()
    }
}

/// What a report adds.
pub(super) fn amounts(figures: &CapacityFigures) -> Amounts {
    let parts = u128::from(PARTS);
    let places = figures.places.map_or(0, u128::from) * parts;
    let occupied =
        figures.occupied_parts().map(|parts| u128::from(parts) * u128::from(PARTS / 10_000));
    Amounts {
        places,
        occupied: occupied.unwrap_or(0),
        occupied_of: occupied.map_or(0, |_| places),
        free: occupied.map_or(0, |occupied| places.saturating_sub(occupied)),
        waiting: figures.waiting.map_or(0, u128::from) * parts,
        without_occupancy: if occupied.is_some() { 0 } else { places },
    }
}

/// Those of some legal bases that are wanted.
pub(super) fn bases_of(bases: LegalBasisSet, is_wanted: impl Fn(LegalBasisId) -> bool) -> u64 {
    bases.iter().filter(|basis| is_wanted(*basis)).fold(0, |all, basis| all | 1 << basis.0)
}
