//! How much is supplied: cell by cell, and by one dimension at a time?

use crate::landscape::{Counts, CubeRow, Margin, Share, SupplyOnLevel, Value};
use crate::model::{AgeGroup, Level, Ownership};
use crate::register::{CoveredGroups, NOT_THE_MODELS_LEVEL};
use crate::report::landscape::{assessed_column, group_columns, level_word};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

const UNIT: &str = "leverandører, tilbud x målgruppe, afdelinger og pladser, hver i sin kolonne";

fn notes<R>(table: Table<'_, R>) -> Table<'_, R> {
    table
        .note(
            "Indplaceret er, hvad der står på netop niveauet; op til lægger det til, som kan komme \
             derpå, når det er vurderet",
        )
        .note(
            "Pladser åbne for målgruppen kan tælle med i flere målgrupper og må aldrig lægges \
             sammen over dem; pladser fordelt på målgrupper er delt ligeligt mellem afdelingens målgrupper og \
             kan lægges sammen",
        )
        .note(
            "Pladser, der ikke er oplyst, er i ingen af summerne: se antallet af afdelinger uden \
             oplyste pladser",
        )
        .note("Afrunding kan gøre, at tal ikke summer til totalen")
}

/// The columns of one count; what they are called ends in `ends`, in parquet and for people.
fn counts<'v, R: 'v>(
    table: Table<'v, R>,
    (name, header): (&'static str, &'static str),
    about: &'static str,
    of: fn(&R) -> &Counts,
) -> Table<'v, R> {
    let named = |begin: &str| format!("{begin}{name}");
    let titled = |begin: &str| format!("{begin}{header}");
    table
        .int(named("providers"), titled("Leverandører"), about, move |r| Some(of(r).providers))
        .unit("leverandører")
        .int(named("offerings"), titled("Tilbud x målgruppe"), about, move |r| {
            Some(of(r).offerings)
        })
        .unit("tilbud x målgruppe")
        .int(named("departments"), titled("Afdelinger"), about, move |r| Some(of(r).departments))
        .unit("afdelinger")
        .int(named("places_open"), titled("Pladser åbne for målgruppen"), about, move |r| {
            Some(of(r).places_open)
        })
        .unit("pladser")
        .decimal(
            named("places_shared"),
            titled("Pladser fordelt på målgrupper"),
            about,
            3,
            move |r| Some(of(r).places_shared()),
        )
        .unit("pladser")
}

const PLACED: (&str, &str) = ("", "");
const UP_TO: (&str, &str) = ("_up_to", ", op til");
const OR_ABOVE: (&str, &str) = ("_or_above", " på niveauet eller over");

fn without_places<'v, R: 'v>(table: Table<'v, R>, of: fn(&R) -> &Counts) -> Table<'v, R> {
    table
        .int(
            "departments_without_places",
            "Afdelinger uden oplyste pladser",
            "er i ingen sum af pladser",
            move |row| Some(of(row).departments_without_places),
        )
        .unit("afdelinger")
}

/// Several words in one cell; none of nothing.
fn together<'w>(words: impl Iterator<Item = &'w str>) -> Option<String> {
    let all = words.collect::<Vec<_>>().join("; ");
    (!all.is_empty()).then_some(all)
}

/// `landscape/supply`, the cube: a row per cell that is not empty.
pub(super) fn supply<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let registers = &results.settings.registers;
    let bases = &registers.legal_bases;
    Table::<CubeRow>::new(
        "landscape/supply",
        "Udbud i hver kommune, efter niveau, ejerform, paragraffer og aldersgrupper",
        "en celle, der ikke er tom: målgruppe x niveau x kommune x ejerform x paragraffer x \
         aldersgrupper",
        UNIT,
    )
    .parquet_only()
    .with(notes)
    .note(
        "Et tilbud med afdelinger i flere kommuner, eller delt efter aldersgruppe, står i flere \
         celler: over celler må kun pladser fordelt på målgrupper lægges sammen. Resten er talt uden gengangere \
         i supply_by",
    )
    .with(|table| group_columns(table, results, |row| row.target_group))
    .text(
        "level",
        "Niveau eller tilstand",
        "let, moderat, højt, eller hvorfor der intet niveau er",
        |row| Some(row.class.danish()),
    )
    .text("region", "Region", "afdelingens, på den valgte dags kort", |row| {
        row.region.map(|region| &*registers.regions.get(region).name)
    })
    .empty("ikke oplyst, eller ingen kommune")
    .text("municipality", "Kommunekode", "fire cifre", |row| {
        row.municipality.map(|code| code.to_string())
    })
    .empty("ikke oplyst")
    .text("municipality_name", "Kommune", "kommunens navn", |row| {
        row.municipality.map(|code| value_name(results, Value::Municipality(code)))
    })
    .empty("ikke oplyst")
    .text("ownership", "Ejerform", "som registret samler stavemåderne", |row| {
        row.ownership.map(Ownership::danish)
    })
    .empty("ikke oplyst")
    .text("legal_bases", "Paragraffer", "alle afdelingens paragraffer, delt af semikolon", |row| {
        together(row.legal_bases.iter().map(|id| &*bases.get(id).text))
    })
    .empty("ingen kendt paragraf er oplyst")
    .text("age_groups", "Aldersgrupper", "børn, unge, voksne, delt af semikolon", |row| {
        together(row.age_groups.iter().map(AgeGroup::danish))
    })
    .empty("aldre er ikke oplyst")
    .with(|table| counts(table, PLACED, "i cellens niveau eller tilstand", |row| &row.counted))
    .with(|table| counts(table, UP_TO, "indplaceret der, eller kan komme der", |row| &row.up_to))
    .with(|table| without_places(table, |row| &row.counted))
    .with(|table| {
        assessed_column(table, results, |row| {
            (Some(row.target_group), row.region.map_or(Value::NotReported, Value::Region))
        })
    })
    .over(&results.counted.supplied.supply.cube)
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
        Margin::AgeGroup => "aldersgruppe, rettet mod",
        Margin::AgeTaken => "aldersgruppe, tages imod",
        Margin::Supervision => "tilsyn",
        Margin::Source => "kilde",
    }
}

/// A row of one of the marginal tables.
struct InMargin<'v> {
    by: Margin,
    row: &'v SupplyOnLevel,
}

impl InMargin<'_> {
    /// Whether anything is placed there, or could be.
    fn holds_any(&self) -> bool {
        self.row.up_to.offerings > 0 || self.row.placed_or_above.offerings > 0
    }
}

const NO_PLACE: &str = "værdien er ikke oplyst, eller ingen indbyggere at dele med";
const PER_100_000: &str = "pr. 100.000 indbyggere";

/// What the national schemes say of a group, beside its highest level.
fn national_columns<'v>(
    table: Table<'v, InMargin<'v>>,
    results: &'v Results<'v>,
) -> Table<'v, InMargin<'v>> {
    const EMPTY: &str = "ikke oplyst, eller niveauet er ikke højt";
    let registers = &results.settings.registers;
    let on_high = |r: &InMargin<'_>, of: &CoveredGroups| {
        if r.row.level == Level::High { of.covers(r.row.target_group) } else { None }
    };
    let about = "om målgruppen, eller en del af den, er dækket, efter registret";
    table
        .flag("viso", "VISO", about, move |r| on_high(r, &registers.viso))
        .empty(EMPTY)
        .flag("national_coordination", "National koordination", about, move |r| {
            on_high(r, &registers.national_coordination)
        })
        .empty(EMPTY)
        .note(NOT_THE_MODELS_LEVEL)
}

/// The two columns of a rate of places: what is placed, and up to what could be. There is no
/// interval of chance: places of one provider come and go together.
fn ends<'v>(
    table: Table<'v, InMargin<'v>>,
    (name, header): (&'static str, &'static str),
    (unit, empty): (&'static str, &'static str),
    of: fn(&InMargin<'v>) -> Option<[f64; 2]>,
) -> Table<'v, InMargin<'v>> {
    table
        .decimal(name, header, "indplacerede pladser", 2, move |r| of(r).map(|[low, _]| low))
        .unit(unit)
        .empty(empty)
        .decimal(
            format!("{name}_up_to"),
            format!("{header}, op til"),
            "indplaceret der, eller kan komme der",
            2,
            move |r| of(r).map(|[_, high]| high),
        )
        .unit(unit)
        .empty(empty)
}

/// `landscape/supply_by`: supply by one dimension, with rates; complete in parquet.
pub(super) fn supply_by<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let margins = &results.landscape.rows.margins;
    let rows =
        margins.iter().flat_map(|(by, rows)| rows.iter().map(|row| InMargin { by: *by, row }));
    Table::<InMargin<'v>>::new(
        "landscape/supply_by",
        "Udbud på hvert niveau, fordelt på én ting ad gangen",
        "en målgruppe på et niveau under en værdi; i parquet også, hvor intet udbydes",
        UNIT,
    )
    .csv_rows(InMargin::holds_any)
    .with(notes)
    .text("dimension", "Fordelt på", "hvad tabellen er delt efter", |r| Some(margin_word(r.by)))
    .with(|table| group_columns(table, results, |r| r.row.target_group))
    .text("age_group", "Aldersgruppe", "kun afdelinger, der er rettet mod den", |r| {
        r.row.age_group.map(AgeGroup::danish)
    })
    .empty("alle aldre")
    .text("value", "Værdi", "regionen, kommunen, ejerformen …", |r| {
        Some(value_name(results, r.row.value))
    })
    .text("municipality", "Kommunekode", "kun hvor der er fordelt på kommune", |r| {
        match r.row.value {
            Value::Municipality(code) => Some(code.to_string()),
            _ => None,
        }
    })
    .empty("ikke fordelt på kommune, eller værdien er ingen kommune")
    .text("level", "Niveau", "let, moderat, højt", |r| Some(level_word(Some(r.row.level))))
    .with(|table| national_columns(table, results))
    .with(|table| counts(table, PLACED, "indplaceret på netop niveauet", |r| &r.row.placed))
    .with(|table| counts(table, UP_TO, "indplaceret der, eller kan komme der", |r| &r.row.up_to))
    .with(|table| {
        let about = "indplaceret på niveauet eller over";
        counts(table, OR_ABOVE, about, |r| &r.row.placed_or_above)
    })
    .with(|table| without_places(table, |r| &r.row.placed))
    .decimal(
        "assessed_percent",
        "Vurderet, pct.",
        "andel af tilbud x målgruppe, der er vurderet",
        1,
        |r| r.row.assessed.map(Share::percent),
    )
    .unit("pct.")
    .empty("ingen tilbud under værdien")
    .with(|table| {
        let empty = "ingen er indplaceret under værdien";
        let low = |share: Share| share.interval.low * 100.0;
        let high = |share: Share| share.interval.high * 100.0;
        let (of, wilson) = ("af alle, der er indplaceret på et niveau", "Wilson-interval, 95 pct.");
        table
            .decimal("share_of_placed_percent", "Andel af indplacerede, pct.", of, 1, |r| {
                r.row.of_placed.map(Share::percent)
            })
            .unit("pct.")
            .empty(empty)
            .decimal("share_of_placed_low", "Andel, nedre grænse, pct.", wilson, 1, move |r| {
                r.row.of_placed.map(low)
            })
            .unit("pct.")
            .empty(empty)
            .decimal("share_of_placed_high", "Andel, øvre grænse, pct.", wilson, 1, move |r| {
                r.row.of_placed.map(high)
            })
            .unit("pct.")
            .empty(empty)
    })
    .int(
        "inhabitants",
        "Indbyggere",
        "i aldersgruppen, hvor værdien er et sted; ellers i landet",
        |r| r.row.inhabitants,
    )
    .unit("indbyggere")
    .empty("værdien er ikke oplyst")
    .with(|table| {
        ends(
            table,
            ("places_shared_per_100_000", "Pladser fordelt på målgrupper pr. 100.000 indbyggere"),
            (PER_100_000, NO_PLACE),
            |r| r.row.places_shared_per_100_000,
        )
    })
    .with(|table| {
        ends(
            table,
            ("places_open_per_100_000", "Pladser åbne for målgruppen pr. 100.000 indbyggere"),
            (PER_100_000, NO_PLACE),
            |r| r.row.places_open_per_100_000,
        )
    })
    .decimal("expected_citizens", "Forventede borgere", "centralt skøn", 1, |r| {
        r.row.expected_citizens
    })
    .unit("borgere")
    .empty("ingen størrelse er skønnet, der er fordelt på alder, eller værdien er ikke oplyst")
    .text(
        "expected_on",
        "Forventet på niveau",
        "niveauet selv, eller alle, når størrelsen ikke er delt",
        |r| {
            let level = r.row.is_expected_on_level.then_some(r.row.level);
            r.row.expected_citizens.map(|_| level_word(level))
        },
    )
    .empty("ingen forventede borgere")
    .with(|table| {
        ends(
            table,
            (
                "places_shared_per_100_expected",
                "Pladser fordelt på målgrupper pr. 100 forventede borgere",
            ),
            (
                "pr. 100 forventede borgere",
                "ingen forventede borgere at dele med, eller hjælpen er mest ikke pladser",
            ),
            |r| r.row.places_shared_per_100_expected,
        )
    })
    .text(
        "small_number",
        "Små tal",
        "ja, når tallet hviler på færre end fem leverandører",
        |r| Some(if r.row.is_small { "ja" } else { "nej" }),
    )
    .of(rows.collect())
}
