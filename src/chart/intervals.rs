//! How large is each figure, and how sure? A point with its interval, on one axis.

use crate::chart::axis::{Axis, tick_text};
use crate::chart::frame::{SMALL, Sheet};
use crate::chart::palette::{INK, SERIES, SOFT_INK, WHITE};
use crate::chart::rows::{Around, Rows};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{Anchor, Shape};

const ROW: f64 = 30.0;
const RADIUS: u32 = 6;

/// One figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntervalRow {
    /// What it is of.
    pub label: String,
    /// The figure; `None` where there is none.
    pub value: Option<f64>,
    /// Its interval; `None` where there is none.
    pub interval: Option<(f64, f64)>,
    /// What stands at the right: the figure in words, or why there is none.
    pub text: String,
}

/// Points with intervals under each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntervalChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are.
    pub row_header: String,
    /// What the figures are, below the axis.
    pub measure: String,
    /// Heading of the words at the right.
    pub text_header: String,
    /// The axis' ends; what lies beyond is drawn at the end and said in words.
    pub ends: (f64, f64),
    /// Values to hold the figures against, each with a word above its line.
    pub lines: Vec<(f64, String)>,
    /// The rows, top to bottom.
    pub rows: Vec<IntervalRow>,
}

impl Series for IntervalChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.value.is_none())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let texts = self.rows.iter().map(|row| row.text.clone());
        let rows = Rows::new(&self.row_header, labels, ROW).with_ends(&self.text_header, texts);
        let (left, right) = (rows.left(), rows.right());
        let axis = Axis::plain(self.ends.0, self.ends.1, (left, right));
        for (value, word) in &self.lines {
            let at = (axis.place(*value).round(), sheet.y);
            sheet.text(word, at, Anchor::Middle, SMALL, false, SOFT_INK);
        }
        if !self.lines.is_empty() {
            sheet.y += 12.0;
        }
        let around =
            Around { marks: axis.marks(tick_text), axis: &self.measure, ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let half = rows.height(nth) / 2.0;
            for (value, _) in &self.lines {
                let x = axis.place(*value).round();
                let points = vec![(x, y - half), (x, y + half)];
                sheet.draw(Shape::Curve { points, color: SOFT_INK, width: 2 });
            }
            let row = &self.rows[nth];
            let Some(value) = row.value else { return };
            if let Some((low, high)) = row.interval {
                let points = vec![(axis.place(low).round(), y), (axis.place(high).round(), y)];
                sheet.draw(Shape::Curve { points, color: SERIES[1], width: 4 });
            }
            // Without an interval the point is open: nobody knows how sure it is.
            let fill = if row.interval.is_some() { SERIES[0] } else { WHITE };
            let at = (axis.place(value).round(), y);
            sheet.draw(Shape::Dot { at, radius: RADIUS, fill, outline: Some(INK) });
        });
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{}: {}.", row.label, row.text)).collect();
        let lines: Vec<String> = self.lines.iter().map(|(_, word)| word.clone()).collect();
        let lines = if lines.is_empty() {
            String::new()
        } else {
            format!(" Lodrette linjer: {}.", lines.join("; "))
        };
        format!("Punkter med 95 %-intervaller: {}.{lines} {}", self.measure, rows.join(" "))
    }
}
