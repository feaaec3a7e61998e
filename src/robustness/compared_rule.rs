//! Which level does each rule give?

use super::weight_share::subsets;
use crate::model::{Attained, GradePlanes, ParameterSet};
use crate::place::{CompiledRule, Rule};

/// A rule set beside the others.
#[derive(Clone, Debug)]
pub enum ComparedRule {
    /// One of the rule files: the placing one first.
    Named(CompiledRule),
    /// m of 8, equal weights.
    Majority(CompiledRule),
    /// *Afrundet gennemsnit*, halves up. For comparison only: it counts steps between ordinal
    /// grades as if they were equally long, and needs a rule for halves (docs/robusthed.md; Marichal &
    /// Mesiar 2009, arXiv:0903.2434).
    RoundedMean,
}

impl ComparedRule {
    /// The majorities of the study: 4 to 8 of 8.
    pub fn majorities() -> Vec<Self> {
        // Each is monotone and nested, so none is lost here.
        let compiled = (4..=8).filter_map(|m| CompiledRule::compile(Rule::majority(m)).ok());
        compiled.map(Self::Majority).collect()
    }

    /// Its name in columns and tables.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(rule) | Self::Majority(rule) => &rule.rule.name,
            Self::RoundedMean => "afrundet-gennemsnit",
        }
    }

    /// Its title for readers.
    pub fn title(&self) -> &str {
        match self {
            Self::Named(rule) | Self::Majority(rule) => &rule.rule.title,
            Self::RoundedMean => "Afrundet gennemsnit (kun til sammenligning)",
        }
    }

    /// Whether both give every offering the same level, whatever they are called: 8 of 8 is "all".
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::RoundedMean, Self::RoundedMean) => true,
            (Self::RoundedMean, _) | (_, Self::RoundedMean) => false,
            (
                Self::Named(one) | Self::Majority(one),
                Self::Named(other) | Self::Majority(other),
            ) => one.tables() == other.tables(),
        }
    }

    /// The level in the worst and in the best case of what is unknown.
    pub fn attained(&self, planes: GradePlanes) -> (Attained, Attained) {
        match self {
            Self::Named(rule) | Self::Majority(rule) => rule.attained(planes),
            Self::RoundedMean => rounded_mean(planes),
        }
    }

    /// The level where both cases agree.
    pub fn decided(&self, planes: GradePlanes) -> Option<Attained> {
        let (low, high) = self.attained(planes);
        (low == high).then_some(low)
    }
}

fn rounded_mean(planes: GradePlanes) -> (Attained, Attained) {
    let relevant = planes.relevant();
    if relevant.is_empty() {
        return (Attained::None, Attained::High);
    }
    // The mean of n grades with sum s, halves up: floor(s/n + 1/2).
    let rounded = |sum: u32, n: u32| Attained::ALL[((2 * sum + n) / (2 * n)).min(3) as usize];
    let sum = |reached: [ParameterSet; 3], of: ParameterSet| -> u32 {
        reached.iter().map(|met| ParameterSet(met.0 & of.0).len()).sum()
    };
    // What is known in part may leave the count, for better or for worse. So may what is unknown
    // altogether, but as *ingen* and *højt* it already counts for the worst and the best.
    let leaving = subsets(ParameterSet(planes.may_leave.0 & planes.partly_known().0));
    let counted = leaving.map(|left| ParameterSet(relevant.0 & !left.0));
    let ends = counted.filter(|of| !of.is_empty()).map(|of| {
        let n = of.len();
        (rounded(sum(planes.at_least, of), n), rounded(sum(planes.may_reach, of), n))
    });
    ends.reduce(|(low, high), (lower, higher)| (low.min(lower), high.max(higher)))
        .unwrap_or((Attained::None, Attained::High))
}

/// Where offerings go from one rule to another: `counts[from][to]`, *ingen* to *højt*, the last
/// place where unknown grades leave it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transitions {
    /// The counts.
    pub counts: [[u64; 5]; 5],
}

/// The place of what is not decided.
pub const UNDECIDED: usize = 4;

impl Transitions {
    /// Counts one offering.
    pub fn add(&mut self, from: Option<Attained>, to: Option<Attained>) {
        let place = |level: Option<Attained>| level.map_or(UNDECIDED, |level| level as usize);
        self.counts[place(from)][place(to)] += 1;
    }

    /// From which level to which, with how many go there: what nobody does is left out.
    pub fn between(&self) -> impl Iterator<Item = (Option<Attained>, Option<Attained>, u64)> {
        let level = |place: usize| Attained::ALL.get(place).copied();
        let all = self.counts.iter().enumerate().flat_map(move |(from, to_counts)| {
            to_counts.iter().enumerate().map(move |(to, n)| (level(from), level(to), *n))
        });
        all.filter(|(.., n)| *n > 0)
    }

    /// The counts where both rules decide.
    pub fn decided(&self) -> [[u64; 4]; 4] {
        std::array::from_fn(|from| std::array::from_fn(|to| self.counts[from][to]))
    }

    /// Offerings that both rules decide.
    pub fn n_decided(&self) -> u64 {
        self.counts[..UNDECIDED].iter().flat_map(|to| &to[..UNDECIDED]).sum()
    }

    /// Of these, those that go up and those that go down.
    pub fn n_moved(&self) -> (u64, u64) {
        let (mut up, mut down) = (0, 0);
        for (from, to) in self.counts[..UNDECIDED].iter().enumerate() {
            down += to[..from].iter().sum::<u64>();
            up += to[from + 1..UNDECIDED].iter().sum::<u64>();
        }
        (up, down)
    }

    /// All offerings.
    pub fn n(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Levels by the rule that is gone to: *ingen* to *højt*, and not decided.
    pub fn to(&self) -> [u64; 5] {
        let mut sums = [0; 5];
        for row in &self.counts {
            for (sum, count) in sums.iter_mut().zip(row) {
                *sum += count;
            }
        }
        sums
    }
}
