//! How long did the assessments take?

use crate::model::Supervision;
use crate::report::agreement::tilsyn_name;
use crate::report::robustness::{group_columns, percent_of};
use crate::results::Results;
use crate::results::agreement::{FEWEST_FOR_QUARTILES, TimeOf, TimeSpent};
use crate::table::{Output, Table};

const ASSESSMENTS: &str = "vurderinger med gradueringer";
const NONE: &str = "ingen har skrevet tiden ned";

/// A time of a row: name, header, what it is, where it stands, and what an empty cell says.
type Time = ([&'static str; 3], fn(&TimeSpent) -> Option<f64>, &'static str);

/// `trial/time_spent`.
pub(super) fn time_spent<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    const FEW: &str = "færre end fire har skrevet tiden ned";
    let times: [Time; 5] = [
        (["minutes_least", "Korteste", "den korteste"], |r| r.ends().map(|ends| ends.0), NONE),
        (["minutes_lower", "Nedre kvartil", "en fjerdedel tog kortere"], |r| r.quantile(0.25), FEW),
        (["minutes_median", "Median", "halvdelen tog kortere"], |r| r.quantile(0.5), FEW),
        (["minutes_upper", "Øvre kvartil", "en fjerdedel tog længere"], |r| r.quantile(0.75), FEW),
        (["minutes_most", "Længste", "den længste"], |r| r.ends().map(|ends| ends.1), NONE),
    ];
    Table::<TimeSpent>::new(
        "trial/time_spent",
        "Hvor lang tid tager en vurdering?",
        "et tilsyn og en målgruppe, eller alle",
        ASSESSMENTS,
    )
    .csv_only()
    .sheet("Tidsforbrug")
    .for_report()
    .note(
        "Tiden er den, tilsynet selv har skrevet på afrapporteringen: vurderingen i alt, alle \
         medarbejdere lagt sammen. En vurdering uden tid er ikke oplyst; den tæller ikke som 0 og er \
         ikke med i kvartilerne",
    )
    .note(format!(
        "Kvartiler står, hvor mindst {FEWEST_FOR_QUARTILES} har skrevet tiden ned. De siger kun noget \
         om de andre, hvis den, der ikke skriver tiden, er som den, der gør"
    ))
    .with(|table| group_columns(table, results, |row| row.group))
    .text("tilsyn", "Tilsyn", "der har vurderet; kommunerne står sammen", move |row| {
        Some(match row.by {
            TimeOf::All => "Alle tilsyn".to_owned(),
            TimeOf::Authority(id) => tilsyn_name(results, Supervision::SocialAuthority(id)),
            TimeOf::Municipalities => "Kommunernes tilsyn (§ 148 a)".to_owned(),
        })
    })
    .int("n_assessments", "Vurderinger", "med gradueringer", |row| Some(row.n_assessments))
    .unit(ASSESSMENTS)
    .int("n_reported", "Heraf med tid", "som tilsynet har skrevet den", |row| {
        Some(row.n_reported())
    })
    .unit(ASSESSMENTS)
    .with(|table| {
        percent_of(table, ["reported_percent", "Med tid, pct.", "af vurderingerne"], |row| {
            (row.n_reported() as u64, row.n_assessments as u64)
        })
    })
    .for_each(times, |table, ([name, header, about], of, empty)| {
        table.decimal(name, header, about, 0, of).unit("minutter").empty(empty)
    })
    .over(&results.counted.agreement.time_spent)
}

/// The median of all, in a sentence.
pub(super) fn in_words(results: &Results<'_>) -> String {
    let of = &results.counted.agreement;
    let all = of.time_spent.iter().find(|row| row.group.is_none() && row.by == TimeOf::All);
    let Some(all) = all else {
        return "Kan ikke siges: ingen vurdering har et tidsforbrug.".to_owned();
    };
    let n = format!("{} af {} vurderinger har et tidsforbrug", all.n_reported(), all.n_assessments);
    match (all.quantile(0.25), all.quantile(0.5), all.quantile(0.75)) {
        (Some(lower), Some(median), Some(upper)) => format!(
            "Halvdelen tog højst {median:.0} minutter, og den midterste halvdel {lower:.0}-{upper:.0} \
             minutter. {n}."
        ),
        _ => format!("Kan ikke siges: {n}; det er for få."),
    }
}
