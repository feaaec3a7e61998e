//! How is it told what goes with a provider that closes?

use crate::landscape::{ClosingRow, Value, places};
use crate::model::{Provider, RegionId};
use crate::report::landscape::{assessed_column, group_columns, level_word, with_travel_notes};
use crate::results::Results;
use crate::table::{Output, Table};

/// `landscape/closings`: each provider that is placed, by itself.
pub(super) fn closings<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let regions = &results.settings.registers.regions;
    let provider =
        |row: &ClosingRow| -> &'v Provider { results.reading.dataset.provider_at(row.provider) };
    let named = |all: &[RegionId]| {
        let names: Vec<&str> = all.iter().map(|region| &*regions.get(*region).name).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    Table::<ClosingRow>::new(
        "landscape/closings",
        "Hvad der mistes, hvis en leverandør lukker",
        "en indplaceret leverandør, som lukker",
        "leverandører",
    )
    .note(
        "Mindst og højst: så længe ikke alle tilbud er vurderet, kan andre vise sig at være på \
         niveauet",
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
    .decimal("places_shared", "Pladser fordelt på målgrupper", "som lukker", 1, |r| {
        Some(places(r.places_parts))
    })
    .unit("pladser")
    .int(
        "municipalities_lost_least",
        "Kommuner uden leverandør, mindst",
        "ingen anden inden for rækkevidde, som er eller kan komme på niveauet",
        |r| Some(r.municipalities_lost[0]),
    )
    .unit("kommuner")
    .int(
        "municipalities_lost",
        "Kommuner uden leverandør, højst",
        "ingen anden indplaceret på niveauet inden for rækkevidde",
        |r| Some(r.municipalities_lost[1]),
    )
    .unit("kommuner")
    .decimal(
        "citizens_lost_least",
        "Forventede borgere uden leverandør, mindst",
        "i de kommuner; centralt skøn",
        1,
        |r| r.citizens_lost.map(|[least, _]| least),
    )
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .decimal(
        "citizens_lost",
        "Forventede borgere uden leverandør, højst",
        "i de kommuner; centralt skøn",
        1,
        |r| r.citizens_lost.map(|[_, most]| most),
    )
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .text(
        "only_one_in",
        "Eneste i",
        "regioner, hvor ingen anden er eller kan komme der",
        move |r| named(&r.only_one_in),
    )
    .empty("ikke den eneste i nogen region")
    .text(
        "only_placed_in",
        "Eneste indplacerede i",
        "regioner, hvor andre, der ikke er vurderet, kan vise sig at være der",
        move |r| named(&r.only_placed_in),
    )
    .empty("ikke den eneste indplacerede i nogen region, hvor andre kan komme til")
    .with(|table| assessed_column(table, results, |r| (Some(r.target_group), Value::Total)))
    .over(&results.landscape.rows.closings)
}
