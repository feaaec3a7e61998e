//! Which rule comes nearest to the inspectors' overall levels?

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Costs;
use super::min_cut::best_monotone;
use super::weight_share::subsets;
use crate::model::{Level, Parameter, ParameterSet, PerParameter};

/// A rule that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitted {
    /// All eight, equal weights: `m` of 8.
    Equal {
        /// How many must reach the level.
        m: u32,
    },
    /// *Sortering*: some parameters only, equal weights.
    Subset {
        /// The parameters that are kept.
        kept: ParameterSet,
        /// How many of them must reach the level.
        m: u32,
    },
    /// *Prioritering*: whole weights from 1 to 5.
    Weights {
        /// The weights.
        weights: PerParameter<u8>,
        /// How much weight must reach the level.
        enough: u32,
    },
    /// Any monotone rule: which sets are enough, per level.
    Monotone {
        /// 256 answers per level.
        enough: Box<[[bool; 256]; 3]>,
    },
}

impl Fitted {
    /// Whether a set is enough for a level.
    pub fn is_enough(&self, level: Level, set: ParameterSet) -> bool {
        match self {
            Self::Equal { m } => set.len() >= *m,
            Self::Subset { kept, m } => ParameterSet(set.0 & kept.0).len() >= *m,
            Self::Weights { weights, enough } => {
                set.iter().map(|p| u32::from(weights[p])).sum::<u32>() >= *enough
            }
            Self::Monotone { enough } => enough[level.index()][usize::from(set.0)],
        }
    }

    /// The highest level it gives, 0 for none to 3, by the sets that reach each level.
    pub(super) fn level(&self, met: [ParameterSet; 3]) -> u32 {
        let levels = Level::ALL.into_iter().rev();
        levels
            .filter(|level| self.is_enough(*level, met[level.index()]))
            .map(|level| level.index() as u32 + 1)
            .max()
            .unwrap_or(0)
    }

    /// Its loss on some offerings, in levels.
    pub fn loss(&self, costs: &Costs) -> u32 {
        costs.loss(|level, set| self.is_enough(level, set))
    }

    /// The smallest sets that are enough for a level: those of which no part is.
    pub fn smallest_sets(&self, level: Level) -> Vec<ParameterSet> {
        let is_smallest = |set: &ParameterSet| {
            self.is_enough(level, *set)
                && set.iter().all(|parameter| !self.is_enough(level, set.without(parameter)))
        };
        (0..=u8::MAX).map(ParameterSet).filter(is_smallest).collect()
    }
}

/// The families of rules, from the plainest to the richest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// `E_equal`: the best m of 8.
    Equal,
    /// `E_subset`: the best of all 255 subsets, and its best m.
    Subset,
    /// `E_weights`: the best weights from 1 to 5 and the best threshold, all tried.
    Weights,
    /// `E_monotone`: the best monotone rule there is.
    Monotone,
}

impl Family {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Equal, Self::Subset, Self::Weights, Self::Monotone];

    /// The word in data columns.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Subset => "subset",
            Self::Weights => "weights",
            Self::Monotone => "monotone",
        }
    }

    /// The words for readers, where there is little room.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Equal => "lige vægte",
            Self::Subset => "sortering",
            Self::Weights => "prioritering",
            Self::Monotone => "enhver regel",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Equal => "Alle otte, lige vægte",
            Self::Subset => "Sortering: nogle parametre udeladt",
            Self::Weights => "Prioritering: vægte 1-5",
            Self::Monotone => "Enhver regel, hvor mere opfyldt aldrig giver et lavere niveau",
        }
    }

    /// The best rule of the family, for these offerings. Of equally good ones the plainest: most
    /// parameters, least weight, nearest to half; then the first in a fixed order.
    pub fn fit(self, costs: &Costs) -> Fitted {
        self.fit_knowing(costs, None)
    }

    /// The same, found sooner where a rule of the family is known that is not far from the best.
    pub fn fit_knowing(self, costs: &Costs, known: Option<&Fitted>) -> Fitted {
        match self {
            Self::Equal => Fitted::Equal { m: best_m(costs) },
            Self::Subset => best_subset(costs),
            Self::Weights => best_weights(costs, known),
            Self::Monotone => {
                let m = best_m(costs);
                Fitted::Monotone { enough: best_monotone(costs, |_, set| set.len() >= m) }
            }
        }
    }
}

/// The distance of a threshold from "more than half" of `total`: the tie-breaker that keeps what
/// the data do not decide near to the default rule.
fn from_majority(enough: u32, total: u32) -> u32 {
    enough.abs_diff(total / 2 + 1)
}

fn best_m(costs: &Costs) -> u32 {
    let (added, _) = costs.same_for_all_levels();
    let loss = |m: u32| -> i32 {
        (0..=u8::MAX).filter(|set| set.count_ones() >= m).map(|s| added[usize::from(s)]).sum()
    };
    (1..=8).min_by_key(|m| (loss(*m), from_majority(*m, 8), *m)).unwrap_or(5)
}

/// What decides between subsets: loss, parameters left out, distance from half, then a fixed order.
type SubsetKey = (i32, u32, u32, u8, u32);

fn best_subset(costs: &Costs) -> Fitted {
    let (added, _) = costs.same_for_all_levels();
    let mut best: Option<(SubsetKey, Fitted)> = None;
    for kept in subsets(ParameterSet::FULL).filter(|kept| !kept.is_empty()) {
        let mut of_size = [0i32; 9];
        for set in 0..=u8::MAX {
            of_size[(set & kept.0).count_ones() as usize] += added[usize::from(set)];
        }
        let n = kept.len();
        let mut loss = 0;
        for m in (1..=n).rev() {
            loss += of_size[m as usize];
            let key = (loss, 8 - n, from_majority(m, n), !kept.0, m);
            if best.as_ref().is_none_or(|(least, _)| key < *least) {
                best = Some((key, Fitted::Subset { kept, m }));
            }
        }
    }
    best.map_or(Fitted::Subset { kept: ParameterSet::FULL, m: 5 }, |(_, fitted)| fitted)
}

/// The heaviest weight that is tried.
const HEAVIEST: usize = 5;

/// The last parameter's place.
const LAST: usize = 7;

/// From so many weights on a bound is worth its work.
const BOUNDED_FROM: usize = 3;

/// What decides between weightings: loss, total weight, distance from half, then the weights.
type WeightsKey = (i32, usize, u32, [u8; 8], usize);

/// All 5^8 = 390.625 weightings and every threshold. The sets are summed up by one parameter's
/// weight after the other, so that weightings with the same beginning share the work.
fn best_weights(costs: &Costs, known: Option<&Fitted>) -> Fitted {
    let m = best_m(costs);
    let equal = Fitted::Weights { weights: PerParameter([1; 8]), enough: m };
    let monotone = Fitted::Monotone { enough: best_monotone(costs, |_, set| set.len() >= m) };
    let least = monotone.loss(costs);
    if least == equal.loss(costs) {
        // Weights are monotone too: none can lose less, and none weighs less.
        return equal;
    }
    let (added, none) = costs.same_for_all_levels();
    let bound = least.cast_signed() - none.cast_signed();
    let known = known.into_iter().chain([&equal]).map(|rule| rule.loss(costs)).min().unwrap_or(0);
    let known = known.cast_signed() - none.cast_signed();
    let starts: Vec<(u8, u8)> = (1..=5).flat_map(|a| (1..=5).map(move |b| (a, b))).collect();
    let best = starts
        .into_par_iter()
        .filter_map(|(first, second)| {
            let mut search = Search::new(&added, bound, known);
            search.weigh(0, first);
            search.weigh(1, second);
            search.go_on(2);
            search.best
        })
        .min();
    let Some((_, _, _, weights, enough)) = best else { return equal };
    let enough = u32::try_from(enough).unwrap_or(u32::MAX);
    Fitted::Weights { weights: PerParameter(weights), enough }
}

/// A search through weightings with the same beginning.
struct Search {
    weights: [u8; 8],
    /// After `at` parameters have their weight: a row for each set of the others, and in it for
    /// each threshold what calling enough all sets on or above it adds to the loss.
    rows: [Vec<i32>; 9],
    /// What no monotone rule goes below.
    bound: i32,
    /// What some weighting is known to reach.
    known: i32,
    best: Option<WeightsKey>,
}

impl Search {
    fn new(added: &[i32; 256], bound: i32, known: i32) -> Self {
        let mut rows = [const { Vec::new() }; 9];
        rows[0] = added.to_vec();
        Self { weights: [0; 8], rows, bound, known, best: None }
    }

    /// Thresholds that the first `at` parameters can reach, from 0.
    const fn width(at: usize) -> usize {
        HEAVIEST * at + 1
    }

    /// Gives parameter `at` its weight: the sets with it reach thresholds that much higher.
    fn weigh(&mut self, at: usize, weight: u8) {
        self.weights[at] = weight;
        let weight = usize::from(weight);
        let (done, rest) = self.rows.split_at_mut(at + 1);
        let (from, to) = (&done[at], &mut rest[0]);
        let (old, new) = (Self::width(at), Self::width(at + 1));
        to.resize((1 << (7 - at)) * new, 0);
        for (pair, row) in from.chunks_exact(2 * old).zip(to.chunks_exact_mut(new)) {
            let (without, with) = pair.split_at(old);
            row[..old].copy_from_slice(without);
            row[old..].fill(0);
            for sum in &mut row[..weight] {
                *sum += with[0];
            }
            for (sum, value) in row[weight..weight + old].iter_mut().zip(with) {
                *sum += value;
            }
        }
    }

    /// What no weights of the others go below: as if each set of the others had a threshold of its
    /// own.
    fn no_less(&self, at: usize) -> i32 {
        let least = |row: &[i32]| row.iter().copied().fold(0, i32::min);
        self.rows[at][..Self::width(at) << (8 - at)].chunks_exact(Self::width(at)).map(least).sum()
    }

    fn go_on(&mut self, at: usize) {
        let so_far: usize = self.weights[..at].iter().map(|weight| usize::from(*weight)).sum();
        let bound = self.bound.max(if at < BOUNDED_FROM { i32::MIN } else { self.no_less(at) });
        let is_hopeless = |(loss, total, ..): &WeightsKey| {
            bound > *loss || (bound == *loss && so_far + (8 - at) > *total)
        };
        if bound > self.known || self.best.as_ref().is_some_and(is_hopeless) {
            return;
        }
        if at == LAST {
            return self.hold_against_best();
        }
        for weight in 1..=5 {
            self.weigh(at, weight);
            self.go_on(at + 1);
        }
    }

    /// All weights of the last parameter, without laying their sums down: this is where the time
    /// goes.
    fn hold_against_best(&mut self) {
        let (without, with) = self.rows[LAST].split_at(Self::width(LAST));
        let mut low = [0; Self::width(8)];
        low[..without.len()].copy_from_slice(without);
        // Sets with the last parameter, `HEAVIEST` thresholds further on.
        let mut high = [with[0]; Self::width(8) + HEAVIEST];
        high[HEAVIEST..HEAVIEST + with.len()].copy_from_slice(with);
        high[HEAVIEST + with.len()..].fill(0);
        let others: usize = self.weights[..LAST].iter().map(|weight| usize::from(*weight)).sum();
        for weight in 1..=HEAVIEST {
            let total = others + weight;
            let shifted = &high[HEAVIEST - weight..];
            let losses = || low.iter().zip(shifted).map(|(a, b)| a + b).take(total + 1).skip(1);
            let least = losses().fold(i32::MAX, i32::min);
            if self.best.as_ref().is_some_and(|(loss, of, ..)| (least, total) > (*loss, *of)) {
                continue;
            }
            self.weights[LAST] = u8::try_from(weight).unwrap_or(u8::MAX);
            for (enough, _) in (1..).zip(losses()).filter(|(_, loss)| *loss == least) {
                let apart = from_majority(
                    u32::try_from(enough).unwrap_or(u32::MAX),
                    u32::try_from(total).unwrap_or(u32::MAX),
                );
                let key = (least, total, apart, self.weights, enough);
                if self.best.as_ref().is_none_or(|best| key < *best) {
                    self.best = Some(key);
                }
            }
        }
    }
}

/// The parameters by weight, heaviest first, for the telling.
pub fn by_weight(weights: &PerParameter<u8>) -> Vec<(Parameter, u8)> {
    let mut sorted: Vec<(Parameter, u8)> = weights.iter().map(|(p, weight)| (p, *weight)).collect();
    sorted.sort_by_key(|(parameter, weight)| (std::cmp::Reverse(*weight), *parameter));
    sorted
}
