//! Whose status may stand in a row of a provider list that could not be used, or in a list that can't
//! be read to its end?
//!
//! Either may say that an approval has ended. So the status that another row of the same tilbud gives
//! does not stand in its place (Reading R48): what can be read of the lost row is held against it, and
//! where nothing can, the status is not known.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::status::DroppedStatuses;
use crate::ingest::row::lost_provider::{LostProvider, WrittenKey};
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;
use crate::ingest::scan::notes::LostPart;
use crate::model::SheetId;
use crate::register::fold_name;

/// Adds what lost rows say, and what lost lists may say, to what is held against the rows that are
/// used. `rows` are those, sorted by tilbudsid. A row before `since` does not count, nor does one of
/// another list when the portal has the tilbud.
pub(crate) fn add_lost(
    rows: &[ProviderRow],
    since: Option<NaiveDate>,
    sheets: &mut Sheets,
    dropped: &mut DroppedStatuses,
) {
    add_lost_lists(rows, sheets, dropped);
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
    let by_key = LazyCell::new(|| by_key(rows));
    let of_id = |name: &str| {
        let at = rows.partition_point(|row| *row.id < *name);
        rows.get(at).filter(|row| *row.id == *name)
    };
    for lost in all {
        let named = |name: &str| of_id(name).or_else(|| by_department.get(name).copied());
        let mut found: Vec<&ProviderRow> =
            lost.names.iter().filter_map(|name| named(name)).collect();
        if found.is_empty() {
            found = of_keys(&lost, &by_key);
        }
        let of_list = found.iter().filter(|row| lost.is_on_portal || !row.is_on_portal);
        let ids: BTreeSet<&str> = of_list.map(|row| &*row.id).collect();
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

/// Rows by what else than an id they are known by.
fn by_key(rows: &[ProviderRow]) -> BTreeMap<WrittenKey, Vec<&ProviderRow>> {
    let mut by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        let keys = [
            row.p_number.clone().map(WrittenKey::PNumber),
            row.cvr.clone().map(WrittenKey::Cvr),
            row.name.as_deref().map(|name| WrittenKey::Name(fold_name(name).into())),
        ];
        for key in keys.into_iter().flatten() {
            by_key.entry(key).or_default().push(row);
        }
    }
    by_key
}

/// Rows that the P-nummer or the name of a lost row points to; of one that has neither, those of its
/// CVR-nummer, which may have many tilbud.
fn of_keys<'r>(
    lost: &LostProvider,
    by_key: &BTreeMap<WrittenKey, Vec<&'r ProviderRow>>,
) -> Vec<&'r ProviderRow> {
    let is_cvr_alone = lost.keys.iter().all(WrittenKey::is_cvr);
    let keys = lost.keys.iter().filter(|key| is_cvr_alone || !key.is_cvr());
    keys.filter_map(|key| by_key.get(key)).flatten().copied().collect()
}

/// A list that can't be read to its end may have any tilbud: all that it may have are told of once.
fn add_lost_lists(rows: &[ProviderRow], sheets: &mut Sheets, dropped: &mut DroppedStatuses) {
    for (id, sheet) in (0..).map(SheetId).zip(&mut sheets.0) {
        if !sheet.role.is_providers() || sheet.notes.lost != LostPart::Rest {
            continue;
        }
        let is_portal = sheet.role == SheetRole::Providers;
        let mut n = 0;
        for of_one in rows.chunk_by(|row, next| row.id == next.id) {
            if is_portal || !of_one[0].is_on_portal {
                let said = SaidStatus::of_lost_list(id);
                dropped.entry(of_one[0].id.clone()).or_default().push(said);
                n += 1;
            }
        }
        if n > 0 {
            let place = sheet.notes.here();
            sheet.notes.add(
                place,
                Told::warning(
                    LinkCode::StatusListLost.slug(),
                    format!(
                        "listen kunne ikke læses til ende, og den kan have en anden status for {n} \
                         tilbud, der er læst; kvaliteten er ukendt"
                    ),
                    "Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder",
                ),
            );
        }
    }
}

fn tell(ids: &BTreeSet<&str>, said: &SaidStatus, sheets: &mut Sheets) {
    /// Ids that a message names.
    const NAMED: usize = 10;
    let mut named: Vec<String> = ids.iter().take(NAMED).map(|id| format!("\"{id}\"")).collect();
    if ids.len() > NAMED {
        named.push(format!("og {} andre", ids.len() - NAMED));
    }
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
