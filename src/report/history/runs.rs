//! Which runs are held against each other, and what can't be compared?

use super::{ToldRun, ToldRuns};
use crate::table::{Output, Table};

/// `runs`: a row per run.
pub(super) fn runs<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    Table::<&'v ToldRun>::new("runs", "Kørslerne", "en kørsel", "kørsler")
        .text("run", "Kørsel", "hvad kørslen hedder: dens mappe", |r| Some(&*r.label))
        .text("run_id", "Kørslens kode", "som den står i kørslens egne filer", |r| {
            Some(&*r.provenance.run_id)
        })
        .date("as_of", "Kørslens dag", "vurderinger efter den er lagt til side", |r| r.as_of)
        .empty("ikke gemt af kørslen")
        .date("regions_on", "Regioner pr.", "kortet over regioner", |r| r.provenance.regions_on)
        .empty("ikke gemt af kørslen")
        .text("rule", "Regel", "reglen, der indplacerede", |r| Some(&*r.provenance.rule))
        .text(
            "guidelines",
            "Vejledninger",
            "dem til kørslens målgrupper, og fra hvilken dag",
            |r| {
                let labels =
                    r.provenance.guidelines.iter().filter_map(|label| told.guideline(label));
                Some(labels.collect::<Vec<_>>().join("; "))
            },
        )
        .text("version", "Programmets udgave", "niveau", |r| Some(&*r.provenance.program_version))
        .text("example", "Eksempel", "om noget er opdigtet", |r| r.provenance.example_mark())
        .empty("intet er opdigtet")
        .text("limits", "Hvad der ikke kan sammenlignes", "og hvorfor", |r| {
            (!r.limits.is_empty()).then(|| r.limits.join(". "))
        })
        .empty("alt kan sammenlignes")
        .sheet("Kørsler")
        .wrapped()
        .of(told.runs.iter().collect())
}
