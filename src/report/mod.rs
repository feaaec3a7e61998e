//! Which files does a run write?

mod areas;
mod book;
mod coverage;
mod findings;
mod freshness;
pub mod given_back;
pub(crate) mod given_back_files;
mod grades;
mod group_pictures;
pub mod guideline;
mod inspectors;
mod landscape;
mod levels;
mod links;
mod off_portal;
mod parts;
mod placement_row;
mod placements;
mod profile;
mod robustness;
mod size;
mod special_functions;
mod values;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use thiserror::Error;

use crate::chart::{Chart, ChartError, png, svg};
use crate::output::{OutputError, Staging};
use crate::results::{Progress, Results, SizeResults};
use crate::table::{
    BookPicture, Output, ParquetError, PictureDoc, Provenance, SHEET_ROWS, Sheet, Sink, TableDoc,
    TableError, dictionary, workbook,
};

/// Why an output could not be made.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The output folder.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A parquet file.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// A chart.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A workbook.
    #[error("{path} kan ikke laves: {source}")]
    Workbook {
        /// The output.
        path: String,
        /// What the writer says.
        source: rust_xlsxwriter::XlsxError,
    },
}

/// What is told of one topic: its tables and pictures, and what they were made from.
pub(crate) struct Topic<'v> {
    pub(crate) provenance: Provenance,
    pub(crate) tables: Vec<Box<dyn Output + 'v>>,
    pub(crate) pictures: Vec<Drawing>,
    pub(crate) texts: Vec<TextFile>,
}

/// A file of words, and what it is.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) what: String,
}

/// A picture to be drawn: from which table, and for whom.
pub(crate) struct Drawing {
    pub(crate) doc: PictureDoc,
    pub(crate) chart: Chart,
    /// Whether it stands in the workbook.
    pub(crate) is_in_workbook: bool,
}

/// The list of everything that a run tells, topic by topic.
fn topics<'v>(results: &'v Results<'v>) -> Vec<Topic<'v>> {
    let of_offerings = vec![placements::placements(results), grades::grades(results)];
    let of_input =
        vec![findings::findings(results), findings::set_aside(results), links::links(results)];
    let of_run = [of_offerings, of_input, levels::levels(results)].into_iter().chain([vec![
        coverage::coverage(results),
        coverage::levels_by_rule(results),
        profile::parameter_profile(results),
        profile::grade_spread(results),
        off_portal::off_portal(results),
        freshness::freshness(results),
    ]]);
    let of_run = of_run.map(|tables| Topic {
        provenance: results.provenance.clone(),
        tables,
        pictures: Vec::new(),
        texts: Vec::new(),
    });
    of_run
        .chain(group_pictures::topics(results))
        .chain([inspectors::topic(results), landscape::topic(results)])
        .chain(special_functions::topic(results))
        .chain(areas::topic(results))
        .chain(robustness::topics(results))
        .chain(size::topics(results.sizes))
        .collect()
}

/// Writes all outputs to the staging folder.
pub(super) fn write_all(
    staging: &Staging,
    view: &Results<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics = topics(view);
    let told = || -> Result<Written, WriteError> {
        let mut written = write_topics(staging, &topics, progress)?;
        write_workbook(staging, &topics, &mut written)?;
        Ok(written)
    };
    let (written, given_back) = rayon::join(told, || given_back_files::write(staging, view));
    given_back?;
    let catalogue = written?.dictionary(view.provenance);
    Ok(staging.text("data-dictionary.md", &catalogue)?)
}

/// What was written, for the dictionary.
struct Written {
    tables: Vec<TableDoc>,
    pictures: Vec<PictureDoc>,
    /// Other files and what they are.
    others: Vec<(String, String)>,
    /// Pictures for the workbook.
    in_workbook: Vec<BookPicture>,
}

impl Written {
    fn dictionary(&self, provenance: &Provenance) -> String {
        dictionary(&self.tables, &self.pictures, &self.others, provenance)
    }
}

/// Writes the tables, pictures and texts of all topics.
fn write_topics(
    staging: &Staging,
    topics: &[Topic<'_>],
    progress: Progress<'_>,
) -> Result<Written, WriteError> {
    let drawings: Vec<_> =
        topics.iter().flat_map(|topic| topic.pictures.iter().map(move |d| (d, topic))).collect();
    let outputs: Vec<_> =
        topics.iter().flat_map(|topic| topic.tables.iter().map(move |t| (&**t, topic))).collect();
    let told = drawn_so_far(progress, drawings.len());
    let (tables, pictures) = rayon::join(
        || {
            // One after another: each is written on all threads, and what it holds is let go.
            outputs
                .iter()
                .map(|(output, topic)| write_output(staging, *output, &topic.provenance))
                .collect::<Result<Vec<TableDoc>, WriteError>>()
        },
        || {
            drawings
                .par_iter()
                .map(|(drawing, topic)| {
                    let drawn = draw(staging, drawing, &topic.provenance)?;
                    told();
                    Ok(drawn)
                })
                .collect::<Result<Vec<Option<BookPicture>>, WriteError>>()
        },
    );
    let mut others = Vec::new();
    for TextFile { path, text, what } in topics.iter().flat_map(|topic| &topic.texts) {
        staging.text(path, text)?;
        others.push((path.clone(), what.clone()));
    }
    Ok(Written {
        tables: tables?,
        pictures: drawings.iter().map(|(drawing, _)| drawing.doc.clone()).collect(),
        others,
        in_workbook: pictures?.into_iter().flatten().collect(),
    })
}

/// Writes the workbook of the topics that have a sheet in it.
fn write_workbook(
    staging: &Staging,
    topics: &[Topic<'_>],
    written: &mut Written,
) -> Result<(), WriteError> {
    let outputs: Vec<_> = topics.iter().flat_map(|topic| &topic.tables).collect();
    let mut sheets: Vec<(bool, Sheet)> = outputs
        .par_iter()
        .filter_map(|output| Some((output.doc().is_for_report, output.sheet()?)))
        .collect();
    sheets.sort_by_key(|(is_for_report, _)| !is_for_report);
    if !sheets.is_empty() {
        let sheets = sheets.into_iter().map(|(_, sheet)| sheet).collect();
        let book = book::book(sheets, std::mem::take(&mut written.in_workbook));
        // The workbook is of all topics: an example in one of them marks it.
        let provenance = topics.iter().map(|topic| &topic.provenance).find(|p| p.is_example());
        let provenance = provenance.unwrap_or(&topics[0].provenance);
        let bytes = workbook(&book, provenance)
            .map_err(|source| WriteError::Workbook { path: book::PATH.to_owned(), source })?;
        staging.write(book::PATH, &bytes)?;
        written.others.push((book::PATH.to_owned(), book.title));
    }
    Ok(())
}

/// Writes a table's files; a CSV file that no spreadsheet could open is left out.
fn write_output(
    staging: &Staging,
    output: &dyn Output,
    provenance: &Provenance,
) -> Result<TableDoc, WriteError> {
    let mut doc = output.doc();
    let file = |is_wanted: bool, kind: &str| -> Result<_, WriteError> {
        let path = format!("{}.{kind}", doc.path);
        Ok(if is_wanted { Some(BufWriter::new(staging.file(&path)?)) } else { None })
    };
    let (mut parquet, mut csv) = (file(doc.has_parquet, "parquet")?, file(doc.has_csv, "csv")?);
    let rows = output
        .write(
            parquet.as_mut().map(|out| out as Sink),
            csv.as_mut().map(|out| out as Sink),
            provenance,
        )
        .map_err(|error| match error {
            TableError::Parquet(error) => WriteError::Parquet(error),
            TableError::Csv(error) => failed(&format!("{}.csv", doc.path), error),
        })?;
    if let Some(mut out) = parquet {
        out.flush().map_err(|error| failed(&format!("{}.parquet", doc.path), error))?;
    }
    if rows >= SHEET_ROWS {
        drop(csv);
        staging.remove(&format!("{}.csv", doc.path))?;
        doc.has_csv = false;
    }
    Ok(doc)
}

/// Draws one picture as SVG and PNG, with the table that it was drawn from named under it.
fn draw(
    staging: &Staging,
    drawing: &Drawing,
    provenance: &Provenance,
) -> Result<Option<BookPicture>, WriteError> {
    let PictureDoc { path, table, rows, .. } = &drawing.doc;
    let provenance = provenance.with_remark(format!("Tabel: {table}, {rows}"));
    let picture = drawing.chart.picture(&provenance);
    let drawn = svg(&picture)?;
    let bytes = png(&drawn)?;
    staging.write(&format!("{path}.svg"), drawn.as_bytes())?;
    staging.write(&format!("{path}.png"), &bytes)?;
    let title = picture.title;
    let in_book = BookPicture { title, alt_text: picture.description, png: bytes };
    Ok(drawing.is_in_workbook.then_some(in_book))
}

/// Tells somebody who waits how many of the charts are drawn, each time it is called.
fn drawn_so_far(progress: Progress<'_>, total: usize) -> impl Fn() + Sync {
    let done = AtomicUsize::new(0);
    move || {
        let n = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(&format!("Tegner figurer: {n} af {total}"));
    }
}

/// Writes the tables and pictures of sizes, and nothing else.
pub(super) fn write_sizes(
    staging: &Staging,
    sizes: &SizeResults<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    write_topics(staging, &size::topics(sizes), progress).map(|_| ())
}

/// Writes what tells how firm the placements are, and nothing else.
pub(super) fn write_robustness(
    staging: &Staging,
    view: &Results<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics = robustness::topics(view);
    let mut written = write_topics(staging, &topics, progress)?;
    write_workbook(staging, &topics, &mut written)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(view.provenance))?)
}

/// Writes the profiles of areas, and nothing else.
pub(super) fn write_areas(
    staging: &Staging,
    view: &Results<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics: Vec<Topic<'_>> = areas::topic(view).into_iter().collect();
    let mut written = write_topics(staging, &topics, progress)?;
    write_workbook(staging, &topics, &mut written)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(view.provenance))?)
}

fn failed(path: &str, error: io::Error) -> WriteError {
    OutputError::write(Path::new(path), error).into()
}
