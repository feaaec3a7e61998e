//! Which offering is an assessment of, and which rows belong to it?

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::slice::ParallelSliceMut;

use crate::finding::Severity;
use crate::ingest::layout::fields::key as slot;
use crate::ingest::link::code::LinkCode;
use crate::ingest::link::find_provider::find_providers;
use crate::ingest::link::halves::{note_evidence_alone, set_incomplete};
use crate::ingest::link::joined::{Joined, Key};
use crate::ingest::link::linked::{LinkedProviders, range};
use crate::ingest::link::losses::Losses;
use crate::ingest::link::lost::{lost_rows, owned, unread, unread_by_offering};
use crate::ingest::link::proposal::LinkProposal;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::link::stale::set_stale_assessments_aside;
use crate::ingest::row::assessment::{AssessmentRow, Content, Grading};
use crate::ingest::scan::notes::LostPart;
use crate::model::{
    Assessment, Evidence, Grade, LostRow, Offering, PerParameter, RowRef, TargetGroupSet,
};
use crate::register::{Registers, fold_name};

/// Offerings and assessments, linked.
#[derive(Debug, Default)]
pub(crate) struct LinkedAssessments {
    pub(crate) subgroups: Vec<Box<str>>,
    pub(crate) offerings: Vec<Offering>,
    pub(crate) assessments: Vec<Assessment>,
    /// Rows that may be of an offering and could not be used.
    pub(crate) lost: Vec<LostRow>,
    /// Links that were not made, for somebody to confirm.
    pub(crate) proposals: Vec<LinkProposal>,
}

/// A row whose key was found among the providers.
struct Resolved<T> {
    key: Key,
    content: T,
    row: RowRef,
}

pub(crate) fn link_assessments(
    sheets: &mut Sheets,
    providers: &LinkedProviders,
    registers: &Registers,
    mut losses: Losses,
    fresh_since: Option<NaiveDate>,
) -> LinkedAssessments {
    let mut evidence = Vec::new();
    let mut grades = Vec::new();
    let mut lost = Vec::new();
    for sheet in &mut sheets.0 {
        evidence.append(&mut sheet.evidence);
        grades.append(&mut sheet.grades);
        lost.append(&mut sheet.lost);
        if sheet.notes.lost > LostPart::Nothing {
            losses.add(&sheet.book, sheet.role);
        }
    }
    let unread = unread(&evidence, &grades, sheets, registers);
    set_stale_assessments_aside(&mut evidence, fresh_since, sheets);
    set_stale_assessments_aside(&mut grades, fresh_since, sheets);
    let proposals = find_providers(&mut evidence, &mut grades, &mut lost, sheets, providers);
    let subgroups = Subgroups::of(&evidence, &grades);
    let evidence = resolve(evidence, sheets, providers, &subgroups);
    let grades = resolve(grades, sheets, providers, &subgroups);
    let lost = owned(lost, &mut losses, sheets, providers);
    let mut joined = join(evidence, grades, sheets);
    joined.par_sort_unstable_by(order);
    note_unlisted_groups(&joined, sheets, providers, registers);
    set_incomplete(&mut joined, &losses, sheets, providers, registers);
    note_evidence_alone(&joined, sheets);
    let (offerings, assessments) = offerings(joined, &providers.target_groups);
    let mut lost = lost_rows(lost, &offerings);
    lost.extend(unread_by_offering(&unread, &offerings));
    LinkedAssessments { subgroups: subgroups.spellings, offerings, assessments, lost, proposals }
}

/// *Delmålgrupper*, each once; spellings that differ in case, blanks or hyphens only are one.
struct Subgroups {
    by_fold: BTreeMap<String, Arc<str>>,
    spellings: Vec<Box<str>>,
}

impl Subgroups {
    fn of<T, U>(evidence: &[AssessmentRow<T>], grades: &[AssessmentRow<U>]) -> Self {
        let mut by_fold: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let named = evidence.iter().map(|row| &row.key).chain(grades.iter().map(|row| &row.key));
        for name in named.filter_map(|key| key.subgroup.as_ref()) {
            let spelling = by_fold.entry(fold_name(name)).or_insert_with(|| Arc::clone(name));
            if name < spelling {
                *spelling = Arc::clone(name);
            }
        }
        let mut spellings: Vec<Box<str>> = by_fold.values().map(|name| (**name).into()).collect();
        spellings.sort();
        Self { by_fold, spellings }
    }

    fn find(&self, name: &str) -> Option<u16> {
        let spelling = self.by_fold.get(&fold_name(name))?;
        let at = self.spellings.binary_search_by(|known| (**known).cmp(spelling)).ok()?;
        u16::try_from(at).ok()
    }
}

/// Finds each row's provider and sub-group, sorts, and leaves out rows that say the same twice.
fn resolve<T: Content + Send>(
    rows: Vec<AssessmentRow<T>>,
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    subgroups: &Subgroups,
) -> Vec<Resolved<T>> {
    let mut resolved = Vec::with_capacity(rows.len());
    for row in rows {
        let provider = linked.providers.binary_search_by(|known| known.id.cmp(&row.key.provider));
        let provider = provider.ok().and_then(|at| u32::try_from(at).ok());
        let subgroup = match &row.key.subgroup {
            None => Some(None),
            Some(name) => subgroups.find(name).map(Some),
        };
        if let (Some(provider), Some(subgroup)) = (provider, subgroup) {
            let offering = (provider, row.key.target_group, subgroup, row.key.age_group);
            let key = (offering, row.key.assessed_on, row.key.authority);
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
                LinkCode::TooManySubgroups.slug(),
                key,
                reason,
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
        let id = &linked.providers[row.key.0.0 as usize].id;
        let notes = sheets.notes(row.row);
        let place = notes.row(row.row.row);
        if says_the_same {
            notes.add(
                place,
                Severity::Note,
                LinkCode::IdenticalRow.slug(),
                format!("rækken er den samme som {other}; den er brugt én gang"),
                "Slet den ene",
            );
            let reason = format!("rækken er den samme som {other}");
            notes.set_row_aside(row.row.row, None, LinkCode::IdenticalRow.slug(), id, reason);
        } else {
            notes.add(
                place,
                Severity::Warning,
                LinkCode::DuplicateAssessment.slug(),
                format!(
                    "rækken har samme tilbud, målgruppe, tilsyn og dato som {other}, men andre \
                     oplysninger; begge er med som hver sin vurdering"
                ),
                "Slet den, der ikke gælder, eller ret datoen",
            );
            sheets.used(row.row);
            kept.push(row);
        }
    }
    kept
}

/// Joins rows of evidence and of grades that have the same key. One without the other is fine.
fn join(
    evidence: Vec<Resolved<Box<Evidence>>>,
    grades: Vec<Resolved<Grading>>,
    sheets: &Sheets,
) -> Vec<Joined> {
    let mut joined = Vec::with_capacity(evidence.len().max(grades.len()));
    let mut evidence = evidence.into_iter().peekable();
    let mut grades = grades.into_iter().peekable();
    loop {
        let key = match (evidence.peek(), grades.peek()) {
            (Some(evidence), Some(grades)) => evidence.key.min(grades.key),
            (Some(row), None) => row.key,
            (None, Some(row)) => row.key,
            (None, None) => return joined,
        };
        let of_key: Vec<_> =
            std::iter::from_fn(|| evidence.next_if(|row| row.key == key)).collect();
        let of_key_too: Vec<_> =
            std::iter::from_fn(|| grades.next_if(|row| row.key == key)).collect();
        pair(key, of_key, of_key_too, sheets, &mut joined);
    }
}

/// Pairs the rows of one key. There is one of each as a rule. Where there are several, a single
/// row belongs to all of the other kind, and of several of both those of one file belong together.
fn pair(
    key: Key,
    evidence: Vec<Resolved<Box<Evidence>>>,
    grades: Vec<Resolved<Grading>>,
    sheets: &Sheets,
    joined: &mut Vec<Joined>,
) {
    if evidence.len() <= 1 && grades.len() <= 1 {
        joined.push(Joined {
            key,
            evidence: evidence.into_iter().next().map(|row| (row.content, row.row)),
            grading: grades.into_iter().next().map(|row| (row.content, row.row)),
            incomplete: None,
        });
        return;
    }
    let mut push = |evidence: Option<&Resolved<Box<Evidence>>>, of: Option<&Resolved<Grading>>| {
        joined.push(Joined {
            key,
            evidence: evidence.map(|row| (row.content.clone(), row.row)),
            grading: of.map(|row| (row.content.clone(), row.row)),
            incomplete: None,
        });
    };
    let mut by_place = |evidence: &[&Resolved<Box<Evidence>>], grades: &[&Resolved<Grading>]| {
        for at in 0..evidence.len().max(grades.len()) {
            let evidence = evidence.get(at).or(evidence.last());
            push(evidence.copied(), grades.get(at).or(grades.last()).copied());
        }
    };
    let evidence: Vec<_> = evidence.iter().collect();
    let grades: Vec<_> = grades.iter().collect();
    if evidence.len() <= 1 || grades.len() <= 1 {
        by_place(&evidence, &grades);
        return;
    }
    let file = |row: RowRef| sheets.file(row);
    let (mut alone, mut alone_grades) = (evidence.clone(), grades.clone());
    alone.retain(|e| !grades.iter().any(|g| file(g.row) == file(e.row)));
    alone_grades.retain(|g| !evidence.iter().any(|e| file(e.row) == file(g.row)));
    let mut files: Vec<&str> = evidence.iter().map(|e| file(e.row)).collect();
    files.sort_unstable();
    files.dedup();
    for of in files {
        let mut here = evidence.clone();
        here.retain(|e| file(e.row) == of);
        let mut graded_here = grades.clone();
        graded_here.retain(|g| file(g.row) == of);
        if !graded_here.is_empty() {
            by_place(&here, &graded_here);
        }
    }
    by_place(&alone, &alone_grades);
}

/// By offering, date, authority, inspector, then all that is said, and only then by row: so that
/// the order of rows and files leaves no trace.
fn order(a: &Joined, b: &Joined) -> std::cmp::Ordering {
    let inspector = |of: &Joined| of.grading.as_ref().and_then(|(g, _)| g.inspector.clone());
    let content = |a: &Joined, b: &Joined| match (&a.evidence, &b.evidence) {
        (Some((a, _)), Some((b, _))) => a.order(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    let graded = |a: &Joined, b: &Joined| match (&a.grading, &b.grading) {
        (Some((a, _)), Some((b, _))) => a.order(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    a.key
        .cmp(&b.key)
        .then_with(|| inspector(a).cmp(&inspector(b)))
        .then_with(|| content(a, b))
        .then_with(|| graded(a, b))
        .then_with(|| row_of(a).cmp(&row_of(b)))
}

/// The row that an assessment is shown at.
fn row_of(joined: &Joined) -> Option<RowRef> {
    let graded = joined.grading.as_ref().map(|(_, row)| *row);
    graded.or_else(|| joined.evidence.as_ref().map(|(_, row)| *row))
}

fn note_unlisted_groups(
    joined: &[Joined],
    sheets: &mut Sheets,
    linked: &LinkedProviders,
    registers: &Registers,
) {
    let group_of = |joined: &Joined| (joined.key.0.0, joined.key.0.1);
    for same in joined.chunk_by(|a, b| group_of(a) == group_of(b)) {
        let (provider, group) = group_of(&same[0]);
        let Some(row) = row_of(&same[0]) else { continue };
        if linked.target_groups[provider as usize].contains(group) {
            continue;
        }
        let name = &registers.target_groups.get(group).name;
        let id = &linked.providers[provider as usize].id;
        let notes = sheets.notes(row);
        notes.add(
            notes.cell(row.row, slot::TARGET_GROUP),
            Severity::Note,
            LinkCode::GroupNotOnPortal.slug(),
            format!(
                "tilbud \"{id}\" er vurderet for \"{name}\", som ikke står blandt dets målgrupper \
                 i udtrækket; vurderingen er med"
            ),
            "Tilføj målgruppen i udtrækket, eller ret den i vurderingen",
        );
    }
}

/// Every provider x target group, split as its assessments are (Reading R10), and its assessments.
fn offerings(joined: Vec<Joined>, listed: &[TargetGroupSet]) -> (Vec<Offering>, Vec<Assessment>) {
    let mut offerings: Vec<Offering> = Vec::new();
    let mut assessments = Vec::with_capacity(joined.len());
    let mut joined = joined.into_iter().peekable();
    for (provider, listed) in (0..).zip(listed) {
        let mut unassessed = *listed;
        let first = offerings.len();
        while let Some(next) = joined.next_if(|joined| joined.key.0.0 == provider) {
            let ((_, target_group, subgroup, age_group), ..) = next.key;
            unassessed.0 &= !(1 << target_group.0);
            let is_of = |o: &Offering| {
                (o.target_group, o.subgroup, o.age_group) == (target_group, subgroup, age_group)
            };
            if !offerings[first..].last().is_some_and(is_of) {
                let place = range(assessments.len(), assessments.len());
                offerings.push(Offering {
                    provider,
                    target_group,
                    subgroup,
                    age_group,
                    assessments: place,
                    lost: 0..0,
                });
            }
            let offering = range(offerings.len() - 1, offerings.len()).start;
            assessments.push(assessment(next, offering));
            if let Some(last) = offerings.last_mut() {
                last.assessments.end += 1;
            }
        }
        let here = range(assessments.len(), assessments.len());
        offerings.extend(unassessed.iter().map(|target_group| Offering {
            provider,
            target_group,
            subgroup: None,
            age_group: None,
            assessments: here.clone(),
            lost: 0..0,
        }));
        offerings[first..].sort_by_key(|o| (o.target_group, o.subgroup, o.age_group));
    }
    // Sorting within a provider moved offerings: tell the assessments where theirs stand now.
    for (at, offering) in (0..).zip(&offerings) {
        let of = offering.assessments.start as usize..offering.assessments.end as usize;
        assessments[of].iter_mut().for_each(|assessment| assessment.offering = at);
    }
    (offerings, assessments)
}

fn assessment(joined: Joined, offering: u32) -> Assessment {
    let (_, assessed_on, authority) = joined.key;
    let (grading, grades_row) = joined.grading.unzip();
    let grading = grading.unwrap_or(Grading {
        inspector: None,
        grades: PerParameter([Grade::Unknown; 8]),
        unread: PerParameter::default(),
        overall: None,
        quality: None,
        grounds: None,
    });
    Assessment {
        offering,
        authority,
        inspector: grading.inspector,
        assessed_on,
        evidence: joined.evidence,
        grades: grading.grades,
        unread: grading.unread,
        grades_row,
        overall: grading.overall,
        quality: grading.quality,
        grounds: grading.grounds,
        incomplete: joined.incomplete,
    }
}
