//! How is it told what is reported, cell by cell?

use crate::capacity::{Amounts, CellRow, in_units};
use crate::landscape::Value as Place;
use crate::report::capacity::{group_columns, table, year_column};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, danish_date};

/// `capacity/cells`: for whoever cuts it otherwise.
pub(super) fn cells<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let registers = &results.settings.registers;
    let days = &results.capacity.map_days;
    let amounts = [
        ("places", "Pladser", "pladser", (|a| a.places) as fn(&Amounts) -> u128),
        ("occupied", "Belagte pladser", "pladser", |a| a.occupied),
        ("occupied_of", "Pladser med kendt belægning", "pladser", |a| a.occupied_of),
        ("free", "Ledige pladser", "pladser", |a| a.free),
        ("waiting", "Venteliste", "borgere", |a| a.waiting),
    ];
    table::<CellRow>(
        "capacity/cells",
        "Indberettet kapacitet, celle for celle",
        "en målgruppe på et niveau i en kommune, af én paragraf og ejerform, i et år",
        "pladser og borgere",
    )
    .parquet_only()
    .note("Kun det indberettede: hvem der ikke har indberettet, er i ingen celle")
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som tilbuddet er indplaceret på", |r| {
        r.level.map(crate::model::Level::danish)
    })
    .empty("ikke indplaceret")
    .for_each(days.iter().enumerate(), |table, (nth, day)| {
        table
            .text(
                format!("region_{day}"),
                format!("Region pr. {}", danish_date(*day)),
                "hvor afdelingen ligger, på kortet fra den dag",
                move |r: &CellRow| {
                    let region = registers.regions.of(r.municipality?, days[nth])?;
                    Some(value_name(results, Place::Region(region)))
                },
            )
            .empty("kommunen er ikke oplyst")
    })
    .text("municipality", "Kommunekode", "hvor afdelingen ligger", |r| {
        r.municipality.map(|code| code.to_string())
    })
    .empty("ikke oplyst, eller tilbuddets afdelinger ligger hver for sig")
    .words("Kommune", "kommunens navn", move |r| {
        r.municipality.map(|code| value_name(results, Place::Municipality(code)))
    })
    .empty("ikke oplyst, eller tilbuddets afdelinger ligger hver for sig")
    .text("legal_basis", "Paragraf", "indberetningens paragraf", move |r| {
        r.legal_basis.map(|id| &*registers.legal_bases.get(id).text)
    })
    .empty("indberetningen siger det ikke")
    .text("kind", "Tilbudstype", "som følger af paragraffen", move |r| {
        r.legal_basis.map(|id| registers.legal_bases.get(id).provider_kind.danish())
    })
    .empty("indberetningen siger ikke hvilken paragraf")
    .text("ownership", "Ejerform", "tilbuddets ejerform", |r| {
        r.ownership.map(crate::model::Ownership::danish)
    })
    .empty("ikke oplyst")
    .int(
        "reports",
        "Indberetninger",
        "afdeling x paragraf; én for hver målgruppe, den er i",
        |r| Some(r.reports),
    )
    .unit("indberetninger")
    .for_each(amounts, |table, (name, header, unit, of)| {
        table
            .decimal(name, header, "delt ligeligt mellem afdelingens målgrupper", 3, move |r| {
                Some(in_units(of(&r.amounts)))
            })
            .unit(unit)
    })
    .decimal("rate_median", "Takst, median", "kroner pr. dag", 2, |r| {
        r.rates.map(|rates| rates.median)
    })
    .unit("kr. pr. dag")
    .empty("ingen takst er indberettet")
    .over(&results.capacity.cells)
}
