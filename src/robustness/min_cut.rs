//! Which monotone rule loses least? One minimum cut.
//!
//! For each of the 3 x 256 pairs of level and set, the rule says "enough" or not, and each answer
//! has its cost. Answers bind each other: enough stays enough with one parameter more, and enough
//! for a level is enough for the one below. Such a choice of least cost is a minimum cut (Picard
//! 1976, Management Science 22; docs/robusthed.md), found here by Dinic's algorithm (1970).

use std::collections::VecDeque;

use super::Costs;
use crate::model::{Level, ParameterSet};

const SOURCE: usize = 3 * 256;
const SINK: usize = SOURCE + 1;

/// More than all costs together can be: an edge that is never cut.
const ENDLESS: i64 = i64::MAX / 4;

/// One level of loss is worth more than any number of other answers.
const UNIT: i64 = 1024;

/// Where costs leave several best rules, the one that differs least from `preferred` is taken.
/// Nothing met is never enough, and everything met always is.
pub(super) fn best_monotone(
    costs: &Costs,
    preferred: impl Fn(Level, ParameterSet) -> bool,
) -> Box<[[bool; 256]; 3]> {
    let mut network = Network::new(SINK + 1);
    for level in Level::ALL {
        for set in (0..=u8::MAX).map(ParameterSet) {
            let (at, this) = (level.index(), node(level.index(), set));
            let place = usize::from(set.0);
            let is_preferred = preferred(level, set);
            // On the source's side: enough.
            let not = i64::from(costs.if_not[at][place]) * UNIT + i64::from(is_preferred);
            let enough = i64::from(costs.if_enough[at][place]) * UNIT + i64::from(!is_preferred);
            network.edge(SOURCE, this, if set == ParameterSet::FULL { ENDLESS } else { not });
            network.edge(this, SINK, if set.is_empty() { ENDLESS } else { enough });
            for parameter in ParameterSet(!set.0).iter() {
                network.edge(this, node(at, set.with(parameter)), ENDLESS);
            }
            if at > 0 {
                network.edge(this, node(at - 1, set), ENDLESS);
            }
        }
    }
    let is_enough = network.source_side();
    let mut result = Box::new([[false; 256]; 3]);
    for (at, of_level) in result.iter_mut().enumerate() {
        for (set, enough) in (0..=u8::MAX).map(ParameterSet).zip(of_level.iter_mut()) {
            *enough = is_enough[node(at, set)];
        }
    }
    result
}

fn node(level: usize, set: ParameterSet) -> usize {
    level * 256 + usize::from(set.0)
}

struct Edge {
    to: usize,
    left: i64,
}

/// A flow network; edge `e` and its return `e ^ 1` stand side by side.
struct Network {
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

impl Network {
    fn new(n_nodes: usize) -> Self {
        Self { edges: Vec::new(), from: vec![Vec::new(); n_nodes] }
    }

    fn edge(&mut self, from: usize, to: usize, capacity: i64) {
        self.from[from].push(self.edges.len());
        self.edges.push(Edge { to, left: capacity });
        self.from[to].push(self.edges.len());
        self.edges.push(Edge { to: from, left: 0 });
    }

    /// Sends all the flow there is, and says which nodes then still hang together with the source.
    fn source_side(mut self) -> Vec<bool> {
        loop {
            let depths = self.depths();
            if depths[SINK].is_none() {
                return depths.iter().map(Option::is_some).collect();
            }
            let mut next = vec![0; self.from.len()];
            while self.push(SOURCE, ENDLESS, &depths, &mut next) > 0 {}
        }
    }

    fn depths(&self) -> Vec<Option<u32>> {
        let mut depths = vec![None; self.from.len()];
        depths[SOURCE] = Some(0);
        let mut queue = VecDeque::from([(SOURCE, 0)]);
        while let Some((node, depth)) = queue.pop_front() {
            for edge in self.from[node].iter().map(|edge| &self.edges[*edge]) {
                if edge.left > 0 && depths[edge.to].is_none() {
                    depths[edge.to] = Some(depth + 1);
                    queue.push_back((edge.to, depth + 1));
                }
            }
        }
        depths
    }

    /// Sends flow along one shortest path. Paths are at most as long as there are parameters and
    /// levels, so the call stack stays shallow.
    fn push(&mut self, node: usize, flow: i64, depths: &[Option<u32>], next: &mut [usize]) -> i64 {
        if node == SINK {
            return flow;
        }
        while let Some(at) = self.from[node].get(next[node]).copied() {
            let Edge { to, left } = self.edges[at];
            if left > 0 && depths[to] == depths[node].map(|depth| depth + 1) {
                let sent = self.push(to, flow.min(left), depths, next);
                if sent > 0 {
                    self.edges[at].left -= sent;
                    self.edges[at ^ 1].left += sent;
                    return sent;
                }
            }
            next[node] += 1;
        }
        0
    }
}
