//! How many does each municipality expect, and who passes the line?

use crate::table::decimal;

use crate::chart::axis::{Axis, tick_text};
use crate::chart::frame::{MARGIN, SMALL, Sheet};
use crate::chart::label;
use crate::chart::palette::{GRID, INK, SERIES, SOFT_INK, WHITE};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{Anchor, Shape};

const ROW: f64 = 15.0;
const NAME: f64 = 11.0;
const GAP: f64 = 26.0;
const RADIUS: u32 = 4;

/// A row of a [`DotChart`]: low, central and high.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// Municipality's code of four digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Low, central and high.
    pub values: [f64; 3],
}

/// A dot with its interval for each municipality, the largest first, and the line that is asked
/// for.
#[derive(Clone, Debug, PartialEq)]
pub struct DotChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the values are: *Forventede borgere*.
    pub value_header: String,
    /// The rows, in any order.
    pub rows: Vec<DotRow>,
    /// Where the line stands.
    pub threshold: f64,
    /// What the line is: *underlag 30*.
    pub threshold_word: String,
}

impl Series for DotChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        !self.rows.iter().flat_map(|row| row.values).any(|value| value > 0.0)
    }

    /// Two columns of rows on one logarithmic scale.
    fn draw(&self, sheet: &mut Sheet) {
        let positive = || self.rows.iter().flat_map(|row| row.values).filter(|v| *v > 0.0);
        let low = positive().fold(self.threshold, f64::min);
        let high = positive().fold(self.threshold, f64::max);
        let rows = self.sorted();
        let per_column = rows.len().div_ceil(2);
        let names = rows.iter().map(|row| label::width(&row.name, NAME, false));
        let name_room = names.fold(0.0, f64::max).ceil() + 8.0;
        let column = (sheet.width - 2.0 * MARGIN - GAP) / 2.0;
        let key = format!(
            "Punkt: centralt skøn. Streg: lavt til højt skøn. Lodret linje: {} = {}.",
            self.threshold_word,
            decimal(self.threshold, 1)
        );
        sheet.paragraph(&key, MARGIN, sheet.width - 2.0 * MARGIN, SMALL, false, INK);
        sheet.y += 14.0;
        let top = sheet.y;
        for (nth, rows) in rows.chunks(per_column.max(1)).enumerate() {
            let left = MARGIN + (column + GAP) * nth as f64;
            let from = (left + name_room).round();
            let axis = Axis::log(low, high, (from, (left + column - 8.0).round()));
            sheet.y = top;
            self.draw_column(sheet, rows, left, &axis, per_column);
        }
        sheet.y = top + 20.0 + ROW * per_column as f64 + 24.0;
        let axis = format!("{} (logaritmisk skala)", self.value_header);
        sheet.text(&axis, (MARGIN, sheet.y), Anchor::Start, SMALL, false, SOFT_INK);
        sheet.y += 12.0;
    }

    fn description(&self) -> String {
        let rows = self.sorted();
        let n_reaching = |v: usize| rows.iter().filter(|r| r.values[v] >= self.threshold).count();
        let ends = [rows.first(), rows.last()].into_iter().flatten().map(|row| {
            let [low, central, high] = row.values.map(|value| decimal(value, 1));
            format!("{}: {central} (fra {low} til {high})", row.name)
        });
        format!(
            "Punktdiagram med {} for {} kommuner, den største først. Fra {}. {} ({}) nås af {} \
             kommuner efter det lave skøn, {} efter det centrale og {} efter det høje.",
            self.value_header.to_lowercase(),
            rows.len(),
            ends.collect::<Vec<_>>().join(" til "),
            self.threshold_word,
            decimal(self.threshold, 1),
            n_reaching(0),
            n_reaching(1),
            n_reaching(2),
        )
    }
}

impl DotChart {
    fn sorted(&self) -> Vec<&DotRow> {
        let mut rows: Vec<&DotRow> = self.rows.iter().collect();
        rows.sort_by(|a, b| b.values[1].total_cmp(&a.values[1]).then_with(|| a.code.cmp(&b.code)));
        rows
    }

    fn draw_column(
        &self,
        sheet: &mut Sheet,
        rows: &[&DotRow],
        left: f64,
        axis: &Axis,
        per_column: usize,
    ) {
        let top = sheet.y;
        let bottom = top + 16.0 + ROW * per_column as f64;
        for mark in axis.marks(tick_text) {
            sheet.line((mark.x, top + 10.0), (mark.x, bottom), GRID);
            sheet.text(&mark.text, (mark.x, top), Anchor::Middle, SMALL, false, SOFT_INK);
        }
        let line = axis.place(self.threshold).round();
        let points = vec![(line, top + 10.0), (line, bottom)];
        sheet.draw(Shape::Curve { points, color: INK, width: 2 });
        for (nth, row) in rows.iter().enumerate() {
            let y = (top + 20.0 + ROW * nth as f64).round();
            sheet.text(&row.name, (left, y), Anchor::Start, NAME, false, INK);
            let [low, central, high] = row.values.map(|value| axis.place(value).round());
            let points = vec![(low, y), (high, y)];
            sheet.draw(Shape::Curve { points, color: SERIES[1], width: 3 });
            let fill = if row.values[1] >= self.threshold { SERIES[0] } else { WHITE };
            let outline = Some(SERIES[0]);
            sheet.draw(Shape::Dot { at: (central, y), radius: RADIUS, fill, outline });
        }
    }
}
