//! How many went from where to where, which way, and by what?

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ByCause, Comparison, Direction, OfferingThen, Presence, Standing};

/// Standings, and behind them: not in the run.
pub const PLACES: usize = Standing::ALL.len() + 1;

/// *Overgange*: offerings by where they stood and stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    /// The group's slug; `None`: all groups.
    pub target_group: Option<Arc<str>>,
    /// `counts[old][new]`, along [`Standing::ALL`], the last: not in the run.
    pub counts: [[u64; PLACES]; PLACES],
}

/// The moves of a group in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directed {
    /// The group's slug; `None`: all groups.
    pub target_group: Option<Arc<str>>,
    /// Which way.
    pub direction: Direction,
    /// How many, by cause.
    pub moves: ByCause,
}

/// Offerings by where they stood and stand: all groups together first, then each that is in either
/// run. A part that is split otherwise in the other run is not in it.
pub fn transitions(comparison: &Comparison<'_>) -> Vec<Transitions> {
    let mut all: BTreeMap<Option<Arc<str>>, Transitions> = BTreeMap::new();
    let mut add = |of: &OfferingThen, old: usize, new: usize| {
        for group in [None, Some(of.key.target_group.clone())] {
            let of_group = || Transitions { target_group: group.clone(), ..Transitions::default() };
            all.entry(group.clone()).or_insert_with(of_group).counts[old][new] += 1;
        }
    };
    let absent = PLACES - 1;
    for (old, new) in &comparison.pairs {
        add(old, old.recorded.standing as usize, new.recorded.standing as usize);
    }
    for change in &comparison.changes {
        let standing = change.offering.recorded.standing as usize;
        let (old, new) =
            if change.presence.is_new() { (absent, standing) } else { (standing, absent) };
        add(change.offering, old, new);
    }
    all.into_values().collect()
}

/// The moves by direction and cause: all groups together first, then each with any.
pub fn moves_by_cause(comparison: &Comparison<'_>) -> Vec<Directed> {
    let mut all: BTreeMap<(Option<Arc<str>>, Direction), ByCause> = BTreeMap::new();
    for moved in &comparison.moves {
        for group in [None, Some(moved.old.key.target_group.clone())] {
            all.entry((group, moved.direction)).or_default().add(moved.why.as_ref());
        }
    }
    let directed = |((target_group, direction), moves)| Directed { target_group, direction, moves };
    all.into_iter().map(directed).collect()
}

/// How many offerings are in one run only, by what that means, along [`Presence::ALL`].
pub fn n_changes(comparison: &Comparison<'_>) -> [u64; Presence::ALL.len()] {
    let mut n = [0; Presence::ALL.len()];
    for change in &comparison.changes {
        n[change.presence as usize] += 1;
    }
    n
}
