//! Is a provider outside Tilbudsportalen on it after all?

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::scan::aside::Aside;
use crate::model::RowRef;
use crate::register::fold_name;

/// Ids of rows that were set aside here, and the tilbudsid of the same provider on the portal.
pub(crate) type Aliases = BTreeMap<Box<str>, Box<str>>;

/// Sets aside rows of other lists whose provider is on the portal: the same tilbudsid, or the same
/// CVR-nummer and name. A CVR-nummer alone is not enough: a municipality has one for all it runs.
/// `rows` are sorted.
pub(crate) fn without_those_on_the_portal(
    rows: Vec<ProviderRow>,
    sheets: &mut Sheets,
) -> (Vec<ProviderRow>, Aliases) {
    let mut aliases = Aliases::new();
    if rows.iter().all(|row| row.is_on_portal) {
        return (rows, aliases);
    }
    let elsewhere = || rows.iter().filter(|row| !row.is_on_portal);
    let ids: BTreeSet<&str> = elsewhere().map(|row| &*row.id).collect();
    let numbers: BTreeSet<&str> = elsewhere().filter_map(|row| row.cvr.as_deref()).collect();
    let mut by_id: BTreeMap<Box<str>, RowRef> = BTreeMap::new();
    let mut by_name: BTreeMap<(Box<str>, String), (Box<str>, RowRef)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_on_portal) {
        if ids.contains(&*row.id) {
            by_id.entry(row.id.clone()).or_insert(row.row);
        }
        if let (Some(cvr), Some(name)) = (&row.cvr, &row.name)
            && numbers.contains(&**cvr)
        {
            let key = (cvr.clone(), fold_name(name));
            by_name.entry(key).or_insert_with(|| (row.id.clone(), row.row));
        }
    }
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if row.is_on_portal {
            kept.push(row);
            continue;
        }
        let same_name = || {
            let key = (row.cvr.clone()?, fold_name(row.name.as_deref()?));
            by_name.get(&key).cloned()
        };
        let twin = by_id.get(&row.id).map(|at| (row.id.clone(), *at));
        let (how, twin) = match twin {
            Some(twin) => ("samme tilbudsid", Some(twin)),
            None => ("samme CVR-nummer og navn", same_name()),
        };
        let Some((id, at)) = twin else {
            kept.push(row);
            continue;
        };
        let message = format!(
            "leverandøren \"{}\" står også på Tilbudsportalen med tilbudsid \"{id}\" ({}): {how}; \
             portalens række bruges, også til vurderinger under \"{}\"",
            row.id,
            sheets.place(at),
            row.id
        );
        let notes = sheets.notes(row.row);
        notes.add(
            notes.cell(row.row.row, slot::ID),
            Told::warning(
                LinkCode::OnBothLists.slug(),
                message.clone(),
                "Slet rækken i listen over andre leverandører",
            ),
        );
        notes.set_row_aside(
            row.row.row,
            Some(slot::ID),
            Aside::new(LinkCode::OnBothLists.slug(), &row.id, message),
        );
        aliases.entry(row.id).or_insert(id);
    }
    (kept, aliases)
}
