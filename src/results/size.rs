//! How large are the target groups, what do the sizes rest on, and who reaches the underlag?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::guideline::GuidelineStatus;
use crate::model::Boundaries;
use crate::model::{Level, TargetGroupId};
use crate::register::{Registers, TargetGroup};
use crate::results::underlag::{Underlag, underlag};
use crate::settings::GroupFiles;
use crate::size::{
    CAVEATS, Disagreement, Estimate, ExpectedCitizens, ExpectedInArea, Figure, GroupSize,
    LevelSplit, LocalRate, disagreements, elderly_caveat, expected_citizens, expected_in_areas,
    local_rates, municipal_caveats, national_persons, per_thousand, persons, persons_on_level,
    tried_on_caveat,
};
use crate::table::{Provenance, danish_date};

/// Everything that outputs of sizes are made from. The data play no part: the numbers are the same
/// with and without providers.
#[derive(Debug)]
pub struct SizeResults<'r> {
    /// Look-ups.
    pub registers: &'r Registers,
    /// Descriptions, for the names of sub-groups.
    groups: &'r GroupFiles,
    /// The sizes asked for, in the register's order of groups.
    pub sizes: Vec<&'r GroupSize>,
    /// Expected citizens of all of them; the three variants of a row stand together.
    pub expected: Vec<ExpectedCitizens>,
    /// The same by region, and of the country.
    pub by_area: Vec<ExpectedInArea>,
    /// What municipalities have counted themselves, by group, age range and municipality.
    pub local_rates: Vec<(TargetGroupId, LocalRate<'r>)>,
    /// Every estimate, and every share of one.
    pub estimates: Vec<Estimated<'r>>,
    /// Every published figure.
    pub figures: Vec<Published<'r>>,
    /// Every question that more than one figure answers.
    pub disagreements: Vec<Disagreement<'r>>,
    /// Who reaches the underlag; none when no rule says what to compute.
    pub underlag: Option<Underlag<'r>>,
    /// Real boundaries for maps, when the user has brought them.
    pub boundaries: Option<Arc<Boundaries>>,
    /// Day of the region map.
    pub regions_on: NaiveDate,
    /// What stands under every output.
    pub provenance: Provenance,
    /// What must be said beside every number, without full stops.
    pub caveats: Vec<String>,
}

/// An estimate, or what it comes to on a level of need.
#[derive(Debug)]
pub struct Estimated<'r> {
    /// The file that it stands in.
    pub size: &'r GroupSize,
    /// Which of the two.
    pub what: EstimateOrShare<'r>,
    /// Low, central and high number of persons in the country.
    pub persons: [f64; 3],
}

/// What a row of estimates is about.
#[derive(Clone, Copy, Debug)]
pub enum EstimateOrShare<'r> {
    /// An estimate.
    Estimate(&'r Estimate),
    /// The share of estimates for all levels that is on one.
    Share(&'r LevelSplit, Level),
}

/// A published figure, and how it compares.
#[derive(Debug)]
pub struct Published<'r> {
    /// The file that it stands in.
    pub size: &'r GroupSize,
    /// The figure.
    pub figure: &'r Figure,
    /// Lowest and highest, in persons; none when the register can't tell its ages.
    pub persons: Option<[f64; 2]>,
    /// Lowest and highest, per 1.000; none when the register can't tell its ages.
    pub per_thousand: Option<[f64; 2]>,
    /// Whether an estimate rests on it.
    pub is_used: bool,
}

impl<'r> SizeResults<'r> {
    /// Computes the sizes of one group, or of all that have one.
    pub fn new(
        registers: &'r Registers,
        groups: &'r GroupFiles,
        only: Option<TargetGroupId>,
        regions_on: NaiveDate,
        run_id: String,
    ) -> Self {
        let is_asked_for = |size: &&GroupSize| only.is_none_or(|id| size.target_group == id);
        let sizes: Vec<&GroupSize> = groups.sizes.iter().filter(is_asked_for).collect();
        let municipalities = &registers.municipalities;
        let expected: Vec<ExpectedCitizens> =
            sizes.iter().flat_map(|size| expected_citizens(size, municipalities)).collect();
        let mut caveats: Vec<String> = CAVEATS.map(str::to_owned).into();
        for size in &sizes {
            let group = registers.target_groups.get(size.target_group);
            caveats.extend(tried_on_caveat(&group.name, group.is_pilot));
            caveats.extend(elderly_caveat(&group.name, size));
            caveats.extend(municipal_caveats(&group.name, size));
            caveats.extend(size.caveats.iter().map(ToString::to_string));
        }
        let provenance = provenance(registers, &sizes, regions_on, run_id);
        let underlag = groups
            .case_base
            .as_ref()
            .filter(|_| !sizes.is_empty())
            .and_then(|rule| underlag(rule, registers, groups, &expected, &provenance));
        Self {
            registers,
            groups,
            by_area: expected_in_areas(&expected, |code| registers.regions.of(code, regions_on)),
            local_rates: sizes.iter().flat_map(|size| rates(size, registers)).collect(),
            estimates: sizes.iter().flat_map(|size| estimates(size, registers)).collect(),
            figures: sizes.iter().flat_map(|size| figures(size, registers)).collect(),
            disagreements: sizes
                .iter()
                .flat_map(|size| disagreements(size, municipalities))
                .collect(),
            underlag,
            sizes,
            expected,
            boundaries: None,
            regions_on,
            provenance,
            caveats,
        }
    }

    /// The same with real boundaries for maps.
    #[must_use]
    pub fn with_boundaries(self, boundaries: Option<Arc<Boundaries>>) -> Self {
        Self { boundaries, ..self }
    }

    /// A target group of the register.
    pub fn group(&self, id: TargetGroupId) -> &'r TargetGroup {
        self.registers.target_groups.get(id)
    }

    /// A sub-group's name, as the descriptions give it.
    pub fn subgroup_name<'s>(&'s self, slug: &'s str) -> &'s str {
        let known = self.groups.descriptions.iter().flat_map(|description| &description.subgroups);
        known.into_iter().find(|subgroup| *subgroup.slug == *slug).map_or(slug, |found| &found.name)
    }
}

fn rates<'r>(size: &'r GroupSize, registers: &Registers) -> Vec<(TargetGroupId, LocalRate<'r>)> {
    let mut rates = local_rates(size, &registers.municipalities);
    rates.sort_by_key(|rate| (rate.written.estimate, rate.municipality()));
    rates.into_iter().map(|rate| (size.target_group, rate)).collect()
}

fn estimates<'r>(size: &'r GroupSize, registers: &Registers) -> Vec<Estimated<'r>> {
    let municipalities = &registers.municipalities;
    let estimates = size.estimates.iter().map(|estimate| Estimated {
        size,
        what: EstimateOrShare::Estimate(estimate),
        persons: national_persons(estimate, municipalities),
    });
    let shares = size.splits.iter().flat_map(|split| {
        Level::ALL.map(|level| Estimated {
            size,
            what: EstimateOrShare::Share(split, level),
            persons: persons_on_level(size, split, level, municipalities),
        })
    });
    estimates.chain(shares).collect()
}

fn figures<'r>(size: &'r GroupSize, registers: &Registers) -> Vec<Published<'r>> {
    let municipalities = &registers.municipalities;
    let figures = size.figures.iter().enumerate().map(|(at, figure)| Published {
        size,
        figure,
        persons: persons(figure, municipalities).map(<[f64; 2]>::from),
        per_thousand: per_thousand(figure, municipalities).map(<[f64; 2]>::from),
        is_used: size.estimates.iter().any(|estimate| estimate.rests_on.contains(&at)),
    });
    figures.collect()
}

/// What every output of sizes is made from.
fn provenance(
    registers: &Registers,
    sizes: &[&GroupSize],
    regions_on: NaiveDate,
    run_id: String,
) -> Provenance {
    let labels: Vec<String> =
        sizes.iter().map(|size| size.title(&registers.target_groups)).collect();
    let population_on = danish_date(registers.made_for());
    let mut remarks = vec![
        format!("Størrelser: {}", labels.join(", ")),
        format!("Befolkning pr. {population_on} (Danmarks Statistik)"),
    ];
    let example = GuidelineStatus::Example;
    let with_example: Vec<&str> = sizes
        .iter()
        .filter(|size| {
            size.status == example || size.splits.iter().any(|split| split.status == example)
        })
        .map(|size| &*registers.target_groups.get(size.target_group).name)
        .collect();
    if !with_example.is_empty() {
        remarks.insert(
            0,
            format!(
                "EKSEMPEL: rækker med status eksempel bruger opdigtede tal ({})",
                with_example.join(", ")
            ),
        );
    }
    Provenance {
        run_id,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: Some(regions_on),
        is_example_guideline: false,
        is_example_data: false,
        remarks,
    }
}
