//! What would lift a placement, and what would drop it?

use super::weight_share::subsets;
use crate::model::{Attained, GradeBounds, GradePlanes, Level, Parameter, ParameterSet};
use crate::place::Tables;

/// One parameter's part in a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The parameter.
    pub parameter: Parameter,
    /// What is known of its grade. The lowest that it may be counts here: it may turn out to be
    /// higher, and the change another.
    pub from: GradeBounds,
    /// The grade that it must come to.
    pub to: Attained,
}

/// The cheapest ways from a placement to another level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The level that is reached, or lost.
    pub level: Level,
    /// How many grade steps it takes, one level of one parameter each.
    pub n_steps: u32,
    /// All sets of steps of that price, each in box 4's order, sorted.
    pub ways: Vec<Vec<Step>>,
}

/// Which way a placement is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// To the next level.
    Up,
    /// Below its own.
    Down,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];

    /// The word in tables.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Up => "op",
            Self::Down => "ned",
        }
    }
}

/// A step of a change, and how many of the cheapest ways it is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepInWays {
    /// The step.
    pub step: Step,
    /// The ways it is part of.
    pub in_ways: u32,
}

/// A change told by its steps instead of its ways, which may be many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSteps {
    /// The level that is reached, or lost.
    pub level: Level,
    /// How many grade steps it takes.
    pub n_steps: u32,
    /// How many sets of steps have that price.
    pub n_ways: u32,
    /// The steps of any of them, one for a parameter, in box 4's order.
    pub steps: Box<[StepInWays]>,
}

impl Change {
    /// The change by its steps.
    pub fn by_step(&self) -> ChangeSteps {
        let steps = Parameter::ALL.into_iter().filter_map(|parameter| {
            let mut of_it = self.ways.iter().flatten().filter(|step| step.parameter == parameter);
            let step = *of_it.next()?;
            Some(StepInWays { step, in_ways: 1 + of_it.map(|_| 1).sum::<u32>() })
        });
        ChangeSteps {
            level: self.level,
            n_steps: self.n_steps,
            n_ways: self.ways.iter().map(|_| 1).sum(),
            steps: steps.collect(),
        }
    }
}

/// The fewest grade steps that lift the placement to the next level; nothing on *højt*. A grade
/// counts as the lowest that it may be (the low end), as for the margin. Any monotone rule will do.
pub fn lift(tables: &Tables, planes: GradePlanes) -> Option<Change> {
    let low = tables.attained(planes).0;
    let next = Level::ALL.into_iter().find(|level| !low.reaches(*level))?;
    lift_to(tables, planes, next)
}

/// The fewest grade steps to a level: the minimum over sets with `F_h[S] = 1` of the sum of the
/// deficits `max(0, h − x_j)` (docs/robusthed.md). Nothing where no parameter is relevant.
pub fn lift_to(tables: &Tables, planes: GradePlanes, level: Level) -> Option<Change> {
    let relevant = planes.relevant_at_worst(level);
    let enough = tables.with_relevant(relevant)[level.index()];
    let met = planes.at_least[level.index()];
    let left = ParameterSet(relevant.0 & !met.0);
    let price = |parameter| level as u32 - rank(planes, parameter);
    cheapest(left, price, |raised| enough.contains(ParameterSet(met.0 | raised.0))).map(
        |(n_steps, sets)| Change {
            level,
            n_steps,
            ways: ways(sets, |parameter| Step {
                parameter,
                from: planes.bound(parameter),
                to: level.into(),
            }),
        },
    )
}

/// The fewest grade steps that take the reached level away; nothing where none is reached.
pub fn drop(tables: &Tables, planes: GradePlanes) -> Option<Change> {
    let level = tables.attained(planes).0.level()?;
    let relevant = planes.relevant_at_worst(level);
    let met = planes.at_least[level.index()];
    let below = Attained::from_rank(level as u8 - 1)?;
    let price = |parameter| rank(planes, parameter) - below as u32;
    // Whoever falls is counted, also where it might have left the count.
    let is_lost = |lost: ParameterSet| {
        let counted = ParameterSet(relevant.0 | lost.0);
        let enough = tables.with_relevant(counted)[level.index()];
        !enough.contains(ParameterSet(met.0 & !lost.0))
    };
    cheapest(met, price, is_lost).map(|(n_steps, sets)| Change {
        level,
        n_steps,
        ways: ways(sets, |parameter| Step { parameter, from: planes.bound(parameter), to: below }),
    })
}

fn rank(planes: GradePlanes, parameter: Parameter) -> u32 {
    planes.at_least.iter().map(|met| u32::from(met.contains(parameter))).sum()
}

/// The cheapest sets of changed parameters that do it.
fn cheapest(
    of: ParameterSet,
    price: impl Fn(Parameter) -> u32,
    is_enough: impl Fn(ParameterSet) -> bool,
) -> Option<(u32, Vec<ParameterSet>)> {
    let prices = Parameter::ALL.map(|p| if of.contains(p) { price(p) } else { 0 });
    let mut best: Option<(u32, Vec<ParameterSet>)> = None;
    for set in subsets(of) {
        let sum = set.iter().map(|parameter| prices[parameter.index()]).sum();
        if best.as_ref().is_some_and(|(least, _)| sum > *least) || !is_enough(set) {
            continue;
        }
        match &mut best {
            Some((least, sets)) if *least == sum => sets.push(set),
            _ => best = Some((sum, vec![set])),
        }
    }
    best
}

fn ways(sets: Vec<ParameterSet>, step: impl Fn(Parameter) -> Step) -> Vec<Vec<Step>> {
    let mut ways: Vec<Vec<Step>> =
        sets.into_iter().map(|set| set.iter().map(&step).collect()).collect();
    ways.sort();
    ways
}
