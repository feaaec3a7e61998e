//! How large is one figure beside the others?

use crate::chart::Anchor;
use crate::chart::axis::Mark;
use crate::chart::frame::{COUNT, LegendGroup, Sheet};
use crate::chart::label;
use crate::chart::palette::{ASSESSED, Fill, INK, Pattern, SOFT_INK};
use crate::chart::rows::{Around, GAP, Rows};
use crate::chart::series::{ChartHead, Series};

const ROW: f64 = 36.0;

/// One figure, and one to hold it against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarsRow {
    /// What it is of.
    pub label: String,
    /// The figure, 0 or more; `None` where there is none, and `text` says why.
    pub value: Option<f64>,
    /// The figure that is drawn as a thinner bar below.
    pub beside: Option<f64>,
    /// What stands at the bar's end.
    pub text: String,
}

/// Figures as horizontal bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarsChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are.
    pub row_header: String,
    /// What the bars say, and the thinner ones if there are any.
    pub measures: (String, Option<String>),
    /// Decimals of the figures in the table.
    pub decimals: u8,
    /// The rows, top to bottom.
    pub rows: Vec<BarsRow>,
}

/// The fill of the thinner bars.
const BESIDE: Fill =
    Fill { color: crate::chart::Rgb(0xEE, 0xEE, 0xEE), pattern: Pattern::Rising(6) };

impl Series for BarsChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.value.is_none())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let bars = [(ASSESSED, Some(&self.measures.0)), (BESIDE, self.measures.1.as_ref())];
        let areas = bars.into_iter().filter_map(|(fill, words)| Some((fill, words?.as_str())));
        sheet.legend(&[LegendGroup { heading: "", areas: areas.collect() }]);
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let rows = Rows::new(&self.row_header, labels, ROW);
        let (left, right) = (rows.left(), rows.right());
        // Every row's text has room after its bars.
        let scale = self.rows.iter().filter_map(|row| {
            let room = right - left - label::width(&row.text, COUNT, false) - GAP;
            (row.longest() > 0.0).then(|| room.max(40.0) / row.longest())
        });
        let scale = scale.fold(f64::INFINITY, f64::min);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        let zero = Mark { x: left, text: String::new(), is_zero: true };
        let around = Around { marks: vec![zero], ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let row = &self.rows[nth];
            let half = if row.beside.is_some() { 3.0 } else { 0.0 };
            let bars = [
                (row.value, [y - 10.0 - half, y + 10.0 - half], ASSESSED),
                (row.beside, [y + 8.0, y + 15.0], BESIDE),
            ];
            for (value, [top, bottom], fill) in bars {
                let length = value.unwrap_or(0.0) * scale;
                // Of nothing there is no bar: the axis alone.
                if length >= 0.5 {
                    sheet.area([left, top, left + length, bottom], fill);
                }
            }
            let ink = if row.value.is_some() { INK } else { SOFT_INK };
            let at = (left + row.longest() * scale + GAP, y);
            sheet.text(&row.text, at, Anchor::Start, COUNT, false, ink);
        });
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{}: {}.", row.label, row.text)).collect();
        format!("Vandrette søjler: {}. {}", self.measures.0, rows.join(" "))
    }
}

impl BarsRow {
    fn longest(&self) -> f64 {
        [self.value, self.beside]
            .into_iter()
            .flatten()
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max)
    }
}
