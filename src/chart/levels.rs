//! How many offerings stand on each level, by region, ownership or target group?

use crate::model::{Level, PlacementState};
use crate::table::thousands;

use crate::chart::Anchor;
use crate::chart::axis::{Axis, Mark, tick_text};
use crate::chart::frame::{COUNT, LegendGroup, MARGIN, SMALL, Sheet, WIDTH};
use crate::chart::label::{self, widest};
use crate::chart::level_counts::{LevelCounts, NOT_PLACED};
use crate::chart::palette::{self, ASSESSED, INK};
use crate::chart::rows::{Around, GAP, Rows};
use crate::chart::series::{ChartHead, Series};
use crate::chart::stack;

const PLACED_HEADING: &str = "Indplaceret på niveau";
const NOT_PLACED_HEADING: &str = "Vurderet, ikke indplaceret";
const COVERAGE_HEADING: &str = "Vurderet";

const COVERAGE_BAR: f64 = 48.0;
const ROW: f64 = 34.0;

/// A sum this many times the largest row is told in figures, so that the rows' bars stay readable.
const SUM_TOO_LONG: u64 = 4;

/// A row of a [`LevelsChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelsRow {
    /// What the row is: *Region Nordjylland*.
    pub label: String,
    /// Its offerings.
    pub counts: LevelCounts,
}

/// Levels by region, by ownership, or by whatever the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelsChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the rows are: *Region*.
    pub row_header: String,
    /// The rows, top to bottom.
    pub rows: Vec<LevelsRow>,
    /// The sum, set apart: *Hele landet*. Not the sum of the rows when one offering can be in
    /// several.
    pub total: Option<LevelsRow>,
}

/// Where the chart's fields begin.
struct Fields {
    placed: f64,
    not_placed: f64,
    coverage: f64,
    width: f64,
    /// Pixels per offering.
    scale: f64,
}

impl Series for LevelsChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.all_rows().all(|row| row.counts.all() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        sheet.legend(&legend());
        let rows = self.labels();
        let fields = self.fields(&rows);
        let Fields { placed, not_placed, coverage, scale, .. } = fields;
        let headings = vec![
            (placed, PLACED_HEADING),
            (not_placed, NOT_PLACED_HEADING),
            (coverage, COVERAGE_HEADING),
        ];
        let axis = format!("Antal {} (samme skala i begge felter)", self.head.unit);
        rows.draw(
            sheet,
            &Around { headings, marks: fields.marks(), axis: &axis },
            |sheet, nth, y| {
                let Some(row) = self.all_rows().nth(nth) else { return };
                let scale = self.scale_of(row, scale);
                stack::draw(sheet, &row.counts.placed_segments(), (placed, y), 22.0, scale);
                stack::draw(sheet, &row.counts.not_placed_segments(), (not_placed, y), 22.0, scale);
                draw_coverage(sheet, row, (coverage, y));
            },
        );
    }

    fn description(&self) -> String {
        let rows = self.all_rows().map(|row| format!("{}: {}.", row.label, row.counts.in_words()));
        format!(
            "Stablede vandrette søjler med antal {} efter {}. {}",
            self.head.unit,
            self.row_header.to_lowercase(),
            rows.collect::<Vec<_>>().join(" ")
        )
    }

    fn width(&self) -> f64 {
        self.fields(&self.labels()).width
    }
}

impl LevelsChart {
    fn all_rows(&self) -> impl Iterator<Item = &LevelsRow> {
        self.rows.iter().chain(&self.total)
    }

    fn labels(&self) -> Rows<'_> {
        Rows::new(&self.row_header, self.rows.iter().map(|row| row.label.as_str()), ROW)
            .with_total(self.total.as_ref().map(|row| row.label.as_str()))
    }

    /// The largest scale at which every bar fits with its counts; wider paper when nothing does.
    fn fields(&self, rows: &Rows<'_>) -> Fields {
        let texts = self.all_rows().map(|row| label::width(&coverage_text(row), COUNT, false));
        let coverage_room =
            widest(texts.map(|text| COVERAGE_BAR + 8.0 + text).chain([label::width(
                COVERAGE_HEADING,
                COUNT,
                true,
            )]));
        let placed = rows.left();
        // Less a pixel for what rounding adds.
        let room = WIDTH - MARGIN - placed - coverage_room - 2.0 * GAP - 1.0;
        let scale = stack::largest_scale(room / self.longest().max(1) as f64, |scale| {
            let needed = self.rooms_needed(scale);
            needed.0 + needed.1 <= room
        });
        let needed = self.rooms_needed(scale);
        let spare = (room - needed.0 - needed.1).max(0.0) / 2.0;
        let not_placed = (placed + needed.0 + spare + GAP).round();
        let coverage = (not_placed + needed.1 + spare + GAP).round();
        let width = (coverage + coverage_room + MARGIN).max(WIDTH);
        Fields { placed, not_placed, coverage, width, scale }
    }

    /// Of the largest row.
    fn longest(&self) -> u64 {
        self.rows.iter().map(|row| row.counts.assessed()).max().unwrap_or(0)
    }

    /// Widths of the two fields at a scale.
    fn rooms_needed(&self, scale: f64) -> (f64, f64) {
        let heading = |text: &str| label::width(text, COUNT, true);
        let mut needed = (heading(PLACED_HEADING), heading(NOT_PLACED_HEADING));
        for row in self.all_rows() {
            let scale = self.scale_of(row, scale);
            let placed = stack::room_needed(&row.counts.placed_segments(), scale);
            let not_placed = stack::room_needed(&row.counts.not_placed_segments(), scale);
            needed = (needed.0.max(placed), needed.1.max(not_placed));
        }
        needed
    }

    /// The scale of a row: a sum that would dwarf the rows is told in figures only.
    fn scale_of(&self, row: &LevelsRow, scale: f64) -> f64 {
        let is_too_long = row.counts.assessed() > self.longest().saturating_mul(SUM_TOO_LONG);
        if is_too_long { 0.0 } else { scale }
    }
}

impl Fields {
    /// The same ticks in both fields.
    fn marks(&self) -> Vec<Mark> {
        let rooms = [
            (self.placed, self.not_placed - self.placed - GAP),
            (self.not_placed, self.coverage - self.not_placed - GAP),
        ];
        let longest = rooms[0].1.max(rooms[1].1);
        let marks = rooms.into_iter().flat_map(|(left, room)| {
            let mut marks = Axis::plain(0.0, longest / self.scale, (left, left + longest))
                .whole()
                .marks(tick_text);
            marks.retain(|mark| {
                // A number at the end of one field must not reach the 0 of the next.
                let end = mark.x + label::width(&mark.text, SMALL, false) / 2.0;
                mark.is_zero || mark.x <= left + room && end <= left + room + GAP - 10.0
            });
            marks
        });
        marks.collect()
    }
}

fn legend() -> [LegendGroup<'static>; 3] {
    let not_assessed = PlacementState::NotAssessed;
    [
        LegendGroup {
            heading: "Niveau:",
            areas: Level::ALL.map(|level| (palette::level(level), level.danish())).to_vec(),
        },
        LegendGroup {
            heading: "Ikke indplaceret:",
            areas: NOT_PLACED.map(|state| (palette::state(state), state.danish())).to_vec(),
        },
        LegendGroup {
            heading: "Dækning:",
            areas: vec![
                (ASSESSED, "vurderet"),
                (palette::state(not_assessed), not_assessed.danish()),
            ],
        },
    ]
}

fn coverage_text(row: &LevelsRow) -> String {
    format!("{} af {}", thousands(row.counts.assessed()), thousands(row.counts.all()))
}

/// How large a part of the row's offerings was assessed: a small bar and the two counts.
fn draw_coverage(sheet: &mut Sheet, row: &LevelsRow, (x, y): (f64, f64)) {
    let (assessed, all) = (row.counts.assessed(), row.counts.all());
    let right = x + COVERAGE_BAR;
    sheet.area([x, y - 6.0, right, y + 6.0], palette::state(PlacementState::NotAssessed));
    if assessed > 0 {
        let part = (assessed as f64 / all as f64 * COVERAGE_BAR).max(1.0);
        sheet.area([x, y - 6.0, x + part, y + 6.0], ASSESSED);
    }
    sheet.text(&coverage_text(row), (right + 8.0, y), Anchor::Start, COUNT, false, INK);
}
