//! Which cells must also be hidden, at the least loss, so that one may be higher than it is?
//!
//! The cheapest change of the shown figures that lifts the cell far enough is a linear program; the
//! cells that it changes are those to hide (the relaxation in Fischetti and Salazar, Management
//! Science 47(7), 2001). Only inner cells near the cell take part, so that it stays small.

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::release::{Cause, Insider, Need, Release};

/// Inner cells that take part, at most.
const NEAR: usize = 400;
/// What the solver takes for nothing.
const NOTHING: f64 = 1e-6;

/// Cells to hide so that `cell` may reach `high`; none when nothing that may be hidden would do.
pub(super) fn widen(
    release: &Release,
    hidden: &[Option<Cause>],
    insider: Option<&Insider>,
    (cell, high): (usize, u64),
) -> Vec<usize> {
    let near = near(release, cell);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let alone = insider.map_or(&[][..], |who| &who.alone);
    let part = |at: u32| {
        let own = insider.iter().flat_map(|who| &who.part).find(|(inner, _)| *inner == at);
        own.map_or(0, |(_, own)| *own)
    };
    let is_zero_cell = |at: usize| release.zeros_are_shown && release.value(at) == 0;
    let must_be_zero: BTreeSet<u32> = (0..release.cells.len())
        .filter(|at| hidden[*at].is_none() && is_zero_cell(*at))
        .flat_map(|at| release.cells[at].inner.iter().copied())
        .collect();
    let mut variable_of: Vec<Option<Variable>> = vec![None; release.values.len()];
    for at in &near {
        let (index, value) = (*at as usize, release.values[*at as usize]);
        let bounds = if alone.contains(at) {
            (real(value), real(value))
        } else if must_be_zero.contains(at) {
            (0.0, 0.0)
        } else {
            (real(part(*at)), f64::INFINITY)
        };
        variable_of[index] = Some(problem.add_var(0.0, bounds));
    }
    let mut moved: Vec<(usize, Variable, Variable)> = Vec::new();
    for (at, published) in release.cells.iter().enumerate() {
        let mut terms: Vec<(Variable, f64)> = published
            .inner
            .iter()
            .filter_map(|inner| variable_of[*inner as usize])
            .map(|variable| (variable, 1.0))
            .collect();
        if terms.is_empty() {
            continue;
        }
        let far = published.inner.iter().filter(|inner| variable_of[**inner as usize].is_none());
        let far: u64 = far.map(|inner| release.values[*inner as usize]).sum();
        let value = release.value(at);
        if at == cell {
            let bound = real(high.saturating_sub(far));
            problem.add_constraint(&terms[..], ComparisonOp::Ge, bound);
        }
        if hidden[at].is_some() {
            let least = u64::from(release.zeros_are_shown).saturating_sub(far);
            problem.add_constraint(&terms[..], ComparisonOp::Ge, real(least));
            continue;
        }
        if published.need != Need::Known && !is_zero_cell(at) {
            let cost = (real(value) + 1.0).ln().max(0.1) * f64::from(published.worth);
            let less = problem.add_var(cost, (0.0, f64::INFINITY));
            let more = problem.add_var(cost, (0.0, f64::INFINITY));
            terms.extend([(less, 1.0), (more, -1.0)]);
            moved.push((at, less, more));
        }
        problem.add_constraint(&terms[..], ComparisonOp::Eq, real(value - far));
    }
    let solution = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
    let Some(solution) = solution else { return Vec::new() };
    let is_moved = |(at, less, more): &(usize, Variable, Variable)| {
        (solution.var_value(*less) + solution.var_value(*more) > NOTHING).then_some(*at)
    };
    moved.iter().filter_map(is_moved).collect()
}

#[allow(clippy::cast_precision_loss)] // Counts are far below 2^53.
const fn real(n: u64) -> f64 {
    n as f64
}

/// Inner cells that stand in common sums with the cell's, nearest first.
fn near(release: &Release, cell: usize) -> BTreeSet<u32> {
    let mut near: BTreeSet<u32> = release.cells[cell].inner.iter().copied().collect();
    let mut sums: Vec<&Vec<u32>> = release.cells.iter().map(|published| &published.inner).collect();
    sums.sort_by_key(|inner| inner.len());
    loop {
        let n = near.len();
        for inner in &sums {
            let touches = || inner.iter().any(|at| near.contains(at));
            if near.len() + inner.len() <= NEAR && touches() {
                near.extend(inner.iter().copied());
            }
        }
        if near.len() == n {
            return near;
        }
    }
}
