//! Which of the inspectors' overall levels contradict each other?

use crate::model::Attained;
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::offerings::offering_columns;
use crate::results::Results;
use crate::robustness::Contradiction;
use crate::table::{Output, Table};

/// An offering and the one that it contradicts.
struct Contradicting<'v> {
    of: PlacementRow<'v>,
    with: PlacementRow<'v>,
    contradiction: Contradiction,
}

/// `robustness/contradictions`: a row per offering, within each target group.
pub(super) fn contradictions<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of_groups = results.robustness.studies.iter().filter(|study| study.group.is_some());
    let rows = of_groups.flat_map(|of_group| {
        of_group.study.contradictions.iter().map(|contradiction| Contradicting {
            of: PlacementRow::new(results, of_group.offerings[contradiction.of]),
            with: PlacementRow::new(results, of_group.offerings[contradiction.with]),
            contradiction: *contradiction,
        })
    });
    let inspector = |row: &PlacementRow<'_>| row.assessed.grades.inspector_level;
    Table::<Contradicting<'v>>::new(
        "robustness/contradictions",
        "Samlede niveauer fra tilsynet, der modsiger hinanden",
        "et tilbud, hvis samlede niveau ingen regel kan give sammen med et andets",
        "vurderede tilbud x målgruppe",
    )
    .csv_only()
    .sheet("Modsigelser")
    .note(
        "To samlede niveauer modsiger hinanden, når det ene tilbud har mindst det andets graduering \
         på alle otte parametre og alligevel et lavere niveau. Så få niveauer som muligt, der skulle \
         rettes, før én regel kunne give dem alle, står i robustness/fitted_rules under de monotone regler",
    )
    .note(
        "En parameter, der ikke er relevant, regnes her som opfyldt; tilbud med ukendte gradueringer \
         eller uden tilsynets samlede niveau er ikke med",
    )
    .with(|table| offering_columns(table, |r| &r.of))
    .text("inspector_level", "Tilsynets samlede niveau", "for tilbuddet", move |r| {
        inspector(&r.of).map(Attained::danish)
    })
    .empty("findes ikke: uden det er tilbuddet ikke med")
    .text("assessor", "Tilsyn", "der har vurderet tilbuddet", |r| r.of.assessor())
    .empty("ikke oplyst")
    .text("other_provider_id", "Modsiger tilbudsid", "det, det er længst fra", |r| {
        Some(&*r.with.provider.id)
    })
    .words("Modsiger tilbud", "dets navn", |r| Some(&*r.with.provider.name))
    .text("other_inspector_level", "Dets samlede niveau", "fra tilsynet", move |r| {
        inspector(&r.with).map(Attained::danish)
    })
    .empty("findes ikke: uden det er tilbuddet ikke med")
    .text("other_assessor", "Dets tilsyn", "der har vurderet det", |r| r.with.assessor())
    .empty("ikke oplyst")
    .text("how", "Hvordan", "hvorfor ingen regel giver begge", |r| {
        Some(if r.contradiction.is_too_high {
            "højere niveau end et, der er gradueret mindst lige så højt på alle otte"
        } else {
            "lavere niveau end et, der er gradueret højst lige så højt på alle otte"
        })
    })
    .of(rows.collect())
}
