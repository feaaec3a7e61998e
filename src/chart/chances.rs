//! How likely is each level, for one provider after the other?

use crate::model::Attained;
use crate::table::decimal;

use crate::chart::axis::{Axis, percent_text};
use crate::chart::frame::{COUNT, LegendGroup, Sheet};
use crate::chart::label;
use crate::chart::palette;
use crate::chart::rows::{Around, Rows};
use crate::chart::series::{ChartHead, Series};

const ROW: f64 = 26.0;
const BAR: f64 = 19.0;

/// One provider.
#[derive(Clone, Debug, PartialEq)]
pub struct ChancesRow {
    /// Its name.
    pub label: String,
    /// The probability of each level, *ingen* to *højt*; they sum to 1.
    pub chances: [f64; 4],
    /// What stands at the bar's end: the level it is placed on, and how firmly.
    pub remark: String,
}

/// Probabilities of the levels as stacked bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChancesChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// Heading of the remarks.
    pub remark_header: String,
    /// The rows, in the order they are drawn.
    pub rows: Vec<ChancesRow>,
}

impl Series for ChancesChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn draw(&self, sheet: &mut Sheet) {
        let area = |level: Attained| (palette::grade(level.into()), level.danish());
        let legend = LegendGroup { heading: "Niveau:", areas: Attained::ALL.map(area).into() };
        sheet.legend(&[legend]);
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let ends = self.rows.iter().map(|row| row.remark.clone());
        let rows = Rows::new("Tilbud", labels, ROW).with_ends(&self.remark_header, ends);
        let (left, right) = (rows.left(), rows.right());
        let marks = Axis::plain(0.0, 1.0, (left, right)).marks(percent_text);
        let around = Around { marks, axis: "Sandsynlighed for niveauet", ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let mut from = left;
            for (level, chance) in Attained::ALL.into_iter().zip(self.rows[nth].chances) {
                let to = from + (right - left) * chance.clamp(0.0, 1.0);
                let fill = palette::grade(level.into());
                if to - from >= 0.5 {
                    let sides = [from, y - BAR / 2.0, to.min(right), y + BAR / 2.0];
                    sheet.area(sides, fill);
                    let text = percent(chance);
                    if to - from >= label::width(&text, COUNT, false) + 6.0 {
                        sheet.text_on(&text, sides, fill);
                    }
                }
                from = to;
            }
        });
    }

    fn description(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let chances: Vec<String> = Attained::ALL
                    .into_iter()
                    .zip(row.chances)
                    .filter(|(_, chance)| *chance > 0.0)
                    .map(|(level, chance)| format!("{level} {}", percent(chance)))
                    .collect();
                format!("{}: {} ({}).", row.label, chances.join(", "), row.remark)
            })
            .collect();
        format!(
            "Stablede vandrette søjler med sandsynligheden for hvert niveau. {}",
            rows.join(" ")
        )
    }
}

/// A probability as whole percent, never `0 %` of something nor `100 %` of less than all.
fn percent(chance: f64) -> String {
    if chance <= 0.0 {
        "0 %".to_owned()
    } else if chance < 0.005 {
        "<1 %".to_owned()
    } else if (0.995..1.0).contains(&chance) {
        ">99 %".to_owned()
    } else {
        format!("{} %", decimal(chance * 100.0, 0))
    }
}
