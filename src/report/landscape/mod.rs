//! What is told of the landscape: supply, need against it, access, and what it rests on?

mod access;
mod access_bands;
mod closings;
mod cover;
mod diversity;
mod maps;
mod new_sites;
mod pictures;
mod supply;
mod today;
mod vulnerability;

use crate::landscape::{Share, TravelUnit, Value, Withheld};
use crate::model::{Level, MunicipalityCode, TargetGroupId};
use crate::report::Topic;
use crate::report::values::value_name;
use crate::results::Results;
use crate::size::CAVEATS;
use crate::table::Table;

/// The tables and pictures of the landscape.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Topic<'v> {
    let mut provenance = results.provenance.clone();
    provenance.remarks.extend(results.landscape.remarks.iter().cloned());
    Topic {
        provenance,
        tables: vec![
            supply::supply(results),
            supply::supply_by(results),
            cover::cover(results),
            access::access(results),
            access_bands::access_bands(results),
            new_sites::new_sites(results),
            vulnerability::vulnerability(results),
            closings::closings(results),
            diversity::diversity(results),
        ],
        pictures: pictures::pictures(results),
        texts: Vec::new(),
    }
}

/// The columns that say which target group a row is of.
pub(super) fn group_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> TargetGroupId,
) -> Table<'v, R> {
    let groups = &results.settings.registers.target_groups;
    table.code("target_group", "målgruppens slug", move |r| Some(&*groups.get(of(r)).slug)).words(
        "Målgruppe",
        "målgruppens navn",
        move |r| Some(&*groups.get(of(r)).name),
    )
}

/// Which municipality.
fn municipality_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> MunicipalityCode,
) -> Table<'v, R> {
    table
        .text("municipality", "Kommunekode", "fire cifre", move |r| Some(of(r).to_string()))
        .not_on_sheet()
        .text("municipality_name", "Kommune", "kommunens navn", move |r| {
            Some(value_name(results, Value::Municipality(of(r))))
        })
}

/// The column that says how much of a group (none: of all) is assessed in a region, or in the
/// country; and how much must be before a figure about levels is given.
fn assessed_column<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: impl Fn(&R) -> (Option<TargetGroupId>, Value) + Send + Sync + 'v,
) -> Table<'v, R> {
    let coverage = &results.landscape.rows.coverage;
    table
        .decimal(
            "assessed_percent",
            "Vurderet, pct.",
            "andel af målgruppens tilbud i regionen, eller i hele landet, der er vurderet",
            1,
            move |row| {
                let (group, area) = of(row);
                coverage.share(group, area).map(Share::percent)
            },
        )
        .unit("pct.")
        .empty("ingen tilbud dér")
}

/// The column that says why a figure is withheld.
fn withheld_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> Option<Withheld> + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .text("withheld", "Hvorfor intet tal", "grunden i ord", move |row| {
            of(row).map(Withheld::danish)
        })
        .empty("intet er holdt tilbage")
}

/// The region that a municipality lies in, as an area; the country where it lies in none.
fn region_around(results: &Results<'_>, municipality: MunicipalityCode) -> Value {
    let regions = &results.settings.registers.regions;
    regions.of(municipality, results.regions_on).map_or(Value::Total, Value::Region)
}

/// What must be said beside every number that holds supply against people.
fn with_caveats<R>(table: Table<'_, R>) -> Table<'_, R> {
    table.for_each(CAVEATS, Table::note)
}

/// What must be said beside every distance.
fn with_travel_notes<'v, R>(table: Table<'v, R>, results: &Results<'_>) -> Table<'v, R> {
    with_caveats(table).note(match results.landscape.travel_unit {
        TravelUnit::Kilometres => {
            "Afstande er mellem kommunernes midtpunkter, og 0 i kommunen selv; over vand er vejen \
             længere, end de siger"
        }
        TravelUnit::Minutes => "Afstande er rejsetid mellem kommuner, som de er oplyst",
    })
}

/// *let*, *moderat*, *højt*, or *alle*.
pub(super) fn level_word(level: Option<Level>) -> &'static str {
    level.map_or("alle", Level::danish)
}
