//! How does a share change along a scale?

use crate::table::decimal;

use crate::chart::axis::{Axis, tick_text};
use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet};
use crate::chart::label;
use crate::chart::palette::{GRID, INK, OUTLINE, SERIES, SOFT_INK};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{Anchor, Rgb, Shape};

const HEIGHT: f64 = 380.0;
/// Room for the numbers of the vertical axis.
const NUMBERS: f64 = 52.0;
/// The widest that labels beside the curves may be.
const LABEL_ROOM: f64 = 230.0;

/// One curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is, beside its end: `centralt skøn`.
    pub label: String,
    /// Value and share (0 to 1), by rising value.
    pub points: Vec<(f64, f64)>,
}

/// A line across the chart at one share.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The share, 0 to 1.
    pub share: f64,
    /// What it is: `de fleste: mere end 1/2`.
    pub label: String,
}

/// Shares from 0 to 1 along a logarithmic scale.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the horizontal axis is: *Borgere i underlaget (n)*.
    pub value_header: String,
    /// What the vertical axis is: *Andel af kommunerne*.
    pub share_header: String,
    /// The curves, the most important first; at most four.
    pub curves: Vec<Curve>,
    /// Lines across.
    pub levels: Vec<Level>,
}

impl Series for CurveChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.curves.iter().all(|curve| curve.points.is_empty())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let values = || self.curves.iter().flat_map(|c| c.points.iter().map(|(value, _)| *value));
        let labels: Vec<label::Label> = self
            .curves
            .iter()
            .map(|curve| label::fit(&curve.label, LABEL_ROOM, 2, COUNT, true))
            .collect();
        let has_legend = self.ends_meet();
        let widest = labels.iter().map(label::Label::width).fold(0.0, f64::max).ceil();
        let left = MARGIN + NUMBERS;
        let beside = if has_legend { 12.0 } else { widest + 18.0 };
        let right = (sheet.width - MARGIN - beside).round();
        if has_legend {
            self.draw_legend(sheet);
        }
        sheet.text(
            &self.share_header,
            (MARGIN, sheet.y + 6.0),
            Anchor::Start,
            SMALL,
            false,
            SOFT_INK,
        );
        let top = (sheet.y + 28.0).round();
        let bottom = top + HEIGHT;
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        let across = Axis::log(low, high, (left, right));
        let up = Axis::plain(0.0, 1.0, (bottom, top));
        draw_grid(sheet, &across, (left, right), (top, bottom));
        self.draw_levels(sheet, &up, (left, right));
        for (nth, curve) in self.curves.iter().enumerate().rev() {
            let points = curve.points.iter().map(|(v, s)| (across.place(*v), up.place(*s)));
            let (color, width) = (series_color(nth), series_width(nth));
            sheet.draw(Shape::Curve { points: points.collect(), color, width });
        }
        if !has_legend {
            self.draw_labels(sheet, &labels, (&across, &up), right, (top, bottom));
        }
        sheet.y = bottom + 44.0;
        let axis = format!("{} (logaritmisk skala)", self.value_header);
        sheet.text(&axis, (left, sheet.y), Anchor::Start, SMALL, false, SOFT_INK);
        sheet.y += 12.0;
    }

    fn description(&self) -> String {
        let curves = self.curves.iter().filter_map(|curve| {
            let (first, last) = (curve.points.first()?, curve.points.last()?);
            let told = |(value, share): &(f64, f64)| {
                format!("{} pct. ved {}", decimal(share * 100.0, 1), tick_text(*value))
            };
            let middle = curve.points.get(curve.points.len() / 2)?;
            Some(format!("{}: {}, {}, {}.", curve.label, told(first), told(middle), told(last)))
        });
        let levels = self
            .levels
            .iter()
            .map(|l| format!(" Linje ved {} pct.: {}.", decimal(l.share * 100.0, 1), l.label));
        format!(
            "Kurver over {} efter {}. {}{}",
            lower_first(&self.share_header),
            lower_first(&self.value_header),
            curves.collect::<Vec<_>>().join(" "),
            levels.collect::<String>(),
        )
    }
}

impl CurveChart {
    /// Whether the curves end so close together that words beside their ends tell nothing.
    fn ends_meet(&self) -> bool {
        let ends = || self.curves.iter().filter_map(|c| c.points.last()).map(|(_, share)| *share);
        let (low, high) = (ends().fold(1.0, f64::min), ends().fold(0.0, f64::max));
        self.curves.len() > 1 && high - low < 0.02 * (self.curves.len() - 1) as f64
    }

    /// Each curve's line and words, above the chart.
    fn draw_legend(&self, sheet: &mut Sheet) {
        let mut x = MARGIN;
        sheet.y += 6.0;
        for (nth, curve) in self.curves.iter().enumerate() {
            let whole = 34.0 + label::width(&curve.label, COUNT, false) + 22.0;
            if x > MARGIN && x + whole > sheet.width - MARGIN {
                x = MARGIN;
                sheet.y += 22.0;
            }
            let points = vec![(x, sheet.y), (x + 26.0, sheet.y)];
            sheet.draw(Shape::Curve { points, color: series_color(nth), width: series_width(nth) });
            sheet.text(&curve.label, (x + 34.0, sheet.y), Anchor::Start, COUNT, false, INK);
            x += whole;
        }
        sheet.y += 22.0;
    }

    /// Lines across, their words above them, moved down where that is taken.
    fn draw_levels(&self, sheet: &mut Sheet, up: &Axis, (left, right): (f64, f64)) {
        let mut lowest_taken = f64::NEG_INFINITY;
        let mut levels: Vec<&Level> = self.levels.iter().collect();
        levels.sort_by(|a, b| b.share.total_cmp(&a.share));
        for level in levels {
            let y = up.place(level.share).round();
            let points = vec![(left, y), (right, y)];
            sheet.draw(Shape::Curve { points, color: SOFT_INK, width: 2 });
            let words = (y - 9.0).max(lowest_taken + 16.0);
            let width = label::width(&level.label, SMALL, false);
            // Falling curves are low on the right, rising ones on the left.
            let from = if self.ends_meet() { right - width - 12.0 } else { left + 8.0 };
            let plate = [from - 2.0, words - 8.0, from + width + 2.0, words + 7.0];
            sheet.rect(plate, Some(super::palette::WHITE), None);
            sheet.text(&level.label, (from, words), Anchor::Start, SMALL, false, INK);
            lowest_taken = words;
        }
    }

    /// Each curve's words beside its end, moved apart where ends lie close.
    fn draw_labels(
        &self,
        sheet: &mut Sheet,
        labels: &[label::Label],
        (across, up): (&Axis, &Axis),
        right: f64,
        (top, bottom): (f64, f64),
    ) {
        let mut ends: Vec<(f64, f64, usize)> = self
            .curves
            .iter()
            .enumerate()
            .filter_map(|(nth, curve)| {
                let (value, share) = curve.points.last()?;
                Some((up.place(*share), across.place(*value), nth))
            })
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        // Downwards from the top, then back up from the bottom when they ran out of room.
        let mut centres: Vec<f64> = Vec::with_capacity(ends.len());
        let mut free = top - 6.0;
        for (y, _, nth) in &ends {
            let half = labels[*nth].height() / 2.0 + 2.0;
            let centre = (y.max(free + half)).round();
            centres.push(centre);
            free = centre + half;
        }
        let mut free = bottom + 6.0;
        for (at, (_, _, nth)) in ends.iter().enumerate().rev() {
            let half = labels[*nth].height() / 2.0 + 2.0;
            centres[at] = centres[at].min(free - half);
            free = centres[at] - half;
        }
        for ((y, x, nth), centre) in ends.into_iter().zip(centres) {
            let color = series_color(nth);
            let points = vec![(x, y), (right + 10.0, centre)];
            sheet.draw(Shape::Curve { points, color, width: 1 });
            sheet.label(&labels[nth], (right + 14.0, centre), Anchor::Start);
        }
    }
}

fn draw_grid(
    sheet: &mut Sheet,
    across: &Axis,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
) {
    for percent in [0_u32, 20, 40, 60, 80, 100] {
        let y = (bottom + (top - bottom) * f64::from(percent) / 100.0).round();
        sheet.line((left, y), (right, y), GRID);
        let text = format!("{percent} %");
        sheet.text(&text, (left - 8.0, y), Anchor::End, SMALL, false, SOFT_INK);
    }
    for mark in across.marks(tick_text) {
        sheet.line((mark.x, top), (mark.x, bottom + 5.0), GRID);
        let at = (mark.x, bottom + 18.0);
        sheet.text(&mark.text, at, Anchor::Middle, SMALL, false, SOFT_INK);
    }
    sheet.line((left, bottom), (right, bottom), OUTLINE);
}

fn series_color(nth: usize) -> Rgb {
    SERIES[nth.min(SERIES.len() - 1)]
}

const fn series_width(nth: usize) -> u32 {
    if nth == 0 { 3 } else { 2 }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
