//! Who moved, and why?

use super::ToldRuns;
use super::cells::{CAUSE_NOTE, group_columns, share_columns, step_columns};
use crate::history::{Move, Why};
use crate::report::parts::{OFFERINGS, PARTS};
use crate::table::{Output, Table};

/// A move, and the step that it is of.
type Moved<'v> = (usize, &'v Move<'v>);

/// `moves`: a row per offering that stands elsewhere.
pub(super) fn moves<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    const UNTOLD: &str = "ikke oplyst";
    let rows = told
        .steps()
        .flat_map(|(at, step)| step.comparison.moves.iter().map(move |moved| (at, moved)));
    Table::<Moved<'v>>::new(
        "moves",
        "Tilbud, der har flyttet sig, og hvorfor",
        "et tilbud for en målgruppe, eller en del af det, der står et andet sted end før",
        OFFERINGS,
    )
    .note(PARTS)
    .note(CAUSE_NOTE)
    .note("Internt: en række viser et navngivent tilbuds niveau")
    .with(|table| step_columns(table, told, |r| r.0))
    .with(|table| group_columns(table, told, |r: &Moved<'v>| Some(&r.1.new.key.target_group)))
    .text("provider_id", "Tilbudsid", "tilbuddets eller leverandørens id", |r| {
        Some(&*r.1.new.key.provider_id)
    })
    .text("provider_name", "Tilbudsnavn", "tilbuddets navn", |r| r.1.new.provider_name.as_deref())
    .empty(UNTOLD)
    .text("subgroup", "Delmålgruppe", "den del, der er indplaceret", |r| {
        r.1.new.key.subgroup.as_deref()
    })
    .empty("ikke delt efter delmålgruppe")
    .text("age_group", "Aldersgruppe", "den del, der er indplaceret", |r| {
        r.1.new.key.age_group.as_deref()
    })
    .empty("ikke delt efter aldersgruppe")
    .text("region", "Region", "i den senere kørsel", |r| r.1.new.region.as_deref())
    .empty(UNTOLD)
    .text("municipality_name", "Kommune", "i den senere kørsel", |r| {
        r.1.new.municipality.as_deref()
    })
    .empty(UNTOLD)
    .text("ownership", "Virksomhedsform", "i den senere kørsel", |r| r.1.new.ownership.as_deref())
    .empty(UNTOLD)
    .text("old_standing", "Før", "niveauet, eller hvorfor der intet var", |r| {
        Some(r.1.standings().0.danish())
    })
    .text("new_standing", "Efter", "niveauet, eller hvorfor der intet er", |r| {
        Some(r.1.standings().1.danish())
    })
    .text("direction", "Retning", "op, ned, eller om niveauet kan afgøres", |r| {
        Some(r.1.direction.danish())
    })
    .text("why", "Årsag", "en årsag, eller flere og hvordan de virkede sammen", |r| {
        r.1.why.as_ref().map(Why::danish)
    })
    .empty("en af kørslerne gemte ikke nok til at finde årsagen")
    .with(|table| share_columns(table, |r: &Moved<'v>| r.1.why.as_ref().and_then(Why::shares)))
    .text("old_assessed_by", "Vurderet af, før", "tilsynet", |r| r.1.old.assessed_by.as_deref())
    .empty("ikke vurderet")
    .text("new_assessed_by", "Vurderet af, efter", "tilsynet", |r| r.1.new.assessed_by.as_deref())
    .empty("ikke vurderet")
    .date("old_assessed_on", "Vurderet den, før", "den vurdering, der indplacerede", |r| {
        r.1.old.assessed_on
    })
    .empty("ikke vurderet")
    .date("new_assessed_on", "Vurderet den, efter", "den vurdering, der indplacerer", |r| {
        r.1.new.assessed_on
    })
    .empty("ikke vurderet")
    .text("old_guideline", "Vejledning, før", "eller hvorfor der ingen var", |r| {
        told.guideline_or_why(r.1.old.guideline.as_deref())
    })
    .empty("ikke vurderet")
    .not_on_sheet()
    .text("new_guideline", "Vejledning, efter", "eller hvorfor der ingen er", |r| {
        told.guideline_or_why(r.1.new.guideline.as_deref())
    })
    .empty("ikke vurderet")
    .not_on_sheet()
    .text("new_reason", "Hvorfor ikke indplaceret", "i den senere kørsel", |r| {
        r.1.new.reason.as_deref()
    })
    .empty("indplaceret, under let, eller ingen har vurderet det")
    .sheet("Flyttet")
    .for_report()
    .of(rows.collect())
}
