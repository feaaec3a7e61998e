//! Which colour stands for what?
//!
//! The three levels are one blue ramp with lightness 79/53/19, told apart also by the colour-blind
//! and in grey print; because no three-step ramp reaches a contrast of 3:1 between neighbours,
//! every segment has an outline and its own label. All that is no level is neutral grey.

use crate::model::{Grade, Level, PlacementState};

use crate::chart::Rgb;

/// Text.
pub(super) const INK: Rgb = Rgb(0x1A, 0x1A, 0x1A);
/// Text of second rank.
pub(super) const SOFT_INK: Rgb = Rgb(0x55, 0x55, 0x55);
/// Outlines of segments.
pub(super) const OUTLINE: Rgb = Rgb(0x33, 0x33, 0x33);
/// Lines that guide the eye.
pub(super) const GRID: Rgb = Rgb(0xDD, 0xDD, 0xDD);
/// Lines of a hatching.
pub(super) const HATCH: Rgb = Rgb(0x77, 0x77, 0x77);
/// Paper.
pub(super) const WHITE: Rgb = Rgb(0xFF, 0xFF, 0xFF);
const BLACK: Rgb = Rgb(0x00, 0x00, 0x00);

/// Hatching over a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// None.
    Plain,
    /// Lines rising to the right, this far apart.
    Rising(u16),
    /// Lines falling to the right, this far apart.
    Falling(u16),
    /// Both.
    Crossed(u16),
}

/// How an area is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fill {
    /// Colour.
    pub color: Rgb,
    /// Hatching.
    pub pattern: Pattern,
}

/// What an area on a map stands for. The steps are purple, so that nobody takes them for levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaFill {
    /// A level.
    Level(Level),
    /// One of five steps, from 0 (light) to 4 (dark).
    Step(u8),
    /// Nobody, or nothing.
    Nobody,
    /// Not known.
    Unknown,
}

const fn plain(color: Rgb) -> Fill {
    Fill { color, pattern: Pattern::Plain }
}

/// The fill of a level.
pub(super) const fn level(level: Level) -> Fill {
    plain(match level {
        Level::Light => Rgb(0x9C, 0xC7, 0xEE),
        Level::Moderate => Rgb(0x3B, 0x82, 0xC4),
        Level::High => Rgb(0x0B, 0x2F, 0x57),
    })
}

/// The fill of a state that is no level; `Placed` is drawn by its level and has the first one's.
pub(super) const fn state(state: PlacementState) -> Fill {
    match state {
        PlacementState::Placed => level(Level::Light),
        PlacementState::BelowLight => plain(WHITE),
        PlacementState::Provisional => {
            Fill { color: Rgb(0xEE, 0xEE, 0xEE), pattern: Pattern::Rising(6) }
        }
        PlacementState::QualityUnknown => {
            Fill { color: Rgb(0xCC, 0xCC, 0xCC), pattern: Pattern::Falling(6) }
        }
        PlacementState::QualityNotMet => {
            Fill { color: Rgb(0x9A, 0x9A, 0x9A), pattern: Pattern::Crossed(8) }
        }
        PlacementState::NotAssessed => plain(Rgb(0xF7, 0xF7, 0xF7)),
    }
}

/// The fill of an area on a map.
pub(super) const fn area(fill: AreaFill) -> Fill {
    match fill {
        AreaFill::Level(of) => level(of),
        AreaFill::Step(step) => plain(match step {
            0 => Rgb(0xF3, 0xEC, 0xF8),
            1 => Rgb(0xDD, 0xCB, 0xEA),
            2 => Rgb(0xB8, 0x98, 0xD1),
            3 => Rgb(0x7D, 0x55, 0x9E),
            _ => Rgb(0x4B, 0x2A, 0x6B),
        }),
        AreaFill::Nobody => plain(WHITE),
        AreaFill::Unknown => Fill { color: Rgb(0xEE, 0xEE, 0xEE), pattern: Pattern::Rising(6) },
    }
}

/// Lines and dots of a series, the first the most important.
pub(super) const SERIES: [Rgb; 4] =
    [Rgb(0x4B, 0x2A, 0x6B), Rgb(0x9A, 0x6F, 0xBE), Rgb(0x55, 0x55, 0x55), Rgb(0x99, 0x99, 0x99)];

/// Below, the same, above: two steps or more, one, none, one, two or more. Orange and purple are
/// told apart by the colour-blind (`ColorBrewer`'s `PuOr`); neither is a level's blue.
pub(super) const DISTANCES: [Fill; 5] = [
    plain(Rgb(0xB3, 0x58, 0x06)),
    plain(Rgb(0xF1, 0xA3, 0x40)),
    plain(Rgb(0xF0, 0xF0, 0xF0)),
    plain(Rgb(0x99, 0x8E, 0xC3)),
    plain(Rgb(0x54, 0x27, 0x88)),
];

/// The fill of what was assessed, beside what was not.
pub(super) const ASSESSED: Fill = plain(Rgb(0x6E, 0x6E, 0x6E));

/// The fill of a grade.
pub(super) const fn grade(grade: Grade) -> Fill {
    match grade {
        Grade::None => plain(WHITE),
        Grade::Light => level(Level::Light),
        Grade::Moderate => level(Level::Moderate),
        Grade::High => level(Level::High),
        Grade::NotRelevant => plain(Rgb(0xB8, 0xB8, 0xB8)),
        Grade::Unknown => Fill { color: Rgb(0xEE, 0xEE, 0xEE), pattern: Pattern::Rising(6) },
    }
}

/// A grey for a share from 0 to 1, an orange for one from 0 to -1.
pub(super) fn shade(share: f64) -> Rgb {
    let darkest = if share < 0.0 { Rgb(0xB3, 0x58, 0x06) } else { Rgb(85, 85, 85) };
    let part = share.abs().clamp(0.0, 1.0);
    // Between the darkest and 245: in range by the clamp above.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mixed = |dark: u8| (245.0 - part * (245.0 - f64::from(dark))).round() as u8;
    Rgb(mixed(darkest.0), mixed(darkest.1), mixed(darkest.2))
}

/// Black or white, whichever is read more easily on a colour (at least 4.5:1).
pub(super) fn ink_on(color: Rgb) -> Rgb {
    if contrast(color, BLACK) >= contrast(color, WHITE) { BLACK } else { WHITE }
}

/// Contrast of two colours (WCAG 2.1, 1.4.3), from 1 to 21.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_readable_on_every_colour() {
        let fills = Level::ALL.map(level).into_iter();
        let fills = fills.chain(PlacementState::ALL.map(state));
        let known = [Grade::None, Grade::Light, Grade::Moderate, Grade::High];
        let fills = fills.chain(known.map(grade));
        let fills = fills.chain([Grade::NotRelevant, Grade::Unknown].map(grade));
        let fills = fills.chain((0..5).map(|step| area(AreaFill::Step(step))));
        let fills = fills.chain([AreaFill::Nobody, AreaFill::Unknown].map(area));
        let colors =
            fills.map(|fill| fill.color).chain((-100..=100).map(|i| shade(f64::from(i) / 100.0)));
        for color in colors {
            assert!(contrast(color, ink_on(color)) >= 4.5, "{color:?}");
        }
    }
}
