//! How is need against supply told?

use crate::landscape::{CoverRow, Share, Value, Withheld, places};
use crate::report::landscape::today::beside_cover;
use crate::report::landscape::{group_columns, level_word, with_caveats};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

/// What an empty gap or cover means.
const WITHHELD: &str = "ikke givet; grunden står under Hvorfor intet underskud";

const NO_FLOWS: &str = "Ikke alle borgere har brug for en plads, og en plads kan bruges af borgere fra andre kommuner: \
     data har ingen oplysninger om borgernes bevægelser mellem kommuner. Et underskud er en indikator";

const FLOWS: &str = "Ikke alle borgere har brug for en plads, og en plads kan bruges af borgere fra andre kommuner. Et \
     underskud er forventede borgere minus alle oplyste pladser, uanset hvem der bruger dem: en indikator";

const OR_UP_TO: &str = "indplaceret der, eller kan komme der";

/// `landscape/cover`: by municipality and region and in the country.
pub(super) fn cover<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let least = results.settings.landscape.access.assessed_percent;
    Table::<CoverRow>::new(
        "landscape/cover",
        "Forventede borgere mod pladser",
        "en målgruppe på et niveau i en kommune, en region eller hele landet",
        "forventede borgere og pladser",
    )
    .sheet("Behov og udbud")
    .for_report()
    .sheet_rows(|r| {
        results.landscape.is_shown(r.target_group) && !matches!(r.area, Value::Municipality(_))
    })
    .csv_rows(|r| r.assessed.is_some() || r.expected_citizens.is_some_and(|[_, _, high]| high > 0.0))
    .with(with_caveats)
    .note(if results.capacity.flows.is_empty() { NO_FLOWS } else { FLOWS })
    .note(format!(
        "Underskud gives kun, hvor mindst {least} pct. af målgruppens tilbud er vurderet, både her og i \
         regionen (borgere bruger, hvad regionen har), og kun på niveauer, som målgruppens størrelse \
         er delt på"
    ))
    .note(
        "CSV-filen er uden rækker for områder, hvor der hverken er tilbud til målgruppen eller \
         forventede borgere",
    )
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("area_kind", "Slags område", "kommune, region eller hele landet", |r| {
        Some(match r.area {
            Value::Municipality(_) => "kommune",
            Value::Region(_) => "region",
            Value::Total => "hele landet",
            _ => "ikke oplyst",
        })
    })
    .not_on_sheet()
    .text("area", "Område", "områdets navn", |r| Some(value_name(results, r.area)))
    .text("municipality", "Kommunekode", "fire cifre, kun for kommuner", |r| match r.area {
        Value::Municipality(code) => Some(code.to_string()),
        _ => None,
    })
    .empty("området er ingen kommune")
    .not_on_sheet()
    .text("level", "Niveau", "netop niveauet, for både behov og udbud; alle: alle tre", |r| {
        Some(level_word(r.level))
    })
    .for_each(ESTIMATES, |table, (at, name, word)| {
        table
            .decimal(
                format!("expected_{name}"),
                format!("Forventede borgere, {word} skøn"),
                "med behov på niveauet",
                1,
                move |r| Some(r.expected_citizens?[at]),
            )
            .unit("borgere")
            .empty("ingen størrelse er skønnet for niveauet")
    })
    .with(|table| {
        from_parts(table, "places_shared", "Pladser fordelt på målgrupper", "indplaceret på netop niveauet", |r| {
            r.places_parts
        })
    })
    .with(|table| {
        from_parts(table, "places_shared_up_to", "Pladser fordelt på målgrupper, op til", OR_UP_TO, |r| {
            r.places_up_to_parts
        })
    })
    .for_each(ESTIMATES, |table, (at, name, word)| {
        table
            .decimal(
                format!("gap_{name}"),
                format!("Underskud, {word}"),
                "skønnet minus indplacerede pladser, det lave minus alle, der kan være der; under \
                 nul: overskud",
                1,
                move |r| Some(r.gap?[at]),
            )
            .unit("pladser")
            .empty(WITHHELD)
    })
    .decimal(
        "assessed_percent",
        "Vurderet, pct.",
        "andel af målgruppens udbud her, der er vurderet",
        1,
        |r| r.assessed.map(Share::percent),
    )
    .unit("pct.")
    .empty("ingen tilbud her")
    .text("withheld", "Hvorfor intet underskud", "grunden i ord", |r| {
        r.withheld.map(Withheld::danish)
    })
    .empty("der er et underskud at læse")
    .text("status", "Status", "eksempel, når skønnet bruger opdigtede tal", |r| {
        r.expected_citizens.map(|_| if r.is_example { "eksempel" } else { "skøn" })
    })
    .empty("ingen forventede borgere")
    .with(beside_the_gap)
    .with(|table| beside_cover(table, results))
    .over(&results.landscape.rows.cover)
}

/// Columns that the sheet is without.
fn beside_the_gap(table: Table<'_, CoverRow>) -> Table<'_, CoverRow> {
    table
        .for_each(
            [(0, "low", "lav"), (1, "central", "central"), (2, "high", "høj")],
            |table, (at, name, word)| {
                table
                    .decimal(
                        format!("cover_percent_{name}"),
                        format!("Dækning, {word}, pct."),
                        "pladser pr. 100 forventede borgere",
                        1,
                        move |r| Some(r.cover_percent?[at]),
                    )
                    .unit("pct.")
                    .empty(WITHHELD)
                    .not_on_sheet()
            },
        )
        .for_each(ESTIMATES, |table, (at, name, word)| {
            table
                .decimal(
                    format!("gap_or_above_{name}"),
                    format!("Underskud, niveauet eller over, {word}"),
                    "når pladser over niveauet tælles med",
                    1,
                    move |r| Some(r.gap_or_above?[at]),
                )
                .unit("pladser")
                .empty(WITHHELD)
                .not_on_sheet()
        })
        .with(|table| {
            let header = "Pladser fordelt på målgrupper på niveauet eller over";
            from_parts(table, "places_shared_or_above", header, "indplaceret", |r| {
                r.places_or_above_parts
            })
        })
        .not_on_sheet()
        .with(|table| {
            let header = "Pladser fordelt på målgrupper på niveauet eller over, op til";
            from_parts(table, "places_shared_or_above_up_to", header, OR_UP_TO, |r| {
                r.places_or_above_up_to_parts
            })
        })
        .not_on_sheet()
        .int(
            "departments_without_places",
            "Afdelinger uden oplyste pladser",
            "udbuddet er da undervurderet",
            |r| Some(r.departments_without_places),
        )
        .unit("afdelinger")
        .not_on_sheet()
        .int(
            "offerings_without_department",
            "Tilbud x målgruppe uden afdelinger",
            "uden for portalen: de har ingen pladser",
            |r| Some(r.offerings_without_department),
        )
        .unit("tilbud x målgruppe")
        .not_on_sheet()
}

/// Place in the row, name for programs, word for people.
const ESTIMATES: [(usize, &str, &str); 3] =
    [(0, "low", "lavt"), (1, "central", "centralt"), (2, "high", "højt")];

/// Places, from their parts.
fn from_parts<'v>(
    table: Table<'v, CoverRow>,
    name: &'static str,
    header: &'static str,
    about: &'static str,
    of: fn(&CoverRow) -> u64,
) -> Table<'v, CoverRow> {
    table.decimal(name, header, about, 1, move |r| Some(places(of(r)))).unit("pladser")
}
