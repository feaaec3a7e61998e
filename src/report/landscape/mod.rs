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
mod vulnerability;

use crate::landscape::{TravelUnit, Value};
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
fn level_word(level: Option<Level>) -> &'static str {
    level.map_or("alle", Level::danish)
}
