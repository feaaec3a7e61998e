//! How many citizens of a group are to be expected in each municipality?
//!
//! E = Σ over ages of prevalence x inhabitants, for the low, central and high estimate. Everybody
//! of an age range is given the same prevalence, but where a municipality has counted itself: what
//! differs between the others is who lives there. An expectation, not a count: nobody has been
//! placed.

use std::collections::BTreeMap;

use super::consistency::national_ages;
use super::local_rate::local_rates;
use super::{Estimate, GroupSize, LevelSplit, Variant};
use crate::guideline::GuidelineStatus;
use crate::model::Municipality;
use crate::model::largest_remainder;
use crate::model::{AgeBand, Level, MunicipalityCode, TargetGroupId};
use crate::register::{Municipalities, Part};

/// *Forventede borgere* in one municipality, of one age band or of all ages.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedCitizens {
    /// The target group.
    pub target_group: TargetGroupId,
    /// *Delmålgruppe*; none for the whole group.
    pub subgroup: Option<Box<str>>,
    /// Level of need; none for all levels together.
    pub level: Option<Level>,
    /// The age band; none for all ages of the estimate together. 80+ lies inside 65+; there is a
    /// row only for ages that somebody has estimated.
    pub age_band: Option<AgeBand>,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Low, central or high.
    pub variant: Variant,
    /// Expected citizens.
    pub expected: f64,
    /// The same in whole citizens: they add up to the whole country's number, and the four ages
    /// to all ages.
    pub whole: u64,
    /// Whether the number is made with an example, a draft, or something decided.
    pub status: GuidelineStatus,
}

/// What an estimate comes to in the country, per variant, before it is shared out.
struct National<'s> {
    estimate: &'s Estimate,
    persons: [f64; 3],
    moved: &'s Moved,
    status: GuidelineStatus,
}

/// How many times the country's prevalence each municipality has, per variant, along the register;
/// none where nobody has a rate of its own.
type Moved = Option<Vec<[f64; 3]>>;

/// Citizens of one group, sub-group and level in one municipality, per variant.
#[derive(Clone, Copy, Default)]
struct InMunicipality {
    /// By the register's disjoint ages.
    by_age: [[f64; 5]; 3],
    whole_by_age: [[u64; 5]; 3],
    /// Of estimates whose ages the register can't tell apart: in the total only.
    total_only: [f64; 3],
    whole_total_only: [u64; 3],
}

/// The expected citizens of a group, sorted by sub-group, level, age band, municipality and
/// variant.
pub fn expected_citizens(
    size: &GroupSize,
    municipalities: &Municipalities,
) -> Vec<ExpectedCitizens> {
    let national = national_ages(municipalities);
    let moved = moved(size, municipalities);
    let mut keys: BTreeMap<(Option<&str>, Option<Level>), Vec<National<'_>>> = BTreeMap::new();
    for (estimate, moved) in size.estimates.iter().zip(&moved) {
        let subgroup = estimate.subgroup.as_deref();
        let persons = persons_in_country(estimate, national);
        let status = size.status;
        keys.entry((subgroup, estimate.level)).or_default().push(National {
            estimate,
            persons,
            moved,
            status,
        });
        let split = size.splits.iter().find(|split| split.subgroup.as_deref() == subgroup);
        let Some(split) = split.filter(|_| estimate.level.is_none()) else { continue };
        for level in Level::ALL {
            let percent = split.percent[level.index()];
            let persons = Variant::ALL.map(Variant::index).map(|v| persons[v] * percent[v] / 100.0);
            // Ordered from example to decided: a split is no firmer than what it splits.
            let status = status.min(split.status);
            keys.entry((subgroup, Some(level))).or_default().push(National {
                estimate,
                persons,
                moved,
                status,
            });
        }
    }
    let mut rows = Vec::new();
    for ((subgroup, level), nationals) in keys {
        let shared = share_out(&nationals, municipalities);
        let covered = covered_ages(&nationals);
        let status = nationals.iter().map(|n| n.status).min().unwrap_or(size.status);
        let bands =
            AgeBand::ALL.into_iter().filter(|band| ages_of(*band).iter().any(|a| covered[*a]));
        for age_band in [None].into_iter().chain(bands.map(Some)) {
            for (municipality, here) in municipalities.iter().zip(&shared) {
                rows.extend(Variant::ALL.map(|variant| {
                    let (expected, whole) = here.of(variant, age_band);
                    ExpectedCitizens {
                        target_group: size.target_group,
                        subgroup: subgroup.map(Into::into),
                        level,
                        age_band,
                        municipality: municipality.code,
                        variant,
                        expected,
                        whole,
                        status,
                    }
                }));
            }
        }
    }
    rows
}

/// An estimate's low, central and high number of persons in the country.
pub fn national_persons(estimate: &Estimate, municipalities: &Municipalities) -> [f64; 3] {
    persons_in_country(estimate, national_ages(municipalities))
}

/// What the estimates that a split is of come to on one level: low, central and high number of
/// persons in the country.
pub fn persons_on_level(
    size: &GroupSize,
    split: &LevelSplit,
    level: Level,
    municipalities: &Municipalities,
) -> [f64; 3] {
    let shares = split.percent[level.index()];
    let mut persons = [0.0; 3];
    for estimate in size.estimates.iter().filter(|e| e.subgroup == split.subgroup) {
        let national = national_persons(estimate, municipalities);
        for ((sum, all), share) in persons.iter_mut().zip(national).zip(shares) {
            *sum += all * share / 100.0;
        }
    }
    persons
}

fn persons_in_country(estimate: &Estimate, national: [u64; 5]) -> [f64; 3] {
    let Some(out_of) = estimate.unit.out_of() else { return estimate.amounts };
    // A validated estimate with a prevalence has ages that the register knows.
    let population = estimate.ages.population(national).unwrap_or_default();
    estimate.amounts.map(|amount| amount / out_of * population)
}

/// For each estimate, how far municipalities have moved from the country's prevalence.
fn moved(size: &GroupSize, municipalities: &Municipalities) -> Vec<Moved> {
    let mut moved: Vec<Moved> = vec![None; size.estimates.len()];
    for rate in local_rates(size, municipalities) {
        let of = moved[rate.written.estimate]
            .get_or_insert_with(|| vec![[1.0; 3]; municipalities.iter().count()]);
        let here = municipalities.iter().zip(of).find(|(m, _)| m.code == rate.municipality());
        if let Some((_, here)) = here {
            let pairs = rate.used.iter().zip(rate.national);
            let times = pairs.map(|(used, of)| if of > 0.0 { used / of } else { 1.0 });
            here.iter_mut().zip(times).for_each(|(here, times)| *here = times);
        }
    }
    moved
}

/// How many times the country's prevalence, in whole numbers that shares are made from: millionths,
/// or 1 where nobody has moved.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a million times the country's"
)]
fn in_millionths(times: Option<f64>) -> u128 {
    times.map_or(1, |times| (times.clamp(0.0, 1e6) * 1e6).round() as u128)
}

fn share_out(nationals: &[National<'_>], municipalities: &Municipalities) -> Vec<InMunicipality> {
    let national = national_ages(municipalities);
    let inhabitants: Vec<[u32; 5]> =
        municipalities.iter().map(Municipality::by_disjoint_age).collect();
    let mut shared = vec![InMunicipality::default(); inhabitants.len()];
    let whole = Variant::ALL.map(|v| {
        let after = |n: &National<'_>| n.persons_after(v.index(), national, &inhabitants);
        whole_persons(nationals.iter().map(after))
    });
    for (nth, one) in nationals.iter().enumerate() {
        let mapped = one.estimate.ages.parts.zip(one.estimate.ages.population(national));
        for v in Variant::ALL.map(Variant::index) {
            let persons = one.persons[v];
            let Some((parts, population)) = mapped else {
                let everybody: Vec<u128> = inhabitants
                    .iter()
                    .map(|by_age| by_age.iter().map(|n| u128::from(*n)).sum())
                    .collect();
                let all: u128 = everybody.iter().sum();
                let whole = largest_remainder(whole[v][nth], &everybody);
                for ((here, weight), whole) in shared.iter_mut().zip(&everybody).zip(whole) {
                    here.total_only[v] += persons * share(*weight as f64, all as f64);
                    here.whole_total_only[v] += whole;
                }
                continue;
            };
            let weight = |(at, n): (usize, &[u32; 5])| {
                n.map(|n| u128::from(n) * in_millionths(one.times(at, v)))
            };
            let weighted: Vec<[u128; 5]> = inhabitants.iter().enumerate().map(weight).collect();
            let all = std::array::from_fn(|age| weighted.iter().map(|here| here[age]).sum());
            let by_age = largest_remainder(whole[v][nth], &weights(parts, all));
            for age in 0..5 {
                let of_age: Vec<u128> = weighted.iter().map(|here| here[age]).collect();
                let whole = largest_remainder(by_age[age], &of_age);
                let here = shared.iter_mut().zip(&inhabitants).zip(whole).enumerate();
                for (at, ((here, n), whole)) in here {
                    let of_range = parts[age].of(n[age].into());
                    let times = one.times(at, v).unwrap_or(1.0);
                    here.by_age[v][age] += persons * share(of_range, population) * times;
                    here.whole_by_age[v][age] += whole;
                }
            }
        }
    }
    shared
}

/// A part of all; nothing where there is nobody at all.
fn share(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// Persons of each age in whole numbers of a common fraction.
fn weights(parts: [Part; 5], inhabitants: [u128; 5]) -> Vec<u128> {
    let common: u128 = parts.iter().map(|part| u128::from(part.denominator)).product();
    let weight = |(part, n): (&Part, u128)| {
        n * u128::from(part.numerator) * (common / u128::from(part.denominator))
    };
    parts.iter().zip(inhabitants).map(weight).collect()
}

/// Which of the register's disjoint ages anybody has estimated.
fn covered_ages(nationals: &[National<'_>]) -> [bool; 5] {
    let mut covered = [false; 5];
    for parts in nationals.iter().filter_map(|one| one.estimate.ages.parts) {
        for (covered, part) in covered.iter_mut().zip(parts) {
            *covered |= !part.is_none();
        }
    }
    covered
}

/// The disjoint ages (0-16, 17-19, 20-64, 65-79, 80+) of a band of the register.
const fn ages_of(band: AgeBand) -> &'static [usize] {
    match band {
        AgeBand::Years0To16 => &[0],
        AgeBand::Years17To19 => &[1],
        AgeBand::Years20To64 => &[2],
        AgeBand::Years65Plus => &[3, 4],
        AgeBand::Years80Plus => &[4],
    }
}

impl National<'_> {
    /// How many times the country's prevalence a municipality has; none where nobody has moved.
    fn times(&self, municipality: usize, variant: usize) -> Option<f64> {
        self.moved.as_ref().map(|moved| moved[municipality][variant])
    }

    /// Persons in the country, when those who counted themselves have their own rate.
    fn persons_after(&self, variant: usize, national: [u64; 5], inhabitants: &[[u32; 5]]) -> f64 {
        let persons = self.persons[variant];
        let Some(moved) = self.moved else { return persons };
        let population = self.estimate.ages.population(national).unwrap_or_default();
        let here = inhabitants.iter().zip(moved).map(|(n, times)| {
            let of_range = self.estimate.ages.population(n.map(u64::from)).unwrap_or_default();
            of_range * times[variant]
        });
        persons * share(here.sum(), population)
    }
}

impl InMunicipality {
    fn of(&self, variant: Variant, band: Option<AgeBand>) -> (f64, u64) {
        let v = variant.index();
        match band {
            Some(band) => (
                ages_of(band).iter().map(|age| self.by_age[v][*age]).sum(),
                ages_of(band).iter().map(|age| self.whole_by_age[v][*age]).sum(),
            ),
            None => (
                self.by_age[v].iter().sum::<f64>() + self.total_only[v],
                self.whole_by_age[v].iter().sum::<u64>() + self.whole_total_only[v],
            ),
        }
    }
}

/// The estimates of a group in whole persons that add up to the group's rounded total: the whole
/// part of each, and what is left by largest remainder.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a validated size is neither negative nor above the population"
)]
fn whole_persons(persons: impl Iterator<Item = f64>) -> Vec<u64> {
    let persons: Vec<f64> = persons.collect();
    let total = persons.iter().sum::<f64>().round() as u64;
    let mut whole: Vec<u64> = persons.iter().map(|persons| persons.floor() as u64).collect();
    let left = total.saturating_sub(whole.iter().sum());
    let mut by_remainder: Vec<usize> = (0..persons.len()).collect();
    by_remainder.sort_by(|a, b| persons[*b].fract().total_cmp(&persons[*a].fract()));
    for at in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        whole[at] += 1;
    }
    whole
}
