//! How firm a placement is: exact values against slow and independent ones.

mod change;
mod difference;
mod fitted_rules;
mod judges;
mod parameter_study;
mod study_file;
mod thresholds;
mod weights;

use niveau::model::{Attained, GradeBounds, GradePlanes, PerParameter};
use niveau::place::{Comparison, CompiledRule, Fraction, NotRelevant, Rule, Threshold};
use proptest::prelude::*;

/// Exact fractions of 128 bits, in lowest terms: overflow fails the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    pub above: i128,
    pub below: i128,
}

impl Exact {
    pub fn new(above: i128, below: i128) -> Self {
        fn gcd(a: i128, b: i128) -> i128 {
            if b == 0 { a.abs() } else { gcd(b, a % b) }
        }
        let divisor = gcd(above, below).max(1) * below.signum();
        Self { above: above / divisor, below: below / divisor }
    }

    pub fn plus(self, other: Self) -> Self {
        Self::new(self.above * other.below + other.above * self.below, self.below * other.below)
    }

    pub fn minus(self, other: Self) -> Self {
        self.plus(Self::new(-other.above, other.below))
    }

    pub fn times(self, other: Self) -> Self {
        Self::new(self.above * other.above, self.below * other.below)
    }

    pub fn over(self, other: Self) -> Self {
        self.times(Self::new(other.below, other.above))
    }

    pub fn power(self, exponent: u32) -> Self {
        (0..exponent).fold(Self::new(1, 1), |product, _| product.times(self))
    }

    pub fn float(self) -> f64 {
        self.above as f64 / self.below as f64
    }
}

/// Eight grades from digits, see [`bounds`].
pub fn grades(digits: [u8; 8]) -> PerParameter<GradeBounds> {
    PerParameter(digits.map(bounds))
}

/// What a digit says of a grade: 0 to 3 known, 4 not relevant, 5 unknown, 6 to 10 known in part,
/// 11 to 14 known in part and perhaps not relevant.
pub fn bounds(digit: u8) -> GradeBounds {
    let between = |low, high| GradeBounds::between(attained(low), attained(high));
    match digit {
        0..=3 => between(digit, digit),
        4 => GradeBounds::NOT_RELEVANT,
        6 => between(0, 1),
        7 => between(0, 2),
        8 => between(1, 2),
        9 => between(1, 3),
        10 => between(2, 3),
        11 => between(1, 3).or_not_relevant(),
        12 => between(2, 2).or_not_relevant(),
        13 => between(0, 1).or_not_relevant(),
        14 => between(3, 3).or_not_relevant(),
        _ => GradeBounds::ANY,
    }
}

/// The lowest grade that a digit may stand for.
pub fn lowest(digit: u8) -> Option<u8> {
    bounds(digit).ends().map(|(low, _)| low as u8)
}

pub fn planes(digits: [u8; 8]) -> GradePlanes {
    GradePlanes::of(&grades(digits))
}

pub fn share(text: &str) -> Fraction {
    Fraction::parse(text).unwrap()
}

/// A rule with these weights that asks for more than, or at least, a share of them.
pub fn rule(
    weights: [u32; 8],
    comparison: Comparison,
    share: Fraction,
    required: u8,
    not_relevant: NotRelevant,
) -> CompiledRule {
    let rule = Rule {
        name: "prøve".into(),
        weights: PerParameter(weights),
        threshold: Threshold { share, comparison },
        required: niveau::model::ParameterSet(required),
        not_relevant,
        ..Rule::majority(5)
    };
    CompiledRule::compile(rule).unwrap()
}

pub fn majority(m: u32) -> CompiledRule {
    CompiledRule::compile(Rule::majority(m)).unwrap()
}

pub fn attained(rank: u8) -> Attained {
    Attained::from_rank(rank).unwrap()
}

/// Rules of many kinds: unequal weights, ties, required parameters, both readings of R3.
pub fn a_rule() -> impl Strategy<Value = CompiledRule> {
    (
        prop_oneof![Just([1u32; 8]), prop::array::uniform8(1..6u32)],
        prop_oneof![Just((1, 2)), Just((5, 8)), Just((3, 4)), (1..7u32).prop_map(|n| (n, 8))],
        any::<bool>(),
        prop_oneof![3 => Just(0u8), 1 => any::<u8>()],
        any::<bool>(),
    )
        .prop_map(|(weights, (above, below), is_strict, required, leaves)| {
            let comparison = if is_strict { Comparison::MoreThan } else { Comparison::AtLeast };
            let not_relevant =
                if leaves { NotRelevant::LeavesTheCount } else { NotRelevant::CountsAsMet };
            let share = Fraction::new(above, below).unwrap();
            rule(weights, comparison, share, required, not_relevant)
        })
}

/// Eight digits, mostly known grades.
pub fn some_digits() -> impl Strategy<Value = [u8; 8]> {
    prop::array::uniform8(prop_oneof![8 => 0..4u8, 1 => Just(4u8), 1 => Just(5u8)])
}

/// Eight digits, some of them grades that are known in part.
pub fn digits_with_bounds() -> impl Strategy<Value = [u8; 8]> {
    prop::array::uniform8(prop_oneof![6 => 0..4u8, 1 => 4..6u8, 2 => 6..11u8, 1 => 11..15u8])
}
