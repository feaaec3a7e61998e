//! How large is each rate, and how firm? A dot with its interval per row.

use crate::table::old::{CellValue, Column};

use crate::chart::Shape;
use crate::chart::axis::{Axis, tick_text};
use crate::chart::frame::Sheet;
use crate::chart::palette::SERIES;
use crate::chart::rows::{Around, Rows};
use crate::chart::series::{ChartHead, Series};

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
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let ends = self.rows.iter().map(|row| row.text.clone());
        let rows = Rows::new(&self.row_header, labels, ROW).with_ends("", ends);
        let ends = self.rows.iter().filter_map(|row| row.rate).flatten();
        let most = ends.filter(|end| end.is_finite()).fold(0.0, f64::max);
        let axis = Axis::plain(0.0, most, (rows.left(), rows.right()));
        let marks = axis.marks(tick_text);
        let around = Around { marks, axis: &self.measure, ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let Some([value, low, high]) = self.rows[nth].rate else { return };
            let points = vec![(axis.place(low), y), (axis.place(high), y)];
            sheet.draw(Shape::Curve { points, color: SERIES[1], width: 3 });
            let (at, outline) = ((axis.place(value), y), Some(SERIES[0]));
            sheet.draw(Shape::Dot { at, radius: RADIUS, fill: SERIES[0], outline });
        });
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{}: {}.", row.label, row.text)).collect();
        format!("Punkter med intervaller: {}. {}", self.measure, rows.join(" "))
    }
}
