//! THE RULES: how does a guideline file as written become a validated guideline?
//!
//! A *målgruppespecifik vejledning* states for one target group, from one date, what each of the
//! 8 x 3 cells of box 4 asks for. Rules are strict about keys and types: whatever is misplaced or
//! misspelt is a problem, never silence (Reading R14). Pure: text in, guideline or problems out.

mod bound;
mod cell;
mod consistency;
mod criterion;
mod file;
mod set;
mod wording;

use std::ops::Range;

use chrono::NaiveDate;

use crate::model::{
    AgeGroup, Level, Measure, Parameter, PerParameter, ProviderKind, TargetGroupId,
};
use crate::plain_text::danish_date;
use crate::register::TargetGroups;

pub use file::parse_guideline;
pub use set::{GuidelineId, GuidelineSet};
pub use wording::{
    decimal, measure_in_words, requirement_in_words, scope_in_words, sentence_in_words,
};

/// *Målgruppespecifik vejledning*: one validated file.
#[derive(Clone, Debug, PartialEq)]
pub struct Guideline {
    /// The target group it is for.
    pub target_group: TargetGroupId,
    /// First day it is in force.
    pub valid_from: NaiveDate,
    /// Whether its numbers are an example, a draft, or decided.
    pub status: GuidelineStatus,
    /// When somebody last went through it.
    pub reviewed_on: Option<NaiveDate>,
    /// Its heading.
    pub title: Box<str>,
    /// What it was made from.
    pub source: Box<str>,
    /// Whether a level presupposes the criteria of the levels below (Reading R2).
    pub builds_on_level_below: PerParameter<bool>,
    /// Why it differs from [`builds_by_default`], when it does.
    pub builds_on_reason: Option<Box<str>>,
    /// All criteria, by parameter and level; members of an any-of group stand together.
    pub criteria: Vec<Criterion>,
    /// The 8 x 3 cells, each from *let* to *højt*.
    pub cells: PerParameter<[Cell; 3]>,
    /// Path of the file below the input folder, with `/`.
    pub file: Box<str>,
}

impl Guideline {
    /// The cell of a parameter on a level.
    pub fn cell(&self, parameter: Parameter, level: Level) -> &Cell {
        &self.cells[parameter][level.index()]
    }

    /// The criteria of a cell, each with its place in [`Guideline::criteria`]; none when the cell
    /// is a statement.
    pub fn cell_criteria(
        &self,
        parameter: Parameter,
        level: Level,
    ) -> impl Iterator<Item = (u16, &Criterion)> {
        let range = match self.cell(parameter, level) {
            Cell::Criteria(range) => range.clone(),
            Cell::AsksNothing(_) | Cell::NotAttainable(_) => 0..0,
        };
        let criteria = &self.criteria[usize::from(range.start)..usize::from(range.end)];
        range.zip(criteria)
    }

    /// What readers call the guideline: `Autismespektrum fra 1.1.2021 (eksempel)`.
    pub fn title(&self, groups: &TargetGroups) -> String {
        let since = danish_date(self.valid_from);
        let name = &groups.get(self.target_group).name;
        match self.status {
            GuidelineStatus::InForce => format!("{name} fra {since}"),
            status => format!("{name} fra {since} ({})", status.danish()),
        }
    }

    /// Names the guideline where programs read: `autismespektrum 2021-01-01 (eksempel)`. The group's slug
    /// is the folder the file lies in.
    pub fn label(&self) -> String {
        let folder = self.file.rsplit('/').nth(1).unwrap_or(&self.file);
        match self.status {
            GuidelineStatus::InForce => format!("{folder} {}", self.valid_from),
            status => format!("{folder} {} ({})", self.valid_from, status.danish()),
        }
    }
}

/// *Status* of a guideline's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuidelineStatus {
    /// *Eksempel*: the numbers are ours; every output made with them says so (Reading R8).
    Example,
    /// *Udkast*: sent out, not decided.
    Draft,
    /// *Gældende*: decided by those who may.
    InForce,
}

impl GuidelineStatus {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Example, Self::Draft, Self::InForce];

    /// The word in guideline files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Draft => "draft",
            Self::InForce => "in-force",
        }
    }

    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Example => "eksempel",
            Self::Draft => "udkast",
            Self::InForce => "gældende",
        }
    }
}

/// *Krav*: one criterion of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The parameter of box 4.
    pub parameter: Parameter,
    /// The level it is asked for on.
    pub level: Level,
    /// What is held against the bound.
    pub measure: Measure,
    /// The bound.
    pub bound: Bound,
    /// Where the bound comes from.
    pub reference: Box<str>,
    /// How a vague text was read, when it was.
    pub reading: Option<Box<str>>,
    /// Whom it holds for.
    pub scope: Scope,
    /// Criteria of the cell with the same number are alternatives: any one of them suffices.
    pub any_of: Option<u8>,
    /// Line of the file, from 1.
    pub line: u32,
}

/// *Grænse*: what the measure must reach. More is never worse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// *Mindst*: above 0, in the measure's unit; whole, but for percentages (one decimal).
    AtLeast(f64),
    /// *Ja*: a yes/no measure must be answered yes.
    Yes,
}

/// For which offerings a criterion holds; everything `None` is for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Providers of this kind only. A provider of several kinds must meet what is asked of each.
    pub provider_kind: Option<ProviderKind>,
    /// This *delmålgruppe* only.
    pub subgroup: Option<Box<str>>,
    /// This age group only.
    pub age_group: Option<AgeGroup>,
}

impl Scope {
    /// Whether it holds for every offering of the group.
    pub const fn is_everyone(&self) -> bool {
        self.provider_kind.is_none() && self.subgroup.is_none() && self.age_group.is_none()
    }

    /// Whether whoever `other` holds for, this holds for too.
    fn covers(&self, other: &Self) -> bool {
        (self.provider_kind.is_none() || self.provider_kind == other.provider_kind)
            && (self.subgroup.is_none() || self.subgroup == other.subgroup)
            && (self.age_group.is_none() || self.age_group == other.age_group)
    }
}

/// *Felt* of box 4: criteria, or one of two statements with its reason (Reading R14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// All of these must hold: places in [`Guideline::criteria`].
    Criteria(Range<u16>),
    /// Met by itself, with a reason.
    AsksNothing(Box<str>),
    /// Never met, with a reason.
    NotAttainable(Box<str>),
}

/// Reading R2: whether a level presupposes the criteria of the levels below, unless the file says
/// otherwise with a reason.
///
/// No where box 4 speaks of different citizens on each level (aktiv praksis, praksiserfaring) and
/// where let asks for aids that need *no* special competence; yes for the other five ("desuden").
pub const fn builds_by_default(parameter: Parameter) -> bool {
    !matches!(
        parameter,
        Parameter::ActivePractice | Parameter::PracticeExperience | Parameter::AidsAndTechnology
    )
}
