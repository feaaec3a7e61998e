//! Who goes from where to where, between two runs?

use crate::model::{Level, PlacementState};
use crate::table::thousands;

use crate::chart::frame::{COUNT, MARGIN, Sheet, TEXT, WIDTH};
use crate::chart::palette::{self, Fill, INK, OUTLINE, Pattern, SOFT_INK, WHITE};
use crate::chart::series::{ChartHead, Series};
use crate::chart::{Anchor, Rgb, Shape, text_width};

/// Height of all that flows, at most; and between the places.
const HEIGHT: f64 = 420.0;
const GAP: f64 = 16.0;
/// Height of a place that nobody is at, and of the thinnest flow.
const LEAST: f64 = 2.0;
const BAR: f64 = 22.0;
const LABELS: f64 = 190.0;
/// A flow that is lower has its figure in words only.
const LABELLED: f64 = 13.0;
/// Points of a flow's edge.
const STEPS: u32 = 24;
/// How much of a flow's colour is paper.
const PALE: f64 = 0.45;

/// A place that flows come from and go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowPlace {
    /// What it is called.
    pub name: String,
    /// What it stands for; nothing: not in the run.
    pub of: Option<FlowFill>,
}

/// What a place stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowFill {
    /// A level.
    Level(Level),
    /// A state without one.
    State(PlacementState),
}

/// Two columns of places and what flows between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowChart {
    /// Title, unit, notes.
    pub head: ChartHead,
    /// What the left and the right column are of.
    pub sides: [String; 2],
    /// The places, from the top down, the same on both sides.
    pub places: Vec<FlowPlace>,
    /// `counts[left][right]`, along the places.
    pub counts: Vec<Vec<u64>>,
}

impl FlowChart {
    fn sums(&self) -> [Vec<u64>; 2] {
        let right = |at: usize| self.counts.iter().map(|row| row[at]).sum();
        [
            self.counts.iter().map(|row| row.iter().sum()).collect(),
            (0..self.places.len()).map(right).collect(),
        ]
    }

    /// The flows, those that change place last.
    fn flows(&self) -> Vec<(usize, usize, u64)> {
        let of = |(from, row): (usize, &Vec<u64>)| -> Vec<(usize, usize, u64)> {
            row.iter().enumerate().map(|(to, n)| (from, to, *n)).collect()
        };
        let mut flows: Vec<_> = self.counts.iter().enumerate().flat_map(of).collect();
        flows.retain(|(_, _, n)| *n > 0);
        flows.sort_by_key(|(from, to, _)| (from != to, *from, *to));
        flows
    }

    /// The flows that change place, in words.
    fn moved(&self) -> Vec<String> {
        let moved = self.flows().into_iter().filter(|(from, to, _)| from != to);
        let in_words = |(from, to, n): (usize, usize, u64)| {
            format!("{} til {}: {}", self.places[from].name, self.places[to].name, thousands(n))
        };
        moved.map(in_words).collect()
    }
}

impl Series for FlowChart {
    fn head(&self) -> &ChartHead {
        &self.head
    }

    fn is_empty(&self) -> bool {
        self.counts.iter().flatten().all(|n| *n == 0)
    }

    fn draw(&self, sheet: &mut Sheet) {
        let sums = self.sums();
        let all = sums[0].iter().sum::<u64>().max(1);
        let scale = HEIGHT / all as f64;
        let height = |n: u64| if n == 0 { 0.0 } else { (n as f64 * scale).max(LEAST) };
        let (left, right) = (MARGIN + LABELS, WIDTH - MARGIN - LABELS);
        let ends = [left, right];
        for (side, anchor) in [(0, Anchor::End), (1, Anchor::Start)] {
            let x = [left + BAR, right - BAR][side];
            sheet.text(&self.sides[side], (x, sheet.y + 8.0), anchor, TEXT, true, INK);
        }
        sheet.y += 28.0;
        // A place is as high as the higher of its two sides, so that the same stand opposite each
        // other.
        let mut tops = Vec::new();
        let mut y = sheet.y;
        for at in 0..self.places.len() {
            tops.push(y);
            let of_side = |side: usize| -> f64 {
                let through = |n: &u64| height(*n);
                match side {
                    0 => self.counts[at].iter().map(through).sum(),
                    _ => self.counts.iter().map(|row| height(row[at])).sum(),
                }
            };
            y += of_side(0).max(of_side(1)).max(LABELLED + 4.0) + GAP;
        }
        let mut from_y = tops.clone();
        let mut to_y = tops.clone();
        let mut placed = Vec::new();
        for (from, row) in self.counts.iter().enumerate() {
            for (to, n) in row.iter().enumerate().filter(|(_, n)| **n > 0) {
                placed.push((from, to, *n, from_y[from], to_y[to]));
                from_y[from] += height(*n);
                to_y[to] += height(*n);
            }
        }
        placed.sort_by_key(|(from, to, ..)| from != to);
        let (begin, end) = (left + BAR, right - BAR);
        for (from, to, n, y_from, y_to) in &placed {
            let color = pale(fill(&self.places[*from]).color);
            sheet.draw(ribbon((begin, *y_from), (end, *y_to), height(*n), color));
            if from != to && height(*n) >= LABELLED {
                // A third of the way, where flows have not yet crossed as often as in the middle.
                let (x, y) = (begin + (end - begin) / 4.0, along(*y_from, *y_to, 0.25));
                let at = (x, y + height(*n) / 2.0);
                sheet.text(&thousands(*n), at, Anchor::Middle, COUNT, true, palette::ink_on(color));
            }
        }
        for (at, place) in self.places.iter().enumerate() {
            for side in 0..2 {
                let n = sums[side][at];
                let bottom = [from_y[at], to_y[at]][side];
                let x = [ends[0], ends[1] - BAR][side];
                if n > 0 {
                    sheet.area([x, tops[at], x + BAR, bottom.max(tops[at] + LEAST)], fill(place));
                }
                let words = format!("{} ({})", place.name, thousands(n));
                let (anchor, at_x) =
                    [(Anchor::End, ends[0] - 8.0), (Anchor::Start, ends[1] + 8.0)][side];
                let middle = tops[at].midpoint(bottom.max(tops[at] + LABELLED));
                let ink = if n > 0 { INK } else { SOFT_INK };
                let size = if text_width(&words, COUNT, false) > LABELS { 11.0 } else { COUNT };
                sheet.text(&words, (at_x, middle), anchor, size, false, ink);
            }
        }
        sheet.y = y;
    }

    fn description(&self) -> String {
        let [left, right] = self.sums();
        let of = |side: &[u64]| -> String {
            let named = self.places.iter().zip(side);
            let words: Vec<String> =
                named.map(|(place, n)| format!("{} {}", place.name, thousands(*n))).collect();
            words.join(", ")
        };
        let moved = match self.moved() {
            moved if moved.is_empty() => "ingen har flyttet sig".to_owned(),
            moved => moved.join("; "),
        };
        format!(
            "Strømme af {} fra {} til {}. {}: {}. {}: {}. Flyttet: {moved}.",
            self.head.unit,
            self.sides[0],
            self.sides[1],
            self.sides[0],
            of(&left),
            self.sides[1],
            of(&right),
        )
    }

    fn remarks(&self) -> Vec<String> {
        match self.moved() {
            moved if moved.is_empty() => vec!["Ingen har flyttet sig".to_owned()],
            moved => vec![format!("Flyttet: {}", moved.join("; "))],
        }
    }
}

fn fill(place: &FlowPlace) -> Fill {
    match place.of {
        Some(FlowFill::Level(level)) => palette::level(level),
        Some(FlowFill::State(state)) => palette::state(state),
        None => Fill { color: WHITE, pattern: Pattern::Plain },
    }
}

fn pale(Rgb(red, green, blue): Rgb) -> Rgb {
    // Between the colour and white: in range.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mixed = |of: u8| (f64::from(of) + (255.0 - f64::from(of)) * PALE).round() as u8;
    Rgb(mixed(red), mixed(green), mixed(blue))
}

/// Where an S-shaped edge is after a part of its way.
fn along(from: f64, to: f64, part: f64) -> f64 {
    let eased = part * part * (3.0 - 2.0 * part);
    from + (to - from) * eased
}

fn ribbon(from: (f64, f64), to: (f64, f64), height: f64, fill: Rgb) -> Shape {
    let edge = |down: f64, step: u32| {
        let part = f64::from(step) / f64::from(STEPS);
        (from.0 + (to.0 - from.0) * part, along(from.1, to.1, part) + down)
    };
    let upper = (0..=STEPS).map(|step| edge(0.0, step));
    let lower = (0..=STEPS).rev().map(|step| edge(height, step));
    Shape::Polygon { points: upper.chain(lower).collect(), fill, outline: Some((OUTLINE, 1)) }
}
