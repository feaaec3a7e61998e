//! The trial of itself: how far do the tilsyn agree, who is stricter, what was hard to grade, and
//! what can be said to the questions that it was set?

mod agreed;
mod in_words;
mod parameters;
mod pictures;
mod questions;
mod strictness;
mod tilsyn_pairs;

use crate::model::Supervision;
use crate::report::Topic;
use crate::results::Results;
use crate::trial::Undefined;

/// What is counted: two ratings of one thing.
const DOUBLE_RATED: &str = "dobbeltvurderede tilbud x målgruppe";
const PROVIDERS: &str = "leverandører";

/// Stands under the tables of double ratings.
const WHAT_IS_DOUBLE: &str = "En dobbeltvurdering er to tilsyns gradueringer af det samme tilbud for \
                              den samme målgruppe med højst et år imellem; af hvert tilsyn tæller \
                              den nyeste dag. Kun tilsynenes egne gradueringer er med, ikke det, \
                              oplysningerne giver";

/// Tables, pictures and words; pictures only where something was rated twice.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Topic<'v> {
    Topic {
        provenance: results.provenance.clone(),
        tables: vec![
            questions::questions(results),
            agreed::agreement(results),
            agreed::coefficients(results),
            tilsyn_pairs::tilsyn_pairs(results),
            strictness::strictness(results),
            strictness::judged_like_average(results),
            strictness::changed_placements(results),
            parameters::parameters(results),
        ],
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
