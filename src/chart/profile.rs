//! How do offerings stand on each of the eight parameters?

use crate::model::{Grade, Parameter, PerParameter};
use crate::plain_text::capitalised;
use crate::table::old::{CellValue, Column};
use crate::table::thousands;

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, LegendGroup, MARGIN, SMALL, Sheet, TEXT, WIDTH};
use crate::chart::label;
use crate::chart::palette;
use crate::chart::palette::{GRID, INK, OUTLINE, SOFT_INK};
use crate::chart::series::{ChartHead, Series};
use crate::chart::stack;
use crate::chart::stack::Segment;

/// The grades as they are drawn, left to right: known ones first.
const GRADES: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

const GAP: f64 = 18.0;
const ROW: f64 = 36.0;

/// How many offerings have each grade on one parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GradeCounts([u64; 6]);

impl GradeCounts {
    /// Counts one more.
    pub const fn add(&mut self, grade: Grade) {
        self.0[grade as usize] += 1;
    }

    /// Sets how many have a grade.
    #[must_use]
    pub const fn with(mut self, grade: Grade, count: u64) -> Self {
        self.0[grade as usize] = count;
        self
    }

    /// How many have a grade.
    pub const fn of(&self, grade: Grade) -> u64 {
        self.0[grade as usize]
    }

    /// How many there are.
    pub fn all(&self) -> u64 {
        self.0.iter().sum()
    }

    fn segments(&self) -> [Segment; 6] {
        GRADES.map(|grade| Segment { fill: palette::grade(grade), count: self.of(grade) })
    }
}

/// Eight parameters, in box 4's order, by grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// The counts.
    pub counts: PerParameter<GradeCounts>,
}

impl Series for ProfileChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
        let mut columns = vec![Column::text("Parameter")];
        columns.extend(GRADES.map(|grade| Column::int(capitalised(grade.danish()))));
        columns.push(Column::int("I alt"));
        columns
            .extend(GRADES.map(|g| Column::decimal(format!("{}, pct.", capitalised(g.danish())))));
        let rows = self.counts.iter().map(|(parameter, counts)| {
            let mut cells = vec![CellValue::text(parameter.danish())];
            cells.extend(GRADES.map(|grade| CellValue::count(counts.of(grade))));
            cells.push(CellValue::count(counts.all()));
            cells.extend(GRADES.map(|grade| CellValue::percent(counts.of(grade), counts.all())));
            cells
        });
        (columns, rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.counts.iter().all(|(_, counts)| counts.all() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        sheet.legend(&legend());
        self.draw_rows(sheet);
    }

    fn description(&self) -> String {
        let rows = self.counts.iter().map(|(parameter, counts)| {
            let grades: Vec<String> = GRADES
                .iter()
                .filter(|grade| counts.of(**grade) > 0)
                .map(|grade| format!("{} {}", grade.danish(), thousands(counts.of(*grade))))
                .collect();
            let grades =
                if grades.is_empty() { "ingen data".to_owned() } else { grades.join(", ") };
            format!("{}: {grades}.", parameter.danish())
        });
        format!(
            "Stablede vandrette søjler med {} efter graduering på de otte parametre. {}",
            self.head.unit,
            rows.collect::<Vec<_>>().join(" ")
        )
    }
}

impl ProfileChart {
    fn draw_rows(&self, sheet: &mut Sheet) {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max).ceil();
        let label_room =
            widest(&mut Parameter::ALL.iter().map(|p| label::width(p.danish(), TEXT, false)));
        let n_room =
            widest(&mut self.counts.iter().map(|(_, c)| label::width(&n_text(c), COUNT, false)));
        let left = MARGIN + label_room + GAP;
        let right = WIDTH - MARGIN - n_room - GAP;
        let bar = self.bar_room(right - left);
        let top = sheet.y;
        let bottom = top + ROW * 8.0 + 4.0;
        for quarter in 0..=4_u8 {
            let x = left + bar * f64::from(quarter) / 4.0;
            let color = if quarter == 0 { OUTLINE } else { GRID };
            sheet.line((x, top), (x, bottom), color);
        }
        for (parameter, counts) in self.counts.iter() {
            let y = (sheet.y + ROW / 2.0).round();
            sheet.text(parameter.danish(), (MARGIN, y), Anchor::Start, TEXT, false, INK);
            stack::draw(sheet, &counts.segments(), (left, y), 24.0, scale(counts, bar));
            let n = (WIDTH - MARGIN, y);
            sheet.text(&n_text(counts), n, Anchor::End, COUNT, false, INK);
            sheet.y += ROW;
        }
        sheet.y = bottom + 9.0;
        for quarter in 0..=4_u8 {
            let x = left + bar * f64::from(quarter) / 4.0;
            let text = format!("{} %", quarter * 25);
            sheet.text(&text, (x, sheet.y), Anchor::Middle, SMALL, false, SOFT_INK);
        }
        sheet.y += 22.0;
        let axis = format!("Andel af {} (tallene på søjlerne er antal)", self.head.unit);
        sheet.text(&axis, (left, sheet.y), Anchor::Start, SMALL, false, SOFT_INK);
        sheet.y += 12.0;
    }

    /// Pixels for 100 %: the most that leaves room for the counts beside every bar.
    fn bar_room(&self, room: f64) -> f64 {
        let mut bar = room - 20.0;
        let fits = |bar: f64| {
            let mut rows = self.counts.iter();
            rows.all(|(_, c)| stack::room_needed(&c.segments(), scale(c, bar)) <= room)
        };
        while bar > 200.0 && !fits(bar) {
            bar -= 4.0;
        }
        bar
    }
}

fn legend() -> [LegendGroup<'static>; 2] {
    let area = |grade: &Grade| (palette::grade(*grade), grade.danish());
    [
        LegendGroup { heading: "Graduering:", areas: GRADES[..4].iter().map(area).collect() },
        LegendGroup { heading: "Uden graduering:", areas: GRADES[4..].iter().map(area).collect() },
    ]
}

fn scale(counts: &GradeCounts, bar: f64) -> f64 {
    if counts.all() == 0 { 0.0 } else { bar / counts.all() as f64 }
}

fn n_text(counts: &GradeCounts) -> String {
    format!("n = {}", thousands(counts.all()))
}
