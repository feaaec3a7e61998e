//! How is it told, beside the landscape's rows, what is reported: who has a place today, what is free,
//! and who uses the places? Columns that are there only where there are reports.

use crate::capacity::Bounds;
use crate::landscape::{AccessRow, CoverRow, Value};
use crate::report::INTERNAL;
use crate::results::{InUse, NotTold, PlaceBasis, Results, Today};
use crate::table::Table;

const NOTHING: &str = "intet er indberettet om målgruppen";
const NOT_IN_USE: &str = "holdt tilbage, se hvorfor; eller ingen har indberettet, hvem der bruger \
                          pladser på niveauet";
const WITHHELD: &str = "ikke givet; grunden står under Hvorfor intet om i dag";
const AT_MOST: &str = "kan ikke siges, eller intet er indberettet om målgruppen";
const FREE_IN_REACH: &str = "Ledige pladser inden for rækkevidde pr. 100 forventede (E2SFCA)";
const NO_REACH: &str = "området er ingen kommune, ingen størrelse er skønnet, hjælpen er mest ikke \
                        pladser, eller intet er indberettet";

/// Beside need and supply: who has a place, who has none, and what is free.
pub(super) fn beside_cover<'v>(
    table: Table<'v, CoverRow>,
    results: &'v Results<'v>,
) -> Table<'v, CoverRow> {
    if results.capacity.is_empty() {
        return table;
    }
    let fullness = &results.capacity.fullness;
    let percent = results.capacity.reported_percent;
    let today = move |r: &CoverRow| -> Option<&'v Today> {
        fullness.today(r.target_group, r.level, r.area)
    };
    let with_place = move |r: &CoverRow| today(r)?.with_place.map(|(bounds, _)| bounds);
    table
        .note(INTERNAL)
        .note(format!(
            "Borgere med plads i dag hviler på betalingskommunen, hvor mindst {percent} pct. af landets \
             afdelinger for målgruppen har indberettet den: så er det områdets egne borgere, hvor de end \
             er. Ellers på belægningen af afdelingerne i området: så er det, hvem der er dér, også andres \
             borgere. Kolonnen Hviler på siger hvilken"
        ))
        .note(format!(
            "Uden plads i dag er forventede borgere minus dem med plads, og gives, hvor mindst {percent} \
             pct. har indberettet; niveauet alle tæller alle afdelinger for målgruppen, indplacerede eller \
             ej. Ikke alle forventede borgere har brug for en plads"
        ))
        .with(|table| ends(table, ("with_place", "Borgere med plads i dag", "borgere"), with_place))
        .text("with_place_basis", "Hviler på", "betalingskommune eller belægning", move |r| {
            today(r)?.with_place.map(|(_, basis)| PlaceBasis::danish(basis))
        })
        .empty(NOTHING)
        .with(|table| {
            ends(table, ("free", "Ledige pladser i området", "pladser"), move |r| Some(today(r)?.free))
        })
        .decimal(
            "without_place_low",
            "Uden plads i dag, lavt",
            "det lave skøn minus alle, der kan have plads; under nul: flere, end der er forventet",
            1,
            move |r| today(r)?.without_place.and_then(|(low, ..)| low),
        )
        .unit("borgere")
        .empty(WITHHELD)
        .not_on_sheet()
        .decimal(
            "without_place_central",
            "Uden plads i dag, centralt",
            "det centrale skøn minus dem, der vides at have plads",
            1,
            move |r| today(r)?.without_place.map(|(_, central, _)| central),
        )
        .unit("borgere")
        .empty(WITHHELD)
        .decimal(
            "without_place_high",
            "Uden plads i dag, højt",
            "det høje skøn minus dem, der vides at have plads",
            1,
            move |r| today(r)?.without_place.map(|(.., high)| high),
        )
        .unit("borgere")
        .empty(WITHHELD)
        .not_on_sheet()
        .decimal(
            "with_place_percent",
            "Med plads i dag, pct. af forventede",
            "centralt skøn",
            1,
            move |r| today(r)?.with_place_percent,
        )
        .unit("pct.")
        .empty(WITHHELD)
        .not_on_sheet()
        .with(|table| {
            reach(table, "free_for_100", move |r| today(r)?.free_for_100)
        })
        .int("departments", "Afdelinger", "for målgruppen i området; på et niveau indplacerede", move |r| {
            Some(today(r)?.departments.0)
        })
        .unit("afdelinger")
        .empty(NOTHING)
        .not_on_sheet()
        .int("reporting", "Har indberettet belægning", "af dem", move |r| {
            Some(today(r)?.departments.1)
        })
        .unit("afdelinger")
        .empty(NOTHING)
        .not_on_sheet()
        .text("without_place_withheld", "Hvorfor intet om i dag", "grunden i ord", move |r| {
            today(r)?.withheld.map(NotTold::danish)
        })
        .empty("tallet er givet, eller intet er indberettet om målgruppen")
}

/// Beside distance: free places in reach, and places as they are used.
pub(super) fn beside_access<'v>(
    table: Table<'v, AccessRow>,
    results: &'v Results<'v>,
) -> Table<'v, AccessRow> {
    if results.capacity.is_empty() {
        return table;
    }
    let fullness = &results.capacity.fullness;
    let in_use = move |r: &AccessRow| -> Option<&'v InUse> {
        fullness.in_use(r.target_group, r.level, r.municipality)
    };
    table
        .note(INTERNAL)
        .note(
            "Tilgængelighed, E2SFCA, hviler på alle oplyste pladser og afstand. Ledige pladser hviler på \
             den indberettede belægning og afstand. Efter brug hviler på alle oplyste pladser: i kommuner, \
             hvor nok har indberettet betalingskommunen, er de givet til dem, der bruger dem, og ellers \
             fordelt efter afstand",
        )
        .with(|table| {
            reach(table, "e2sfca_free", move |r: &AccessRow| {
                let area = Value::Municipality(r.municipality);
                fullness.today(r.target_group, Some(r.level), area)?.free_for_100
            })
        })
        .decimal(
            "by_use",
            "Pladser efter brug pr. 100 forventede",
            "indplacerede pladser på netop niveauet, givet til dem, der bruger dem",
            2,
            move |r| in_use(r)?.for_100,
        )
        .unit("pladser pr. 100 borgere")
        .empty(NOT_IN_USE)
        .decimal(
            "by_use_percent",
            "Heraf efter betalingskommune, pct.",
            "resten er fordelt efter afstand",
            1,
            move |r| in_use(r)?.by_payer_percent,
        )
        .unit("pct.")
        .empty(NOT_IN_USE)
        .text("by_use_withheld", "Hvorfor intet efter brug", "grunden i ord", move |r| {
            in_use(r)?.withheld.map(NotTold::danish)
        })
        .empty("tallet er givet, eller ingen har indberettet, hvem der bruger pladser på niveauet")
}

/// At least what is reported, at most what there can be.
fn ends<'v, R: 'v>(
    table: Table<'v, R>,
    (name, header, unit): (&'static str, &'static str, &'static str),
    of: impl Fn(&R) -> Option<Bounds> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .decimal(format!("{name}_low"), format!("{header}, mindst"), "indberettet", 1, move |r| {
            of(r).map(|bounds| bounds.low)
        })
        .unit(unit)
        .empty(NOTHING)
        .decimal(
            format!("{name}_high"),
            format!("{header}, højst"),
            "med dem, der ikke har indberettet",
            1,
            move |r| of(r)?.high,
        )
        .unit(unit)
        .empty(AT_MOST)
}

/// Free places in reach, at least and at most.
fn reach<'v, R: 'v>(
    table: Table<'v, R>,
    name: &'static str,
    of: impl Fn(&R) -> Option<Bounds> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let unit = "pladser pr. 100 borgere";
    table
        .decimal(
            format!("{name}_low"),
            format!("{FREE_IN_REACH}, mindst"),
            "indberettede, vægtet efter afstand; centralt skøn",
            2,
            move |r| of(r).map(|bounds| bounds.low),
        )
        .unit(unit)
        .empty(NO_REACH)
        .not_on_sheet()
        .decimal(
            format!("{name}_high"),
            format!("{FREE_IN_REACH}, højst"),
            "med dem, der ikke har indberettet",
            2,
            move |r| of(r)?.high,
        )
        .unit(unit)
        .empty(NO_REACH)
        .not_on_sheet()
}
