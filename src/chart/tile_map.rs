//! Which class is each municipality in, on a map of equal squares?
//!
//! A square per municipality, so that the small ones around København are as readable as the large
//! ones in Jylland; the register says where each stands. The same series is drawn on real
//! boundaries when the user brings them.

use std::sync::Arc;

use crate::model::{Boundaries, Municipality, TileGrid};
use crate::table::old::{CellValue, Column};

use crate::chart::Anchor;
use crate::chart::boundary_map;
use crate::chart::frame::{LegendGroup, MARGIN, SMALL, Sheet};
use crate::chart::label;
use crate::chart::palette;
use crate::chart::palette::{AreaFill, INK, OUTLINE, Pattern};
use crate::chart::series::{ChartHead, Series};

/// Side of a square, and the largest that a grid of few columns gets.
const LARGEST_TILE: f64 = 52.0;
/// Font size of the name in a square.
const NAME: f64 = 10.0;
/// Width of the line around a group.
const BORDER: f64 = 3.0;

/// A class of municipalities: its words and how it is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapClass {
    /// For the legend, the table and the description: `når underlaget alene`.
    pub word: String,
    /// How its areas are filled.
    pub fill: AreaFill,
}

/// A municipality on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapArea {
    /// Municipality's code of four digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// A name for its square, at most ten letters.
    pub short_name: String,
    /// Row and column of its square, from 1; none when the register has no square for it.
    pub at: Option<(u8, u8)>,
    /// Place of its class in [`MapChart::classes`].
    pub class: usize,
    /// What stands below its name, at most six letters; may be empty.
    pub label: String,
    /// Areas of one group are drawn with one border around them.
    pub group: Option<usize>,
}

impl MapArea {
    /// A municipality without a group, in its square of the register.
    pub fn new(municipality: &Municipality, grid: &TileGrid, class: usize, label: String) -> Self {
        let square = grid.of(municipality.code);
        Self {
            code: municipality.code.to_string(),
            name: municipality.name.to_string(),
            short_name: square.map_or_else(String::new, |square| square.short_name.to_string()),
            at: square.map(|square| (square.row, square.column)),
            class,
            label,
            group: None,
        }
    }
}

/// Municipalities by class.
#[derive(Clone, Debug, PartialEq)]
pub struct MapChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the classes are: *Underlag*.
    pub class_header: String,
    /// What the label below a name is: *Gruppe*.
    pub label_header: String,
    /// The classes, in the order of the legend.
    pub classes: Vec<MapClass>,
    /// The municipalities, by code.
    pub areas: Vec<MapArea>,
    /// Real boundaries to draw instead of squares.
    pub boundaries: Option<Arc<Boundaries>>,
}

impl MapChart {
    /// The same on real boundaries, under a name of its own: `landkort-…` for `kort-…`.
    #[must_use]
    pub fn on_boundaries(&self, boundaries: &Arc<Boundaries>) -> Self {
        let name = self.head.name.replacen("kort", "landkort", 1);
        let head = ChartHead { name, ..self.head.clone() };
        Self { head, boundaries: Some(Arc::clone(boundaries)), ..self.clone() }
    }
}

impl Series for MapChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
        let rows = self.areas.iter().map(|area| {
            let class = self.classes.get(area.class).map(|class| class.word.as_str());
            vec![
                CellValue::text(&area.code),
                CellValue::text(&area.name),
                CellValue::text_or_empty(class),
                CellValue::text_or_empty((!area.label.is_empty()).then_some(&area.label)),
            ]
        });
        let headers = ["Kommunekode", "Kommune", &self.class_header, &self.label_header];
        (headers.map(Column::text).into(), rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    fn draw(&self, sheet: &mut Sheet) {
        let areas = self.classes.iter().map(|c| (palette::area(c.fill), c.word.as_str()));
        let heading = self.class_header.as_str();
        sheet.legend(&[LegendGroup { heading, areas: areas.collect() }]);
        match &self.boundaries {
            Some(boundaries) => boundary_map::draw(sheet, self, boundaries),
            None => self.draw_tiles(sheet),
        }
    }

    fn description(&self) -> String {
        let classes = self.classes.iter().enumerate().map(|(class, of)| {
            let names: Vec<&str> =
                self.areas.iter().filter(|a| a.class == class).map(|a| a.name.as_str()).collect();
            if names.is_empty() {
                return format!("{}: ingen.", of.word);
            }
            format!("{}: {} ({}).", of.word, names.len(), names.join(", "))
        });
        let ground = match self.boundaries {
            Some(_) => "Kort over kommunerne",
            None => "Kort med et felt for hver kommune",
        };
        format!("{ground}. {}", classes.collect::<Vec<_>>().join(" "))
    }

    fn picture_remarks(&self) -> Vec<String> {
        let Some(boundaries) = &self.boundaries else { return Vec::new() };
        let mut remarks = Vec::new();
        if self.areas.iter().any(|area| !area.label.is_empty()) {
            let what = self.label_header.to_lowercase();
            remarks.push(format!("Hvor der ikke er plads på kortet, står {what} i tabellen"));
        }
        remarks.extend(boundaries.credit().map(|credit| format!("Kommunegrænser: {credit}")));
        remarks
    }
}

impl MapChart {
    /// How an area is filled; as not known when its class is not there.
    pub(super) fn fill(&self, area: &MapArea) -> palette::Fill {
        let class = self.classes.get(area.class);
        palette::area(class.map_or(AreaFill::Unknown, |class| class.fill))
    }

    fn draw_tiles(&self, sheet: &mut Sheet) {
        let placed = || self.areas.iter().filter_map(|area| area.at.map(|at| (area, at)));
        let n_columns = placed().map(|(_, (_, column))| column).max().unwrap_or(1).max(1);
        let n_rows = placed().map(|(_, (row, _))| row).max().unwrap_or(1).max(1);
        let room = sheet.width - 2.0 * MARGIN;
        let side = (room / f64::from(n_columns)).floor().min(LARGEST_TILE);
        let left = MARGIN + ((room - side * f64::from(n_columns)) / 2.0).floor();
        let top = sheet.y.round();
        let sides = |(row, column): (u8, u8)| {
            let x = left + side * f64::from(column.max(1) - 1);
            let y = top + side * f64::from(row.max(1) - 1);
            [x, y, x + side, y + side]
        };
        for (area, at) in placed() {
            self.draw_tile(sheet, area, sides(at));
        }
        for (area, at) in placed().filter(|(area, _)| area.group.is_some()) {
            self.draw_border(sheet, area.group, at, sides(at));
        }
        sheet.y = top + side * f64::from(n_rows) + 8.0;
        let missing: Vec<&str> =
            self.areas.iter().filter(|a| a.at.is_none()).map(|a| a.name.as_str()).collect();
        if !missing.is_empty() {
            let text = format!("Uden felt på kortet: {}.", missing.join(", "));
            sheet.paragraph(&text, MARGIN, room, SMALL, false, INK);
        }
    }

    fn draw_tile(&self, sheet: &mut Sheet, area: &MapArea, sides: [f64; 4]) {
        let [left, top, right, bottom] = sides;
        let fill = self.fill(area);
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
            let half =
                (label::width(&area.short_name, name_size, false) / 2.0 + 2.0).min(room / 2.0);
            let plate = [middle - half, name_y - 7.0, middle + half, name_y + 7.0];
            sheet.rect(plate, Some(fill.color), None);
            if let Some(y) = label_y {
                let half = label::width(&area.label, label_size, true) / 2.0 + 2.0;
                sheet.rect(
                    [middle - half, y - 8.0, middle + half, y + 8.0],
                    Some(fill.color),
                    None,
                );
            }
            sheet.rect(sides.map(f64::round), None, Some((OUTLINE, 1)));
        }
        sheet.text(&area.short_name, (middle, name_y), Anchor::Middle, name_size, false, ink);
        if let Some(y) = label_y {
            sheet.text(&area.label, (middle, y), Anchor::Middle, label_size, true, ink);
        }
    }

    /// A thick line on each side where another group, or none, begins.
    fn draw_border(
        &self,
        sheet: &mut Sheet,
        group: Option<usize>,
        (row, column): (u8, u8),
        [left, top, right, bottom]: [f64; 4],
    ) {
        let at = |row: Option<u8>, column: Option<u8>| {
            let place = row.zip(column)?;
            self.areas.iter().find(|area| area.at == Some(place))?.group
        };
        let (here, half) = ((Some(row), Some(column)), BORDER / 2.0);
        let neighbours = [
            (at(row.checked_sub(1), here.1), [left - half, top - half, right + half, top + half]),
            (
                at(row.checked_add(1), here.1),
                [left - half, bottom - half, right + half, bottom + half],
            ),
            (
                at(here.0, column.checked_sub(1)),
                [left - half, top - half, left + half, bottom + half],
            ),
            (
                at(here.0, column.checked_add(1)),
                [right - half, top - half, right + half, bottom + half],
            ),
        ];
        for (_, line) in neighbours.into_iter().filter(|(other, _)| *other != group) {
            sheet.rect(line, Some(INK), None);
        }
    }
}
