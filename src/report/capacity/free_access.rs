//! How is it told whether there are free places for the citizens who are expected?

use crate::capacity::Withheld;
use crate::landscape::Value as Place;
use crate::report::capacity::table;
use crate::report::landscape::group_columns;
use crate::report::values::value_name;
use crate::results::{FreeAccessRow, Results};
use crate::size::CAVEATS;
use crate::table::{Output, Table};

/// `capacity/free_access`: by group and municipality.
pub(super) fn free_access<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    table::<FreeAccessRow>(
        "capacity/free_access",
        "Ledige pladser inden for rækkevidde, og borgere i afdelinger, mod forventede borgere",
        "en målgruppe i en kommune",
        "pladser og borgere",
    )
    .note(
        "Ledige pladser hviler på den indberettede belægning, ikke på alle pladser: landscape/access \
         har alle. De er vejet med afstand (E2SFCA) og gives, hvor nok i regionen har indberettet",
    )
    .note(
        "Borgere i afdelinger hviler på betalingskommunen, ikke på afstand: de kan være hvor som \
         helst. Andelen gives, hvor nok i hele landet har indberettet",
    )
    .note("Ikke alle forventede borgere har brug for en plads")
    .for_each(CAVEATS, Table::note)
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("municipality", "Kommunekode", "fire cifre", |r| Some(r.municipality.to_string()))
    .words("Kommune", "kommunens navn", |r| {
        Some(value_name(results, Place::Municipality(r.municipality)))
    })
    .for_each(
        [("low", "lavt"), ("central", "centralt"), ("high", "højt")].into_iter().enumerate(),
        |table, (nth, (name, word))| {
            table
                .decimal(
                    format!("expected_{name}"),
                    format!("Forventede borgere, {word}"),
                    "skøn",
                    1,
                    move |r: &FreeAccessRow| Some(r.expected[nth]),
                )
                .unit("borgere")
        },
    )
    .int("departments", "Afdelinger i regionen", "for målgruppen", |r| Some(r.departments.0))
    .unit("afdelinger")
    .int("reporting", "Har indberettet belægning", "af dem", |r| Some(r.departments.1))
    .unit("afdelinger")
    .decimal("free_here", "Ledige i kommunen, mindst", "indberettede", 1, |r| Some(r.free_here))
    .unit("pladser")
    .decimal(
        "free_for_100",
        "Ledige inden for rækkevidde pr. 100 forventede",
        "E2SFCA, centralt skøn",
        2,
        |r| r.free_for_100,
    )
    .unit("pladser")
    .empty("holdt tilbage; se hvorfor")
    .text("free_withheld", "Hvorfor ingen ledige", "grunden i ord", |r| {
        r.free_withheld.map(Withheld::danish)
    })
    .empty("intet er holdt tilbage")
    .decimal("citizens", "Borgere i afdelinger, mindst", "som kommunen betaler for", 1, |r| {
        Some(r.citizens)
    })
    .unit("borgere")
    .decimal(
        "in_departments_percent",
        "I afdelinger, pct. af forventede",
        "centralt skøn",
        1,
        |r| r.in_departments_percent,
    )
    .unit("pct.")
    .empty("holdt tilbage, se hvorfor; eller ingen forventes")
    .text("citizens_withheld", "Hvorfor ingen andel", "grunden i ord", |r| {
        r.citizens_withheld.map(Withheld::danish)
    })
    .empty("intet er holdt tilbage")
    .over(&results.capacity.free_access)
}
