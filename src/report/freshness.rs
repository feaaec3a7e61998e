//! How old are the data?

use std::fmt::Write;

use crate::model::TargetGroupId;
use crate::report::values::percent;
use crate::results::{AgeRow, Dated, Results};
use crate::table::{Output, Table, danish_date};

/// The bands of ages in words, along [`crate::results::BANDS`].
const BANDS: [&str; 5] =
    ["Under 1 år", "1 til under 2 år", "2 til under 3 år", "3 til under 5 år", "5 år og mere"];

/// `tables/freshness`: ages of the last update and of the assessments.
pub(super) fn freshness<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let freshness = &results.counted.freshness;
    let on = freshness.on.map_or_else(
        || "Der er ingen datoer i data".to_owned(),
        |on| {
            let on = danish_date(on);
            format!("Alderen regnes pr. {on}, den nyeste dato i data; aldrig efter uret")
        },
    );
    let table = Table::<AgeRow>::new(
        "tables/freshness",
        "Aktualitet: hvor gamle er oplysninger og vurderinger",
        "et aldersbånd for en slags datoer",
        "tilbud, leverandører og vurderinger, hver for sig",
    )
    .csv_only()
    .for_report()
    .sheet("Aktualitet")
    .note(on);
    let table = match results.fresh_since {
        Some(since) => table.note(format!(
            "Rækker før {} er lagt til side og tæller ikke her (set_aside.csv)",
            danish_date(since)
        )),
        None => table,
    };
    table
        .words("Hvad", "hvilken dato alderen er regnet fra", |row| {
            Some(match row.dated {
                Dated::UpdatedOnPortal => "Senest opdateret, på Tilbudsportalen",
                Dated::UpdatedOffPortal => "Senest opdateret, uden for Tilbudsportalen",
                Dated::Assessed => "Vurderet",
            })
        })
        .words("Alder", "hele år til den nyeste dato i data; eller uden dato", |row| {
            Some(row.band.map_or("Uden dato", |band| BANDS[band]))
        })
        .int("", "Antal", "så mange er så gamle", |row| Some(row.n))
        .unit("se kolonnen Af")
        .decimal("", "Andel, pct.", "af alle af slagsen, også dem uden dato", 1, |row| {
            percent(row.n, row.of)
        })
        .unit("pct.")
        .empty("der er ingen af slagsen")
        .words("Af", "hvad der er talt: tilbud, leverandører eller vurderinger", |row| {
            Some(match row.dated {
                Dated::UpdatedOnPortal => "tilbud",
                Dated::UpdatedOffPortal => "leverandører",
                Dated::Assessed => "vurderinger",
            })
        })
        .over(&freshness.rows)
}

/// Files that are named under a picture; the manifest has them all.
const FILES_NAMED: usize = 4;

/// Which files a picture of a target group is made from, and of which time they are.
pub(super) fn data_in_words(results: &Results<'_>, target_group: TargetGroupId) -> String {
    let landscape = results.landscape;
    // Yearly reports of capacity have no part in a placement.
    let is_report = |path: &str| {
        let mut layouts = results.settings.layouts.iter();
        let layout = layouts.find(|layout| layout.reads(path));
        layout.is_some_and(|layout| layout.sheets.iter().all(|sheet| sheet.role.is_reports()))
    };
    let files = results.reading.files.iter().map(|file| file.path.as_str());
    let mut files: Vec<&str> = files.filter(|path| !is_report(path)).collect();
    let n_more = files.len().saturating_sub(FILES_NAMED);
    files.truncate(FILES_NAMED);
    let mut told = format!("Data: {}", files.join(", "));
    if n_more > 0 {
        let _ = write!(told, " og {n_more} andre filer");
    }
    if let Some(until) = landscape.updated_until {
        let _ = write!(told, "; tilbud opdateret til {}", danish_date(until));
    }
    if let Some((first, last)) = landscape.assessed_between.get(&target_group) {
        let _ = write!(told, "; vurderet {} til {}", danish_date(*first), danish_date(*last));
    }
    told
}
