//! How much is there, exactly, however it is shared out?

/// Parts of a place, or of a citizen: shares of up to sixteen offerings are whole numbers of them, and
/// so is an occupancy in hundredths of a percent.
pub const PARTS: u64 = 720_720 * 10_000;

/// What so many parts are.
pub fn in_units(parts: u128) -> f64 {
    parts as f64 / PARTS as f64
}

/// What one report adds, or what many of them come to, in [`PARTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Places reported.
    pub places: u128,
    /// Occupied places, of reports with both.
    pub occupied: u128,
    /// The places of those reports.
    pub occupied_of: u128,
    /// Free places of those reports; a department that is over-full has none, and not fewer.
    pub free: u128,
    /// Citizens who wait.
    pub waiting: u128,
    /// Places whose occupancy is not reported: of reports without it.
    pub without_occupancy: u128,
}

impl Amounts {
    /// The share of the `nth` of `n` that share equally, so that all of them add up.
    #[must_use]
    pub fn share(&self, nth: usize, n: usize) -> Self {
        let of = |parts: u128| share(parts, nth, n);
        Self {
            places: of(self.places),
            occupied: of(self.occupied),
            occupied_of: of(self.occupied_of),
            free: of(self.free),
            waiting: of(self.waiting),
            without_occupancy: of(self.without_occupancy),
        }
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.places += other.places;
        self.occupied += other.occupied;
        self.occupied_of += other.occupied_of;
        self.free += other.free;
        self.waiting += other.waiting;
        self.without_occupancy += other.without_occupancy;
    }
}

/// The `nth` share of `n` equal ones; the first ones hold what is left over.
pub(super) fn share(parts: u128, nth: usize, n: usize) -> u128 {
    let (nth, n) = (nth as u64, n.max(1) as u64);
    // What one department has fits, and is divided ten times as fast.
    if let Ok(parts) = u64::try_from(parts) {
        return u128::from(parts / n + u64::from(nth < parts % n));
    }
    let (nth, n) = (u128::from(nth), u128::from(n));
    parts / n + u128::from(nth < parts % n)
}
