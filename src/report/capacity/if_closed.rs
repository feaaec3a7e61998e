//! How is it told what goes with a provider that closes?

use crate::capacity::IfClosed;
use crate::model::Provider;
use crate::report::capacity::{payer_name, provider_columns, table};
use crate::report::landscape::{group_columns, level_word};
use crate::results::Results;
use crate::table::Output;

/// Payers that are named; the rest are counted.
const NAMED: usize = 5;

/// `capacity/if_closed`: each placed provider by itself.
pub(super) fn if_closed<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let unit = results.landscape.travel_unit.danish();
    let provider = |id| -> &'v Provider { results.reading.dataset.provider_at(id) };
    table::<IfClosed>(
        "capacity/if_closed",
        "Hvis en leverandør lukker: hvis borgere det er, og hvor de nærmeste ledige pladser er",
        "en indplaceret leverandør, som lukker, for en målgruppe",
        "borgere og pladser",
    )
    .sheet("Hvis en lukker")
    .sheet_rows(|row| row.year.is_some())
    .note("Borgerne er leverandørens i alle målgrupper; ledige pladser er dem for målgruppen på niveauet")
    .note("Kun indplacerede med indberettet belægning har ledige pladser her; andre kan have dem")
    .note("Arket har dem, hvis borgere er indberettet")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som leverandøren er indplaceret på", |r| {
        Some(level_word(Some(r.level)))
    })
    .with(|table| provider_columns(table, results, |r| r.provider))
    .text("year", "År", "indberetningen af borgere", |r| r.year.map(|year| year.to_string()))
    .empty("borgerne er ikke indberettet")
    .int("citizens", "Borgere, mindst", "indberettede borgere", |r| {
        r.year.map(|_| r.citizens.iter().map(|(_, n)| *n).sum::<u64>())
    })
    .unit("borgere")
    .empty("borgerne er ikke indberettet")
    .text("from", "Kommer fra", "betalingskommuner, de fleste borgere først", move |r| {
        let named = r.citizens.iter().filter(|(_, n)| *n > 0);
        let mut told: Vec<String> = named
            .clone()
            .take(NAMED)
            .map(|(payer, n)| format!("{} {n}", payer_name(results, *payer)))
            .collect();
        let more = named.count().saturating_sub(NAMED);
        told.extend((more > 0).then(|| format!("og {more} andre")));
        (!told.is_empty()).then(|| told.join("; "))
    })
    .empty("borgerne er ikke indberettet")
    .text("nearest", "Nærmeste med ledig plads", "på samme niveau", move |r| {
        r.nearest.map(|nearest| &*provider(nearest.provider).name)
    })
    .empty("ingen har indberettet en")
    .decimal("nearest_distance", format!("Afstand, {unit}"), "fra kommune til kommune", 0, |r| {
        r.nearest.map(|nearest| nearest.distance)
    })
    .unit(unit)
    .empty("ingen har indberettet en")
    .decimal("free_within", "Ledige inden for rækkevidde, mindst", "på samme niveau", 1, |r| {
        (r.others_within.1 > 0).then_some(r.free_within)
    })
    .unit("pladser")
    .empty("ingen inden for rækkevidde har indberettet det")
    .int("others_within", "Andre inden for rækkevidde", "indplacerede på niveauet", |r| {
        Some(r.others_within.0)
    })
    .unit("leverandører")
    .int("others_reporting", "Af dem har indberettet belægning", "leverandører", |r| {
        Some(r.others_within.1)
    })
    .unit("leverandører")
    .over(&results.capacity.if_closed)
}
