//! Where does a rising function reach a value?

/// The smallest floating number at or above 0 (to the last digit) at which `rising` is at least
/// `target`; `about` is any positive number of the right size. By doubling and halving a bracket:
/// slower than Newton's method by microseconds, and it cannot miss. A function that never gets
/// there gives a number beyond all use, not an endless loop.
pub fn rising_root(target: f64, about: f64, rising: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, about);
    while rising(high) < target && high < f64::MAX / 4.0 {
        (low, high) = (high, high * 2.0);
    }
    loop {
        let middle = low.midpoint(high);
        // No number lies between the two any more.
        if middle <= low || middle >= high {
            return high;
        }
        if rising(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
}
