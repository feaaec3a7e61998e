//! How many stood where, run after run?

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{RunThen, Standing};

/// The offerings of a group in a region in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingsThen {
    /// The run: a place among those given.
    pub run: usize,
    /// The group's slug; `None`: all groups.
    pub target_group: Option<Arc<str>>,
    /// The region; the outer `None`: all regions, the inner: not reported.
    pub region: Option<Option<Arc<str>>>,
    /// Offerings, along [`Standing::ALL`].
    pub n: [u64; Standing::ALL.len()],
}

impl StandingsThen {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.n.iter().sum()
    }
}

/// The offerings of each group and region, run after run; sorted by group, region and run, the
/// whole first. A group and region that is in any run has a row for each.
pub fn standings_over_time(runs: &[&RunThen]) -> Vec<StandingsThen> {
    type Of = (Option<Arc<str>>, Option<Option<Arc<str>>>);
    let mut all: BTreeMap<Of, Vec<[u64; Standing::ALL.len()]>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        for offering in &run.offerings {
            for group in [None, Some(offering.key.target_group.clone())] {
                for region in [None, Some(offering.region.clone())] {
                    let n = all
                        .entry((group.clone(), region))
                        .or_insert_with(|| vec![Default::default(); runs.len()]);
                    n[at][offering.recorded.standing as usize] += 1;
                }
            }
        }
    }
    let rows = all.into_iter().flat_map(|((target_group, region), of_runs)| {
        of_runs.into_iter().enumerate().map(move |(run, n)| StandingsThen {
            run,
            target_group: target_group.clone(),
            region: region.clone(),
            n,
        })
    });
    rows.collect()
}
