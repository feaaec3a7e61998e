//! What does the sample say of the levels of all, the unassessed included?

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Place, Severity};
use crate::model::{Attained, Dataset, Level, OfferingId, PlacementState, RegionId, TargetGroupId};
use crate::place::Placement;
use crate::results::Assessed;
use crate::settings::{SAMPLE_DESIGN, Settings};
use crate::trial::{NoShare, SampleDesign, StratifiedShare, StratumAnswers, weighted_share};

/// Why a weighted figure is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWeighted {
    /// The sample can't carry it.
    Sample(NoShare),
    /// A region that stands in a stratum together with another.
    SharedStratum,
    /// Fewer of the drawn are assessed than the rule asks for.
    TooFewAssessed,
}

impl NoWeighted {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Sample(reason) => reason.danish(),
            Self::SharedStratum => "regionen står i et stratum sammen med en anden",
            Self::TooFewAssessed => "for få af de trukne er vurderet",
        }
    }
}

/// Where a weighted figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightedArea {
    /// *Hele landet.*
    Country,
    /// A region.
    Region(RegionId),
    /// Those whose region is not reported.
    NotReported,
}

/// A level of a target group, in the country or in one region.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedLevel {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Where.
    pub area: WeightedArea,
    /// The level; none for those assessed that are on none, or not decided.
    pub level: Option<Level>,
    /// Offerings in the population.
    pub population: u32,
    /// Offerings drawn, reserves left out.
    pub drawn: u32,
    /// Offerings of the design that are assessed, reserves among them.
    pub assessed: u32,
    /// Of the drawn, how many are assessed, reserves left out.
    pub drawn_assessed: u32,
    /// Of the assessed, how many are placed there.
    pub placed: u32,
    /// The share that is placed there, of all.
    pub share: Result<StratifiedShare, NoWeighted>,
    /// The share that is placed there or could be, of all; that of `share` where all is decided.
    pub could_be: Result<StratifiedShare, NoWeighted>,
    /// Strata that were put together for the figure.
    pub n_collapsed: usize,
}

/// *Vægtede niveauer*: the sample's.
#[derive(Debug)]
pub struct WeightedLevels {
    /// By group, country first, then region; let, moderat, højt, none of them.
    pub rows: Vec<WeightedLevel>,
    /// Drawn offerings that the data have not.
    pub findings: Vec<Finding>,
}

/// What is known of an offering of the design.
#[derive(Clone, Copy)]
struct Answer {
    stratum: usize,
    is_reserve: bool,
    is_assessed: bool,
    /// Placed on the level, all its parts.
    is_on: [bool; 3],
    /// Placed there or could be, any of its parts.
    could_be_on: [bool; 3],
}

/// Weighs the placements of the sample, when there is one.
pub(super) fn weighted_levels(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Option<WeightedLevels> {
    let design = settings.sample.as_ref()?;
    let (answers, findings) = answers(design, dataset, assessed);
    let mut rows = Vec::new();
    for group in design.target_groups() {
        let strata: Vec<usize> = (0..design.strata.len())
            .filter(|at| design.strata[*at].target_group == group)
            .collect();
        let regions: BTreeSet<(bool, Option<RegionId>)> = strata
            .iter()
            .flat_map(|at| &design.strata[*at].regions)
            .map(|region| (region.is_none(), *region))
            .collect();
        let country = std::iter::once((WeightedArea::Country, strata.clone(), false));
        let by_region = regions.into_iter().map(|(_, region)| {
            let of: Vec<usize> = strata
                .iter()
                .copied()
                .filter(|at| design.strata[*at].regions.contains(&region))
                .collect();
            let is_shared = of.iter().any(|at| design.strata[*at].regions.len() > 1);
            (region.map_or(WeightedArea::NotReported, WeightedArea::Region), of, is_shared)
        });
        for (area, strata, is_shared) in country.chain(by_region) {
            let domain = Domain { design, answers: &answers, strata, is_shared, group, area };
            let least = settings.landscape.access.assessed_percent;
            let levels = Level::ALL.into_iter().map(Some).chain([None]);
            rows.extend(levels.map(|level| domain.level(level, least)));
        }
    }
    Some(WeightedLevels { rows, findings })
}

/// Part of a group's population: the strata that it is made of.
struct Domain<'d> {
    design: &'d SampleDesign,
    answers: &'d [Answer],
    strata: Vec<usize>,
    is_shared: bool,
    group: TargetGroupId,
    area: WeightedArea,
}

impl Domain<'_> {
    fn level(&self, level: Option<Level>, least_percent: u32) -> WeightedLevel {
        let count = |is: &dyn Fn(&Answer) -> bool| -> u32 {
            let of = self.answers.iter().filter(|a| self.strata.contains(&a.stratum) && is(a));
            u32::try_from(of.count()).unwrap_or(u32::MAX)
        };
        let is_on = |a: &Answer| match level {
            Some(level) => a.is_on[level.index()],
            None => a.is_on == [false; 3],
        };
        // Nobody is known to be on no level for good while it could be on one.
        let could_be = |a: &Answer| match level {
            Some(level) => a.could_be_on[level.index()],
            None => a.is_on == [false; 3],
        };
        let sum = |of: fn(&crate::trial::Stratum) -> u32| {
            let strata = self.strata.iter().map(|at| of(&self.design.strata[*at]));
            strata.fold(0, u32::saturating_add)
        };
        let (drawn, assessed) = (sum(|s| s.drawn), count(&|a| a.is_assessed));
        let n_drawn_assessed = count(&|a| a.is_assessed && !a.is_reserve);
        let withheld = if self.is_shared {
            Some(NoWeighted::SharedStratum)
        } else if u64::from(n_drawn_assessed) * 100 < u64::from(drawn) * u64::from(least_percent) {
            Some(NoWeighted::TooFewAssessed)
        } else {
            None
        };
        let share = |hit: &dyn Fn(&Answer) -> bool| {
            let answers: Vec<StratumAnswers<'_>> = self
                .strata
                .iter()
                .map(|at| {
                    let of = |is: &dyn Fn(&Answer) -> bool| {
                        let of = self.answers.iter().filter(|a| a.stratum == *at && a.is_assessed);
                        u32::try_from(of.filter(|a| is(a)).count()).unwrap_or(u32::MAX)
                    };
                    let stratum = &self.design.strata[*at];
                    StratumAnswers { stratum, n: of(&|_| true), hits: of(hit) }
                })
                .collect();
            weighted_share(&answers)
        };
        let given = |share: Result<StratifiedShare, NoShare>| match withheld {
            Some(reason) => Err(reason),
            None => share.map_err(NoWeighted::Sample),
        };
        let placed = share(&is_on);
        WeightedLevel {
            target_group: self.group,
            area: self.area,
            level,
            population: sum(|s| s.population),
            drawn,
            assessed,
            drawn_assessed: n_drawn_assessed,
            placed: count(&|a| a.is_assessed && is_on(a)),
            share: given(placed.share),
            could_be: given(share(&could_be).share),
            n_collapsed: placed.n_collapsed,
        }
    }
}

/// What became of each offering of the design; one that the data have not is a finding.
fn answers(
    design: &SampleDesign,
    dataset: &Dataset,
    assessed: &Assessed,
) -> (Vec<Answer>, Vec<Finding>) {
    let mut parts: BTreeMap<(&str, TargetGroupId), Vec<Placement>> =
        design.offerings.iter().map(|d| ((&*d.provider, d.target_group), Vec::new())).collect();
    for (at, offering) in dataset.offerings.iter().enumerate() {
        let key = (&*dataset.provider(offering).id, offering.target_group);
        if let (Some(parts), Ok(id)) = (parts.get_mut(&key), u32::try_from(at)) {
            parts.push(assessed.offering(OfferingId(id)).placement);
        }
    }
    let mut findings = Vec::new();
    let answers = design.offerings.iter().map(|drawn| {
        let parts = &parts[&(&*drawn.provider, drawn.target_group)];
        if parts.is_empty() && !drawn.is_reserve {
            findings.push(Finding {
                place: Place::file(SAMPLE_DESIGN),
                severity: Severity::Warning,
                code: "drawn-not-in-data",
                message: format!(
                    "tilbud {} er trukket, men har intet tilbud til målgruppen i data; det tæller \
                     som ikke vurderet",
                    drawn.provider
                ),
                action: "Lad en reserve i samme stratum træde til, eller ret data".to_owned(),
            });
        }
        let is_assessed = parts.iter().any(|p| p.state != PlacementState::NotAssessed);
        let on = |level: Level| !parts.is_empty() && parts.iter().all(|p| p.level == Some(level));
        let could = |level: Level| parts.iter().any(|p| could_be_on(*p, level));
        Answer {
            stratum: drawn.stratum,
            is_reserve: drawn.is_reserve,
            is_assessed,
            is_on: Level::ALL.map(on),
            could_be_on: Level::ALL.map(could),
        }
    });
    (answers.collect(), findings)
}

/// Placed on the level, or could be: as supply is counted (Reading R13).
fn could_be_on(placement: Placement, level: Level) -> bool {
    match placement.state {
        PlacementState::NotAssessed => true,
        PlacementState::QualityNotMet | PlacementState::BelowLight => false,
        PlacementState::Placed => placement.level == Some(level),
        PlacementState::QualityUnknown | PlacementState::Provisional => {
            placement.low.is_none_or(|low| low <= Attained::from(level))
                && placement.high.is_none_or(|high| high.reaches(level))
        }
    }
}
