//! What does somebody know who sees the finished release, and perhaps some figures besides?

/// What is known of the inner cells: nothing but this, and that none is below zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// How many inner cells there are.
    pub n_inner: usize,
    /// Sums that are shown, and their values.
    pub shown: Vec<(Vec<u32>, u64)>,
    /// Sums that are hidden.
    pub hidden: Vec<Hidden>,
    /// What inner cells are at least.
    pub at_least: Vec<(u32, u64)>,
}

/// A sum that is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Its number in the release.
    pub cell: usize,
    /// The inner cells that it sums, ascending.
    pub inner: Vec<u32>,
    /// What it is at least: 1 where every zero is shown.
    pub least: u64,
    /// How wide it must be: its highest possible value less its lowest.
    pub width: u64,
}
