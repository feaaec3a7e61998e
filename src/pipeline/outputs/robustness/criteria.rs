//! How is it written what hangs on each criterion of the guidelines?

use super::super::{View, WriteError};
use super::{DataColumn, DataFile};
use crate::guideline::{Bound, Criterion, Guideline, decimal};
use crate::report::{CellValue, Staging};
use crate::robustness::{BoundMove, CriterionEffect, Moved};

/// Writes `criteria` and `thresholds`.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    criteria(staging, view)?;
    thresholds(staging, view)
}

fn criterion_columns() -> Vec<DataColumn> {
    vec![
        DataColumn::text("guideline", "Vejledning"),
        DataColumn::text("file", "Fil"),
        DataColumn::int("line", "Linje"),
        DataColumn::code("parameter"),
        DataColumn::words("Parameter"),
        DataColumn::text("level", "Niveau"),
        DataColumn::text("criterion", "Krav"),
    ]
}

fn criterion_cells(guideline: &Guideline, criterion: &Criterion) -> Vec<CellValue> {
    vec![
        CellValue::text(guideline.label()),
        CellValue::text(&*guideline.file),
        CellValue::Int(criterion.line.into()),
        CellValue::text(criterion.parameter.column()),
        CellValue::text(criterion.parameter.danish()),
        CellValue::text(criterion.level.danish()),
        CellValue::text(criterion.in_words()),
    ]
}

/// Every criterion of the guidelines that graded somebody, in the files' order.
fn all<'v>(view: &'v View<'_>) -> Vec<(&'v Guideline, &'v Criterion, &'v CriterionEffect)> {
    let mut all = Vec::new();
    for (place, effects) in &view.robustness.criteria {
        let Some(guideline) = view.settings.guidelines.get(*place) else { continue };
        let first = all.len();
        all.extend(
            guideline.criteria.iter().zip(effects).map(|(c, effect)| (guideline, c, effect)),
        );
        all[first..].sort_by_key(|(_, criterion, _)| criterion.line);
    }
    all
}

/// A row per criterion: whether it decides anything.
fn criteria(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = criterion_columns();
    columns.extend([
        DataColumn::int("n_asked", "Tilbud, kravet stilles til"),
        DataColumn::int("n_met", "Opfyldt"),
        DataColumn::int("n_not_met", "Ikke opfyldt"),
        DataColumn::int("n_near", "Inden for ét trin af grænsen"),
        DataColumn::int("n_alone", "Holder alene gradueringen nede"),
        DataColumn::int("n_alone_placements", "Holder alene indplaceringen nede"),
        DataColumn::int("n_carries", "Bærer alene gradueringen (som ét af flere)"),
        DataColumn::text("verdict", "Bemærkning"),
    ]);
    let file = DataFile {
        stem: "criteria",
        unit: "vurderede tilbud x målgruppe med oplysninger",
        columns,
        notes: vec![
            "Et krav holder alene gradueringen nede, når den ville stige, hvis kravet var opfyldt \
             og alt andet var, som det er. Gradueringen er her den, oplysningerne giver; \
             indplaceringen er den, der gælder, hvor tilsynets graduering går forud"
                .to_owned(),
        ],
    };
    file.write(staging, view, &all(view), |(guideline, criterion, effect)| {
        let mut cells = criterion_cells(guideline, criterion);
        let counts = [
            effect.n_asked,
            effect.n_met,
            effect.n_not_met,
            effect.n_near,
            effect.n_alone,
            effect.n_alone_placements,
            effect.n_carries,
        ];
        cells.extend(counts.map(CellValue::count));
        cells.push(CellValue::text_or_empty(verdict(effect)));
        vec![cells]
    })
}

fn verdict(effect: &CriterionEffect) -> Option<&'static str> {
    if effect.n_asked == 0 {
        Some("stilles ikke til nogen")
    } else if effect.decides_nothing() {
        Some("afgør intet: uden det var alle gradueringer de samme")
    } else if effect.n_alone_placements > 0 {
        Some("afgør alene indplaceringer")
    } else {
        None
    }
}

/// A row per criterion and move of its bound.
fn thresholds(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = criterion_columns();
    columns.extend([
        DataColumn::decimal("bound", "Grænse"),
        DataColumn::text("unit", "Enhed for grænsen"),
        DataColumn::code("move"),
        DataColumn::words("Ændring"),
        DataColumn::decimal("moved_bound", "Ændret grænse"),
        DataColumn::int("n_outcomes", "Kravet falder anderledes ud for"),
        DataColumn::int("n_grades", "Gradueringer af oplysninger, der ændres"),
        DataColumn::int("n_up", "Indplaceringer op"),
        DataColumn::int("n_down", "Indplaceringer ned"),
        DataColumn::int("n_up_by_evidence", "Op, hvis oplysningerne alene gav gradueringen"),
        DataColumn::int("n_down_by_evidence", "Ned, hvis oplysningerne alene gav gradueringen"),
    ]);
    let file = DataFile {
        stem: "thresholds",
        unit: "vurderede tilbud x målgruppe med oplysninger",
        columns,
        notes: vec![
            "Én grænse ændres ad gangen. Ét trin er én borger, én medarbejder, ét procentpoint \
             eller ét i antal. Ja/nej-krav og grænser, der ville blive 0 eller over det mulige, \
             er ikke med. En ende af et interval, der flytter, tæller som flyttet"
                .to_owned(),
        ],
    };
    file.write(staging, view, &all(view), |(guideline, criterion, effect)| {
        let row = |(movement, moved): (BoundMove, Option<Moved>)| {
            let (moved, to) = (moved?, movement.of(criterion)?);
            let Bound::AtLeast(bound) = criterion.bound else { return None };
            let number = |value: f64| CellValue::Decimal { value, decimals: shown_decimals(value) };
            let mut cells = criterion_cells(guideline, criterion);
            cells.extend([
                number(bound),
                CellValue::text(criterion.measure.unit().danish()),
                CellValue::text(movement.column()),
                CellValue::text(movement.danish()),
                number(to),
                CellValue::count(moved.n_outcomes),
                CellValue::count(moved.n_grades),
                CellValue::count(moved.placements.0),
                CellValue::count(moved.placements.1),
                CellValue::count(moved.placements_by_evidence.0),
                CellValue::count(moved.placements_by_evidence.1),
            ]);
            Some(cells)
        };
        BoundMove::ALL.into_iter().zip(effect.moves).filter_map(row).collect()
    })
}

/// As many decimals as the number needs, two at most.
fn shown_decimals(value: f64) -> u8 {
    let text = decimal(value);
    text.split_once(',').and_then(|(_, decimals)| u8::try_from(decimals.len()).ok()).unwrap_or(0)
}
