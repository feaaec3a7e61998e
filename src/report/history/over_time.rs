//! How many stood where, what was supplied and how full was it, run after run?

use std::collections::BTreeSet;

use super::ToldRuns;
use super::cells::{count, group_columns, region_column};
use crate::history::{CapacityThen, Standing, StandingsThen, SupplyThen};
use crate::plain_text::capitalised;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::table::{Output, Table};

const STANDING_COLUMNS: [&str; Standing::ALL.len()] = [
    "high",
    "moderate",
    "light",
    "below_light",
    "provisional",
    "quality_unknown",
    "quality_not_met",
    "not_assessed",
];

fn run_column<'v, R: 'v>(
    table: Table<'v, R>,
    told: &'v ToldRuns<'v>,
    of: fn(&R) -> usize,
) -> Table<'v, R> {
    table.text("run", "Kørsel", "hvad kørslen hedder", move |r| {
        Some(told.runs[of(r)].label.as_str())
    })
}

/// `standings_over_time`: a row per group, region and run.
pub(super) fn standings<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    Table::<StandingsThen>::new(
        "standings_over_time",
        "Tilbud efter niveau og tilstand, kørsel for kørsel",
        "en målgruppe og en region i en kørsel",
        OFFERINGS,
    )
    .note(PARTS)
    .note("Tilbud, der ikke er vurderet, kan stå på ethvert niveau: færre på et niveau er kun et fald, når dækningen er den samme")
    .with(|table| group_columns(table, told, |r: &StandingsThen| r.target_group.as_ref()))
    .with(|table| region_column(table, |r: &StandingsThen| &r.region))
    .with(|table| run_column(table, told, |r: &StandingsThen| r.run))
    .for_each(Standing::ALL, |table, standing| {
        let (name, header) =
            (STANDING_COLUMNS[standing as usize], capitalised(standing.danish()));
        table
            .int(name, header, "så mange står der", move |r: &StandingsThen| {
                Some(r.n[standing as usize])
            })
            .unit(OFFERINGS)
    })
    .with(|table| count(table, ["all", "I alt", "alle i kørslen"], StandingsThen::all))
    .sheet("Niveau over tid")
    .for_report()
    .over(&told.course.standings)
}

/// Supply of a run.
type Supplied<'v> = (usize, &'v SupplyThen);

/// `supply_over_time`: supply by group, region and level, run after run, as each run counted it.
pub(super) fn supply<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    const NOT_GIVEN: &str = "kørslen har ikke tallet";
    let runs = told.course.runs.iter().enumerate();
    let mut rows: Vec<Supplied<'v>> =
        runs.flat_map(|(at, run)| run.supply.iter().map(move |row| (at, row))).collect();
    rows.sort_by(|(a, x), (b, y)| {
        (&x.target_group, &x.region, &x.level, a).cmp(&(&y.target_group, &y.region, &y.level, b))
    });
    let number = |table: Table<'v, Supplied<'v>>,
                  [name, header, about, unit]: [&'static str; 4],
                  of: fn(&SupplyThen) -> Option<f64>| {
        table.decimal(name, header, about, 1, move |r| of(r.1)).unit(unit).empty(NOT_GIVEN)
    };
    Table::<Supplied<'v>>::new(
        "supply_over_time",
        "Udbud på hvert niveau, kørsel for kørsel",
        "en målgruppe på et niveau i en region i en kørsel, hvor noget er eller kan komme derpå",
        "leverandører, tilbud x målgruppe og pladser, hver i sin kolonne",
    )
    .note(
        "Indplaceret er, hvad der står på netop niveauet; op til lægger det til, som kan komme \
         derpå, når det er vurderet",
    )
    .note("Hver kørsel er talt på sit eget kort over regioner")
    .with(|table| group_columns(table, told, |r: &Supplied<'v>| Some(&r.1.target_group)))
    .text("region", "Region", "regionen, hele landet, eller ikke oplyst", |r| Some(&*r.1.region))
    .text("level", "Niveau", "let, moderat, højt", |r| Some(&*r.1.level))
    .with(|table| run_column(table, told, |r: &Supplied<'v>| r.0))
    .with(|table| {
        let named = ["providers", "Leverandører", "indplacerede", "leverandører"];
        number(table, named, |r| r.providers)
    })
    .with(|table| {
        number(table, ["offerings", "Indplaceret", "på netop niveauet", OFFERINGS], |r| {
            r.offerings
        })
    })
    .with(|table| {
        let about = "med det, der kan komme derpå";
        number(table, ["offerings_up_to", "Op til", about, OFFERINGS], |r| r.offerings_up_to)
    })
    .with(|table| {
        let named = ["places_shared", "Pladser", "indplacerede, fordelt på målgrupper", "pladser"];
        number(table, named, |r| r.places)
    })
    .with(|table| {
        let about = "med det, der kan komme derpå";
        number(table, ["places_shared_up_to", "Pladser, op til", about, "pladser"], |r| {
            r.places_up_to
        })
    })
    .with(|table| {
        let about = "af målgruppens tilbud i regionen";
        number(table, ["assessed_percent", "Vurderet, pct.", about, "pct."], |r| r.assessed_percent)
    })
    .sheet("Udbud over tid")
    .of(rows)
}

/// Capacity of a run.
type Full<'v> = (usize, &'v CapacityThen);

/// `capacity_over_time`: places and occupancy by group, region and level, where every run has them.
pub(super) fn capacity<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    let of = |row: &'v CapacityThen| (&row.target_group, &row.region, &row.level);
    let runs = &told.course.runs;
    let there = runs.iter().map(|run| run.capacity.iter().map(of).collect::<BTreeSet<_>>());
    let common = there.reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default();
    let of_runs = runs.iter().enumerate();
    let mut rows: Vec<Full<'v>> = of_runs
        .flat_map(|(at, run)| run.capacity.iter().map(move |row| (at, row)))
        .filter(|(_, row)| common.contains(&of(row)))
        .collect();
    rows.sort_by(|(a, x), (b, y)| {
        (of(x), a)
            .cmp(&(of(y), b))
            .then_with(|| x.year.unwrap_or_default().total_cmp(&y.year.unwrap_or_default()))
    });
    Table::<Full<'v>>::new(
        "capacity_over_time",
        "Kapacitet og belægning på hvert niveau, kørsel for kørsel",
        "en målgruppe på et niveau i en region i et indberetningsår, hvor alle kørsler har tal",
        "pladser og borgere",
    )
    .note("Internt: borgere er talt, og intet er skjult; skal tal ud af huset, skal de først diskretioneres")
    .note("Mindst er det indberettede; højst lægger de pladser til, der ikke er indberettet")
    .with(|table| {
        group_columns(table, told, |r: &Full<'v>| {
            Some(&r.1.target_group).filter(|slug| &***slug != "alle")
        })
    })
    .text("region", "Region", "regionen, hele landet, eller ikke oplyst", |r| Some(&*r.1.region))
    .text("level", "Niveau", "let, moderat, højt, eller alle", |r| Some(&*r.1.level))
    .with(|table| run_column(table, told, |r: &Full<'v>| r.0))
    // As words a year has no thousands.
    .text("year", "År", "indberetningens år", |r| r.1.year.map(|year| format!("{year:.0}")))
    .empty("ikke oplyst")
    .decimal("places_low", "Pladser, mindst", "indberettede pladser", 1, |r| r.1.places_low)
    .unit("pladser")
    .empty("kan ikke siges")
    .decimal("places_high", "Pladser, højst", "med dem, der ikke har indberettet", 1, |r| {
        r.1.places_high
    })
    .unit("pladser")
    .empty("kan ikke siges")
    .decimal("occupancy_percent", "Belægning, pct.", "belagte af pladser", 1, |r| {
        r.1.occupancy_percent
    })
    .unit("pct.")
    .empty("ikke oplyst, eller holdt tilbage; se hvorfor")
    .text("withheld", "Hvorfor ingen belægning", "grunden i ord", |r| r.1.withheld.as_deref())
    .empty("intet er holdt tilbage")
    .sheet("Belægning over tid")
    .of(rows)
}
