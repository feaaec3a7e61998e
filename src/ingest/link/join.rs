//! Which rows of evidence and of grades are of one assessment?

use crate::ingest::link::joined::{Joined, Key};
use crate::ingest::link::resolve::Resolved;
use crate::ingest::link::sheets::Sheets;
use crate::ingest::row::assessment::{Content, Grading};
use crate::model::{Evidence, RowRef};

/// Joins rows of evidence and of grades that have the same key. One without the other is fine.
pub(crate) fn join(
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
pub(crate) fn order(a: &Joined, b: &Joined) -> std::cmp::Ordering {
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
pub(crate) fn row_of(joined: &Joined) -> Option<RowRef> {
    let graded = joined.grading.as_ref().map(|(_, row)| *row);
    graded.or_else(|| joined.evidence.as_ref().map(|(_, row)| *row))
}
