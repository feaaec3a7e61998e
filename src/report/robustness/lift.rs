//! How is it written what would lift or drop a placement?

use crate::model::{Attained, Level};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::{offering_columns, table};
use crate::results::OfferingFirmness;
use crate::results::Results;
use crate::results::unmet::{Unmet, unmet_criteria};
use crate::robustness::{Change, Step, drop, lift};
use crate::table::old::{Chapter, DocColumn, Documented, Named};

/// A parameter that is part of a cheapest way, and a criterion that stands in it.
struct Way<'v> {
    of: PlacementRow<'v>,
    direction: &'static str,
    level: Level,
    n_steps: u32,
    n_ways: usize,
    step: Step,
    in_ways: usize,
    unmet: Option<Unmet>,
}

/// Writes `lift`: for each offering and direction a row per parameter that is part of a cheapest
/// way, and per criterion that stands in the way.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut columns = offering_columns(|row: &Way<'_>| &row.of);
    let no_criterion = "retningen er ned; der er ingen oplysninger eller vejledning at holde op mod; \
                        eller oplysningerne opfylder kravene, og tilsynet har gradueret lavere";
    columns.extend([
        DocColumn::text(
            ("direction", "Retning", "op: hvad der løfter; ned: hvad der fælder"),
            |row: &Way<'_>| Some(row.direction),
        ),
        DocColumn::text(
            ("to_level", "Niveau, der nås eller mistes", "let, moderat, højt"),
            |row: &Way<'_>| Some(row.level.danish()),
        ),
        DocColumn::int(
            ("n_steps", "Trin i alt", "på den korteste vej; et trin er ét niveau på én parameter"),
            |row: &Way<'_>| Some(row.n_steps.into()),
        )
        .unit("trin"),
        DocColumn::int(
            ("n_ways", "Lige billige veje", "så mange veje har lige få trin"),
            |row: &Way<'_>| Some(row.n_ways as u64),
        )
        .unit("veje"),
        DocColumn::text(Named::code("parameter", "parameterens slug"), |row: &Way<'_>| {
            Some(row.step.parameter.column())
        }),
        DocColumn::text(Named::words("Parameter", "parameterens navn"), |row: &Way<'_>| {
            Some(row.step.parameter.danish())
        }),
        DocColumn::text(
            ("grade_from", "Graduering nu", "ingen, let, moderat, højt"),
            |row: &Way<'_>| row.step.from.map(Attained::danish),
        )
        .empty("ukendt graduering"),
        DocColumn::text(
            ("grade_to", "Graduering, der skal til", "ingen, let, moderat, højt"),
            |row: &Way<'_>| Some(row.step.to.danish()),
        ),
        DocColumn::int(
            ("in_ways", "Veje, den indgår i", "af de lige billige"),
            |row: &Way<'_>| Some(row.in_ways as u64),
        )
        .unit("veje"),
        DocColumn::text(
            ("criterion", "Krav, der ikke er opfyldt", "kravet i vejledningen"),
            |row: &Way<'_>| row.unmet.as_ref().map(|unmet| unmet.asked.as_str().to_owned()),
        )
        .empty(no_criterion),
        DocColumn::text(("found", "Fundet", "hvad oplysningerne siger"), |row: &Way<'_>| {
            row.unmet.as_ref().map(|unmet| unmet.found.as_str().to_owned())
        })
        .empty(no_criterion),
        DocColumn::int(
            ("criterion_line", "Linje i vejledningen", "hvor kravet står i filen"),
            |row: &Way<'_>| row.unmet.as_ref().map(|unmet| unmet.line.into()),
        )
        .unit("linje")
        .empty(no_criterion),
    ]);
    let file = Documented {
        path: "robustness/lift",
        a_row: "en parameter på en af de korteste veje op eller ned, og et krav, der mangler",
        unit: "vurderede tilbud x målgruppe x parameter x krav",
        columns,
        notes: Vec::new(),
    };
    table(staging, view, &file, &view.robustness.offerings, |offering| rows_of(view, offering))
}

fn rows_of<'v>(view: &'v Results<'v>, offering: &OfferingFirmness) -> Vec<Way<'v>> {
    let rule = &view.settings.rules[0];
    let of = PlacementRow::new(view, offering.at);
    let mut rows = Vec::new();
    for (direction, change) in [
        ("op", lift(rule.tables(), offering.planes)),
        ("ned", drop(rule.tables(), offering.planes)),
    ] {
        let Some(change) = change else { continue };
        for (step, in_ways) in steps_of(&change) {
            let criteria = if direction == "op" {
                unmet_criteria(view.reading, view.settings, view.assessed, offering.at, step)
            } else {
                Vec::new()
            };
            let mut add = |unmet: Option<Unmet>| {
                let (level, n_steps, n_ways) = (change.level, change.n_steps, change.ways.len());
                rows.push(Way { of, direction, level, n_steps, n_ways, step, in_ways, unmet });
            };
            if criteria.is_empty() {
                add(None);
            }
            for unmet in criteria {
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
