//! How is a map of equal squares drawn?
//!
//! A square per municipality; the register says where each stands.

use crate::chart::Anchor;
use crate::chart::frame::{MARGIN, SMALL, Sheet};
use crate::chart::label;
use crate::chart::map_area::{Filled, MapArea};
use crate::chart::palette::{self, Fill, INK, OUTLINE, Pattern};

/// Side of a square, and the largest that a grid of few columns gets.
const LARGEST_TILE: f64 = 52.0;
/// Font size of the name in a square.
const NAME: f64 = 10.0;
/// Font size of what stands in a corner.
const CORNER: f64 = 8.0;
/// Width of the line around a group.
const BORDER: f64 = 3.0;

pub(super) fn draw(sheet: &mut Sheet, areas: &[Filled<'_>]) {
    let placed = || areas.iter().filter_map(|(area, fill)| area.at.map(|at| (*area, *fill, at)));
    let n_columns = placed().map(|(_, _, (_, column))| column).max().unwrap_or(1).max(1);
    let n_rows = placed().map(|(_, _, (row, _))| row).max().unwrap_or(1).max(1);
    let room = sheet.width - 2.0 * MARGIN;
    let side = (room / f64::from(n_columns)).floor().min(LARGEST_TILE);
    let left = MARGIN + ((room - side * f64::from(n_columns)) / 2.0).floor();
    let top = sheet.y.round();
    let sides = |(row, column): (u8, u8)| {
        let x = left + side * f64::from(column.max(1) - 1);
        let y = top + side * f64::from(row.max(1) - 1);
        [x, y, x + side, y + side]
    };
    for (area, fill, at) in placed() {
        draw_tile(sheet, area, fill, sides(at));
    }
    for (area, _, at) in placed().filter(|(area, ..)| area.group.is_some()) {
        draw_border(sheet, areas, area.group, (at, sides(at)));
    }
    sheet.y = top + side * f64::from(n_rows) + 8.0;
    let missing: Vec<&str> =
        areas.iter().filter(|(a, _)| a.at.is_none()).map(|(a, _)| a.name.as_str()).collect();
    if !missing.is_empty() {
        let text = format!("Uden felt på kortet: {}.", missing.join(", "));
        sheet.paragraph(&text, MARGIN, room, SMALL, false, INK);
    }
}

fn draw_tile(sheet: &mut Sheet, area: &MapArea, fill: Fill, sides: [f64; 4]) {
    let [left, top, right, bottom] = sides;
    sheet.area(sides, fill);
    let middle = left.midpoint(right);
    let room = right - left - 4.0;
    let ink = palette::ink_on(fill.color);
    let (name_y, label_y) = if area.label.is_empty() {
        (top.midpoint(bottom), None)
    } else {
        (top + (bottom - top) * 0.36, Some(top + (bottom - top) * 0.70))
    };
    let name_size = label::size_within(&area.short_name, room, NAME, false);
    let label_size = label::size_within(&area.label, room, SMALL, true);
    if fill.pattern != Pattern::Plain {
        let half = (label::width(&area.short_name, name_size, false) / 2.0 + 2.0).min(room / 2.0);
        let plate = [middle - half, name_y - 7.0, middle + half, name_y + 7.0];
        sheet.rect(plate, Some(fill.color), None);
        if let Some(y) = label_y {
            let half = label::width(&area.label, label_size, true) / 2.0 + 2.0;
            sheet.rect([middle - half, y - 8.0, middle + half, y + 8.0], Some(fill.color), None);
        }
        sheet.rect(sides.map(f64::round), None, Some((OUTLINE, 1)));
    }
    sheet.text(&area.short_name, (middle, name_y), Anchor::Middle, name_size, false, ink);
    if !area.corner.is_empty() {
        let at = (left + BORDER + 1.0, top + BORDER + CORNER / 2.0);
        sheet.text(&area.corner, at, Anchor::Start, CORNER, false, ink);
    }
    if let Some(y) = label_y {
        sheet.text(&area.label, (middle, y), Anchor::Middle, label_size, true, ink);
    }
}

/// A thick line on each side where another group, or none, begins.
fn draw_border(
    sheet: &mut Sheet,
    areas: &[Filled<'_>],
    group: Option<usize>,
    ((row, column), [left, top, right, bottom]): ((u8, u8), [f64; 4]),
) {
    let at = |row: Option<u8>, column: Option<u8>| {
        let place = row.zip(column)?;
        areas.iter().find(|(area, _)| area.at == Some(place))?.0.group
    };
    let (here, half) = ((Some(row), Some(column)), BORDER / 2.0);
    let neighbours = [
        (at(row.checked_sub(1), here.1), [left - half, top - half, right + half, top + half]),
        (at(row.checked_add(1), here.1), [left - half, bottom - half, right + half, bottom + half]),
        (at(here.0, column.checked_sub(1)), [left - half, top - half, left + half, bottom + half]),
        (
            at(here.0, column.checked_add(1)),
            [right - half, top - half, right + half, bottom + half],
        ),
    ];
    for (_, line) in neighbours.into_iter().filter(|(other, _)| *other != group) {
        sheet.rect(line, Some(INK), None);
    }
}
