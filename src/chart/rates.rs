//! How large is each rate, and how firm? A dot with its interval per row.

use crate::table::old::{CellValue, Column};

use crate::chart::axis::{Axis, tick_text};
use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet, TEXT, WIDTH};
use crate::chart::label;
use crate::chart::label::Label;
use crate::chart::palette::{GRID, INK, SERIES, SOFT_INK};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{Anchor, Shape};

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
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are.
    pub row_header: String,
    /// What the rate is: *pladser pr. 100.000*.
    pub measure: String,
    /// Decimals in the table.
    pub decimals: u8,
    /// The rows, top to bottom.
    pub rows: Vec<RateRow>,
}

impl Series for RatesChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
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
        let columns = vec![
            Column::text(&self.row_header),
            Column::decimal(&self.measure),
            Column::decimal("Nedre grænse"),
            Column::decimal("Øvre grænse"),
            Column::text("I ord"),
        ];
        (columns, rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.rate.is_none())
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
