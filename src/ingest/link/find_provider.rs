//! Which provider is a row of an assessment of?
//!
//! By a confirmed link; else by tilbudsid; else by afdelingsid; else by CVR and P-nummer; else by
//! CVR, name and municipality. A name that is only like another is proposed, never used. A tilbudsid
//! that CVR, P-nummer and name all speak against names nobody.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::disagreement::{disagree, in_words, is_somebody_else, names_another};
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::links::Links;
use crate::ingest::link::proposal::LinkProposal;
use crate::ingest::link::provider_index::LazyIndex;
use crate::ingest::link::search::{Said, Search};
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::written::Written;
use crate::ingest::row::assessment::{AssessmentKey, AssessmentRow, Grading};
use crate::ingest::row::lost::Lost;
use crate::ingest::row::other_keys::OtherKeys;
use crate::ingest::row::report::ReportKey;
use crate::model::{Evidence, ProviderId, RowRef};

/// Rows whose tilbudsid names nobody, by what they say; and in the end whom they were found to be.
type Unknown = BTreeMap<Written, (Vec<RowRef>, Option<ProviderId>)>;

/// Rows whose tilbudsid and other keys disagree, by provider and what they say.
type Doubtful = BTreeMap<(ProviderId, Written), Vec<RowRef>>;

/// Rows whose tilbudsid is contradicted by all other keys together, by what they say; with the
/// provider that the tilbudsid names.
type Contradicted = BTreeMap<Written, (Vec<RowRef>, ProviderId)>;

/// What a row says of its provider: to be named by the provider's own *tilbudsid*.
trait Named {
    fn id(&mut self) -> &mut Box<str>;
    fn others(&self) -> Option<&OtherKeys>;
    fn written(&self) -> Written;
}

impl Named for AssessmentKey {
    fn id(&mut self) -> &mut Box<str> {
        &mut self.provider
    }

    fn others(&self) -> Option<&OtherKeys> {
        self.others.as_deref()
    }

    fn written(&self) -> Written {
        Written::of(self)
    }
}

impl Named for ReportKey {
    fn id(&mut self) -> &mut Box<str> {
        &mut self.provider
    }

    fn others(&self) -> Option<&OtherKeys> {
        Some(&self.others)
    }

    fn written(&self) -> Written {
        let (id, others) = (self.provider.clone(), self.others.clone());
        Written { id, others, assessor: None }
    }
}

/// Rows of yearly reports that say the same of their provider, to be named.
pub(crate) struct NamedReport {
    pub(crate) key: ReportKey,
    pub(crate) rows: Vec<RowRef>,
}

/// Names the provider of every row by its tilbudsid; rows of nobody are set aside, and those of
/// assessments kept in `lost`. Gives what was only proposed, sorted.
pub(crate) fn find_providers(
    evidence: &mut Vec<AssessmentRow<Box<Evidence>>>,
    grades: &mut Vec<AssessmentRow<Grading>>,
    reports: &mut Vec<NamedReport>,
    lost: &mut Vec<Lost>,
    sheets: &mut Sheets,
    index: &LazyIndex<'_>,
    linked: &LinkedProviders,
) -> Vec<LinkProposal> {
    let mut links = Links::of(sheets, linked);
    let mut unknown = Unknown::new();
    let mut doubtful = Doubtful::new();
    let mut contradicted = Contradicted::new();
    let mut look = |key: &mut dyn Named, place: Option<ProviderId>, rows: &[RowRef]| {
        let id = key.id().clone();
        if let Some(provider) = links.confirmed(&id, key.others()) {
            *key.id() = linked.provider(provider).id.clone();
        } else if let Some(provider) = place {
            let others = key.others();
            let told = others.map_or_else(Vec::new, |others| disagree(provider, others, linked));
            if is_somebody_else(&told) {
                let (all, _) = contradicted.entry(key.written()).or_insert((Vec::new(), provider));
                all.extend(rows);
                return;
            }
            if !told.is_empty() {
                doubtful.entry((provider, key.written())).or_default().extend(rows);
                return;
            }
            name_as_linked(key, provider, linked);
        } else {
            unknown.entry(key.written()).or_default().0.extend(rows);
        }
    };
    for (place, of) in places(evidence, linked).zip(evidence.iter_mut()) {
        look(&mut of.key, place, &[of.row]);
    }
    for (place, of) in places(grades, linked).zip(grades.iter_mut()) {
        look(&mut of.key, place, &[of.row]);
    }
    for of in reports.iter_mut() {
        let place = linked.place_of(&of.key.provider);
        look(&mut of.key, place, &of.rows);
    }
    links.close(sheets);
    if unknown.is_empty() && contradicted.is_empty() && doubtful.is_empty() {
        return Vec::new();
    }
    for ((provider, written), rows) in doubtful {
        if names_another(provider, &written.others, index) {
            contradicted.insert(written, (rows, provider));
        } else if let Some(first) = rows.iter().min() {
            tell_disagreement(provider, &written, *first, linked, sheets);
        }
    }
    let mut search = Search { index, sheets, proposals: Vec::new() };
    for (written, (rows, found)) in &mut unknown {
        rows.sort_unstable();
        *found = search.decide(&Said { written, rows });
    }
    for (written, (rows, provider)) in &mut contradicted {
        rows.sort_unstable();
        search.set_contradicted_aside(&Said { written, rows }, *provider);
    }
    let mut proposals = search.proposals;
    let is_nobodys =
        |key: &dyn Named| !contradicted.is_empty() && contradicted.contains_key(&key.written());
    let keep = |key: &mut dyn Named, place: Option<ProviderId>| {
        if is_nobodys(key) {
            return false;
        }
        if let Some(provider) = place {
            name_as_linked(key, provider, linked);
            return true;
        }
        let found = unknown.get(&key.written()).and_then(|(_, found)| *found);
        if let Some(found) = found {
            *key.id() = linked.provider(found).id.clone();
        }
        found.is_some()
    };
    let mut set_lost = |key: &AssessmentKey, row: RowRef, is_of_grades: bool| {
        // Rows of a provider that is too old are left out because somebody asked for it.
        if is_nobodys(key) {
            lost.push(Lost::of_either(key, row, is_of_grades));
        } else if !index.is_stale(&key.provider) {
            lost.push(Lost::of(key, row, is_of_grades));
        }
        false
    };
    let mut place = places(evidence, linked);
    evidence.retain_mut(|of| {
        keep(&mut of.key, place.next().flatten()) || set_lost(&of.key, of.row, false)
    });
    let mut place = places(grades, linked);
    grades.retain_mut(|of| {
        keep(&mut of.key, place.next().flatten()) || set_lost(&of.key, of.row, true)
    });
    reports.retain_mut(|of| {
        let place = linked.place_of(&of.key.provider);
        keep(&mut of.key, place)
    });
    proposals.sort_by(LinkProposal::order);
    proposals
}

/// Whom the tilbudsid of each row names.
fn places<T: Sync>(
    rows: &[AssessmentRow<T>],
    linked: &LinkedProviders,
) -> std::vec::IntoIter<Option<ProviderId>> {
    let places = rows.par_iter().map(|of| linked.place_of(&of.key.provider));
    places.collect::<Vec<_>>().into_iter()
}

/// The tilbudsid of a row may be that of a list which the portal's row won over.
fn name_as_linked(key: &mut dyn Named, provider: ProviderId, linked: &LinkedProviders) {
    let id = &linked.provider(provider).id;
    if id != key.id() {
        *key.id() = id.clone();
    }
}

fn tell_disagreement(
    provider: ProviderId,
    written: &Written,
    row: RowRef,
    linked: &LinkedProviders,
    sheets: &mut Sheets,
) {
    let told = disagree(provider, &written.others, linked);
    let notes = sheets.notes(row);
    notes.add(
        notes.cell(row.row, slot::PROVIDER),
        Told::warning(
            LinkCode::ProviderKeysDisagree.slug(),
            format!(
                "rækken har tilbudsid \"{}\", men også {}; tilbudsid gælder",
                written.id,
                in_words(&told)
            ),
            "Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert",
        ),
    );
}
