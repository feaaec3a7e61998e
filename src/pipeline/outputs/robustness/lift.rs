//! How is it written what would lift or drop a placement?

use super::super::placement_row::PlacementRow;
use super::super::{View, WriteError};
use super::{DataColumn, DataFile, offering_cells, offering_columns};
use crate::pipeline::OfferingFirmness;
use crate::pipeline::unmet::{Unmet, unmet_criteria};
use crate::report::{CellValue, Staging};
use crate::robustness::{Change, Step, drop, lift};

/// Writes `lift`: for each offering and direction a row per parameter that is part of a cheapest
/// way, and per criterion that stands in the way.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = offering_columns();
    columns.extend([
        DataColumn::text("direction", "Retning"),
        DataColumn::text("to_level", "Niveau, der nås eller mistes"),
        DataColumn::int("n_steps", "Trin i alt"),
        DataColumn::int("n_ways", "Lige billige veje"),
        DataColumn::code("parameter"),
        DataColumn::words("Parameter"),
        DataColumn::text("grade_from", "Graduering nu"),
        DataColumn::text("grade_to", "Graduering, der skal til"),
        DataColumn::int("in_ways", "Veje, den indgår i"),
        DataColumn::text("criterion", "Krav, der ikke er opfyldt"),
        DataColumn::text("found", "Fundet"),
        DataColumn::int("criterion_line", "Linje i vejledningen"),
    ]);
    let file = DataFile {
        stem: "lift",
        unit: "vurderede tilbud x målgruppe x parameter x krav",
        columns,
        notes: Vec::new(),
    };
    file.write(staging, view, &view.robustness.offerings, |offering| rows_of(view, offering))
}

fn rows_of(view: &View<'_>, offering: &OfferingFirmness) -> Vec<Vec<CellValue>> {
    let rule = &view.settings.rules[0];
    let of_offering = offering_cells(&PlacementRow::new(view, offering.at));
    let mut rows = Vec::new();
    for (direction, change) in [
        ("op", lift(rule.tables(), offering.planes)),
        ("ned", drop(rule.tables(), offering.planes)),
    ] {
        let Some(change) = change else { continue };
        for (step, n_ways) in steps_of(&change) {
            let criteria = if direction == "op" {
                unmet_criteria(view.reading, view.settings, view.assessed, offering.at, step)
            } else {
                Vec::new()
            };
            let mut add = |unmet: Option<&Unmet>| {
                let mut cells = of_offering.clone();
                let int = |n: usize| CellValue::Int(i64::try_from(n).unwrap_or(i64::MAX));
                cells.extend([
                    CellValue::text(direction),
                    CellValue::text(change.level.danish()),
                    CellValue::Int(change.n_steps.into()),
                    int(change.ways.len()),
                    CellValue::text(step.parameter.column()),
                    CellValue::text(step.parameter.danish()),
                    CellValue::text_or_empty(step.from.map(crate::model::Attained::danish)),
                    CellValue::text(step.to.danish()),
                    int(n_ways),
                    CellValue::text_or_empty(unmet.map(|unmet| unmet.asked.as_str())),
                    CellValue::text_or_empty(unmet.map(|unmet| unmet.found.as_str())),
                    unmet.map_or(CellValue::Empty, |unmet| CellValue::Int(unmet.line.into())),
                ]);
                rows.push(cells);
            };
            if criteria.is_empty() {
                add(None);
            }
            for unmet in &criteria {
                add(Some(unmet));
            }
        }
    }
    rows
}

/// Each step of any way, with how many ways it is part of, in box 4's order.
fn steps_of(change: &Change) -> Vec<(Step, usize)> {
    let mut steps: Vec<Step> = change.ways.iter().flatten().copied().collect();
    steps.sort_unstable();
    let mut counted: Vec<(Step, usize)> = Vec::new();
    for step in steps {
        match counted.last_mut() {
            Some((last, n)) if *last == step => *n += 1,
            _ => counted.push((step, 1)),
        }
    }
    counted
}
