//! How is a map drawn on real boundaries?
//!
//! Three frames: the country, Bornholm drawn in beside it, and the capital's surroundings enlarged.
//! Degrees become pixels with the east-west scale of the middle latitude (equirectangular
//! projection): within Denmark shapes are off by 3 % at most.

use crate::model::Boundaries;
use crate::model::MunicipalityCode;

use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet};
use crate::chart::label;
use crate::chart::map_area::{Filled, MapArea};
use crate::chart::palette::{self, Fill, GRID, HATCH, INK, OUTLINE, Pattern};
use crate::chart::{Anchor, Shape};

/// Height of the country's frame.
const HEIGHT: f64 = 780.0;
/// Width of the frames beside it.
const BESIDE: f64 = 250.0;
/// Latitude whose east-west scale is used.
const MIDDLE_LATITUDE: f64 = 56.0;
/// Bornholm lies east of this.
const BORNHOLM_EAST_OF: f64 = 14.0;
/// West, south, east, north of the surroundings of København.
const CAPITAL: [f64; 4] = [12.17, 55.53, 12.75, 55.86];
/// A ring to draw: whose it is, its points, and west, south, east, north.
struct Ring<'r> {
    area: &'r MapArea,
    fill: Fill,
    points: &'r [(f64, f64)],
    extent: [f64; 4],
}

pub(super) fn draw(sheet: &mut Sheet, areas: &[Filled<'_>], boundaries: &Boundaries) {
    let mut rings: Vec<Ring<'_>> = areas
        .iter()
        .filter_map(|filled| Some((filled, MunicipalityCode(filled.0.code.parse().ok()?))))
        .flat_map(|(filled, code)| boundaries.rings(code).iter().map(move |ring| (filled, ring)))
        .map(|((area, fill), points)| Ring { area, fill: *fill, points, extent: extent(points) })
        .collect();
    // The large first: who lies in a hole of another is drawn upon it.
    rings.sort_by(|a, b| {
        size(b.extent).total_cmp(&size(a.extent)).then_with(|| a.area.code.cmp(&b.area.code))
    });
    let (top, left) = (sheet.y.round(), MARGIN);
    let right = sheet.width - MARGIN;
    let is_bornholm = |ring: &&Ring<'_>| ring.extent[0] > BORNHOLM_EAST_OF;
    let is_in_capital = |ring: &&Ring<'_>| {
        let [west, south, east, north] = ring.extent;
        let middle = (west.midpoint(east), south.midpoint(north));
        (CAPITAL[0]..CAPITAL[2]).contains(&middle.0) && (CAPITAL[1]..CAPITAL[3]).contains(&middle.1)
    };
    let country: Vec<&Ring<'_>> = rings.iter().filter(|ring| !is_bornholm(ring)).collect();
    let bornholm: Vec<&Ring<'_>> = rings.iter().filter(is_bornholm).collect();
    let capital: Vec<&Ring<'_>> = rings.iter().filter(is_in_capital).collect();
    let beside = right - BESIDE;
    let frame = [left, top, beside - 14.0, top + HEIGHT];
    draw_frame(sheet, &country, frame, None);
    if !bornholm.is_empty() {
        let frame = [beside, top, right, top + 190.0];
        draw_frame(sheet, &bornholm, frame, Some("Bornholm (ligger længere mod øst)"));
    }
    if !capital.is_empty() {
        let frame = [beside, top + 214.0, right, top + 214.0 + 300.0];
        draw_frame(sheet, &capital, frame, Some("Omkring København (forstørret)"));
    }
    sheet.y = top + HEIGHT + 8.0;
}

/// Draws rings as large as the frame allows.
fn draw_frame(sheet: &mut Sheet, rings: &[&Ring<'_>], frame: [f64; 4], heading: Option<&str>) {
    let [left, mut top, right, bottom] = frame;
    if let Some(heading) = heading {
        sheet.text(heading, (left, top + 8.0), Anchor::Start, SMALL, false, INK);
        top += 22.0;
        sheet.rect([left, top, right, bottom], None, Some((GRID, 1)));
    }
    let Some(all) = rings
        .iter()
        .map(|ring| ring.extent)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    else {
        return;
    };
    let narrow = MIDDLE_LATITUDE.to_radians().cos();
    let inner = if heading.is_some() { 8.0 } else { 0.0 };
    let (width, height) = (right - left - 2.0 * inner, bottom - top - 2.0 * inner);
    let across = ((all[2] - all[0]) * narrow).max(1e-6);
    let up = (all[3] - all[1]).max(1e-6);
    let scale = (width / across).min(height / up);
    let (spare_x, spare_y) = ((width - across * scale) / 2.0, (height - up * scale) / 2.0);
    let to_pixels = |(east, north): (f64, f64)| {
        let x = left + inner + spare_x + (east - all[0]) * narrow * scale;
        let y = top + inner + spare_y + (all[3] - north) * scale;
        (x, y)
    };
    for ring in rings {
        let fill = ring.fill;
        let mut points: Vec<(f64, f64)> = ring.points.iter().map(|p| to_pixels(*p)).collect();
        points.dedup_by_key(|(x, y)| (x.round().to_bits(), y.round().to_bits()));
        if points.len() >= 3 {
            let hatch = if fill.pattern == Pattern::Plain { Vec::new() } else { hatch(&points) };
            let outline = Some((OUTLINE, 1));
            sheet.draw(Shape::Polygon { points, fill: fill.color, outline });
            for (from, to) in hatch {
                sheet.line(from, to, HATCH);
            }
        }
    }
    draw_group_borders(sheet, rings, &to_pixels);
    draw_labels(sheet, rings, &to_pixels, [left, top, right, bottom]);
}

/// Rising lines inside a polygon, in step with those of its neighbours: where x + y is a multiple
/// of six.
fn hatch(points: &[(f64, f64)]) -> Vec<((f64, f64), (f64, f64))> {
    const APART: f64 = 6.0;
    let sum = |point: &(f64, f64)| point.0 + point.1;
    let low = points.iter().map(sum).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(sum).fold(f64::NEG_INFINITY, f64::max);
    let mut lines = Vec::new();
    let mut constant = (low / APART).floor() * APART + APART;
    while constant < high {
        let closed = points.iter().zip(points.iter().cycle().skip(1));
        let mut crossings: Vec<f64> = closed
            .filter(|(a, b)| (sum(a) > constant) != (sum(b) > constant))
            .map(|(a, b)| a.0 + (constant - sum(a)) / (sum(b) - sum(a)) * (b.0 - a.0))
            .collect();
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            lines.push(((pair[0], constant - pair[0]), (pair[1], constant - pair[1])));
        }
        constant += APART;
    }
    lines
}

/// A thick line wherever two groups meet: along the sides that two rings of different groups have
/// in common, and that border nobody of the own group.
fn draw_group_borders(
    sheet: &mut Sheet,
    rings: &[&Ring<'_>],
    to_pixels: &impl Fn((f64, f64)) -> (f64, f64),
) {
    use std::collections::BTreeMap;
    type Key = (u64, u64);
    let key = |(x, y): (f64, f64)| -> Key { (x.to_bits(), y.to_bits()) };
    // Sides by their ends: whose groups are they?
    let mut sides: BTreeMap<(Key, Key), Vec<Option<usize>>> = BTreeMap::new();
    let ends = |side: &[(f64, f64)]| {
        let (a, b) = (key(side[0]), key(side[1]));
        (a.min(b), a.max(b))
    };
    for ring in rings {
        for side in ring.points.windows(2) {
            sides.entry(ends(side)).or_default().push(ring.area.group);
        }
    }
    for ring in rings.iter().filter(|ring| ring.area.group.is_some()) {
        let is_border = |side: &[(f64, f64)]| {
            let of = sides.get(&ends(side)).map_or(&[][..], Vec::as_slice);
            of.len() > 1 && of.iter().any(|group| *group != ring.area.group)
        };
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut flush = |run: &mut Vec<(f64, f64)>| {
            if run.len() > 1 {
                let points = std::mem::take(run);
                sheet.draw(Shape::Curve { points, color: INK, width: 3 });
            }
            run.clear();
        };
        for side in ring.points.windows(2) {
            if is_border(side) {
                if run.is_empty() {
                    run.push(to_pixels(side[0]));
                }
                run.push(to_pixels(side[1]));
            } else {
                flush(&mut run);
            }
        }
        flush(&mut run);
    }
}

/// Labels that fit inside their municipality, the largest first; none lies on another.
fn draw_labels(
    sheet: &mut Sheet,
    rings: &[&Ring<'_>],
    to_pixels: &impl Fn((f64, f64)) -> (f64, f64),
    frame: [f64; 4],
) {
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    // Degrees of a pixel, south to north.
    let pixel = {
        let (a, b) = (to_pixels((0.0, 55.0)).1, to_pixels((0.0, 56.0)).1);
        if a > b { (a - b).recip() } else { 0.0 }
    };
    for (nth, ring) in rings.iter().enumerate() {
        let area = ring.area;
        // A municipality's largest ring comes first; its islets carry no label.
        if area.label.is_empty() || told.contains(&area.code.as_str()) {
            continue;
        }
        told.push(&area.code);
        let half = label::width(&area.label, COUNT, true) / 2.0 + 1.0;
        let fitting = |((west, east), north): ((f64, f64), f64)| {
            let ((left, y), (right, _)) = (to_pixels((west, north)), to_pixels((east, north)));
            let x = left.midpoint(right);
            let place = [x - half, y - 7.0, x + half, y + 9.0];
            let is_free = taken.iter().all(|other| {
                place[0] >= other[2]
                    || other[0] >= place[2]
                    || place[1] >= other[3]
                    || other[1] >= place[3]
            });
            let is_inside = place[0] >= frame[0]
                && place[2] <= frame[2]
                && place[1] >= frame[1]
                && place[3] <= frame[3];
            // Who lies in a hole of this one is drawn upon it.
            let middle = (west.midpoint(east), north);
            let is_own = !rings[nth + 1..].iter().any(|other| contains(other, middle));
            let has_room = right - left >= 2.0 * half;
            (has_room && is_free && is_inside && is_own).then_some(((x, y), place))
        };
        let Some((at, place)) = stretches(ring.points, ring.extent, (7.0 * pixel, 6.0 * pixel))
            .into_iter()
            .find_map(fitting)
        else {
            continue;
        };
        taken.push(place);
        let ink = palette::ink_on(ring.fill.color);
        sheet.text(&area.label, at, Anchor::Middle, COUNT, true, ink);
    }
}

/// West, south, east, north.
fn extent(points: &[(f64, f64)]) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(start, |[west, south, east, north], (x, y)| {
        [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
    })
}

fn size([west, south, east, north]: [f64; 4]) -> f64 {
    (east - west) * (north - south)
}

/// The widest stretch inside a ring, west to east, on rows from its middle outwards; as wide as the
/// ring is from `below` degrees under the row to `above` over it.
fn stretches(
    points: &[(f64, f64)],
    [_, south, _, north]: [f64; 4],
    (below, above): (f64, f64),
) -> Vec<((f64, f64), f64)> {
    let on = |row: f64| -> Vec<(f64, f64)> {
        let mut crossings: Vec<f64> = points
            .windows(2)
            .filter(|side| (side[0].1 > row) != (side[1].1 > row))
            .map(|side| {
                let along = (row - side[0].1) / (side[1].1 - side[0].1);
                side[0].0 + along * (side[1].0 - side[0].0)
            })
            .collect();
        crossings.sort_by(f64::total_cmp);
        crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let common = |one: (f64, f64), row: f64| {
        let parts = on(row).into_iter().map(|(west, east)| (one.0.max(west), one.1.min(east)));
        widest(parts.filter(|(west, east)| west < east).collect())
    };
    let at = |part: f64| {
        let row = south + (north - south) * part;
        let middle = widest(on(row))?;
        let whole = common(common(middle, row - below)?, row + above)?;
        Some((whole, row))
    };
    [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75].into_iter().filter_map(at).collect()
}

fn widest(stretches: Vec<(f64, f64)>) -> Option<(f64, f64)> {
    stretches.into_iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}

/// Whether a place lies inside a ring (even-odd rule).
fn contains(ring: &Ring<'_>, (east, north): (f64, f64)) -> bool {
    let [w, s, e, n] = ring.extent;
    if !(w..=e).contains(&east) || !(s..=n).contains(&north) {
        return false;
    }
    let is_crossed = |side: &&[(f64, f64)]| {
        (side[0].1 > north) != (side[1].1 > north)
            && side[0].0 + (north - side[0].1) / (side[1].1 - side[0].1) * (side[1].0 - side[0].0)
                > east
    };
    ring.points.windows(2).filter(is_crossed).count() % 2 == 1
}
