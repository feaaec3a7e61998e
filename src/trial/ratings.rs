//! What did whom rate how?

/// One rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating {
    /// What leaves together when the jackknife leaves something out: a provider, with all its
    /// parameters.
    pub cluster: u32,
    /// What was rated: a parameter of a provider. A unit is of one cluster.
    pub unit: u32,
    /// Who rated.
    pub rater: u32,
    /// What was found: a place in [`Scale::values`].
    pub category: u32,
}

/// What ratings can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The value of each category, rising; where they have no distances, its place.
    pub values: Vec<f64>,
    /// Whether one category is more than another.
    pub is_ordered: bool,
    /// Whether differences of the values mean anything.
    pub has_distances: bool,
}

impl Scale {
    /// A scale of so many steps, which stand as far from each other as anybody takes them to.
    pub fn steps(n: u32) -> Self {
        Self { values: (0..n).map(f64::from).collect(), is_ordered: true, has_distances: true }
    }
}

/// Ratings of one scale. Whatever was not rated has no row.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    scale: Scale,
    ratings: Vec<Rating>,
}

impl Ratings {
    /// Brings them in order, so that the order they come in leaves no trace. A rater who rated a
    /// unit twice counts twice: whoever makes these decides which of the two stands. Categories
    /// beyond the scale are left out.
    pub fn new(scale: Scale, mut ratings: Vec<Rating>) -> Self {
        ratings.retain(|rating| (rating.category as usize) < scale.values.len());
        ratings.sort_unstable();
        Self { scale, ratings }
    }

    /// Only units with two ratings or more.
    #[must_use]
    pub fn rated_twice(&self) -> Self {
        let twice = self.units().filter(|unit| unit.len() > 1);
        Self { scale: self.scale.clone(), ratings: twice.flatten().copied().collect() }
    }

    /// What they can be.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// All, by cluster, unit and rater.
    pub fn all(&self) -> &[Rating] {
        &self.ratings
    }

    /// The ratings of each unit.
    pub fn units(&self) -> impl Iterator<Item = &[Rating]> {
        self.ratings.chunk_by(|a, b| (a.cluster, a.unit) == (b.cluster, b.unit))
    }

    /// The ratings of each cluster.
    pub fn clusters(&self) -> impl Iterator<Item = &[Rating]> {
        self.ratings.chunk_by(|a, b| a.cluster == b.cluster)
    }

    /// Distinct raters, sorted.
    pub fn raters(&self) -> Vec<u32> {
        let mut raters: Vec<u32> = self.ratings.iter().map(|rating| rating.rater).collect();
        raters.sort_unstable();
        raters.dedup();
        raters
    }
}
