//! Who reaches the underlag, alone and together, at every point of the grid?

use rayon::prelude::*;

use crate::guideline::GuidelineStatus;
use crate::model::Municipality;
use crate::model::{Level, MunicipalityCode, TargetGroupId};
use crate::register::Registers;
use crate::settings::GroupFiles;
use crate::size::case_base::{inhabitants_needed, p_at_least};
use crate::size::collaboration::{Collaborations, Neighbourhood};
use crate::size::{
    CaseBase, CaseBaseRule, ExpectedCitizens, ExpectedSeries, GroupSize, Variant, expected_series,
    reach,
};
use crate::table::Provenance;

/// Citizens needed, along the curves of shares: 1, 2 and 5 times the powers of ten are too few to
/// see a bend.
const NEEDED: [u32; 28] = [
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 120, 150, 200, 250,
    300, 400, 500, 1000,
];

/// *Underlag og samarbejder.*
#[derive(Debug)]
pub struct Underlag<'r> {
    /// What was computed.
    pub rule: &'r CaseBaseRule,
    /// Every point of the grid.
    pub grid: Vec<CaseBase>,
    /// The municipalities, in the order of everything that is by municipality.
    pub municipalities: Vec<&'r Municipality>,
    /// Who reaches it, for every group, sub-group and level that has a size.
    pub subjects: Vec<Subject<'r>>,
    /// What stands under outputs of it.
    pub provenance: Provenance,
}

/// A group, sub-group and level of need. Triples are of the low, central and high estimate.
#[derive(Debug)]
pub struct Subject<'r> {
    /// The target group.
    pub target_group: TargetGroupId,
    /// *Delmålgruppe*; none for the whole group.
    pub subgroup: Option<Box<str>>,
    /// Level of need; none for all levels together.
    pub level: Option<Level>,
    /// How much the prevalence varies between municipalities beside the points' own variation, where
    /// the group's size says so and no municipality has counted itself.
    pub between: Option<f64>,
    /// How firm the numbers are: those of the sizes, or of the rule when it is the weaker.
    pub status: GuidelineStatus,
    /// Each municipality's.
    pub municipalities: Vec<InMunicipality>,
    /// Every point of the grid from scratch, then those that start from given groups.
    pub points: Vec<Point<'r>>,
    /// How many reach it, the more citizens are needed.
    pub by_n: Vec<ReachingN>,
}

/// What is to be expected in a municipality.
#[derive(Debug)]
pub struct InMunicipality {
    /// Expected citizens.
    pub expected: [f64; 3],
    /// The probability that the underlag is there, for each point of the grid.
    pub p_at_least_n: Vec<[f64; 3]>,
}

/// A point of the grid.
#[derive(Debug)]
pub struct Point<'r> {
    /// Where it lies.
    pub base: CaseBase,
    /// The file of groups that was started from.
    pub start: Option<&'r str>,
    /// Who reaches it, by estimate.
    pub reached: [Reached<'r>; 3],
}

/// Who reaches the underlag.
#[derive(Debug)]
pub struct Reached<'r> {
    /// The groups found, who stands alone and who is left over.
    pub found: Collaborations,
    /// The number of each municipality's group, from 1; none for who is left over.
    pub group_of: Vec<Option<usize>>,
    /// The share of municipalities that reach it alone.
    pub alone_percent: Option<f64>,
    /// The level that box 1's words point to, under each of the rule's cuts.
    pub points_to: Vec<Option<Level>>,
    /// Inhabitants at which the threshold is expected, with the country's prevalence.
    pub inhabitants_needed: Option<f64>,
    /// The names of those in no group.
    pub left_over: Vec<&'r str>,
    /// The longest way between two municipalities of a group.
    pub longest_km: f64,
}

/// How many municipalities reach a number of citizens alone, as surely as is shown.
#[derive(Debug)]
pub struct ReachingN {
    /// Citizens needed.
    pub n: u32,
    /// The expectation at which they are reached.
    pub threshold: f64,
    /// Municipalities that reach it.
    pub n_municipalities: [usize; 3],
    /// Their share of all.
    pub percent: [Option<f64>; 3],
}

/// Groups that stay together, by place of their municipalities.
struct Start<'r> {
    name: &'r str,
    groups: Vec<Vec<usize>>,
}

/// What all subjects are held against.
struct Ground<'r> {
    rule: &'r CaseBaseRule,
    municipalities: Vec<&'r Municipality>,
    land: Neighbourhood,
    grid: Vec<CaseBase>,
    starts: Vec<Start<'r>>,
    /// The expectations at which [`NEEDED`] are reached.
    thresholds: Vec<f64>,
    groups: &'r GroupFiles,
}

/// Computes everything; nothing when there are more municipalities than can be put together.
pub(super) fn underlag<'r>(
    rule: &'r CaseBaseRule,
    registers: &'r Registers,
    groups: &'r GroupFiles,
    expected: &[ExpectedCitizens],
    provenance: &Provenance,
) -> Option<Underlag<'r>> {
    let municipalities: Vec<&Municipality> = registers.municipalities.iter().collect();
    let at = |code: MunicipalityCode| municipalities.binary_search_by_key(&code, |m| m.code).ok();
    let links: Vec<(usize, usize)> = registers
        .neighbours
        .iter()
        .filter(|(.., kind)| rule.links.contains(kind))
        .filter_map(|(a, b, _)| Some((at(a)?, at(b)?)))
        .collect();
    let places: Vec<(f64, f64)> = municipalities.iter().map(|m| m.centroid).collect();
    let land = Neighbourhood::new(&places, &links)?;
    let start = |file: &'r crate::size::GivenGroups| Start {
        name: &file.name,
        groups: (file.groups.iter())
            .map(|(_, codes)| codes.iter().filter_map(|code| at(*code)).collect())
            .collect(),
    };
    let starts = groups.given_groups.iter().map(start).collect();
    let threshold = |n: &u32| CaseBase { n: *n, ..rule.shown }.threshold();
    let thresholds = NEEDED.par_iter().map(threshold).collect();
    let grid = rule.grid();
    let ground = Ground { rule, municipalities, land, grid, starts, thresholds, groups };
    let series = expected_series(expected);
    // The three variants of a subject stand together, from low to high.
    let subjects =
        series.par_chunks_exact(Variant::ALL.len()).map(|series| ground.subject(series)).collect();
    let Ground { municipalities, grid, .. } = ground;
    let provenance = provenance_of(rule, provenance);
    Some(Underlag { rule, grid, municipalities, subjects, provenance })
}

impl<'r> Ground<'r> {
    fn subject(&self, series: &[ExpectedSeries]) -> Subject<'r> {
        let first = &series[0];
        let expected = |at: usize| Variant::ALL.map(|v| series[v.index()].by_municipality[at]);
        let from_scratch = self.grid.iter().map(|base| (*base, None));
        let given = self.starts.iter().flat_map(|start| {
            let of_n = move |n: &u32| (CaseBase { n: *n, ..self.rule.shown }, Some(start));
            self.rule.n.iter().map(of_n)
        });
        let points: Vec<(CaseBase, Option<&Start<'r>>)> = from_scratch.chain(given).collect();
        let n_municipalities = first.by_municipality.len();
        let size = self.groups.size(first.target_group);
        let between = size.and_then(GroupSize::between_cv);
        let wider = |n: &u32| CaseBase { n: *n, ..self.rule.shown }.widened(between).threshold();
        let thresholds = match between {
            None => self.thresholds.clone(),
            Some(_) => NEEDED.par_iter().map(wider).collect(),
        };
        Subject {
            target_group: first.target_group,
            subgroup: first.subgroup.clone(),
            level: first.level,
            between,
            status: first.status.min(self.rule.status),
            municipalities: (0..n_municipalities)
                .into_par_iter()
                .map(|at| self.in_municipality(expected(at), between))
                .collect(),
            points: points
                .into_par_iter()
                .map(|(base, start)| Point {
                    base,
                    start: start.map(|start| start.name),
                    reached: Variant::ALL
                        .map(|v| self.reached(&series[v.index()], base, between, start)),
                })
                .collect(),
            by_n: (NEEDED.iter().zip(&thresholds))
                .map(|(n, threshold)| {
                    let reach = |v: Variant| {
                        let of = series[v.index()].by_municipality.iter();
                        of.filter(|expected| **expected >= *threshold).count()
                    };
                    let reaching = Variant::ALL.map(reach);
                    let percent = reaching.map(|n| percent(n, n_municipalities));
                    ReachingN { n: *n, threshold: *threshold, n_municipalities: reaching, percent }
                })
                .collect(),
        }
    }

    fn in_municipality(&self, expected: [f64; 3], between: Option<f64>) -> InMunicipality {
        let mut p_at_least_n: Vec<[f64; 3]> = Vec::with_capacity(self.grid.len());
        for (at, base) in self.grid.iter().enumerate() {
            // The probability does not depend on gamma, which varies between n and cv.
            let known = self.grid[..at]
                .iter()
                .position(|known| known.n == base.n && known.cv.to_bits() == base.cv.to_bits());
            let cv = base.widened(between).cv;
            let reckoned = || expected.map(|expected| p_at_least(base.n, expected, cv));
            p_at_least_n.push(known.map_or_else(reckoned, |known| p_at_least_n[known]));
        }
        InMunicipality { expected, p_at_least_n }
    }

    fn reached(
        &self,
        series: &ExpectedSeries,
        base: CaseBase,
        between: Option<f64>,
        start: Option<&Start<'r>>,
    ) -> Reached<'r> {
        let given = start.map_or(&[][..], |start| &start.groups);
        let reach = reach(series, base, between, self.rule, &self.land, given);
        let mut group_of = vec![None; reach.n_municipalities];
        for (at, group) in reach.collaborations.groups.iter().enumerate() {
            for member in &group.members {
                group_of[*member] = Some(at + 1);
            }
        }
        let population: f64 = self.municipalities.iter().map(|m| f64::from(m.population)).sum();
        let prevalence = series.by_municipality.iter().sum::<f64>() / population;
        let found = &reach.collaborations;
        Reached {
            alone_percent: percent(reach.n_alone(), reach.n_municipalities),
            points_to: self.rule.cuts.iter().map(|cuts| reach.points_to(*cuts)).collect(),
            inhabitants_needed: inhabitants_needed(found.threshold, prevalence),
            left_over: (found.left_over.iter())
                .filter_map(|at| self.municipalities.get(*at).map(|m| &*m.name))
                .collect(),
            longest_km: found.groups.iter().map(|group| group.longest_km).fold(0.0, f64::max),
            group_of,
            found: reach.collaborations,
        }
    }
}

impl Subject<'_> {
    /// The point that maps show, from scratch.
    pub fn shown(&self, rule: &CaseBaseRule) -> Option<&Point<'_>> {
        self.points.iter().find(|point| point.start.is_none() && point.base == rule.shown)
    }
}

fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

/// What the outputs of underlag are made from.
fn provenance_of(rule: &CaseBaseRule, sizes: &Provenance) -> Provenance {
    let links: Vec<&str> = rule.links.iter().map(|kind| kind.danish()).collect();
    let mut provenance = sizes.clone();
    if rule.status == GuidelineStatus::Example {
        provenance.remarks.insert(
            0,
            format!(
                "EKSEMPEL: underlagets tal (n, sandsynlighed, grænser) er eksempler ({})",
                rule.file
            ),
        );
    }
    provenance.with_remark(format!("Naboer: {}. Frø {}", links.join(" og "), rule.seed))
}
