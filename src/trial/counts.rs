//! All that coefficients of agreement need to know of the ratings: whole numbers, so that a cluster
//! is left out by subtraction and nothing is lost by it.

use std::collections::{BTreeMap, HashMap};

use super::Ratings;

/// How often categories stand in units of so many ratings, and how often two of them meet there.
/// Counts of clusters subtract from those of all.
pub(super) struct Counted {
    n_categories: usize,
    /// `(ratings of the unit, category)`.
    singles: Vec<(u32, u32)>,
    /// `(ratings of the unit, category, higher category)`: disagreements.
    pairs: Vec<(u32, u32, u32)>,
    whole: Counts,
    /// Clusters whose units were rated alike have the same counts, and these stand here once.
    alike: Vec<SparseCounts>,
    /// Of each cluster with a unit that was rated twice, its place in `alike`.
    clusters: Vec<usize>,
}

/// Counts along the keys of a [`Counted`].
#[derive(Clone, Default)]
struct Counts {
    n_units: u64,
    /// With two ratings or more.
    n_pairable: u64,
    singles: Vec<u64>,
    pairs: Vec<u64>,
}

/// The same of one cluster: what is not 0.
#[derive(Default)]
struct SparseCounts {
    n_units: u64,
    n_pairable: u64,
    singles: Vec<(u32, u64)>,
    pairs: Vec<(u32, u64)>,
}

/// Counts as the coefficients see them.
pub(super) struct View {
    /// Units with a rating.
    pub(super) n_units: u64,
    /// Units with two or more.
    pub(super) n_pairable: u64,
    /// Ratings of each category in units with two or more.
    pub(super) marginals: Vec<u64>,
    /// Each category's share of a unit's ratings, summed over all units.
    pub(super) shares: Vec<f64>,
    /// Ratings of the unit, lower and higher category, and how often two ratings of one unit were
    /// these.
    pub(super) disagreements: Vec<(u32, u32, u32, u64)>,
}

impl Counted {
    pub(super) fn of(ratings: &Ratings) -> Self {
        let (kinds, of_cluster) = kinds(ratings);
        let (mut singles, mut pairs) = (BTreeMap::new(), BTreeMap::new());
        for unit in kinds.iter().flatten() {
            walk(
                unit,
                |key, _| {
                    singles.insert(key, 0_u32);
                },
                |key, _| {
                    pairs.insert(key, 0_u32);
                },
            );
        }
        number(&mut singles);
        number(&mut pairs);
        let alike: Vec<SparseCounts> =
            kinds.iter().map(|units| SparseCounts::of(units, &singles, &pairs)).collect();
        let mut whole = Counts {
            singles: vec![0; singles.len()],
            pairs: vec![0; pairs.len()],
            ..Counts::default()
        };
        for kind in &of_cluster {
            whole.add(&alike[*kind]);
        }
        let is_left_out = |kind: &usize| alike[*kind].n_pairable > 0;
        Self {
            n_categories: ratings.scale().values.len(),
            singles: singles.into_keys().collect(),
            pairs: pairs.into_keys().collect(),
            whole,
            clusters: of_cluster.into_iter().filter(is_left_out).collect(),
            alike,
        }
    }

    /// Of each cluster that can be left out, those with a unit that was rated twice, what it is
    /// alike to.
    pub(super) fn clusters(&self) -> &[usize] {
        &self.clusters
    }

    /// How many clusters there are that are not alike.
    pub(super) fn n_alike(&self) -> usize {
        self.alike.len()
    }

    /// What one look at the counts costs.
    pub(super) fn size(&self) -> usize {
        self.singles.len() + self.pairs.len() + self.n_categories
    }

    /// All.
    pub(super) fn all(&self) -> View {
        self.view(&self.whole)
    }

    /// All but one cluster, of those that are alike so.
    pub(super) fn without(&self, alike: usize) -> View {
        let mut left = self.whole.clone();
        left.subtract(&self.alike[alike]);
        self.view(&left)
    }

    fn view(&self, counts: &Counts) -> View {
        let mut marginals = vec![0; self.n_categories];
        let mut shares = vec![0.0; self.n_categories];
        for ((n_ratings, category), count) in self.singles.iter().zip(&counts.singles) {
            let category = *category as usize;
            if *n_ratings > 1 {
                marginals[category] += count;
            }
            shares[category] += *count as f64 / f64::from(*n_ratings);
        }
        let pairs = self.pairs.iter().zip(&counts.pairs);
        let disagreements = pairs
            .filter(|(_, count)| **count > 0)
            .map(|((n_ratings, low, high), count)| (*n_ratings, *low, *high, *count))
            .collect();
        View {
            n_units: counts.n_units,
            n_pairable: counts.n_pairable,
            marginals,
            shares,
            disagreements,
        }
    }
}

impl Counts {
    fn add(&mut self, own: &SparseCounts) {
        self.n_units += own.n_units;
        self.n_pairable += own.n_pairable;
        own.singles.iter().for_each(|(at, n)| self.singles[*at as usize] += n);
        own.pairs.iter().for_each(|(at, n)| self.pairs[*at as usize] += n);
    }

    fn subtract(&mut self, own: &SparseCounts) {
        self.n_units -= own.n_units;
        self.n_pairable -= own.n_pairable;
        own.singles.iter().for_each(|(at, n)| self.singles[*at as usize] -= n);
        own.pairs.iter().for_each(|(at, n)| self.pairs[*at as usize] -= n);
    }
}

impl SparseCounts {
    /// Of a cluster's units.
    fn of(
        units: &[Vec<u32>],
        singles: &BTreeMap<(u32, u32), u32>,
        pairs: &BTreeMap<(u32, u32, u32), u32>,
    ) -> Self {
        let (mut own_singles, mut own_pairs) = (BTreeMap::new(), BTreeMap::new());
        let mut own = Self::default();
        for unit in units {
            own.n_units += 1;
            own.n_pairable += u64::from(unit.len() > 1);
            walk(
                unit,
                |key, n| *own_singles.entry(singles[&key]).or_insert(0) += n,
                |key, n| *own_pairs.entry(pairs[&key]).or_insert(0) += n,
            );
        }
        own.singles = own_singles.into_iter().collect();
        own.pairs = own_pairs.into_iter().collect();
        own
    }
}

/// The units of a cluster, each as its categories in order: who gave them makes no difference.
type Units = Vec<Vec<u32>>;

/// Each different cluster once, as they are met, and which of them each cluster is.
fn kinds(ratings: &Ratings) -> (Vec<Units>, Vec<usize>) {
    let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
    let mut kinds: Vec<Units> = Vec::new();
    let mut key = Vec::new();
    let of_cluster = ratings.clusters().map(|cluster| {
        // How many ratings each unit has and which, in a row: no two clusters that differ are
        // written the same.
        key.clear();
        for unit in cluster.chunk_by(|a, b| a.unit == b.unit) {
            key.push(u32::try_from(unit.len()).unwrap_or(u32::MAX));
            let from = key.len();
            key.extend(unit.iter().map(|rating| rating.category));
            key[from..].sort_unstable();
        }
        if let Some(kind) = known.get(&key) {
            return *kind;
        }
        let units = cluster.chunk_by(|a, b| a.unit == b.unit).map(|unit| {
            let mut categories: Vec<u32> = unit.iter().map(|rating| rating.category).collect();
            categories.sort_unstable();
            categories
        });
        kinds.push(units.collect());
        known.insert(key.clone(), kinds.len() - 1);
        kinds.len() - 1
    });
    let of_cluster = of_cluster.collect();
    (kinds, of_cluster)
}

/// Tells the categories of a unit, sorted, and each two of them that differ.
fn walk(
    unit: &[u32],
    mut single: impl FnMut((u32, u32), u64),
    mut pair: impl FnMut((u32, u32, u32), u64),
) {
    let n_ratings = u32::try_from(unit.len()).unwrap_or(u32::MAX);
    let counts: Vec<(u32, u64)> =
        unit.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect();
    for (at, (low, n_low)) in counts.iter().enumerate() {
        single((n_ratings, *low), *n_low);
        for (high, n_high) in &counts[at + 1..] {
            pair((n_ratings, *low, *high), n_low * n_high);
        }
    }
}

/// Gives each key its place.
fn number<K>(keys: &mut BTreeMap<K, u32>) {
    for (place, value) in (0..).zip(keys.values_mut()) {
        *value = place;
    }
}
