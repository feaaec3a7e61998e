//! What does a sample as it was answered say of a share of the population?

use super::{
    Answered, AnsweredStratum, NoShare, StratifiedShare, Stratum, collapse_unanswered,
    stratified_share,
};

/// A stratum with its answers.
#[derive(Clone, Copy, Debug)]
pub struct StratumAnswers<'s> {
    /// The stratum.
    pub stratum: &'s Stratum,
    /// Units of it that answered.
    pub n: u32,
    /// Of these, how many are what is looked for.
    pub hits: u32,
}

/// A share, and what had to be put together for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedShare {
    /// The share, or why there is none.
    pub share: Result<StratifiedShare, NoShare>,
    /// Strata that stand together with another because too few of them answered.
    pub n_collapsed: usize,
}

/// The share of a target group's (or one of its areas') population, each answer with the weight
/// `N_h / n_h` of its stratum: who did not answer is taken to be like those of the same stratum that
/// did. Strata of which too few answered are put together first, by [`collapse_unanswered`].
pub fn weighted_share(strata: &[StratumAnswers<'_>]) -> WeightedShare {
    let answered: Vec<AnsweredStratum<'_>> =
        strata.iter().map(|s| AnsweredStratum { stratum: s.stratum, n: s.n }).collect();
    let parts = collapse_unanswered(&answered);
    let sum = |part: &[usize], of: fn(&StratumAnswers<'_>) -> u32| {
        part.iter().map(|at| of(&strata[*at])).fold(0, u32::saturating_add)
    };
    let joined: Vec<Answered> = parts
        .iter()
        .map(|part| Answered {
            population: sum(part, |s| s.stratum.population),
            n: sum(part, |s| s.n),
            hits: sum(part, |s| s.hits),
        })
        .collect();
    let n_collapsed = parts.iter().filter(|part| part.len() > 1).map(Vec::len).sum();
    WeightedShare { share: stratified_share(&joined), n_collapsed }
}
