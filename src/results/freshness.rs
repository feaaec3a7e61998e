//! How old are the data?

use chrono::NaiveDate;

use crate::model::Dataset;

/// Ages of the data.
pub(crate) struct Freshness {
    /// The newest date in the data: the day that ages are computed on. Never the clock, so that
    /// the same input gives the same ages.
    pub(crate) on: Option<NaiveDate>,
    /// Each kind of date by each age.
    pub(crate) rows: Vec<AgeRow>,
}

/// How many are so old.
pub(crate) struct AgeRow {
    pub(crate) dated: Dated,
    /// A place in [`BANDS`]; none: without a date.
    pub(crate) band: Option<usize>,
    pub(crate) n: u64,
    /// All of the kind, also those without a date.
    pub(crate) of: u64,
}

/// Which date an age is computed from.
#[derive(Clone, Copy)]
pub(crate) enum Dated {
    UpdatedOnPortal,
    UpdatedOffPortal,
    Assessed,
}

/// Whole years from which a band of ages begins.
pub(crate) const BANDS: [u32; 5] = [0, 1, 2, 3, 5];

/// Ages of the last update and of the assessments.
pub(super) fn freshness(dataset: &Dataset) -> Freshness {
    let updated = |is_on_portal: bool| -> Vec<Option<NaiveDate>> {
        let of = dataset.providers.iter().filter(|p| p.is_on_portal == is_on_portal);
        of.map(|provider| provider.status_on).collect()
    };
    let dated = [
        (Dated::UpdatedOnPortal, updated(true)),
        (Dated::UpdatedOffPortal, updated(false)),
        (Dated::Assessed, dataset.assessments.iter().map(|a| Some(a.assessed_on)).collect()),
    ];
    let on = dated.iter().flat_map(|(_, dates)| dates).copied().max().flatten();
    let band = |date: Option<NaiveDate>| {
        let years = on?.years_since(date?)?;
        BANDS.iter().rposition(|from| *from <= years)
    };
    let rows = dated.iter().flat_map(|(dated, dates)| {
        let of = dates.len() as u64;
        let bands = (0..BANDS.len()).map(Some).chain([None]);
        bands.map(move |wanted| {
            let n = dates.iter().filter(|date| band(**date) == wanted).count() as u64;
            AgeRow { dated: *dated, band: wanted, n, of }
        })
    });
    Freshness { on, rows: rows.collect() }
}
