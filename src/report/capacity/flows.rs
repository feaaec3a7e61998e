//! How is it told where citizens come from?

use crate::capacity::{Area, FlowOrigin, FlowRow, Shared, UnitOrigins, Withheld, in_units};
use crate::report::capacity::{
    area_name, group_columns, table, unit_columns, with_interval_note, year_column,
};
use crate::report::landscape::level_word;
use crate::results::Results;
use crate::table::Output;

const ORIGINS: [(FlowOrigin, &str, &str); 5] = [
    (FlowOrigin::Own, "own", "Egen kommune"),
    (FlowOrigin::SameRegion, "same_region", "Andre kommuner i regionen"),
    (FlowOrigin::OtherRegion, "other_regions", "Andre regioner"),
    (FlowOrigin::Abroad, "abroad", "Udlandet"),
    (FlowOrigin::NotReported, "not_reported", "Ikke oplyst"),
];

/// `capacity/flows`: by area, group and level.
pub(super) fn flows<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let newest = results.capacity.flows.iter().map(|row| row.year).max();
    let shares = [
        ("own", "Egen kommune", (|r| r.own) as fn(&FlowRow) -> Shared),
        ("other_municipalities", "Andre kommuner", |r| r.other_municipalities),
        ("other_regions", "Andre regioner", |r| r.other_regions),
    ];
    table::<FlowRow>(
        "capacity/flows",
        "Hvor borgerne i afdelingerne kommer fra",
        "en målgruppe på et niveau i et område, i et år",
        "borgere",
    )
    .sheet("Borgernes oprindelse")
    .sheet_rows(move |row| {
        Some(row.year) == newest
            && row.departments.1 > 0
            && (row.target_group.is_none() || matches!(row.area, Area::Country | Area::Region(_)))
            && (row.level.is_none() || row.target_group.is_none())
    })
    .with(|table| with_interval_note(table, results))
    .note("Kommunen er den, afdelingen ligger i; borgerens er betalingskommunen")
    .note("Andele er af de borgere, hvis betalingskommune kendes")
    .with(|table| year_column(table, |r| r.year))
    .text("area", "Område", "hvor afdelingerne ligger", |r| Some(area_name(results, r.area)))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som tilbuddet er indplaceret på; alle: uanset niveau", |r| {
        Some(level_word(r.level))
    })
    .int("departments", "Afdelinger", "afdelinger, og tilbud uden afdelinger", |r| {
        Some(r.departments.0)
    })
    .unit("afdelinger")
    .int("reporting", "Har indberettet", "alle deres borgere", |r| Some(r.departments.1))
    .unit("afdelinger")
    .decimal("citizens", "Borgere", "indberettet, delt ligeligt mellem målgrupper", 1, |r| {
        Some(in_units(r.origins.all()))
    })
    .unit("borgere")
    .for_each(ORIGINS, |table, (origin, name, header)| {
        table
            .decimal(name, header, "borgere", 1, move |r: &FlowRow| {
                Some(in_units(r.origins.of(origin)))
            })
            .unit("borgere")
            .not_on_sheet()
    })
    .for_each(shares, |table, (name, header, of)| {
        table
            .decimal(
                format!("{name}_percent"),
                format!("{header}, pct."),
                "af de borgere, hvis betalingskommune kendes",
                1,
                move |r| of(r).percent,
            )
            .unit("pct.")
            .empty("holdt tilbage, se hvorfor; eller ingen kendes")
            .decimal(
                format!("{name}_low"),
                format!("{header} mindst, pct."),
                "hvis ingen af dem, der ikke kendes, var derfra",
                1,
                move |r| of(r).bounds.map(|(low, _)| low),
            )
            .unit("pct.")
            .empty("kan ikke siges")
            .decimal(
                format!("{name}_high"),
                format!("{header} højst, pct."),
                "hvis alle, der ikke kendes, var derfra",
                1,
                move |r| of(r).bounds.map(|(_, high)| high),
            )
            .unit("pct.")
            .empty("kan ikke siges")
    })
    .text("withheld", "Hvorfor ingen andele", "grunden i ord", |r| r.withheld.map(Withheld::danish))
    .empty("intet er holdt tilbage")
    .over(&results.capacity.flows)
}

/// `capacity/flows_units`: tilbud by tilbud.
pub(super) fn units<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let shares = [
        ("own", "Egen kommune", &[FlowOrigin::Own][..]),
        (
            "other_municipalities",
            "Andre kommuner",
            &[FlowOrigin::SameRegion, FlowOrigin::OtherRegion],
        ),
        ("other_regions", "Andre regioner", &[FlowOrigin::OtherRegion]),
    ];
    table::<UnitOrigins>(
        "capacity/flows_units",
        "Hvor borgerne i hver afdeling kommer fra",
        "en afdeling, eller et tilbud under ét, i et år",
        "borgere",
    )
    .parquet_only()
    .with(|table| year_column(table, |r| r.year))
    .with(|table| unit_columns(table, results, |r| r.unit))
    .text("municipality", "Kommunekode", "hvor den ligger", |r| {
        r.municipality.map(|code| code.to_string())
    })
    .empty("ikke oplyst, eller tilbuddets afdelinger ligger hver for sig")
    .int("payers", "Betalingskommuner", "kommuner, der betaler", |r| Some(r.payers))
    .unit("kommuner")
    .for_each(ORIGINS, |table, (origin, name, header)| {
        table
            .int(name, header, "borgere", move |r: &UnitOrigins| {
                Some(u64::try_from(r.origins.of(origin)).unwrap_or(u64::MAX))
            })
            .unit("borgere")
    })
    .for_each(shares, |table, (name, header, origins)| {
        table
            .decimal(
                format!("{name}_percent"),
                format!("{header}, pct."),
                "af de borgere, hvis betalingskommune kendes",
                1,
                move |r: &UnitOrigins| r.origins.percent(origins).filter(|_| r.is_whole),
            )
            .unit("pct.")
            .empty("ikke alle borgere er indberettet, eller ingen kendes")
    })
    .flag("is_whole", "Alle er indberettet", "alle rækker kunne bruges og har et antal", |r| {
        Some(r.is_whole)
    })
    .over(&results.capacity.units)
}
