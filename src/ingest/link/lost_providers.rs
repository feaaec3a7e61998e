//! Whose status may stand in a row of a provider list that could not be used?
//!
//! A row that is set aside may say that an approval has ended. So the status that another row of the
//! same tilbud gives does not stand in its place (Reading R48): what can be read of the lost row is
//! held against it, and where nothing can, the status is not known.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::ingest::cell::told::Told;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::status::DroppedStatuses;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;

/// Adds what lost rows say to what is held against the rows that are used. `rows` are those, sorted
/// by tilbudsid. A row before `since` does not count, nor does one of another list when the portal
/// has the tilbud.
pub(crate) fn add_lost(
    rows: &[ProviderRow],
    since: Option<NaiveDate>,
    sheets: &mut Sheets,
    dropped: &mut DroppedStatuses,
) {
    let mut all = Vec::new();
    for sheet in &mut sheets.0 {
        all.append(&mut sheet.lost_providers);
    }
    all.retain(|lost| since.is_none_or(|since| !lost.said.is_before(since)));
    if all.is_empty() {
        return;
    }
    let by_department: BTreeMap<&str, &ProviderRow> =
        rows.iter().filter_map(|row| Some((row.department.as_deref()?, row))).collect();
    let of_id = |name: &str| {
        let at = rows.partition_point(|row| *row.id < *name);
        rows.get(at).filter(|row| *row.id == *name)
    };
    for lost in all {
        let named = |name: &str| of_id(name).or_else(|| by_department.get(name).copied());
        let mut ids: Vec<&str> = lost
            .names
            .iter()
            .filter_map(|name| named(name))
            .filter(|row| lost.is_on_portal || !row.is_on_portal)
            .map(|row| &*row.id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            continue;
        }
        if lost.said.is_unread() && !lost.is_private {
            tell(&ids, &lost.said, sheets);
        }
        for id in ids {
            dropped.entry(id.into()).or_default().push(lost.said.clone());
        }
    }
}

fn tell(ids: &[&str], said: &SaidStatus, sheets: &mut Sheets) {
    let named: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let notes = sheets.notes(said.row());
    notes.add(
        notes.row(said.row().row),
        Told::warning(
            LinkCode::StatusLost.slug(),
            format!(
                "rækken er ikke brugt, og den kan gælde tilbud {}, som har andre rækker; den kan \
                 have en anden status end de, så kvaliteten er ukendt",
                named.join(", ")
            ),
            "Ret rækken, eller slet den, hvis den ikke gælder",
        ),
    );
}
