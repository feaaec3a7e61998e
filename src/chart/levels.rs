//! How many offerings stand on each level, by region, ownership or target group?

use crate::model::{Level, PlacementState};
use crate::plain_text::capitalised;
use crate::table::old::{CellValue, Column};
use crate::table::thousands;

use crate::chart::Anchor;
use crate::chart::frame::{COUNT, LegendGroup, MARGIN, SMALL, Sheet, TEXT, WIDTH};
use crate::chart::label;
use crate::chart::label::Label;
use crate::chart::level_counts::{LevelCounts, NOT_PLACED};
use crate::chart::palette;
use crate::chart::palette::{ASSESSED, GRID, INK, OUTLINE, SOFT_INK};
use crate::chart::series::{ChartHead, Series};
use crate::chart::stack;

const PLACED_HEADING: &str = "Indplaceret på niveau";
const NOT_PLACED_HEADING: &str = "Vurderet, ikke indplaceret";
const COVERAGE_HEADING: &str = "Vurderet";

const LABEL_ROOM: f64 = 240.0;
const LABEL_LINES: usize = 3;
const COVERAGE_BAR: f64 = 48.0;
const GAP: f64 = 18.0;

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

/// Where the chart's columns are.
struct Columns {
    label_room: f64,
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

    fn cells(&self) -> (Vec<Column>, Vec<Vec<CellValue>>) {
        let mut columns = vec![Column::text(&self.row_header)];
        columns.extend(Level::ALL.map(|level| Column::int(capitalised(level.danish()))));
        let states = NOT_PLACED.into_iter().chain([PlacementState::NotAssessed]);
        columns.extend(states.clone().map(|state| Column::int(capitalised(state.danish()))));
        columns.extend([
            Column::int("Vurderet i alt"),
            Column::int("I alt"),
            Column::decimal("Andel vurderet, pct."),
        ]);
        let rows = self.all_rows().map(|row| {
            let counts = &row.counts;
            let mut cells = vec![CellValue::text(&row.label)];
            cells.extend(counts.levels.map(CellValue::count));
            cells.extend(states.clone().map(|state| CellValue::count(counts.of(state))));
            cells.push(CellValue::count(counts.assessed()));
            cells.push(CellValue::count(counts.all()));
            cells.push(CellValue::percent(counts.assessed(), counts.all()));
            cells
        });
        (columns, rows.collect())
    }

    fn is_empty(&self) -> bool {
        self.all_rows().all(|row| row.counts.all() == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        let columns = self.columns();
        sheet.legend(&legend());
        self.draw_rows(sheet, &columns);
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
        self.columns().width
    }
}

impl LevelsChart {
    fn all_rows(&self) -> impl Iterator<Item = &LevelsRow> {
        self.rows.iter().chain(&self.total)
    }

    /// The largest scale at which every bar fits with its counts; wider paper when nothing does.
    fn columns(&self) -> Columns {
        let labels = self.all_rows().map(|row| row_label(row).width());
        let label_room = labels
            .fold(label::width(&self.row_header, COUNT, true), f64::max)
            .min(LABEL_ROOM)
            .ceil();
        let coverage_room = self
            .all_rows()
            .map(|row| COVERAGE_BAR + 8.0 + label::width(&coverage_text(row), COUNT, false))
            .fold(label::width(COVERAGE_HEADING, COUNT, true), f64::max)
            .ceil();
        // Less a pixel for what rounding adds.
        let room = WIDTH - 2.0 * MARGIN - label_room - coverage_room - 3.0 * GAP - 1.0;
        let longest = self.rows.iter().map(|row| row.counts.assessed()).max().unwrap_or(0);
        let mut scale = if longest == 0 { 0.0 } else { room / longest as f64 };
        let mut needed = self.rooms_needed(scale);
        if needed.0 + needed.1 > room {
            let mut too_large = scale;
            scale = 0.0;
            for _ in 0..16 {
                let middle = scale.midpoint(too_large);
                let at_middle = self.rooms_needed(middle);
                if at_middle.0 + at_middle.1 <= room {
                    scale = middle;
                } else {
                    too_large = middle;
                }
            }
            // When not even the figures alone fit, the smallest scale that was tried.
            scale = if scale > 0.0 { scale } else { too_large };
            needed = self.rooms_needed(scale);
        }
        let spare = (room - needed.0 - needed.1).max(0.0);
        let placed = MARGIN + label_room + GAP;
        let not_placed = placed + needed.0 + spare / 2.0 + GAP;
        let coverage = not_placed + needed.1 + spare / 2.0 + GAP;
        let width = (coverage + coverage_room + MARGIN).max(WIDTH).ceil();
        Columns {
            label_room,
            placed: placed.round(),
            not_placed: not_placed.round(),
            coverage: coverage.round(),
            width,
            scale,
        }
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
        let longest = self.rows.iter().map(|row| row.counts.assessed()).max().unwrap_or(0);
        let is_too_long = row.counts.assessed() > longest.saturating_mul(SUM_TOO_LONG);
        if is_too_long { 0.0 } else { scale }
    }

    fn draw_rows(&self, sheet: &mut Sheet, columns: &Columns) {
        let Columns { placed, not_placed, coverage, scale, .. } = *columns;
        let headings = [
            (MARGIN, self.row_header.as_str()),
            (placed, PLACED_HEADING),
            (not_placed, NOT_PLACED_HEADING),
            (coverage, COVERAGE_HEADING),
        ];
        sheet.y += 8.0;
        for (x, heading) in headings {
            sheet.text(heading, (x, sheet.y), Anchor::Start, COUNT, true, INK);
        }
        sheet.y += 16.0;
        let top = sheet.y;
        let labels: Vec<Label> = self
            .all_rows()
            .enumerate()
            .map(|(i, row)| {
                let bold = i == self.rows.len();
                label::fit(&row.label, columns.label_room, LABEL_LINES, TEXT, bold)
            })
            .collect();
        let heights: Vec<f64> =
            labels.iter().map(|label| (label.height() + 8.0).max(34.0)).collect();
        let before_sum = if self.total.is_some() && !self.rows.is_empty() { 10.0 } else { 0.0 };
        let bottom = top + heights.iter().sum::<f64>() + before_sum + 4.0;
        let step = tick_step(scale, columns.placed_room().max(columns.not_placed_room()));
        draw_grid(sheet, (placed, columns.placed_room()), (top, bottom), scale, step);
        draw_grid(sheet, (not_placed, columns.not_placed_room()), (top, bottom), scale, step);
        for (i, ((row, label), height)) in self.all_rows().zip(&labels).zip(&heights).enumerate() {
            if i == self.rows.len() && before_sum > 0.0 {
                let y = sheet.y + before_sum / 2.0;
                sheet.line((MARGIN, y), (columns.width - MARGIN, y), OUTLINE);
                sheet.y += before_sum;
            }
            let y = (sheet.y + height / 2.0).round();
            sheet.label(label, (MARGIN, y), Anchor::Start);
            let scale = self.scale_of(row, scale);
            stack::draw(sheet, &row.counts.placed_segments(), (placed, y), 22.0, scale);
            stack::draw(sheet, &row.counts.not_placed_segments(), (not_placed, y), 22.0, scale);
            draw_coverage(sheet, row, (coverage, y));
            sheet.y += height;
        }
        sheet.y = bottom;
        draw_ticks(sheet, (placed, columns.placed_room()), scale, step);
        draw_ticks(sheet, (not_placed, columns.not_placed_room()), scale, step);
        sheet.y += 29.0;
        let axis = format!("Antal {} (samme skala i begge felter)", self.head.unit);
        sheet.text(&axis, (placed, sheet.y), Anchor::Start, SMALL, false, SOFT_INK);
        sheet.y += 12.0;
    }
}

impl Columns {
    fn placed_room(&self) -> f64 {
        self.not_placed - self.placed - GAP
    }

    fn not_placed_room(&self) -> f64 {
        self.coverage - self.not_placed - GAP
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

/// Bold throughout when measured, so that the sum's label fits as well.
fn row_label(row: &LevelsRow) -> Label {
    label::fit(&row.label, LABEL_ROOM, LABEL_LINES, TEXT, true)
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

/// A step of 1, 2 or 5 times a power of ten that keeps ticks apart; nothing without a scale.
fn tick_step(scale: f64, room: f64) -> Option<u64> {
    if scale <= 0.0 {
        return None;
    }
    // No tick is wider than the last one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let last = (room / scale).ceil() as u64;
    let apart = (label::width(&thousands(last), SMALL, false) + 22.0).min(room);
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.checked_mul(factor)?;
            if step as f64 * scale >= apart {
                return Some(step);
            }
        }
        power = power.checked_mul(10)?;
    }
}

fn ticks(room: f64, scale: f64, step: Option<u64>) -> impl Iterator<Item = (u64, f64)> {
    let step = step.unwrap_or(u64::MAX);
    (0..)
        .map(move |i: u64| i.saturating_mul(step))
        .map(move |count| (count, count as f64 * scale))
        .take_while(move |(count, x)| {
            // A number at the end of one field must not reach the 0 of the next.
            let end = x + label::width(&thousands(*count), SMALL, false) / 2.0;
            *count == 0 || (*count < u64::MAX && *x <= room && end <= room + GAP - 10.0)
        })
        .take(50)
}

fn draw_grid(
    sheet: &mut Sheet,
    (left, room): (f64, f64),
    (top, bottom): (f64, f64),
    scale: f64,
    step: Option<u64>,
) {
    for (count, x) in ticks(room, scale, step) {
        let color = if count == 0 { OUTLINE } else { GRID };
        sheet.line((left + x, top), (left + x, bottom), color);
    }
}

fn draw_ticks(sheet: &mut Sheet, (left, room): (f64, f64), scale: f64, step: Option<u64>) {
    for (count, x) in ticks(room, scale, step) {
        let at = (left + x, sheet.y + 9.0);
        sheet.text(&thousands(count), at, Anchor::Middle, SMALL, false, SOFT_INK);
    }
}
