//! How many citizens are to be expected: per municipality, region and country?

use crate::model::AgeBand;
use crate::report::size::columns::{
    Whom, estimate_header, municipality_columns, status_column, variant_column, whom_columns,
};
use crate::results::SizeResults;
use crate::size::{Area, ExpectedCitizens, ExpectedInArea, Variant};
use crate::table::{Output, Table};

const UNIT: &str = "forventede borgere";

const NOTES: [&str; 5] = [
    "Et forventet antal er en forekomst gange indbyggere, ikke en optælling: alle inden for et \
     skøns alder har fået den samme forekomst, uanset hvor de bor og hvilken aldersgruppe de er i",
    "De hele borgere er fordelt efter største rest, så kommunerne summer til hele landet og de \
     fire aldersgrupper til alle; niveauer er afrundet hver for sig",
    "80+ ligger inde i 65+; alle er alle de aldre, der er skønnet",
    "Aldersgrupper, som ingen har skønnet, har ingen række: ikke oplyst er ikke nul",
    "Lav og høj viser, hvor langt kilderne ligger fra hinanden; de er ikke et statistisk interval",
];

const AGES: &str = "alle de aldre, der er skønnet, eller en aldersgruppe; 80+ ligger inde i 65+";
const EXPECTED: &str = "forekomst gange indbyggere; ikke en optælling";
const WHOLE: &str = "fordelt, så kommunerne summer til hele landet";

/// A municipality's three estimates, and the one that the row is of.
struct InMunicipality<'v> {
    estimates: &'v [ExpectedCitizens],
    of: &'v ExpectedCitizens,
}

/// `size/expected`: a row per municipality, age and estimate.
pub(super) fn expected<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    let registers = sizes.registers;
    let region = |r: &InMunicipality<'v>| {
        let region = registers.regions.of(r.of.municipality, sizes.regions_on)?;
        Some(&*registers.regions.get(region).name)
    };
    let estimates = Variant::ALL.len();
    Table::<InMunicipality<'v>>::new(
        "size/expected",
        "Forventede borgere i kommunerne",
        "en målgruppe, et niveau og en alder i en kommune; i parquet med et skøn",
        UNIT,
    )
    .with(|table| notes(table, sizes))
    .with(|table| {
        whom_columns(table, |r| {
            Whom::new(sizes, r.of.target_group, r.of.subgroup.as_deref(), r.of.level)
        })
    })
    .code("age_band", AGES, |r| Some(r.of.age_band.map_or("alle", AgeBand::years)))
    .words("Alder", AGES, |r| Some(ages(r.of.age_band)))
    .with(|table| municipality_columns(table, |r| registers.municipalities.get(r.of.municipality)))
    .words("Region", "på den valgte dags kort", region)
    .empty("uden region")
    .with(|table| variant_column(table, |r| r.of.variant))
    .decimal("expected", "", EXPECTED, 2, |r| Some(r.of.expected))
    .unit("borgere")
    .int("expected_whole", "", WHOLE, |r| Some(r.of.whole))
    .unit("hele borgere")
    // A small municipality may expect less than one citizen.
    .for_each(Variant::ALL, |table, variant| {
        let value = move |r: &InMunicipality<'v>| Some(r.estimates[variant.index()].expected);
        table.decimal("", estimate_header(variant), EXPECTED, 2, value).unit("borgere")
    })
    .for_each(Variant::ALL, |table, variant| {
        let value = move |r: &InMunicipality<'v>| Some(r.estimates[variant.index()].whole);
        let header = format!("{}, hele borgere", estimate_header(variant));
        table.int("", header, WHOLE, value).unit("hele borgere")
    })
    .with(|table| status_column(table, |r| r.of.status))
    .csv_rows(|r| r.of.variant == Variant::Central)
    .made(sizes.expected.len() / estimates, move |at| {
        let estimates = &sizes.expected[at * estimates..(at + 1) * estimates];
        estimates.iter().map(|of| InMunicipality { estimates, of }).collect()
    })
}

/// `size/expected_by_area`: the same of regions and the country.
pub(super) fn by_area<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    let area = |r: &ExpectedInArea| match r.area {
        Area::Region(region) => Some(&*sizes.registers.regions.get(region).name),
        Area::WithoutRegion => Some("Uden region"),
        Area::Country => Some("Hele landet"),
    };
    Table::<&'v ExpectedInArea>::new(
        "size/expected_by_area",
        "Forventede borgere efter målgruppe, alder og region",
        "en målgruppe, et niveau og en alder i en region eller i landet",
        UNIT,
    )
    .csv_only()
    .sheet("Forventede borgere")
    .for_report()
    .with(|table| notes(table, sizes))
    .with(|table| {
        whom_columns(table, |r| Whom::new(sizes, r.target_group, r.subgroup.as_deref(), r.level))
    })
    .words("Alder", AGES, |r| Some(ages(r.age_band)))
    .words("Region", "regionen; Uden region; Hele landet", move |r| area(r))
    .for_each(Variant::ALL, |table, variant| {
        let value = move |r: &&ExpectedInArea| Some(r.expected[variant.index()]);
        table.decimal("", estimate_header(variant), EXPECTED, 1, value).unit("borgere")
    })
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("{}, hele borgere", estimate_header(variant));
        let value = move |r: &&ExpectedInArea| Some(r.whole[variant.index()]);
        table.int("", header, "summen af kommunernes", value).unit("hele borgere")
    })
    .with(|table| status_column(table, |r| r.status))
    .of(sizes.by_area.iter().collect())
}

fn notes<'v, R>(table: Table<'v, R>, sizes: &SizeResults<'_>) -> Table<'v, R> {
    table
        .for_each(NOTES, Table::note)
        .for_each(&sizes.caveats, |table, caveat| table.note(caveat.clone()))
}

/// The ages for readers. "år" keeps a spreadsheet from reading `17-19` as a date.
fn ages(band: Option<AgeBand>) -> String {
    match band {
        None => "alle".to_owned(),
        Some(AgeBand::Years80Plus) => "heraf 80+ år".to_owned(),
        Some(band) => format!("{band} år"),
    }
}
