//! How is it told how far it is to the nearest, and how much is within reach?

use crate::landscape::{AccessRow, Nearest, TravelUnit};
use crate::model::Provider;
use crate::report::landscape::today::beside_access;
use crate::report::landscape::{
    assessed_column, group_columns, level_word, municipality_columns, region_around,
    with_travel_notes,
};
use crate::results::Results;
use crate::table::{Output, Table};

const UNREACHED: &str = "ingen indplaceret kan nås";
const NO_SIZE: &str = "ingen størrelse er skønnet, eller hjælpen er mest ikke pladser";

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
    .note("CSV-filen er uden rækker, hvor ingen indplaceret kan nås og målgruppens størrelse ikke er skønnet")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som leverandøren er indplaceret på", |r| {
        Some(level_word(Some(r.level)))
    })
    .with(|table| municipality_columns(table, results, |r| r.municipality))
    .with(|table| nearest(table, results, "", "", |r| r.nearest))
    .with(|table| possible(table, results, "", "", |r| r.nearest_possible))
    .with(|table| e2sfca(table, "", "", |r| r.e2sfca))
    .with(|table| nearest(table, results, "_or_above", OR_ABOVE, |r| r.nearest_or_above))
    .with(|table| possible(table, results, "_or_above", OR_ABOVE, |r| r.nearest_possible_or_above))
    .with(|table| e2sfca(table, "_or_above", OR_ABOVE, |r| r.e2sfca_or_above))
    .with(|table| {
        assessed_column(table, results, |r| {
            (Some(r.target_group), region_around(results, r.municipality))
        })
    })
    .with(|table| beside_access(table, results))
    .over(&results.landscape.rows.access.rows)
}

const OR_ABOVE: &str = ", niveauet eller over";

/// E2SFCA, from what is placed to what could be.
fn e2sfca<'v>(
    table: Table<'v, AccessRow>,
    name: &str,
    header: &str,
    of: fn(&AccessRow) -> Option<[f64; 2]>,
) -> Table<'v, AccessRow> {
    table
        .decimal(
            format!("e2sfca{name}"),
            format!("Tilgængelighed, E2SFCA{header}"),
            "indplacerede pladser pr. 100 forventede borgere, vægtet efter afstand",
            2,
            move |r| of(r).map(|[low, _]| low),
        )
        .unit("pladser pr. 100 borgere")
        .empty(NO_SIZE)
        .decimal(
            format!("e2sfca_up_to{name}"),
            format!("Tilgængelighed, E2SFCA{header}, op til"),
            "det samme med alle pladser, der kan komme på niveauet",
            2,
            move |r| of(r).map(|[_, high]| high),
        )
        .unit("pladser pr. 100 borgere")
        .empty(NO_SIZE)
}

/// How near one can be at best, if those that are not assessed are placed there.
fn possible<'v>(
    table: Table<'v, AccessRow>,
    results: &'v Results<'v>,
    name: &str,
    header: &str,
    of: fn(&AccessRow) -> Option<Nearest>,
) -> Table<'v, AccessRow> {
    let unit = results.landscape.travel_unit;
    table
        .decimal(
            format!("nearest_possible{name}"),
            format!("Afstand eller rejsetid{header}, mindst"),
            "til den nærmeste, der er indplaceret eller kan komme på niveauet; den indplacerede er, \
             hvor langt der er højst",
            1,
            move |r| of(r).map(|nearest| nearest.distance),
        )
        .unit(unit.danish())
        .empty("ingen er eller kan komme på niveauet")
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
        .empty("ingen indplaceret kan nås, eller der er regnet i minutter")
        .decimal(
            format!("nearest_minutes{name}"),
            told(TravelUnit::Minutes, format!("Rejsetid til den nærmeste{header}")),
            "til den nærmeste, når rejsetider er oplyst",
            1,
            move |r| distance(r, TravelUnit::Minutes),
        )
        .unit(TravelUnit::Minutes.danish())
        .empty("ingen indplaceret kan nås, eller der er regnet i km")
}
