//! How are *børn, unge, voksne* and the sub-groups of a target group graded and placed, and do they
//! differ?

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::chart::GradeCounts;
use crate::model::{
    AgeGroup, Attained, Dataset, Grade, GradeBounds, Offering, Parameter, PerParameter,
    TargetGroupId,
};
use crate::register::AgeGroups;
use crate::results::AssessedOffering;
use crate::results::assess::Assessed;
use crate::robustness::{Differences, PartSample, SUBJECTS, Subject, differences};
use crate::settings::Settings;

/// What a target group is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// *Aldersgruppe* that the offering is assessed for or aimed at (Reading R40).
    Age,
    /// *Delmålgruppe.*
    SubGroup,
}

/// A part of a target group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// *Børn, unge, voksne.*
    Age(AgeGroup),
    /// A sub-group, as the dataset numbers them.
    SubGroup(u16),
    /// Of no sub-group.
    Rest,
}

/// A part's offerings by grade and by level.
#[derive(Clone, Copy, Debug)]
pub struct PartCounts {
    /// The part.
    pub part: Part,
    /// Its assessed offerings.
    pub n_offerings: u64,
    /// Along [`Subject::all`].
    pub by_subject: [GradeCounts; SUBJECTS],
}

/// A target group split into parts that are assessed.
#[derive(Debug)]
pub struct SplitGroup {
    /// The group; `None`: all together.
    pub group: Option<TargetGroupId>,
    /// What it is split by.
    pub split: Split,
    /// The parts, in order.
    pub parts: Vec<PartCounts>,
    /// Whether they differ.
    pub differences: Differences,
}

impl SplitGroup {
    /// Offerings that are of a part.
    pub const fn n_offerings(&self) -> usize {
        self.differences.n_offerings
    }
}

/// An assessed offering and what is known of it.
struct Known<'a> {
    offering: &'a Offering,
    grades: PerParameter<Grade>,
    level: Grade,
}

/// By group and split, all groups together last where there are several; sub-groups where any is
/// assessed.
pub(super) fn parts(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Vec<SplitGroup> {
    let pairs = dataset.offerings.iter().zip(&assessed.offerings);
    let known: Vec<Known> = pairs.filter_map(|(offering, of)| Known::of(offering, of)).collect();
    let groups: BTreeSet<_> = known.iter().map(|one| one.offering.target_group).collect();
    let mut subjects: Vec<_> = groups.iter().copied().map(Some).collect();
    if groups.len() > 1 {
        subjects.push(None);
    }
    let splits: Vec<_> = subjects
        .into_iter()
        .flat_map(|group| [(group, Split::Age), (group, Split::SubGroup)])
        .collect();
    let ages = &settings.registers.age_groups;
    splits
        .into_par_iter()
        .filter_map(|(group, split)| {
            let known =
                known.iter().filter(|one| group.is_none_or(|g| g == one.offering.target_group));
            let of_parts = known.map(|one| (one, parts_of(one.offering, split, dataset, ages)));
            split_group(group, split, of_parts.collect(), settings.study.folds.seed)
        })
        .collect()
}

impl<'a> Known<'a> {
    fn of(offering: &'a Offering, assessed: &AssessedOffering) -> Option<Self> {
        assessed.planes()?;
        let (low, high) = (assessed.placement.low, assessed.placement.high);
        let level = low.filter(|_| low == high).map_or(Grade::Unknown, Grade::from);
        Some(Self { offering, grades: assessed.grades.grades.map(GradeBounds::grade), level })
    }

    fn on(&self, subject: Subject) -> Grade {
        match subject {
            Subject::Grade(parameter) => self.grades[parameter],
            Subject::Level => self.level,
        }
    }
}

/// The parts that an offering is of.
fn parts_of(offering: &Offering, split: Split, dataset: &Dataset, ages: &AgeGroups) -> Vec<Part> {
    match (split, offering.age_group, offering.subgroup) {
        (Split::Age, Some(age), _) => vec![Part::Age(age)],
        (Split::Age, None, _) => {
            let spans = dataset.departments_of(offering).filter_map(|department| department.ages);
            ages.aimed_at(spans).iter().map(Part::Age).collect()
        }
        (Split::SubGroup, _, Some(subgroup)) => vec![Part::SubGroup(subgroup)],
        (Split::SubGroup, _, None) => vec![Part::Rest],
    }
}

/// Counts and compares; nothing where there are no parts, or only the rest of the group.
fn split_group(
    group: Option<TargetGroupId>,
    split: Split,
    of_parts: Vec<(&Known<'_>, Vec<Part>)>,
    seed: u64,
) -> Option<SplitGroup> {
    let mut parts: BTreeMap<Part, PartCounts> = BTreeMap::new();
    for (known, own) in &of_parts {
        for part in own {
            let counts = parts.entry(*part).or_insert_with(|| PartCounts {
                part: *part,
                n_offerings: 0,
                by_subject: [GradeCounts::default(); SUBJECTS],
            });
            counts.n_offerings += 1;
            for (counts, subject) in counts.by_subject.iter_mut().zip(Subject::all()) {
                counts.add(known.on(subject));
            }
        }
    }
    if parts.keys().all(|part| *part == Part::Rest) {
        return None;
    }
    // A bit per part; those beyond the bits there are share the last one.
    let bits: BTreeMap<Part, u64> =
        parts.keys().zip(0_u32..).map(|(part, at)| (*part, 1 << at.min(63))).collect();
    let attained = |grade: Grade| -> Option<Attained> { grade.attained() };
    let sample: Vec<PartSample> = of_parts
        .iter()
        .map(|(known, own)| PartSample {
            provider: known.offering.provider,
            target_group: known.offering.target_group,
            parts: own.iter().fold(0, |all, part| all | bits[part]),
            grades: PerParameter::from_fn(|parameter: Parameter| attained(known.grades[parameter])),
            level: attained(known.level),
        })
        .collect();
    let differences = differences(&sample, seed);
    Some(SplitGroup { group, split, parts: parts.into_values().collect(), differences })
}
