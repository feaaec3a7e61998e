//! How are counts rounded so that no small one is shown and all still add up?
//!
//! Small count rounding (Langsrud and Heldal, Statistical Journal of the IAOS 34(4), 2018): what
//! stands behind a small published count is rounded, cell by cell, to a multiple of the base, and
//! everything that is published is added up from there. Which go up is chosen so that the published
//! counts move least.

use std::collections::BTreeSet;

/// The inner cells' values such that no published sum that is small or must not be told is shown as
/// it is, and none is above 0 and below the base. `published` are sums of inner cells, and whether
/// each must not be told.
pub(super) fn rounded(values: &[u64], published: &[(&[u32], bool)], base: u64) -> Vec<u64> {
    let mut touched: BTreeSet<u32> = BTreeSet::new();
    loop {
        let made = with_rounded(values, published, &touched, base);
        let sum = |of: &[u64], inner: &[u32]| inner.iter().map(|at| of[*at as usize]).sum::<u64>();
        let is_small = |n: u64| n > 0 && n < base;
        let more: Vec<u32> = published
            .iter()
            .filter(|(inner, must)| {
                is_small(sum(&made, inner)) || *must || is_small(sum(values, inner))
            })
            .flat_map(|(inner, _)| inner.iter().copied())
            .filter(|at| !values[*at as usize].is_multiple_of(base) && !touched.contains(at))
            .collect();
        if more.is_empty() {
            return made;
        }
        touched.extend(more);
    }
}

/// All that is touched is a multiple of the base: down, and then up where it helps most, as many as
/// keep the total.
fn with_rounded(
    values: &[u64],
    published: &[(&[u32], bool)],
    touched: &BTreeSet<u32>,
    base: u64,
) -> Vec<u64> {
    let mut made = values.to_vec();
    let mut rest = 0;
    for at in touched {
        rest += values[*at as usize] % base;
        made[*at as usize] -= values[*at as usize] % base;
    }
    let stands_in = |at: &u32| -> Vec<usize> {
        let is_in = |sum: &usize| published[*sum].0.binary_search(at).is_ok();
        (0..published.len()).filter(is_in).collect()
    };
    let mut down: Vec<(u32, Vec<usize>)> = touched.iter().map(|at| (*at, stands_in(at))).collect();
    // How much of each published sum is wanting.
    let mut wanting: Vec<i64> = published
        .iter()
        .map(|(inner, _)| {
            let of = |from: &[u64]| inner.iter().map(|at| from[*at as usize]).sum::<u64>();
            i64::try_from(of(values) - of(&made)).unwrap_or(i64::MAX)
        })
        .collect();
    let base_signed = i64::try_from(base).unwrap_or(1);
    for _ in 0..(rest + base / 2) / base {
        let gain = |sums: &[usize]| -> i64 {
            // What the squares of what is wanting fall by when so much is added.
            sums.iter().map(|sum| base_signed * (2 * wanting[*sum] - base_signed)).sum()
        };
        let best = (0..down.len()).max_by_key(|at| {
            let (inner, sums) = &down[*at];
            (gain(sums), std::cmp::Reverse(*inner))
        });
        let Some(best) = best else { break };
        let (at, sums) = down.remove(best);
        made[at as usize] += base;
        for sum in sums {
            wanting[sum] -= base_signed;
        }
    }
    made
}
