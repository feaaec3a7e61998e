//! How is a whole number shared out in whole numbers, so that nothing is lost?

/// Shares `total` in proportion to `weights` by largest remainder (Hamilton's method; Balinski &
/// Young, *Fair Representation*, 1982): everybody gets the whole part of the quota, and what is
/// left goes to the largest remainders, of equal ones to the first. Exact: no rounding decides.
///
/// The shares add up to `total`, unless all weights are 0: then all shares are 0. `total` times the
/// sum of the weights must fit into 128 bits, as any number of persons does.
pub fn largest_remainder(total: u64, weights: &[u128]) -> Vec<u64> {
    let all: u128 = weights.iter().sum();
    if all == 0 {
        return vec![0; weights.len()];
    }
    let quota = |weight: u128| u128::from(total) * weight;
    let whole = |weight: u128| u64::try_from(quota(weight) / all).unwrap_or(total);
    let mut shares: Vec<u64> = weights.iter().map(|weight| whole(*weight)).collect();
    let left = total - shares.iter().sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    // Stable, so that the first of equal remainders stays first.
    by_remainder.sort_by_key(|at| std::cmp::Reverse(quota(weights[*at]) % all));
    for at in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares
}
