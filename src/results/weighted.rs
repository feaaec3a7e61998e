//! What does the sample say of the levels of all, the unassessed included?

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attained, Dataset, Level, Parameter, PlacementState, RegionId, TargetGroupId};
use crate::place::Placement;
use crate::results::{Assessed, AssessedOffering};
use crate::settings::Settings;
use crate::trial::{
    NoShare, OwnershipClass, SampleDesign, StratifiedShare, StratumAnswers, weighted_share,
};

/// Why a weighted figure is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWeighted {
    /// The sample can't carry it.
    Sample(NoShare),
    /// A region that stands in a stratum together with another.
    SharedStratum,
    /// An ownership that stands in a stratum together with another.
    SharedOwnership,
    /// Fewer of the drawn are assessed than the rule asks for.
    TooFewAssessed,
}

impl NoWeighted {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Sample(reason) => reason.danish(),
            Self::SharedStratum => "regionen står i et stratum sammen med en anden",
            Self::SharedOwnership => "ejerforholdet står i et stratum sammen med et andet",
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
    /// *Ejerforhold.*
    Ownership(OwnershipClass),
}

/// A level of a target group, in the country, in one region or of one ownership; or a grade on one
/// parameter, in the country.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedLevel {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Where.
    pub area: WeightedArea,
    /// The parameter that is graded there; `None`: the placement.
    pub parameter: Option<Parameter>,
    /// The level; none for those assessed that are on none, or not decided.
    pub level: Option<Level>,
    /// Offerings in the population.
    pub population: u32,
    /// Offerings drawn: those that stand in the sample.
    pub drawn: u32,
    /// Offerings of the design that are assessed, reserves among them.
    pub assessed: u32,
    /// Of the drawn, how many are assessed.
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
    /// By group, country first, then region, ownership and the parameters; let, moderat, højt, none
    /// of them.
    pub rows: Vec<WeightedLevel>,
}

/// What is known of an offering of the design.
struct Answer {
    stratum: usize,
    is_standing: bool,
    is_assessed: bool,
    /// Of the placement, then of each parameter.
    known: [Known; 1 + Parameter::ALL.len()],
}

/// On which levels an offering is, and could be.
#[derive(Clone, Copy)]
struct Known {
    /// On the level, all its parts.
    is_on: [bool; 3],
    /// There or could be, any of its parts.
    could_be_on: [bool; 3],
}

impl Answer {
    fn of(&self, parameter: Option<Parameter>) -> Known {
        self.known[parameter.map_or(0, |parameter| 1 + parameter.index())]
    }
}

/// Weighs the placements of the sample, when there is one.
pub(super) fn weighted_levels(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Option<WeightedLevels> {
    let design = settings.sample.as_ref()?;
    let answers = answers(design, dataset, assessed);
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
        let of_owner = |owner: OwnershipClass| {
            let of = |at: &usize| design.strata[*at].ownerships.contains(&owner);
            let of: Vec<usize> = strata.iter().copied().filter(of).collect();
            let is_shared = of.iter().any(|at| design.strata[*at].ownerships.len() > 1);
            (WeightedArea::Ownership(owner), of, is_shared)
        };
        let by_owner = OwnershipClass::ALL.map(of_owner);
        let by_owner = by_owner.into_iter().filter(|(_, strata, _)| !strata.is_empty());
        for (area, strata, is_shared) in country.chain(by_region).chain(by_owner) {
            let domain = Domain { design, answers: &answers, strata, is_shared, group, area };
            let least = settings.landscape.access.assessed_percent;
            // A grade on one parameter is told of the country: a region has too few.
            let all = Parameter::ALL.into_iter().map(Some);
            let parameters = all.filter(|_| area == WeightedArea::Country);
            for parameter in std::iter::once(None).chain(parameters) {
                let levels = Level::ALL.into_iter().map(Some).chain([None]);
                rows.extend(levels.map(|level| domain.level(parameter, level, least)));
            }
        }
    }
    Some(WeightedLevels { rows })
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
    fn level(
        &self,
        parameter: Option<Parameter>,
        level: Option<Level>,
        least_percent: u32,
    ) -> WeightedLevel {
        let count = |is: &dyn Fn(&Answer) -> bool| -> u32 {
            let of = self.answers.iter().filter(|a| self.strata.contains(&a.stratum) && is(a));
            u32::try_from(of.count()).unwrap_or(u32::MAX)
        };
        let is_on = |a: &Answer| match level {
            Some(level) => a.of(parameter).is_on[level.index()],
            None => a.of(parameter).is_on == [false; 3],
        };
        // Nobody is known to be on no level for good while it could be on one.
        let could_be = |a: &Answer| match level {
            Some(level) => a.of(parameter).could_be_on[level.index()],
            None => a.of(parameter).is_on == [false; 3],
        };
        let sum = |of: fn(&crate::trial::Stratum) -> u32| {
            let strata = self.strata.iter().map(|at| of(&self.design.strata[*at]));
            strata.fold(0, u32::saturating_add)
        };
        let (drawn, assessed) = (sum(|s| s.drawn), count(&|a| a.is_assessed));
        let n_drawn_assessed = count(&|a| a.is_assessed && a.is_standing);
        let withheld = if self.is_shared {
            Some(match self.area {
                WeightedArea::Ownership(_) => NoWeighted::SharedOwnership,
                _ => NoWeighted::SharedStratum,
            })
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
            parameter,
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

/// What became of each offering of the design. One that has fallen out is no answer, whatever the
/// data say of it.
fn answers(design: &SampleDesign, dataset: &Dataset, assessed: &Assessed) -> Vec<Answer> {
    let mut parts: BTreeMap<(&str, TargetGroupId), Vec<&AssessedOffering>> =
        design.offerings.iter().map(|d| ((&*d.provider, d.target_group), Vec::new())).collect();
    for (offering, of) in dataset.offerings.iter().zip(&assessed.offerings) {
        let key = (&*dataset.provider(offering).id, offering.target_group);
        if let Some(parts) = parts.get_mut(&key) {
            parts.push(of);
        }
    }
    let standing: BTreeSet<(usize, u32)> =
        design.standing().iter().map(|of| (of.drawn.stratum, of.drawn.order)).collect();
    let left = design.offerings.iter().filter(|drawn| drawn.fallen_out.is_none());
    let answers = left.map(|drawn| {
        let parts = &parts[&(&*drawn.provider, drawn.target_group)];
        let known = |is: &dyn Fn(&AssessedOffering, Level) -> (bool, bool)| Known {
            is_on: Level::ALL.map(|on| !parts.is_empty() && parts.iter().all(|p| is(p, on).0)),
            could_be_on: Level::ALL.map(|on| parts.iter().any(|p| is(p, on).1)),
        };
        let placement = known(&|part, level| {
            let placement = part.placement;
            (placement.level == Some(level), could_be_on(placement, level))
        });
        let grades = Parameter::ALL.map(|parameter| {
            known(&|part, level| {
                let (bounds, level) = (part.grades.grades[parameter], Attained::from(level));
                let may = bounds.ends().is_some_and(|(low, high)| low <= level && level <= high);
                (bounds.grade().attained() == Some(level), may)
            })
        });
        let mut all = [placement; 1 + Parameter::ALL.len()];
        all[1..].copy_from_slice(&grades);
        Answer {
            stratum: drawn.stratum,
            is_standing: standing.contains(&(drawn.stratum, drawn.order)),
            is_assessed: parts.iter().any(|p| p.placement.state != PlacementState::NotAssessed),
            known: all,
        }
    });
    answers.collect()
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
