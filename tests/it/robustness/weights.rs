//! Weights integrated out: against rational arithmetic, sampling, and by moving them.

use niveau::model::{
    Attained, GradeBounds, GradePlanes, Level, Parameter, ParameterSet, PerParameter,
};
use niveau::place::{Comparison, Fraction, NotRelevant, Rule, is_assessable};
use niveau::robustness::{
    AcceptabilityTables, FirmnessTables, GradeShares, KnownAcceptability, Priority, Radius,
    RadiusTables, Weighting, Weights, deciding_unknown, drop, holds, holds_in_order, lift,
    single_weight, weight_shares,
};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{
    Exact, a_rule, attained, digits_with_bounds, grades, majority, planes, rule, share, some_digits,
};

const SHARES: [&str; 6] = ["1/2", "5/8", "3/4", "1/3", "7/8", "1/8"];

fn tables_of(rule: &Rule, weights: Weights<'_>, shares: &GradeShares) -> AcceptabilityTables {
    KnownAcceptability::of(rule, weights).with(shares)
}

fn exact(share: Fraction) -> Exact {
    Exact::new(share.numerator().into(), share.denominator().into())
}

fn choose(n: u32, k: u32) -> i128 {
    (0..k).fold(1, |product, i| product * i128::from(n - i) / i128::from(i + 1))
}

/// `P(Beta(p, q) >= λ)` by integrating the density, expanded in powers of x: another road than
/// the binomial sum.
fn beta_tail(p: u32, q: u32, lambda: Exact) -> Exact {
    let one = Exact::new(1, 1);
    let mut integral = Exact::new(0, 1);
    for i in 0..q {
        let exponent = p + i;
        let term = Exact::new(choose(q - 1, i), i128::from(exponent))
            .times(one.minus(lambda.power(exponent)));
        integral = if i % 2 == 0 { integral.plus(term) } else { integral.minus(term) };
    }
    integral.times(Exact::new(i128::from(q) * choose(p + q - 1, q), 1))
}

#[test]
fn the_share_of_weightings_equals_rational_arithmetic() {
    for text in SHARES {
        let share = share(text);
        for n in 1..=8 {
            assert!(holds(0, n, 1, share).abs() < 1e-300);
            assert!((holds(n, n, 1, share) - 1.0).abs() < 1e-300);
            for k in 1..n {
                for a in [1, 2] {
                    let wide = u32::from(a);
                    let wanted = beta_tail(wide * k, wide * (n - k), exact(share)).float();
                    let got = holds(k, n, a, share);
                    assert!((got - wanted).abs() < 1e-12, "{k} of {n}, {text}: {got} {wanted}");
                }
            }
        }
    }
}

#[test]
fn the_values_of_the_method_note_come_out() {
    let row = |text: &str| -> Vec<String> {
        (1..8).map(|k| format!("{:.5}", holds(k, 8, 1, share(text)))).collect()
    };
    assert_eq!(row("1/2").join(" "), "0.00781 0.06250 0.22656 0.50000 0.77344 0.93750 0.99219");
    assert_eq!(row("5/8").join(" "), "0.00104 0.01321 0.07404 0.24302 0.52465 0.80628 0.96275");
    assert_eq!(row("3/4").join(" "), "0.00006 0.00134 0.01288 0.07056 0.24359 0.55505 0.86652");
}

/// The recurrence of Varsi and Ali in exact fractions: `P(w(S) <= λ)`.
fn varsi_ali(pattern: u32, n: u32, lambda: Exact) -> Exact {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for i in 1..=n {
        let met = (pattern & ((1 << i) - 1)).count_ones();
        let difference = Exact::new(met.into(), i.into()).minus(lambda);
        if difference.above >= 0 { above.push(difference) } else { below.push(difference) }
    }
    let mut sums = vec![Exact::new(0, 1); above.len() + 1];
    sums[0] = Exact::new(1, 1);
    for x in below {
        for (j, y) in (1..).zip(&above) {
            sums[j] = y.times(sums[j]).minus(x.times(sums[j - 1])).over(y.minus(x));
        }
    }
    sums[above.len()]
}

#[test]
fn ordered_weights_averaged_over_all_patterns_are_the_uniform_ones() {
    let one = Exact::new(1, 1);
    for text in ["1/2", "5/8", "3/4", "1/3"] {
        let share = share(text);
        for n in 2..=8 {
            for k in 1..n {
                let patterns: Vec<u32> = (0..1u32 << n).filter(|p| p.count_ones() == k).collect();
                let mut sum = Exact::new(0, 1);
                for pattern in &patterns {
                    let wanted = one.minus(varsi_ali(*pattern, n, exact(share)));
                    let got = holds_in_order(*pattern, n, share);
                    assert!((got - wanted.float()).abs() < 1e-12, "{pattern:b} of {n}, {text}");
                    sum = sum.plus(wanted);
                }
                let mean = sum.over(Exact::new(patterns.len().try_into().unwrap(), 1));
                assert_eq!(mean, beta_tail(k, n - k, exact(share)), "{k} of {n}, {text}");
            }
        }
    }
}

fn priority(groups: &[u8]) -> Priority {
    Priority {
        name: "prøve".into(),
        title: "Prøve".into(),
        source: "test".into(),
        groups: groups.iter().map(|bits| ParameterSet(*bits)).collect(),
    }
}

#[test]
fn no_priority_at_all_is_the_uniform_weighting_and_a_full_one_is_its_order() {
    for relevant in [0xFF, 0x7F, 0b1010_0110].map(ParameterSet) {
        let uniform = weight_shares(&Weighting::Uniform, relevant, share("1/2"));
        let none = Weighting::Prioritised(priority(&[]));
        let none = weight_shares(&none, relevant, share("1/2"));
        for (a, b) in uniform.iter().zip(none.iter()) {
            assert!((a - b).abs() < 1e-12);
        }
    }
    // The last parameter heaviest, the first lightest.
    let order: Vec<u8> = (0..8).rev().map(|bit| 1 << bit).collect();
    let ordered = Weighting::Prioritised(priority(&order));
    let ordered = weight_shares(&ordered, ParameterSet::FULL, share("1/2"));
    for set in 0..=u8::MAX {
        let wanted = holds_in_order(set.reverse_bits().into(), 8, share("1/2"));
        assert!((ordered[usize::from(set)] - wanted).abs() < 1e-12);
    }
}

#[test]
fn a_group_before_another_is_the_mean_over_the_orders_that_keep_it() {
    let [heavy, light] = [0b0010_0101_u8, 0b1101_1010];
    let weighting = Weighting::Prioritised(priority(&[heavy]));
    let shares = weight_shares(&weighting, ParameterSet::FULL, share("5/8"));
    // By symmetry within the groups: the mean over which of the first three, and of the last
    // five, places are met.
    for (met_heavy, met_light) in [(0, 3), (1, 2), (2, 2), (3, 1), (3, 4)] {
        let patterns: Vec<u32> = (0..256u32)
            .filter(|p| (p & 7).count_ones() == met_heavy && (p >> 3).count_ones() == met_light)
            .collect();
        let sum: f64 = patterns.iter().map(|p| holds_in_order(*p, 8, share("5/8"))).sum();
        let set = (0..=u8::MAX)
            .find(|s| {
                (s & heavy).count_ones() == met_heavy && (s & light).count_ones() == met_light
            })
            .unwrap();
        let wanted = sum / patterns.len() as f64;
        assert!((shares[usize::from(set)] - wanted).abs() < 1e-12);
    }
}

/// Weights drawn at random, as one would without the closed form.
struct Sampler(ChaCha8Rng);

impl Sampler {
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Gamma with a whole shape: a sum of exponentials.
    fn gamma(&mut self, shape: u8) -> f64 {
        -(0..shape).map(|_| 1.0 - self.unit()).product::<f64>().ln()
    }

    fn weights(&mut self, shape: u8) -> [f64; 8] {
        let drawn: [f64; 8] = std::array::from_fn(|_| self.gamma(shape));
        let sum: f64 = drawn.iter().sum();
        drawn.map(|w| w / sum)
    }
}

#[test]
fn sampled_weights_agree_within_four_standard_errors() {
    const DRAWS: u32 = 1_000_000;
    let profiles =
        [[3, 3, 2, 2, 2, 1, 1, 0], [2, 2, 2, 2, 1, 1, 1, 1], [0, 3, 0, 3, 0, 3, 0, 3]].map(planes);
    let rule = majority(5).rule;
    let shares = GradeShares::of([]);
    for (weighting, shape, heavy) in [
        (Weighting::Uniform, 1, 0u8),
        (Weighting::NearEqual(4), 4, 0),
        (Weighting::Prioritised(priority(&[1])), 1, 1),
        (Weighting::Prioritised(priority(&[0b0000_0111])), 1, 0b0000_0111),
    ] {
        let tables = tables_of(&rule, Weights::Unknown(&weighting), &shares);
        let mut sampler = Sampler(ChaCha8Rng::seed_from_u64(11));
        let mut counts = [[0u32; 4]; 3];
        let mut kept = 0;
        for _ in 0..DRAWS {
            let weights = sampler.weights(shape);
            // Draws that break the order are thrown away: rejection, not the recurrence.
            let of = |is_heavy: bool| {
                (0..8).filter(move |j| (heavy >> j & 1 == 1) == is_heavy).map(|j| weights[j])
            };
            let least = of(true).fold(f64::INFINITY, f64::min);
            if of(false).any(|light| light > least) {
                continue;
            }
            kept += 1;
            for (planes, counts) in profiles.iter().zip(&mut counts) {
                let held = |met: ParameterSet| -> f64 {
                    (0..8).filter(|j| met.0 >> j & 1 == 1).map(|j| weights[j]).sum()
                };
                counts[planes.at_least.iter().filter(|met| held(**met) > 0.5).count()] += 1;
            }
        }
        assert!(kept > 10_000);
        for (planes, counts) in profiles.iter().zip(counts) {
            let exact = tables.look_up(*planes).unwrap().all();
            assert!((exact.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (exact, count) in exact.into_iter().zip(counts) {
                let n = f64::from(kept);
                let error = (exact * (1.0 - exact) / n).sqrt();
                let found = f64::from(count) / n;
                assert!(
                    (found - exact).abs() <= 4.0 * error + 1e-12,
                    "{weighting:?} {planes:?}: exact {exact}, sampled {found}"
                );
            }
        }
    }
}

#[test]
fn required_and_not_relevant_parameters_follow_the_rule() {
    let shares = GradeShares::of([]);
    let required = rule([1; 8], Comparison::MoreThan, share("1/2"), 1, NotRelevant::LeavesTheCount);
    let of = |rule: &Rule, digits| {
        tables_of(rule, Weights::Unknown(&Weighting::Uniform), &shares)
            .look_up(planes(digits))
            .map(|acceptability| acceptability.all().map(|p| (p * 1e5).round() / 1e5))
    };
    // T(5) = .77344 for let; moderat and højt only where aktiv praksis gets there.
    assert_eq!(of(&required.rule, [1, 3, 3, 3, 3, 0, 0, 0]), Some([0.22656, 0.77344, 0.0, 0.0]));
    assert_eq!(of(&required.rule, [0, 3, 3, 3, 3, 3, 3, 3]), Some([1.0, 0.0, 0.0, 0.0]));
    // Not relevant, it is not required, and n is 7: P(Beta(4, 3) >= 1/2) = 42/64.
    assert_eq!(of(&required.rule, [4, 3, 3, 3, 3, 0, 0, 0]), Some([0.34375, 0.0, 0.0, 0.65625]));
    assert_eq!(of(&required.rule, [4; 8]), None);
    let counts = rule([1; 8], Comparison::MoreThan, share("1/2"), 0, NotRelevant::CountsAsMet);
    assert_eq!(of(&counts.rule, [4, 3, 3, 3, 3, 0, 0, 0]), Some([0.22656, 0.0, 0.0, 0.77344]));
    // "All" hangs on no weight.
    let all = rule([1; 8], Comparison::AtLeast, share("1"), 0, NotRelevant::LeavesTheCount);
    assert_eq!(of(&all.rule, [3, 3, 3, 3, 3, 3, 3, 2]), Some([0.0, 0.0, 1.0, 0.0]));
}

/// Poisson-binomial by convolution, for equal weights: how many of the unknown reach a level.
fn poisson_binomial(probabilities: &[f64]) -> Vec<f64> {
    let mut counts = vec![1.0];
    for p in probabilities {
        let mut next = vec![0.0; counts.len() + 1];
        for (i, q) in counts.iter().enumerate() {
            next[i] += q * (1.0 - p);
            next[i + 1] += q * p;
        }
        counts = next;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn unknown_grades_are_a_poisson_binomial_sum(
        group in prop::collection::vec(some_digits(), 0..12),
        offerings in prop::collection::vec(digits_with_bounds(), 1..12),
        m in 1..=8u32,
    ) {
        let group: Vec<_> = group.into_iter().map(grades).collect();
        let shares = GradeShares::of(&group);
        let rule = Rule::majority(m);
        let by_rule = tables_of(&rule, Weights::AsInTheRule, &shares);
        let uniform = Weighting::Uniform;
        let by_weights = tables_of(&rule, Weights::Unknown(&uniform), &shares);
        for digits in offerings {
            let planes = planes(digits);
            if !is_assessable(&planes) {
                continue;
            }
            let n = 8 - planes.not_relevant.len();
            let enough = rule.threshold.enough(n.into());
            for level in Level::ALL {
                // Of what is known in part, the share among the grades that are left.
                let met = planes.at_least[level.index()];
                let open = ParameterSet(planes.may_reach[level.index()].0 & !met.0);
                let chances: Vec<f64> = open
                    .iter()
                    .map(|p| {
                        let (low, high) = planes.bound(p).ends().unwrap();
                        let left = || Attained::ALL.into_iter().filter(|a| (low..=high).contains(a));
                        let of_all: f64 = left().map(|a| shares.exactly(p, a)).sum();
                        let reaching = left().filter(|a| a.reaches(level));
                        reaching.map(|a| shares.exactly(p, a)).sum::<f64>() / of_all
                    })
                    .collect();
                let known = met.len();
                let (mut certain, mut weighed) = (0.0, 0.0);
                for (extra, chance) in (0u32..).zip(poisson_binomial(&chances)) {
                    let k = known + extra;
                    certain += if u64::from(k) >= enough { chance } else { 0.0 };
                    weighed += chance * holds(k, n, 1, rule.threshold.share);
                }
                let got = |tables: &AcceptabilityTables| tables.look_up(planes).unwrap().at_least(level);
                prop_assert!((got(&by_rule) - certain).abs() < 1e-12);
                prop_assert!((got(&by_weights) - weighed).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn within_the_radius_no_weights_move_the_level_and_beyond_it_some_do(
        compiled in a_rule(),
        offerings in prop::collection::vec(digits_with_bounds(), 1..20),
    ) {
        let tables = RadiusTables::of(&compiled.rule);
        for digits in offerings {
            let planes = planes(digits);
            let interval = compiled.attained(planes);
            let radius = tables.look_up(planes, interval);
            if !is_assessable(&planes) {
                continue;
            }
            prop_assert_eq!(radius == Radius::Undecided, interval.0 != interval.1);
            if radius == Radius::Undecided {
                continue;
            }
            let level = interval.0;
            match radius {
                Radius::Share(share) => {
                    prop_assert!((0.0..1.0).contains(&share));
                    if share > 1e-6 {
                        prop_assert!(!moves(&compiled.rule, planes, level, share * 0.999_999));
                    }
                    prop_assert!(moves(&compiled.rule, planes, level, (share + 1e-6).min(0.999_999_9)));
                }
                _ => prop_assert!(!moves(&compiled.rule, planes, level, 0.999_999)),
            }
        }
    }

    #[test]
    fn a_single_weight_moves_the_level_outside_its_interval_only(
        compiled in a_rule(),
        digits in digits_with_bounds(),
    ) {
        let planes = planes(digits);
        let (low, high) = compiled.attained(planes);
        for parameter in Parameter::ALL {
            let Some(interval) = single_weight(&compiled, planes, parameter) else { continue };
            prop_assert_eq!(low, high);
            prop_assert!(interval.from <= interval.now && interval.now <= interval.to);
            for percent in 1..100 {
                let t = f64::from(percent) / 100.0 + 0.001_234;
                let counted = compiled.rule.counted(ParameterSet(!planes.not_relevant.0));
                let others = compiled.rule.weight(counted.without(parameter)) as f64;
                let weights = PerParameter::from_fn(|p| {
                    let weight = f64::from(compiled.rule.weights[p]);
                    if p == parameter { t } else { (1.0 - t) * weight / others }
                });
                let stays = ends(&compiled.rule, planes, &weights) == (low, high);
                let near = [interval.from, interval.to].iter().any(|end| (t - end).abs() < 1e-9);
                if !near {
                    prop_assert_eq!(stays, interval.from < t && t < interval.to, "{} {:?}", t, interval);
                }
            }
        }
    }
}

proptest! {
    // All sets of parameters are tabulated three times for each rule.
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn firmness_says_what_each_measure_says_alone(
        compiled in a_rule(),
        offerings in prop::collection::vec(digits_with_bounds(), 1..200),
    ) {
        let shares = GradeShares::of([]);
        let weightings = [Weighting::Uniform, Weighting::NearEqual(3)];
        let tables = FirmnessTables::of(&compiled, &weightings);
        let of_group = tables.of_group(&shares);
        let rule = &compiled.rule;
        let uniform = tables_of(rule, Weights::Unknown(&weightings[0]), &shares);
        let near_equal = tables_of(rule, Weights::Unknown(&weightings[1]), &shares);
        for planes in offerings.into_iter().map(planes) {
            let found = of_group.look_up(planes);
            prop_assert_eq!(found.is_some(), is_assessable(&planes));
            let Some(found) = found else { continue };
            prop_assert_eq!(found.interval, compiled.attained(planes));
            prop_assert_eq!(found.by_uniform_weights().copied(), uniform.look_up(planes));
            prop_assert_eq!(found.by_weighting.get(2).copied(), near_equal.look_up(planes));
            let alone = [lift(compiled.tables(), planes), drop(compiled.tables(), planes)];
            for (found, alone) in [found.up, found.down].iter().zip(&alone) {
                prop_assert_eq!(found.is_some(), alone.is_some());
                let (Some(found), Some(alone)) = (found, alone) else { continue };
                prop_assert_eq!(found.n_steps, alone.n_steps);
                prop_assert_eq!(found.n_ways as usize, alone.ways.len());
                let in_ways: u32 = found.steps.iter().map(|step| step.in_ways).sum();
                prop_assert_eq!(in_ways as usize, alone.ways.iter().flatten().count());
            }
            for (parameter, interval) in &found.weights {
                prop_assert_eq!(Some(*interval), single_weight(&compiled, planes, *parameter));
            }
        }
    }
}

/// Placed by other weights: the worst and the best case of all grades that the bounds leave, with
/// each parameter that may leave the count in it and out of it.
fn ends(rule: &Rule, planes: GradePlanes, weights: &PerParameter<f64>) -> (Attained, Attained) {
    let weight = |set: ParameterSet| set.iter().map(|p| weights[p]).sum::<f64>();
    let lambda =
        f64::from(rule.threshold.share.numerator()) / f64::from(rule.threshold.share.denominator());
    let by = |reached: [ParameterSet; 3], left: u8| {
        let relevant = ParameterSet(!planes.not_relevant.0 & !left);
        let reached = Level::ALL.into_iter().filter(|level| {
            let met = ParameterSet(reached[level.index()].0 & relevant.0);
            let held = weight(rule.counted_as_met(relevant, met));
            let whole = weight(rule.counted(relevant));
            let missing = rule.required.0 & relevant.0 & !met.0;
            let is_enough = match rule.threshold.comparison {
                Comparison::MoreThan => held > lambda * whole + 1e-12,
                Comparison::AtLeast => held >= lambda * whole - 1e-12,
            };
            missing == 0 && is_enough && !rule.counted_as_met(relevant, met).is_empty()
        });
        attained(reached.count().try_into().unwrap())
    };
    let lefts = (0..=u8::MAX).filter(|left| left & !planes.may_leave.0 == 0);
    let all = lefts.map(|left| (by(planes.at_least, left), by(planes.may_reach, left)));
    all.reduce(|(low, high), (lower, higher)| (low.min(lower), high.max(higher))).unwrap()
}

/// Whether weights that each move by at most ±d relative move the level: all up in a set and all
/// down outside it is the worst there is.
fn moves(rule: &Rule, planes: GradePlanes, level: Attained, d: f64) -> bool {
    (0..=u8::MAX).any(|up| {
        let weights = PerParameter::from_fn(|p| {
            let sign = if up & p.bit() != 0 { 1.0 + d } else { 1.0 - d };
            f64::from(rule.weights[p]) * sign
        });
        ends(rule, planes, &weights) != (level, level)
    })
}

#[test]
fn the_radius_at_equal_weights_is_the_closed_form() {
    let rule = majority(5);
    let tables = RadiusTables::of(&rule.rule);
    for k in 1..8u8 {
        // k parameters on højt and the rest on nothing: one boundary, three times.
        let digits: [u8; 8] = std::array::from_fn(|j| if j < usize::from(k) { 3 } else { 0 });
        let planes = planes(digits);
        let k = f64::from(k);
        let wanted = (k - 4.0).abs() / 4.0;
        match tables.look_up(planes, rule.attained(planes)) {
            Radius::Share(share) => assert!((share - wanted).abs() < 1e-12),
            other => panic!("{other:?}"),
        }
    }
    for digits in [[0; 8], [3; 8]] {
        let planes = planes(digits);
        assert_eq!(tables.look_up(planes, rule.attained(planes)), Radius::Never);
    }
    let open = planes([3, 3, 3, 3, 5, 0, 0, 0]);
    assert_eq!(tables.look_up(open, rule.attained(open)), Radius::Undecided);
}

#[test]
fn the_unknown_that_decides_most_is_named() {
    let group: Vec<PerParameter<GradeBounds>> =
        (0..40).map(|i| grades([3, 3, 3, 3, 0, 0, if i % 2 == 0 { 3 } else { 0 }, 0])).collect();
    let shares = GradeShares::of(&group);
    let rule = majority(5);
    let tables = tables_of(&rule.rule, Weights::AsInTheRule, &shares);
    // Four are on højt; of the unknown ones the seventh is as likely højt as not, the last never.
    let found = deciding_unknown(&tables, planes([3, 3, 3, 3, 0, 0, 5, 5]), &shares).unwrap();
    assert_eq!(found.parameter, Parameter::Methods);
    assert!(found.bits > 0.9 * found.of_bits);
    for certain in [[3, 3, 3, 3, 3, 0, 5, 5], [3, 3, 3, 3, 0, 0, 0, 0]] {
        let found = deciding_unknown(&tables, planes(certain), &shares);
        assert!(found.is_none(), "{found:?}");
    }
}

#[test]
fn what_is_known_in_part_decides_only_what_it_leaves_open() {
    let group: Vec<PerParameter<GradeBounds>> =
        (0..3).map(|i| grades([3, 3, 3, 3, 0, 0, 3 - i, 0])).collect();
    let shares = GradeShares::of(&group);
    let rule = majority(5);
    let tables = tables_of(&rule.rule, Weights::AsInTheRule, &shares);
    let all = |digits| tables.look_up(planes(digits)).unwrap().all();
    // Of metoder one each was højt, moderat and let: with a quarter each, 1,25 of 3,75 and 0,25.
    let near = |got: [f64; 4], wanted: [f64; 4]| {
        assert!(got.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{got:?} {wanted:?}");
    };
    near(all([3, 3, 3, 3, 0, 0, 5, 0]), [0.25 / 4.0, 1.25 / 4.0, 1.25 / 4.0, 1.25 / 4.0]);
    near(all([3, 3, 3, 3, 0, 0, 9, 0]), [0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]);
    near(all([3, 3, 3, 3, 0, 0, 10, 0]), [0.0, 0.0, 0.5, 0.5]);
    near(all([3, 3, 3, 3, 0, 0, 6, 0]), [0.25 / 1.5, 1.25 / 1.5, 0.0, 0.0]);
    // One bit where it decides between two equally likely levels; none where it is let anyway.
    let deciding = |digits| deciding_unknown(&tables, planes(digits), &shares);
    let bits = deciding([3, 3, 3, 3, 0, 0, 10, 0]).unwrap().of_bits;
    assert!((bits - 1.0).abs() < 1e-12, "{bits}");
    assert!(deciding([1, 1, 1, 1, 0, 0, 10, 0]).is_none());
}

#[test]
fn smoothed_shares_add_a_quarter_to_each_grade() {
    let shares =
        GradeShares::of(&[grades([3, 5, 4, 0, 0, 0, 0, 0]), grades([2, 5, 4, 0, 0, 0, 0, 0])]);
    let at = |parameter, level| shares.at_least(parameter, level);
    // (1 + 1/4)/3, (2 + 2/4)/3; nothing known: 1/4, 1/2, 3/4.
    assert!((at(Parameter::ActivePractice, Level::High) - 1.25 / 3.0).abs() < 1e-15);
    assert!((at(Parameter::ActivePractice, Level::Moderate) - 2.5 / 3.0).abs() < 1e-15);
    for nothing in [Parameter::PracticeExperience, Parameter::Education] {
        assert_eq!(shares.n_known(nothing), 0);
        assert!((at(nothing, Level::High) - 0.25).abs() < 1e-15);
        assert!((at(nothing, Level::Light) - 0.75).abs() < 1e-15);
    }
}
