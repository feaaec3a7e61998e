//! Which provider is a row of an assessment of?
//!
//! By a confirmed link; else by tilbudsid; else by afdelingsid; else by CVR and P-nummer; else by
//! CVR, name and municipality. A name that is only like another is proposed, never used. A tilbudsid
//! that CVR, P-nummer and name all speak against names nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::LinkProposal;
use super::assessment_rows::{AssessmentKey, AssessmentRow, Grading};
use super::fields::key as slot;
use super::like_names::like;
use super::link_providers::LinkedProviders;
use super::links_file::Links;
use super::lost::Lost;
use super::other_keys::OtherKeys;
use super::provider_index::ProviderIndex;
use super::sheet_read::Sheets;
use crate::finding::Severity;
use crate::model::{Evidence, MunicipalityCode, RowRef, Supervision};
use crate::register::fold_name;

/// Similarity of two names from which one is proposed as the other: see [`like`]. One letter wrong
/// gives about 0,9; `Solgården` for `Botilbuddet Solgården` about 0,6. Low enough that little is
/// missed, as a person decides.
const PROPOSED_FROM: f64 = 0.55;
/// Below this the name beside a known tilbudsid is somebody else's.
const OTHER_NAME_BELOW: f64 = 0.3;
/// Candidates proposed for one provider that was not found.
const CANDIDATES: usize = 3;

/// What a row says of its provider, and where the assessor is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    id: Box<str>,
    others: OtherKeys,
    /// The municipality that assessed: where to look when none is written.
    assessor: Option<MunicipalityCode>,
}

impl Written {
    fn of(key: &AssessmentKey) -> Self {
        Self {
            id: key.provider.clone(),
            others: key.others.as_deref().cloned().unwrap_or_default(),
            assessor: match key.authority {
                Supervision::Municipality(code) => Some(code),
                Supervision::SocialAuthority(_) => None,
            },
        }
    }

    /// As a message names it.
    fn shown(&self) -> String {
        let id = Some(&*self.id).filter(|id| !id.is_empty());
        let parts = [
            ("tilbudsid", id),
            ("afdelingsid", self.others.department.as_deref()),
            ("CVR-nummer", self.others.cvr.as_deref()),
            ("P-nummer", self.others.p_number.as_deref()),
            ("navn", self.others.name.as_deref()),
        ];
        let told = parts.iter().filter_map(|(what, text)| Some(format!("{what} \"{}\"", (*text)?)));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// Rows whose tilbudsid names nobody, by what they say; and in the end whom they were found to be.
type Unknown = BTreeMap<Written, (Vec<RowRef>, Option<u32>)>;

/// Rows whose tilbudsid and other keys disagree, by provider and what they say.
type Doubtful = BTreeMap<(u32, Written), Vec<RowRef>>;

/// Rows whose tilbudsid is contradicted by all other keys together, by what they say; with the
/// provider that the tilbudsid names.
type Contradicted = BTreeMap<Written, (Vec<RowRef>, u32)>;

/// Names the provider of every row by its tilbudsid; rows of nobody are set aside, and kept in
/// `lost`. Gives what was only proposed, sorted.
pub(super) fn find_providers(
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
            key.provider = linked.providers[provider as usize].id.clone();
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
    let mut proposals = Vec::new();
    if unknown.is_empty() && contradicted.is_empty() && doubtful.is_empty() {
        return proposals;
    }
    let index = ProviderIndex::of(linked);
    for ((provider, written), rows) in doubtful {
        if names_another(provider, &written.others, &index) {
            contradicted.insert(written, (rows, provider));
        } else if let Some(first) = rows.iter().min() {
            tell_disagreement(provider, &written, *first, linked, sheets);
        }
    }
    for (written, (rows, found)) in &mut unknown {
        rows.sort_unstable();
        *found = decide(written, rows, &index, sheets, &mut proposals);
    }
    for (written, (rows, provider)) in &mut contradicted {
        rows.sort_unstable();
        set_contradicted_aside(written, *provider, rows, &index, sheets, &mut proposals);
    }
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
            key.provider = linked.providers[found as usize].id.clone();
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
fn name_as_linked(key: &mut AssessmentKey, provider: u32, linked: &LinkedProviders) {
    let id = &linked.providers[provider as usize].id;
    if *id != key.provider {
        key.provider = id.clone();
    }
}

/// A key of a row that speaks against the provider that its tilbudsid names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OtherKey {
    Department,
    Cvr,
    PNumber,
    Name,
}

/// Whether CVR, P-nummer and name all say that a row is of another than its tilbudsid names.
fn is_somebody_else(told: &[(OtherKey, String)]) -> bool {
    [OtherKey::Cvr, OtherKey::PNumber, OtherKey::Name]
        .iter()
        .all(|key| told.iter().any(|(told, _)| told == key))
}

/// Whether CVR and P-nummer are both another's, and so is the name: it is the other's own, or not
/// at all like that of the provider which the tilbudsid names. Two names may be alike by the kind of
/// home alone (*Botilbuddet*), and a provider's own P-nummer need not be known.
fn names_another(provider: u32, others: &OtherKeys, index: &ProviderIndex<'_>) -> bool {
    let Some(name) = &others.name else { return false };
    let found = index.by_cvr_and_p_number(others);
    let is_named = |at: u32| fold_name(&index.provider(at).name) == fold_name(name);
    let is_unlike = like(name, &index.provider(provider).name) < OTHER_NAME_BELOW;
    let is_own = index.provider(provider).cvr == others.cvr || is_named(provider);
    !is_own && found.iter().any(|another| is_unlike || is_named(*another))
}

fn in_words(told: &[(OtherKey, String)]) -> String {
    told.iter().map(|(_, told)| &**told).collect::<Vec<_>>().join(", ")
}

/// What a row says otherwise than the provider that its tilbudsid names, in words.
fn disagree(
    provider: u32,
    others: &OtherKeys,
    linked: &LinkedProviders,
) -> Vec<(OtherKey, String)> {
    let known = &linked.providers[provider as usize];
    let departments = linked.departments_of(provider);
    let mut told = Vec::new();
    if let Some(id) = &others.department
        && !departments.iter().any(|department| department.id == *id)
    {
        let it = format!("afdelingsid \"{id}\", som tilbuddet ikke har");
        told.push((OtherKey::Department, it));
    }
    if let (Some(written), Some(cvr)) = (&others.cvr, &known.cvr)
        && written != cvr
    {
        let it = format!("CVR-nummer \"{written}\" (tilbuddet har \"{cvr}\")");
        told.push((OtherKey::Cvr, it));
    }
    if let Some(written) = &others.p_number {
        let mut numbers = departments.iter().map(|department| department.p_number.as_ref());
        if !departments.is_empty() && numbers.all(|n| n.is_some_and(|number| number != written)) {
            let it = format!("P-nummer \"{written}\", som ingen af tilbuddets afdelinger har");
            told.push((OtherKey::PNumber, it));
        }
    }
    if let Some(written) = &others.name
        && **written != *known.name
        && like(written, &known.name) < OTHER_NAME_BELOW
    {
        let it = format!("navnet \"{written}\" (tilbuddet hedder \"{}\")", known.name);
        told.push((OtherKey::Name, it));
    }
    told
}

fn tell_disagreement(
    provider: u32,
    written: &Written,
    row: RowRef,
    linked: &LinkedProviders,
    sheets: &mut Sheets,
) {
    let told = disagree(provider, &written.others, linked);
    let notes = sheets.notes(row);
    notes.add(
        notes.cell(row.row, slot::PROVIDER),
        Severity::Warning,
        "provider-keys-disagree",
        format!(
            "rækken har tilbudsid \"{}\", men også {}; tilbudsid gælder",
            written.id,
            in_words(&told)
        ),
        "Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert",
    );
}

/// Sets rows aside whose tilbudsid is contradicted by all other keys: nobody knows whose they are.
fn set_contradicted_aside(
    written: &Written,
    provider: u32,
    rows: &[RowRef],
    index: &ProviderIndex<'_>,
    sheets: &mut Sheets,
    proposals: &mut Vec<LinkProposal>,
) {
    const CODE: &str = "provider-id-contradicted";
    let Some(first) = rows.first() else { return };
    let told = in_words(&disagree(provider, &written.others, index.linked));
    let message = format!(
        "rækken har tilbudsid \"{}\", men {told}: det er ikke til at sige, hvilket tilbud der er \
         vurderet",
        written.id
    );
    propose(written, None, rows, index, sheets, proposals);
    for row in rows {
        let reason = format!("{message}; ret det, der er forkert");
        sheets.set_aside(*row, slot::PROVIDER, CODE, &written.id, reason);
    }
    let notes = sheets.notes(*first);
    notes.add(
        notes.cell(first.row, slot::PROVIDER),
        Severity::Warning,
        CODE,
        message,
        "Ret tilbudsid eller de andre oplysninger, eller bekræft et forslag fra \
         links_to_confirm.csv i input/links.csv",
    );
}

/// Who is meant by what is written: found by an exact key, or only proposed.
fn decide(
    written: &Written,
    rows: &[RowRef],
    index: &ProviderIndex<'_>,
    sheets: &mut Sheets,
    proposals: &mut Vec<LinkProposal>,
) -> Option<u32> {
    let others = &written.others;
    let tries = [
        ("afdelingsid", index.by_department(others)),
        ("CVR-nummer og P-nummer", index.by_cvr_and_p_number(others)),
        ("CVR-nummer, navn og kommune", index.by_cvr_name_and_municipality(others)),
    ];
    let first = *rows.first()?;
    let several = match tries.into_iter().find(|(_, found)| !found.is_empty()) {
        Some((how, found)) if found.len() == 1 => {
            let provider = *found.first()?;
            tell_found(written, how, provider, first, index, sheets);
            tell_p_number_of_another(written, provider, first, index, sheets);
            return Some(provider);
        }
        Some((how, found)) => Some((how, found)),
        None => None,
    };
    let n_before = proposals.len();
    propose(written, several.as_ref(), rows, index, sheets, proposals);
    let n = proposals[n_before..].iter().filter(|p| p.candidate.is_some()).count();
    set_aside(written, several.is_some(), n, rows, index, sheets);
    None
}

fn tell_found(
    written: &Written,
    how: &str,
    provider: u32,
    row: RowRef,
    index: &ProviderIndex<'_>,
    sheets: &mut Sheets,
) {
    let known = index.provider(provider);
    let (severity, message) = if written.id.is_empty() {
        (Severity::Note, "rækken har ikke tilbudsid".to_owned())
    } else {
        (Severity::Warning, format!("tilbudsid \"{}\" findes ikke", written.id))
    };
    let notes = sheets.notes(row);
    notes.add(
        notes.cell(row.row, slot::PROVIDER),
        severity,
        "linked-by-other-key",
        format!("{message}; tilbuddet er fundet på {how}: \"{}\" ({})", known.id, known.name),
        format!("Skriv tilbudsid {}, hvis det er rigtigt", known.id),
    );
}

/// A row was found by one key, and its P-nummer belongs to somebody else.
fn tell_p_number_of_another(
    written: &Written,
    provider: u32,
    row: RowRef,
    index: &ProviderIndex<'_>,
    sheets: &mut Sheets,
) {
    let owners = index.by_p_number(&written.others);
    let Some(number) = written.others.p_number.as_deref() else { return };
    let Some(owner) = owners.first().filter(|_| !owners.contains(&provider)) else { return };
    let (owner, known) = (index.provider(*owner), index.provider(provider));
    let notes = sheets.notes(row);
    notes.add(
        notes.cell(row.row, slot::P_NUMBER),
        Severity::Warning,
        "p-number-of-another",
        format!(
            "P-nummer \"{number}\" er tilbud \"{}\" ({}), men rækken er fundet som \"{}\" ({})",
            owner.id, owner.name, known.id, known.name
        ),
        "Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert",
    );
}

/// Writes down who may be meant: those that an exact key has several of, the same P-nummer under
/// another CVR-nummer, and names that are alike in the same municipality.
fn propose(
    written: &Written,
    several: Option<&(&str, BTreeSet<u32>)>,
    rows: &[RowRef],
    index: &ProviderIndex<'_>,
    sheets: &Sheets,
    proposals: &mut Vec<LinkProposal>,
) {
    let Some(first) = rows.first() else { return };
    let name = written.others.name.as_deref();
    let similarity = |provider: u32| name.map(|name| like(name, &index.provider(provider).name));
    let mut candidates: BTreeMap<u32, String> = BTreeMap::new();
    if let Some((how, found)) = several {
        let why = format!("flere tilbud har samme {how}");
        candidates.extend(found.iter().map(|provider| (*provider, why.clone())));
    }
    for provider in index.by_cvr_and_p_number(&written.others) {
        candidates.entry(provider).or_insert("samme CVR-nummer og P-nummer".into());
    }
    for provider in index.by_p_number(&written.others) {
        candidates.entry(provider).or_insert("samme P-nummer, men ikke samme CVR-nummer".into());
    }
    if let Some(code) = written.others.municipality.or(written.assessor) {
        let alike = index.in_municipality(code).iter().copied();
        for provider in
            alike.filter(|provider| similarity(*provider).is_some_and(|s| s >= PROPOSED_FROM))
        {
            let is_same = |a: &Option<Box<str>>, b: &Option<Box<str>>| a.is_some() && a == b;
            let cvr = is_same(&index.provider(provider).cvr, &written.others.cvr);
            let why = if cvr { ", og samme CVR-nummer" } else { "" };
            let why = format!("navnet ligner, i samme kommune{why}");
            candidates.entry(provider).or_insert(why);
        }
    }
    let mut best: Vec<(Option<f64>, u32, String)> =
        candidates.into_iter().map(|(p, why)| (similarity(p), p, why)).collect();
    let of = |similarity: Option<f64>| similarity.unwrap_or(0.0);
    best.sort_by(|a, b| of(b.0).total_cmp(&of(a.0)).then(a.1.cmp(&b.1)));
    best.truncate(CANDIDATES);
    let mut push = |candidate: Option<(u32, Option<f64>)>, why: String| {
        proposals.push(LinkProposal {
            place: sheets.place(*first),
            n_rows: rows.len(),
            written_id: written.id.clone(),
            written_department: written.others.department.clone(),
            written_cvr: written.others.cvr.clone(),
            written_p_number: written.others.p_number.clone(),
            written_name: written.others.name.clone(),
            written_municipality: written.others.municipality,
            candidate,
            why,
        });
    };
    if best.is_empty() {
        let why = match (name, written.others.municipality.or(written.assessor)) {
            (None, _) => "intet navn at sammenligne",
            (_, None) => "ingen kommune at lede i",
            _ => "intet navn i kommunen ligner",
        };
        push(None, why.to_owned());
    }
    for (similarity, provider, why) in best {
        push(Some((provider, similarity)), why);
    }
}

fn set_aside(
    written: &Written,
    are_several: bool,
    n_proposed: usize,
    rows: &[RowRef],
    index: &ProviderIndex<'_>,
    sheets: &mut Sheets,
) {
    let is_stale = index.is_stale(&written.id);
    let see = match n_proposed {
        _ if is_stale => "bed om nye oplysninger, eller vælg en tidligere dag".to_owned(),
        0 => "skriv det rigtige tilbudsid, eller tilføj tilbuddet".to_owned(),
        1 => "et forslag står i links_to_confirm.csv".to_owned(),
        n => format!("{n} forslag står i links_to_confirm.csv"),
    };
    let what = written.shown();
    let (code, why) = if is_stale {
        ("provider-stale", "tilbuddets rækker er for gamle og lagt til side (--fresh-since)")
    } else if are_several {
        ("provider-ambiguous", "flere tilbud passer på det")
    } else {
        let why = "tilbuddet står hverken i udtrækket eller i listerne over andre leverandører";
        ("provider-not-found", why)
    };
    let reason = format!("{what}: {why}; {see}");
    for row in rows {
        sheets.set_aside(*row, slot::PROVIDER, code, &written.id, reason.clone());
    }
    let told = match code {
        "provider-stale" => return,
        "provider-not-found" => "inspected-provider-missing",
        code => code,
    };
    let Some(first) = rows.first() else { return };
    let notes = sheets.notes(*first);
    let of_all = match rows.len() {
        1 => String::new(),
        n => format!(" (det står i {n} rækker)"),
    };
    notes.add(
        notes.cell(first.row, slot::PROVIDER),
        Severity::Warning,
        told,
        // As the row's reason begins: whoever gets the row back is told once.
        format!("{what}: {why}"),
        format!(
            "Ret det, der er skrevet{of_all}, eller bekræft et forslag fra links_to_confirm.csv i \
             input/links.csv; mangler tilbuddet, så tilføj det"
        ),
    );
}
