//! Is a provider outside Tilbudsportalen on it after all?

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::provider as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::like_names::like;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::provider::ProviderRow;
use crate::model::RowRef;
use crate::register::fold_name;

/// Ids of rows that were set aside here, and the tilbudsid of the same provider on the portal.
pub(crate) type Aliases = BTreeMap<Box<str>, Box<str>>;

/// What other lists and the portal have in common.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) aliases: Aliases,
    /// Ids that both have, for two providers: they name neither.
    pub(crate) contested: BTreeSet<Box<str>>,
}

/// Sets aside rows of other lists whose provider is on the portal: the same tilbudsid, unless CVR-nummer
/// and name say that it is somebody else; or the same CVR-nummer and name. A CVR-nummer alone is not
/// enough: a municipality has one for all it runs. Rows with the id of somebody else are set aside too.
/// `rows` are sorted.
pub(crate) fn without_those_on_the_portal(
    rows: Vec<ProviderRow>,
    sheets: &mut Sheets,
) -> (Vec<ProviderRow>, Shared) {
    let mut shared = Shared::default();
    if rows.iter().all(|row| row.is_on_portal) {
        return (rows, shared);
    }
    let elsewhere = || rows.iter().filter(|row| !row.is_on_portal);
    let ids: BTreeSet<&str> = elsewhere().map(|row| &*row.id).collect();
    let numbers: BTreeSet<&str> = elsewhere().filter_map(|row| row.cvr.as_deref()).collect();
    let mut by_id: BTreeMap<Box<str>, Named> = BTreeMap::new();
    let mut by_name: BTreeMap<(Box<str>, String), (Box<str>, RowRef)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_on_portal) {
        if ids.contains(&*row.id) {
            by_id.entry(row.id.clone()).or_insert_with(|| Named::of(row));
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
        let (how, twin) = match by_id.get(&row.id) {
            Some(named) if named.is_another(&row) => {
                set_contested_aside(&row, named, sheets);
                shared.contested.insert(row.id);
                continue;
            }
            Some(named) => ("samme tilbudsid", Some((row.id.clone(), named.row))),
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
        let told = Told::warning(
            LinkCode::OnBothLists.slug(),
            message,
            "Slet rækken i listen over andre leverandører",
        );
        sheets.refuse(row.row, slot::ID, &row.id, told);
        shared.aliases.entry(row.id).or_insert(id);
    }
    (kept, shared)
}

/// A provider of the portal, as far as it is known who it is.
struct Named {
    cvr: Option<Box<str>>,
    name: Option<Box<str>>,
    row: RowRef,
}

impl Named {
    fn of(row: &ProviderRow) -> Self {
        Self { cvr: row.cvr.clone(), name: row.name.as_deref().map(Into::into), row: row.row }
    }

    /// Whether a row with the same id is of somebody else: its name is, and its CVR-nummer does not
    /// say otherwise; or there is no name, and its CVR-nummer is.
    fn is_another(&self, row: &ProviderRow) -> bool {
        let same_cvr = self.cvr.as_deref().zip(row.cvr.as_deref()).map(|(a, b)| a == b);
        let names = self.name.as_deref().zip(row.name.as_deref());
        match names {
            Some((a, b)) if fold_name(a) == fold_name(b) => false,
            Some((a, b)) => same_cvr != Some(true) || like(a, b) < ANOTHER_BELOW,
            None => same_cvr == Some(false),
        }
    }
}

/// Below this two names under one id and one CVR-nummer are two providers': a municipality has one
/// CVR-nummer for all it runs.
const ANOTHER_BELOW: f64 = 0.55;

fn set_contested_aside(row: &ProviderRow, named: &Named, sheets: &mut Sheets) {
    let message = format!(
        "tilbudsid \"{}\" er også et tilbud på Tilbudsportalen ({}), men med et andet navn eller \
         CVR-nummer; rækken er ikke brugt, og id'et alene peger ingen af dem ud",
        row.id,
        sheets.place(named.row)
    );
    let told = Told::error(
        LinkCode::IdOfAnother.slug(),
        message,
        "Giv leverandøren et id, som ingen anden har, også i vurderingerne",
    );
    sheets.refuse(row.row, slot::ID, &row.id, told);
}
