//! Is there a table with a cell so high, or so low? One linear program per component, solved once;
//! each question is one more constraint on it.

use microlp::{
    ComparisonOp, OptimizationDirection, Problem, Solution, SolveOptions, SolveOutcome, Variable,
};

/// Nodes that a search in whole numbers may look at: counted, not timed, so that every machine gives
/// the same answer.
const NODES: u64 = 2_000;

/// Sums of variables by number.
pub(super) type Sum = Vec<usize>;

/// A component: what is known of its variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// What each variable is at least.
    pub(super) at_least: Vec<u64>,
    /// Sums that are exactly so much.
    pub(super) exactly: Vec<(Sum, u64)>,
    /// Sums that are at least so much.
    pub(super) no_less: Vec<(Sum, u64)>,
}

/// What a question comes to.
pub(super) enum Answer {
    /// A table in whole numbers: proof.
    Whole(Vec<u64>),
    /// There is one in fractions only, as far as was looked.
    Fractions,
    /// There is none.
    None,
    /// The solver gave up.
    Unsettled,
}

/// A question: is the sum no less (or no more) than this?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    NoLess(u64),
    NoMore(u64),
}

/// A component that was solved once.
pub(super) struct Base {
    component: Component,
    variables: Vec<Variable>,
    solved: Option<Solution>,
}

#[allow(clippy::cast_precision_loss)] // Counts are far below 2^53.
const fn real(n: u64) -> f64 {
    n as f64
}

impl Base {
    /// Solves a component; gives the first table with it, if there is one in whole numbers.
    pub(super) fn new(component: Component) -> (Self, Option<Vec<u64>>) {
        let (problem, variables) = program(&component, false);
        let solved = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
        let base = Self { component, variables, solved };
        let first = base.solved.as_ref().and_then(|solution| base.whole(solution, None));
        (base, first)
    }

    /// Whether anything fits what is known.
    pub(super) const fn is_consistent(&self) -> bool {
        self.solved.is_some()
    }

    /// Asks the solved program, and where the answer is in fractions searches in whole numbers.
    pub(super) fn ask(&self, sum: &Sum, ask: Ask) -> Answer {
        let Some(solved) = &self.solved else { return Answer::Unsettled };
        let (op, bound) = comparison(ask);
        let terms: Vec<(Variable, f64)> = sum.iter().map(|at| (self.variables[*at], 1.0)).collect();
        let warm = solved.clone().add_constraint(&terms[..], op, bound);
        match warm.map(SolveOutcome::into_solution) {
            Ok(Ok(solution)) => match self.whole(&solution, Some((sum, ask))) {
                Some(table) => Answer::Whole(table),
                None => self.search(sum, ask),
            },
            Err(microlp::Error::Infeasible) => Answer::None,
            _ => self.search(sum, ask),
        }
    }

    /// Asks in whole numbers, from the beginning.
    fn search(&self, sum: &Sum, ask: Ask) -> Answer {
        let (mut problem, variables) = program(&self.component, true);
        let (op, bound) = comparison(ask);
        let terms: Vec<(Variable, f64)> = sum.iter().map(|at| (variables[*at], 1.0)).collect();
        problem.add_constraint(&terms[..], op, bound);
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        match problem.solve_with(options).map(SolveOutcome::into_solution) {
            Ok(Ok(solution)) => {
                self.whole(&solution, Some((sum, ask))).map_or(Answer::Fractions, Answer::Whole)
            }
            Ok(Err(_)) => Answer::Fractions,
            Err(microlp::Error::Infeasible) => Answer::None,
            Err(_) => Answer::Unsettled,
        }
    }

    /// The solution in whole numbers, when it fits everything exactly.
    fn whole(&self, solution: &Solution, asked: Option<(&Sum, Ask)>) -> Option<Vec<u64>> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Checked below.
        let round = |variable: &Variable| solution.var_value(*variable).round().max(0.0) as u64;
        let table: Vec<u64> = self.variables.iter().map(round).collect();
        let is_asked = asked.is_none_or(|(sum, ask)| {
            let value = total(&table, sum);
            match ask {
                Ask::NoLess(bound) => value >= bound,
                Ask::NoMore(bound) => value <= bound,
            }
        });
        (is_asked && self.component.holds(&table)).then_some(table)
    }
}

pub(super) fn total(table: &[u64], sum: &Sum) -> u64 {
    sum.iter().map(|at| table[*at]).sum()
}

impl Component {
    /// Whether a table fits all that is known.
    pub(super) fn holds(&self, table: &[u64]) -> bool {
        table.iter().zip(&self.at_least).all(|(value, least)| value >= least)
            && self.exactly.iter().all(|(sum, value)| total(table, sum) == *value)
            && self.no_less.iter().all(|(sum, value)| total(table, sum) >= *value)
    }
}

fn comparison(ask: Ask) -> (ComparisonOp, f64) {
    match ask {
        Ask::NoLess(bound) => (ComparisonOp::Ge, real(bound)),
        Ask::NoMore(bound) => (ComparisonOp::Le, real(bound)),
    }
}

fn program(component: &Component, in_whole_numbers: bool) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variable = |least: &u64| match i32::try_from(*least) {
        Ok(least) if in_whole_numbers => problem.add_integer_var(0.0, (least, i32::MAX)),
        _ => problem.add_var(0.0, (real(*least), f64::INFINITY)),
    };
    let variables: Vec<Variable> = component.at_least.iter().map(variable).collect();
    let sums = [(&component.exactly, ComparisonOp::Eq), (&component.no_less, ComparisonOp::Ge)];
    for (sums, op) in sums {
        for (sum, value) in sums {
            let terms: Vec<(Variable, f64)> = sum.iter().map(|at| (variables[*at], 1.0)).collect();
            problem.add_constraint(&terms[..], op, real(*value));
        }
    }
    (problem, variables)
}
