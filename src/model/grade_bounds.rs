//! What may a grade be, by what is known of it?

use std::fmt;
use std::num::NonZeroU8;

use super::{Attained, Grade};

/// *Graduering, så vidt den er kendt*: the grades that a parameter may turn out to have. A known
/// grade leaves one, an unknown one all; "mindst moderat" leaves *moderat* and *højt*.
///
/// Of the four levels it is always those from a lowest to a highest. *Ikke relevant* may be left
/// beside them: nobody knows yet whether the parameter stays in the count (Reading R3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct GradeBounds(NonZeroU8);

/// The bit of *ikke relevant*; those of *ingen* to *højt* are 1, 2, 4 and 8.
const NOT_RELEVANT: u8 = 1 << 4;
const LEVELS: u8 = NOT_RELEVANT - 1;

impl GradeBounds {
    /// Nothing is known: *ingen* to *højt*, or *ikke relevant*.
    pub const ANY: Self = Self(NonZeroU8::MIN.saturating_add((LEVELS | NOT_RELEVANT) - 1));
    /// Known, and not relevant.
    pub const NOT_RELEVANT: Self = Self::of(NOT_RELEVANT);

    /// From `low` to `high`, both included. From *ingen* to *højt* nothing is known, not even that
    /// the parameter is relevant: [`GradeBounds::ANY`].
    pub const fn between(low: Attained, high: Attained) -> Self {
        let from_low = LEVELS << low as u8;
        let to_high = LEVELS >> (Attained::High as u8 - high as u8);
        match from_low & to_high {
            LEVELS => Self::ANY,
            levels => Self::of(levels),
        }
    }

    /// The same, or *ikke relevant*.
    #[must_use]
    pub const fn or_not_relevant(self) -> Self {
        Self::of(self.mask() | NOT_RELEVANT)
    }

    /// The bounds that hold both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let both = Self::of(self.mask() | other.mask());
        match both.ends() {
            Some((low, high)) if both.may_be_not_relevant() => {
                Self::between(low, high).or_not_relevant()
            }
            Some((low, high)) => Self::between(low, high),
            None => both,
        }
    }

    /// The lowest and the highest level; nothing when it is known that the parameter is not
    /// relevant.
    pub const fn ends(self) -> Option<(Attained, Attained)> {
        let levels = self.mask() & LEVELS;
        if levels == 0 {
            return None;
        }
        let low = Attained::ALL[levels.trailing_zeros() as usize];
        Some((low, Attained::ALL[levels.ilog2() as usize]))
    }

    /// Whether it may turn out to be *ikke relevant*, or is known to be.
    pub const fn may_be_not_relevant(self) -> bool {
        self.mask() & NOT_RELEVANT != 0
    }

    /// The grade, when one only is left.
    pub const fn grade(self) -> Grade {
        if self.mask().count_ones() > 1 {
            return Grade::Unknown;
        }
        match self.ends() {
            Some((Attained::None, _)) => Grade::None,
            Some((Attained::Light, _)) => Grade::Light,
            Some((Attained::Moderate, _)) => Grade::Moderate,
            Some((Attained::High, _)) => Grade::High,
            None => Grade::NotRelevant,
        }
    }

    /// Whether it may turn out to be `other`, or anything that `other` may be.
    pub const fn allows(self, other: Self) -> bool {
        self.mask() & other.mask() == other.mask()
    }

    /// A number for it: the sum of 1 for *ingen*, 2 *let*, 4 *moderat*, 8 *højt*, 16 *ikke
    /// relevant*, each where it is left.
    #[inline]
    pub const fn code(self) -> u8 {
        self.mask()
    }

    /// The bounds of a code; none has it when levels between others are missing, or when all levels
    /// are left and *ikke relevant* is not.
    #[inline]
    pub fn from_code(code: u8) -> Option<Self> {
        if code == 0 || code > (LEVELS | NOT_RELEVANT) {
            return None;
        }
        let bounds = Self::of(code);
        let made = match bounds.ends() {
            None => Self::NOT_RELEVANT,
            Some((low, high)) if bounds.may_be_not_relevant() => {
                Self::between(low, high).or_not_relevant()
            }
            Some((low, high)) => Self::between(low, high),
        };
        (made == bounds).then_some(bounds)
    }

    /// A bit for each grade that is left: *ingen*, *let*, *moderat*, *højt*, *ikke relevant*.
    #[inline]
    pub(super) const fn mask(self) -> u8 {
        self.0.get()
    }

    /// Never 0: something is always left.
    #[inline]
    pub(super) const fn of(mask: u8) -> Self {
        match NonZeroU8::new(mask) {
            Some(mask) => Self(mask),
            None => Self::ANY,
        }
    }
}

impl Default for GradeBounds {
    fn default() -> Self {
        Self::ANY
    }
}

impl From<Grade> for GradeBounds {
    #[inline]
    fn from(grade: Grade) -> Self {
        // Without branches: grades follow no pattern that a processor could foretell.
        const MASKS: [u8; 8] = [1, 2, 4, 8, NOT_RELEVANT, LEVELS | NOT_RELEVANT, 0, 0];
        Self::of(MASKS[grade as usize & 7])
    }
}

/// The words for readers: *let*, *mindst let*, *højst moderat*, *let eller moderat*, *ikke oplyst*;
/// behind them *hvis relevant* where that is open.
impl fmt::Display for GradeBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = match self.ends() {
            _ if *self == Self::ANY => return f.write_str(Grade::Unknown.danish()),
            None => return f.write_str(Grade::NotRelevant.danish()),
            Some(ends) => ends,
        };
        match (low, high) {
            (low, high) if low == high => f.write_str(low.danish())?,
            (low, Attained::High) => write!(f, "mindst {low}")?,
            (Attained::None, high) => write!(f, "højst {high}")?,
            (low, high) => write!(f, "{low} eller {high}")?,
        }
        if self.may_be_not_relevant() { f.write_str(", hvis relevant") } else { Ok(()) }
    }
}

impl fmt::Debug for GradeBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
