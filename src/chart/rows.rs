//! What do charts of rows have in common? Labels at the left, words at the right, rows as high as
//! their labels ask for, an axis below, and the sum set apart.

use crate::chart::Anchor;
use crate::chart::axis::Mark;
use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet, TEXT, WIDTH};
use crate::chart::label::{self, Label, widest};
use crate::chart::palette::{GRID, INK, OUTLINE, SOFT_INK};

/// From one column to the next.
pub(super) const GAP: f64 = 16.0;

/// The widest that labels may be before they break.
const NAMES: f64 = 270.0;
/// Lines of a label before its letters shrink.
const LINES: usize = 2;
/// Between the rows and their sum.
const APART: f64 = 10.0;

/// Rows under each other, of which a chart draws the content.
pub(super) struct Rows<'a> {
    /// What the rows are; may be empty.
    header: &'a str,
    labels: Vec<Label>,
    has_total: bool,
    /// What stands at the right of each row, and above it; may be empty.
    ends: (&'a str, Vec<String>),
    /// The least height of a row.
    least: f64,
}

/// What stands around the rows.
#[derive(Default)]
pub(super) struct Around<'a> {
    /// Words above the rows, and where they begin.
    pub headings: Vec<(f64, &'a str)>,
    /// Lines behind the rows, with their numbers below.
    pub marks: Vec<Mark>,
    /// What the numbers are.
    pub axis: &'a str,
}

impl<'a> Rows<'a> {
    pub(super) fn new(header: &'a str, labels: impl Iterator<Item = &'a str>, least: f64) -> Self {
        let labels = labels.map(|text| label::fit(text, NAMES, LINES, TEXT, false)).collect();
        Self { header, labels, has_total: false, ends: ("", Vec::new()), least }
    }

    /// With a last row that is the sum of the others.
    pub(super) fn with_total(mut self, label: Option<&str>) -> Self {
        self.has_total = label.is_some();
        self.labels.extend(label.map(|text| label::fit(text, NAMES, LINES, TEXT, true)));
        self
    }

    /// With words at the right of each row.
    pub(super) fn with_ends(mut self, header: &'a str, ends: impl Iterator<Item = String>) -> Self {
        self.ends = (header, ends.collect());
        self
    }

    /// Where the rows' content begins.
    pub(super) fn left(&self) -> f64 {
        let labels = self.labels.iter().map(Label::width);
        MARGIN + widest(labels.chain([label::width(self.header, COUNT, true)])) + GAP
    }

    /// Where the rows' content ends; words of any length leave something to be drawn on.
    pub(super) fn right(&self) -> f64 {
        let ends = self.ends.1.iter().map(|end| label::width(end, COUNT, false));
        let ends = widest(ends.chain([label::width(self.ends.0, COUNT, true)]));
        (WIDTH - MARGIN - ends - GAP).max(self.left() + 60.0)
    }

    /// Height of a row, in even pixels.
    pub(super) fn height(&self, nth: usize) -> f64 {
        ((self.labels[nth].height() + 8.0).max(self.least) / 2.0).ceil() * 2.0
    }

    /// Draws the rows; `content` is called with each row's number and the height of its middle.
    pub(super) fn draw(
        &self,
        sheet: &mut Sheet,
        around: &Around<'_>,
        mut content: impl FnMut(&mut Sheet, usize, f64),
    ) {
        let ends = self.right() + GAP;
        let headings = [(MARGIN, self.header), (ends, self.ends.0)];
        let headings = around.headings.iter().chain(&headings);
        if headings.clone().any(|(_, heading)| !heading.is_empty()) {
            sheet.y += 8.0;
            for (x, heading) in headings {
                sheet.text(heading, (*x, sheet.y), Anchor::Start, COUNT, true, INK);
            }
            sheet.y += 16.0;
        }
        let total = (self.has_total && self.labels.len() > 1).then(|| self.labels.len() - 1);
        let heights: f64 = (0..self.labels.len()).map(|nth| self.height(nth)).sum();
        let apart = if total.is_some() { APART } else { 0.0 };
        let bottom = sheet.y + heights + apart + 4.0;
        for mark in &around.marks {
            let color = if mark.is_zero { OUTLINE } else { GRID };
            sheet.line((mark.x, sheet.y), (mark.x, bottom), color);
        }
        for (nth, label) in self.labels.iter().enumerate() {
            if Some(nth) == total {
                let y = sheet.y + APART / 2.0;
                sheet.line((MARGIN, y), (sheet.width - MARGIN, y), OUTLINE);
                sheet.y += APART;
            }
            let y = (sheet.y + self.height(nth) / 2.0).round();
            sheet.label(label, (MARGIN, y), Anchor::Start);
            if let Some(end) = self.ends.1.get(nth) {
                sheet.text(end, (ends, y), Anchor::Start, COUNT, false, INK);
            }
            content(sheet, nth, y);
            sheet.y += self.height(nth);
        }
        sheet.y = bottom;
        if around.marks.iter().any(|mark| !mark.text.is_empty()) {
            sheet.y += 9.0;
            for mark in &around.marks {
                let at = (mark.x, sheet.y);
                sheet.text(&mark.text, at, Anchor::Middle, SMALL, false, SOFT_INK);
            }
            sheet.y += 20.0;
        }
        if let Some(first) = around.marks.first() {
            let at = (first.x, sheet.y);
            sheet.text(around.axis, at, Anchor::Start, SMALL, false, SOFT_INK);
        }
        sheet.y += 12.0;
    }
}
