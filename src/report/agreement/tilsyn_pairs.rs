//! How far do each two tilsyn agree, and what is missing for telling?

use crate::report::agreement::{PROVIDERS, WHAT_IS_DOUBLE, tilsyn_name, why};
use crate::results::Results;
use crate::results::agreement::{TilsynPair, WANTED_BY_PAIR};
use crate::table::{Output, Table};

const UNITS: &str = "gradueringer, begge har givet";
const NONE: &str = "de to har ikke vurderet noget af det samme";

/// `trial/tilsyn_pairs`: the overlap matrix as rows.
pub(super) fn tilsyn_pairs<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let wanted = if results.counted.agreement.is_by_design {
        "Mangler er regnet mod stikprøveplanen (trial/design.toml): de dobbeltvurderinger, den har, \
         og som ikke er kommet"
            .to_owned()
    } else {
        format!(
            "Mangler er regnet mod {WANTED_BY_PAIR} leverandører for hver to socialtilsyn (40 med \
             fem): det gør intervallet for alfa omkring 0,3 bredt. Tallet er vores; en stikprøveplan \
             med dobbeltvurderinger træder i stedet"
        )
    };
    Table::<TilsynPair>::new(
        "trial/tilsyn_pairs",
        "Tilsyn mod tilsyn: hvad to har vurderet begge, og hvor enige de er",
        "to tilsyn",
        PROVIDERS,
    )
    .csv_only()
    .sheet("Tilsyn x tilsyn")
    .note(WHAT_IS_DOUBLE)
    .note(
        "Hvert tilbud hører til ét tilsyn: uden planlagte dobbeltvurderinger er der intet at \
         sammenligne",
    )
    .note(wanted)
    .note(
        "Kappa er Cohens med lineære vægte over alle otte parametre: 1 er fuld enighed, 0 som ved \
         tilfældighed; med få gradueringer er den usikker, så se på antallet",
    )
    .text("first", "Tilsyn", "det ene", move |row| Some(tilsyn_name(results, row.tilsyn.0)))
    .text("second", "Mod tilsyn", "det andet", move |row| Some(tilsyn_name(results, row.tilsyn.1)))
    .int("n_providers", "Leverandører, begge har vurderet", "hver talt én gang", |row| {
        Some(row.n_providers)
    })
    .unit(PROVIDERS)
    .int("n_wanted", "Planlagt", "leverandører, begge skal vurdere", |row| row.n_wanted)
    .unit(PROVIDERS)
    .empty("parret er ikke planlagt")
    .int("n_missing", "Mangler", "af de planlagte; ikke vurderet af begge", |row| row.n_missing)
    .unit(PROVIDERS)
    .empty("parret er ikke planlagt")
    .int("n_units", "Gradueringer, begge har givet", "parametre af tilbud", |row| {
        row.pair.as_ref().map(|pair| pair.n_units)
    })
    .unit(UNITS)
    .empty(NONE)
    .decimal("same_percent", "Ens, pct.", "af dem", 1, |row| {
        row.pair.as_ref().map(|pair| pair.n_same as f64 * 100.0 / pair.n_units as f64)
    })
    .unit("pct.")
    .empty(NONE)
    .decimal("kappa", "Vægtet kappa", "Cohens med lineære vægte", 3, |row| {
        row.pair.as_ref().and_then(|pair| pair.kappa.ok())
    })
    .unit("højst 1")
    .empty("kan ikke regnes; se hvorfor")
    .decimal(
        "mean_difference",
        "Det andet over det første, trin",
        "gennemsnitlig forskel",
        2,
        |row| row.pair.as_ref().map(|pair| pair.mean_difference),
    )
    .unit("trin")
    .empty(NONE)
    .text("reason", "Hvorfor der mangler et tal", "grunden i ord", |row| match &row.pair {
        None => Some(NONE),
        Some(pair) => why(&pair.kappa),
    })
    .empty("intet tal mangler")
    .over(&results.counted.agreement.pairs)
}
