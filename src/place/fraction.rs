//! What is a share, exactly? Floating weights misplace ties.

use std::fmt;

/// A fraction of whole numbers, in lowest terms: never a floating number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: u32,
    denominator: u32,
}

impl Fraction {
    /// The largest number that may stand above or below the line: far more than any weight needs,
    /// and eight of them multiply without overflow where they must.
    pub const LARGEST: u32 = 1_000_000;

    /// `numerator / denominator` in lowest terms; nothing when the denominator is zero.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = u32::try_from(gcd(numerator.into(), denominator.into())).ok()?;
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// A whole number.
    pub const fn whole(number: u32) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// Above the line.
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// Below the line; never zero.
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// Reads `3/8` or `1`, blanks allowed, no sign, up to [`Fraction::LARGEST`].
    pub fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        Self::new(whole_number(numerator)?, whole_number(denominator)?)
    }

    /// The fraction that a decimal number or a percentage stands for: `0.125`, `0,125` and
    /// `12,5 %` are 1/8. Only used to tell the reader what to write.
    pub fn of_decimal(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let number = trimmed.strip_suffix('%').map_or(trimmed, str::trim_end);
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, ""));
        let n_decimals = u32::try_from(decimals.len()).ok()?;
        let percent = if number.len() < trimmed.len() { 2 } else { 0 };
        let denominator = 10u32.checked_pow(n_decimals + percent)?;
        Self::new(whole_number(&format!("{whole}{decimals}"))?, denominator)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            denominator => write!(f, "{}/{denominator}", self.numerator),
        }
    }
}

/// The whole numbers, without a common divisor, that stand to each other as the fractions do:
/// 1/8, 1/4, 1/2 are 1, 2, 4. Nothing when they do not fit in 32 bits.
pub(super) fn in_whole_numbers(fractions: [Fraction; 8]) -> Option<[u32; 8]> {
    let mut common = 1u128;
    for fraction in fractions {
        let denominator = u128::from(fraction.denominator);
        common = common.checked_mul(denominator / gcd(common, denominator))?;
    }
    let mut whole = [0u128; 8];
    for (number, fraction) in whole.iter_mut().zip(fractions) {
        let factor = common / u128::from(fraction.denominator);
        *number = u128::from(fraction.numerator).checked_mul(factor)?;
    }
    let divisor = whole.into_iter().fold(0, gcd).max(1);
    let mut reduced = [0u32; 8];
    for (number, whole) in reduced.iter_mut().zip(whole) {
        *number = u32::try_from(whole / divisor).ok()?;
    }
    Some(reduced)
}

fn whole_number(text: &str) -> Option<u32> {
    let digits = text.trim();
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|number| is_plain && *number <= Fraction::LARGEST)
}

/// Greatest common divisor (Euclid); `gcd(0, b)` is `b`.
fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
