//! Which raters can be held against each other, directly or by way of others?

use super::Ratings;

/// The parts that raters fall into when each two that rated a unit in common are joined: sorted,
/// and by their first rater. Between parts nothing can be said of who is stricter.
pub fn connected(ratings: &Ratings) -> Vec<Vec<u32>> {
    let raters = ratings.raters();
    let at = |rater: u32| raters.binary_search(&rater).unwrap_or(0);
    let joined = ratings.units().flat_map(|unit| {
        unit.windows(2).map(|pair| (at(pair[0].rater), at(pair[1].rater))).collect::<Vec<_>>()
    });
    let roots = parts(raters.len(), joined);
    let named = roots.into_iter().map(|part| part.into_iter().map(|at| raters[at]).collect());
    named.collect()
}

/// The parts of `n` things of which some are joined.
pub(super) fn parts(n: usize, joined: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut above: Vec<usize> = (0..n).collect();
    for (one, other) in joined {
        let (a, b) = (root(&mut above, one), root(&mut above, other));
        above[a.max(b)] = a.min(b);
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); n];
    for at in 0..n {
        let root = root(&mut above, at);
        parts[root].push(at);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The first thing of the part, as far as it is joined.
fn root(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}
