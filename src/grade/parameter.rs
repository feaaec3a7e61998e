//! Which grade does the evidence allow on one parameter, and what decided?

use super::check::{Check, Circumstances, Outcome, check_criterion};
use super::found::Found;
use crate::guideline::{Cell, Criterion, Guideline};
use crate::model::{Answer, AnswerField, Attained, Evidence, GradeBounds, Level, Parameter};

/// What decided a grade: a criterion, or a cell that holds none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deciding {
    /// The cell's level.
    pub level: Level,
    /// The criterion's place in the guideline; `None` when the cell has none.
    pub criterion: Option<u16>,
    /// What the evidence says of it.
    pub found: Found,
    /// Whether that is enough.
    pub outcome: Outcome,
}

/// One cell held against one offering, in full.
#[derive(Clone, Debug, PartialEq)]
pub struct CellCheck {
    /// The cell's level.
    pub level: Level,
    /// Whether its own criteria hold.
    pub outcome: Outcome,
    /// Whether the level is reached: its own cell and, where the parameter builds on the level
    /// below (Reading R2), those below.
    pub reached: Outcome,
    /// Each of its criteria, members of an any-of group together; none for a statement.
    pub checks: Vec<Check>,
}

/// Grades one parameter: the bounds the evidence allows, and what decided. The grade is the
/// highest level that is reached. Where the evidence leaves it open whether the parameter is
/// relevant at all, so do the bounds (Reading R3).
pub fn grade_parameter(
    parameter: Parameter,
    evidence: &Evidence,
    circumstances: Circumstances,
    guideline: &Guideline,
) -> (GradeBounds, Deciding) {
    if is_not_relevant(parameter, evidence) {
        let (found, outcome) = (Found::NotRelevant, Outcome::NotRelevant);
        let deciding = Deciding { level: Level::Light, criterion: None, found, outcome };
        return (GradeBounds::NOT_RELEVANT, deciding);
    }
    let check =
        |place, criterion: &Criterion| check_criterion(place, criterion, evidence, circumstances);
    let cells = Level::ALL.map(|level| sum_cell(parameter, level, guideline, check));
    let reached = reached(cells.map(|cell| cell.outcome), parameter, guideline);
    let level = deciding_level(lowest(reached), reached);
    (bounds(parameter, evidence, reached), cells[level.index()].deciding(level))
}

/// Grades one parameter that is relevant by the outcome of each of its criteria, whatever gave it:
/// what the grade would be, had some criterion come out otherwise. The evidence says only whether
/// it may still turn out not to be relevant.
pub fn grade_by_outcomes(
    parameter: Parameter,
    evidence: &Evidence,
    guideline: &Guideline,
    outcome: impl Fn(u16, &Criterion) -> Outcome,
) -> GradeBounds {
    let check = |place, criterion: &Criterion| Check {
        criterion: place,
        level: criterion.level,
        found: Found::NotReported,
        outcome: outcome(place, criterion),
        applies: None,
    };
    let outcomes = Level::ALL.map(|level| sum_cell(parameter, level, guideline, check).outcome);
    bounds(parameter, evidence, reached(outcomes, parameter, guideline))
}

/// From the lowest to the highest level that may be reached.
fn bounds(parameter: Parameter, evidence: &Evidence, reached: [Outcome; 3]) -> GradeBounds {
    let highest = highest(reached, |outcome| outcome != Outcome::NotMet);
    let bounds = GradeBounds::between(lowest(reached), highest);
    if is_relevance_open(parameter, evidence) { bounds.or_not_relevant() } else { bounds }
}

/// The level that is reached whatever is missing.
fn lowest(reached: [Outcome; 3]) -> Attained {
    highest(reached, |outcome| outcome == Outcome::Met)
}

fn highest(reached: [Outcome; 3], is_so: impl Fn(Outcome) -> bool) -> Attained {
    let level = Level::ALL.into_iter().rev().find(|level| is_so(reached[level.index()]));
    level.map_or(Attained::None, Attained::from)
}

/// The same in full, for a reader: every criterion of the three cells.
pub fn check_parameter(
    parameter: Parameter,
    evidence: &Evidence,
    circumstances: Circumstances,
    guideline: &Guideline,
) -> [CellCheck; 3] {
    let mut checks = [const { Vec::new() }; 3];
    let outcomes = Level::ALL.map(|level| {
        let check = |place, criterion: &Criterion| {
            let check = check_criterion(place, criterion, evidence, circumstances);
            checks[level.index()].push(check);
            check
        };
        sum_cell(parameter, level, guideline, check).outcome
    });
    let (outcomes, reached) = if is_not_relevant(parameter, evidence) {
        ([Outcome::NotRelevant; 3], [Outcome::NotRelevant; 3])
    } else {
        (outcomes, reached(outcomes, parameter, guideline))
    };
    Level::ALL.map(|level| CellCheck {
        level,
        outcome: outcomes[level.index()],
        reached: reached[level.index()],
        checks: std::mem::take(&mut checks[level.index()]),
    })
}

/// Reading R3: aids and technology "hvor det er relevant".
fn is_not_relevant(parameter: Parameter, evidence: &Evidence) -> bool {
    parameter == Parameter::AidsAndTechnology
        && evidence.answer(AnswerField::AidsInUse) == Answer::NotRelevant
}

/// Whether nobody has said yet if aids and technology are relevant. Of the other parameters the
/// evidence form does not ask.
fn is_relevance_open(parameter: Parameter, evidence: &Evidence) -> bool {
    parameter == Parameter::AidsAndTechnology
        && evidence.answer(AnswerField::AidsInUse) == Answer::NotReported
}

/// Whether each level is reached, from the outcomes of the three cells.
fn reached(cells: [Outcome; 3], parameter: Parameter, guideline: &Guideline) -> [Outcome; 3] {
    if !guideline.builds_on_level_below[parameter] {
        return cells;
    }
    let moderate = cells[0].and(cells[1]);
    [cells[0], moderate, moderate.and(cells[2])]
}

/// The level whose cell decided: the first above the attained one that is still open; else the
/// next one, which failed; else the one attained.
fn deciding_level(low: Attained, reached: [Outcome; 3]) -> Level {
    let above = || Level::ALL.into_iter().filter(|level| !low.reaches(*level));
    above()
        .find(|level| reached[level.index()] == Outcome::Unknown)
        .or_else(|| above().next())
        .unwrap_or(Level::High)
}

/// A cell's outcome, with the first check of each kind that counted.
#[derive(Clone, Copy)]
struct CellSum {
    outcome: Outcome,
    met: Option<Check>,
    not_met: Option<Check>,
    unknown: Option<Check>,
}

impl CellSum {
    /// What decided the cell: the first check that has the cell's own outcome.
    fn deciding(&self, level: Level) -> Deciding {
        let check = match self.outcome {
            Outcome::Met | Outcome::NotRelevant => self.met,
            Outcome::NotMet => self.not_met,
            Outcome::Unknown => self.unknown,
        };
        Deciding {
            level,
            criterion: check.map(|check| check.criterion),
            found: check.map_or(Found::NotReported, |check| check.found),
            outcome: self.outcome,
        }
    }

    fn note(&mut self, check: Check) {
        let first = match check.outcome {
            Outcome::Met => &mut self.met,
            Outcome::NotMet => &mut self.not_met,
            Outcome::Unknown => &mut self.unknown,
            Outcome::NotRelevant => return,
        };
        first.get_or_insert(check);
    }
}

/// Sums a cell up, criterion by criterion, by the `check` of each. All must hold, of an any-of
/// group any one (Reading R14).
fn sum_cell(
    parameter: Parameter,
    level: Level,
    guideline: &Guideline,
    mut check: impl FnMut(u16, &Criterion) -> Check,
) -> CellSum {
    let start = match guideline.cell(parameter, level) {
        Cell::AsksNothing(_) => Outcome::Met,
        Cell::NotAttainable(_) => Outcome::NotMet,
        Cell::Criteria(_) => Outcome::NotRelevant,
    };
    let mut sum = CellSum { outcome: start, met: None, not_met: None, unknown: None };
    // Members of a group stand together, so one open group is enough.
    let mut open: Option<(u8, Check)> = None;
    for (place, criterion) in guideline.cell_criteria(parameter, level) {
        let check = check(place, criterion);
        open = match (criterion.any_of, open) {
            (Some(group), Some((same, best))) if group == same => Some((same, better(best, check))),
            (group, closed) => {
                if let Some((_, best)) = closed {
                    sum.add(best);
                }
                group.map(|group| (group, check))
            }
        };
        if criterion.any_of.is_none() {
            sum.add(check);
        }
    }
    if let Some((_, best)) = open {
        sum.add(best);
    }
    if sum.outcome == Outcome::NotRelevant {
        // No criterion of the cell concerns the offering. A valid guideline asks something of
        // everyone, so this stays open rather than reached by itself.
        sum.outcome = Outcome::Unknown;
    }
    sum
}

impl CellSum {
    fn add(&mut self, check: Check) {
        self.outcome = self.outcome.and(check.outcome);
        self.note(check);
    }
}

/// The alternative that stands for its group: the first that has the group's outcome.
fn better(best: Check, next: Check) -> Check {
    if best.outcome.or(next.outcome) == best.outcome { best } else { next }
}
