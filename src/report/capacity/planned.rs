//! How is it told what is planned?

use chrono::Datelike;

use crate::capacity::{Planned, QuarterRow};
use crate::report::capacity::{area_name, table, unit_columns, year_column};
use crate::results::Results;
use crate::table::Output;

const NEWEST: &str = "Det, der står i hver enheds nyeste indberetning; ældre planer er forældede";

/// `capacity/planned_by_quarter`: what the changes come to.
pub(super) fn quarters<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let counts = [
        ("changes", "Ændringer", "ændringer", "i alt", (|r| r.changes) as fn(&QuarterRow) -> u64),
        ("openings", "Åbninger", "åbninger", "af dem", |r| r.openings),
        ("closings", "Lukninger", "lukninger", "af dem", |r| r.closings),
        ("without_places", "Uden antal pladser", "ændringer", "er i ingen af summerne", |r| {
            r.without_places
        }),
    ];
    table::<QuarterRow>(
        "capacity/planned_by_quarter",
        "Planlagte pladser pr. kvartal",
        "et kvartal i et område, besluttede og overvejede ændringer hver for sig",
        "pladser",
    )
    .csv_only()
    .sheet("Ændringer pr. kvartal")
    .sheet_rows(|row| !matches!(row.area, crate::capacity::Area::Municipality(_)))
    .note(NEWEST)
    .note("Besluttede og overvejede ændringer lægges aldrig sammen")
    .text("area", "Område", "hele landet, region eller kommune", |r| {
        Some(area_name(results, r.area))
    })
    .text("quarter", "Kvartal", "det kvartal, ændringen gælder fra", |r| {
        Some(format!("{}, {}. kvartal", r.quarter.year(), r.quarter.month0() / 3 + 1))
    })
    .text("certainty", "Besluttet eller overvejes", "som indberettet", |r| {
        Some(r.certainty.danish())
    })
    .int("more", "Pladser flere", "pladser", |r| Some(r.more))
    .unit("pladser")
    .int("fewer", "Pladser færre", "pladser, med minus", |r| Some(r.fewer))
    .unit("pladser")
    .int("net", "Pladser netto", "flere og færre sammen", |r| Some(r.more + r.fewer))
    .unit("pladser")
    .for_each(counts, |table, (name, header, unit, about, of)| {
        table.int(name, header, about, move |r| Some(of(r))).unit(unit)
    })
    .over(&results.capacity.quarters)
}

/// `capacity/planned`: each change.
pub(super) fn planned<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let bases = &results.settings.registers.legal_bases;
    table::<Planned>("capacity/planned", "Planlagte ændringer", "en planlagt ændring", "pladser")
        .parquet_only()
        .sheet("Planlagte ændringer")
        .note(NEWEST)
        .date("on", "Fra", "den dag, ændringen gælder fra", |r| Some(r.change.on))
        .with(|table| unit_columns(table, results, |r| r.unit))
        .text("area", "Kommune", "hvor den ligger", |r| Some(area_name(results, r.area)))
        .text("legal_basis", "Paragraf", "indberetningens paragraf", move |r| {
            r.legal_basis.map(|id| &*bases.get(id).text)
        })
        .empty("indberetningen siger det ikke")
        .text("kind", "Ændring", "pladser, åbning eller lukning", |r| {
            Some(r.change.kind.danish())
        })
        .int("places", "Pladser", "flere, eller færre med minus", |r| r.change.places)
        .unit("pladser")
        .empty("ikke oplyst")
        .text("certainty", "Besluttet eller overvejes", "som indberettet", |r| {
            Some(r.change.certainty.danish())
        })
        .with(|table| year_column(table, |r| r.year))
        .over(&results.capacity.planned)
}
