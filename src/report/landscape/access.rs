//! How is it told how far it is to the nearest, and how much is within reach?

use crate::landscape::{AccessRow, Nearest, TravelUnit};
use crate::model::Provider;
use crate::report::landscape::{
    group_columns, level_word, municipality_columns, with_travel_notes,
};
use crate::results::Results;
use crate::table::{Output, Table};

const UNREACHED: &str = "ingen kan nås";
const NO_SIZE: &str = "ingen størrelse er skønnet";

/// `landscape/access`: access from every municipality.
pub(super) fn access<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<AccessRow>::new(
        "landscape/access",
        "Den nærmeste leverandør og pladser inden for rækkevidde, set fra hver kommune",
        "en målgruppe på et niveau set fra en kommune",
        "kommuner",
    )
    .csv_rows(|r| r.nearest_or_above.is_some() || r.e2sfca_or_above.is_some())
    .with(|table| with_travel_notes(table, results))
    .note("CSV-filen er uden rækker, hvor ingen kan nås og målgruppens størrelse ikke er skønnet")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som leverandøren er indplaceret på", |r| {
        Some(level_word(Some(r.level)))
    })
    .with(|table| municipality_columns(table, results, |r| r.municipality))
    .with(|table| nearest(table, results, "", "", |r| r.nearest))
    .decimal(
        "e2sfca",
        "Tilgængelighed, E2SFCA",
        "pladser på netop niveauet pr. 100 forventede borgere, vægtet efter afstand",
        2,
        |r| r.e2sfca,
    )
    .unit("pladser pr. 100 borgere")
    .empty(NO_SIZE)
    .with(|table| {
        let or_above = ", niveauet eller over";
        nearest(table, results, "_or_above", or_above, |r| r.nearest_or_above)
    })
    .decimal(
        "e2sfca_or_above",
        "Tilgængelighed, E2SFCA, niveauet eller over",
        "som E2SFCA, når pladser over niveauet tælles med",
        2,
        |r| r.e2sfca_or_above,
    )
    .unit("pladser pr. 100 borgere")
    .empty(NO_SIZE)
    .over(&results.landscape.rows.access.rows)
}

/// Who is nearest, and how far that is; `name` and `header` end the names and headers.
fn nearest<'v>(
    table: Table<'v, AccessRow>,
    results: &'v Results<'v>,
    name: &str,
    header: &str,
    of: fn(&AccessRow) -> Option<Nearest>,
) -> Table<'v, AccessRow> {
    let unit = results.landscape.travel_unit;
    let provider = move |row: &AccessRow| -> Option<&'v Provider> {
        results.reading.dataset.providers.get(of(row)?.provider.index())
    };
    // People read the one that was measured.
    let told = |wanted: TravelUnit, header: String| {
        if unit == wanted { header } else { String::new() }
    };
    let distance = move |row: &AccessRow, wanted| {
        of(row).filter(|_| unit == wanted).map(|nearest| nearest.distance)
    };
    table
        .text(
            format!("nearest_provider{name}"),
            format!("Nærmestes tilbudsid{header}"),
            "tilbuddets eller leverandørens id",
            move |r| Some(&*provider(r)?.id),
        )
        .empty(UNREACHED)
        .words(format!("Nærmeste leverandør{header}"), "leverandørens navn", move |r| {
            Some(&*provider(r)?.name)
        })
        .empty(UNREACHED)
        .decimal(
            format!("nearest_km{name}"),
            told(TravelUnit::Kilometres, format!("Afstand til den nærmeste{header}")),
            "til den nærmeste",
            1,
            move |r| distance(r, TravelUnit::Kilometres),
        )
        .unit(TravelUnit::Kilometres.danish())
        .empty("ingen kan nås, eller der er regnet i minutter")
        .decimal(
            format!("nearest_minutes{name}"),
            told(TravelUnit::Minutes, format!("Rejsetid til den nærmeste{header}")),
            "til den nærmeste, når rejsetider er oplyst",
            1,
            move |r| distance(r, TravelUnit::Minutes),
        )
        .unit(TravelUnit::Minutes.danish())
        .empty("ingen kan nås, eller der er regnet i km")
}
