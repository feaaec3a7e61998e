//! Which free places are where, and how many citizens does each municipality pay for, by group?

use std::collections::BTreeMap;

use super::amounts::{PARTS, share};
use super::flow::UnitFlow;
use super::input::Input;
use super::record::{amounts, records};
use crate::model::{MunicipalityCode, Payer, TargetGroupId};

/// Parts of places or of citizens by group and municipality.
pub type ByGroup = BTreeMap<TargetGroupId, BTreeMap<MunicipalityCode, u128>>;

/// Free places of a year where the department lies, in [`PARTS`]; shared out over its offerings. Only
/// what is reported.
pub fn free_places(input: &Input<'_>, year: u16) -> ByGroup {
    let mut free = ByGroup::new();
    for record in records(input, year) {
        let Some(here) = record.municipality else { continue };
        let parts: u128 = record.reports.iter().map(|r| amounts(&r.figures).free).sum();
        for (nth, offer) in record.offers.iter().enumerate() {
            let of_group = free.entry(offer.target_group).or_default();
            *of_group.entry(here).or_default() += share(parts, nth, record.offers.len());
        }
    }
    free
}

/// Citizens that each municipality pays for, wherever they are, in [`PARTS`]; shared out over the
/// offerings of their department. Only what is reported.
pub fn citizens_by_payer(flows: &[UnitFlow<'_>], year: u16) -> ByGroup {
    let mut paid = ByGroup::new();
    for flow in flows.iter().filter(|flow| flow.year == year) {
        for report in flow.reports {
            let Payer::Municipality(payer) = report.payer else { continue };
            let parts = report.citizens.map_or(0, u128::from) * u128::from(PARTS);
            for (nth, offer) in flow.offers.iter().enumerate() {
                let of_group = paid.entry(offer.target_group).or_default();
                *of_group.entry(payer).or_default() += share(parts, nth, flow.offers.len());
            }
        }
    }
    paid
}
