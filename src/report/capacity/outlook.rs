//! How is it told what the planned changes do to the places?

use crate::capacity::{Horizon, OutlookRow};
use crate::report::capacity::{
    area_name, bounds_columns, group_columns, table, with_interval_note, year_column,
};
use crate::report::landscape::level_word;
use crate::results::Results;
use crate::table::Output;

/// `capacity/outlook`: in a year and in two.
pub(super) fn outlook<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    table::<OutlookRow>(
        "capacity/outlook",
        "Pladser om et år og om to, når planerne kommer",
        "en målgruppe på et niveau i hele landet eller en region",
        "pladser",
    )
    .csv_only()
    .sheet("Udsigt")
    .with(|table| with_interval_note(table, results))
    .note(
        "Ændringer efter udgangen af indberetningens år er lagt til; dem før står i \
         indberetningens pladser",
    )
    .note("Overvejede er også dem, hvor det ikke er oplyst, om de er besluttet")
    .note("En ændring er delt ligeligt mellem afdelingens målgrupper, som pladserne er")
    .with(|table| year_column(table, |r| r.year))
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("area", "Område", "hele landet eller en region", |r| Some(area_name(results, r.area)))
    .text("level", "Niveau", "som tilbuddet er indplaceret på; alle: uanset niveau", |r| {
        Some(level_word(r.level))
    })
    .int("departments", "Afdelinger", "afdelinger, og tilbud uden afdelinger", |r| {
        Some(r.departments.0)
    })
    .unit("afdelinger")
    .int("reporting", "Har indberettet pladser", "af afdelingerne", |r| Some(r.departments.1))
    .unit("afdelinger")
    .with(|table| {
        bounds_columns(table, ("places", "Pladser", "pladser"), "indberettede pladser", |r| {
            r.places
        })
    })
    .for_each([(0, "et år"), (1, "to år")], |table, (nth, words): (usize, &'static str)| {
        let of = move |r: &OutlookRow| -> Horizon { r.after[nth] };
        let name = |what: &str| format!("{what}_{}y", nth + 1);
        table
            .decimal(
                name("decided"),
                format!("Besluttet om {words}"),
                "pladser flere, eller færre med minus",
                1,
                move |r| Some(of(r).decided),
            )
            .unit("pladser")
            .decimal(
                name("considered"),
                format!("Overvejes om {words}"),
                "pladser flere, eller færre med minus",
                1,
                move |r| Some(of(r).considered),
            )
            .unit("pladser")
            .int(
                name("without_places"),
                format!("Uden antal om {words}"),
                "ændringer, der ikke siger hvor mange pladser",
                move |r| Some(of(r).without_places),
            )
            .unit("ændringer")
            .not_on_sheet()
    })
    .over(&results.capacity.outlook)
}
