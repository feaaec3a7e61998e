//! Which rate is reckoned with where a municipality has counted itself?

use super::empirical_bayes::{Observed, Shrinkage, overall_rate};
use super::municipal_rate::{Counted, MunicipalRate, inhabitants};
use super::{Estimate, GroupSize, Variant};
use crate::model::MunicipalityCode;
use crate::register::Municipalities;

/// A municipality's own rate beside the country's, and what is reckoned with: the own one, shrunk
/// towards the country's central estimate where it rests on few citizens. Rates are per inhabitant
/// of the ages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalRate<'s> {
    /// As it was written.
    pub written: &'s MunicipalRate,
    /// The estimate that it stands for there.
    pub estimate: &'s Estimate,
    /// What was counted: citizens among the inhabitants of the ages today.
    pub observed: Observed,
    /// The country's rate: low, central, high.
    pub national: [f64; 3],
    /// The rate of all municipalities that counted themselves.
    pub all_counted: f64,
    /// The weight of the own rate, 0 to 1.
    pub trust: f64,
    /// The rate that is reckoned with: low, central, high.
    pub used: [f64; 3],
}

impl LocalRate<'_> {
    /// The municipality.
    pub const fn municipality(&self) -> MunicipalityCode {
        self.written.municipality
    }

    /// Whether citizens were counted; else the source gives a rate.
    pub const fn is_count(&self) -> bool {
        matches!(self.written.counted, Counted::Citizens(_))
    }

    /// Expected citizens by the country's rate: low, central, high.
    pub fn before(&self) -> [f64; 3] {
        self.national.map(|rate| rate * self.observed.population)
    }

    /// Expected citizens: low, central, high.
    pub fn expected(&self) -> [f64; 3] {
        self.used.map(|rate| rate * self.observed.population)
    }
}

/// The municipalities that have their own rate, in the file's order (Reading R93). The sources'
/// disagreement is carried over in proportion: the low and the high estimate move as the central one
/// does, at most to everybody.
pub fn local_rates<'s>(size: &'s GroupSize, municipalities: &Municipalities) -> Vec<LocalRate<'s>> {
    let mut rates = Vec::new();
    for (at, estimate) in size.estimates.iter().enumerate() {
        let counted: Vec<(&MunicipalRate, Observed)> = size
            .municipal_rates
            .iter()
            .filter(|rate| rate.estimate == at)
            .filter_map(|rate| {
                let population = inhabitants(estimate, municipalities.get(rate.municipality)?);
                let count = rate.counted.citizens(population);
                (population > 0.0).then_some((rate, Observed { count, population }))
            })
            .collect();
        let observed: Vec<Observed> = counted.iter().map(|(_, observed)| *observed).collect();
        let Some(all_counted) = overall_rate(&observed) else { continue };
        let everybody: f64 = municipalities.iter().map(|m| inhabitants(estimate, m)).sum();
        let national = estimate.amounts.map(|amount| match estimate.unit.out_of() {
            Some(out_of) => amount / out_of,
            None => amount / everybody,
        });
        let central = national[Variant::Central.index()];
        let shrinkage = Shrinkage::around(central, &observed);
        rates.extend(counted.into_iter().map(|(written, observed)| {
            let moved = shrinkage.rate(observed) / central;
            LocalRate {
                written,
                estimate,
                observed,
                national,
                all_counted,
                trust: shrinkage.trust(observed.population),
                used: national.map(|rate| (rate * moved).min(1.0)),
            }
        }));
    }
    rates
}
