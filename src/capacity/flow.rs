//! From where do the citizens of each unit come?

use rayon::prelude::*;

use super::input::{Input, Offer};
use crate::model::{FlowReport, MunicipalityCode, Payer, ReportedUnit};

/// Where citizens come from, as seen from where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowOrigin {
    /// The municipality itself.
    Own,
    /// Another one of the same region.
    SameRegion,
    /// Another region.
    OtherRegion,
    /// Abroad.
    Abroad,
    /// Not reported who pays, or where the department lies.
    NotReported,
}

/// Citizens by [`FlowOrigin`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origins(pub [u128; 5]);

impl Origins {
    /// Of one origin.
    pub const fn of(&self, origin: FlowOrigin) -> u128 {
        self.0[origin as usize]
    }

    /// All of them.
    pub fn all(&self) -> u128 {
        self.0.iter().sum()
    }

    /// Adds so many of one origin.
    pub(super) const fn add(&mut self, origin: FlowOrigin, n: u128) {
        self.0[origin as usize] += n;
    }

    /// The share of an origin in percent, of those of whom it is known; none of nobody.
    pub fn percent(&self, origins: &[FlowOrigin]) -> Option<f64> {
        let known = self.all() - self.of(FlowOrigin::NotReported);
        let part: u128 = origins.iter().map(|origin| self.of(*origin)).sum();
        (known > 0).then(|| part as f64 * 100.0 / known as f64)
    }

    /// The same from where nobody else were of it to where all were: those not known, and `missing`
    /// who are in no report.
    pub fn percent_bounds(&self, origins: &[FlowOrigin], missing: u128) -> Option<(f64, f64)> {
        let not_known = self.of(FlowOrigin::NotReported) + missing;
        let all = self.all() + missing;
        let part: u128 = origins.iter().map(|origin| self.of(*origin)).sum();
        let percent = |n: u128| n as f64 * 100.0 / all as f64;
        (all > 0).then(|| (percent(part), percent(part + not_known)))
    }
}

/// The citizens of a unit in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitFlow<'i> {
    /// Whose.
    pub unit: ReportedUnit,
    /// Its places in the input's units.
    pub units: std::ops::Range<usize>,
    /// The year.
    pub year: u16,
    /// Where it lies; none where its departments lie apart.
    pub municipality: Option<MunicipalityCode>,
    /// Its offerings.
    pub offers: Vec<Offer>,
    /// Its reports: a payer each.
    pub reports: &'i [FlowReport],
    /// Citizens, in whole ones.
    pub origins: Origins,
    /// Whether all its rows could be used and say how many.
    pub is_whole: bool,
}

/// The same without its reports, to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitOrigins {
    /// Whose.
    pub unit: ReportedUnit,
    /// The year.
    pub year: u16,
    /// Where it lies; none where its departments lie apart.
    pub municipality: Option<MunicipalityCode>,
    /// Citizens, in whole ones.
    pub origins: Origins,
    /// Municipalities that pay.
    pub payers: u64,
    /// Whether all its rows could be used and say how many.
    pub is_whole: bool,
}

impl UnitFlow<'_> {
    /// What is told of it.
    pub fn told(&self) -> UnitOrigins {
        let is_one = |report: &&FlowReport| matches!(report.payer, Payer::Municipality(_));
        UnitOrigins {
            unit: self.unit,
            year: self.year,
            municipality: self.municipality,
            origins: self.origins,
            payers: self.reports.iter().filter(is_one).count() as u64,
            is_whole: self.is_whole,
        }
    }
}

/// The citizens of every unit that reported any, by unit and year.
pub fn unit_flows<'i>(input: &Input<'i>) -> Vec<UnitFlow<'i>> {
    let same = |a: &FlowReport, b: &FlowReport| (a.unit, a.year) == (b.unit, b.year);
    let of_one = |reports: &'i [FlowReport]| {
        let first = &reports[0];
        let units = input.units_of(first.unit);
        let municipality = input.municipality_of(units.clone());
        let mut origins = Origins::default();
        for report in reports {
            let n = report.citizens.map_or(0, u128::from);
            origins.add(origin(input, report.payer, municipality), n);
        }
        let is_whole = reports.iter().all(|report| report.citizens.is_some())
            && input.flow_gaps.binary_search(&first.unit.provider).is_err();
        UnitFlow {
            unit: first.unit,
            year: first.year,
            municipality,
            offers: input.offers_of(units.clone()),
            units,
            reports,
            origins,
            is_whole,
        }
    };
    let each: Vec<&[FlowReport]> = input.flows.chunk_by(same).collect();
    each.into_par_iter().map(of_one).filter(|flow| !flow.units.is_empty()).collect()
}

/// Where a payer is, as seen from a municipality.
pub(super) fn origin(
    input: &Input<'_>,
    payer: Payer,
    here: Option<MunicipalityCode>,
) -> FlowOrigin {
    match (payer, here) {
        (Payer::Abroad, _) => FlowOrigin::Abroad,
        (Payer::NotReported, _) | (_, None) => FlowOrigin::NotReported,
        (Payer::Municipality(payer), Some(here)) if payer == here => FlowOrigin::Own,
        (Payer::Municipality(payer), Some(here)) => match (input.region(payer), input.region(here))
        {
            (Some(a), Some(b)) if a == b => FlowOrigin::SameRegion,
            _ => FlowOrigin::OtherRegion,
        },
    }
}
