//! How firm is each placement, and what does the study of the parameters say?

mod criteria;
mod offerings;
mod parts;
mod rules;
mod study;

use chrono::NaiveDate;

use crate::guideline::GuidelineId;
use crate::model::{Attained, Dataset, OfferingId, RegionId, TargetGroupId};
use crate::results::assess::Assessed;
use crate::results::region::region_of;
use crate::results::unmet::Unmet;
use crate::robustness::{
    BoundMove, ComparedRule, CriterionEffect, Firmness, Moved, NearestRules, ParameterStudy,
    Transitions, Undefined,
};
use crate::settings::Settings;

pub(crate) use offerings::shares_of;
pub use parts::{Part, PartCounts, Split, SplitGroup};

/// Everything that the robustness outputs are made from.
#[derive(Debug)]
pub struct Robustness {
    /// The assessed offerings, in the dataset's order.
    pub offerings: Vec<OfferingFirmness>,
    /// The weightings along [`Firmness::by_weighting`], the rule as it stands first.
    pub weightings: Vec<NamedWeighting>,
    /// The rules set side by side: the placing one first, the other named ones, then the others.
    pub rules: Vec<ComparedRule>,
    /// The rules held against the placing one: by group, region and rule.
    pub rules_by_region: Vec<RuleInRegion>,
    /// What hangs on each criterion of the guidelines that graded somebody, in the files' order.
    pub criteria: Vec<AskedCriterion>,
    /// The same with each bound moved.
    pub moved_bounds: Vec<MovedBound>,
    /// The study of each target group with assessed offerings, and last of all of them together,
    /// where there are several.
    pub studies: Vec<GroupStudy>,
    /// Target groups split by age and by sub-group.
    pub splits: Vec<SplitGroup>,
}

impl Robustness {
    /// The rule that places.
    pub fn placing_rule(&self) -> &ComparedRule {
        &self.rules[0]
    }

    /// The rules that are held against it.
    pub fn other_rules(&self) -> &[ComparedRule] {
        &self.rules[1..]
    }

    /// The others held against it in the whole country: by group, then along the rules.
    pub fn others_in_the_country(&self) -> impl Iterator<Item = &RuleInRegion> {
        self.rules_by_region.iter().filter(|row| row.area == Area::WholeCountry && row.rule > 0)
    }
}

/// Works it all out, in parallel; the result does not depend on the thread count. `on` is the day
/// of the region map.
pub(crate) fn robustness(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    on: NaiveDate,
) -> Robustness {
    let named = settings.rules.iter().cloned().map(ComparedRule::Named);
    let mut rules: Vec<ComparedRule> = named.collect();
    let is_named = |majority: &ComparedRule| rules.iter().any(|named| named.is_same(majority));
    let majorities: Vec<_> =
        ComparedRule::majorities().into_iter().filter(|majority| !is_named(majority)).collect();
    rules.extend(majorities);
    rules.push(ComparedRule::RoundedMean);
    let (offerings, ((criteria, moved_bounds), (studies, splits))) = rayon::join(
        || offerings::firmness(dataset, settings, assessed, &rules),
        || {
            rayon::join(
                || criteria::criteria(dataset, settings, assessed),
                || {
                    rayon::join(
                        || study::studies(dataset, settings, assessed, &rules),
                        || parts::parts(dataset, settings, assessed),
                    )
                },
            )
        },
    );
    let rule = &settings.placing_rule().rule;
    let mut weightings = vec![NamedWeighting {
        slug: "regel".to_owned(),
        danish: format!("vægtene er reglens egne ({})", rule.name),
    }];
    weightings.extend(
        settings
            .study
            .weightings
            .iter()
            .map(|weighting| NamedWeighting { slug: weighting.slug(), danish: weighting.danish() }),
    );
    let mut robustness = Robustness {
        offerings,
        weightings,
        rules,
        rules_by_region: Vec::new(),
        criteria,
        moved_bounds,
        studies,
        splits,
    };
    let registers = &settings.registers;
    robustness.rules_by_region = rules::by_region(&robustness, registers, |offering| {
        region_of(dataset, registers, dataset.offering(offering.id), on)
    });
    robustness
}

/// A weighting, for columns and for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedWeighting {
    /// The word in columns.
    pub slug: String,
    /// The words for readers, to stand after "hvis".
    pub danish: String,
}

/// One assessed offering.
#[derive(Debug)]
pub struct OfferingFirmness {
    /// The offering.
    pub id: OfferingId,
    /// Its target group.
    pub group: TargetGroupId,
    /// How firm its placement is.
    pub firmness: Firmness,
    /// Its level by each rule, along [`Robustness::rules`]; `None` where the rule leaves it open.
    pub levels: Box<[Option<Attained>]>,
    /// The rules that give another level than the placing one.
    pub n_rules_apart: usize,
    /// The criteria that stand in the way of what would lift it.
    pub unmet: Box<[Unmet]>,
}

/// Where offerings are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// All of them.
    WholeCountry,
    /// Those whose region is not known.
    Unknown,
    /// Those of a region.
    Region(RegionId),
}

/// A rule held against the placing one, in a group and a region.
#[derive(Debug)]
pub struct RuleInRegion {
    /// The group; `None`: all together.
    pub group: Option<TargetGroupId>,
    /// Where.
    pub area: Area,
    /// The rule's place in [`Robustness::rules`].
    pub rule: usize,
    /// From the placing rule's levels to this one's.
    pub transitions: Transitions,
    /// Offerings by their level by the rule, *ingen* to *højt*, and last those it leaves open.
    pub n_by_level: [u64; 5],
    /// Offerings in all.
    pub n_assessed: u64,
    /// Those that both rules decide.
    pub n_compared: u64,
    /// Of these, those that go up.
    pub n_up: u64,
    /// Those that go down.
    pub n_down: u64,
}

/// A criterion and what hangs on it.
#[derive(Clone, Copy, Debug)]
pub struct AskedCriterion {
    /// The guideline.
    pub guideline: GuidelineId,
    /// The criterion's place in the guideline.
    pub criterion: u16,
    /// What hangs on it.
    pub effect: CriterionEffect,
}

/// A criterion with its bound moved.
#[derive(Clone, Copy, Debug)]
pub struct MovedBound {
    /// The guideline.
    pub guideline: GuidelineId,
    /// The criterion's place in the guideline.
    pub criterion: u16,
    /// How the bound is moved.
    pub movement: BoundMove,
    /// The bound as it is.
    pub bound: f64,
    /// The bound as it is moved.
    pub to: f64,
    /// What that does.
    pub moved: Moved,
}

/// The study of a target group.
#[derive(Debug)]
pub struct GroupStudy {
    /// The group; `None`: all together.
    pub group: Option<TargetGroupId>,
    /// The offerings that it is of, in the dataset's order.
    pub offerings: Vec<OfferingId>,
    /// Its figures.
    pub study: ParameterStudy,
    /// The rules along [`Robustness::rules`] held against the inspectors' levels.
    pub nearest: Result<NearestRules, Undefined>,
}
