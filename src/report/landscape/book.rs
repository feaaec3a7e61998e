//! Which tables and charts are in `landscape.xlsx`?

use crate::landscape::{Margin, Share, Value, Withheld};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::landscape::supply::margin_word;
use crate::report::landscape::{Drawn, level_word, places};
use crate::report::parts::PARTS;
use crate::table::old::{Book, BookPicture, CellValue, Column, Table, workbook};

const PATH: &str = "landscape.xlsx";

/// Writes the workbook, with the groups that have an assessment.
pub(super) fn write(
    staging: &Staging,
    drawn: &Drawn<'_, '_>,
    pictures: Vec<BookPicture>,
) -> Result<(), WriteError> {
    let mut tables = vec![cover(drawn)];
    tables.extend(
        [Margin::Region, Margin::Ownership, Margin::LegalBasis, Margin::Kind]
            .map(|by| supply(drawn, by)),
    );
    tables.push(bands(drawn));
    tables.push(new_sites(drawn));
    tables.push(vulnerability(drawn));
    tables.push(diversity(drawn));
    let book = Book {
        title: "Landskab: udbud, behov og adgang".to_owned(),
        about: vec![
            "Hvem der er indplaceret på hvilket niveau, hvor de er, og hvad det holder op mod: for \
             de målgrupper, der er vurderet. Alle målgrupper står i landscape/ som parquet og CSV."
                .to_owned(),
        ],
        notes: notes(drawn),
        tables,
        pictures,
    };
    let bytes = workbook(&book, &drawn.provenance)
        .map_err(|source| WriteError::Workbook { path: PATH.to_owned(), source })?;
    Ok(staging.write(PATH, &bytes)?)
}

fn notes(drawn: &Drawn<'_, '_>) -> Vec<(String, Vec<String>)> {
    let access = &drawn.view.settings.landscape.access;
    let sentence = |text: &str| format!("{text}.");
    vec![
        ("Grundlag".to_owned(), vec![sentence(&drawn.provenance.line())]),
        ("Forbehold".to_owned(), Drawn::caveats().iter().map(|text| sentence(text)).collect()),
        (
            "Enheder".to_owned(),
            vec![
                sentence(PARTS),
                "Leverandører, afdelinger og deres pladser tæller kun én gang i hver celle; afdelinger bærer pladser og geografi.".to_owned(),
                "Pladser åbne for målgruppen kan tælle med i flere målgrupper og lægges aldrig sammen over dem. Pladser delt ud er delt ligeligt mellem afdelingens målgrupper.".to_owned(),
            ],
        ),
        (
            "Ikke vurderet".to_owned(),
            vec![
                "Op til lægger det til, som kan komme på niveauet, når det er vurderet: udbuddet er et interval, så længe meget ikke er vurderet.".to_owned(),
                format!("Underskud gives kun, hvor mindst {} pct. af udbuddet er vurderet.", access.assessed_percent),
            ],
        ),
        (
            "Tomme felter og afrunding".to_owned(),
            vec![
                "Tomme felter er ikke oplyst eller ikke givet, aldrig nul.".to_owned(),
                "Afrunding kan gøre, at tal ikke summer til totalen.".to_owned(),
                "Intet er skjult i denne fil: den er til eget brug, og små tal kan pege på en navngiven leverandør.".to_owned(),
            ],
        ),
        (
            "Intervaller".to_owned(),
            vec!["Andele har Wilson-intervaller og tal pr. indbygger eksakte intervaller, 95 pct.; små tal er dem, der hviler på færre end fem leverandører.".to_owned()],
        ),
    ]
}

fn decimal(value: Option<f64>, decimals: u8) -> CellValue {
    value.map_or(CellValue::Empty, |value| CellValue::Decimal { value, decimals })
}

fn table(
    name: &str,
    title: &str,
    unit: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<CellValue>>,
) -> Table {
    Table {
        name: name.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        columns,
        rows,
        notes: vec!["Tomme felter er ikke oplyst eller ikke givet.".to_owned()],
    }
}

fn supply(drawn: &Drawn<'_, '_>, by: Margin) -> Table {
    let mut rows = Vec::new();
    for row in
        drawn.margin(by).iter().filter(|row| drawn.assessed_groups.contains(&row.target_group))
    {
        rows.push(vec![
            CellValue::text(drawn.group_name(row.target_group)),
            CellValue::text(drawn.name(row.value)),
            CellValue::text(level_word(Some(row.level))),
            CellValue::count(row.placed.providers),
            CellValue::count(row.up_to.providers),
            CellValue::count(row.placed.departments),
            decimal(Some(places(row.placed.places_shared_milli)), 1),
            decimal(Some(places(row.up_to.places_shared_milli)), 1),
            decimal(row.places_shared_per_100_000.map(|rate| rate.value), 2),
            decimal(row.places_shared_per_100_000.map(|rate| rate.interval.low), 2),
            decimal(row.places_shared_per_100_000.map(|rate| rate.interval.high), 2),
            decimal(row.assessed.map(Share::percent), 1),
            CellValue::text(if row.is_small { "ja" } else { "nej" }),
        ]);
    }
    let word = margin_word(by);
    let mut capital = word.to_owned();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    table(
        &format!("Udbud efter {word}"),
        &format!("Udbud på hvert niveau, efter {word}"),
        "leverandører, afdelinger og pladser",
        vec![
            Column::text("Målgruppe"),
            Column::text(capital),
            Column::text("Niveau"),
            Column::int("Leverandører"),
            Column::int("Leverandører, op til"),
            Column::int("Afdelinger"),
            Column::decimal("Pladser delt ud"),
            Column::decimal("Pladser delt ud, op til"),
            Column::decimal("Pladser pr. 100.000"),
            Column::decimal("Nedre grænse"),
            Column::decimal("Øvre grænse"),
            Column::decimal("Vurderet, pct."),
            Column::text("Små tal"),
        ],
        rows,
    )
}

fn cover(drawn: &Drawn<'_, '_>) -> Table {
    let shown = drawn.rows.cover.iter().filter(|row| {
        drawn.assessed_groups.contains(&row.target_group)
            && !matches!(row.area, Value::Municipality(_))
    });
    let rows = shown.map(|row| {
        let triple = |values: Option<[f64; 3]>, at: usize, decimals| {
            decimal(values.map(|v| v[at]), decimals)
        };
        vec![
            CellValue::text(drawn.group_name(row.target_group)),
            CellValue::text(drawn.name(row.area)),
            CellValue::text(level_word(row.level)),
            triple(row.expected_citizens, 0, 0),
            triple(row.expected_citizens, 1, 0),
            triple(row.expected_citizens, 2, 0),
            decimal(Some(places(row.places_milli)), 1),
            decimal(Some(places(row.places_up_to_milli)), 1),
            triple(row.gap, 0, 0),
            triple(row.gap, 1, 0),
            triple(row.gap, 2, 0),
            decimal(row.assessed.map(Share::percent), 1),
            CellValue::text_or_empty(row.withheld.map(Withheld::danish)),
            CellValue::text_or_empty(
                row.expected_citizens.map(|_| if row.is_example { "eksempel" } else { "skøn" }),
            ),
        ]
    });
    table(
        "Behov og udbud",
        "Forventede borgere mod pladser, efter region",
        "forventede borgere og pladser",
        vec![
            Column::text("Målgruppe"),
            Column::text("Område"),
            Column::text("Niveau"),
            Column::decimal("Forventede, lavt"),
            Column::decimal("Forventede, centralt"),
            Column::decimal("Forventede, højt"),
            Column::decimal("Pladser delt ud"),
            Column::decimal("Pladser delt ud, op til"),
            Column::decimal("Underskud, lavt"),
            Column::decimal("Underskud, centralt"),
            Column::decimal("Underskud, højt"),
            Column::decimal("Vurderet, pct."),
            Column::text("Hvorfor intet underskud"),
            Column::text("Status"),
        ],
        rows.collect(),
    )
}

fn bands(drawn: &Drawn<'_, '_>) -> Table {
    let shown = drawn.rows.access.bands.iter();
    let rows = shown.filter(|row| drawn.assessed_groups.contains(&row.target_group)).map(|row| {
        vec![
            CellValue::text(drawn.group_name(row.target_group)),
            CellValue::text(level_word(Some(row.level))),
            CellValue::text(if row.is_or_above { "ja" } else { "nej" }),
            CellValue::text(drawn.name(row.area)),
            decimal(Some(row.up_to), 0),
            decimal(row.expected_citizens, 0),
            decimal(row.within, 0),
            decimal(row.share_percent, 1),
        ]
    });
    table(
        "Adgang",
        "Forventede borgere med en leverandør inden for en afstand",
        &format!("forventede borgere; afstand i {}", drawn.travel.unit().danish()),
        vec![
            Column::text("Målgruppe"),
            Column::text("Niveau"),
            Column::text("Eller over"),
            Column::text("Område"),
            Column::decimal("Op til"),
            Column::decimal("Forventede borgere"),
            Column::decimal("Inden for"),
            Column::decimal("Andel, pct."),
        ],
        rows.collect(),
    )
}

fn new_sites(drawn: &Drawn<'_, '_>) -> Table {
    let shown = drawn.rows.new_sites.iter();
    let rows = shown.filter(|row| drawn.assessed_groups.contains(&row.target_group)).map(|row| {
        vec![
            CellValue::text(drawn.group_name(row.target_group)),
            CellValue::text(level_word(Some(row.level))),
            CellValue::text(row.aim.danish()),
            CellValue::count(row.rank as u64),
            CellValue::text(drawn.municipality_name(row.municipality)),
            decimal(Some(row.gain), 1),
            decimal(Some(row.within_percent), 1),
        ]
    });
    table(
        "En leverandør mere",
        "Hvor en leverandør mere ville hjælpe mest: et regnestykke og ingen plan",
        "steder",
        vec![
            Column::text("Målgruppe"),
            Column::text("Niveau"),
            Column::text("Valgt for"),
            Column::int("Nummer"),
            Column::text("Kommune"),
            Column::decimal("Gevinst"),
            Column::decimal("Inden for rækkevidde, pct."),
        ],
        rows.collect(),
    )
}

fn vulnerability(drawn: &Drawn<'_, '_>) -> Table {
    let shown = drawn.rows.vulnerability.iter();
    let rows = shown.filter(|row| drawn.assessed_groups.contains(&row.target_group)).map(|row| {
        vec![
            CellValue::text(drawn.group_name(row.target_group)),
            CellValue::text(drawn.name(row.area)),
            CellValue::text(level_word(Some(row.level))),
            CellValue::count(row.providers),
            CellValue::count(row.providers_up_to),
            CellValue::count(row.operators),
            decimal(Some(places(row.places_milli)), 1),
            CellValue::text(row.rests_on.danish()),
            decimal(row.herfindahl_hirschman, 3),
            decimal(row.largest_operator_percent, 1),
        ]
    });
    table(
        "Sårbarhed",
        "Hvad hvert niveau i hver region hviler på",
        "leverandører og driftsherrer",
        vec![
            Column::text("Målgruppe"),
            Column::text("Område"),
            Column::text("Niveau"),
            Column::int("Leverandører"),
            Column::int("Leverandører, op til"),
            Column::int("Driftsherrer"),
            Column::decimal("Pladser delt ud"),
            Column::text("Hviler på"),
            Column::decimal("Herfindahl-Hirschman"),
            Column::decimal("Største driftsherre, pct."),
        ],
        rows.collect(),
    )
}

fn diversity(drawn: &Drawn<'_, '_>) -> Table {
    let shown = drawn.rows.diversity.iter();
    let is_shown =
        |group: &Option<_>| group.is_none_or(|group| drawn.assessed_groups.contains(&group));
    let rows = shown.filter(|row| is_shown(&row.target_group)).map(|row| {
        let mut cells = vec![
            CellValue::text(row.target_group.map_or("Alle", |group| drawn.group_name(group))),
            CellValue::text(drawn.name(row.area)),
            CellValue::text(level_word(row.level)),
            CellValue::count(row.units),
            CellValue::count(u64::from(row.n_services)),
        ];
        cells.extend(row.kinds.map(|share| decimal(share.map(Share::percent), 1)));
        cells.push(CellValue::count(row.units_without_kind));
        cells
    });
    table(
        "Mangfoldighed",
        "Ydelsestyper og leverandørtyper, efter region",
        "afdelinger og leverandører uden afdelinger",
        vec![
            Column::text("Målgruppe"),
            Column::text("Område"),
            Column::text("Niveau"),
            Column::int("Enheder"),
            Column::int("Ydelsestyper"),
            Column::decimal("Døgntilbud, pct."),
            Column::decimal("Dagtilbud, pct."),
            Column::decimal("Ambulant, pct."),
            Column::decimal("Udgående, pct."),
            Column::int("Uden kendt type"),
        ],
        rows.collect(),
    )
}
