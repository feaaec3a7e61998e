//! How is it told who pays for whom where?

use crate::capacity::MatrixRow;
use crate::landscape::Value as Place;
use crate::model::Payer;
use crate::report::capacity::{payer_name, table, year_column};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

/// The largest flows that are listed.
const LARGEST: usize = 50;

fn columns<'v>(
    table: Table<'v, MatrixRow>,
    results: &'v Results<'v>,
) -> Box<dyn FnOnce(Vec<MatrixRow>) -> Box<dyn Output + 'v> + 'v> {
    let table = table
        .with(|table| year_column(table, |r| r.year))
        .text("payer_code", "Betalingskommunens kode", "fire cifre", |r| match r.payer {
            Payer::Municipality(code) => Some(code.to_string()),
            Payer::Abroad | Payer::NotReported => None,
        })
        .empty("udlandet, eller ikke oplyst")
        .not_on_sheet()
        .text("payer", "Betalingskommune", "hvem der betaler", move |r| {
            Some(payer_name(results, r.payer))
        })
        .text("at_code", "Beliggenhedskommunens kode", "fire cifre", |r| {
            r.at.map(|code| code.to_string())
        })
        .empty("ikke oplyst, eller tilbuddets afdelinger ligger hver for sig")
        .not_on_sheet()
        .text("at", "Beliggenhedskommune", "hvor borgerne er", move |r| {
            Some(value_name(results, r.at.map_or(Place::NotReported, Place::Municipality)))
        })
        .int("citizens", "Borgere, mindst", "borgere", |r| Some(r.citizens))
        .unit("borgere")
        .int("reports", "Indberetninger", "afdelinger, der har borgere derfra", |r| Some(r.reports))
        .unit("indberetninger")
        .int("without_number", "Uden antal", "indberetninger, der ikke siger hvor mange", |r| {
            Some(r.without_number)
        })
        .unit("indberetninger");
    Box::new(move |rows| table.of(rows))
}

/// `capacity/flow_matrix`: municipality by municipality.
pub(super) fn matrix<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let table = table::<MatrixRow>(
        "capacity/flow_matrix",
        "Borgere efter betalingskommune og beliggenhedskommune",
        "en betalingskommune og en beliggenhedskommune i et år, hvor nogen er indberettet",
        "borgere",
    );
    columns(table, results)(results.capacity.matrix.clone())
}

/// A sheet of `capacity/flow_matrix`: the largest between two municipalities in the newest year.
pub(super) fn largest<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let newest = results.capacity.matrix.iter().map(|row| row.year).max();
    let is_between = |row: &&MatrixRow| match (row.payer, row.at) {
        (Payer::Municipality(payer), Some(at)) => payer != at,
        (Payer::Abroad, Some(_)) => true,
        _ => false,
    };
    let of_newest = results.capacity.matrix.iter().filter(|row| Some(row.year) == newest);
    let mut rows: Vec<MatrixRow> = of_newest.filter(is_between).copied().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.citizens), row.payer, row.at));
    rows.truncate(LARGEST);
    let table = table::<MatrixRow>(
        "capacity/flows_largest",
        "De største strømme mellem kommuner",
        "en betalingskommune og en anden beliggenhedskommune i det nyeste år",
        "borgere",
    )
    .sheet_of("capacity/flow_matrix")
    .sheet("Største strømme")
    .note(format!("De {LARGEST} største; alle står i capacity/flow_matrix"));
    columns(table, results)(rows)
}
