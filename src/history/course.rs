//! What is told of two or more runs, one after the other?

use super::{
    Comparison, Directed, Fall, RunThen, StandingsThen, Transitions, compare, falls,
    moves_by_cause, standings_over_time, transitions,
};

/// Runs in the order that they are given in, each held against the one before.
#[derive(Debug)]
pub struct Course<'r> {
    /// The runs.
    pub runs: Vec<&'r RunThen>,
    /// From each run to the next.
    pub steps: Vec<Step<'r>>,
    /// How many stood where, run after run.
    pub standings: Vec<StandingsThen>,
}

/// From one run to the next.
#[derive(Debug)]
pub struct Step<'r> {
    /// Who is in both, who moved, came and went.
    pub comparison: Comparison<'r>,
    /// From where to where.
    pub transitions: Vec<Transitions>,
    /// Which way, and by what.
    pub moves: Vec<Directed>,
    /// *Afspecialisering*.
    pub falls: Vec<Fall>,
}

impl<'r> Course<'r> {
    /// Holds each run against the one before.
    pub fn of(runs: Vec<&'r RunThen>) -> Self {
        let step = |pair: &[&'r RunThen]| {
            let comparison = compare(pair[0], pair[1]);
            Step {
                transitions: transitions(&comparison),
                moves: moves_by_cause(&comparison),
                falls: falls(&comparison),
                comparison,
            }
        };
        let steps = runs.windows(2).map(step).collect();
        let standings = standings_over_time(&runs);
        Self { runs, steps, standings }
    }
}
