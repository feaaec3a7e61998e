//! Who goes where, when another rule places?

use crate::model::Attained;
use crate::table::thousands;

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, MARGIN, SMALL, Sheet, WIDTH};
use crate::chart::palette::{INK, SOFT_INK};
use crate::chart::series::{ChartHead, Series};

const PANELS: usize = 3;
const GAP: f64 = 26.0;
const ROW: f64 = 27.0;
const SIDE: f64 = 62.0;

/// One other rule: `counts[from][to]`, *ingen* to *højt*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransitionsPanel {
    /// The rule's name.
    pub rule: String,
    /// Offerings that both rules decide.
    pub counts: [[u64; 4]; 4],
}

impl TransitionsPanel {
    fn moved(&self) -> (u64, u64) {
        let (mut up, mut down) = (0, 0);
        for (from, row) in self.counts.iter().enumerate() {
            down += row[..from].iter().sum::<u64>();
            up += row[from + 1..].iter().sum::<u64>();
        }
        (up, down)
    }

    fn summary(&self) -> String {
        let (up, down) = self.moved();
        format!("{} op, {} ned", thousands(up), thousands(down))
    }
}

/// A small table for each other rule: level by the placing rule against level by the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransitionsChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// The rule that is gone from.
    pub from_rule: String,
    /// The other rules.
    pub panels: Vec<TransitionsPanel>,
}

impl Series for TransitionsChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.panels.iter().all(|panel| panel.counts.iter().flatten().sum::<u64>() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        let help = format!(
            "Rækker: niveau efter {}. Kolonner: niveau efter den anden regel. Tyk ramme: samme \
             niveau. Til højre for den: op; til venstre: ned. Mørkere: flere.",
            self.from_rule
        );
        sheet.paragraph(&help, MARGIN, WIDTH - 2.0 * MARGIN, SMALL, false, SOFT_INK);
        sheet.y += 16.0;
        let width = (WIDTH - 2.0 * MARGIN - GAP * (PANELS as f64 - 1.0)) / PANELS as f64;
        for row in self.panels.chunks(PANELS) {
            let top = sheet.y;
            let mut bottom = top;
            for (at, panel) in row.iter().enumerate() {
                sheet.y = top;
                draw_panel(sheet, panel, MARGIN + (width + GAP) * at as f64, width);
                bottom = bottom.max(sheet.y);
            }
            sheet.y = bottom + 22.0;
        }
    }

    fn description(&self) -> String {
        let panels: Vec<String> =
            self.panels.iter().map(|p| format!("{}: {}.", p.rule, p.summary())).collect();
        format!(
            "Tabeller med {} efter niveau efter reglen {} og efter hver anden regel. {}",
            self.head.unit,
            self.from_rule,
            panels.join(" ")
        )
    }
}

fn draw_panel(sheet: &mut Sheet, panel: &TransitionsPanel, left: f64, width: f64) {
    sheet.paragraph(&panel.rule, left, width, COUNT, true, INK);
    sheet.paragraph(&panel.summary(), left, width, SMALL, false, SOFT_INK);
    sheet.y += 14.0;
    let cell = ((width - SIDE) / 4.0).floor();
    for to in Attained::ALL {
        let x = left + SIDE + cell * (f64::from(to as u8) + 0.5);
        sheet.text(to.danish(), (x, sheet.y), Anchor::Middle, SMALL, false, INK);
    }
    sheet.y += 12.0;
    let top = sheet.y;
    let largest = panel.counts.iter().flatten().max().copied().unwrap_or(0).max(1);
    for from in Attained::ALL {
        let middle = sheet.y + ROW / 2.0;
        sheet.text(from.danish(), (left, middle), Anchor::Start, SMALL, false, INK);
        for to in Attained::ALL {
            let count = panel.counts[from as usize][to as usize];
            let x = left + SIDE + cell * f64::from(to as u8);
            let sides = [x, sheet.y, x + cell, sheet.y + ROW];
            let shade = (count > 0).then(|| count as f64 / largest as f64);
            sheet.cell(sides, shade, &[&thousands(count)]);
        }
        sheet.y += ROW;
    }
    for level in Attained::ALL {
        let at = f64::from(level as u8);
        let (x, y) = (left + SIDE + cell * at, top + ROW * at);
        sheet.rect([x, y, x + cell, y + ROW], None, Some((INK, 2)));
    }
}
