//! How far is the trial: who has answered what, and what is missing?

use std::collections::BTreeMap;

use super::{FormRow, TrialForm};
use crate::ingest::{ReturnedAnswers, ReturnedRow};
use crate::model::{
    Answer, AnswerField, Evidence, Measure, NumberField, Parameter, PerParameter, Staffing,
    Supervision, TargetGroupId,
};

/// How far one of the two halves of an assessment has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HalfReturned {
    /// No row of it is answered.
    #[default]
    Nothing,
    /// A row is answered and can't be used: why, a sentence without a full stop.
    Unusable(Box<str>),
    /// Answered so far.
    Answered {
        /// Fields with an answer.
        given: u32,
        /// Fields that ask for one.
        of: u32,
    },
}

impl HalfReturned {
    /// Whether every field has an answer.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Answered { given, of } if given == of)
    }
}

/// Where an assessment that was asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnState {
    /// *Ikke begyndt.*
    NotBegun,
    /// *Kan ikke bruges*: what stands in it can't be read.
    Unusable,
    /// *Begyndt.*
    Begun,
    /// *Færdig*: both halves, every field, and they belong together.
    Complete,
}

impl ReturnState {
    /// All four, the furthest first.
    pub const ALL: [Self; 4] = [Self::Complete, Self::Begun, Self::Unusable, Self::NotBegun];

    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NotBegun => "ikke begyndt",
            Self::Unusable => "kan ikke bruges",
            Self::Begun => "begyndt",
            Self::Complete => "færdig",
        }
    }

    /// The word for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NotBegun => "ikke-begyndt",
            Self::Unusable => "kan-ikke-bruges",
            Self::Begun => "begyndt",
            Self::Complete => "faerdig",
        }
    }
}

/// One assessment that was asked for, and what came back of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessmentReturned {
    /// Who was asked.
    pub authority: Supervision,
    /// About whom.
    pub row: FormRow,
    /// *Oplysningsskema.*
    pub evidence: HalfReturned,
    /// *Afrapportering.*
    pub grades: HalfReturned,
    /// The two halves are both usable and have different days: they are read as two assessments.
    pub days_differ: bool,
    /// Fields of the *oplysningsskema* that have an answer and that ask for one, by parameter.
    pub evidence_of: PerParameter<(u32, u32)>,
    /// Whether the parameter is graded.
    pub is_graded: PerParameter<bool>,
    /// Of the *afrapportering*: which of *fornøden kvalitet*, *samlet niveau* and *inspektør-id*
    /// are answered.
    pub others: [bool; 3],
}

impl AssessmentReturned {
    /// Where it stands.
    pub fn state(&self) -> ReturnState {
        let halves = [&self.evidence, &self.grades];
        let is = |what: fn(&HalfReturned) -> bool| halves.iter().filter(|half| what(half)).count();
        if is(|half| matches!(half, HalfReturned::Unusable(_))) > 0 {
            ReturnState::Unusable
        } else if is(|half| *half == HalfReturned::Nothing) == halves.len() {
            ReturnState::NotBegun
        } else if is(HalfReturned::is_complete) == halves.len() && !self.days_differ {
            ReturnState::Complete
        } else {
            ReturnState::Begun
        }
    }
}

/// What came back of everything that was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returns {
    /// One for each row of each form, in the forms' order.
    pub asked: Vec<AssessmentReturned>,
    /// Rows of nobody who was asked about, in the order that they came in.
    pub not_asked: Vec<(ReturnedRow, NotAsked)>,
}

/// Why a row that came back was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// Target group or tilsyn can't be read.
    Unreadable,
    /// No form has the tilbudsid.
    Provider,
    /// The provider was asked about for another target group.
    TargetGroup,
    /// Another tilsyn was asked.
    Authority,
}

impl NotAsked {
    /// The reason for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Unreadable => "målgruppen eller tilsynet kan ikke læses",
            Self::Provider => "intet skema, der er sendt ud, har tilbudsid'et",
            Self::TargetGroup => "tilbuddet skal vurderes for en anden målgruppe",
            Self::Authority => "det er et andet tilsyn, der er bedt om vurderingen",
        }
    }
}

/// Holds what came back against what was sent out.
pub fn returns(forms: &[TrialForm], rows: Vec<ReturnedRow>) -> Returns {
    let mut returns = Returns::default();
    let mut at: BTreeMap<(Supervision, &str, TargetGroupId), usize> = BTreeMap::new();
    for form in forms {
        for row in &form.rows {
            at.insert((form.authority, &row.provider, row.target_group), returns.asked.len());
            returns.asked.push(nothing(form.authority, row));
        }
    }
    let mut days = vec![[None; 2]; returns.asked.len()];
    for row in rows {
        let key = row.authority.zip(row.target_group);
        let place = key.and_then(|(by, group)| at.get(&(by, &*row.provider, group)).copied());
        let Some(place) = place else {
            let why = not_asked(forms, &row);
            returns.not_asked.push((row, why));
            continue;
        };
        let asked = &mut returns.asked[place];
        match row.answers {
            ReturnedAnswers::Evidence(evidence) => {
                asked.answered_evidence(&evidence);
                days[place][0] = row.assessed_on;
            }
            ReturnedAnswers::Grades(given) => {
                asked.is_graded = given.is_graded;
                asked.others = [given.has_quality, given.has_overall, given.has_inspector];
                let n = given.is_graded.0.iter().chain(&asked.others).filter(|is| **is).count();
                asked.grades = HalfReturned::Answered { given: small(n), of: 11 };
                days[place][1] = row.assessed_on;
            }
            ReturnedAnswers::Unusable { is_of_grades, reason } => {
                let half = if is_of_grades { &mut asked.grades } else { &mut asked.evidence };
                *half = HalfReturned::Unusable(reason);
            }
        }
    }
    for (asked, days) in returns.asked.iter_mut().zip(days) {
        asked.days_differ = matches!(days, [Some(a), Some(b)] if a != b);
    }
    returns
}

fn not_asked(forms: &[TrialForm], row: &ReturnedRow) -> NotAsked {
    let (Some(group), Some(_)) = (row.target_group, row.authority) else {
        return NotAsked::Unreadable;
    };
    let mut of_provider =
        forms.iter().flat_map(|form| &form.rows).filter(|asked| asked.provider == row.provider);
    match of_provider.next() {
        None => NotAsked::Provider,
        Some(first)
            if first.target_group != group
                && of_provider.all(|other| other.target_group != group) =>
        {
            NotAsked::TargetGroup
        }
        Some(_) => NotAsked::Authority,
    }
}

fn nothing(authority: Supervision, row: &FormRow) -> AssessmentReturned {
    let mut of = PerParameter([(0, 0); 8]);
    for parameter in
        NumberField::ALL.map(number_of).into_iter().chain(AnswerField::ALL.map(answer_of))
    {
        of[parameter].1 += 1;
    }
    AssessmentReturned {
        authority,
        row: row.clone(),
        evidence: HalfReturned::Nothing,
        grades: HalfReturned::Nothing,
        days_differ: false,
        evidence_of: of,
        is_graded: PerParameter([false; 8]),
        others: [false; 3],
    }
}

impl AssessmentReturned {
    fn answered_evidence(&mut self, evidence: &Evidence) {
        self.evidence_of.0.iter_mut().for_each(|(given, _)| *given = 0);
        for field in NumberField::ALL {
            let given = evidence.number(field).is_some();
            self.evidence_of[number_of(field)].0 += u32::from(given);
        }
        // Where aids are not relevant nothing more is asked of them.
        let no_aids = evidence.answer(AnswerField::AidsInUse) == Answer::NotRelevant;
        let asks_nothing = |field| no_aids && answer_of(field) == Parameter::AidsAndTechnology;
        for field in AnswerField::ALL {
            let given = evidence.answer(field) != Answer::NotReported || asks_nothing(field);
            self.evidence_of[answer_of(field)].0 += u32::from(given);
        }
        let sum = |of: fn(&(u32, u32)) -> u32| self.evidence_of.0.iter().map(of).sum();
        self.evidence = HalfReturned::Answered { given: sum(|one| one.0), of: sum(|one| one.1) };
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The parameter that a number of the *oplysningsskema* speaks of. All staff are what those with
/// experience are a part of.
pub const fn number_of(field: NumberField) -> Parameter {
    match field {
        NumberField::Citizens(level) => Measure::Citizens(level).parameter(),
        NumberField::Staff | NumberField::Experience(..) => Parameter::PracticeExperience,
        NumberField::BasicEducationOwnPercent
        | NumberField::BasicEducationWithPartnersPercent
        | NumberField::FurtherTrainingOwnPercent
        | NumberField::FurtherTrainingWithPartnersPercent
        | NumberField::CertifiedOwn
        | NumberField::CertifiedWithPartners => Measure::Certified(Staffing::Own).parameter(),
        NumberField::EnvironmentSize => Measure::EnvironmentSize.parameter(),
        NumberField::CrossSectorAgreements => Measure::CrossSectorAgreements.parameter(),
        NumberField::MethodsInUse => Measure::MethodsInUse.parameter(),
    }
}

/// The parameter that a yes or no of the *oplysningsskema* speaks of.
pub const fn answer_of(field: AnswerField) -> Parameter {
    Measure::Answer(field).parameter()
}
