//! Which cells does a sum of others give away, and which must be hidden with them? Gaussian
//! elimination over all tables at once (Langsrud 2024, doi 10.1007/978-3-031-69651-0_6).
//!
//! Every published cell is a vector over the inner cells. What may be shown is taken one by one, the
//! worthiest first, as long as nothing that must be hidden becomes a sum of what is shown. Reckoned
//! modulo a prime near 2^61: exact but for a chance of 2^-61 that a number is taken for zero, which
//! the attack would find.

use std::cmp::Reverse;

use super::release::{Cause, Need, Release};

const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    // Both are below 2^61, so that the rest is too.
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or(0)
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(of: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, of, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

/// A vector over the inner cells: those that are not zero, ascending.
type Sparse = Vec<(u32, u64)>;

/// `from` less so much of `row` that its entry at the row's first cell is gone.
fn reduced(from: &Sparse, row: &Sparse) -> Sparse {
    let Some(&(lead, _)) = row.first() else { return from.clone() };
    let Ok(at) = from.binary_search_by_key(&lead, |entry| entry.0) else { return from.clone() };
    let factor = from[at].1;
    let mut result = Vec::with_capacity(from.len() + row.len());
    let (mut a, mut b) = (from.iter().peekable(), row.iter().peekable());
    loop {
        let entry = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                let entry = (x.0, minus(x.1, times(factor, y.1)));
                a.next();
                b.next();
                entry
            }
            (Some(x), Some(y)) if x.0 < y.0 => {
                let entry = **x;
                a.next();
                entry
            }
            (_, Some(y)) => {
                let entry = (y.0, minus(0, times(factor, y.1)));
                b.next();
                entry
            }
            (Some(x), None) => {
                let entry = **x;
                a.next();
                entry
            }
            (None, None) => return result,
        };
        if entry.1 != 0 {
            result.push(entry);
        }
    }
}

/// With a 1 in front.
fn scaled(row: Sparse) -> Sparse {
    let Some(&(_, first)) = row.first() else { return row };
    let by = inverse(first);
    row.into_iter().map(|(at, value)| (at, times(value, by))).collect()
}

/// The rows taken so far, by their first cell.
struct Pivots {
    by_lead: Vec<Option<Sparse>>,
}

impl Pivots {
    /// What is left of a vector: nothing, when it is a sum of what was taken.
    fn rest(&self, mut row: Sparse) -> Sparse {
        let mut next = 0;
        while let Some(&(lead, _)) = row.get(next) {
            match &self.by_lead[lead as usize] {
                Some(pivot) => {
                    row = reduced(&row, pivot);
                    next = row.partition_point(|entry| entry.0 < lead);
                }
                None => next += 1,
            }
        }
        row
    }
}

/// What is hidden and why, so that no cell that must be hidden is a sum of what is shown. How near it
/// can be told, and what an insider can tell, is not asked here: see [`super::protect`].
pub(super) fn eliminate(release: &Release) -> Vec<Option<Cause>> {
    let cells = &release.cells;
    let is_zero = |inner: u32| release.zeros_are_shown && release.values[inner as usize] == 0;
    let vector = |cell: usize| -> Sparse {
        let inner = cells[cell].inner.iter().filter(|inner| !is_zero(**inner));
        inner.map(|inner| (*inner, 1)).collect()
    };
    let must: Vec<usize> =
        (0..cells.len()).filter(|at| matches!(cells[*at].need, Need::Hide { .. })).collect();
    let mut hidden = vec![None; cells.len()];
    for at in &must {
        hidden[*at] = Some(Cause::Primary);
    }

    let mut primaries: Vec<Sparse> = must.iter().map(|at| vector(*at)).collect();
    primaries.retain(|row| !row.is_empty());

    let mut order: Vec<usize> = (0..cells.len()).filter(|at| hidden[*at].is_none()).collect();
    order.sort_by_key(|at| {
        let cell = &cells[*at];
        let value = release.value(*at);
        let first = match cell.need {
            Need::Known => 0,
            _ if value == 0 && release.zeros_are_shown => 1,
            _ => 2,
        };
        let worth = u128::from(value + 1) * u128::from(cell.worth);
        (first, Reverse(worth), Reverse(cell.inner.len()), *at)
    });
    let mut pivots = Pivots { by_lead: vec![None; release.values.len()] };
    let mut primaries: Vec<Sparse> = primaries.into_iter().map(scaled).collect();
    for at in order {
        let rest = scaled(pivots.rest(vector(at)));
        let Some(&(lead, _)) = rest.first() else { continue };
        let is_forced = cells[at].need == Need::Known;
        if !is_forced && primaries.contains(&rest) {
            hidden[at] = Some(Cause::Secondary);
            continue;
        }
        for primary in &mut primaries {
            if primary.binary_search_by_key(&lead, |entry| entry.0).is_ok() {
                *primary = scaled(reduced(primary, &rest));
            }
        }
        // What a known cell gives away is beyond help; the attack names it.
        primaries.retain(|row| !row.is_empty());
        pivots.by_lead[lead as usize] = Some(rest);
    }
    hidden
}
