//! How does one area look beside another, measure by measure?

use crate::chart::Anchor;
use crate::chart::Shape;
use crate::chart::frame::{COUNT, LegendGroup, MARGIN, SMALL, Sheet, TEXT};
use crate::chart::label;
use crate::chart::palette::{self, Fill, GRID, INK, OUTLINE, Pattern, SERIES, SOFT_INK};
use crate::chart::series::{ChartHead, Series};
use crate::model::Level;

const WIDTH: f64 = 1320.0;
const NAMES: f64 = 118.0;
const WORDS: f64 = 176.0;
const GAP: f64 = 14.0;
/// Where the words begin.
const WORDS_AT: f64 = WIDTH - MARGIN - WORDS + GAP;
const BAR: f64 = 13.0;
/// Room for the figure at the end of a bar.
const FIGURE: f64 = 92.0;

/// What a column of bars says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaPanel {
    /// What stands above it.
    pub header: String,
    /// The value of the longest bar there can be; none: the largest of each group.
    pub full: Option<f64>,
}

impl AreaPanel {
    /// Bars as long as the largest of their group.
    pub fn of(header: &str) -> Self {
        Self { header: header.to_owned(), full: None }
    }
}

/// A figure: from low to high, perhaps with a central one between.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaCell {
    /// Low and high end, 0 or more; none where there is none, and `text` says why.
    pub ends: Option<[f64; 2]>,
    /// The central one.
    pub central: Option<f64>,
    /// What stands at the bar's end.
    pub text: String,
}

/// A line of bars: a level, or all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaLine {
    /// Its name.
    pub label: String,
    /// Its level.
    pub level: Option<Level>,
    /// By panel, a cell per area; empty where the panel has nothing for the line.
    pub cells: Vec<Vec<AreaCell>>,
    /// Words at the right, one per area, and whether they are to be seen first.
    pub words: Vec<(String, bool)>,
}

/// Lines of one target group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaGroup {
    /// Its name.
    pub title: String,
    /// What is to be said of it, one per area.
    pub remarks: Vec<String>,
    /// Its lines.
    pub lines: Vec<AreaLine>,
}

/// A page for the wall: an area, and beside it another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaPage {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// The area, and the other where there is one.
    pub areas: Vec<String>,
    /// The columns of bars.
    pub panels: Vec<AreaPanel>,
    /// What stands above the words.
    pub words: String,
    /// The groups, top to bottom.
    pub groups: Vec<AreaGroup>,
}

/// The fill of the area, and of the other: told apart in grey print too.
const FILLS: [Fill; 2] = [
    Fill { color: SERIES[0], pattern: Pattern::Plain },
    Fill { color: crate::chart::Rgb(0xC9, 0xC9, 0xC9), pattern: Pattern::Plain },
];
/// From the low end to the high one.
const UP_TO: Fill = Fill { color: palette::WHITE, pattern: Pattern::Rising(5) };

impl Series for AreaPage {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    fn width(&self) -> f64 {
        WIDTH
    }

    fn draw(&self, sheet: &mut Sheet) {
        let areas = FILLS.into_iter().zip(self.areas.iter().map(String::as_str)).collect();
        let up_to = vec![(UP_TO, "op til det højeste, det kan være")];
        sheet.legend(&[
            LegendGroup { heading: "", areas },
            LegendGroup { heading: "", areas: up_to },
        ]);
        let key = "Fyldt: indplaceret, eller lavt skøn. Lodret streg: centralt skøn. Procent og \
                   ydelsestyper har samme mål i hele figuren; de andre søjler er tegnet efter \
                   målgruppens største.";
        sheet.paragraph(key, MARGIN, WIDTH - 2.0 * MARGIN, SMALL, false, SOFT_INK);
        sheet.y += 10.0;
        self.draw_headers(sheet);
        for group in &self.groups {
            self.draw_group(sheet, group);
        }
    }

    fn description(&self) -> String {
        let mut told = Vec::new();
        for group in &self.groups {
            let remarks = self.areas.iter().zip(&group.remarks);
            let remarks = remarks.map(|(area, remark)| format!("{area}: {remark}"));
            told.push(format!("{}. {}.", group.title, remarks.collect::<Vec<_>>().join(". ")));
            for line in &group.lines {
                let of = |header: &str, texts: Vec<&str>| {
                    let both = self.areas.iter().zip(texts).filter(|(_, text)| !text.is_empty());
                    let both = both.map(|(area, text)| format!("{area} {text}"));
                    let both = both.collect::<Vec<_>>().join(", ");
                    (!both.is_empty()).then(|| format!("{header}: {both}"))
                };
                let cells = self.panels.iter().zip(&line.cells).filter_map(|(panel, cells)| {
                    of(&panel.header, cells.iter().map(|cell| cell.text.as_str()).collect())
                });
                let words =
                    of(&self.words, line.words.iter().map(|(words, _)| words.as_str()).collect());
                let said: Vec<String> = cells.chain(words).collect();
                told.push(format!("{}: {}.", line.label, said.join("; ")));
            }
        }
        format!("Vandrette søjler for {}. {}", self.areas.join(" og "), told.join(" "))
    }
}

impl AreaPage {
    /// Where a panel's bars begin, and how long they may be.
    fn panel(&self, nth: usize) -> (f64, f64) {
        let n = self.panels.len().max(1) as f64;
        let each = (WIDTH - 2.0 * MARGIN - NAMES - WORDS) / n;
        (MARGIN + NAMES + each * nth as f64, (each - FIGURE - GAP).max(20.0))
    }

    fn draw_headers(&self, sheet: &mut Sheet) {
        let (_, length) = self.panel(0);
        let room = length + FIGURE - GAP;
        let texts = self.panels.iter().map(|panel| (panel.header.as_str(), room));
        let texts = texts.chain([(self.words.as_str(), WORDS - GAP)]);
        let labels: Vec<_> =
            texts.map(|(text, room)| label::fit(text, room, 3, COUNT, true)).collect();
        let height = labels.iter().map(label::Label::height).fold(0.0, f64::max);
        for (nth, label) in labels.iter().enumerate() {
            let x = if nth < self.panels.len() { self.panel(nth).0 } else { WORDS_AT };
            let y = sheet.y + height - label.height() / 2.0;
            sheet.label(label, (x, y), Anchor::Start);
        }
        sheet.y += height + 8.0;
    }

    fn draw_group(&self, sheet: &mut Sheet, group: &AreaGroup) {
        sheet.line((MARGIN, sheet.y), (WIDTH - MARGIN, sheet.y), OUTLINE);
        sheet.y += 6.0;
        sheet.paragraph(&group.title, MARGIN, WIDTH - 2.0 * MARGIN, TEXT, true, INK);
        for (area, remark) in self.areas.iter().zip(&group.remarks) {
            let text = format!("{area}: {remark}");
            sheet.paragraph(&text, MARGIN, WIDTH - 2.0 * MARGIN, SMALL, false, SOFT_INK);
        }
        sheet.y += 8.0;
        let scales: Vec<f64> = (0..self.panels.len()).map(|nth| self.scale(group, nth)).collect();
        let top = sheet.y;
        let n_areas = self.areas.len().max(1) as f64;
        let height = n_areas * (BAR + 3.0) + 10.0;
        for line in &group.lines {
            let y = sheet.y + height / 2.0;
            let mut x = MARGIN;
            if let Some(level) = line.level {
                sheet.swatch((x, y), SMALL, palette::level(level));
                x += SMALL + 6.0;
            }
            sheet.text(&line.label, (x, y), Anchor::Start, COUNT, line.level.is_none(), INK);
            for (nth, cells) in line.cells.iter().enumerate() {
                let (left, length) = self.panel(nth);
                for (at, cell) in cells.iter().enumerate() {
                    let y = sheet.y + 5.0 + (BAR + 3.0) * (at as f64 + 0.5);
                    draw_cell(sheet, cell, (left, y), (scales[nth], length), at);
                }
            }
            for (at, (words, is_first)) in line.words.iter().enumerate() {
                let y = sheet.y + 5.0 + (BAR + 3.0) * (at as f64 + 0.5);
                let size = label::size_within(words, WORDS - GAP, SMALL, *is_first);
                let ink = if at == 0 { INK } else { SOFT_INK };
                sheet.text(words, (WORDS_AT, y), Anchor::Start, size, *is_first, ink);
            }
            sheet.y += height;
        }
        for nth in 0..self.panels.len() {
            let (left, _) = self.panel(nth);
            sheet.line((left, top), (left, sheet.y), GRID);
        }
        sheet.y += 12.0;
    }

    /// The value of the longest bar.
    fn scale(&self, group: &AreaGroup, panel: usize) -> f64 {
        let cells = group.lines.iter().filter_map(|line| line.cells.get(panel)).flatten();
        let highs = cells.filter_map(|cell| Some(cell.ends?[1])).filter(|high| high.is_finite());
        let largest = highs.fold(0.0, f64::max);
        self.panels[panel].full.unwrap_or(largest).max(largest)
    }
}

fn draw_cell(
    sheet: &mut Sheet,
    cell: &AreaCell,
    (left, y): (f64, f64),
    (scale, length): (f64, f64),
    nth: usize,
) {
    let place = |value: f64| left + (value / scale).clamp(0.0, 1.0) * length;
    let mut end = left;
    if let Some([low, high]) = cell.ends.filter(|_| scale > 0.0) {
        let (top, bottom) = (y - BAR / 2.0, y + BAR / 2.0);
        let (from, to) = (place(low), place(high));
        // Of nothing there is no bar: the axis alone.
        if to - from >= 0.5 {
            sheet.area([from, top, to, bottom], UP_TO);
        }
        if from - left >= 0.5 {
            sheet.area([left, top, from, bottom], FILLS[nth.min(1)]);
        }
        if let Some(central) = cell.central {
            let x = place(central).round();
            let points = vec![(x, top - 1.0), (x, bottom + 1.0)];
            sheet.draw(Shape::Curve { points, color: INK, width: 2 });
        }
        end = to.max(from);
    }
    let ink = if nth == 0 && cell.ends.is_some() { INK } else { SOFT_INK };
    let size = label::size_within(&cell.text, FIGURE - 4.0, SMALL, false);
    sheet.text(&cell.text, (end + 5.0, y), Anchor::Start, size, false, ink);
}
