//! Which strata are put together when too few of one answered?

use super::Stratum;

/// A stratum, and how many of it answered.
#[derive(Clone, Copy, Debug)]
pub struct AnsweredStratum<'s> {
    /// The stratum.
    pub stratum: &'s Stratum,
    /// Units of it that answered.
    pub n: u32,
}

/// Answers that a stratum must have, so that how its units differ can be seen.
const ENOUGH: u32 = 2;

/// Puts strata of one target group together until at least two of each answered, or all of it: the
/// smallest that lacks answers goes together with the smallest of those that are most like it (same
/// region and ownership, else same region, else same ownership, else any), of equal ones with the
/// first (Reading R77). Gives the places of the strata that stand together; a single one may be left
/// that nobody can help.
pub fn collapse_unanswered(strata: &[AnsweredStratum<'_>]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = (0..strata.len()).map(|at| vec![at]).collect();
    let population = |part: &[usize]| -> u64 {
        part.iter().map(|at| u64::from(strata[*at].stratum.population)).sum()
    };
    let lacks = |part: &[usize]| {
        let n: u32 = part.iter().map(|at| strata[*at].n).fold(0, u32::saturating_add);
        n < ENOUGH && u64::from(n) < population(part)
    };
    let unlike = |one: &[usize], other: &[usize]| {
        let pairs = || one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
        let is_same = |of: fn(&Stratum, &Stratum) -> bool| {
            pairs().any(|(a, b)| of(strata[a].stratum, strata[b].stratum))
        };
        let in_region = |a: &Stratum, b: &Stratum| a.regions.iter().any(|r| b.regions.contains(r));
        let owned =
            |a: &Stratum, b: &Stratum| a.ownerships.iter().any(|o| b.ownerships.contains(o));
        match (is_same(in_region), is_same(owned)) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        }
    };
    while parts.len() > 1 {
        let lacking = (0..parts.len()).filter(|at| lacks(&parts[*at]));
        let Some(least) = lacking.min_by_key(|at| population(&parts[*at])) else { break };
        let others = (0..parts.len()).filter(|at| *at != least);
        let nearest =
            others.min_by_key(|at| (unlike(&parts[least], &parts[*at]), population(&parts[*at])));
        let Some(other) = nearest else { break };
        let gone = parts.remove(least.max(other));
        let keep = &mut parts[least.min(other)];
        keep.extend(gone);
        keep.sort_unstable();
    }
    parts
}
