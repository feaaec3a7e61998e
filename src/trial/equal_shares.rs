//! How is a number shared out as equally as what there is allows?

/// Shares `total` over parts of which each holds at most its cap: the next unit goes to whoever has
/// fewest and is not full, of equal ones to the first. The sum is `total`, or that of the caps where
/// they are less.
pub fn equal_shares(total: u32, caps: &[u32]) -> Vec<u32> {
    let mut shares = vec![0; caps.len()];
    for _ in 0..total {
        let open = (0..caps.len()).filter(|at| shares[*at] < caps[*at]);
        let Some(at) = open.min_by_key(|at| shares[*at]) else { break };
        shares[at] += 1;
    }
    shares
}
