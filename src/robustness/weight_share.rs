//! How likely is it that a set of parameters holds enough of the weight?
//!
//! Exact, no sampling. `k` of `n` parameters are in the set S, λ is the share that must be held.

use super::weighting::orders;
use super::{Priority, Weighting};
use crate::model::{Parameter, ParameterSet};
use crate::place::Fraction;

/// `P(w(S) >= λ)` for each set S of the relevant parameters, at place `S`; other places hold 0.
/// Nothing met is never enough and everything met always is, as in any rule.
pub fn weight_shares(
    weighting: &Weighting,
    relevant: ParameterSet,
    share: Fraction,
) -> Box<[f64; 256]> {
    let n = relevant.len();
    let by_size = |a: u8| {
        let mut table = Box::new([0.0; 256]);
        let of_size: Vec<f64> = (0..=n).map(|k| holds(k, n, a, share)).collect();
        for set in subsets(relevant) {
            table[usize::from(set.0)] = of_size[set.len() as usize];
        }
        table
    };
    match weighting {
        Weighting::Uniform => by_size(1),
        Weighting::NearEqual(a) => by_size((*a).clamp(1, Weighting::LARGEST_CONCENTRATION)),
        Weighting::Prioritised(priority) => in_priority(priority, relevant, share),
    }
}

/// `T(k, λ)`: weights are Dirichlet(a, …, a), so w(S) is Beta(ka, (n − k)a), and with whole
/// parameters p, q `P(Beta(p, q) >= λ) = Σ_{i<p} C(p+q−1, i) λ^i (1−λ)^{p+q−1−i}`
/// (docs/robusthed.md; the question is SMAA-TRI's: Tervonen et al., EJOR 197, 2009).
pub fn holds(k: u32, n: u32, a: u8, share: Fraction) -> f64 {
    if k == 0 || k >= n {
        return if k == 0 { 0.0 } else { 1.0 };
    }
    let denominator = f64::from(share.denominator());
    let lambda = f64::from(share.numerator()) / denominator;
    let rest = f64::from(share.denominator() - share.numerator().min(share.denominator()));
    let rest = rest / denominator;
    let last = u32::from(a) * n - 1;
    let mut choose = 1.0;
    let mut sum = 0.0;
    for i in 0..u32::from(a) * k {
        sum += choose * power(lambda, i) * power(rest, last - i);
        choose *= f64::from(last - i) / f64::from(i + 1);
    }
    sum.min(1.0)
}

fn power(base: f64, exponent: u32) -> f64 {
    // At most 8 x 16 − 1.
    base.powi(i32::try_from(exponent).unwrap_or(i32::MAX))
}

/// The mean over all orders that keep the priority (docs/robusthed.md: a partial order is the mean over
/// its linear extensions). Orders of the relevant parameters only: what is not relevant leaves n.
fn in_priority(priority: &Priority, relevant: ParameterSet, share: Fraction) -> Box<[f64; 256]> {
    let n = relevant.len();
    let in_pattern: Vec<f64> =
        (0..1u32 << n).map(|pattern| holds_in_order(pattern, n, share)).collect();
    let mut sums = Box::new([0.0; 256]);
    let mut n_orders = 0u32;
    let mut patterns = [0u8; 256];
    let sets: Vec<ParameterSet> = subsets(relevant).filter(|set| !set.is_empty()).collect();
    orders(relevant, priority.heavier(), &mut |order: &[Parameter]| {
        let mut place = [0u8; 8];
        for (at, parameter) in order.iter().enumerate() {
            place[parameter.index()] = 1 << at;
        }
        // Sets come smallest number first, so the one without its lowest parameter is there.
        for set in &sets {
            let lowest = set.0.trailing_zeros() as usize;
            let pattern = patterns[usize::from(set.0 & (set.0 - 1))] | place[lowest];
            patterns[usize::from(set.0)] = pattern;
            sums[usize::from(set.0)] += in_pattern[usize::from(pattern)];
        }
        n_orders += 1;
    });
    for sum in sums.iter_mut() {
        *sum /= f64::from(n_orders.max(1));
    }
    sums
}

/// `P(w(S) >= λ)` with `w_(1) >= … >= w_(n)`, uniform on that set; bit i of `pattern` says whether
/// the (i+1)-th heaviest is in S. With `A_i = |S ∩ first i| / i`, w(S) is `Σ u_i A_i` with u
/// uniform on the simplex, and `P(Σ u_i (A_i − λ) <= 0)` is the recurrence of Varsi (1973) and
/// Ali (1973), all of whose terms are non-negative (docs/robusthed.md).
pub fn holds_in_order(pattern: u32, n: u32, share: Fraction) -> f64 {
    let met = pattern & ((1 << n) - 1);
    if met == 0 || met.count_ones() == n {
        return if met == 0 { 0.0 } else { 1.0 };
    }
    let (numerator, denominator) = (i64::from(share.numerator()), i64::from(share.denominator()));
    let (mut above, mut below) = (Vec::with_capacity(8), Vec::with_capacity(8));
    for i in 1..=n {
        let of_first = i64::from((met & ((1 << i) - 1)).count_ones());
        // A_i − λ, its sign in whole numbers.
        let over = of_first * denominator - numerator * i64::from(i);
        let difference = over as f64 / (f64::from(i) * denominator as f64);
        if over >= 0 { above.push(difference) } else { below.push(difference) }
    }
    let mut sums = vec![0.0; above.len() + 1];
    sums[0] = 1.0;
    for x in below {
        for (j, y) in (1..).zip(&above) {
            sums[j] = (y * sums[j] - x * sums[j - 1]) / (y - x);
        }
    }
    1.0 - sums[above.len()]
}

/// All subsets, smallest number first.
pub(super) fn subsets(of: ParameterSet) -> impl Iterator<Item = ParameterSet> {
    (0..=u8::MAX).filter(move |set| set & !of.0 == 0).map(ParameterSet)
}
