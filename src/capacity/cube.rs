//! What is reported, cell by cell, for whoever cuts it otherwise?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::amounts::Amounts;
use super::input::{Input, Offer};
use super::rates::Rates;
use super::record::{amounts, records};
use crate::model::{LegalBasisId, Level, MunicipalityCode, Ownership, TargetGroupId};

/// A cell: a group on a level in a municipality, of one legal basis and ownership. Only what is
/// reported: who did not report is in no cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellRow {
    /// The year of the reports.
    pub year: u16,
    /// The target group; `None`: the department offers nothing to anybody that is known.
    pub target_group: Option<TargetGroupId>,
    /// The level that the offering is placed on; `None`: not placed.
    pub level: Option<Level>,
    /// Where; `None`: not reported, or of departments that lie apart.
    pub municipality: Option<MunicipalityCode>,
    /// *Paragraf*; `None`: the report does not say.
    pub legal_basis: Option<LegalBasisId>,
    /// *Ejerform.*
    pub ownership: Option<Ownership>,
    /// Reports in the cell; one of several groups is in a cell of each.
    pub reports: u64,
    /// What they say, shared out over groups.
    pub amounts: Amounts,
    /// Their takster.
    pub rates: Option<Rates>,
}

type Key = (
    Option<TargetGroupId>,
    Option<Level>,
    Option<MunicipalityCode>,
    Option<LegalBasisId>,
    Option<Ownership>,
);

/// Reports, what they say, and their takster with places.
type Cell = (u64, Amounts, Vec<(u32, u128)>);

/// The cells of all years, sorted.
pub fn cube(input: &Input<'_>) -> Vec<CellRow> {
    let of_year = |year: u16| -> Vec<CellRow> {
        let mut cells: BTreeMap<Key, Cell> = BTreeMap::new();
        for record in records(input, year) {
            for report in record.reports.iter().filter(|report| !report.figures.is_empty()) {
                let whole = amounts(&report.figures);
                let place = (record.municipality, report.legal_basis, record.ownership);
                let mut add = |(group, level), part: &Amounts, is_first: bool| {
                    let key = (group, level, place.0, place.1, place.2);
                    let cell = cells.entry(key).or_default();
                    cell.0 += u64::from(is_first);
                    cell.1.add(part);
                    if let Some(rate) = report.figures.rate_oere.filter(|_| is_first) {
                        cell.2.push((rate, part.places));
                    }
                };
                let kind = |offer: &Offer| (Some(offer.target_group), offer.level);
                for (nth, offer) in record.offers.iter().enumerate() {
                    // A group that is split over parts of one level is in one cell once.
                    let is_first = record.offers[..nth].iter().all(|o| kind(o) != kind(offer));
                    add(kind(offer), &whole.share(nth, record.offers.len()), is_first);
                }
                if record.offers.is_empty() {
                    add((None, None), &whole, true);
                }
            }
        }
        let row = |(key, (reports, amounts, rates)): (Key, Cell)| CellRow {
            year,
            target_group: key.0,
            level: key.1,
            municipality: key.2,
            legal_basis: key.3,
            ownership: key.4,
            reports,
            amounts,
            rates: Rates::of(rates),
        };
        cells.into_iter().map(row).collect()
    };
    super::count::years(input).into_par_iter().flat_map_iter(of_year).collect()
}
