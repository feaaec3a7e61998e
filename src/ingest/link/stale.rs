//! Is a row from before the day that rows must be as new as? Only asked when a day is given.

use chrono::NaiveDate;

use crate::ingest::layout::fields::{key, provider};
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::assessment::AssessmentRow;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::scan::aside::Aside;
use crate::plain_text::danish_date;

/// Sets aside the providers' rows that were last brought up to date before the day. A row without
/// a date may be new, and stays. Gives the ids that have no row left, sorted. `rows` are sorted.
pub(crate) fn without_stale_providers(
    rows: Vec<ProviderRow>,
    since: Option<NaiveDate>,
    sheets: &mut Sheets,
) -> (Vec<ProviderRow>, Vec<Box<str>>) {
    let Some(since) = since else { return (rows, Vec::new()) };
    let mut kept = Vec::with_capacity(rows.len());
    let mut gone: Vec<Box<str>> = Vec::new();
    for row in rows {
        match row.status_on.filter(|on| *on < since) {
            None => kept.push(row),
            Some(on) => {
                let reason = format!(
                    "rækken er sidst opdateret {}, før {}; bed om nye oplysninger, eller vælg en \
                     tidligere dag med --fresh-since",
                    danish_date(on),
                    danish_date(since)
                );
                sheets.set_aside(
                    row.row,
                    provider::STATUS_ON,
                    Aside::new(LinkCode::StaleUpdate.slug(), &row.id, reason),
                );
                gone.push(row.id);
            }
        }
    }
    gone.dedup();
    gone.retain(|id| kept.binary_search_by(|row| row.id.cmp(id)).is_err());
    (kept, gone)
}

/// Sets aside rows of assessments that were made before the day.
pub(crate) fn set_stale_assessments_aside<T>(
    rows: &mut Vec<AssessmentRow<T>>,
    since: Option<NaiveDate>,
    sheets: &mut Sheets,
) {
    let Some(since) = since else { return };
    rows.retain(|row| {
        let on = row.key.assessed_on;
        if on < since {
            let reason = format!(
                "vurderingen er fra {}, før {}; vurder igen, eller vælg en tidligere dag med \
                 --fresh-since",
                danish_date(on),
                danish_date(since)
            );
            let id = &row.key.provider;
            sheets.set_aside(
                row.row,
                key::DATE,
                Aside::new(LinkCode::StaleAssessment.slug(), id, reason),
            );
        }
        on >= since
    });
}
