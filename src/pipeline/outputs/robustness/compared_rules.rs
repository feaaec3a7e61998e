//! How are the rules set side by side?

use std::collections::BTreeSet;

use super::super::placement_row::PlacementRow;
use super::super::{View, WriteError};
use super::{DataColumn, DataFile, group_cells, group_columns, offering_cells, offering_columns};
use crate::model::{Attained, TargetGroupId};
use crate::pipeline::OfferingFirmness;
use crate::report::{CellValue, Staging};
use crate::robustness::{ComparedRule, Transitions};

/// Writes `rules`, `transitions` and `levels_by_rule`.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    rules(staging, view)?;
    transitions(staging, view)?;
    levels(staging, view)
}

fn notes() -> Vec<String> {
    vec![
        "Gradueringerne alene: kvaliteten er holdt uden for. Flyttet er regnet fra den \
         indplacerende regel, blandt de tilbud, som begge regler afgør"
            .to_owned(),
        "Det afrundede gennemsnit er kun til sammenligning: det regner med, at trinene mellem \
         niveauerne er lige lange"
            .to_owned(),
    ]
}

/// The groups with assessed offerings, and all together when there are several.
pub(super) fn subjects(view: &View<'_>) -> Vec<Option<TargetGroupId>> {
    view.robustness.studies.iter().map(|(group, _)| *group).collect()
}

/// Whether an offering is of a group; all are of all.
pub(super) fn is_of(
    view: &View<'_>,
    offering: &OfferingFirmness,
    group: Option<TargetGroupId>,
) -> bool {
    let of = view.reading.dataset.offerings[offering.at].target_group;
    group.is_none_or(|group| group == of)
}

/// A row per group, region and rule: how many on each level, and how many move.
fn rules(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.push(DataColumn::text("region", "Region"));
    columns.extend([DataColumn::text("rule", "Regel"), DataColumn::words("Reglens titel")]);
    columns.extend(Attained::ALL.map(|attained| {
        let column = ["n_none", "n_light", "n_moderate", "n_high"][attained as usize];
        DataColumn::int(column, &super::super::tables::capitalised(attained.danish()))
    }));
    columns.extend([
        DataColumn::int("n_undecided", "Ikke afgjort"),
        DataColumn::int("n_assessed", "Vurderet i alt"),
        DataColumn::int("n_compared", "Afgjort af begge regler"),
        DataColumn::int("n_up", "Flyttet op"),
        DataColumn::int("n_down", "Flyttet ned"),
        DataColumn::decimal("moved_percent", "Andel flyttet, pct."),
    ]);
    let unit = "vurderede tilbud x målgruppe";
    let file = DataFile { stem: "rules", unit, columns, notes: notes() };
    let region_of = |offering: &OfferingFirmness| PlacementRow::new(view, offering.at).region();
    let all: Vec<(&OfferingFirmness, Option<&str>)> =
        view.robustness.offerings.iter().map(|o| (o, region_of(o))).collect();
    let mut rows = Vec::new();
    for group in subjects(view) {
        let of_group: Vec<_> = all.iter().filter(|(o, _)| is_of(view, o, group)).collect();
        let regions: BTreeSet<Option<&str>> = of_group.iter().map(|(_, region)| *region).collect();
        let whole = std::iter::once(None);
        for region in whole.chain(regions.into_iter().map(Some)) {
            for rule in &view.robustness.rules {
                let placing = &view.robustness.rules[0];
                let mut transitions = Transitions::default();
                for (offering, at) in &of_group {
                    if region.is_none_or(|region| region == *at) {
                        let planes = offering.planes;
                        transitions.add(placing.decided(planes), rule.decided(planes));
                    }
                }
                let mut cells = group_cells(view, group);
                let name = region.map_or("Hele landet", |region| region.unwrap_or("Ikke oplyst"));
                cells.push(CellValue::text(name));
                cells.extend([CellValue::text(rule.name()), CellValue::text(rule.title())]);
                cells.extend(transitions.to().map(CellValue::count));
                let ((up, down), compared) = (transitions.n_moved(), transitions.n_decided());
                cells.extend([transitions.n(), compared, up, down].map(CellValue::count));
                cells.push(CellValue::percent(up + down, compared));
                rows.push(cells);
            }
        }
    }
    file.write(staging, view, &rows, |row| vec![row.clone()])
}

/// A row per group, rule and pair of levels that somebody goes between.
fn transitions(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let mut columns = group_columns();
    columns.extend([
        DataColumn::text("rule", "Regel"),
        DataColumn::text("from", "Niveau efter den indplacerende regel"),
        DataColumn::text("to", "Niveau efter reglen"),
        DataColumn::int("n", "Antal"),
    ]);
    let unit = "vurderede tilbud x målgruppe";
    let file = DataFile { stem: "transitions", unit, columns, notes: notes() };
    let mut rows = Vec::new();
    for group in subjects(view) {
        for rule in &view.robustness.rules[1..] {
            let counted = view.robustness.transitions(rule, |o| is_of(view, o, group));
            for (from, to_counts) in counted.counts.iter().enumerate() {
                for (to, n) in to_counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                    let mut cells = group_cells(view, group);
                    cells.push(CellValue::text(rule.name()));
                    cells.extend([from, to].map(|place| CellValue::text(level_or_open(place))));
                    cells.push(CellValue::count(*n));
                    rows.push(cells);
                }
            }
        }
    }
    file.write(staging, view, &rows, |row| vec![row.clone()])
}

/// The word for a place in a table of transitions.
pub(super) fn level_or_open(place: usize) -> &'static str {
    Attained::ALL.get(place).map_or("ikke afgjort", |attained| attained.danish())
}

/// A row per offering: its level by each rule.
fn levels(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let rules = &view.robustness.rules;
    let mut columns = offering_columns();
    columns.push(DataColumn::text("region", "Region"));
    columns.extend(rules.iter().map(|rule| {
        let column = format!("level_{}", rule.name());
        DataColumn::text(&column, &format!("Niveau efter {}", rule.name()))
    }));
    columns.push(DataColumn::int("n_rules_apart", "Regler, der giver et andet niveau"));
    let unit = "vurderede tilbud x målgruppe";
    let file = DataFile { stem: "levels_by_rule", unit, columns, notes: Vec::new() };
    file.write(staging, view, &view.robustness.offerings, |offering| {
        let row = PlacementRow::new(view, offering.at);
        let mut cells = offering_cells(&row);
        cells.push(CellValue::text_or_empty(row.region()));
        let levels: Vec<Option<Attained>> =
            rules.iter().map(|rule: &ComparedRule| rule.decided(offering.planes)).collect();
        let apart = levels.iter().flatten().filter(|l| levels[0].is_some_and(|own| own != **l));
        let n_apart = apart.count() as u64;
        cells.extend(levels.iter().map(|l| CellValue::text_or_empty(l.map(Attained::danish))));
        cells.push(CellValue::count(n_apart));
        vec![cells]
    })
}
