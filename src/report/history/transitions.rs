//! How many went from where to where, and by what?

use super::ToldRuns;
use super::cells::{CAUSE_NOTE, cause_columns, count, group_columns, step_columns};
use crate::history::{Directed, PLACES, Standing, Transitions};
use crate::plain_text::capitalised;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::table::{Output, Table};

/// What a place is called; the last is not in the run.
pub(super) fn place_name(at: usize) -> &'static str {
    Standing::ALL.get(at).map_or("ikke med", |standing| standing.danish())
}

const PLACE_COLUMNS: [&str; PLACES] = [
    "to_high",
    "to_moderate",
    "to_light",
    "to_below_light",
    "to_provisional",
    "to_quality_unknown",
    "to_quality_not_met",
    "to_not_assessed",
    "to_absent",
];

/// A row of a transition matrix: the step, the matrix, and where it is from.
type Row<'v> = (usize, &'v Transitions, usize);

/// `transitions`: the matrix of each group, a row per standing before.
pub(super) fn transitions<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    let rows = told.steps().flat_map(|(at, step)| {
        let of = move |of: &'v Transitions| (0..PLACES).map(move |from| (at, of, from));
        step.transitions.iter().flat_map(of)
    });
    let rows = rows.filter(|(_, of, from)| of.counts[*from].iter().any(|n| *n > 0));
    Table::<Row<'v>>::new(
        "transitions",
        "Overgange mellem niveauer og tilstande",
        "en målgruppe og det, tilbuddene stod på før; kolonnerne er det, de står på efter",
        OFFERINGS,
    )
    .note(PARTS)
    .note(
        "Ikke med: tilbuddet står ikke i kørslen. Det behøver ikke være lukket, og det kan stå der \
         i andre dele",
    )
    .with(|table| step_columns(table, told, |r| r.0))
    .with(|table| group_columns(table, told, |r: &Row<'v>| r.1.target_group.as_ref()))
    .text("old_standing", "Før", "niveauet, eller hvorfor der intet var", |r| {
        Some(place_name(r.2))
    })
    .for_each(0..PLACES, |table, to| {
        table
            .int(
                PLACE_COLUMNS[to],
                format!("Efter: {}", place_name(to)),
                "så mange står der efter",
                move |r: &Row<'v>| Some(r.1.counts[r.2][to]),
            )
            .unit(OFFERINGS)
    })
    .sheet("Overgange")
    .for_report()
    .of(rows.collect())
}

/// `causes`: the moves of each group, by direction and cause.
pub(super) fn causes<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    let rows = told.steps().flat_map(|(at, step)| step.moves.iter().map(move |of| (at, of)));
    Table::<(usize, &'v Directed)>::new(
        "causes",
        "Flytninger efter retning og årsag",
        "en målgruppe og en retning",
        OFFERINGS,
    )
    .note(PARTS)
    .note(CAUSE_NOTE)
    .with(|table| step_columns(table, told, |r| r.0))
    .with(|table| group_columns(table, told, |r: &(usize, &'v Directed)| r.1.target_group.as_ref()))
    .text("direction", "Retning", "op, ned, eller om niveauet kan afgøres", |r| {
        Some(capitalised(r.1.direction.danish()))
    })
    .with(|table| {
        count(table, ["moves", "Flytninger", "så mange står et andet sted"], |r| r.1.moves.n)
    })
    .with(|table| cause_columns(table, |r| &r.1.moves))
    .sheet("Årsager")
    .for_report()
    .of(rows.collect())
}
