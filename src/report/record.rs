//! What does a run record of itself, so that a later one can be held against it?

use crate::flat::FlatRow;
use crate::model::OfferingId;
use crate::report::engine::columns;
use crate::report::parts::ASSESSED_OFFERINGS;
use crate::report::{TextFile, Topic};
use crate::results::Results;
use crate::table::{Output, Table};

/// Where it lies in a run's folder.
pub(crate) const FOLDER: &str = "recorded";
/// The table of what was reported and given, without its ending.
pub(crate) const ASSESSMENTS: &str = "recorded/assessments";

/// The assessments that place, and the rule and the guidelines as they were.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Topic<'v> {
    let settings = results.settings;
    let used = results.assessed.guidelines_used();
    let guidelines = used.into_iter().filter_map(|id| settings.guidelines.get(id));
    let files = guidelines.map(|guideline| &*guideline.file);
    let files: Vec<&str> = files.chain([&*settings.placing_rule().rule.file]).collect();
    let definitions = settings.definitions.iter().filter(|(file, _)| files.contains(&&**file));
    let text = |(file, text): &(String, String)| TextFile {
        path: format!("{FOLDER}/{file}"),
        text: format!(
            "{}\n\n# Som kørsel {} læste den. {}.\n",
            text.trim_end(),
            results.provenance.run_id,
            results.provenance.line()
        ),
        what: "Reglen eller vejledningen, som kørslen læste den; niveau compare indplacerer efter \
               den igen"
            .to_owned(),
    };
    Topic {
        provenance: results.provenance.clone(),
        tables: vec![assessments(results)],
        pictures: Vec::new(),
        texts: definitions.map(text).collect(),
    }
}

/// `recorded/assessments`: the flat row of each assessed offering.
fn assessments<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let all = 0..results.assessed.offerings.len();
    let assessed: Vec<OfferingId> = all
        .map(OfferingId::at)
        .filter(|id| results.assessed.offering(*id).grades.is_assessed())
        .collect();
    Table::<FlatRow<'v>>::new(
        ASSESSMENTS,
        "Vurderinger, der indplacerer, som kørslen læste dem",
        "et vurderet tilbud for en målgruppe, eller en del af det, med den vurdering, der \
         indplacerer",
        ASSESSED_OFFERINGS,
    )
    .note("Internt: rå oplysninger og gradueringer, som niveau compare graduerer igen")
    .note(
        "Er flere vurderinger fra samme dag lagt sammen, eller kan vurderingen ikke bruges, står \
         det samlede som givne gradueringer",
    )
    .parquet_only()
    .with(columns)
    .made(assessed.len(), move |at| vec![results.flat_row(assessed[at])])
}
