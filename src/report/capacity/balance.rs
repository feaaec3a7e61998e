//! How is it told who sells and who buys?

use crate::capacity::BalanceRow;
use crate::landscape::Value as Place;
use crate::report::capacity::{table, with_interval_note, year_column};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::Output;

/// `capacity/balance`: each municipality.
pub(super) fn balance<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let newest = results.capacity.balance.iter().map(|row| row.year).max();
    table::<BalanceRow>(
        "capacity/balance",
        "Køb og salg af pladser mellem kommuner",
        "en kommune i et år",
        "borgere",
    )
    .csv_only()
    .sheet("Køb og salg")
    .sheet_rows(move |row| {
        Some(row.year) == newest && row.own + row.sold + row.bought > 0
    })
    .with(|table| with_interval_note(table, results))
    .note(
        "Solgt er borgere fra andre kommuner og udlandet i afdelinger i kommunen, uanset hvem der driver dem; købt \
         er kommunens borgere i afdelinger andre steder",
    )
    .note(
        "Købt afhænger af, hvad alle andre har indberettet: det er mindst så mange, og netto og andele gives kun, \
         hvor nok i hele landet har indberettet",
    )
    .with(|table| year_column(table, |r| r.year))
    .text("municipality", "Kommunekode", "fire cifre", |r| Some(r.municipality.to_string()))
    .not_on_sheet()
    .words("Kommune", "kommunens navn", |r| {
        Some(value_name(results, Place::Municipality(r.municipality)))
    })
    .int("departments", "Afdelinger", "i kommunen", |r| Some(r.departments.0))
    .unit("afdelinger")
    .int("reporting", "Har indberettet", "alle deres borgere", |r| Some(r.departments.1))
    .unit("afdelinger")
    .int("own", "Egne borgere i egen kommune, mindst", "borgere", |r| Some(r.own))
    .unit("borgere")
    .int("sold", "Solgt, mindst", "borgere fra andre kommuner", |r| Some(r.sold))
    .unit("borgere")
    .int("bought", "Købt, mindst", "egne borgere i andre kommuner", |r| Some(r.bought))
    .unit("borgere")
    .int(
        "bought_in_other_regions",
        "Købt i andre regioner, mindst",
        "egne borgere i andre regioner",
        |r| Some(r.bought_in_other_regions),
    )
    .unit("borgere")
    .int("net", "Netto solgt", "solgt mindre købt; minus er nettokøber", |r| r.net)
    .unit("borgere")
    .empty("for få afdelinger i landet har indberettet")
    .decimal("bought_percent", "Købt uden for kommunen, pct.", "af egne borgere", 1, |r| {
        r.bought_percent
    })
    .unit("pct.")
    .empty("for få afdelinger i landet har indberettet, eller ingen borgere")
    .decimal(
        "bought_in_other_regions_percent",
        "Købt uden for regionen, pct.",
        "af egne borgere",
        1,
        |r| r.bought_in_other_regions_percent,
    )
    .unit("pct.")
    .empty("for få afdelinger i landet har indberettet, eller ingen borgere")
    .over(&results.capacity.balance)
}
