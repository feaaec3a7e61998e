//! Do the parts of a target group (*børn, unge, voksne*; sub-groups) differ in grades or level?
//!
//! The trial asks whether they need descriptions of their own. Grades are ordinal, so only their
//! order is used: the statistic is that of Kruskal & Wallis (JASA 47, 1952), the spread between the
//! parts' mean ranks, `T = Σ_g n_g (R_g − R)²`, equal grades sharing their ranks. Its distribution
//! where nothing differs comes from permutation: each provider keeps its grades and gets the parts
//! of another provider with as many offerings of the same target groups (offerings of one provider
//! are not independent, so they move together). p is the share of permutations, the observed one
//! among them, whose T is at least as large (Phipson & Smyth 2010); nine looks at the same
//! offerings are held together by Holm's method (1979).

use std::collections::BTreeMap;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

use super::Undefined;
use crate::model::{Attained, Parameter, PerParameter, ProviderId, TargetGroupId};

/// What may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The grade on a parameter.
    Grade(Parameter),
    /// The level that the grades give by the placing rule.
    Level,
}

/// How many subjects there are.
pub const SUBJECTS: usize = 9;

impl Subject {
    /// All nine, the parameters first.
    pub fn all() -> [Self; SUBJECTS] {
        std::array::from_fn(|at| Parameter::ALL.get(at).map_or(Self::Level, |p| Self::Grade(*p)))
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Grade(parameter) => parameter.danish(),
            Self::Level => "Samlet niveau",
        }
    }
}

/// An assessed offering: which parts it is of, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartSample {
    /// The provider, whose offerings move together.
    pub provider: ProviderId,
    /// Offerings change parts with those of the same target group only.
    pub target_group: TargetGroupId,
    /// A bit per part; an offering may be of several, and one of none is left out.
    pub parts: u64,
    /// Known grades.
    pub grades: PerParameter<Option<Attained>>,
    /// The level where it is decided.
    pub level: Option<Attained>,
}

/// What permutation says of one subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Offerings with a known value.
    pub n: usize,
    /// How likely so large a difference is where nothing differs.
    pub p: f64,
    /// The same, held together over all subjects (Holm).
    pub adjusted: f64,
}

/// Adjusted p below which a difference is called more than chance gives. Convention, not the
/// model's.
pub const CHANCE: f64 = 0.05;

/// What permutation says of all subjects.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// Offerings that are of a part.
    pub n_offerings: usize,
    /// Their providers.
    pub n_providers: usize,
    /// Providers that were drawn, where there are very many; else all.
    pub n_drawn: usize,
    /// Permutations tried.
    pub n_permutations: u32,
    /// Along [`Subject::all`].
    pub by_subject: [Result<Difference, Undefined>; SUBJECTS],
}

/// Providers that are looked at at most; more are drawn from.
const MOST_PROVIDERS: usize = 10_000;
/// Permutations times offerings.
const MOST_WORK: usize = 10_000_000;
/// Fewest and most permutations.
const PERMUTATIONS: (usize, usize) = (999, 9_999);
/// Permutations that share a stream of chance.
const AT_ONCE: usize = 111;

/// Holds the parts against each other. `seed` draws the permutations: the same seed and offerings
/// give the same figures for any number of threads.
pub fn differences(sample: &[PartSample], seed: u64) -> Differences {
    let mut used: Vec<&PartSample> = sample.iter().filter(|one| one.parts != 0).collect();
    used.sort_by_key(|one| (one.provider, one.target_group, one.parts, one.level));
    let n_offerings = used.len();
    let mut blocks: Vec<&[&PartSample]> = used.chunk_by(|a, b| a.provider == b.provider).collect();
    let n_providers = blocks.len();
    if n_providers > MOST_PROVIDERS {
        blocks.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        blocks.truncate(MOST_PROVIDERS);
    }
    let ranked = Ranked::of(&blocks);
    let most = MOST_WORK / ranked.parts.len().max(1);
    let n_permutations = most.clamp(PERMUTATIONS.0, PERMUTATIONS.1);
    let mut by_subject = ranked.undefined();
    if by_subject.iter().any(Result::is_ok) {
        let as_large = ranked.as_large(n_permutations, seed);
        for (difference, as_large) in by_subject.iter_mut().zip(as_large) {
            if let Ok(difference) = difference {
                difference.p = (as_large + 1) as f64 / (n_permutations + 1) as f64;
            }
        }
        adjust(&mut by_subject);
    }
    Differences {
        n_offerings,
        n_providers,
        n_drawn: blocks.len(),
        n_permutations: u32::try_from(n_permutations).unwrap_or(u32::MAX),
        by_subject,
    }
}

/// Holm: the smallest p times the number of subjects, the next times one less, never falling.
fn adjust(by_subject: &mut [Result<Difference, Undefined>; SUBJECTS]) {
    let mut defined: Vec<&mut Difference> =
        by_subject.iter_mut().filter_map(|one| one.as_mut().ok()).collect();
    defined.sort_by(|a, b| a.p.total_cmp(&b.p));
    let n = defined.len();
    let mut largest: f64 = 0.0;
    for (at, difference) in defined.into_iter().enumerate() {
        largest = largest.max((difference.p * (n - at) as f64).min(1.0));
        difference.adjusted = largest;
    }
}

/// Offerings with their ranks, block by block.
struct Ranked {
    /// The parts of each offering.
    parts: Vec<u64>,
    /// Twice its rank on each subject, from 2 (ties share their ranks); 0 where unknown.
    ranks: Vec<[u32; SUBJECTS]>,
    /// Blocks whose parts may change places: where each begins, all of one length.
    strata: Vec<(usize, Vec<usize>)>,
    n_parts: usize,
    /// Twice the mean rank of each subject's known values.
    means: [f64; SUBJECTS],
}

/// Sums of doubled ranks and numbers of known values, by part.
type Sums = Vec<[(u64, u32); SUBJECTS]>;

impl Ranked {
    fn of(blocks: &[&[&PartSample]]) -> Self {
        let offerings = || blocks.iter().flat_map(|block| block.iter());
        let parts: Vec<u64> = offerings().map(|one| one.parts).collect();
        let mut ranks = vec![[0; SUBJECTS]; parts.len()];
        let mut means = [0.0; SUBJECTS];
        for (at, subject) in Subject::all().into_iter().enumerate() {
            let value = |one: &PartSample| match subject {
                Subject::Grade(parameter) => one.grades[parameter],
                Subject::Level => one.level,
            };
            let mut n_of = [0_u32; 4];
            for attained in offerings().filter_map(|one| value(one)) {
                n_of[attained as usize] += 1;
            }
            // n values from rank k+1 to k+n share the rank k + (n+1)/2, doubled 2k + n + 1.
            let mut below = 0;
            let doubled = n_of.map(|n| {
                let rank = 2 * below + n + 1;
                below += n;
                rank
            });
            for (rank, one) in ranks.iter_mut().zip(offerings()) {
                rank[at] = value(one).map_or(0, |attained| doubled[attained as usize]);
            }
            means[at] = f64::from(below + 1);
        }
        let mut strata: BTreeMap<Vec<TargetGroupId>, (usize, Vec<usize>)> = BTreeMap::new();
        let mut start = 0;
        for block in blocks {
            let key = block.iter().map(|one| one.target_group).collect();
            strata.entry(key).or_insert((block.len(), Vec::new())).1.push(start);
            start += block.len();
        }
        let all = parts.iter().fold(0, |all, parts| all | parts);
        let n_parts = (u64::BITS - all.leading_zeros()) as usize;
        Self { parts, ranks, strata: strata.into_values().collect(), n_parts, means }
    }

    /// The subjects that can be looked at at all.
    fn undefined(&self) -> [Result<Difference, Undefined>; SUBJECTS] {
        let sums = self.sums(&self.parts);
        std::array::from_fn(|at| {
            let mut known = self.ranks.iter().map(|ranks| ranks[at]).filter(|rank| *rank > 0);
            let Some(first) = known.next() else { return Err(Undefined::NoOfferings) };
            let n = 1 + known.clone().count();
            if known.all(|rank| rank == first) {
                return Err(Undefined::NoVariation);
            }
            if sums.iter().filter(|of_part| of_part[at].1 > 0).count() < 2 {
                return Err(Undefined::OnePart);
            }
            Ok(Difference { n, p: 1.0, adjusted: 1.0 })
        })
    }

    fn sums(&self, parts: &[u64]) -> Sums {
        let mut sums = vec![[(0, 0); SUBJECTS]; self.n_parts];
        for (parts, ranks) in parts.iter().zip(&self.ranks) {
            let mut left = *parts;
            while left != 0 {
                let of_part = &mut sums[left.trailing_zeros() as usize];
                left &= left - 1;
                for (sum, rank) in of_part.iter_mut().zip(ranks) {
                    sum.0 += u64::from(*rank);
                    sum.1 += u32::from(*rank > 0);
                }
            }
        }
        sums
    }

    /// T of each subject.
    fn spread(&self, parts: &[u64]) -> [f64; SUBJECTS] {
        let mut spread = [0.0; SUBJECTS];
        for of_part in self.sums(parts) {
            for ((spread, (sum, n)), mean) in spread.iter_mut().zip(of_part).zip(self.means) {
                if n > 0 {
                    let n = f64::from(n);
                    *spread += n * (sum as f64 / n - mean).powi(2);
                }
            }
        }
        spread
    }

    /// In how many permutations is T at least as large as it is?
    fn as_large(&self, n_permutations: usize, seed: u64) -> [usize; SUBJECTS] {
        let observed = self.spread(&self.parts);
        let streams: Vec<usize> = (0..n_permutations.div_ceil(AT_ONCE)).collect();
        let counts = streams.into_par_iter().map(|stream| {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            dice.set_stream(stream as u64 + 1);
            let mut strata = self.strata.clone();
            let mut parts = self.parts.clone();
            let mut counts = [0; SUBJECTS];
            for _ in stream * AT_ONCE..n_permutations.min((stream + 1) * AT_ONCE) {
                self.permute(&mut strata, &mut parts, &mut dice);
                let spread = self.spread(&parts);
                for ((count, spread), observed) in counts.iter_mut().zip(spread).zip(observed) {
                    // Sums in another order may differ in the last digits.
                    *count += usize::from(spread >= observed * (1.0 - 1e-12));
                }
            }
            counts
        });
        counts.reduce(|| [0; SUBJECTS], |a, b| std::array::from_fn(|at| a[at] + b[at]))
    }

    /// Gives the blocks of each stratum each other's parts.
    fn permute(
        &self,
        strata: &mut [(usize, Vec<usize>)],
        parts: &mut [u64],
        dice: &mut ChaCha8Rng,
    ) {
        for ((length, froms), (_, tos)) in strata.iter_mut().zip(&self.strata) {
            froms.shuffle(dice);
            for (from, to) in froms.iter().zip(tos) {
                parts[*to..to + *length].copy_from_slice(&self.parts[*from..from + *length]);
            }
        }
    }
}
