//! How is need against supply written?

use crate::landscape::{CoverRow, Share, Value, Withheld};
use crate::report::landscape::{Drawn, level_word, places};

use crate::table::old::{DocColumn, Documented};

/// Name, header and meaning of a column.
type Named = (&'static str, &'static str, &'static str);
/// Low, central and high of something, with decimals, unit and what an empty cell means.
type Triple = ([Named; 3], fn(&CoverRow) -> Option<[f64; 3]>, u8, [&'static str; 2]);
/// Thousandths of places.
type Milli = (Named, fn(&CoverRow) -> u64);

/// What an empty gap or cover means.
const WITHHELD: &str = "ikke givet; grunden står i withheld (Hvorfor intet underskud)";

/// Need against supply, by municipality and region and in the country.
pub(super) fn cover<'d>(drawn: &'d Drawn<'_, '_>) -> Documented<'d, CoverRow> {
    let least = drawn.view.settings.landscape.access.assessed_percent;
    let mut notes = Drawn::caveats();
    notes.push(
        "Ikke alle borgere har brug for en plads, og en plads kan bruges af borgere fra andre \
         kommuner: data har ingen oplysninger om borgernes bevægelser mellem kommuner. Et \
         underskud er en indikator"
            .to_owned(),
    );
    notes.push(format!(
        "Underskud gives kun, hvor mindst {least} pct. af udbuddet er vurderet, og kun på niveauer, \
         som målgruppens størrelse er delt på"
    ));
    let mut columns = vec![
        drawn.group_column(|row: &CoverRow| row.target_group),
        DocColumn::text(
            ("level", "Niveau", "netop niveauet, for både behov og udbud; alle: alle tre"),
            |row: &CoverRow| Some(level_word(row.level)),
        ),
        DocColumn::text(
            ("area_kind", "Område", "kommune, region eller hele landet"),
            |row: &CoverRow| {
                Some(match row.area {
                    Value::Municipality(_) => "kommune",
                    Value::Region(_) => "region",
                    Value::Total => "hele landet",
                    _ => "ikke oplyst",
                })
            },
        ),
        DocColumn::text(("area", "Navn", "områdets navn"), |row: &CoverRow| {
            Some(drawn.name(row.area))
        }),
        DocColumn::text(("municipality", "Kommunekode", "kun for kommuner"), |row: &CoverRow| {
            match row.area {
                Value::Municipality(code) => Some(code.to_string()),
                _ => None,
            }
        })
        .empty("området er ingen kommune"),
    ];
    let triples: [Triple; 4] = [
        (
            [
                ("expected_low", "Forventede borgere, lavt skøn", "med behov på niveauet"),
                ("expected_central", "Forventede borgere, centralt skøn", "med behov på niveauet"),
                ("expected_high", "Forventede borgere, højt skøn", "med behov på niveauet"),
            ],
            |row| row.expected_citizens,
            2,
            ["borgere", "ingen størrelse er skønnet for niveauet"],
        ),
        (
            [
                ("gap_low", "Underskud, lavt", "lavt skøn minus alle pladser, der kan være der"),
                ("gap_central", "Underskud, centralt", "centralt skøn minus indplacerede pladser"),
                (
                    "gap_high",
                    "Underskud, højt",
                    "højt skøn minus indplacerede pladser; under nul: overskud",
                ),
            ],
            |row| row.gap,
            2,
            ["pladser", WITHHELD],
        ),
        (
            [
                ("cover_percent_low", "Dækning, lav, pct.", "pladser pr. 100 forventede borgere"),
                (
                    "cover_percent_central",
                    "Dækning, central, pct.",
                    "pladser pr. 100 forventede borgere",
                ),
                ("cover_percent_high", "Dækning, høj, pct.", "pladser pr. 100 forventede borgere"),
            ],
            |row| row.cover_percent,
            1,
            ["pct.", WITHHELD],
        ),
        (
            [
                (
                    "gap_or_above_low",
                    "Underskud, niveauet eller over, lavt",
                    "når pladser over niveauet tælles med",
                ),
                (
                    "gap_or_above_central",
                    "Underskud, niveauet eller over, centralt",
                    "når pladser over niveauet tælles med",
                ),
                (
                    "gap_or_above_high",
                    "Underskud, niveauet eller over, højt",
                    "når pladser over niveauet tælles med",
                ),
            ],
            |row| row.gap_or_above,
            2,
            ["pladser", WITHHELD],
        ),
    ];
    for (names, of, decimals, [unit, empty]) in triples {
        for (at, name) in names.into_iter().enumerate() {
            let value = move |row: &CoverRow| Some(of(row)?[at]);
            columns.push(DocColumn::decimal(name, decimals, value).unit(unit).empty(empty));
        }
    }
    let milli: [Milli; 4] = [
        (("places_shared", "Pladser delt ud", "indplaceret på netop niveauet"), |row| {
            row.places_milli
        }),
        (
            (
                "places_shared_up_to",
                "Pladser delt ud, op til",
                "indplaceret der, eller kan komme der",
            ),
            |row| row.places_up_to_milli,
        ),
        (
            ("places_shared_or_above", "Pladser delt ud på niveauet eller over", "indplaceret"),
            |row| row.places_or_above_milli,
        ),
        (
            (
                "places_shared_or_above_up_to",
                "Pladser delt ud på niveauet eller over, op til",
                "indplaceret der, eller kan komme der",
            ),
            |row| row.places_or_above_up_to_milli,
        ),
    ];
    for (name, of) in milli {
        let value = move |row: &CoverRow| Some(places(of(row)));
        columns.push(DocColumn::decimal(name, 3, value).unit("pladser"));
    }
    columns.extend(vec![
        DocColumn::int(
            (
                "departments_without_places",
                "Afdelinger uden oplyste pladser",
                "udbuddet er da undervurderet",
            ),
            |row: &CoverRow| Some(row.departments_without_places),
        )
        .unit("afdelinger"),
        DocColumn::int(
            (
                "offerings_without_department",
                "Tilbud x målgruppe uden afdelinger",
                "uden for portalen: de har ingen pladser",
            ),
            |row: &CoverRow| Some(row.offerings_without_department),
        )
        .unit("tilbud x målgruppe"),
        DocColumn::decimal(
            (
                "assessed_percent",
                "Vurderet, pct.",
                "andel af målgruppens udbud her, der er vurderet",
            ),
            1,
            |row: &CoverRow| row.assessed.map(Share::percent),
        )
        .unit("pct.")
        .empty("ingen tilbud her"),
        DocColumn::text(
            ("withheld", "Hvorfor intet underskud", "grunden i ord"),
            |row: &CoverRow| row.withheld.map(Withheld::danish),
        )
        .empty("der er et underskud at læse"),
        DocColumn::text(
            ("status", "Status", "eksempel, når skønnet bruger opdigtede tal"),
            |row: &CoverRow| {
                row.expected_citizens.map(|_| if row.is_example { "eksempel" } else { "skøn" })
            },
        )
        .empty("ingen forventede borgere"),
    ]);
    Documented {
        path: "landscape/cover",
        a_row: "en målgruppe på et niveau i en kommune, en region eller hele landet",
        unit: "forventede borgere og pladser",
        columns,
        notes,
    }
}
