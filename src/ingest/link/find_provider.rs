//! Which provider is a row of an assessment of?
//!
//! By a confirmed link; else by tilbudsid; else by afdelingsid; else by CVR and P-nummer; else by
//! CVR, name and municipality. A name that is only like another is proposed, never used. A tilbudsid
//! that CVR, P-nummer and name all speak against names nobody.

use std::collections::BTreeMap;

use crate::ingest::cell::told::Told;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::disagreement::{disagree, in_words, is_somebody_else, names_another};
use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::link::links::Links;
use crate::ingest::link::proposal::LinkProposal;
use crate::ingest::link::provider_index::ProviderIndex;
use crate::ingest::link::search::{Said, Search};
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::written::Written;
use crate::ingest::row::assessment::{AssessmentKey, AssessmentRow, Grading};
use crate::ingest::row::lost::Lost;
use crate::model::{Evidence, ProviderId, RowRef};

/// Rows whose tilbudsid names nobody, by what they say; and in the end whom they were found to be.
type Unknown = BTreeMap<Written, (Vec<RowRef>, Option<ProviderId>)>;

/// Rows whose tilbudsid and other keys disagree, by provider and what they say.
type Doubtful = BTreeMap<(ProviderId, Written), Vec<RowRef>>;

/// Rows whose tilbudsid is contradicted by all other keys together, by what they say; with the
/// provider that the tilbudsid names.
type Contradicted = BTreeMap<Written, (Vec<RowRef>, ProviderId)>;

/// Names the provider of every row by its tilbudsid; rows of nobody are set aside, and kept in
/// `lost`. Gives what was only proposed, sorted.
pub(crate) fn find_providers(
    evidence: &mut Vec<AssessmentRow<Box<Evidence>>>,
    grades: &mut Vec<AssessmentRow<Grading>>,
    lost: &mut Vec<Lost>,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
) -> Vec<LinkProposal> {
    let mut links = Links::of(sheets, linked);
    let mut unknown = Unknown::new();
    let mut doubtful = Doubtful::new();
    let mut contradicted = Contradicted::new();
    let mut look = |key: &mut AssessmentKey, row: RowRef| {
        if let Some(provider) = links.confirmed(&key.provider, key.others.as_deref()) {
            key.provider = linked.provider(provider).id.clone();
        } else if let Some(provider) = linked.place_of(&key.provider) {
            let others = key.others.as_ref();
            let told = others.map_or_else(Vec::new, |others| disagree(provider, others, linked));
            if is_somebody_else(&told) {
                let (rows, _) =
                    contradicted.entry(Written::of(key)).or_insert((Vec::new(), provider));
                rows.push(row);
                return;
            }
            if !told.is_empty() {
                doubtful.entry((provider, Written::of(key))).or_default().push(row);
                return;
            }
            name_as_linked(key, provider, linked);
        } else {
            unknown.entry(Written::of(key)).or_default().0.push(row);
        }
    };
    for of in evidence.iter_mut() {
        look(&mut of.key, of.row);
    }
    for of in grades.iter_mut() {
        look(&mut of.key, of.row);
    }
    links.close(sheets);
    if unknown.is_empty() && contradicted.is_empty() && doubtful.is_empty() {
        return Vec::new();
    }
    let index = ProviderIndex::of(linked);
    for ((provider, written), rows) in doubtful {
        if names_another(provider, &written.others, &index) {
            contradicted.insert(written, (rows, provider));
        } else if let Some(first) = rows.iter().min() {
            tell_disagreement(provider, &written, *first, linked, sheets);
        }
    }
    let mut search = Search { index: &index, sheets, proposals: Vec::new() };
    for (written, (rows, found)) in &mut unknown {
        rows.sort_unstable();
        *found = search.decide(&Said { written, rows });
    }
    for (written, (rows, provider)) in &mut contradicted {
        rows.sort_unstable();
        search.set_contradicted_aside(&Said { written, rows }, *provider);
    }
    let mut proposals = search.proposals;
    let is_nobodys = |key: &AssessmentKey| {
        !contradicted.is_empty() && contradicted.contains_key(&Written::of(key))
    };
    let keep = |key: &mut AssessmentKey| {
        if is_nobodys(key) {
            return false;
        }
        if let Some(provider) = linked.place_of(&key.provider) {
            name_as_linked(key, provider, linked);
            return true;
        }
        let found = unknown.get(&Written::of(key)).and_then(|(_, found)| *found);
        if let Some(found) = found {
            key.provider = linked.provider(found).id.clone();
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
    evidence.retain_mut(|of| keep(&mut of.key) || set_lost(&of.key, of.row, false));
    grades.retain_mut(|of| keep(&mut of.key) || set_lost(&of.key, of.row, true));
    proposals.sort_by(LinkProposal::order);
    proposals
}

/// The tilbudsid of a row may be that of a list which the portal's row won over.
fn name_as_linked(key: &mut AssessmentKey, provider: ProviderId, linked: &LinkedProviders) {
    let id = &linked.provider(provider).id;
    if *id != key.provider {
        key.provider = id.clone();
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
