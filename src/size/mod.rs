//! HOW MANY: how large is a target group, in the country and in each municipality?
//!
//! A size file keeps two things apart: *published figures*, each with its source, and the
//! *estimate* that is reckoned with (low, central, high), which says what figures it rests on.
//! Nothing here is about a person: sizes describe groups. Pure: text in, sizes or problems out.

mod amount;
mod area;
mod between;
pub mod case_base;
mod case_base_rule;
mod caveats;
pub mod collaboration;
mod consistency;
mod cuts;
mod disagreement;
mod empirical_bayes;
mod estimate;
mod expected;
mod figure;
mod file;
mod given_groups;
mod local_rate;
mod municipal_rate;
mod reach;
mod series;
mod settings_rows;
mod split;

use crate::guideline::GuidelineStatus;
use crate::model::{Level, TargetGroupId};
use crate::register::{AgeRange, TargetGroups};

pub use amount::SizeUnit;
pub use area::{Area, ExpectedInArea, expected_in_areas};
pub use case_base::CaseBase;
pub use case_base_rule::{CaseBaseRule, parse_case_base_rule};
pub use caveats::{CAVEATS, elderly_caveat, municipal_caveats, one_sided_caveat, tried_on_caveat};
pub use cuts::Cuts;
pub use disagreement::{Compared, Disagreement, disagreements, per_thousand, persons};
pub use empirical_bayes::{Observed, Shrinkage, overall_rate};
pub use estimate::ALL_LEVELS;
pub use expected::{ExpectedCitizens, expected_citizens, national_persons, persons_on_level};
pub use file::parse_size;
pub use given_groups::GivenGroups;
pub use local_rate::{LocalRate, local_rates};
pub use municipal_rate::{Counted, MunicipalRate, parse_municipal_rates};
pub use reach::{Reach, reach};
pub use series::{ExpectedSeries, expected_series};

/// *Målgruppens størrelse*: one validated file.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSize {
    /// The target group it is about.
    pub target_group: TargetGroupId,
    /// Its heading.
    pub title: Box<str>,
    /// Whether the estimates are an example, a draft, or decided; the figures are published ones.
    pub status: GuidelineStatus,
    /// How the estimates were made from the figures.
    pub reading: Box<str>,
    /// What must be said beside every number of the group, without a full stop.
    pub caveats: Vec<Box<str>>,
    /// Why the group's help is mostly not places, where it is not: need is then not held against
    /// places.
    pub not_in_places: Option<Box<str>>,
    /// Published figures, in the file's order.
    pub figures: Vec<Figure>,
    /// Estimates, in the file's order; those of one group and level have no ages in common.
    pub estimates: Vec<Estimate>,
    /// How estimates for all levels are shared out over the levels.
    pub splits: Vec<LevelSplit>,
    /// How much the prevalence varies between municipalities, when the file says so.
    pub between: Option<BetweenMunicipalities>,
    /// What municipalities have counted themselves, in their file's order.
    pub municipal_rates: Vec<MunicipalRate>,
    /// Path of the file below the input folder, with `/`.
    pub file: Box<str>,
}

impl GroupSize {
    /// How much the prevalence varies between municipalities; none where municipalities have
    /// counted themselves, which says it better.
    pub fn between_cv(&self) -> Option<f64> {
        let between = self.between.as_ref().filter(|_| self.municipal_rates.is_empty());
        between.map(|between| between.cv)
    }

    /// What readers call the size: `Autismespektrum (udkast)`.
    pub fn title(&self, groups: &TargetGroups) -> String {
        let name = &*groups.get(self.target_group).name;
        match self.status {
            GuidelineStatus::InForce => name.to_owned(),
            status => format!("{name} ({})", status.danish()),
        }
    }
}

/// *Variation mellem kommuner*: how much the prevalence differs from one to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct BetweenMunicipalities {
    /// Coefficient of variation.
    pub cv: f64,
    /// Where it comes from.
    pub source: Box<str>,
}

/// *Lavt, centralt, højt skøn.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Variant {
    /// *Lavt.*
    Low = 0,
    /// *Centralt.*
    Central = 1,
    /// *Højt.*
    High = 2,
}

impl Variant {
    /// All three, from low to high.
    pub const ALL: [Self; 3] = [Self::Low, Self::Central, Self::High];

    /// The word as files and tables write it: `lav`, `central`, `høj`.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Low => "lav",
            Self::Central => "central",
            Self::High => "høj",
        }
    }

    /// 0, 1, 2: a place in an array that holds one thing per variant.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// *Offentliggjort tal*: a figure as its source prints it. It is never reckoned with by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Names it within the file.
    pub id: Box<str>,
    /// What it answers; figures that answer the same are compared.
    pub question: Box<str>,
    /// *Delmålgruppe*, when it is about one.
    pub subgroup: Option<Box<str>>,
    /// Lowest value, in `unit`; the same as `high` when the source gives one number.
    pub low: f64,
    /// Highest value, in `unit`.
    pub high: f64,
    /// What it counts in.
    pub unit: SizeUnit,
    /// As the source prints it: `knap 230.000`.
    pub as_printed: Box<str>,
    /// Whom it is about; none when the source does not say.
    pub ages: Option<AgeRange>,
    /// The year it is about; none when the source does not say.
    pub year: Option<u16>,
    /// Country.
    pub country: Box<str>,
    /// Who counts as belonging to the group.
    pub definition: Box<str>,
    /// What it was counted from.
    pub counted_from: CountedFrom,
    /// How far it carries.
    pub evidence: EvidenceStrength,
    /// Whether the *almene ældreområde* is in it.
    pub elderly: ElderlyCare,
    /// Who publishes it, and who quotes it.
    pub source: Box<str>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// *Skøn*: what is reckoned with, for one age range of a group, a sub-group or a level of need.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// *Delmålgruppe*, when it is about one.
    pub subgroup: Option<Box<str>>,
    /// Level of need; none for all levels together.
    pub level: Option<Level>,
    /// Whom it is about.
    pub ages: AgeRange,
    /// What `amounts` count in.
    pub unit: SizeUnit,
    /// Low, central and high, in this order and never falling.
    pub amounts: [f64; 3],
    /// The figures it rests on: places in [`GroupSize::figures`]; at least one.
    pub rests_on: Vec<usize>,
    /// How far it carries.
    pub evidence: EvidenceStrength,
    /// Whether the *almene ældreområde* is in it.
    pub elderly: ElderlyCare,
    /// How it was made from the figures.
    pub reading: Box<str>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// *Fordeling på niveauer*: which part of a group needs which level. No source gives one; a file
/// may.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelSplit {
    /// *Delmålgruppe* whose estimates are split; none for the whole group's.
    pub subgroup: Option<Box<str>>,
    /// Whether the shares are an example, a draft, or decided.
    pub status: GuidelineStatus,
    /// Where the shares come from.
    pub source: Box<str>,
    /// How they were read.
    pub reading: Option<Box<str>>,
    /// Low, central and high share in percent, per level from *let* to *højt*. The central ones
    /// add up to 100.
    pub percent: [[f64; 3]; 3],
    /// Line of the file, from 1.
    pub line: u32,
}

/// *Opgjort ved*: what a figure was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountedFrom {
    /// *Register.*
    Register,
    /// *Spørgeskema* or another sample.
    Survey,
    /// *Indberetning* from municipalities or providers.
    Reports,
    /// *Skøn* without a stated method.
    Judgement,
    /// *Ikke oplyst.*
    NotReported,
}

impl CountedFrom {
    /// All five.
    pub const ALL: [Self; 5] =
        [Self::Register, Self::Survey, Self::Reports, Self::Judgement, Self::NotReported];

    /// The word as files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Survey => "stikprøve",
            Self::Reports => "indberetning",
            Self::Judgement => "skøn",
            Self::NotReported => "ikke oplyst",
        }
    }
}

/// *Vidensgrundlagets styrke*, in the four steps of GRADE (Guyatt et al., BMJ 336, 2008); the
/// judgement is ours and each file gives its reasons in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceStrength {
    /// *Høj*: a national register with a known definition that fits the group.
    High,
    /// *Middel*: a register or sample that misses part of the group, or holds others too.
    Moderate,
    /// *Lav*: old, or without a stated method.
    Low,
    /// *Meget lav*: derived, or not known where from.
    VeryLow,
}

impl EvidenceStrength {
    /// All four, from high to very low.
    pub const ALL: [Self; 4] = [Self::High, Self::Moderate, Self::Low, Self::VeryLow];

    /// The word as files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::High => "høj",
            Self::Moderate => "middel",
            Self::Low => "lav",
            Self::VeryLow => "meget lav",
        }
    }
}

/// Whether the *almene ældreområde* (serviceloven §§ 83 ff.), which is outside the model, is in a
/// number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElderlyCare {
    /// *Ja.*
    Included,
    /// *Delvis.*
    Partly,
    /// *Nej.*
    NotIncluded,
    /// *Ikke oplyst.*
    NotReported,
}

impl ElderlyCare {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Included, Self::Partly, Self::NotIncluded, Self::NotReported];

    /// The word as files and tables write it.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Included => "ja",
            Self::Partly => "delvis",
            Self::NotIncluded => "nej",
            Self::NotReported => "ikke oplyst",
        }
    }
}
