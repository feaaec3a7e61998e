//! Where does the work with each target group stand (the model, chapter 4, figures 4 and 5)?

use chrono::NaiveDate;

use super::process_file;
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;
use crate::model::TargetGroupId;
use crate::register::Registers;

/// *Proces* (`process.toml`): who takes part, what has been done, and what was used for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialProcess {
    /// Whether it is an example.
    pub status: GuidelineStatus,
    /// *Fora* of figure 4.
    pub bodies: Vec<Body>,
    /// The steps of figure 5, by target group in the file's order.
    pub groups: Vec<GroupProcess>,
    /// What *vidensprodukter* were used for, by title.
    pub used: Vec<UsedKnowledge>,
}

/// *Forum*: who advises or writes. Organisations and roles, never persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name.
    pub name: Box<str>,
    /// What it does.
    pub task: Box<str>,
    /// Who has the chair.
    pub chair: Option<Box<str>>,
    /// Who sits in it: organisations and roles.
    pub members: Vec<Box<str>>,
}

/// The work with one target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupProcess {
    /// The target group.
    pub target_group: TargetGroupId,
    /// Its steps, in figure 5's order.
    pub steps: Vec<Step>,
}

/// A step of figure 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// *Foranalyse.*
    PreAnalysis,
    /// *Første specialistgruppemøde.*
    FirstMeeting,
    /// *Skriftligt bidrag* between the meetings.
    Contribution,
    /// *Høring* of the drafts.
    Hearing,
    /// *Andet specialistgruppemøde.*
    SecondMeeting,
    /// *Målgruppebeskrivelsen vedtaget.*
    Description,
    /// *Vejledningen vedtaget.*
    Guideline,
    /// *Indplacering af leverandører.*
    Placing,
    /// *Evaluering* and adjustment of the model.
    Evaluation,
}

impl StepKind {
    /// All, in their order.
    pub const ALL: [Self; 9] = [
        Self::PreAnalysis,
        Self::FirstMeeting,
        Self::Contribution,
        Self::Hearing,
        Self::SecondMeeting,
        Self::Description,
        Self::Guideline,
        Self::Placing,
        Self::Evaluation,
    ];

    /// The word of the file.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::PreAnalysis => "foranalyse",
            Self::FirstMeeting => "specialistmoede-1",
            Self::Contribution => "skriftligt-bidrag",
            Self::Hearing => "hoering",
            Self::SecondMeeting => "specialistmoede-2",
            Self::Description => "beskrivelse",
            Self::Guideline => "vejledning",
            Self::Placing => "indplacering",
            Self::Evaluation => "evaluering",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::PreAnalysis => "foranalyse",
            Self::FirstMeeting => "første specialistgruppemøde",
            Self::Contribution => "specialistgruppens skriftlige bidrag",
            Self::Hearing => "høring",
            Self::SecondMeeting => "andet specialistgruppemøde",
            Self::Description => "målgruppebeskrivelsen vedtaget",
            Self::Guideline => "vejledningen vedtaget",
            Self::Placing => "indplacering af leverandører",
            Self::Evaluation => "evaluering",
        }
    }
}

/// A step, its dates and papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub kind: StepKind,
    /// When it ought to be done.
    pub due_on: Option<NaiveDate>,
    /// When it began.
    pub begun_on: Option<NaiveDate>,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// Its documents, by title.
    pub documents: Vec<Box<str>>,
    /// *Høringssvar.*
    pub answers: Vec<HearingAnswer>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// *Ikke begyndt.*
    NotBegun,
    /// *I gang.*
    Begun,
    /// *Afsluttet.*
    Done,
}

impl StepState {
    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NotBegun => "ikke begyndt",
            Self::Begun => "i gang",
            Self::Done => "afsluttet",
        }
    }
}

impl Step {
    /// How far it is on a day.
    pub fn state(&self, on: NaiveDate) -> StepState {
        let is_past = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
        if is_past(self.done_on) {
            StepState::Done
        } else if is_past(self.begun_on) {
            StepState::Begun
        } else {
            StepState::NotBegun
        }
    }

    /// Whether it ought to have been done before a day and is not.
    pub fn is_overdue(&self, on: NaiveDate) -> bool {
        self.due_on.is_some_and(|due| due < on) && self.state(on) != StepState::Done
    }
}

/// *Høringssvar*: what an organisation answered, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingAnswer {
    /// Which organisation.
    pub from: Box<str>,
    /// When.
    pub on: Option<NaiveDate>,
    /// What it says, in short.
    pub summary: Box<str>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a hearing answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// *Fulgt.*
    Followed,
    /// *Delvist fulgt.*
    Partly,
    /// *Ikke fulgt.*
    NotFollowed,
    /// *Åbent.*
    Open,
}

impl Outcome {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Followed, Self::Partly, Self::NotFollowed, Self::Open];

    /// The words of files and readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Followed => "fulgt",
            Self::Partly => "delvist fulgt",
            Self::NotFollowed => "ikke fulgt",
            Self::Open => "åbent",
        }
    }
}

/// What a *vidensprodukt* of the register was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedKnowledge {
    /// Its title in `registers/knowledge_products.csv`.
    pub title: Box<str>,
    /// Whether it was read.
    pub is_read: bool,
    /// What for.
    pub used_for: Option<Box<str>>,
}

impl TrialProcess {
    /// Parses `process.toml`.
    ///
    /// # Errors
    /// Every problem of the file at once, each with line and column.
    pub fn parse(text: &str, file: &str, registers: &Registers) -> Result<Self, Vec<Finding>> {
        process_file::parse(text, file, registers)
    }

    /// The work with a target group, when the file tells of it.
    pub fn of(&self, group: TargetGroupId) -> Option<&GroupProcess> {
        self.groups.iter().find(|process| process.target_group == group)
    }
}

impl GroupProcess {
    /// Whether its guideline is adopted on a day; none where the file has no such step.
    pub fn is_guideline_adopted(&self, on: NaiveDate) -> Option<bool> {
        let step = self.steps.iter().find(|step| step.kind == StepKind::Guideline)?;
        Some(step.state(on) == StepState::Done)
    }
}
