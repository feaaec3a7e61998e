//! Who buys from whom, and who sells more than it buys?

use std::collections::BTreeMap;

use super::flow::UnitFlow;
use super::input::Input;
use crate::model::{MunicipalityCode, Payer};

/// Citizens whom one municipality pays for in the departments of one municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// The year of the reports.
    pub year: u16,
    /// Who pays.
    pub payer: Payer,
    /// Where they are; `None`: not reported, or departments that lie apart.
    pub at: Option<MunicipalityCode>,
    /// How many, at least: reports without a number are not in it.
    pub citizens: u64,
    /// Reports that they are in.
    pub reports: u64,
    /// Reports that do not say how many.
    pub without_number: u64,
}

/// What a municipality sells and buys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BalanceRow {
    /// The year of the reports.
    pub year: u16,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Departments there, and those of them that reported all of their citizens.
    pub departments: (u64, u64),
    /// Its own citizens in its own departments.
    pub own: u64,
    /// Citizens of others in its departments; those whom nobody is named for are left out.
    pub sold: u64,
    /// Its citizens in departments elsewhere.
    pub bought: u64,
    /// Of these, those in another region.
    pub bought_in_other_regions: u64,
    /// Sold less bought; `None`: withheld, as what is bought depends on the reports of all others.
    pub net: Option<i64>,
    /// Bought of all its citizens in departments, in percent; `None`: withheld, or there are none.
    pub bought_percent: Option<f64>,
    /// The same of those bought in another region.
    pub bought_in_other_regions_percent: Option<f64>,
}

/// The matrix, sorted by year, payer and place; only what somebody reports.
pub fn matrix(flows: &[UnitFlow<'_>]) -> Vec<MatrixRow> {
    let mut cells: BTreeMap<(u16, Payer, Option<MunicipalityCode>), MatrixRow> = BTreeMap::new();
    for flow in flows {
        for report in flow.reports {
            let key = (flow.year, report.payer, flow.municipality);
            let cell = cells.entry(key).or_insert(MatrixRow {
                year: key.0,
                payer: key.1,
                at: key.2,
                citizens: 0,
                reports: 0,
                without_number: 0,
            });
            cell.citizens += report.citizens.map_or(0, u64::from);
            cell.reports += 1;
            cell.without_number += u64::from(report.citizens.is_none());
        }
    }
    cells.into_values().collect()
}

/// What each of `municipalities` sells and buys, by year and in their order.
pub fn balance(
    input: &Input<'_>,
    flows: &[UnitFlow<'_>],
    matrix: &[MatrixRow],
    municipalities: &[MunicipalityCode],
) -> Vec<BalanceRow> {
    let mut rows = Vec::new();
    for of_year in matrix.chunk_by(|a, b| a.year == b.year) {
        let year = of_year[0].year;
        let mut is_whole = vec![false; input.units.len()];
        for flow in flows.iter().filter(|flow| flow.year == year && flow.is_whole) {
            is_whole[flow.units.clone()].fill(true);
        }
        let mut departments: BTreeMap<Option<MunicipalityCode>, (u64, u64)> = BTreeMap::new();
        let mut all = (0, 0);
        for (unit, is_whole) in input.units.iter().zip(&is_whole) {
            for counts in [&mut all, departments.entry(unit.municipality).or_default()] {
                counts.0 += 1;
                counts.1 += u64::from(*is_whole);
            }
        }
        let is_enough = input.is_enough(all.1, all.0);
        let mut sums: BTreeMap<MunicipalityCode, [u64; 4]> = BTreeMap::new();
        for row in of_year {
            let Payer::Municipality(payer) = row.payer else {
                // Sold abroad is sold.
                if let (Payer::Abroad, Some(at)) = (row.payer, row.at) {
                    sums.entry(at).or_default()[1] += row.citizens;
                }
                continue;
            };
            let Some(at) = row.at else { continue };
            if payer == at {
                sums.entry(at).or_default()[0] += row.citizens;
                continue;
            }
            sums.entry(at).or_default()[1] += row.citizens;
            let bought = sums.entry(payer).or_default();
            bought[2] += row.citizens;
            bought[3] += if input.region(payer) == input.region(at) { 0 } else { row.citizens };
        }
        rows.extend(municipalities.iter().map(|code| {
            let [own, sold, bought, far] = sums.get(code).copied().unwrap_or_default();
            let percent = |part: u64| {
                (own + bought > 0 && is_enough).then(|| part as f64 * 100.0 / (own + bought) as f64)
            };
            BalanceRow {
                year,
                municipality: *code,
                departments: departments.get(&Some(*code)).copied().unwrap_or_default(),
                own,
                sold,
                bought,
                bought_in_other_regions: far,
                net: is_enough.then(|| sold.cast_signed() - bought.cast_signed()),
                bought_percent: percent(bought),
                bought_in_other_regions_percent: percent(far),
            }
        }));
    }
    rows
}
