//! Which parameters were hard to grade?

use crate::report::agreement::DOUBLE_RATED;
use crate::report::robustness::{group_columns, parameter_columns, percent_of};
use crate::results::Results;
use crate::results::agreement::{EvaluatedParameter, ParameterCounts};
use crate::table::{Output, Table};

const ASSESSMENTS: &str = "vurderinger med gradueringer";

/// A count: name, header, what it counts, and where it stands.
type Count = ([&'static str; 3], fn(&ParameterCounts) -> u64);

/// `trial/parameters`.
pub(super) fn parameters<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let counts: [Count; 5] = [
        (["n_assessments", "Vurderinger", "med gradueringer, alle tilsyns"], |c| c.n_assessments),
        (["n_missing", "Uden graduering", "tom celle eller ikke oplyst"], |c| c.n_missing),
        (["n_unread", "Kan ikke læses", "noget andet end et niveau"], |c| c.n_unread),
        (["n_doubted", "I tvivl", "flere niveauer nævnt"], |c| c.n_doubted),
        (["n_not_relevant", "Ikke relevant", "sagt af tilsynet"], |c| c.n_not_relevant),
    ];
    let grounds: [Count; 2] = [
        (["n_asked_grounds", "Skema med begrundelse", "med en kolonne til den"], |c| {
            c.n_asked_grounds
        }),
        (["n_with_grounds", "Heraf begrundet", "der står noget i cellen"], |c| c.n_with_grounds),
    ];
    let again: [Count; 2] = [
        (["n_again", "Gradueret igen", "af samme tilsyn, begge kendt"], |c| c.n_again),
        (["n_changed", "Heraf ændret", "en anden graduering end før"], |c| c.n_changed),
    ];
    let double: [Count; 2] = [
        (["n_double", "Gradueret af to tilsyn", "tilbud x målgruppe"], |c| c.n_double),
        (["n_disagreed", "Heraf uenige", "ikke samme graduering"], |c| c.n_disagreed),
    ];
    let count = |unit: &'static str| {
        move |table: Table<'v, EvaluatedParameter>, ([name, header, about], of): Count| {
            table.int(name, header, about, move |row| Some(of(&row.counts))).unit(unit)
        }
    };
    Table::<EvaluatedParameter>::new(
        "trial/parameters",
        "Hvilke parametre var svære at graduere?",
        "en parameter i en målgruppe",
        ASSESSMENTS,
    )
    .csv_only()
    .sheet("Svære parametre")
    .sheet_rows(|row| row.group.is_none())
    .for_report()
    .note(
        "Alle vurderinger med gradueringer tæller, ikke kun dem, der indplacerer. Svær er en \
         parameter, der mangler, ikke kan læses eller er i tvivl; den, tilsyn ændrer eller er uenige \
         om, kan også være det",
    )
    .note(
        "Tilsynet mod oplysningerne og mod reglen står i tables/inspectors_compared; enigheden med \
         intervaller i trial/agreement",
    )
    .with(|table| group_columns(table, results, |row| row.group))
    .with(|table| parameter_columns(table, |row| row.parameter))
    .for_each(counts, count(ASSESSMENTS))
    .with(|table| {
        percent_of(table, ["hard_percent", "Svær, pct.", "mangler, ikke læst eller i tvivl"], |row| {
            (row.counts.n_hard(), row.counts.n_assessments)
        })
    })
    .for_each(grounds, count(ASSESSMENTS))
    .for_each(again, count(ASSESSMENTS))
    .for_each(double, count(DOUBLE_RATED))
    .with(|table| {
        percent_of(table, ["changed_percent", "Ændret, pct.", "af dem, der er gradueret igen"], |row| {
            (row.counts.n_changed, row.counts.n_again)
        })
    })
    .with(|table| {
        percent_of(table, ["disagreed_percent", "Uenige, pct.", "af dem, to har gradueret"], |row| {
            (row.counts.n_disagreed, row.counts.n_double)
        })
    })
    .over(&results.counted.agreement.parameters)
}
