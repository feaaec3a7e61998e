//! How is one stacked bar drawn, with a count for every segment?
//!
//! A count that does not fit inside its segment moves beside the bar, with a swatch that says whose
//! it is. No count is left out and none lies on another.

use crate::table::thousands;

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, Sheet};
use crate::chart::label;
use crate::chart::palette::{Fill, INK, SOFT_INK, WHITE};

const SWATCH: f64 = 10.0;
/// From the bar's end to the first count beside it, and between these counts.
const APART: f64 = 9.0;

/// A segment of a bar.
#[derive(Clone, Copy)]
pub(super) struct Segment {
    pub fill: Fill,
    pub count: u64,
}

/// The sum of a bar's segments.
pub(super) fn total(segments: &[Segment]) -> u64 {
    segments.iter().map(|segment| segment.count).sum()
}

/// Pixels that a bar needs with the counts beside it.
pub(super) fn room_needed(segments: &[Segment], scale: f64) -> f64 {
    let beside: f64 = beside(segments, scale).map(width_beside).sum();
    let nothing = label::width("0", COUNT, false) + APART;
    (total(segments) as f64 * scale + beside).max(nothing) + APART
}

/// The largest scale up to `most` that fits; when none does, the smallest that was tried. Where a
/// smaller one does not fit a larger one may: counts that stand beside a short bar stand in a long.
pub(super) fn largest_scale(most: f64, fits: impl Fn(f64) -> bool) -> f64 {
    const STEPS: u32 = 64;
    let at = |step: u32| most * f64::from(step) / f64::from(STEPS);
    let step = (1..=STEPS).rev().find(|step| fits(at(*step))).unwrap_or(0);
    if step == STEPS {
        return most;
    }
    let (mut scale, mut too_large) = (at(step), at(step + 1));
    for _ in 0..10 {
        let middle = f64::midpoint(scale, too_large);
        if fits(middle) {
            scale = middle;
        } else {
            too_large = middle;
        }
    }
    if scale > 0.0 { scale } else { too_large }
}

/// Draws a bar from `left`, centred on `y`; `scale` is pixels per unit, and 0 draws the counts only.
pub(super) fn draw(
    sheet: &mut Sheet,
    segments: &[Segment],
    (left, y): (f64, f64),
    thickness: f64,
    scale: f64,
) {
    let mut before = 0;
    for segment in segments.iter().filter(|s| s.count > 0 && scale > 0.0) {
        let from = left + before as f64 * scale;
        before += segment.count;
        let to = left + before as f64 * scale;
        let sides = [from, y - thickness / 2.0, to, y + thickness / 2.0];
        sheet.area(sides, segment.fill);
        if has_room(*segment, scale) {
            sheet.text_on(&thousands(segment.count), sides, segment.fill);
        }
    }
    let mut x = left + before as f64 * scale + APART;
    let room: f64 = beside(segments, scale).map(width_beside).sum();
    if room > 0.0 {
        // Keeps the grid out of the figures.
        sheet.rect([x - 2.0, y - 8.0, x + room - APART + 2.0, y + 8.0], Some(WHITE), None);
    }
    for segment in beside(segments, scale) {
        sheet.swatch((x, y), SWATCH, segment.fill);
        let count = thousands(segment.count);
        sheet.text(&count, (x + SWATCH + 4.0, y), Anchor::Start, COUNT, false, INK);
        x += width_beside(segment);
    }
    if total(segments) == 0 {
        sheet.text("0", (left + APART, y), Anchor::Start, COUNT, false, SOFT_INK);
    }
}

/// The segments whose count stands beside the bar.
fn beside(segments: &[Segment], scale: f64) -> impl Iterator<Item = Segment> {
    segments.iter().copied().filter(move |s| s.count > 0 && !has_room(*s, scale))
}

fn has_room(segment: Segment, scale: f64) -> bool {
    let needed = label::width(&thousands(segment.count), COUNT, false) + 5.0;
    segment.count as f64 * scale >= needed
}

fn width_beside(segment: Segment) -> f64 {
    SWATCH + 4.0 + label::width(&thousands(segment.count), COUNT, false) + APART
}
