//! How far does each municipality that has counted itself move from the country's estimate?

use crate::model::TargetGroupId;
use crate::report::size::columns::{Whom, estimate_header, group_columns, municipality_columns};
use crate::results::SizeResults;
use crate::size::{LocalRate, Variant};
use crate::table::{Output, Table};

const NOTES: [&str; 4] = [
    "Kommunens egen forekomst træder i stedet for landets skøn, trukket mod det, hvor den hviler på \
     få borgere (empirisk Bayes, gamma-Poisson, Marshall 1991): vægten på det egne tal er variansen \
     mellem kommuner ud over tilfældet, delt med den og tilfældets tilsammen",
    "Lavt og højt skøn flyttes i samme forhold som det centrale: kilderne er lige så uenige om \
     kommunen som om landet",
    "Et antal er holdt op mod befolkningen i dag, også hvor det er fra et tidligere år",
    "Intern: tabellen har antal borgere i kommuner, som ikke er diskretioneret",
];

/// A municipality's own rate, of a group.
type Row<'v> = (TargetGroupId, LocalRate<'v>);

/// `size/municipal_rates`: a row per municipality and age range with its own rate.
pub(super) fn municipal_rates<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    let central = Variant::Central.index();
    let municipalities = &sizes.registers.municipalities;
    Table::<Row<'v>>::new(
        "size/municipal_rates",
        "Kommunernes egen forekomst, og hvor meget den flytter dem",
        "en kommune med sit eget tal for en målgruppe og en alder",
        "forventede borgere",
    )
    .sheet("Kommunernes egen forekomst")
    .for_each(NOTES, Table::note)
    .for_each(&sizes.caveats, |table, caveat| table.note(caveat.clone()))
    .with(|table| group_columns(table, |r| Whom::new(sizes, r.0, None, None)))
    .text("ages", "Alder", "som skønnet har den", |r| {
        Some(format!("{} år", r.1.estimate.ages.text).replace("alle år", "alle"))
    })
    .with(|table| municipality_columns(table, |r| municipalities.get(r.1.municipality())))
    .decimal("population", "Indbyggere i alderen", "på befolkningens dag", 0, |r| {
        Some(r.1.observed.population)
    })
    .unit("indbyggere")
    .decimal("counted", "Borgere efter kommunen", "optalt, eller forekomst gange indbyggere", 1, |r| {
        Some(r.1.observed.count)
    })
    .unit("borgere")
    .text("given_as", "Opgjort som", "antal eller forekomst", |r| {
        Some(if r.1.is_count() { "antal" } else { "forekomst" })
    })
    .int("year", "År", "det år, kommunens tal gælder for", |r| Some(r.1.written.year))
    .unit("årstal")
    .text("source", "Opgjort af", "hvem der har opgjort tallet", |r| Some(&*r.1.written.source))
    .with(|table| {
        rate(table, "own", "Egen forekomst", "som kommunen har opgjort den", |r| r.observed.rate())
    })
    .with(|table| {
        rate(table, "national", "Landets skøn", "det centrale skøn", move |r| r.national[central])
    })
    .with(|table| {
        let about = "alle kommuner med eget tal tilsammen; langt fra landets skøn er der talt noget \
                     andet";
        rate(table, "all_counted", "Kommuner med eget tal", about, |r| r.all_counted)
    })
    .decimal("trust", "Vægt på det egne tal", "hvor meget det egne tal tæller", 1, |r| {
        Some(r.1.trust * 100.0)
    })
    .unit("pct.")
    .with(|table| {
        let about = "den egne forekomst, trukket mod landets skøn";
        rate(table, "used", "Regnet forekomst", about, move |r| r.used[central])
    })
    .decimal("before", "Forventede borgere efter landets skøn", "centralt skøn", 1, move |r| {
        Some(r.1.before()[central])
    })
    .unit("borgere")
    .for_each(Variant::ALL, |table, variant| {
        let name = ["expected_low", "expected", "expected_high"][variant.index()];
        let header = format!("Forventede borgere nu, {}", estimate_header(variant).to_lowercase());
        let value = move |r: &Row<'_>| Some(r.1.expected()[variant.index()]);
        table.decimal(name, header, "regnet forekomst gange indbyggere", 1, value).unit("borgere")
    })
    .decimal("moved", "Flyttet", "forventede borgere nu, mindre dem efter landets skøn", 1, move |r| {
        Some(r.1.expected()[central] - r.1.before()[central])
    })
    .unit("borgere")
    .decimal("moved_percent", "Flyttet, pct.", "af dem efter landets skøn", 1, move |r| {
        Some((r.1.expected()[central] / r.1.before()[central] - 1.0) * 100.0)
    })
    .unit("pct.")
    .over(&sizes.local_rates)
}

/// A rate per 1.000 inhabitants of the ages.
fn rate<'v>(
    table: Table<'v, Row<'v>>,
    name: &str,
    header: &str,
    about: &'static str,
    value: impl Fn(&LocalRate<'v>) -> f64 + Send + Sync + 'v,
) -> Table<'v, Row<'v>> {
    table
        .decimal(
            format!("{name}_per_thousand"),
            format!("{header}, pr. 1.000"),
            about,
            2,
            move |r: &Row<'v>| Some(value(&r.1) * 1_000.0),
        )
        .unit("pr. 1.000")
}
