//! How many are there on each level, group beside group? A small panel per group, all on one scale.

use crate::model::Level;
use crate::table::old::{CellValue, Column};

use crate::chart::Anchor;
use crate::chart::frame::{MARGIN, SMALL, Sheet, WIDTH};
use crate::chart::label;
use crate::chart::palette;
use crate::chart::palette::{GRID, INK, OUTLINE, SOFT_INK};
use crate::chart::series::{ChartHead, Series};

/// Panels beside each other.
const COLUMNS: usize = 5;
const GAP: f64 = 18.0;
/// Height of the tallest bar, and room for the name above and the levels below.
const BAR: f64 = 52.0;
const NAME: f64 = 38.0;
const FOOT: f64 = 30.0;
const SIZE: f64 = 11.0;

/// A group: placed on each level, and placed there or possibly there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// *Let, moderat, højt*: placed.
    pub placed: [u64; 3],
    /// The same, with those that could be there.
    pub up_to: [u64; 3],
}

/// Small multiples over groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelsChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// The panels, in reading order.
    pub panels: Vec<Panel>,
}

impl Series for PanelsChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
        let rows = self.panels.iter().flat_map(|panel| {
            Level::ALL.into_iter().map(|level| {
                vec![
                    CellValue::text(&panel.name),
                    CellValue::text(level.danish()),
                    CellValue::count(panel.placed[level.index()]),
                    CellValue::count(panel.up_to[level.index()]),
                ]
            })
        });
        let columns = vec![
            Column::text("Målgruppe"),
            Column::text("Niveau"),
            Column::int("Indplaceret"),
            Column::int("Op til"),
        ];
        (columns, rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.panels.is_empty()
    }

    fn draw(&self, sheet: &mut Sheet) {
        let most = self.panels.iter().flat_map(|panel| panel.placed).max().unwrap_or(0).max(1);
        let width = (WIDTH - 2.0 * MARGIN - GAP * (COLUMNS - 1) as f64) / COLUMNS as f64;
        let slot = width / 3.0;
        sheet.y += 8.0;
        for row in self.panels.chunks(COLUMNS) {
            let base = sheet.y + NAME + 14.0 + BAR;
            for (at, panel) in row.iter().enumerate() {
                let left = (MARGIN + (width + GAP) * at as f64).round();
                let name = label::fit(&panel.name, width, 2, SIZE, true);
                sheet.label(&name, (left, sheet.y + NAME / 2.0), Anchor::Start);
                if panel.placed == [0; 3] {
                    // Three zeros would look like a count of those that nobody has looked at.
                    let most = panel.up_to.into_iter().max().unwrap_or(0);
                    let at = |y: f64| (left, base - BAR / 2.0 + y);
                    let none = "ingen indplaceret";
                    sheet.text(none, at(0.0), Anchor::Start, SIZE, false, SOFT_INK);
                    let open = format!("{most} uafklaret");
                    sheet.text(&open, at(15.0), Anchor::Start, SIZE, false, SOFT_INK);
                    sheet.line((left, base), (left + width, base), GRID);
                    continue;
                }
                for level in Level::ALL {
                    let n = panel.placed[level.index()];
                    let from = left + slot * level.index() as f64;
                    let middle = from + slot / 2.0;
                    let height = BAR * n as f64 / most as f64;
                    if n > 0 {
                        let sides = [from + 6.0, base - height.max(1.0), from + slot - 6.0, base];
                        sheet.area(sides, palette::level(level));
                    }
                    let above = base - height - 9.0;
                    let ink = if n > 0 { INK } else { SOFT_INK };
                    let count = n.to_string();
                    sheet.text(&count, (middle, above), Anchor::Middle, SIZE, n > 0, ink);
                    let word = level.danish();
                    sheet.text(word, (middle, base + 10.0), Anchor::Middle, SMALL, false, SOFT_INK);
                }
                sheet.line((left, base), (left + width, base), OUTLINE);
            }
            sheet.y = base + FOOT;
        }
        sheet.line((MARGIN, sheet.y - 8.0), (WIDTH - MARGIN, sheet.y - 8.0), GRID);
    }

    fn description(&self) -> String {
        let panels: Vec<String> = self
            .panels
            .iter()
            .map(|panel| {
                let [light, moderate, high] = panel.placed;
                format!("{}: let {light}, moderat {moderate}, højt {high}.", panel.name)
            })
            .collect();
        format!("Små søjlediagrammer, ét pr. målgruppe, på samme skala. {}", panels.join(" "))
    }
}
