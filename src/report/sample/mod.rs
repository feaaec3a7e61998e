//! What is told of a sample: who was drawn, how it is against the population, who visits whom.

mod double_ratings;
mod drawn;
mod held_against;
mod summary;

use crate::report::{TextFile, Topic};
use crate::results::SampleResults;

pub use summary::summary;

/// Everything that is written of a sample.
pub(super) fn topic<'v>(results: &'v SampleResults<'v>) -> Topic<'v> {
    let design = TextFile {
        path: "design.toml".to_owned(),
        text: results.sample.design.to_text(results.registers),
        what: "Stikprøveplanen, som niveau forms og niveau run læser fra trial/design.toml"
            .to_owned(),
    };
    Topic {
        provenance: results.provenance.clone(),
        tables: vec![
            held_against::table(results),
            drawn::strata(results),
            drawn::offerings(results),
            double_ratings::load(results),
            double_ratings::plan(results),
            double_ratings::needed(),
        ],
        pictures: held_against::pictures(results),
        texts: vec![design],
    }
}
