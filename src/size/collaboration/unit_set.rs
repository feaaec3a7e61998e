//! Which units are in a set, and do they hang together?

/// A set of at most 128 units, each a number from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitSet(u128);

impl UnitSet {
    /// How many units there may be: Denmark has 98 municipalities.
    pub(super) const CAPACITY: usize = 128;

    /// 0 to `n` - 1; `n` at most [`UnitSet::CAPACITY`].
    pub(super) fn first(n: usize) -> Self {
        (0..n.min(Self::CAPACITY)).fold(Self::default(), Self::with)
    }

    pub(super) const fn of(unit: usize) -> Self {
        Self(1 << unit)
    }

    #[must_use]
    pub(super) const fn with(self, unit: usize) -> Self {
        Self(self.0 | (1 << unit))
    }

    #[must_use]
    pub(super) const fn without(self, unit: usize) -> Self {
        Self(self.0 & !(1 << unit))
    }

    #[must_use]
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[must_use]
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub(super) const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn contains(self, unit: usize) -> bool {
        self.0 >> unit & 1 == 1
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The unit with the smallest number.
    pub(super) const fn smallest(self) -> Option<usize> {
        if self.0 == 0 { None } else { Some(self.0.trailing_zeros() as usize) }
    }

    /// The `nth` unit, from 0, in the order of numbers.
    pub(super) fn nth(self, nth: u32) -> Option<usize> {
        self.units().nth(nth as usize)
    }

    /// The units, in the order of their numbers.
    pub(super) fn units(self) -> impl Iterator<Item = usize> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let unit = rest.smallest()?;
            rest = rest.without(unit);
            Some(unit)
        })
    }

    /// Those of the set that can be reached from `start` without leaving it.
    #[must_use]
    pub(super) fn reached_from(self, start: usize, adjacent: &[Self]) -> Self {
        let mut reached = Self::of(start).and(self);
        let mut fresh = reached;
        while let Some(unit) = fresh.smallest() {
            let new = adjacent[unit].and(self).minus(reached);
            reached = reached.or(new);
            fresh = fresh.without(unit).or(new);
        }
        reached
    }

    /// Whether every unit can be reached from every other without leaving the set; an empty set
    /// hangs together.
    pub(super) fn hangs_together(self, adjacent: &[Self]) -> bool {
        self.smallest().is_none_or(|start| self.reached_from(start, adjacent) == self)
    }

    /// The set in parts that hang together, in the order of their smallest units.
    pub(super) fn parts(self, adjacent: &[Self]) -> Vec<Self> {
        let mut rest = self;
        let mut parts = Vec::new();
        while let Some(start) = rest.smallest() {
            let part = rest.reached_from(start, adjacent);
            parts.push(part);
            rest = rest.minus(part);
        }
        parts
    }
}
