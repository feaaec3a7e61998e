//! How do offerings stand on each of the eight parameters?

use crate::model::Grade;
use crate::table::thousands;

use crate::chart::axis::{Axis, percent_text};
use crate::chart::frame::{LegendGroup, Sheet};
use crate::chart::palette;
use crate::chart::rows::{Around, Rows};
use crate::chart::series::{ChartHead, Series};
use crate::chart::stack;
use crate::chart::stack::Segment;

/// The grades as they are drawn, left to right: known ones first.
const GRADES: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

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

/// A row of a [`ProfileChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    /// What is graded: *Aktiv praksis*.
    pub label: String,
    /// By grade.
    pub counts: GradeCounts,
}

/// Offerings by grade, on each parameter or whatever the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are: *Parameter*.
    pub row_header: String,
    /// Top to bottom.
    pub rows: Vec<ProfileRow>,
}

impl Series for ProfileChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.counts.all() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        sheet.legend(&legend());
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let n = self.rows.iter().map(|row| format!("n = {}", thousands(row.counts.all())));
        let rows = Rows::new(&self.row_header, labels, ROW).with_ends("", n);
        let left = rows.left();
        let bar = self.bar_room(rows.right() - left);
        let marks = Axis::plain(0.0, 1.0, (left, left + bar)).marks(percent_text);
        let axis = format!("Andel af {} (tallene på søjlerne er antal)", self.head.unit);
        let around = Around { marks, axis: &axis, ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let counts = &self.rows[nth].counts;
            stack::draw(sheet, &counts.segments(), (left, y), 24.0, scale(counts, bar));
        });
    }

    fn description(&self) -> String {
        let rows = self.rows.iter().map(|ProfileRow { label, counts }| {
            let grades: Vec<String> = GRADES
                .iter()
                .filter(|grade| counts.of(**grade) > 0)
                .map(|grade| format!("{} {}", grade.danish(), thousands(counts.of(*grade))))
                .collect();
            let grades =
                if grades.is_empty() { "ingen data".to_owned() } else { grades.join(", ") };
            format!("{label}: {grades}.")
        });
        format!(
            "Stablede vandrette søjler med {} efter {} og graduering. {}",
            self.head.unit,
            self.row_header.to_lowercase(),
            rows.collect::<Vec<_>>().join(" ")
        )
    }
}

impl ProfileChart {
    /// Pixels for 100 %: the most that leaves room for the counts beside every bar.
    fn bar_room(&self, room: f64) -> f64 {
        let fits = |bar: f64| {
            let mut rows = self.rows.iter().map(|row| &row.counts);
            rows.all(|counts| stack::room_needed(&counts.segments(), scale(counts, bar)) <= room)
        };
        stack::largest_scale(room - 20.0, fits).max(200.0)
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
