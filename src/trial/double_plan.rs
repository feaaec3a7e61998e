//! Who visits whom for the double ratings?

use super::equal_shares;

/// *Plan for dobbeltvurderinger* among tilsyn: how many offerings of each are assessed by each other
/// one too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoublePlan {
    /// `visits[home][guest]`: offerings of `home` that `guest` assesses too.
    pub visits: Vec<Vec<u32>>,
    /// How many were asked for.
    pub wanted: u32,
}

impl DoublePlan {
    /// Double ratings planned.
    pub fn total(&self) -> u32 {
        self.visits.iter().flatten().sum()
    }

    /// Visits that a tilsyn receives; it makes as many.
    pub fn received(&self, tilsyn: usize) -> u32 {
        self.visits[tilsyn].iter().sum()
    }

    /// Visits that a tilsyn makes to others.
    pub fn made(&self, tilsyn: usize) -> u32 {
        self.visits.iter().map(|home| home[tilsyn]).sum()
    }

    /// Offerings that two tilsyn have both assessed, whoever's they are.
    pub fn overlap(&self, one: usize, other: usize) -> u32 {
        self.visits[one][other] + self.visits[other][one]
    }
}

/// Plans `wanted` double ratings among tilsyn that have `supplies` offerings each to be visited.
///
/// All pairs as often as each other as far as supplies allow (for five tilsyn and forty ratings the
/// balanced plan v = 5, k = 2, b = 10, r = 4, λ = 1 four times over); the home tilsyn of a pair
/// alternates; and each makes as many visits as it receives. Where that can't be done with so many,
/// fewer are planned: nobody can visit itself, so no tilsyn receives more than all others together.
/// Deterministic: of equal choices the first.
pub fn double_plan(wanted: u32, supplies: &[u32]) -> DoublePlan {
    let n = supplies.len();
    let most = |total: u32| supplies.iter().map(move |supply| (*supply).min(total / 2));
    let sum = |total: u32| most(total).map(u64::from).sum::<u64>();
    let enough = |total: &u32| sum(*total) >= u64::from(*total);
    let all =
        u32::try_from(supplies.iter().map(|s| u64::from(*s)).sum::<u64>()).unwrap_or(u32::MAX);
    let total = (0..=wanted.min(all)).rev().find(enough).unwrap_or(0);
    let caps: Vec<u32> = most(total).collect();
    let received = equal_shares(total, &caps);
    let mut visits = vec![vec![0; n]; n];
    // What is left to be received and to be made.
    let (mut home_left, mut guest_left) = (received.clone(), received);
    for left in (1..=total).rev() {
        let rest = left - 1;
        let can = |home: usize, guest: usize| {
            home != guest && home_left[home] > 0 && guest_left[guest] > 0
                // What is then left can still be planned: nobody is to visit itself.
                && (0..n).all(|at| {
                    home_left[at] + guest_left[at]
                        <= rest + u32::from(at == home) + u32::from(at == guest)
                })
        };
        let pairs = (0..n).flat_map(|home| (0..n).map(move |guest| (home, guest)));
        let next = pairs.filter(|(home, guest)| can(*home, *guest)).min_by_key(|(home, guest)| {
            let overlap = visits[*home][*guest] + visits[*guest][*home];
            let load = home_left[*home] + guest_left[*guest];
            (overlap, visits[*home][*guest], std::cmp::Reverse(load))
        });
        let Some((home, guest)) = next else { break };
        visits[home][guest] += 1;
        home_left[home] -= 1;
        guest_left[guest] -= 1;
    }
    even_out(&mut visits);
    DoublePlan { visits, wanted }
}

/// Tilsyn whose visits are evened out.
const MOST_EVENED_OUT: usize = 12;

/// Two visits exchange their guests as long as that brings pairs nearer to each other, or the two
/// ways of a pair: who makes and receives how many stays as it is.
fn even_out(visits: &mut [Vec<u32>]) {
    let n = visits.len();
    // Five tilsyn there are; among many more there is too much to try, and little to even out.
    if n > MOST_EVENED_OUT {
        return;
    }
    let pairs: Vec<(usize, usize)> =
        (0..n).flat_map(|home| (0..n).map(move |guest| (home, guest))).collect();
    let unevenness = |visits: &[Vec<u32>]| -> (u64, u64) {
        let square = |n: u32| u64::from(n) * u64::from(n);
        let ways = pairs.iter().map(|(a, b)| square(visits[*a][*b])).sum();
        (pairs.iter().map(|(a, b)| square(visits[*a][*b] + visits[*b][*a])).sum(), ways)
    };
    let mut least = unevenness(visits);
    let mut is_better = true;
    while is_better {
        is_better = false;
        for (a, b) in &pairs {
            for (c, d) in &pairs {
                if visits[*a][*b] == 0 || visits[*c][*d] == 0 || a == d || c == b || a == c {
                    continue;
                }
                exchange(visits, [*a, *b, *c, *d]);
                let now = unevenness(visits);
                if now < least {
                    (least, is_better) = (now, true);
                } else {
                    exchange(visits, [*a, *d, *c, *b]);
                }
            }
        }
    }
}

/// `a` is visited by `d` instead of `b`, and `c` by `b` instead of `d`.
fn exchange(visits: &mut [Vec<u32>], [a, b, c, d]: [usize; 4]) {
    visits[a][b] -= 1;
    visits[c][d] -= 1;
    visits[a][d] += 1;
    visits[c][b] += 1;
}
