//! WHO THEY ARE: how does a description file as written become a validated description?
//!
//! A *målgruppebeskrivelse* (the model, chapter 2) says on each level what characterises a target
//! group and what can meet its needs, and grades the group itself by the four parameters of boxes
//! 1 and 2. Descriptions are idealtypiske: they place no citizen. Pure: text in, description or
//! problems out.

mod file;
mod gaps;
mod graded;
mod level;
mod subgroup;
mod template;

use chrono::NaiveDate;

use crate::guideline::GuidelineStatus;
use crate::model::{AgeGroup, Level, TargetGroupId};

pub use file::parse_description;
pub use subgroup::check_shared_subgroups;
pub use template::template;

/// *Målgruppebeskrivelse*: one validated file. What it leaves blank is `None` and among its gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetGroupDescription {
    /// The target group it describes.
    pub target_group: TargetGroupId,
    /// First day it holds.
    pub valid_from: NaiveDate,
    /// Its heading.
    pub title: Box<str>,
    /// Whether it is an example, a draft, or decided.
    pub status: GuidelineStatus,
    /// How far it has come.
    pub process: Process,
    /// What it was made from.
    pub source: Box<str>,
    /// Whom of the group it describes.
    pub age_groups: Vec<AgeGroup>,
    /// *Afgrænsning* of the group.
    pub delimitation: Option<Box<str>>,
    /// *Overordnet karakteristik.*
    pub characteristics: Option<Box<str>>,
    /// *Snitflader til andre sektorer.*
    pub interfaces: Option<Box<str>>,
    /// *Vidensgrundlag.*
    pub evidence: Option<Box<str>>,
    /// *Huller i vidensgrundlaget.*
    pub evidence_gaps: Option<Box<str>>,
    /// The levels, from *let* to *højt*; all three, for all ages together or for each.
    pub levels: Vec<LevelDescription>,
    /// *Delmålgrupper*, in the file's order.
    pub subgroups: Vec<TargetSubgroup>,
    /// What is left blank, in words, in the file's order.
    pub gaps: Vec<String>,
    /// Path of the file below the input folder, with `/`.
    pub file: Box<str>,
}

/// The group on one level: an ideal type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelDescription {
    /// The level.
    pub level: Level,
    /// The ages it holds for; none for all of the file's.
    pub age_group: Option<AgeGroup>,
    /// *Kompleksitet i dybden*: how severe one difficulty is.
    pub complexity_depth: Option<Box<str>>,
    /// *Kompleksitet i bredden*: how many difficulties together.
    pub complexity_breadth: Option<Box<str>>,
    /// *Størrelse*, in words.
    pub size: Option<Box<str>>,
    /// *Sammensætning af ydelser og foranstaltninger*, coordination included.
    pub services: Option<Box<str>>,
    /// *Fagligt indhold.*
    pub content: Option<Box<str>>,
    /// *Eksempler.*
    pub examples: Vec<Box<str>>,
    /// *Afgrænsning* from the levels beside it.
    pub demarcation: Option<Box<str>>,
    /// The four parameters, graded.
    pub graded: Graded,
    /// What decided, where size and complexity point to different levels.
    pub note: Option<Box<str>>,
}

/// *Delmålgruppe*: may cut across target groups, and stands on one level by what its members have
/// in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetSubgroup {
    /// Readable and ASCII: names it in size files and outputs.
    pub slug: Box<str>,
    /// The name for readers.
    pub name: Box<str>,
    /// The level its needs place it on.
    pub level: Level,
    /// Other target groups that it is part of too.
    pub also_in: Vec<TargetGroupId>,
    /// The ages it holds for; none for all of the file's.
    pub age_group: Option<AgeGroup>,
    /// *Afgrænsning.*
    pub delimitation: Option<Box<str>>,
    /// The four parameters, graded.
    pub graded: Graded,
    /// What decided, where size and complexity point to different levels.
    pub note: Option<Box<str>>,
}

/// The four parameters that a group is graded by (boxes 1 and 2); what is not graded is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Graded {
    /// *Målgruppekompleksitet* (box 1).
    pub complexity: Option<Level>,
    /// *Målgruppens størrelse* (box 1).
    pub size: Option<Level>,
    /// *Sammensætning af ydelser og foranstaltninger* (box 2).
    pub services: Option<Level>,
    /// *Fagligt indhold* (box 2).
    pub content: Option<Level>,
}

impl Graded {
    /// The four with their names for readers, in the order of the boxes.
    pub const fn named(&self) -> [(&'static str, Option<Level>); 4] {
        [
            ("Målgruppekompleksitet", self.complexity),
            ("Målgruppens størrelse", self.size),
            ("Sammensætning af ydelser og foranstaltninger", self.services),
            ("Fagligt indhold", self.content),
        ]
    }

    /// The levels of size and complexity, where both are graded and not alike.
    pub fn size_against_complexity(&self) -> Option<(Level, Level)> {
        self.size.zip(self.complexity).filter(|(size, complexity)| size != complexity)
    }
}

/// *Processtatus* (the model, chapter 4, figure 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Process {
    /// *Foranalyse*: what is known is being collected.
    PreAnalysis,
    /// *Specialistgruppens møder.*
    SpecialistMeetings,
    /// *Høring.*
    Hearing,
    /// *Vedtaget.*
    Adopted,
}

impl Process {
    /// All four, in their order.
    pub const ALL: [Self; 4] =
        [Self::PreAnalysis, Self::SpecialistMeetings, Self::Hearing, Self::Adopted];

    /// The word in description files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::PreAnalysis => "foranalyse",
            Self::SpecialistMeetings => "specialistmoeder",
            Self::Hearing => "hoering",
            Self::Adopted => "vedtaget",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::PreAnalysis => "foranalyse",
            Self::SpecialistMeetings => "specialistgruppens møder",
            Self::Hearing => "høring",
            Self::Adopted => "vedtaget",
        }
    }
}
