//! Who grades higher than the others, and which placements hang on it?

use crate::model::Attained;
use crate::report::agreement::{DOUBLE_RATED, WHAT_IS_DOUBLE, tilsyn_name, why};
use crate::report::parts::OFFERINGS;
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::offerings::offering_columns;
use crate::results::Results;
use crate::results::agreement::{Changed, StrictnessRow};
use crate::table::{Output, Table};

const SEE: &str = "kan ikke regnes; se hvorfor";
const AVERAGE: &str = "Ingen ved, hvad den rigtige graduering er: gennemsnittet er af tilsynene selv, \
                       ikke en facitliste";

/// What is said of a tilsyn, in one word.
pub(super) fn judged(row: &StrictnessRow) -> &'static str {
    match (row.effect.steps, row.effect.is_certain()) {
        (Err(_), _) => "kan ikke siges",
        (Ok(_), false) => "kan ikke skelnes fra gennemsnittet",
        (Ok(steps), true) if steps < 0.0 => "graduerer lavere end gennemsnittet (strengere)",
        (Ok(_), true) => "graduerer højere end gennemsnittet (mildere)",
    }
}

/// `trial/strictness`.
pub(super) fn strictness<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<StrictnessRow>::new(
        "trial/strictness",
        "Hvor strengt graduerer hvert tilsyn?",
        "et tilsyn og en parameter, alle otte eller det samlede niveau",
        DOUBLE_RATED,
    )
    .csv_only()
    .sheet("Strenghed")
    .for_report()
    .note(WHAT_IS_DOUBLE)
    .note(
        "Mindste kvadrater: graduering = tilbuddets egen + tilsynets, hvor tilsynenes summer til 0. \
         Kun forskelle på det samme tilbud og den samme parameter tæller",
    )
    .note(
        "Kontrollen (betinget Rasch) regner ikke trinene for lige store; den skal pege samme vej. \
         Den kan ikke estimeres, hvor uenighederne altid går den samme vej",
    )
    .note(AVERAGE)
    .text("subject", "Graduering af", "parameteren, alle otte eller niveauet", |row| {
        Some(row.subject.danish())
    })
    .text("tilsyn", "Tilsyn", "der har gradueret", move |row| {
        Some(tilsyn_name(results, row.tilsyn))
    })
    .int("n_units", "Gradueret også af andre", "tilbud, eller parametre af tilbud", |row| {
        Some(row.effect.n_units)
    })
    .unit(DOUBLE_RATED)
    .int("n_in_part", "Tilsyn, det kan sammenlignes med", "sig selv talt med", |row| {
        Some(row.n_in_part)
    })
    .unit("tilsyn")
    .decimal("steps", "Over gennemsnittet, trin", "under 0 er strengere", 3, |row| {
        row.effect.steps.ok()
    })
    .unit("trin")
    .empty(SEE)
    .decimal("steps_low", "Fra", "95 %-intervallets nedre ende", 3, |row| {
        row.effect.interval.ok().map(|(low, _)| low)
    })
    .unit("trin")
    .empty(SEE)
    .decimal("steps_high", "Til", "95 %-intervallets øvre ende", 3, |row| {
        row.effect.interval.ok().map(|(_, high)| high)
    })
    .unit("trin")
    .empty(SEE)
    .text("judged", "Hvad der kan siges", "af intervallet", |row| Some(judged(row)))
    .decimal("logits", "Kontrol, logit", "betinget Rasch; under 0 er strengere", 3, |row| {
        row.logits.ok()
    })
    .unit("logit")
    .empty("kan ikke estimeres; se hvorfor")
    .text("reason", "Hvorfor der mangler et tal", "om trinene, intervallet eller kontrollen", |row| {
        let effect = &row.effect;
        why(&effect.steps).or_else(|| why(&effect.interval)).or_else(|| why(&row.logits))
    })
    .empty("intet tal mangler")
    .over(&results.counted.agreement.strictness)
}

/// `trial/judged_like_average`: how many placements would change.
pub(super) fn judged_like_average<'v>(
    results: &'v Results<'v>,
    all: &'v [Changed],
) -> Box<dyn Output + 'v> {
    Table::<Changed>::new(
        "trial/judged_like_average",
        "Indplaceringer, hvis alle graduerede som gennemsnittet",
        "et tilsyn",
        OFFERINGS,
    )
    .csv_only()
    .sheet("Som gennemsnittet")
    .note(
        "Et tilsyns gradueringer flyttes kun, når intervallet for dets strenghed udelukker 0, og kun \
         hele trin: en forskel på under et halvt trin flytter intet",
    )
    .note("Kun inspektørens gradueringer flyttes; oplysningerne er de samme, hvem der end læser dem")
    .note(AVERAGE)
    .text("tilsyn", "Tilsyn", "der har indplaceret", move |row| {
        Some(tilsyn_name(results, row.tilsyn))
    })
    .flag("is_certain", "Afviger sikkert", "intervallet udelukker 0", |row| Some(row.is_certain))
    .int("steps", "Flyttes, trin", "under 0 er ned", |row| Some(row.steps))
    .unit("trin")
    .int("n_placed", "Med et afgjort niveau", "indplaceret af tilsynet, uanset kvaliteten", |row| {
        Some(row.n_placed)
    })
    .unit(OFFERINGS)
    .int("n_changed", "Ville stå et andet sted", "på et andet niveau, eller uafgjort", |row| {
        Some(row.offerings.len())
    })
    .unit(OFFERINGS)
    .over(all)
}

/// An offering that would stand elsewhere.
struct Moved<'v> {
    of: PlacementRow<'v>,
    changed: &'v Changed,
    from: Attained,
    to: (Attained, Attained),
}

/// `trial/changed_placements`: which they are.
pub(super) fn changed_placements<'v>(
    results: &'v Results<'v>,
    all: &'v [Changed],
) -> Box<dyn Output + 'v> {
    let rows = all.iter().flat_map(|changed| {
        changed.offerings.iter().map(move |of| Moved {
            of: PlacementRow::new(results, of.offering),
            changed,
            from: of.from,
            to: of.to,
        })
    });
    Table::<Moved<'v>>::new(
        "trial/changed_placements",
        "Tilbud, der ville stå på et andet niveau, hvis alle graduerede som gennemsnittet",
        "et tilbud for en målgruppe",
        OFFERINGS,
    )
    .csv_only()
    .note(AVERAGE)
    .with(|table| offering_columns(table, |r| &r.of))
    .text("tilsyn", "Tilsyn", "der har indplaceret", move |r| {
        Some(tilsyn_name(results, r.changed.tilsyn))
    })
    .int("steps", "Flyttes, trin", "under 0 er ned", |r| Some(r.changed.steps))
    .unit("trin")
    .text("level", "Niveau nu", "det afgjorte, uanset kvaliteten", |r| Some(r.from.danish()))
    .text("level_low", "Laveste niveau, flyttet", "efter reglen", |r| Some(r.to.0.danish()))
    .text("level_high", "Højeste niveau, flyttet", "det samme, når det er afgjort", |r| {
        Some(r.to.1.danish())
    })
    .of(rows.collect())
}
