//! How is it told what goes with a provider that closes?

use crate::landscape::{ClosingRow, places};
use crate::model::Provider;
use crate::report::landscape::{group_columns, level_word, with_travel_notes};
use crate::results::Results;
use crate::table::{Output, Table};

/// `landscape/closings`: each provider that is placed, by itself.
pub(super) fn closings<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let regions = &results.settings.registers.regions;
    let provider =
        |row: &ClosingRow| -> &'v Provider { results.reading.dataset.provider_at(row.provider) };
    Table::<ClosingRow>::new(
        "landscape/closings",
        "Hvad der mistes, hvis en leverandør lukker",
        "en indplaceret leverandør, som lukker",
        "leverandører",
    )
    .with(|table| with_travel_notes(table, results))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som leverandøren er indplaceret på", |r| {
        Some(level_word(Some(r.level)))
    })
    .text("provider", "Tilbudsid", "tilbuddets eller leverandørens id", move |r| {
        Some(&*provider(r).id)
    })
    .words("Leverandør", "leverandørens navn", move |r| Some(&*provider(r).name))
    .decimal("places_shared", "Pladser delt ud", "som lukker", 1, |r| Some(places(r.places_parts)))
    .unit("pladser")
    .int(
        "municipalities_lost",
        "Kommuner uden leverandør",
        "ingen anden på niveauet inden for rækkevidde",
        |r| Some(r.municipalities_lost),
    )
    .unit("kommuner")
    .decimal(
        "citizens_lost",
        "Forventede borgere uden leverandør",
        "i de kommuner; centralt skøn",
        1,
        |r| r.citizens_lost,
    )
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .text("only_one_in", "Eneste i", "regioner, hvor den er den eneste på niveauet", |r| {
        let names = r.only_one_in.iter().map(|region| &*regions.get(*region).name);
        let all = names.collect::<Vec<_>>().join("; ");
        (!all.is_empty()).then_some(all)
    })
    .empty("ikke den eneste i nogen region")
    .over(&results.landscape.rows.closings)
}
