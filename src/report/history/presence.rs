//! Who came, and who went?

use super::ToldRuns;
use super::cells::{group_columns, step_columns};
use crate::history::Change;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::table::{Output, Table};

/// An offering that is in one run only, and the step that it is of.
type Changed<'v> = (usize, &'v Change<'v>);

/// `new_and_gone`: a row per offering that is in one of the runs only.
pub(super) fn presence<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    let rows = told
        .steps()
        .flat_map(|(at, step)| step.comparison.changes.iter().map(move |change| (at, change)));
    Table::<Changed<'v>>::new(
        "new_and_gone",
        "Nye tilbud, og tilbud, der ikke længere er med",
        "et tilbud for en målgruppe, eller en del af det, der kun står i den ene kørsel",
        OFFERINGS,
    )
    .note(PARTS)
    .note("Et tilbud, der ikke længere er med, kan være lukket, eller data kan mangle")
    .with(|table| step_columns(table, told, |r| r.0))
    .text("presence", "Hvad der er sket", "nyt, ikke længere med, eller delt anderledes", |r| {
        Some(r.1.presence.danish())
    })
    .with(|table| {
        group_columns(table, told, |r: &Changed<'v>| Some(&r.1.offering.key.target_group))
    })
    .text("provider_id", "Tilbudsid", "tilbuddets eller leverandørens id", |r| {
        Some(&*r.1.offering.key.provider_id)
    })
    .text("provider_name", "Tilbudsnavn", "tilbuddets navn", |r| {
        r.1.offering.provider_name.as_deref()
    })
    .empty("ikke oplyst")
    .text("subgroup", "Delmålgruppe", "den del, rækken er af", |r| {
        r.1.offering.key.subgroup.as_deref()
    })
    .empty("ikke delt efter delmålgruppe")
    .text("age_group", "Aldersgruppe", "den del, rækken er af", |r| {
        r.1.offering.key.age_group.as_deref()
    })
    .empty("ikke delt efter aldersgruppe")
    .text("region", "Region", "i den kørsel, det står i", |r| r.1.offering.region.as_deref())
    .empty("ikke oplyst")
    .text("municipality_name", "Kommune", "i den kørsel, det står i", |r| {
        r.1.offering.municipality.as_deref()
    })
    .empty("ikke oplyst")
    .text("standing", "Står på", "niveauet, eller hvorfor der intet er", |r| {
        Some(r.1.offering.recorded.standing.danish())
    })
    .int(
        "places_open",
        "Pladser åbne for målgruppen",
        "afdelingernes pladser; må aldrig lægges sammen over rækker",
        |r| r.1.offering.places_open,
    )
    .unit("pladser")
    .empty("ingen afdelinger, eller en afdelings pladser er ikke oplyst")
    .sheet("Nye og væk")
    .of(rows.collect())
}
