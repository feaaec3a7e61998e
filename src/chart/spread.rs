//! How far apart are the eight grades of one provider?

use crate::model::{Attained, Grade, PerParameter};
use crate::plain_text::capitalised;
use crate::table::{share, thousands};

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet, TEXT};
use crate::chart::palette;
use crate::chart::palette::{INK, SOFT_INK};
use crate::chart::series::{ChartHead, Series};

const CELL_WIDTH: f64 = 116.0;
const CELL_HEIGHT: f64 = 58.0;
const SIDE: f64 = 116.0;

/// Offerings by the lowest and the highest of their known grades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpreadCounts {
    /// `cells[lowest][highest]`, *ingen* to *højt*; nothing below the diagonal.
    pub cells: [[u64; 4]; 4],
    /// Of the offerings in each cell, those with an unknown grade on a parameter or more.
    pub partly_unknown: [[u64; 4]; 4],
    /// Offerings without a known grade, which are in no cell.
    pub n_without_grade: u64,
}

impl SpreadCounts {
    /// Counts one more offering.
    pub fn add(&mut self, grades: &PerParameter<Grade>) {
        let known = || grades.iter().filter_map(|(_, grade)| grade.attained());
        let (Some(lowest), Some(highest)) = (known().min(), known().max()) else {
            self.n_without_grade += 1;
            return;
        };
        let (lowest, highest) = (lowest as usize, highest as usize);
        self.cells[lowest][highest] += 1;
        self.partly_unknown[lowest][highest] += u64::from(grades.0.contains(&Grade::Unknown));
    }

    /// Offerings in the cells.
    pub fn n_graded(&self) -> u64 {
        self.cells.iter().flatten().sum()
    }

    /// Of them, those with an unknown grade on a parameter or more.
    pub fn n_partly_unknown(&self) -> u64 {
        self.partly_unknown.iter().flatten().sum()
    }
}

/// How far apart the grades of each offering are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpreadChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// The counts.
    pub counts: SpreadCounts,
}

impl Series for SpreadChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.counts.n_graded() == 0
    }

    fn draw(&self, sheet: &mut Sheet) {
        let left = MARGIN + SIDE;
        let right = left + 4.0 * CELL_WIDTH;
        let sums = right + CELL_WIDTH / 2.0;
        let y = sheet.y + 8.0;
        let middle = f64::midpoint(left, right);
        sheet.text("Højeste graduering", (middle, y), Anchor::Middle, COUNT, true, INK);
        sheet.y += 34.0;
        sheet.text("Laveste", (MARGIN, sheet.y - 8.0), Anchor::Start, COUNT, true, INK);
        sheet.text("graduering", (MARGIN, sheet.y + 9.0), Anchor::Start, COUNT, true, INK);
        for highest in Attained::ALL {
            let x = left + CELL_WIDTH * (f64::from(highest as u8) + 0.5);
            sheet.swatch((x - 42.0, sheet.y), 14.0, palette::grade(highest.into()));
            sheet.text(highest.danish(), (x - 22.0, sheet.y), Anchor::Start, TEXT, false, INK);
        }
        sheet.text("I alt", (sums, sheet.y), Anchor::Middle, TEXT, false, SOFT_INK);
        sheet.y += 22.0;
        let top = sheet.y;
        for lowest in Attained::ALL {
            let y = sheet.y + CELL_HEIGHT / 2.0;
            sheet.swatch((MARGIN, y), 14.0, palette::grade(lowest.into()));
            sheet.text(lowest.danish(), (MARGIN + 20.0, y), Anchor::Start, TEXT, false, INK);
            self.draw_cells(sheet, lowest, left);
            let sum = self.counts.cells[lowest as usize].iter().sum();
            sheet.text(&thousands(sum), (sums, y), Anchor::Middle, COUNT, false, SOFT_INK);
            sheet.y += CELL_HEIGHT;
        }
        // The diagonal last, so that its outline lies above its neighbours'.
        for i in 0..4_u8 {
            let (x, y) = (left + CELL_WIDTH * f64::from(i), top + CELL_HEIGHT * f64::from(i));
            let sides = [x, y, x + CELL_WIDTH, y + CELL_HEIGHT];
            sheet.rect(sides, None, Some((INK, 2)));
        }
        sheet.y += 16.0;
        sheet.text("I alt", (MARGIN, sheet.y), Anchor::Start, TEXT, false, SOFT_INK);
        for highest in Attained::ALL {
            let x = left + CELL_WIDTH * (f64::from(highest as u8) + 0.5);
            let sum = self.counts.cells.iter().map(|row| row[highest as usize]).sum();
            sheet.text(&thousands(sum), (x, sheet.y), Anchor::Middle, COUNT, false, SOFT_INK);
        }
        let all = thousands(self.counts.n_graded());
        sheet.text(&all, (sums, sheet.y), Anchor::Middle, COUNT, true, INK);
        let end = sheet.y + 20.0;
        self.draw_help(sheet, right + CELL_WIDTH + 14.0, top);
        sheet.y = sheet.y.max(end);
    }

    fn description(&self) -> String {
        let mut cells = Vec::new();
        for lowest in Attained::ALL {
            for highest in Attained::ALL {
                let count = self.counts.cells[lowest as usize][highest as usize];
                if count > 0 {
                    let percent = share(count, self.counts.n_graded());
                    cells.push(format!("{lowest} til {highest} {} ({percent})", thousands(count)));
                }
            }
        }
        let remarks = self.remarks().join(". ");
        format!(
            "Tabel med {} efter laveste og højeste graduering på de otte parametre. {}: {}. {remarks}.",
            self.head.unit,
            capitalised("laveste til højeste"),
            cells.join(", "),
        )
    }

    fn remarks(&self) -> Vec<String> {
        let unit = capitalised(&self.head.unit);
        let mut remarks = vec![format!(
            "{unit}, hvor en eller flere parametre ikke er oplyst (de kendte tæller): {} af {}",
            thousands(self.counts.n_partly_unknown()),
            thousands(self.counts.n_graded()),
        )];
        if self.counts.n_without_grade > 0 {
            remarks.push(format!(
                "{unit} uden en eneste kendt graduering, som derfor ikke er med: {}",
                thousands(self.counts.n_without_grade),
            ));
        }
        remarks
    }
}

impl SpreadChart {
    fn draw_cells(&self, sheet: &mut Sheet, lowest: Attained, left: f64) {
        let largest = self.counts.cells.iter().flatten().max().copied().unwrap_or(0).max(1);
        for highest in Attained::ALL.into_iter().filter(|highest| *highest >= lowest) {
            let count = self.counts.cells[lowest as usize][highest as usize];
            let x = left + CELL_WIDTH * f64::from(highest as u8);
            let sides = [x, sheet.y, x + CELL_WIDTH, sheet.y + CELL_HEIGHT];
            let shade = (count > 0).then(|| count as f64 / largest as f64);
            let (n, percent) = (thousands(count), share(count, self.counts.n_graded()));
            let texts: &[&str] = if count > 0 { &[&n, &percent] } else { &[&n] };
            sheet.cell(sides, shade, texts);
        }
    }

    /// How to read the figure, to the right of it.
    fn draw_help(&self, sheet: &mut Sheet, x: f64, top: f64) {
        let room = sheet.width - MARGIN - x;
        let paragraphs = [
            format!(
                "Hver rude viser, hvor mange {} der har den laveste og den højeste graduering på \
                 tværs af de otte parametre.",
                self.head.unit
            ),
            "Tyk ramme: samme graduering på alle kendte parametre. Længere mod øverste højre \
             hjørne: større spredning."
                .to_owned(),
            "Mørkere grå: flere.".to_owned(),
        ];
        sheet.y = top;
        for paragraph in paragraphs {
            sheet.paragraph(&paragraph, x, room, SMALL, false, SOFT_INK);
            sheet.y += 8.0;
        }
    }
}
