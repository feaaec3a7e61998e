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
        // Without branches: grades follow no pattern that a processor could foretell.
        let mut bytes = 0;
        for (index, grade) in grades.0.iter().enumerate() {
            let bounds: GradeBounds = (*grade).into();
            bytes |= OF_FIRST[usize::from(bounds.mask() & 31)] << index;
        }
        let sets = bytes.to_le_bytes().map(ParameterSet);
        Self {
            at_least: [sets[0], sets[1], sets[2]],
            may_reach: [sets[3], sets[4], sets[5]],
            not_relevant: sets[6],
            may_leave: sets[7],
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
        let [light, moderate, high] = self.at_least;
        let open = (light.0 ^ self.may_reach[0].0)
            | (moderate.0 ^ self.may_reach[1].0)
            | (high.0 ^ self.may_reach[2].0);
        ParameterSet(self.may_leave.0 | open)
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

/// The planes' bytes where of the first parameter this is left and of the others nothing is said,
/// by [`GradeBounds::mask`].
static OF_FIRST: [u64; 32] = {
    let mut bytes = [0; 32];
    let mut mask = 1;
    while mask < 32 {
        let bounds = GradeBounds::of(mask);
        let may_leave = bounds.may_be_not_relevant();
        bytes[mask as usize] = u64::from_le_bytes(match bounds.ends() {
            None => [0, 0, 0, 0, 0, 0, 1, 0],
            Some((low, high)) => {
                let (low, high) = (low as u8, high as u8);
                [
                    (low >= 1) as u8,
                    (low >= 2) as u8,
                    (low >= 3) as u8,
                    (high >= 1) as u8,
                    (high >= 2) as u8,
                    (high >= 3) as u8,
                    0,
                    may_leave as u8,
                ]
            }
        });
        mask += 1;
    }
    bytes
};
