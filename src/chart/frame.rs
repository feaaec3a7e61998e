//! What do all charts have around them? Title, legend, foot, and the mark of an example.

use crate::table::Provenance;

use crate::chart::label;
use crate::chart::label::Label;
use crate::chart::palette;
use crate::chart::palette::{Fill, GRID, HATCH, INK, OUTLINE, Pattern, SOFT_INK, WHITE};
use crate::chart::{Anchor, Picture, Rgb, Shape};

/// Width of a chart that needs no more.
pub(super) const WIDTH: f64 = 960.0;
/// Empty space along the edges.
pub(super) const MARGIN: f64 = 28.0;
/// Font size of labels.
pub(super) const TEXT: f64 = 14.0;
/// Font size of counts and headings inside the chart.
pub(super) const COUNT: f64 = 13.0;
/// Font size of axes and of the foot.
pub(super) const SMALL: f64 = 12.0;

const TITLE: f64 = 21.0;
/// The more important figure of two in a cell.
const LARGE: f64 = 17.0;
const MARK: &str = "EKSEMPEL";
const SWATCH: f64 = 14.0;

/// Words for a chart without data.
pub(super) const NO_DATA: &str = "Ingen data";

/// What stands above and below a chart.
pub(super) struct Framing<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    /// What the chart's reader must know, each a sentence without full stop.
    pub notes: &'a [String],
    pub provenance: &'a Provenance,
    /// Whether all of it is left out: a page says it itself.
    pub is_bare: bool,
}

/// Areas that belong together in a legend, under a heading.
pub(super) struct LegendGroup<'a> {
    pub heading: &'a str,
    pub areas: Vec<(Fill, &'a str)>,
}

/// A chart being laid out from the top down.
pub(super) struct Sheet {
    shapes: Vec<Shape>,
    pub width: f64,
    /// Where the next thing goes.
    pub y: f64,
}

impl Sheet {
    /// Title, subtitle and, for an example, the mark in the corner.
    pub(super) fn begin(width: f64, framing: &Framing) -> Self {
        let mut sheet = Self { shapes: Vec::new(), width, y: MARGIN };
        if framing.is_bare {
            sheet.y = 10.0;
            return sheet;
        }
        let mut room = width - 2.0 * MARGIN;
        if framing.provenance.is_example() {
            let mark = label::width(MARK, COUNT, true) + 20.0;
            let (right, top) = (width - MARGIN, MARGIN - 2.0);
            sheet.rect([right - mark, top, right, top + 26.0], None, Some((INK, 2)));
            sheet.text(MARK, (right - mark / 2.0, top + 13.0), Anchor::Middle, COUNT, true, INK);
            room -= mark + 20.0;
        }
        sheet.paragraph(framing.title, MARGIN, room, TITLE, true, INK);
        if !framing.subtitle.is_empty() {
            sheet.y += 4.0;
            sheet.paragraph(framing.subtitle, MARGIN, room, TEXT, false, SOFT_INK);
        }
        sheet.y += 14.0;
        sheet
    }

    /// Swatches with their words, flowing over as many lines as they need.
    pub(super) fn legend(&mut self, groups: &[LegendGroup<'_>]) {
        let right = self.width - MARGIN;
        let mut x = MARGIN;
        self.y += SWATCH / 2.0;
        for group in groups {
            let heading = match group.heading {
                "" => 0.0,
                words => label::width(words, COUNT, true) + 12.0,
            };
            let whole: f64 = heading + group.areas.iter().map(|a| area_width(a.1)).sum::<f64>();
            if x > MARGIN && x + whole > right {
                x = MARGIN;
                self.y += 24.0;
            }
            self.text(group.heading, (x, self.y), Anchor::Start, COUNT, true, INK);
            x += heading;
            for (fill, word) in &group.areas {
                if x + area_width(word) > right {
                    x = MARGIN + heading;
                    self.y += 24.0;
                }
                self.swatch((x, self.y), SWATCH, *fill);
                let at = (x + SWATCH + 6.0, self.y);
                self.text(word, at, Anchor::Start, COUNT, false, INK);
                x += area_width(word);
            }
            x += 14.0;
        }
        self.y += SWATCH / 2.0 + 18.0;
    }

    /// Says that there is nothing to show.
    pub(super) fn no_data(&mut self) {
        let (left, right) = (MARGIN, self.width - MARGIN);
        self.rect([left, self.y, right, self.y + 120.0], None, Some((GRID, 1)));
        let at = (self.width / 2.0, self.y + 60.0);
        self.text(NO_DATA, at, Anchor::Middle, 18.0, true, SOFT_INK);
        self.y += 132.0;
    }

    /// Notes, mark and source at the foot; ends the layout.
    pub(super) fn finish(mut self, framing: &Framing, description: &str) -> Picture {
        let mut told = description.to_owned();
        if !framing.is_bare {
            self.foot(framing);
            told = format!("{description} {}.", framing.provenance.line());
        }
        let title = match framing.subtitle {
            "" => framing.title.to_owned(),
            subtitle => format!("{}. {subtitle}", framing.title),
        };
        Picture {
            width: pixels(self.width),
            height: pixels(self.y + MARGIN - 6.0),
            title: clean(&title),
            description: clean(&told),
            shapes: self.shapes,
        }
    }

    /// Notes, mark and source.
    fn foot(&mut self, framing: &Framing) {
        let room = self.width - 2.0 * MARGIN;
        self.y += 10.0;
        self.line((MARGIN, self.y), (self.width - MARGIN, self.y), GRID);
        self.y += 10.0;
        for note in framing.notes {
            self.paragraph(&format!("{note}."), MARGIN, room, SMALL, false, INK);
            self.y += 2.0;
        }
        if let Some(mark) = framing.provenance.example_mark() {
            self.paragraph(&format!("{mark}."), MARGIN, room, SMALL, true, INK);
            self.y += 2.0;
        }
        let basis = format!("{}.", framing.provenance.basis());
        self.paragraph(&basis, MARGIN, room, SMALL, false, SOFT_INK);
    }

    /// Text broken into lines, from here down.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        x: f64,
        room: f64,
        size: f64,
        bold: bool,
        color: Rgb,
    ) {
        for line in label::wrap(&clean(text), room, size, bold) {
            let step = label::line_height(size);
            self.text(&line, (x, self.y + step / 2.0), Anchor::Start, size, bold, color);
            self.y += step;
        }
    }

    /// A label of one or more lines, centred vertically on `y`.
    pub(super) fn label(&mut self, label: &Label, (x, y): (f64, f64), anchor: Anchor) {
        let first = y - label.height() / 2.0 + label.line_height() / 2.0;
        for (i, line) in label.lines.iter().enumerate() {
            let at = (x, first + label.line_height() * i as f64);
            self.text(line, at, anchor, label.size, label.bold, INK);
        }
    }

    /// A line of text.
    pub(super) fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        anchor: Anchor,
        size: f64,
        bold: bool,
        color: Rgb,
    ) {
        if text.is_empty() {
            return;
        }
        let text = clean(text);
        self.shapes.push(Shape::Text { text, at, anchor, size, bold, color });
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: Rgb) {
        self.shapes.push(Shape::Curve { points: vec![from, to], color, width: 1 });
    }

    /// Any shape.
    pub(super) fn draw(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, sides: [f64; 4], fill: Option<Rgb>, outline: Option<(Rgb, u32)>) {
        self.shapes.push(Shape::Rect { sides, fill, outline });
    }

    /// A small outlined square, its left side at `x`, centred on `y`.
    pub(super) fn swatch(&mut self, (x, y): (f64, f64), size: f64, fill: Fill) {
        self.area([x, y - size / 2.0, x + size, y + size / 2.0], fill);
    }

    /// A filled, hatched and outlined rectangle.
    pub(super) fn area(&mut self, sides: [f64; 4], fill: Fill) {
        let sides = sides.map(f64::round);
        self.rect(sides, Some(fill.color), None);
        match fill.pattern {
            Pattern::Plain => {}
            Pattern::Rising(apart) => self.hatch(sides, f64::from(apart), true),
            Pattern::Falling(apart) => self.hatch(sides, f64::from(apart), false),
            Pattern::Crossed(apart) => {
                self.hatch(sides, f64::from(apart), true);
                self.hatch(sides, f64::from(apart), false);
            }
        }
        self.rect(sides, None, Some((OUTLINE, 1)));
    }

    /// A cell of a table with its texts under each other, the first of two the larger: darker where
    /// there is more, pale where there is nothing.
    pub(super) fn cell(&mut self, sides: [f64; 4], shade: Option<f64>, texts: &[&str]) {
        let [left, top, right, bottom] = sides;
        let color = shade.map_or(WHITE, palette::shade);
        let outline = if shade.is_some() { OUTLINE } else { GRID };
        self.rect(sides, Some(color), Some((outline, 1)));
        let ink = if shade.is_some() { palette::ink_on(color) } else { SOFT_INK };
        let (x, step) = (left.midpoint(right), label::line_height(LARGE));
        let mut y = top.midpoint(bottom) - step * (texts.len().max(1) - 1) as f64 / 2.0;
        for (nth, text) in texts.iter().enumerate() {
            let is_large = nth + 1 < texts.len();
            let size = if is_large { LARGE } else { COUNT };
            let size = label::size_within(text, right - left - 6.0, size, is_large);
            self.text(text, (x, y), Anchor::Middle, size, is_large, ink);
            y += step;
        }
    }

    /// Lines at 45 degrees inside a rectangle, in step with those of its neighbours.
    fn hatch(&mut self, [left, top, right, bottom]: [f64; 4], apart: f64, is_rising: bool) {
        // A rising line holds x + y constant, a falling one x - y.
        let (first, last) =
            if is_rising { (left + top, right + bottom) } else { (left - bottom, right - top) };
        let mut constant = (first / apart).floor() * apart + apart;
        while constant < last {
            let (from, to) = if is_rising {
                let from = left.max(constant - bottom);
                let to = right.min(constant - top);
                ((from, constant - from), (to, constant - to))
            } else {
                let from = left.max(constant + top);
                let to = right.min(constant + bottom);
                ((from, from - constant), (to, to - constant))
            };
            self.line(from, to, HATCH);
            constant += apart;
        }
    }

    /// Text in the middle of an area, on a plate of the area's colour when the area is hatched.
    pub(super) fn text_on(&mut self, text: &str, sides: [f64; 4], fill: Fill) {
        let [left, top, right, bottom] = sides.map(f64::round);
        let (x, y) = (left.midpoint(right), top.midpoint(bottom));
        if fill.pattern != Pattern::Plain {
            let half = label::width(text, COUNT, false) / 2.0 + 2.0;
            let half = half.min((right - left) / 2.0 - 1.0);
            self.rect([x - half, y - 8.0, x + half, y + 8.0], Some(fill.color), None);
            self.rect([left, top, right, bottom], None, Some((OUTLINE, 1)));
        }
        self.text(text, (x, y), Anchor::Middle, COUNT, false, palette::ink_on(fill.color));
    }
}

fn area_width(word: &str) -> f64 {
    SWATCH + 6.0 + label::width(word, COUNT, false) + 16.0
}

/// Text without control characters, which XML can't hold.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A picture's side in whole pixels.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pixels(length: f64) -> u32 {
    length.ceil().max(1.0) as u32
}
