//! How do offerings stand on each of the eight parameters, or on whatever the rows are?

use crate::model::Grade;
use crate::table::thousands;

use crate::chart::axis::{Axis, percent_text};
use crate::chart::frame::{LegendGroup, Sheet};
use crate::chart::palette::{self, Fill};
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

    /// All of them, as a chart of [`Parts::Grades`] draws them.
    pub fn along(&self) -> Vec<u64> {
        GRADES.map(|grade| self.of(grade)).into()
    }
}

/// What the segments of a [`ProfileChart`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Grades: *ingen* to *højt*, then those that are none.
    Grades,
    /// How far the inspector is from what it is held against: two steps or more below, one below,
    /// the same, one above, two or more above.
    Distances,
}

impl Parts {
    /// Fill and words of each segment, and the heading that it stands under.
    fn all(self) -> Vec<(&'static str, Fill, &'static str)> {
        match self {
            Self::Grades => GRADES
                .iter()
                .map(|grade| {
                    let heading =
                        if grade.attained().is_some() { "Graduering:" } else { "Uden graduering:" };
                    (heading, palette::grade(*grade), grade.danish())
                })
                .collect(),
            Self::Distances => palette::DISTANCES
                .into_iter()
                .zip([
                    "to trin eller mere under",
                    "ét trin under",
                    "inden for",
                    "ét trin over",
                    "to trin eller mere over",
                ])
                .map(|(fill, words)| ("Tilsynet er:", fill, words))
                .collect(),
        }
    }

    fn segments(self, row: &ProfileRow) -> Vec<Segment> {
        let parts = self.all().into_iter().zip(&row.counts);
        parts.map(|((_, fill, _), count)| Segment { fill, count: *count }).collect()
    }

    fn legend(self) -> Vec<LegendGroup<'static>> {
        let mut groups: Vec<LegendGroup<'static>> = Vec::new();
        for (heading, fill, words) in self.all() {
            match groups.last_mut().filter(|group| group.heading == heading) {
                Some(group) => group.areas.push((fill, words)),
                None => groups.push(LegendGroup { heading, areas: vec![(fill, words)] }),
            }
        }
        groups
    }
}

/// A row of a [`ProfileChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    /// What is graded: *Aktiv praksis*.
    pub label: String,
    /// One for each of the chart's parts.
    pub counts: Vec<u64>,
}

impl ProfileRow {
    fn all(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// Offerings by grade or by distance, on each parameter or whatever the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are: *Parameter*.
    pub row_header: String,
    /// What they are divided into.
    pub parts: Parts,
    /// Top to bottom.
    pub rows: Vec<ProfileRow>,
}

impl Series for ProfileChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.all() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        sheet.legend(&self.parts.legend());
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let n = self.rows.iter().map(|row| format!("n = {}", thousands(row.all())));
        let rows = Rows::new(&self.row_header, labels, ROW).with_ends("", n);
        let left = rows.left();
        let bar = self.bar_room(rows.right() - left);
        let marks = Axis::plain(0.0, 1.0, (left, left + bar)).marks(percent_text);
        let axis = format!("Andel af {} (tallene på søjlerne er antal)", self.head.unit);
        let around = Around { marks, axis: &axis, ..Around::default() };
        rows.draw(sheet, &around, |sheet, nth, y| {
            let row = &self.rows[nth];
            stack::draw(sheet, &self.parts.segments(row), (left, y), 24.0, scale(row, bar));
        });
    }

    fn description(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let parts: Vec<String> = self
                .parts
                .all()
                .into_iter()
                .zip(&row.counts)
                .filter(|(_, count)| **count > 0)
                .map(|((_, _, words), count)| format!("{words} {}", thousands(*count)))
                .collect();
            let parts = if parts.is_empty() { "ingen data".to_owned() } else { parts.join(", ") };
            format!("{}: {parts}.", row.label)
        });
        format!(
            "Stablede vandrette søjler med {} efter {}. {}",
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
            let needed = |row| stack::room_needed(&self.parts.segments(row), scale(row, bar));
            self.rows.iter().all(|row| needed(row) <= room)
        };
        stack::largest_scale(room - 20.0, fits).max(200.0)
    }
}

fn scale(row: &ProfileRow, bar: f64) -> f64 {
    if row.all() == 0 { 0.0 } else { bar / row.all() as f64 }
}
