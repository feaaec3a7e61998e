//! Which offerings may a row be of that could not be used, and a sheet that could not be read?

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::losses::Losses;
use crate::ingest::link::provider_index::{ByKey, LazyIndex};
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::assessment::{AssessmentRow, Grading};
use crate::ingest::row::lost::{Lost, LostKey};
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::notes::LostPart;
use crate::model::{
    Evidence, Loss, LostRow, Offering, OfferingId, ProviderId, RowRef, SheetId, Supervision,
};
use crate::register::{Registers, fold_name};

/// Lost rows with the providers that they may be of, sorted. Where nothing tells whose a row is,
/// its book has lost it.
pub(crate) fn owned(
    lost: Vec<Lost>,
    losses: &mut Losses,
    sheets: &Sheets,
    index: &LazyIndex<'_>,
    linked: &LinkedProviders,
) -> Vec<(ProviderId, Lost)> {
    let owners = Owners { linked, index, by_name: LazyCell::new(|| by_name(linked)) };
    let mut owned = Vec::new();
    for lost in lost {
        let providers = owners.of(&lost.key);
        if providers.is_empty() {
            let sheet = &sheets.0[lost.row.sheet.0 as usize];
            losses.add(&sheet.book, sheet.role);
        }
        owned.extend(providers.into_iter().map(|provider| (provider, lost.clone())));
    }
    owned.sort_by_key(|(provider, lost)| (*provider, lost.row));
    owned
}

/// Lost rows by the offerings that they may be of: of the target group, all when it could not be
/// read, whatever the sub-group and the age group.
pub(crate) fn lost_rows(lost: Vec<(ProviderId, Lost)>, offerings: &[Offering]) -> Vec<LostRow> {
    let mut rows = Vec::new();
    for (provider, Lost { key, row, is_of_grades, is_private }) in lost {
        let start = offerings.partition_point(|offering| offering.provider < provider);
        let of_provider = offerings[start..].iter().take_while(|o| o.provider == provider);
        for (id, offering) in (start..).map(OfferingId::at).zip(of_provider) {
            if key.target_group.is_none_or(|group| group == offering.target_group) {
                rows.push(LostRow {
                    offering: id,
                    assessed_on: key.assessed_on,
                    authority: key.authority,
                    is_of_grades,
                    why: Loss::Unusable,
                    row: (!is_private).then_some(row),
                });
            }
        }
    }
    rows
}

/// Sheets of assessments that could not be read to their end, and whose assessments may have been
/// in them: the socialtilsyn that their file is named after, else those in the rest of their book,
/// else anybody (`None`).
pub(crate) fn unread(
    evidence: &[AssessmentRow<Box<Evidence>>],
    grades: &[AssessmentRow<Grading>],
    sheets: &Sheets,
    registers: &Registers,
) -> Vec<(RowRef, Vec<Option<Supervision>>)> {
    let is_unread =
        |sheet: &SheetRead| sheet.notes.lost == LostPart::Rest && sheet.role.is_assessments();
    let by_book = LazyCell::new(|| authorities_by_book(evidence, grades, sheets));
    let mut unread = Vec::new();
    for (at, sheet) in (0..).zip(&sheets.0).filter(|(_, sheet)| is_unread(sheet)) {
        let folded = fold_name(&sheet.sheet.file);
        let named =
            registers.authorities.iter().filter(|(_, name)| folded.contains(&fold_name(name)));
        let mut whose: Vec<Option<Supervision>> =
            named.map(|(authority, _)| Some(Supervision::SocialAuthority(authority))).collect();
        if whose.is_empty() {
            whose.extend(by_book.get(&*sheet.book).into_iter().flatten().copied().map(Some));
        }
        if whose.is_empty() {
            whose.push(None);
        }
        unread.push((RowRef { sheet: SheetId(at), row: 0 }, whose));
    }
    unread
}

/// The socialtilsyn of the assessments of each book.
fn authorities_by_book<'s>(
    evidence: &[AssessmentRow<Box<Evidence>>],
    grades: &[AssessmentRow<Grading>],
    sheets: &'s Sheets,
) -> BTreeMap<&'s str, BTreeSet<Supervision>> {
    let keys = evidence.iter().map(|row| (&row.key, row.row));
    let keys = keys.chain(grades.iter().map(|row| (&row.key, row.row)));
    let mut by_book: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (key, row) in keys {
        let book = &*sheets.0[row.sheet.0 as usize].book;
        by_book.entry(book).or_default().insert(key.authority);
    }
    by_book
}

/// What could not be read, by the assessed offerings that a newer assessment of may have been in it.
pub(crate) fn unread_by_offering(
    unread: &[(RowRef, Vec<Option<Supervision>>)],
    offerings: &[Offering],
) -> Vec<LostRow> {
    let mut rows = Vec::new();
    let assessed = (0..)
        .map(OfferingId)
        .zip(offerings)
        .filter(|(_, offering)| !offering.assessments.is_empty());
    for (offering, _) in assessed {
        for (row, whose) in unread {
            rows.extend(whose.iter().map(|authority| LostRow {
                offering,
                assessed_on: None,
                authority: *authority,
                is_of_grades: true,
                why: Loss::Unread,
                row: Some(*row),
            }));
        }
    }
    rows
}

fn by_name(linked: &LinkedProviders) -> ByKey<String> {
    let named = (0..).map(ProviderId).zip(&linked.providers);
    ByKey::of(named.map(|(place, provider)| (fold_name(&provider.name), place)).collect())
}

/// The providers that lost rows may be of.
struct Owners<'l, 'd, F> {
    linked: &'l LinkedProviders,
    index: &'l LazyIndex<'d>,
    by_name: LazyCell<ByKey<String>, F>,
}

impl<F: FnOnce() -> ByKey<String>> Owners<'_, '_, F> {
    /// The provider that the tilbudsid names; else all that another key or the same name points to.
    /// A name that is only like another is no sign (Reading R25). Empty when nothing tells.
    fn of(&self, key: &LostKey) -> BTreeSet<ProviderId> {
        if let Some(place) = key.provider.as_deref().and_then(|id| self.linked.may_be(id)) {
            return BTreeSet::from([place]);
        }
        let by_id = key.mentions.iter().filter_map(|text| self.linked.may_be(text));
        let mentioned: BTreeSet<ProviderId> = by_id.collect();
        let Some(others) = key.others.as_deref() else { return mentioned };
        let mut found = self.index.by_department(others);
        found.extend(self.index.by_p_number(others));
        found.extend(self.index.by_cvr_name_and_municipality(others));
        found.extend(mentioned);
        if let Some(name) = others.name.as_deref() {
            found.extend(self.by_name.with(&*fold_name(name)));
        }
        found
    }
}
