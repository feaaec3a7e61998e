//! Which provider and sub-group is each row of, and which rows say the same twice?

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::joined::{Key, OfferingKey};
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::subgroups::Subgroups;
use crate::ingest::row::assessment::{AssessmentKey, AssessmentRow, Content};
use crate::ingest::scan::aside::Aside;
use crate::model::RowRef;

/// A row whose key was found among the providers.
pub(crate) struct Resolved<T> {
    pub(crate) key: Key,
    pub(crate) content: T,
    pub(crate) row: RowRef,
}

/// Finds each row's provider and sub-group, sorts, and leaves out rows that say the same twice.
pub(crate) fn resolve<T: Content + Send + Sync>(
    rows: Vec<AssessmentRow<T>>,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    subgroups: &Subgroups,
) -> Vec<Resolved<T>> {
    let providers: Vec<_> = rows.par_iter().map(|row| linked.with_id(&row.key.provider)).collect();
    let mut resolved = Vec::with_capacity(rows.len());
    for (row, provider) in rows.into_iter().zip(providers) {
        let subgroup = match &row.key.subgroup {
            None => Some(None),
            Some(name) => subgroups.find(name).map(Some),
        };
        if let (Some(provider), Some(subgroup)) = (provider, subgroup) {
            let AssessmentKey { target_group, age_group, assessed_on, authority, .. } = row.key;
            let offering = OfferingKey { provider, target_group, subgroup, age_group };
            let key = Key { offering, assessed_on, authority };
            resolved.push(Resolved { key, content: row.content, row: row.row });
        } else {
            let reason =
                "der er flere delmålgrupper, end programmet kan skelne (65.536); se efter, \
                          om kolonnen er den rigtige"
                    .to_owned();
            let key = &row.key.provider;
            sheets.set_aside(
                row.row,
                slot::SUBGROUP,
                Aside::new(LinkCode::TooManySubgroups.slug(), key, reason),
            );
        }
    }
    resolved.par_sort_unstable_by(|a, b| {
        a.key.cmp(&b.key).then_with(|| a.content.order(&b.content)).then(a.row.cmp(&b.row))
    });
    without_repetitions(resolved, sheets, linked)
}

fn without_repetitions<T: Content>(
    rows: Vec<Resolved<T>>,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
) -> Vec<Resolved<T>> {
    let mut kept: Vec<Resolved<T>> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(last) = kept.last().filter(|last| last.key == row.key) else {
            sheets.used(row.row);
            kept.push(row);
            continue;
        };
        let other = sheets.place(last.row);
        let says_the_same = last.content.order(&row.content).is_eq();
        let id = &linked.provider(row.key.offering.provider).id;
        if says_the_same {
            sheets.set_identical_aside(row.row, id, &other);
            if let Some(last) = kept.last_mut() {
                last.content.absorb(&row.content);
            }
        } else {
            let notes = sheets.notes(row.row);
            notes.add(
                notes.row(row.row.row),
                Told::warning(
                    LinkCode::DuplicateAssessment.slug(),
                    format!(
                        "rækken har samme tilbud, målgruppe, tilsyn og dato som {other}, men andre \
                     oplysninger; begge er med som hver sin vurdering"
                    ),
                    "Slet den, der ikke gælder, eller ret datoen",
                ),
            );
            sheets.used(row.row);
            kept.push(row);
        }
    }
    kept
}
