//! Who was drawn for the trial, and how is the sample against all there are?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Dataset, Offering, Supervision, TargetGroupId};
use crate::register::Registers;
use crate::results::region::region_of;
use crate::table::Provenance;
use crate::trial::{FrameUnit, OwnershipClass, Sample, SampleRequest, SizeClass, draw_sample};

/// What population and sample are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// *Region.*
    Region,
    /// *Ejerforhold.*
    Ownership,
    /// *Størrelse.*
    Size,
    /// *Tilsyn*: strata do not follow it.
    Supervision,
}

impl Dimension {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Region, Self::Ownership, Self::Size, Self::Supervision];

    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::Ownership => "Ejerforhold",
            Self::Size => "Størrelse",
            Self::Supervision => "Tilsyn",
        }
    }
}

/// *Stikprøve mod population*: a value of a dimension in one target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAgainst {
    /// The target group.
    pub target_group: TargetGroupId,
    /// What it is told apart by.
    pub dimension: Dimension,
    /// The value, for readers.
    pub value: String,
    /// How many there are of it, and of the whole group.
    pub population: (u64, u64),
    /// How many were drawn of it, and of the whole group.
    pub drawn: (u64, u64),
}

/// *Stikprøven*, and what it was drawn from.
#[derive(Debug)]
pub struct SampleResults<'r> {
    /// Look-ups.
    pub registers: &'r Registers,
    /// The data.
    pub dataset: &'r Dataset,
    /// What was asked for.
    pub request: SampleRequest,
    /// What was drawn.
    pub sample: Sample,
    /// Offerings in the population.
    pub n_population: usize,
    /// Groups that were asked for and have nobody.
    pub without_offerings: Vec<TargetGroupId>,
    /// Sample against population, by group, dimension and value.
    pub held_against: Vec<HeldAgainst>,
    /// What stands under every output.
    pub provenance: Provenance,
}

/// The population that a sample is drawn from: each provider once for each group, however many
/// parts its offering is split into. `supervision` runs along the dataset's providers.
pub fn population<'d>(
    dataset: &'d Dataset,
    registers: &Registers,
    supervision: &[Option<Supervision>],
    groups: &[TargetGroupId],
    on: NaiveDate,
) -> Vec<FrameUnit<'d>> {
    let same =
        |a: &Offering, b: &Offering| (a.provider, a.target_group) == (b.provider, b.target_group);
    let wanted = |offering: &&Offering| groups.contains(&offering.target_group);
    let of = dataset.offerings.chunk_by(same).filter_map(|parts| parts.first());
    of.filter(wanted)
        .map(|offering| {
            let provider = dataset.provider(offering);
            let mut places = None;
            for department in dataset.departments_of(offering) {
                places = department.places.map_or(places, |n| Some(places.unwrap_or(0) + n));
            }
            if dataset.departments(provider).is_empty() {
                places = provider.places;
            }
            FrameUnit {
                provider: &provider.id,
                target_group: offering.target_group,
                region: region_of(dataset, registers, offering, on),
                ownership: OwnershipClass::of(provider.ownership),
                size: SizeClass::of(places),
                places,
                assessed_by: supervision[offering.provider.index()],
            }
        })
        .collect()
}

impl<'r> SampleResults<'r> {
    /// Draws, and holds the sample against the population.
    pub fn new(
        registers: &'r Registers,
        dataset: &'r Dataset,
        (frame, groups): (&[FrameUnit<'_>], &[TargetGroupId]),
        request: SampleRequest,
        provenance: Provenance,
    ) -> Self {
        let sample = draw_sample(frame, &request);
        let is_empty = |group: &&TargetGroupId| !frame.iter().any(|u| u.target_group == **group);
        Self {
            registers,
            dataset,
            request,
            n_population: frame.len(),
            without_offerings: groups.iter().filter(is_empty).copied().collect(),
            held_against: held_against(registers, frame, &sample),
            sample,
            provenance,
        }
    }
}

fn held_against(
    registers: &Registers,
    frame: &[FrameUnit<'_>],
    sample: &Sample,
) -> Vec<HeldAgainst> {
    let drawn: std::collections::BTreeSet<(&str, TargetGroupId)> =
        sample.design.drawn().map(|drawn| (&*drawn.provider, drawn.target_group)).collect();
    // By the value's place in its dimension, then by its name.
    let mut counts: BTreeMap<(TargetGroupId, Dimension, usize, String), [u64; 2]> = BTreeMap::new();
    let mut of_group: BTreeMap<TargetGroupId, [u64; 2]> = BTreeMap::new();
    for unit in frame {
        let is_drawn = u64::from(drawn.contains(&(unit.provider, unit.target_group)));
        let all = of_group.entry(unit.target_group).or_default();
        *all = [all[0] + 1, all[1] + is_drawn];
        for dimension in Dimension::ALL {
            let (place, value) = value_of(registers, unit, dimension);
            let count = counts.entry((unit.target_group, dimension, place, value)).or_default();
            *count = [count[0] + 1, count[1] + is_drawn];
        }
    }
    counts
        .into_iter()
        .map(|((target_group, dimension, _, value), [population, drawn])| {
            let [all, all_drawn] = of_group[&target_group];
            HeldAgainst {
                target_group,
                dimension,
                value,
                population: (population, all),
                drawn: (drawn, all_drawn),
            }
        })
        .collect()
}

/// A value's place in the order of its dimension, and its name; what is not reported comes last.
fn value_of(registers: &Registers, unit: &FrameUnit<'_>, dimension: Dimension) -> (usize, String) {
    const LAST: usize = usize::MAX;
    let unknown = || (LAST, "ikke oplyst".to_owned());
    match dimension {
        Dimension::Region => unit.region.map_or_else(unknown, |region| {
            (usize::from(region.0), registers.regions.get(region).name.to_string())
        }),
        Dimension::Ownership => (unit.ownership as usize, unit.ownership.danish().to_owned()),
        Dimension::Size => (unit.size as usize, unit.size.danish().to_owned()),
        Dimension::Supervision => match unit.assessed_by {
            Some(Supervision::SocialAuthority(id)) => {
                (usize::from(id), registers.authorities.name(id).to_owned())
            }
            Some(Supervision::Municipality(_)) => {
                (LAST - 1, "Kommunalt tilsyn (§ 148 a)".to_owned())
            }
            None => unknown(),
        },
    }
}
