//! How is it told how many places there are and how full they are?

use std::borrow::Borrow;

use chrono::NaiveDate;

use crate::capacity::{By, CapacityRow, Rates, Value, Withheld, in_units};
use crate::landscape::Value as Place;
use crate::report::capacity::{
    bounds_columns, group_columns, place_name, table, with_interval_note, year_column,
};
use crate::report::landscape::level_word;
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table, danish_date};

/// A sheet of one dimension.
struct Told {
    by: fn(By) -> bool,
    path: &'static str,
    title: &'static str,
    header: &'static str,
    name: &'static str,
    /// Whether it has a row for each target group.
    has_groups: bool,
}

/// The table that holds the rows of all sheets, without its ending.
pub(crate) const PLACES: &str = "capacity/places";

const SHEETS: [Told; 5] = [
    Told {
        by: |by| by == By::KindInRegion,
        path: "capacity/by_region_and_kind",
        title: "Kapacitet og belægning efter målgruppe og tilbudstype i hver region",
        header: "Region og tilbudstype",
        name: "Målgruppe og tilbudstype",
        has_groups: true,
    },
    Told {
        by: |by| by == By::Region(0),
        path: "capacity/by_region",
        title: "Kapacitet og belægning efter region",
        header: "Region",
        name: "Regioner",
        has_groups: true,
    },
    Told {
        by: |by| by == By::Municipality,
        path: "capacity/by_municipality",
        title: "Kapacitet og belægning efter kommune",
        header: "Kommune",
        name: "Kommuner",
        has_groups: false,
    },
    Told {
        by: |by| by == By::LegalBasis,
        path: "capacity/by_legal_basis",
        title: "Kapacitet og belægning efter paragraf",
        header: "Paragraf",
        name: "Paragraffer",
        has_groups: false,
    },
    Told {
        by: |by| by == By::Ownership,
        path: "capacity/by_ownership",
        title: "Kapacitet og belægning efter ejerform",
        header: "Ejerform",
        name: "Ejerformer",
        has_groups: false,
    },
];

type Row<'v> = &'v CapacityRow;

/// `capacity/places`, everything by one dimension at a time; and a sheet of most dimensions.
pub(super) fn all<'v>(results: &'v Results<'v>) -> Vec<Box<dyn Output + 'v>> {
    std::iter::once(places(results)).chain(SHEETS.iter().map(|told| sheet(results, told))).collect()
}

fn places<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    table::<CapacityRow>(
        PLACES,
        "Kapacitet, belægning og takster, fordelt på én ting ad gangen",
        "en målgruppe på et niveau i et år, under en værdi",
        "pladser, borgere og kroner, hver i sin kolonne",
    )
    .with(|table| with_interval_note(table, results))
    .note(ON_A_LEVEL)
    .for_each(RATE_NOTES, Table::note)
    .csv_rows(CapacityRow::is_reported)
    .note("CSV-filen er uden rækker, hvor ingen har indberettet; parquet har dem alle")
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("by", "Fordelt på", "hvad værdien er en værdi af", |r| Some(by_word(results, r.by)))
    .text("value", "Værdi", "værdien, eller alle under ét", |r| {
        Some(place_name(results, r.by, r.value))
    })
    .text("level", "Niveau", LEVEL, |r| Some(level_word(r.level)))
    .with(department_columns)
    .with(place_columns)
    .with(rate_columns)
    .over(&results.capacity.rows)
}

const LEVEL: &str = "som tilbuddet er indplaceret på; alle: uanset niveau";
const ON_A_LEVEL: &str =
    "På et niveau tæller mindst de indplacerede, og højst også dem, der kan komme på niveauet";

/// What rows are broken down by, for readers: of regions with the day of their map.
fn by_word(results: &Results<'_>, by: By) -> String {
    let days = &results.capacity.map_days;
    match by {
        By::Region(map) => {
            days.get(usize::from(map)).map_or_else(String::new, |day| by_region_on(*day))
        }
        By::Municipality => "kommune".to_owned(),
        By::LegalBasis => "paragraf".to_owned(),
        By::Kind => "tilbudstype".to_owned(),
        By::KindInRegion => "region og tilbudstype".to_owned(),
        By::Ownership => "ejerform".to_owned(),
    }
}

/// Rows by region on the map of a day.
pub(crate) fn by_region_on(day: NaiveDate) -> String {
    format!("region pr. {}", danish_date(day))
}

fn sheet<'v>(results: &'v Results<'v>, told: &'static Told) -> Box<dyn Output + 'v> {
    let newest = results.capacity.newest().0;
    // The run's own map, all levels, of those that somebody reported.
    let is_shown = |row: &&CapacityRow| {
        row.year == newest
            && (told.by)(row.by)
            && row.level.is_none()
            && (told.has_groups || row.target_group.is_none())
            && row.is_reported()
    };
    table::<Row<'v>>(
        told.path,
        told.title,
        "en målgruppe i det nyeste år, under en værdi",
        "pladser og borgere",
    )
    .sheet_of(PLACES)
    .sheet(told.name)
    .with(|table| with_interval_note(table, results))
    .note("Arket har det nyeste år, alle niveauer under ét, og kun, hvor nogen har indberettet")
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("value", told.header, "værdien, eller alle under ét", move |r| {
        Some(place_name(results, r.by, r.value))
    })
    .with(department_columns)
    .with(place_columns)
    .of(results.capacity.rows.iter().filter(is_shown).collect())
}

/// `Takster`, of each kind of tilbud in each region.
pub(super) fn rates<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let newest = results.capacity.newest().0;
    let is_shown = |row: &&CapacityRow| {
        row.year == newest
            && row.level.is_none()
            && row.by == By::KindInRegion
            && row.reported[3] > 0
    };
    table::<Row<'v>>(
        "capacity/rates",
        "Takster pr. dag",
        "en målgruppe efter region og tilbudstype, hvor nogen har indberettet en takst",
        "kroner pr. dag",
    )
    .sheet_of(PLACES)
    .sheet("Takster")
    .note(
        "Arket har det nyeste år og tilbudstyperne i hver region; filerne har også kommune, paragraf \
         og ejerform",
    )
    .for_each(RATE_NOTES, Table::note)
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("value", "Region og tilbudstype", "værdien, eller alle under ét", |r| {
        Some(place_name(results, r.by, r.value))
    })
    .int("departments", "Afdelinger", "afdelinger, og tilbud uden afdelinger", |r| {
        Some(r.departments)
    })
    .unit("afdelinger")
    .int("reporting_rate", "Har indberettet takst", "af afdelingerne", |r| Some(r.reported[3]))
    .unit("afdelinger")
    .with(rate_columns)
    .of(results.capacity.rows.iter().filter(is_shown).collect())
}

const RATE_NOTES: [&str; 2] = [
    "Median og kvartiler af takster er over indberetninger (definition 7 af Hyndman og Fan 1996); det \
     vægtede gennemsnit er vægtet med de pladser, der er indberettet sammen med taksten",
    "En takst tæller i hver målgruppe, afdelingen har",
];

fn rate_columns<'v, R: Borrow<CapacityRow> + 'v>(table: Table<'v, R>) -> Table<'v, R> {
    let figures = [
        ("lower", "nedre kvartil", (|rates| Some(rates.lower)) as fn(&Rates) -> Option<f64>),
        ("median", "median", |rates| Some(rates.median)),
        ("upper", "øvre kvartil", |rates| Some(rates.upper)),
        ("weighted", "vægtet gennemsnit", |rates| rates.weighted),
    ];
    let withheld = "ingen er indberettet, eller holdt tilbage; se hvorfor";
    table
        .int("rates", "Takster", "indberetninger med en takst: afdeling x paragraf", |r: &R| {
            r.borrow().rates.map(|rates| rates.n)
        })
        .unit("takster")
        .empty(withheld)
        .for_each(figures, |table, (name, header, of)| {
            table
                .decimal(
                    format!("rate_{name}"),
                    format!("Takst, {header}"),
                    "kroner pr. dag",
                    2,
                    move |r: &R| r.borrow().rates.as_ref().and_then(of),
                )
                .unit("kr. pr. dag")
                .empty(withheld)
        })
        .text("rates_withheld", "Hvorfor ingen takst", "grunden i ord", |r: &R| {
            r.borrow().rates_withheld.map(Withheld::danish)
        })
        .empty("intet er holdt tilbage")
}

fn place_columns<'v, R: Borrow<CapacityRow> + 'v>(table: Table<'v, R>) -> Table<'v, R> {
    table
        .with(|table| {
            bounds_columns(
                table,
                ("places", "Pladser", "pladser"),
                "indberettede pladser",
                |r: &R| r.borrow().places,
            )
        })
        .with(|table| {
            bounds_columns(table, ("occupied", "Belagte", "pladser"), "belagte pladser", |r: &R| {
                r.borrow().occupied
            })
            .not_on_sheet()
        })
        .with(|table| {
            bounds_columns(
                table,
                ("free", "Ledige", "pladser"),
                "ledige pladser i de indberetninger, der har pladser og belægning",
                |r: &R| r.borrow().free,
            )
        })
        .decimal(
            "occupancy_percent",
            "Belægning, pct.",
            "belagte af pladser i de indberetninger, der har begge",
            1,
            |r| r.borrow().occupancy_percent,
        )
        .unit("pct.")
        .empty("ikke oplyst, eller holdt tilbage; se hvorfor")
        .decimal(
            "occupancy_low",
            "Belægning mindst, pct.",
            "hvis alt, der ikke er indberettet, var tomt",
            1,
            |r| r.borrow().occupancy_bounds.map(|(low, _)| low),
        )
        .unit("pct.")
        .empty("kan ikke siges, eller rækken er af et niveau")
        .decimal(
            "occupancy_high",
            "Belægning højst, pct.",
            "hvis alt, der ikke er indberettet, var fuldt",
            1,
            |r| r.borrow().occupancy_bounds.map(|(_, high)| high),
        )
        .unit("pct.")
        .empty("kan ikke siges, eller rækken er af et niveau")
        .decimal(
            "waiting",
            "Venteliste, mindst",
            "borgere på venteliste i de afdelinger, der har indberettet den",
            1,
            |r| {
                let row = r.borrow();
                (row.reported[2] > 0).then(|| in_units(row.amounts.waiting))
            },
        )
        .unit("borgere")
        .empty("ingen har indberettet venteliste")
        .text("withheld", "Hvorfor ingen belægning", "grunden i ord", |r| {
            r.borrow().occupancy_withheld.map(Withheld::danish)
        })
        .empty("intet er holdt tilbage")
}

/// How many departments there are, and how many reported what.
fn department_columns<'v, R: Borrow<CapacityRow> + 'v>(table: Table<'v, R>) -> Table<'v, R> {
    let figures = [
        ("reporting_places", "Har indberettet pladser", true),
        ("reporting_occupancy", "Har indberettet belægning", true),
        ("reporting_waiting", "Har indberettet venteliste", false),
        ("reporting_rate", "Har indberettet takst", false),
    ];
    let table = table
        .int(
            "departments",
            "Afdelinger",
            "afdelinger, og tilbud uden afdelinger, der har pladser eller har indberettet",
            |r: &R| Some(r.borrow().departments),
        )
        .unit("afdelinger")
        .int(
            "departments_up_to",
            "Afdelinger, højst",
            "på et niveau: også dem, der kan komme på det",
            |r| Some(r.borrow().departments_up_to),
        )
        .unit("afdelinger")
        .not_on_sheet();
    table
        .for_each(figures.into_iter().enumerate(), |table, (nth, (name, header, is_shown))| {
            let table = table
                .int(name, header, "af afdelingerne, for alle deres paragraffer", move |r: &R| {
                    Some(r.borrow().reported[nth])
                })
                .unit("afdelinger");
            if is_shown { table } else { table.not_on_sheet() }
        })
        .int(
            "without_places",
            "Pladser kendes ikke",
            "afdelinger, hvis pladser hverken er indberettet eller står på Tilbudsportalen",
            |r| Some(r.borrow().without_places),
        )
        .unit("afdelinger")
}

/// A value by itself, for pictures.
pub(super) fn region_name(results: &Results<'_>, value: Value) -> String {
    match value {
        Value::Region(region) => value_name(results, Place::Region(region)),
        Value::Total => value_name(results, Place::Total),
        _ => value_name(results, Place::NotReported),
    }
}
