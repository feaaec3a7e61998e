//! How large is one figure beside the others?

use crate::table::old::{CellValue, Column};

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, MARGIN, Sheet, TEXT, WIDTH};
use crate::chart::label;
use crate::chart::label::Label;
use crate::chart::palette::{ASSESSED, Fill, GRID, INK, OUTLINE, Pattern, SOFT_INK};
use crate::chart::series::{ChartHead, Series};

const GAP: f64 = 14.0;
const NAMES: f64 = 270.0;
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

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
        let mut columns = vec![Column::text(&self.row_header), Column::decimal(&self.measures.0)];
        columns.extend(self.measures.1.as_ref().map(Column::decimal));
        columns.push(Column::text("I ord"));
        let number = |value: Option<f64>| {
            value.map_or(CellValue::Empty, |value| CellValue::Decimal {
                value,
                decimals: self.decimals,
            })
        };
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![CellValue::text(&row.label), number(row.value)];
            cells.extend(self.measures.1.is_some().then(|| number(row.beside)));
            cells.push(CellValue::text(&row.text));
            cells
        });
        (columns, rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.value.is_none())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let names: Vec<Label> =
            self.rows.iter().map(|row| label::fit(&row.label, NAMES, 2, TEXT, false)).collect();
        let left = MARGIN + names.iter().map(Label::width).fold(0.0, f64::max).ceil() + GAP;
        let most = self
            .rows
            .iter()
            .flat_map(|row| [row.value, row.beside])
            .flatten()
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max);
        // Pixels that a bar may be long, so that every row's text has room after it.
        let room = |row: &BarsRow| {
            let text = label::width(&row.text, COUNT, false) + 2.0 * GAP;
            (WIDTH - MARGIN - left - text).max(40.0)
        };
        let scale = self
            .rows
            .iter()
            .filter_map(|row| {
                let longest = row.value.unwrap_or(0.0).max(row.beside.unwrap_or(0.0));
                (longest > 0.0).then(|| room(row) / longest)
            })
            .fold(f64::INFINITY, f64::min);
        let scale = if most > 0.0 && scale.is_finite() { scale } else { 0.0 };
        self.legend(sheet);
        let heights: Vec<f64> = names.iter().map(|name| (name.height() + 8.0).max(ROW)).collect();
        let (top, bottom) = (sheet.y, sheet.y + heights.iter().sum::<f64>());
        for ((row, name), height) in self.rows.iter().zip(&names).zip(heights) {
            let y = (sheet.y + height / 2.0).round();
            sheet.label(name, (MARGIN, y), Anchor::Start);
            let mut end = left;
            let half = if row.beside.is_some() { 3.0 } else { 0.0 };
            if let Some(value) = row.value {
                let to = left + value * scale;
                // Of nothing there is no bar: the axis alone.
                if to - left >= 0.5 {
                    sheet.area([left, y - 10.0 - half, to, y + 10.0 - half], ASSESSED);
                }
                end = end.max(to);
            }
            if let Some(value) = row.beside {
                let to = left + value * scale;
                if to - left >= 0.5 {
                    sheet.area([left, y + 8.0, to, y + 15.0], BESIDE);
                }
                end = end.max(to);
            }
            let ink = if row.value.is_some() { INK } else { SOFT_INK };
            sheet.text(&row.text, (end + GAP, y), Anchor::Start, COUNT, false, ink);
            sheet.y += height;
        }
        sheet.line((left, top), (left, bottom), OUTLINE);
        sheet.line((left, bottom), (WIDTH - MARGIN, bottom), GRID);
        sheet.y = bottom + 12.0;
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{}: {}.", row.label, row.text)).collect();
        format!("Vandrette søjler: {}. {}", self.measures.0, rows.join(" "))
    }
}

impl BarsChart {
    /// What the bars are, above them.
    fn legend(&self, sheet: &mut Sheet) {
        let (first, second) = (&self.measures.0, &self.measures.1);
        sheet.y += 7.0;
        for (fill, words) in [(ASSESSED, Some(first)), (BESIDE, second.as_ref())] {
            let Some(words) = words else { continue };
            sheet.swatch((MARGIN, sheet.y), 14.0, fill);
            let before = sheet.y;
            sheet.y -= label::line_height(COUNT) / 2.0;
            sheet.paragraph(words, MARGIN + 20.0, WIDTH - 2.0 * MARGIN - 20.0, COUNT, false, INK);
            sheet.y = sheet.y.max(before) + 14.0;
        }
        sheet.y += 2.0;
    }
}
