//! The trial of itself: how far do the tilsyn agree, who is stricter, what was hard to grade, and
//! what can be said to the questions that it was set?

mod agreed;
mod in_words;
mod parameters;
mod pictures;
mod questions;
mod strictness;
mod tilsyn_pairs;
mod time_spent;

use crate::model::Supervision;
use crate::report::Topic;
use crate::results::Results;
use crate::results::agreement::JudgedLikeAverage;
use crate::trial::Undefined;

/// What is counted: two ratings of one thing.
const DOUBLE_RATED: &str = "dobbeltvurderede tilbud x målgruppe";
const PROVIDERS: &str = "leverandører";

/// Stands under the tables of double ratings.
const WHAT_IS_DOUBLE: &str = "En dobbeltvurdering er to tilsyns gradueringer af det samme tilbud for \
                              den samme målgruppe med højst et år imellem; af hvert tilsyn tæller \
                              den nyeste dag. Kun tilsynenes egne gradueringer er med, ikke det, \
                              oplysningerne giver";

/// Tables, pictures and words. Where nothing was rated twice there is no picture, and no table of
/// what only double ratings tell: the words say why.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Topic<'v> {
    let of = &results.counted.agreement;
    let mut tables = vec![
        questions::questions(results),
        agreed::agreement(results),
        agreed::coefficients(results),
        tilsyn_pairs::tilsyn_pairs(results),
        parameters::parameters(results),
    ];
    if !of.time_spent.is_empty() {
        tables.push(time_spent::time_spent(results));
    }
    if !of.strictness.is_empty() {
        tables.push(strictness::strictness(results));
    }
    if let JudgedLikeAverage::Known(all) = &of.judged_like_average {
        tables.push(strictness::judged_like_average(results, all));
        if all.iter().any(|changed| !changed.offerings.is_empty()) {
            tables.push(strictness::changed_placements(results, all));
        }
    }
    Topic {
        provenance: results.provenance.clone(),
        tables,
        pictures: pictures::pictures(results),
        texts: vec![in_words::text(results)],
    }
}

fn tilsyn_name(results: &Results<'_>, tilsyn: Supervision) -> String {
    results.settings.registers.supervision_name(tilsyn)
}

/// Why a figure is none.
fn why<T>(value: &Result<T, Undefined>) -> Option<&'static str> {
    value.as_ref().err().map(|why| why.danish())
}
