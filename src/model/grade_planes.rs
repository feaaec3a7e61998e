//! How do eight grades lie in eight bytes, so that a rule is a few bit tests?

use super::{Attained, Grade, GradeBounds, Level, Parameter, ParameterSet, PerParameter};

/// The eight grades of an offering as bit planes, each by the bounds that are known of it: an
/// unknown grade lies between *ingen* and *højt*. Bits as in [`ParameterSet`].
///
/// `at_least[h]` holds the parameters known to reach level `h`, `may_reach[h]` those that may; both
/// are nested, *højt* within *moderat* within *let*, and `at_least[h] ⊆ may_reach[h]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GradePlanes {
    /// Parameters known to reach *let*, *moderat*, *højt*: by the lower bound of each.
    pub at_least: [ParameterSet; 3],
    /// Parameters that reach it, or may: by the upper bound of each.
    pub may_reach: [ParameterSet; 3],
    /// Parameters that are not relevant.
    pub not_relevant: ParameterSet,
    /// Parameters that may turn out not to be relevant, and then leave the count.
    pub may_leave: ParameterSet,
}

impl GradePlanes {
    /// Packs eight grades, known or known in part.
    #[inline]
    pub fn of<T: Copy + Into<GradeBounds>>(grades: &PerParameter<T>) -> Self {
        // A byte for each parameter becomes a byte for each grade: which parameters may have it.
        let masks = grades.0.map(|grade| grade.into().mask());
        let [none, light, moderate, high, not_relevant, ..] = transposed(masks);
        let any = none | light | moderate | high;
        let may_reach = [light | moderate | high, moderate | high, high];
        let below = [none, none | light, none | light | moderate];
        Self {
            at_least: [0, 1, 2].map(|level| ParameterSet(may_reach[level] & !below[level])),
            may_reach: may_reach.map(ParameterSet),
            not_relevant: ParameterSet(not_relevant & !any),
            may_leave: ParameterSet(not_relevant & any),
        }
    }

    /// Unpacks the eight grades.
    pub fn grades(self) -> PerParameter<Grade> {
        self.bounds().map(GradeBounds::grade)
    }

    /// Unpacks what is known of the eight grades.
    pub fn bounds(self) -> PerParameter<GradeBounds> {
        PerParameter::from_fn(|parameter| self.bound(parameter))
    }

    /// What is known of one grade.
    pub fn bound(self, parameter: Parameter) -> GradeBounds {
        if self.not_relevant.contains(parameter) {
            return GradeBounds::NOT_RELEVANT;
        }
        let reached = |planes: [ParameterSet; 3]| {
            Attained::ALL[planes.into_iter().filter(|met| met.contains(parameter)).count()]
        };
        let bounds = GradeBounds::between(reached(self.at_least), reached(self.may_reach));
        if self.may_leave.contains(parameter) { bounds.or_not_relevant() } else { bounds }
    }

    /// The grade of one parameter.
    pub fn grade(self, parameter: Parameter) -> Grade {
        self.bound(parameter).grade()
    }

    /// Parameters whose grade is not known, or known only in part.
    #[inline]
    pub const fn unknown(self) -> ParameterSet {
        let [[a, b, c], [d, e, f]] = [self.at_least, self.may_reach];
        ParameterSet(self.may_leave.0 | (a.0 ^ d.0) | (b.0 ^ e.0) | (c.0 ^ f.0))
    }

    /// Parameters of whose grade something is known, and not all.
    #[inline]
    pub const fn partly_known(self) -> ParameterSet {
        let nothing_known = self.may_reach[2].0 & !self.at_least[0].0;
        ParameterSet(self.unknown().0 & !nothing_known)
    }

    /// Parameters that are relevant, or may be.
    #[inline]
    pub const fn relevant(self) -> ParameterSet {
        ParameterSet(!self.not_relevant.0)
    }

    /// The parameters that are counted in the worst case for a level: of those that may leave the
    /// count, the ones that reach the level leave it, because what is left of the weight is then
    /// met by less of it.
    #[inline]
    pub const fn relevant_at_worst(self, level: Level) -> ParameterSet {
        ParameterSet(self.relevant().0 & !(self.may_leave.0 & self.at_least[level.index()].0))
    }

    /// The parameters that are counted in the best case for a level: of those that may leave the
    /// count, the ones that can't reach the level leave it.
    #[inline]
    pub const fn relevant_at_best(self, level: Level) -> ParameterSet {
        ParameterSet(self.relevant().0 & !(self.may_leave.0 & !self.may_reach[level.index()].0))
    }

    /// The same with one grade found out.
    #[must_use]
    pub fn with(mut self, parameter: Parameter, grade: Attained) -> Self {
        for level in Level::ALL {
            for planes in [&mut self.at_least, &mut self.may_reach] {
                let met = &mut planes[level.index()];
                *met =
                    if grade.reaches(level) { met.with(parameter) } else { met.without(parameter) };
            }
        }
        self.not_relevant = self.not_relevant.without(parameter);
        self.may_leave = self.may_leave.without(parameter);
        self
    }
}

/// Eight bytes as a square of bits, rows for columns: three rounds of swaps, of single bits, pairs
/// and fours (Warren, Hacker's Delight, 2nd ed., section 7-3).
#[inline]
const fn transposed(rows: [u8; 8]) -> [u8; 8] {
    let mut square = u64::from_le_bytes(rows);
    let mut swap = (square ^ (square >> 7)) & 0x00AA_00AA_00AA_00AA;
    square ^= swap ^ (swap << 7);
    swap = (square ^ (square >> 14)) & 0x0000_CCCC_0000_CCCC;
    square ^= swap ^ (swap << 14);
    swap = (square ^ (square >> 28)) & 0x0000_0000_F0F0_F0F0;
    square ^= swap ^ (swap << 28);
    square.to_le_bytes()
}
