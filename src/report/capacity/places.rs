//! How is it told how many places there are and how full they are?

use crate::capacity::{By, CapacityRow, Value};
use crate::landscape::Value as Place;
use crate::report::capacity::{
    bounds_columns, group_columns, place_name, table, with_interval_note, year_column,
};
use crate::report::landscape::level_word;
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table, danish_date};

/// A table of one dimension.
struct Told {
    by: fn(By) -> bool,
    path: &'static str,
    title: &'static str,
    header: &'static str,
    /// Its sheet, and whether it has a row for each target group.
    sheet: Option<(&'static str, bool)>,
}

const TABLES: [Told; 6] = [
    Told {
        by: |by| by == By::KindInRegion,
        path: "capacity/by_region_and_kind",
        title: "Kapacitet og belægning efter målgruppe og tilbudstype i hver region",
        header: "Region og tilbudstype",
        sheet: Some(("Målgruppe og tilbudstype", true)),
    },
    Told {
        by: |by| by == By::Kind,
        path: "capacity/by_kind",
        title: "Kapacitet og belægning efter målgruppe og tilbudstype i hele landet",
        header: "Tilbudstype",
        sheet: None,
    },
    Told {
        by: |by| matches!(by, By::Region(_)),
        path: "capacity/by_region",
        title: "Kapacitet og belægning efter region",
        header: "Region",
        sheet: Some(("Regioner", true)),
    },
    Told {
        by: |by| by == By::Municipality,
        path: "capacity/by_municipality",
        title: "Kapacitet og belægning efter kommune",
        header: "Kommune",
        sheet: Some(("Kommuner", false)),
    },
    Told {
        by: |by| by == By::LegalBasis,
        path: "capacity/by_legal_basis",
        title: "Kapacitet og belægning efter paragraf",
        header: "Paragraf",
        sheet: Some(("Paragraffer", false)),
    },
    Told {
        by: |by| by == By::Ownership,
        path: "capacity/by_ownership",
        title: "Kapacitet og belægning efter ejerform",
        header: "Ejerform",
        sheet: Some(("Ejerformer", false)),
    },
];

/// A table for each dimension.
pub(super) fn all<'v>(results: &'v Results<'v>) -> Vec<Box<dyn Output + 'v>> {
    TABLES.iter().map(|told| one(results, told)).collect()
}

fn one<'v>(results: &'v Results<'v>, told: &'static Told) -> Box<dyn Output + 'v> {
    let rows: Vec<&'v CapacityRow> =
        results.capacity.rows.iter().filter(|row| (told.by)(row.by)).collect();
    let newest = results.capacity.rows.iter().map(|row| row.year).max();
    let mut made = table::<&'v CapacityRow>(
        told.path,
        told.title,
        "en målgruppe på et niveau i et år, efter en værdi",
        "pladser og borgere",
    )
    .with(|table| with_interval_note(table, results))
    .note(
        "På et niveau tæller mindst de indplacerede, og højst også dem, der kan komme på niveauet",
    )
    .csv_rows(|row| row.is_reported())
    .note("CSV-filen er uden rækker, hvor ingen har indberettet; parquet har dem alle");
    if let Some((name, has_groups)) = told.sheet {
        const NEWEST: &str =
            "Arket har det nyeste år, alle niveauer under ét, og kun, hvor nogen har indberettet";
        made = made.note(NEWEST).sheet(name).sheet_rows(move |row| {
            // The run's own map, all levels, of those that somebody reported.
            Some(row.year) == newest
                && row.level.is_none()
                && !matches!(row.by, By::Region(map) if map > 0)
                && (has_groups || row.target_group.is_none())
                && row.is_reported()
        });
    }
    made.with(|table| year_column(table, |r| r.year))
        .with(|table| group_columns(table, results, |r| r.target_group))
        .with(|table| map_column(table, results, told))
        .text("value", told.header, "værdien, eller alle under ét", move |r: &&CapacityRow| {
            Some(place_name(results, r.by, r.value))
        })
        .text("level", "Niveau", "som tilbuddet er indplaceret på; alle: uanset niveau", |r| {
            Some(level_word(r.level))
        })
        .not_on_sheet()
        .with(|table| department_columns(table))
        .with(|table| {
            bounds_columns(table, ("places", "Pladser", "pladser"), "indberettede pladser", |r| {
                r.places
            })
        })
        .with(|table| {
            bounds_columns(table, ("occupied", "Belagte", "pladser"), "belagte pladser", |r| {
                r.occupied
            })
            .not_on_sheet()
        })
        .with(|table| {
            bounds_columns(
                table,
                ("free", "Ledige", "pladser"),
                "ledige pladser i de indberetninger, der har pladser og belægning",
                |r| r.free,
            )
        })
        .decimal(
            "occupancy_percent",
            "Belægning, pct.",
            "belagte af pladser i de indberetninger, der har begge",
            1,
            |r| r.occupancy_percent,
        )
        .unit("pct.")
        .empty("ikke oplyst, eller holdt tilbage; se hvorfor")
        .decimal(
            "occupancy_low",
            "Belægning mindst, pct.",
            "hvis alt, der ikke er indberettet, var tomt",
            1,
            |r| r.occupancy_bounds.map(|(low, _)| low),
        )
        .unit("pct.")
        .empty("kan ikke siges, eller rækken er af et niveau")
        .decimal(
            "occupancy_high",
            "Belægning højst, pct.",
            "hvis alt, der ikke er indberettet, var fuldt",
            1,
            |r| r.occupancy_bounds.map(|(_, high)| high),
        )
        .unit("pct.")
        .empty("kan ikke siges, eller rækken er af et niveau")
        .decimal(
            "waiting",
            "Venteliste, mindst",
            "borgere på venteliste i de afdelinger, der har indberettet den",
            1,
            |r| (r.reported[2] > 0).then(|| crate::capacity::in_units(r.amounts.waiting)),
        )
        .unit("borgere")
        .empty("ingen har indberettet venteliste")
        .text("withheld", "Hvorfor ingen belægning", "grunden i ord", |r| {
            r.occupancy_withheld.map(crate::capacity::Withheld::danish)
        })
        .empty("intet er holdt tilbage")
        .of(rows)
}

/// The day of a map of regions, where there are several.
fn map_column<'v>(
    table: Table<'v, &'v CapacityRow>,
    results: &'v Results<'v>,
    told: &Told,
) -> Table<'v, &'v CapacityRow> {
    if told.path != "capacity/by_region" {
        return table;
    }
    table
        .text("map", "Regioner pr.", "den dag, regionernes grænser er fra", move |r| match r.by {
            By::Region(map) => {
                results.capacity.map_days.get(usize::from(map)).map(|day| danish_date(*day))
            }
            _ => None,
        })
        .not_on_sheet()
}

/// How many departments there are, and how many reported what.
fn department_columns<'v>(table: Table<'v, &'v CapacityRow>) -> Table<'v, &'v CapacityRow> {
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
            |r| Some(r.departments),
        )
        .unit("afdelinger")
        .int(
            "departments_up_to",
            "Afdelinger, højst",
            "på et niveau: også dem, der kan komme på det",
            |r| Some(r.departments_up_to),
        )
        .unit("afdelinger")
        .not_on_sheet();
    table
        .for_each(figures.into_iter().enumerate(), |table, (nth, (name, header, is_shown))| {
            let table = table
                .int(name, header, "af afdelingerne, for alle deres paragraffer", move |r| {
                    Some(r.reported[nth])
                })
                .unit("afdelinger");
            if is_shown { table } else { table.not_on_sheet() }
        })
        .int(
            "without_places",
            "Pladser kendes ikke",
            "afdelinger, hvis pladser hverken er indberettet eller står på Tilbudsportalen",
            |r| Some(r.without_places),
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
