//! What is told of capacity: how full, at what takst, what is planned, and whose citizens are where?
//! The technical annex of a *rammeaftale*, as tables and as a workbook of its own.

mod balance;
mod book;
mod cells;
mod coverage;
mod flows;
mod if_closed;
mod matrix;
mod outlook;
mod pictures;
mod places;
mod planned;
mod specialised;

use crate::capacity::{Area, Bounds, By, Value};
use crate::landscape;
use crate::model::{DepartmentId, Payer, Provider, ReportedUnit, TargetGroupId};
use crate::report::values::value_name;
use crate::report::{INTERNAL, Topic};
use crate::results::Results;
use crate::table::Table;

pub(super) use book::{PATH, book};
pub(crate) use places::{PLACES, by_region_on};

/// The tables and pictures; none without reports.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    if results.capacity.is_empty() {
        return None;
    }
    let mut provenance = results.provenance.clone();
    provenance.remarks.push(
        "Kapacitet, belægning og borgerstrømme som indberettet af kommuner og regioner".to_owned(),
    );
    let mut tables = vec![coverage::coverage(results)];
    tables.extend(places::all(results));
    tables.extend([
        cells::cells(results),
        places::rates(results),
        flows::flows(results),
        flows::units(results),
        balance::balance(results),
        matrix::largest(results),
        matrix::matrix(results),
        planned::quarters(results),
        planned::planned(results),
        outlook::outlook(results),
        specialised::specialised(results),
        if_closed::if_closed(results),
    ]);
    Some(Topic { provenance, tables, pictures: pictures::pictures(results), texts: Vec::new() })
}

/// A table of this topic: for the annex, with what must stand under every one of its sheets.
fn table<'v, R>(
    path: &'static str,
    title: &'static str,
    a_row: &'static str,
    unit: &'static str,
) -> Table<'v, R> {
    Table::<R>::new(path, title, a_row, unit)
        .in_book(PATH)
        .wrapped()
        .note(INTERNAL)
        .note("Tomt felt: ikke oplyst, eller holdt tilbage med grunden ved siden af; aldrig nul")
}

/// What must be said beside every figure that is an interval.
fn with_interval_note<'v, R>(table: Table<'v, R>, results: &Results<'_>) -> Table<'v, R> {
    let percent = results.capacity.reported_percent;
    table
        .note(format!(
            "Ét tal gives, hvor mindst {percent} pct. af afdelingerne har indberettet det; ellers er \
             der kun mindst og højst"
        ))
        .note(
            "Mindst er det indberettede; højst lægger pladserne fra Tilbudsportalen til for dem, der \
             ikke har indberettet, og regner dem fulde, hvor det er belægning. Højst er tomt, hvor heller ikke de kendes",
        )
}

/// A region on a map that is not the run's has the map's day behind its name.
fn place_name(results: &Results<'_>, by: By, value: Value) -> String {
    value_name(
        results,
        match value {
            Value::KindIn(region, kind) => {
                let region = value_name(results, landscape::Value::Region(region));
                return format!("{region}, {}", kind.danish());
            }
            Value::Region(region) => landscape::Value::Region(region),
            Value::Municipality(code) => landscape::Value::Municipality(code),
            Value::LegalBasis(basis) => landscape::Value::LegalBasis(basis),
            Value::Kind(kind) => landscape::Value::Kind(kind),
            Value::Ownership(ownership) => landscape::Value::Ownership(ownership),
            Value::NotReported => landscape::Value::NotReported,
            Value::Total
                if matches!(by, By::LegalBasis | By::Kind | By::KindInRegion | By::Ownership) =>
            {
                return "I alt".to_owned();
            }
            Value::Total => landscape::Value::Total,
        },
    )
}

fn area_name(results: &Results<'_>, area: Area) -> String {
    let value = match area {
        Area::Country => landscape::Value::Total,
        Area::Region(region) => landscape::Value::Region(region),
        Area::Municipality(code) => landscape::Value::Municipality(code),
        Area::NotReported => landscape::Value::NotReported,
    };
    value_name(results, value)
}

fn payer_name(results: &Results<'_>, payer: Payer) -> String {
    match payer {
        Payer::Municipality(code) => value_name(results, landscape::Value::Municipality(code)),
        Payer::Abroad => "Udlandet".to_owned(),
        Payer::NotReported => "Ikke oplyst".to_owned(),
    }
}

/// Which target group, or all.
fn group_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> Option<TargetGroupId>,
) -> Table<'v, R> {
    let groups = &results.settings.registers.target_groups;
    table
        .code("target_group", "målgruppens slug; alle er alle målgrupper under ét", move |r| {
            Some(of(r).map_or("alle", |id| &*groups.get(id).slug))
        })
        .words("Målgruppe", "målgruppens navn, eller alle under ét", move |r| {
            Some(of(r).map_or("Alle", |id| &*groups.get(id).name))
        })
}

/// Whose a report is.
fn unit_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> ReportedUnit,
) -> Table<'v, R> {
    let dataset = &results.reading.dataset;
    let department = move |id: DepartmentId| -> &'v str { &dataset.department(id).id };
    provider_columns(table, results, move |r| of(r).provider)
        .text("department", "Afdelingsid", "afdelingens id", move |r| {
            of(r).department.map(department)
        })
        .empty("hele tilbuddet under ét")
}

/// Which provider.
fn provider_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: impl Fn(&R) -> crate::model::ProviderId + Clone + Send + Sync + 'v,
) -> Table<'v, R> {
    let dataset = &results.reading.dataset;
    let provider = move |id| -> &'v Provider { dataset.provider_at(id) };
    let of_name = of.clone();
    table
        .text("provider", "Tilbudsid", "tilbuddets eller leverandørens id", move |r| {
            Some(&*provider(of(r)).id)
        })
        .words("Tilbud", "tilbuddets eller leverandørens navn", move |r| {
            Some(&*provider(of_name(r)).name)
        })
}

/// At least and at most.
fn bounds_columns<'v, R: 'v>(
    table: Table<'v, R>,
    (name, header, unit): (&'static str, &'static str, &'static str),
    about: &'static str,
    of: fn(&R) -> Bounds,
) -> Table<'v, R> {
    table
        .decimal(format!("{name}_low"), format!("{header}, mindst"), about, 1, move |r| {
            Some(of(r).low)
        })
        .unit(unit)
        .decimal(
            format!("{name}_high"),
            format!("{header}, højst"),
            "med dem, der ikke har indberettet",
            1,
            move |r| of(r).high,
        )
        .unit(unit)
        .empty("kan ikke siges: pladserne kendes heller ikke fra Tilbudsportalen")
}

fn year_column<'v, R: 'v>(table: Table<'v, R>, of: fn(&R) -> u16) -> Table<'v, R> {
    // As words a year has no thousands.
    table.int("year", "", "indberetningens år", move |r| Some(of(r))).unit("år").words(
        "År",
        "indberetningens år",
        move |r| Some(of(r).to_string()),
    )
}
