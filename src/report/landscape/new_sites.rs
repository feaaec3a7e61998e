//! How is it told where one more provider would help most?

use crate::landscape::NewSite;
use crate::report::landscape::{
    group_columns, level_word, municipality_columns, with_travel_notes,
};
use crate::results::Results;
use crate::table::{Output, Table};

/// `landscape/new_sites`: a few municipalities for each group, level and aim.
pub(super) fn new_sites<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let unit = results.landscape.travel_unit.danish();
    Table::<NewSite>::new(
        "landscape/new_sites",
        "Hvor en leverandør mere ville hjælpe mest: et regnestykke og ingen plan",
        "et sted, hvor en leverandør mere ville hjælpe mest",
        "steder",
    )
    .sheet("En leverandør mere")
    .sheet_rows(|r| results.landscape.is_shown(r.target_group))
    .with(|table| with_travel_notes(table, results))
    .note("Stederne er fundet grådigt, et ad gangen: et regnestykke og ingen plan")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "den nye leverandørs", |r| Some(level_word(Some(r.level))))
    .text("aim", "Valgt for", "hvad der vindes mest af", |r| Some(r.aim.danish()))
    .int("rank", "Nummer", "hver valgt med dem før den på plads", |r| Some(r.rank))
    .unit("nummer")
    .with(|table| municipality_columns(table, results, |r| r.municipality))
    .decimal(
        "gain",
        "Gevinst",
        format!("flere forventede borgere inden for rækkevidde, eller {unit} mindre i alt"),
        1,
        |r| Some(r.gain),
    )
    .unit(format!("borgere, eller borgere gange {unit}"))
    .decimal(
        "within_percent",
        "Inden for rækkevidde, pct.",
        "af de forventede borgere, med denne og dem før",
        1,
        |r| Some(r.within_percent),
    )
    .unit("pct.")
    .over(&results.landscape.rows.new_sites)
}
