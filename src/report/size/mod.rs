//! What is told of the sizes of target groups?

mod charts;
mod collaborations;
mod columns;
mod expected;
mod municipal_rates;
mod sources;
mod subject;
mod summary;
mod underlag;

use crate::report::Topic;
use crate::results::SizeResults;

/// The sizes, and beside them who reaches the underlag: nothing when no group has a size.
pub(super) fn topics<'v>(sizes: &'v SizeResults<'v>) -> Vec<Topic<'v>> {
    if sizes.sizes.is_empty() {
        return Vec::new();
    }
    // Without such a file there is no table of them.
    let of_municipalities =
        (!sizes.local_rates.is_empty()).then(|| municipal_rates::municipal_rates(sizes));
    let of_sizes = Topic {
        provenance: sizes.provenance.clone(),
        tables: vec![
            expected::by_area(sizes),
            expected::expected(sizes),
            sources::estimates(sizes),
            sources::figures(sizes),
            sources::disagreement(sizes),
        ]
        .into_iter()
        .chain(of_municipalities)
        .collect(),
        pictures: Vec::new(),
        texts: Vec::new(),
    };
    // Its numbers may be examples where those of the sizes are not.
    let of_underlag = sizes.underlag.as_ref().map(|underlag| Topic {
        provenance: underlag.provenance.clone(),
        tables: vec![
            summary::summary(sizes, underlag),
            summary::by_n(sizes, underlag),
            underlag::underlag(sizes, underlag),
            collaborations::collaborations(sizes, underlag),
        ],
        pictures: charts::pictures(sizes, underlag),
        texts: Vec::new(),
    });
    [of_sizes].into_iter().chain(of_underlag).collect()
}
