//! How old are the data?

use chrono::NaiveDate;

use crate::model::Dataset;
use crate::results::Results;
use crate::table::old::{CellValue, Column, Table};

/// The newest date in the data: the day that ages are reckoned on. Never the clock, so that the
/// same input gives the same ages.
pub fn newest_date(dataset: &Dataset) -> Option<NaiveDate> {
    let updated = dataset.providers.iter().filter_map(|provider| provider.status_on);
    updated.chain(dataset.assessments.iter().map(|a| a.assessed_on)).max()
}

/// Whole years from which a band of ages begins.
const BANDS: [(u32, &str); 5] = [
    (0, "Under 1 år"),
    (1, "1 til under 2 år"),
    (2, "2 til under 3 år"),
    (3, "3 til under 5 år"),
    (5, "5 år og mere"),
];

/// Ages of the last update and of the assessments.
pub(super) fn ages(view: &Results<'_>) -> Table {
    let dataset = &view.reading.dataset;
    let on = newest_date(dataset);
    let updated = |is_on_portal: bool| {
        let of = dataset.providers.iter().filter(move |p| p.is_on_portal == is_on_portal);
        of.map(|provider| provider.status_on).collect::<Vec<_>>()
    };
    let assessed = dataset.assessments.iter().map(|a| Some(a.assessed_on)).collect();
    let mut rows = Vec::new();
    for (what, unit, dates) in [
        ("Senest opdateret, på Tilbudsportalen", "tilbud", updated(true)),
        ("Senest opdateret, uden for Tilbudsportalen", "leverandører", updated(false)),
        ("Vurderet", "vurderinger", assessed),
    ] {
        let years = |date: NaiveDate| on.and_then(|on| on.years_since(date));
        let band = |date: Option<NaiveDate>| {
            let years = years(date?)?;
            BANDS.iter().rposition(|(from, _)| *from <= years)
        };
        let n = dates.len() as u64;
        let count = |wanted: Option<usize>| {
            dates.iter().filter(|date| band(**date) == wanted).count() as u64
        };
        let bands = BANDS.iter().enumerate().map(|(at, (_, words))| (*words, count(Some(at))));
        for (words, counted) in bands.chain([("Uden dato", count(None))]) {
            rows.push(vec![
                CellValue::text(what),
                CellValue::text(words),
                CellValue::count(counted),
                CellValue::percent(counted, n),
                CellValue::text(unit),
            ]);
        }
    }
    let mut notes = vec![match on {
        Some(on) => format!(
            "Alderen regnes pr. {}, den nyeste dato i data; aldrig efter uret",
            on.format("%d.%m.%Y")
        ),
        None => "Der er ingen datoer i data".to_owned(),
    }];
    if let Some(since) = view.fresh_since {
        notes.push(format!(
            "Rækker før {} er lagt til side og tæller ikke her (set_aside.csv)",
            since.format("%d.%m.%Y")
        ));
    }
    Table {
        name: "aktualitet".to_owned(),
        title: "Aktualitet: hvor gamle er oplysninger og vurderinger".to_owned(),
        unit: "tilbud, leverandører og vurderinger, hver for sig".to_owned(),
        columns: vec![
            Column::text("Hvad").about("hvilken dato alderen er regnet fra"),
            Column::text("Alder").about("hele år til den nyeste dato i data; eller uden dato"),
            Column::int("Antal").about("så mange er så gamle").unit("se kolonnen Af"),
            Column::decimal("Andel, pct.")
                .about("af alle af slagsen, også dem uden dato")
                .unit("pct.")
                .empty("der er ingen af slagsen"),
            Column::text("Af").about("hvad der er talt: tilbud, leverandører eller vurderinger"),
        ],
        rows,
        notes,
    }
}
