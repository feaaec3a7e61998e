//! How is supply written: cell by cell, and by one dimension at a time?

use crate::landscape::{Counts, CubeRow, Margin, Share, SupplyOnLevel, Value};
use crate::model::{AgeGroup, Ownership};
use crate::report::landscape::{Drawn, level_word, places};
use crate::table::old::{DocColumn, Documented};

const UNIT: &str = "leverandører, tilbud x målgruppe, afdelinger og pladser, hver i sin kolonne";

fn notes() -> Vec<String> {
    vec![
        "Indplaceret er, hvad der står på netop niveauet; op til lægger det til, som kan komme \
         derpå, når det er vurderet"
            .to_owned(),
        "Pladser åbne for målgruppen kan tælle med i flere målgrupper og må aldrig lægges sammen \
         over dem; pladser delt ud er delt ligeligt mellem afdelingens målgrupper og kan lægges \
         sammen"
            .to_owned(),
        "Pladser, der ikke er oplyst, er i ingen af summerne: se antallet af afdelinger uden \
         oplyste pladser"
            .to_owned(),
        "Afrunding kan gøre, at tal ikke summer til totalen".to_owned(),
    ]
}

/// The columns of one count, with a word before each name.
fn counted<'v, R: 'v>(
    [providers, offerings, departments, open, shared]: [(&'static str, &'static str); 5],
    about: &'static str,
    of: fn(&R) -> &Counts,
) -> Vec<DocColumn<'v, R>> {
    vec![
        DocColumn::int((providers.0, providers.1, about), move |row| Some(of(row).providers))
            .unit("leverandører"),
        DocColumn::int((offerings.0, offerings.1, about), move |row| Some(of(row).offerings))
            .unit("tilbud x målgruppe"),
        DocColumn::int((departments.0, departments.1, about), move |row| Some(of(row).departments))
            .unit("afdelinger"),
        DocColumn::int((open.0, open.1, about), move |row| Some(of(row).places_open))
            .unit("pladser"),
        DocColumn::decimal((shared.0, shared.1, about), 3, move |row| {
            Some(places(of(row).places_shared_milli))
        })
        .unit("pladser"),
    ]
}

const PLACED: [(&str, &str); 5] = [
    ("providers", "Leverandører"),
    ("offerings", "Tilbud x målgruppe"),
    ("departments", "Afdelinger"),
    ("places_open", "Pladser åbne for målgruppen"),
    ("places_shared", "Pladser delt ud"),
];
const UP_TO: [(&str, &str); 5] = [
    ("providers_up_to", "Leverandører, op til"),
    ("offerings_up_to", "Tilbud x målgruppe, op til"),
    ("departments_up_to", "Afdelinger, op til"),
    ("places_open_up_to", "Pladser åbne for målgruppen, op til"),
    ("places_shared_up_to", "Pladser delt ud, op til"),
];
const OR_ABOVE: [(&str, &str); 5] = [
    ("providers_or_above", "Leverandører på niveauet eller over"),
    ("offerings_or_above", "Tilbud x målgruppe på niveauet eller over"),
    ("departments_or_above", "Afdelinger på niveauet eller over"),
    ("places_open_or_above", "Pladser åbne for målgruppen på niveauet eller over"),
    ("places_shared_or_above", "Pladser delt ud på niveauet eller over"),
];

/// The cube: a row per cell that is not empty.
pub(super) fn cube<'d>(drawn: &'d Drawn<'_>) -> Documented<'d, CubeRow> {
    let registers = &drawn.view.settings.registers;
    let mut columns = vec![
        drawn.group_column(|row: &CubeRow| row.target_group),
        DocColumn::text(
            (
                "level",
                "Niveau eller tilstand",
                "let, moderat, højt, eller hvorfor der intet niveau er",
            ),
            |row: &CubeRow| Some(row.class.danish()),
        ),
        DocColumn::text(
            ("region", "Region", "afdelingens, på den valgte dags kort"),
            |row: &CubeRow| row.region.map(|region| &*registers.regions.get(region).name),
        )
        .empty("ikke oplyst, eller ingen kommune"),
        DocColumn::text(("municipality", "Kommunekode", "fire cifre"), |row: &CubeRow| {
            row.municipality.map(|code| code.to_string())
        })
        .empty("ikke oplyst"),
        DocColumn::text(("municipality_name", "Kommune", "kommunens navn"), |row: &CubeRow| {
            row.municipality.map(|code| drawn.municipality_name(code))
        })
        .empty("ikke oplyst"),
        DocColumn::text(
            ("ownership", "Ejerform", "som registret samler stavemåderne"),
            |row: &CubeRow| row.ownership.map(Ownership::danish),
        )
        .empty("ikke oplyst"),
        DocColumn::text(
            ("legal_bases", "Paragraffer", "alle afdelingens paragraffer, delt af semikolon"),
            |row: &CubeRow| {
                let texts = row.legal_bases.iter().map(|id| &*registers.legal_bases.get(id).text);
                let all = texts.collect::<Vec<_>>().join("; ");
                (!all.is_empty()).then_some(all)
            },
        )
        .empty("ingen kendt paragraf er oplyst"),
        DocColumn::text(
            ("age_groups", "Aldersgrupper", "børn, unge, voksne, delt af semikolon"),
            |row: &CubeRow| {
                let ages = row.age_groups.iter().map(AgeGroup::danish);
                let all = ages.collect::<Vec<_>>().join("; ");
                (!all.is_empty()).then_some(all)
            },
        )
        .empty("aldre er ikke oplyst"),
    ];
    columns
        .extend(counted(PLACED, "i cellens niveau eller tilstand", |row: &CubeRow| &row.counted));
    columns
        .extend(counted(UP_TO, "indplaceret der, eller kan komme der", |row: &CubeRow| &row.up_to));
    columns.push(
        DocColumn::int(
            (
                "departments_without_places",
                "Afdelinger uden oplyste pladser",
                "er i ingen sum af pladser",
            ),
            |row: &CubeRow| Some(row.counted.departments_without_places),
        )
        .unit("afdelinger"),
    );
    let mut notes = notes();
    notes.push(
        "Et tilbud med afdelinger i flere kommuner, eller delt efter aldersgruppe, står i flere \
         celler: over celler må kun pladser delt ud lægges sammen. Resten er talt uden gengangere \
         i supply_by"
            .to_owned(),
    );
    Documented {
        path: "landscape/supply",
        a_row: "en celle, der ikke er tom: målgruppe x niveau x kommune x ejerform x paragraffer x aldersgrupper",
        unit: UNIT,
        columns,
        notes,
    }
}

/// A row of one of the named marginal tables.
pub(super) type InMargin<'d> = (Margin, &'d SupplyOnLevel);

/// The rows of all marginal tables, one after the other.
pub(super) fn margin_rows<'d>(drawn: &'d Drawn<'_>) -> Vec<InMargin<'d>> {
    let margins = drawn.rows.margins.iter();
    margins.flat_map(|(margin, rows)| rows.iter().map(|row| (*margin, row))).collect()
}

/// What a marginal table is broken down by, for readers.
pub(super) fn margin_word(margin: Margin) -> &'static str {
    match margin {
        Margin::Region => "region",
        Margin::RegionByAge(_) => "region for en aldersgruppe",
        Margin::Municipality => "kommune",
        Margin::Ownership => "ejerform",
        Margin::LegalBasis => "paragraf",
        Margin::Kind => "leverandørtype",
        Margin::AgeGroup => "aldersgruppe",
        Margin::Source => "kilde",
    }
}

/// Supply by one dimension, with rates: complete.
pub(super) fn margins<'d>(drawn: &'d Drawn<'_>) -> Documented<'d, InMargin<'d>> {
    let mut columns = vec![
        DocColumn::text(
            ("dimension", "Fordelt på", "hvad tabellen er delt efter"),
            |row: &InMargin| Some(margin_word(row.0)),
        ),
        drawn.group_column(|row: &InMargin| row.1.target_group),
        DocColumn::text(
            ("age_group", "Aldersgruppe", "kun afdelinger, der tager den"),
            |row: &InMargin| row.1.age_group.map(AgeGroup::danish),
        )
        .empty("alle aldre"),
        DocColumn::text(
            ("value", "Værdi", "regionen, kommunen, ejerformen …"),
            |row: &InMargin| Some(drawn.name(row.1.value)),
        ),
        DocColumn::text(
            ("municipality", "Kommunekode", "kun hvor der er fordelt på kommune"),
            |row: &InMargin| match row.1.value {
                Value::Municipality(code) => Some(code.to_string()),
                _ => None,
            },
        )
        .empty("ikke fordelt på kommune, eller værdien er ingen kommune"),
        DocColumn::text(("level", "Niveau", "let, moderat, højt"), |row: &InMargin| {
            Some(level_word(Some(row.1.level)))
        }),
    ];
    columns
        .extend(counted(PLACED, "indplaceret på netop niveauet", |row: &InMargin| &row.1.placed));
    columns.extend(counted(UP_TO, "indplaceret der, eller kan komme der", |row: &InMargin| {
        &row.1.up_to
    }));
    columns.extend(counted(OR_ABOVE, "indplaceret på niveauet eller over", |row: &InMargin| {
        &row.1.placed_or_above
    }));
    columns.extend(vec![
        DocColumn::int(
            (
                "departments_without_places",
                "Afdelinger uden oplyste pladser",
                "er i ingen sum af pladser",
            ),
            |row: &InMargin| Some(row.1.placed.departments_without_places),
        )
        .unit("afdelinger"),
        DocColumn::decimal(
            ("assessed_percent", "Vurderet, pct.", "andel af tilbud x målgruppe, der er vurderet"),
            1,
            |row: &InMargin| row.1.assessed.map(Share::percent),
        )
        .unit("pct.")
        .empty("ingen tilbud under værdien"),
        DocColumn::decimal(
            (
                "share_of_placed_percent",
                "Andel af indplacerede, pct.",
                "af alle, der er indplaceret på et niveau",
            ),
            1,
            |row: &InMargin| row.1.of_placed.map(Share::percent),
        )
        .unit("pct.")
        .empty("ingen er indplaceret under værdien"),
        DocColumn::decimal(
            ("share_of_placed_low", "Andel, nedre grænse, pct.", "Wilson-interval, 95 pct."),
            1,
            |row: &InMargin| row.1.of_placed.map(|share| share.interval.low * 100.0),
        )
        .unit("pct.")
        .empty("ingen er indplaceret under værdien"),
        DocColumn::decimal(
            ("share_of_placed_high", "Andel, øvre grænse, pct.", "Wilson-interval, 95 pct."),
            1,
            |row: &InMargin| row.1.of_placed.map(|share| share.interval.high * 100.0),
        )
        .unit("pct.")
        .empty("ingen er indplaceret under værdien"),
        DocColumn::int(
            (
                "inhabitants",
                "Indbyggere",
                "i aldersgruppen, hvor værdien er et sted; ellers i landet",
            ),
            |row: &InMargin| row.1.inhabitants,
        )
        .unit("indbyggere")
        .empty("værdien er ikke oplyst"),
        DocColumn::decimal(
            (
                "places_shared_per_100_000",
                "Pladser delt ud pr. 100.000",
                "indplacerede pladser pr. 100.000 indbyggere",
            ),
            2,
            |row: &InMargin| row.1.places_shared_per_100_000.map(|rate| rate.value),
        )
        .unit("pladser pr. 100.000 indbyggere")
        .empty("værdien er ikke oplyst, eller ingen indbyggere at dele med"),
        DocColumn::decimal(
            (
                "places_shared_per_100_000_low",
                "Pr. 100.000, nedre grænse",
                "eksakt interval, 95 pct.",
            ),
            2,
            |row: &InMargin| row.1.places_shared_per_100_000.map(|rate| rate.interval.low),
        )
        .unit("pladser pr. 100.000 indbyggere")
        .empty("værdien er ikke oplyst, eller ingen indbyggere at dele med"),
        DocColumn::decimal(
            (
                "places_shared_per_100_000_high",
                "Pr. 100.000, øvre grænse",
                "eksakt interval, 95 pct.",
            ),
            2,
            |row: &InMargin| row.1.places_shared_per_100_000.map(|rate| rate.interval.high),
        )
        .unit("pladser pr. 100.000 indbyggere")
        .empty("værdien er ikke oplyst, eller ingen indbyggere at dele med"),
        DocColumn::decimal(
            (
                "places_open_per_100_000",
                "Pladser åbne for målgruppen pr. 100.000",
                "må ikke lægges sammen over målgrupper",
            ),
            2,
            |row: &InMargin| row.1.places_open_per_100_000.map(|rate| rate.value),
        )
        .unit("pladser pr. 100.000 indbyggere")
        .empty("værdien er ikke oplyst, eller ingen indbyggere at dele med"),
        DocColumn::decimal(
            ("expected_citizens", "Forventede borgere", "centralt skøn"),
            1,
            |row: &InMargin| row.1.expected_citizens,
        )
        .unit("borgere")
        .empty("ingen størrelse er skønnet, der er fordelt på alder, eller værdien er ikke oplyst"),
        DocColumn::text(
            (
                "expected_on",
                "Forventet på niveau",
                "niveauet selv, eller alle, når størrelsen ikke er delt",
            ),
            |row: &InMargin| {
                let level = row.1.is_expected_on_level.then_some(row.1.level);
                row.1.expected_citizens.map(|_| level_word(level))
            },
        )
        .empty("ingen forventede borgere"),
        DocColumn::decimal(
            (
                "places_shared_per_100_expected",
                "Pladser delt ud pr. 100 forventede borgere",
                "indplacerede pladser",
            ),
            2,
            |row: &InMargin| row.1.places_shared_per_100_expected.map(|rate| rate.value),
        )
        .unit("pladser pr. 100 borgere")
        .empty("ingen forventede borgere at dele med"),
        DocColumn::text(
            ("small_number", "Små tal", "ja, når tallet hviler på færre end fem leverandører"),
            |row: &InMargin| Some(if row.1.is_small { "ja" } else { "nej" }),
        ),
    ]);
    Documented {
        path: "landscape/supply_by",
        a_row: "en målgruppe på et niveau under en værdi; tabellerne er hele, også hvor intet udbydes",
        unit: UNIT,
        columns,
        notes: notes(),
    }
}
