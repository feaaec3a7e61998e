//! How large is each rate, and how firm? A dot with its interval per row.

use crate::report::{CellValue, Column, Provenance, Table};

use super::axis::{Axis, tick_text};
use super::frame::{COUNT, Framing, MARGIN, SMALL, Sheet, TEXT, WIDTH};
use super::label::{self, Label};
use super::palette::{GRID, INK, SERIES, SOFT_INK};
use super::{Anchor, Picture, Shape};

const GAP: f64 = 14.0;
const NAMES: f64 = 260.0;
const ROW: f64 = 26.0;
const RADIUS: u32 = 5;

/// A rate with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRow {
    /// What it is of.
    pub label: String,
    /// Value, lower and upper end; `None` where there is none, and `text` says why.
    pub rate: Option<[f64; 3]>,
    /// What stands at the row's end.
    pub text: String,
}

/// Rates with their intervals, on one scale from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatesChart {
    /// Stem of the file names.
    pub name: String,
    /// Title.
    pub title: String,
    /// Second line, may be empty.
    pub subtitle: String,
    /// What a rate is counted in.
    pub unit: String,
    /// What the rows are.
    pub row_header: String,
    /// What the rate is: *pladser pr. 100.000*.
    pub measure: String,
    /// Decimals in the table.
    pub decimals: u8,
    /// The rows, top to bottom.
    pub rows: Vec<RateRow>,
    /// What the reader must know, each a sentence without full stop.
    pub notes: Vec<String>,
}

impl RatesChart {
    /// The data, to be written beside the chart.
    pub fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let number = |at: usize| {
                row.rate.map_or(CellValue::Empty, |rate| CellValue::Decimal {
                    value: rate[at],
                    decimals: self.decimals,
                })
            };
            vec![
                CellValue::text(&row.label),
                number(0),
                number(1),
                number(2),
                CellValue::text(&row.text),
            ]
        });
        Table {
            name: self.name.clone(),
            title: self.title.clone(),
            unit: self.unit.clone(),
            columns: vec![
                Column::text(&self.row_header),
                Column::decimal(&self.measure),
                Column::decimal("Nedre grænse"),
                Column::decimal("Øvre grænse"),
                Column::text("I ord"),
            ],
            rows: rows.collect(),
            notes: self.notes.clone(),
        }
    }

    /// The chart laid out.
    pub fn picture(&self, provenance: &Provenance) -> Picture {
        let framing = Framing {
            title: &self.title,
            subtitle: &self.subtitle,
            notes: &self.notes,
            provenance,
        };
        let mut sheet = Sheet::begin(WIDTH, &framing);
        if self.rows.iter().all(|row| row.rate.is_none()) {
            sheet.no_data();
            return sheet.finish(&framing, "Ingen data.");
        }
        self.draw(&mut sheet);
        sheet.finish(&framing, &self.description())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let names: Vec<Label> =
            self.rows.iter().map(|row| label::fit(&row.label, NAMES, 2, TEXT, false)).collect();
        let left = MARGIN + names.iter().map(Label::width).fold(0.0, f64::max).ceil() + GAP;
        let texts = self.rows.iter().map(|row| label::width(&row.text, COUNT, false));
        let right = WIDTH - MARGIN - texts.fold(0.0, f64::max) - GAP;
        let ends = self.rows.iter().filter_map(|row| row.rate).flatten();
        let most = ends.filter(|end| end.is_finite()).fold(0.0, f64::max);
        let axis = Axis::plain(0.0, most, (left, right.max(left + 60.0)));
        sheet.y += 10.0;
        let heights: Vec<f64> = names.iter().map(|name| (name.height() + 8.0).max(ROW)).collect();
        let top = sheet.y + 10.0;
        let bottom = top + heights.iter().sum::<f64>();
        for tick in axis.ticks() {
            let x = axis.place(tick).round();
            sheet.text(&tick_text(tick), (x, sheet.y), Anchor::Middle, SMALL, false, SOFT_INK);
            sheet.line((x, top), (x, bottom), GRID);
        }
        sheet.y = top;
        for ((row, name), height) in self.rows.iter().zip(&names).zip(heights) {
            let y = (sheet.y + height / 2.0).round();
            sheet.label(name, (MARGIN, y), Anchor::Start);
            if let Some([value, low, high]) = row.rate {
                let (from, to) = (axis.place(low), axis.place(high));
                for offset in [-1.0, 0.0, 1.0] {
                    sheet.line((from, y + offset), (to, y + offset), SERIES[1]);
                }
                sheet.draw(Shape::Dot {
                    at: (axis.place(value), y),
                    radius: RADIUS,
                    fill: SERIES[0],
                    outline: Some(SERIES[0]),
                });
            }
            let ink = if row.rate.is_some() { INK } else { SOFT_INK };
            let at = (right.max(left + 60.0) + GAP, y);
            sheet.text(&row.text, at, Anchor::Start, COUNT, false, ink);
            sheet.y += height;
        }
        sheet.y = bottom + 18.0;
        sheet.text(&self.measure, (MARGIN, sheet.y), Anchor::Start, SMALL, false, SOFT_INK);
        sheet.y += 14.0;
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{}: {}.", row.label, row.text)).collect();
        format!("Punkter med intervaller: {}. {}", self.measure, rows.join(" "))
    }
}
