//! What is told of runs that are held against each other, one after the other?

mod cells;
mod despecialisation;
mod moves;
mod over_time;
mod page;
mod pictures;
mod presence;
mod runs;
mod sentences;
mod transitions;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::history::{Course, Step};
use crate::output::Staging;
use crate::report::{Topic, WriteError, write_topics};
use crate::results::Progress;
use crate::results::Vectors;
use crate::table::{Book, Provenance, Sheet, workbook};

/// The workbook.
const BOOK: &str = "sammenligning.xlsx";

/// Runs that are told of.
#[derive(Debug)]
pub(crate) struct ToldRuns<'v> {
    /// What they say together.
    pub(crate) course: &'v Course<'v>,
    /// What each is called and was made from.
    pub(crate) runs: Vec<ToldRun>,
    /// What readers call the target groups, by slug.
    pub(crate) group_names: BTreeMap<Arc<str>, Arc<str>>,
    /// What the comparison was made from.
    pub(crate) provenance: Provenance,
}

/// A run that is told of.
#[derive(Debug)]
pub(crate) struct ToldRun {
    /// What it is called.
    pub(crate) label: String,
    /// The day of the run.
    pub(crate) as_of: Option<NaiveDate>,
    /// What it was made from.
    pub(crate) provenance: Provenance,
    /// What can't be compared of it, without full stops.
    pub(crate) limits: Vec<String>,
}

impl<'v> ToldRuns<'v> {
    /// What readers call a group.
    fn group(&self, slug: Option<&Arc<str>>) -> String {
        let Some(slug) = slug else { return "Alle målgrupper".to_owned() };
        self.group_names.get(slug).unwrap_or(slug).to_string()
    }

    /// What readers call a guideline, whose label begins with the group's slug; nothing when no run
    /// has the group.
    fn guideline(&self, label: &str) -> Option<String> {
        let (slug, rest) = label.split_once(' ')?;
        Some(format!("{} {rest}", self.group_names.get(slug)?))
    }

    /// The guideline of an offering, or why there is none.
    fn guideline_or_why(&self, label: Option<&str>) -> Option<String> {
        label.map(|label| self.guideline(label).unwrap_or_else(|| label.to_owned()))
    }

    /// The steps, each with its place.
    fn steps(&self) -> impl Iterator<Item = (usize, &'v Step<'v>)> {
        self.course.steps.iter().enumerate()
    }

    /// What a step is called: from where to where.
    fn step(&self, at: usize) -> String {
        format!("{} til {}", self.runs[at].label, self.runs[at + 1].label)
    }

    /// What can't be compared, without full stops.
    fn limits(&self) -> impl Iterator<Item = &String> {
        self.runs.iter().flat_map(|run| &run.limits)
    }
}

fn topic<'v>(told: &'v ToldRuns<'v>) -> Topic<'v> {
    let tables = vec![
        moves::moves(told),
        transitions::transitions(told),
        transitions::causes(told),
        despecialisation::despecialisation(told),
        presence::presence(told),
        over_time::standings(told),
        over_time::supply(told),
        over_time::capacity(told),
        runs::runs(told),
    ];
    Topic {
        provenance: told.provenance.clone(),
        tables,
        pictures: pictures::pictures(told),
        texts: Vec::new(),
    }
}

/// Writes all that is told: tables, pictures, a workbook, a page and a data dictionary.
pub(crate) fn write(
    staging: &Staging,
    told: &ToldRuns<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics = [topic(told)];
    let mut written = write_topics(staging, &topics, Vectors::Files, progress)?;
    let sheets: Vec<(usize, Sheet)> = topics[0]
        .tables
        .iter()
        .enumerate()
        .filter_map(|(at, output)| Some((at, output.sheet()?)))
        .collect();
    let pictures = std::mem::take(&mut written.in_workbook);
    let book = Book {
        title: page::TITLE.to_owned(),
        about: sentences::about(told),
        notes: vec![
            ("Hvad tallene siger".to_owned(), sentences::said(told)),
            ("Årsager".to_owned(), sentences::causes()),
            ("Hvad der ikke kan siges".to_owned(), sentences::not_said(told)),
        ],
        tables: sheets.iter().map(|(_, sheet)| sheet.clone()).collect(),
        pictures: pictures.into_iter().map(|(_, picture)| picture).collect(),
    };
    let bytes = workbook(&book, &told.provenance)
        .map_err(|source| WriteError::Workbook { path: BOOK.to_owned(), source })?;
    staging.write(BOOK, &bytes)?;
    staging.text(page::PATH, &page::page(told, &written, &sheets)?)?;
    written
        .others
        .extend([(BOOK.to_owned(), book.title), (page::PATH.to_owned(), page::WHAT.to_owned())]);
    Ok(staging.text("data-dictionary.md", &written.dictionary(&told.provenance))?)
}
