//! How near can each hidden cell be told by somebody who knows this and no more?
//!
//! What is given away by subtraction alone is found first; what is left falls into components that
//! know nothing of each other. Of each cell only what is demanded is asked, is it as wide as it must
//! be, and every table in whole numbers that an answer brings counts for all cells at once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::base::{Answer, Ask, Base, Component, Sum, total};
use super::knowledge::{Hidden, Knowledge};

/// How a width is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By two tables in whole numbers that fit all that is known.
    Tables,
    /// By a linear program alone: there are tables in fractions, and none in whole numbers was
    /// found.
    LinearProgram,
    /// Nothing fits what is known: the figures are not of one release.
    Inconsistent,
}

/// How near a hidden cell can be told. The true interval holds `low..=high` when the width is
/// enough, and lies within it when it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The cell's number in the release.
    pub cell: usize,
    /// The lowest value found; the lowest possible where it is too narrow.
    pub low: u64,
    /// The highest value found; the highest possible where it is too narrow.
    pub high: u64,
    /// How wide it must be.
    pub demanded: u64,
    /// How this is known.
    pub proof: Proof,
}

impl Reach {
    /// Whether it can be told more nearly than it may.
    pub const fn is_too_narrow(&self) -> bool {
        matches!(self.proof, Proof::Inconsistent) || self.high - self.low < self.demanded
    }
}

/// Attacks what is known. `truth`, when whoever asks has it, is one table that fits.
pub fn attack(known: &Knowledge, truth: Option<&[u64]>) -> Vec<Reach> {
    let Some(state) = State::of(known) else {
        return known.hidden.iter().map(inconsistent).collect();
    };
    let parts = state.parts(known);
    let mut reaches: Vec<Reach> =
        parts.par_iter().flat_map_iter(|part| part.attack(known, truth)).collect();
    reaches.sort_by_key(|reach| reach.cell);
    reaches
}

const fn inconsistent(hidden: &Hidden) -> Reach {
    let Hidden { cell, width, .. } = hidden;
    Reach { cell: *cell, low: 0, high: 0, demanded: *width, proof: Proof::Inconsistent }
}

/// What subtraction alone gives.
struct State {
    /// The inner cells that are known.
    value: Vec<Option<u64>>,
    /// What is left of the sums that are shown.
    rest: Vec<(Vec<u32>, u64)>,
}

impl State {
    /// Nothing when a sum does not fit.
    fn of(known: &Knowledge) -> Option<Self> {
        let mut value: Vec<Option<u64>> = vec![None; known.n_inner];
        let mut rest: Vec<(Vec<u32>, u64)> = known.shown.clone();
        loop {
            let mut is_changed = false;
            for (inner, left) in &mut rest {
                let n = inner.len();
                let mut is_fit = true;
                inner.retain(|at| match value[*at as usize] {
                    Some(taken) => {
                        is_fit &= taken <= *left;
                        *left = left.saturating_sub(taken);
                        false
                    }
                    None => true,
                });
                let is_whole = !inner.is_empty() || *left == 0;
                if !is_fit || !is_whole {
                    return None;
                }
                match inner.as_slice() {
                    [only] => value[*only as usize] = Some(*left),
                    all if *left == 0 => all.iter().for_each(|at| value[*at as usize] = Some(0)),
                    _ => {}
                }
                is_changed |= inner.len() != n || (*left == 0 && !inner.is_empty());
            }
            rest.retain(|(inner, _)| !inner.is_empty());
            if !is_changed {
                break;
            }
        }
        rest.sort();
        rest.dedup();
        Some(Self { value, rest })
    }

    /// The components. Inner cells that stand in the same sums are one variable.
    fn parts(&self, known: &Knowledge) -> Vec<Part> {
        let open: Vec<(Vec<u32>, u64)> =
            known.hidden.iter().map(|hidden| self.open(&hidden.inner)).collect();
        let mut stands_in: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let sums = self.rest.iter().map(|(inner, _)| inner).chain(open.iter().map(|(o, _)| o));
        for (number, inner) in sums.enumerate() {
            for at in inner {
                stands_in.entry(*at).or_default().push(number);
            }
        }
        let least: BTreeMap<u32, u64> = known.at_least.iter().copied().collect();
        // Those with a least value of their own stay apart.
        let mut variable_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut variables: Vec<Vec<u32>> = Vec::new();
        let mut same: BTreeMap<&[usize], usize> = BTreeMap::new();
        for (at, numbers) in &stands_in {
            let next = variables.len();
            let place = if least.contains_key(at) {
                next
            } else {
                *same.entry(numbers.as_slice()).or_insert(next)
            };
            if place == next {
                variables.push(Vec::new());
            }
            variables[place].push(*at);
            variable_of.insert(*at, place);
        }
        let as_sum = |inner: &[u32]| -> Sum {
            let mut sum: Sum = inner.iter().map(|at| variable_of[at]).collect();
            sum.sort_unstable();
            sum.dedup();
            sum
        };
        let shown: Vec<(Sum, u64)> =
            self.rest.iter().map(|(inner, left)| (as_sum(inner), *left)).collect();
        let asked: Vec<(Sum, u64)> =
            open.iter().map(|(inner, taken)| (as_sum(inner), *taken)).collect();

        let mut leader: Vec<usize> = (0..variables.len()).collect();
        for (sum, _) in shown.iter().chain(&asked) {
            for pair in sum.windows(2) {
                let (a, b) = (find(&mut leader, pair[0]), find(&mut leader, pair[1]));
                leader[a.max(b)] = a.min(b);
            }
        }
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        let mut place = vec![0; variables.len()];
        for (number, inner) in variables.into_iter().enumerate() {
            let part = parts.entry(find(&mut leader, number)).or_default();
            place[number] = part.inner.len();
            let at_least = inner.iter().filter_map(|at| least.get(at)).sum();
            part.component.at_least.push(at_least);
            part.inner.push(inner);
        }
        let mut moved = |sum: Sum| -> Option<(usize, Sum)> {
            let part = find(&mut leader, *sum.first()?);
            Some((part, sum.into_iter().map(|number| place[number]).collect()))
        };
        for (sum, value) in shown {
            if let Some((part, sum)) = moved(sum) {
                parts.entry(part).or_default().component.exactly.push((sum, value));
            }
        }
        let mut told = Part::default();
        for (number, (sum, taken)) in asked.into_iter().enumerate() {
            let question = |sum| Question { number, sum, taken };
            match moved(sum) {
                Some((part, sum)) => {
                    let part = parts.entry(part).or_default();
                    let least = known.hidden[number].least.saturating_sub(taken);
                    if least > 0 {
                        part.component.no_less.push((sum.clone(), least));
                    }
                    part.questions.push(question(sum));
                }
                // Subtraction gives it away.
                None => told.questions.push(question(Sum::new())),
            }
        }
        parts.into_values().chain([told]).filter(|part| !part.questions.is_empty()).collect()
    }

    /// What is not known of a sum, and how much of it is.
    fn open(&self, inner: &[u32]) -> (Vec<u32>, u64) {
        let open = inner.iter().copied().filter(|at| self.value[*at as usize].is_none());
        let taken = inner.iter().filter_map(|at| self.value[*at as usize]).sum();
        (open.collect(), taken)
    }
}

fn find(leader: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

/// A hidden cell in its component.
struct Question {
    /// Its place among the hidden.
    number: usize,
    /// What is not known of it.
    sum: Sum,
    /// What is.
    taken: u64,
}

#[derive(Default)]
struct Part {
    /// The inner cells of each variable.
    inner: Vec<Vec<u32>>,
    component: Component,
    questions: Vec<Question>,
}

impl Part {
    fn attack(&self, known: &Knowledge, truth: Option<&[u64]>) -> Vec<Reach> {
        let mut seen: Vec<Option<(u64, u64)>> = vec![None; self.questions.len()];
        let truth = truth.map(|values| {
            let sum = |inner: &Vec<u32>| inner.iter().map(|at| values[*at as usize]).sum();
            self.inner.iter().map(sum).collect::<Vec<u64>>()
        });
        if let Some(table) = truth.filter(|table| self.component.holds(table)) {
            self.see(&table, &mut seen);
        }
        let (base, first) = Base::new(self.component.clone());
        if !base.is_consistent() && seen.iter().any(Option::is_none) {
            return self.questions.iter().map(|q| inconsistent(&known.hidden[q.number])).collect();
        }
        if let Some(table) = first {
            self.see(&table, &mut seen);
        }
        let reaches = (0..self.questions.len()).map(|at| self.reach(known, &base, at, &mut seen));
        reaches.collect()
    }

    /// A table that fits widens what every cell is known to reach.
    fn see(&self, table: &[u64], seen: &mut [Option<(u64, u64)>]) {
        for (question, seen) in self.questions.iter().zip(seen) {
            let value = total(table, &question.sum);
            let (low, high) = seen.unwrap_or((value, value));
            *seen = Some((low.min(value), high.max(value)));
        }
    }

    /// How far one cell reaches, as far as is demanded.
    fn reach(
        &self,
        known: &Knowledge,
        base: &Base,
        at: usize,
        seen: &mut [Option<(u64, u64)>],
    ) -> Reach {
        let question = &self.questions[at];
        let hidden = &known.hidden[question.number];
        let width = hidden.width;
        // In fractions only.
        let mut loose: Option<(u64, u64)> = None;
        let mut ask = |ask: Ask, seen: &mut [Option<(u64, u64)>]| -> bool {
            match base.ask(&question.sum, ask) {
                Answer::Whole(table) => self.see(&table, seen),
                Answer::Fractions => {
                    let (Ask::NoLess(bound) | Ask::NoMore(bound)) = ask;
                    let (low, high) = loose.unwrap_or((bound, bound));
                    loose = Some((low.min(bound), high.max(bound)));
                }
                Answer::None | Answer::Unsettled => return false,
            }
            true
        };
        let limits = |seen: &[Option<(u64, u64)>]| seen[at].unwrap_or((0, 0));
        if seen[at].is_none() && !ask(Ask::NoLess(0), seen) {
            return inconsistent(hidden);
        }
        let is_wide = |seen: &[Option<(u64, u64)>]| {
            let (low, high) = limits(seen);
            high - low >= width
        };
        if !is_wide(seen) {
            let (low, _) = limits(seen);
            if !ask(Ask::NoLess(low + width), seen) {
                // It ends somewhere below: where?
                let (mut reached, mut beyond) = (limits(seen).1, low + width);
                while beyond - reached > 1 {
                    let middle = reached + (beyond - reached) / 2;
                    if ask(Ask::NoLess(middle), seen) {
                        reached = middle.max(limits(seen).1);
                    } else {
                        beyond = middle;
                    }
                }
                if !is_wide(seen)
                    && !reached.checked_sub(width).is_some_and(|low| ask(Ask::NoMore(low), seen))
                {
                    let (mut below, mut reached) = (None, limits(seen).0);
                    while below.map_or(reached, |below| reached - below - 1) > 0 {
                        let middle = below.map_or(reached / 2, |b| b + (reached - b) / 2);
                        if ask(Ask::NoMore(middle), seen) {
                            reached = middle.min(limits(seen).0);
                        } else {
                            below = Some(middle);
                        }
                    }
                }
            }
        }
        let (low, high) = limits(seen);
        let taken = question.taken;
        let by_tables = Reach {
            cell: hidden.cell,
            low: low + taken,
            high: high + taken,
            demanded: width,
            proof: Proof::Tables,
        };
        match loose {
            Some((from, to)) if by_tables.is_too_narrow() => Reach {
                low: low.min(from) + taken,
                high: high.max(to) + taken,
                proof: Proof::LinearProgram,
                ..by_tables
            },
            _ => by_tables,
        }
    }
}
