//! *Afspecialisering*: what fell from *højt* or *moderat*, where, and by what?

use super::ToldRuns;
use super::cells::{CAUSE_NOTE, cause_columns, count, group_columns, region_column, step_columns};
use crate::history::{Fall, FallKind};
use crate::model::Level;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::table::{Output, Table};

/// `despecialisation`: falls by group, region and level.
pub(super) fn despecialisation<'v>(told: &'v ToldRuns<'v>) -> Box<dyn Output + 'v> {
    let kind = |at: FallKind| move |r: &(usize, &'v Fall)| r.1.n[at as usize];
    let rows = told.steps().flat_map(|(at, step)| step.falls.iter().map(move |of| (at, of)));
    Table::<(usize, &'v Fall)>::new(
        "despecialisation",
        "Afspecialisering: fald fra højt eller moderat",
        "en målgruppe, en region og det niveau, tilbuddene stod på før",
        OFFERINGS,
    )
    .note(PARTS)
    .note(
        "Afspecialisering er et lavere niveau, under let, eller kvalitet, der ikke er opfyldt. Det, \
         der ikke længere kan afgøres, kan stå, hvor det stod; det, der ikke længere er med, \
         behøver ikke være lukket",
    )
    .note("Regionen er den tidligere kørsels")
    .note(CAUSE_NOTE)
    .note("Årsagerne er til alt, der er faldet eller ikke længere kan afgøres")
    .with(|table| step_columns(table, told, |r| r.0))
    .with(|table| group_columns(table, told, |r: &(usize, &'v Fall)| r.1.target_group.as_ref()))
    .with(|table| region_column(table, |r: &(usize, &'v Fall)| &r.1.region))
    .text("old_level", "Niveau før", "højt, moderat, eller begge under ét", |r| {
        Some(r.1.level.map_or("højt og moderat", Level::danish))
    })
    .with(|table| count(table, ["before", "Før", "så mange stod på niveauet"], |r| r.1.n_before))
    .with(|table| {
        let about = "lavere niveau, under let, eller kvalitet ikke opfyldt";
        count(table, ["fallen", "Afspecialiseret", about], |r| r.1.n_fallen())
    })
    .with(|table| {
        let named = ["lower", "Heraf lavere niveau", "et lavere niveau, eller under let"];
        count(table, named, kind(FallKind::Lower))
    })
    .with(|table| {
        let about = "den fornødne kvalitet er ikke opfyldt";
        let named = ["quality_not_met", "Heraf kvalitet ikke opfyldt", about];
        count(table, named, kind(FallKind::QualityNotMet))
    })
    .with(|table| {
        let about = "foreløbig, kvalitet ukendt eller ikke vurderet";
        let named = ["undecided", "Kan ikke længere afgøres", about];
        count(table, named, kind(FallKind::Undecided))
    })
    .with(|table| {
        let named = ["gone", "Ikke længere med", "står ikke i den senere kørsel"];
        count(table, named, kind(FallKind::Gone))
    })
    .with(|table| cause_columns(table, |r| &r.1.by_cause))
    .sheet("Afspecialisering")
    .for_report()
    .of(rows.collect())
}
