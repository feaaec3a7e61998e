//! How strong is something in each pair of a row and a column?

use crate::chart::Anchor;
use crate::chart::frame::{MARGIN, SMALL, Sheet, WIDTH};
use crate::chart::label::{self, Label};
use crate::chart::palette::INK;
use crate::chart::rows::{Around, Rows};
use crate::chart::series::{ChartHead, Series};

const LEAST_HEIGHT: f64 = 34.0;
/// Widest cell: two columns should not fill the page.
const WIDEST: f64 = 120.0;

/// One pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// The figure; `None` where there is none.
    pub value: Option<f64>,
    /// What stands in the cell: short.
    pub text: String,
    /// How dark it is, 0 to 1; less than 0, to -1, in the other colour; `None`: left white.
    pub shade: Option<f64>,
}

/// Rows by columns, darker where there is more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are, and what the columns are.
    pub headers: (String, String),
    /// What a figure says: *andel flyttet, pct.*
    pub measure: String,
    /// Whether figures below 0 are drawn too, in a colour of their own.
    pub is_diverging: bool,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// What stands above the columns instead of their names, where these are too long; else empty.
    pub short_columns: Vec<String>,
    /// Names of the rows, each with a cell per column.
    pub rows: Vec<(String, Vec<HeatCell>)>,
}

impl Series for HeatChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().flat_map(|(_, cells)| cells).all(|cell| cell.value.is_none())
    }

    fn draw(&self, sheet: &mut Sheet) {
        let names = self.rows.iter().map(|(name, _)| name.as_str());
        let rows = Rows::new("", names, LEAST_HEIGHT);
        let left = rows.left();
        let room = WIDTH - MARGIN - left;
        let width = (room / self.columns.len().max(1) as f64).min(WIDEST).floor();
        let shown = if self.short_columns.is_empty() { &self.columns } else { &self.short_columns };
        let heads: Vec<Label> =
            shown.iter().map(|name| label::fit(name, width - 8.0, 3, SMALL, true)).collect();
        let head = heads.iter().map(Label::height).fold(0.0, f64::max);
        sheet.y += head / 2.0;
        for (at, label) in heads.iter().enumerate() {
            let x = left + width * (at as f64 + 0.5);
            sheet.label(label, (x, sheet.y), Anchor::Middle);
        }
        sheet.y += head / 2.0 + 8.0;
        rows.draw(sheet, &Around::default(), |sheet, nth, y| {
            let half = rows.height(nth) / 2.0;
            for (at, cell) in self.rows[nth].1.iter().take(self.columns.len()).enumerate() {
                // Of a table of pairs, the half that says the same once more.
                if cell.text.is_empty() && cell.shade.is_none() {
                    continue;
                }
                let x = left + width * at as f64;
                sheet.cell([x, y - half, x + width, y + half], cell.shade, &[&cell.text]);
            }
        });
        let darker = if self.is_diverging {
            "Grå: over 0, orange: under 0; mørkere: længere fra 0"
        } else {
            "Mørkere: mere"
        };
        let key = format!("Tallene: {}. {darker}.", self.measure.trim_end_matches('.'));
        sheet.paragraph(&key, MARGIN, WIDTH - 2.0 * MARGIN, SMALL, false, INK);
    }

    fn description(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.text.is_empty()))
            .map(|(row, cells)| {
                let cells: Vec<String> = self
                    .columns
                    .iter()
                    .zip(cells)
                    .filter(|(_, cell)| !cell.text.is_empty())
                    .map(|(column, cell)| format!("{column} {}", cell.text))
                    .collect();
                format!("{row}: {}.", cells.join(", "))
            })
            .collect();
        format!(
            "Tabel med {} efter {} og {}. {}",
            self.measure,
            self.headers.0.to_lowercase(),
            self.headers.1.to_lowercase(),
            rows.join(" ")
        )
    }
}
