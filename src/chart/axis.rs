//! Where do the ticks of an axis stand, and where does a value lie on it?

use crate::chart::frame::SMALL;
use crate::chart::label;

/// An axis from a lowest to a highest value, plain or logarithmic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    is_log: bool,
    /// Whether there are ticks at whole numbers only.
    is_whole: bool,
    /// Where the lowest and the highest value lie, in pixels.
    from: f64,
    to: f64,
}

/// A tick: a line across the axis, and its number where that has room.
pub(super) struct Mark {
    pub x: f64,
    pub text: String,
    pub is_zero: bool,
}

impl Axis {
    pub(super) fn plain(low: f64, high: f64, (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, is_log: false, is_whole: false, from, to }
    }

    /// Logarithmic; both ends are widened to 1, 2 or 5 times a power of ten.
    pub(super) fn log(low: f64, high: f64, (from, to): (f64, f64)) -> Self {
        let low = if low.is_finite() && low > 0.0 { low } else { 1.0 };
        let high = if high.is_finite() && high > low { high } else { low * 10.0 };
        let low = steps(low / 10.0, low).into_iter().next_back().unwrap_or(low);
        let high = steps(high, high * 10.0).into_iter().next().unwrap_or(high);
        Self { low, high, is_log: true, is_whole: false, from, to }
    }

    /// With ticks at whole numbers only.
    pub(super) const fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// Where a value lies; what lies beyond an end is drawn there.
    pub(super) fn place(&self, value: f64) -> f64 {
        let part = if self.is_log {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 };
        self.from + part * (self.to - self.from)
    }

    /// The ticks of a horizontal axis. Numbers are left out until the others stand apart.
    pub(super) fn marks(&self, words: impl Fn(f64) -> String) -> Vec<Mark> {
        let mut beyond = f64::NEG_INFINITY;
        let mark = |tick: f64| {
            let (x, mut text) = (self.place(tick).round(), words(tick));
            let half = label::width(&text, SMALL, false) / 2.0;
            if x - half > beyond + 8.0 {
                beyond = x + half;
            } else {
                text.clear();
            }
            Mark { x, text, is_zero: tick == 0.0 }
        };
        self.ticks().into_iter().map(mark).collect()
    }

    /// The values with a tick.
    fn ticks(&self) -> Vec<f64> {
        if self.is_log {
            return steps(self.low, self.high);
        }
        let rough = (self.high - self.low) / 6.0;
        let magnitude = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .map(|times| times * magnitude)
            .into_iter()
            .find(|step| *step >= rough)
            .unwrap_or(rough);
        let first = (self.low / step).ceil();
        (0..=12)
            .map(|i| (first + f64::from(i)) * step)
            .take_while(|tick| *tick <= self.high * (1.0 + 1e-9))
            .filter(|tick| !self.is_whole || tick.fract() == 0.0)
            .collect()
    }
}

/// A share from 0 to 1 in percent.
pub(super) fn percent_text(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// 1, 2 and 5 times the powers of ten between two values, both included.
fn steps(low: f64, high: f64) -> Vec<f64> {
    let mut all = Vec::new();
    for power in -6..=12 {
        for times in [1.0, 2.0, 5.0] {
            let step = times * 10_f64.powi(power);
            if step >= low * (1.0 - 1e-9) && step <= high * (1.0 + 1e-9) {
                all.push(step);
            }
        }
    }
    all
}

/// A tick's number without needless decimals.
pub(super) fn tick_text(value: f64) -> String {
    let text =
        if value >= 1.0 || value == 0.0 { format!("{value:.1}") } else { format!("{value:.4}") };
    let short = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, decimals) = short.split_once('.').unwrap_or((short, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), crate::table::thousands);
    if decimals.is_empty() { whole } else { format!("{whole},{decimals}") }
}
