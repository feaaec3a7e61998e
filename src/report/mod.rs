//! Which files does a run write?

mod agreement;
mod areas;
mod book;
pub(crate) mod capacity;
mod coverage;
mod engine;
mod findings;
pub mod forms;
mod freshness;
pub mod given_back;
pub(crate) mod given_back_files;
mod grades;
mod group_pictures;
pub mod guideline;
pub(crate) mod history;
mod inspectors;
mod landscape;
mod levels;
mod links;
mod off_portal;
mod page;
mod parts;
mod placement_row;
mod placements;
mod process;
mod profile;
pub(crate) mod record;
mod robustness;
pub mod sample;
mod size;
mod special_functions;
pub(crate) mod streamed;
mod values;
mod weighted;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use thiserror::Error;

use crate::chart::{Chart, ChartError, png, svg};
use crate::output::{OutputError, Staging};
pub(crate) use crate::report::page::accessibility;
use crate::report::page::{Drawn, drawn};
use crate::results::{Progress, Results, SampleResults, SizeResults, Step, Vectors};
use crate::table::{
    Book, BookPicture, Output, ParquetError, PictureDoc, Provenance, SHEET_ROWS, Sheet, Sink,
    TableDoc, TableError, dictionary, workbook,
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
    /// The page.
    #[error("{path} kan ikke laves: {source}")]
    Page {
        /// The output.
        path: &'static str,
        /// What the template says.
        source: askama::Error,
    },
}

/// What is told of one topic: its tables and pictures, and what they were made from.
pub(crate) struct Topic<'v> {
    pub(crate) provenance: Provenance,
    pub(crate) tables: Vec<Box<dyn Output + 'v>>,
    pub(crate) pictures: Vec<Drawing>,
    pub(crate) texts: Vec<TextFile>,
}

/// What stands under every table that counts citizens.
const INTERNAL: &str = "Internt: borgere er talt, og intet er skjult; skal tal ud af huset, skal de \
                        først diskretioneres";

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
        .chain(group_pictures::on_other_maps(results))
        .chain([inspectors::topic(results), agreement::topic(results)])
        .chain([landscape::topic(results)])
        .chain(weighted::topic(results))
        .chain(capacity::topic(results))
        .chain(special_functions::topic(results))
        .chain(areas::topic(results))
        .chain(robustness::topics(results))
        .chain(size::topics(results.sizes))
        .chain(process::topic(results))
        .chain(engine::topic(results))
        .chain([record::topic(results)])
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
        let mut written = write_topics(staging, &topics, view.vectors, progress)?;
        write_workbooks(staging, &topics, &mut written, Some(view))?;
        Ok(written)
    };
    let (written, given_back) = rayon::join(told, || given_back_files::write(staging, view));
    given_back?;
    let catalogue = written?.dictionary(view.provenance);
    Ok(staging.text("data-dictionary.md", &catalogue)?)
}

/// What was written, for the dictionary.
struct Written {
    vectors: Vectors,
    tables: Vec<TableDoc>,
    pictures: Vec<PictureDoc>,
    /// Other files and what they are.
    others: Vec<(String, String)>,
    /// Pictures for a workbook: for which (none: the run's), and what.
    in_workbook: Vec<(Option<&'static str>, BookPicture)>,
    /// Pictures for the page.
    on_page: Vec<Drawn>,
}

impl Written {
    fn dictionary(&self, provenance: &Provenance) -> String {
        let kinds: &[&str] = match self.vectors {
            Vectors::Files => &["svg", "png"],
            Vectors::OnThePage => &["png"],
        };
        dictionary(&self.tables, (&self.pictures, kinds), &self.others, provenance)
    }
}

/// Writes the tables, pictures and texts of all topics.
fn write_topics(
    staging: &Staging,
    topics: &[Topic<'_>],
    vectors: Vectors,
    progress: Progress<'_>,
) -> Result<Written, WriteError> {
    let drawings: Vec<_> =
        topics.iter().flat_map(|topic| topic.pictures.iter().map(move |d| (d, topic))).collect();
    let outputs: Vec<_> =
        topics.iter().flat_map(|topic| topic.tables.iter().map(move |t| (&**t, topic))).collect();
    let made = Made::new(progress, outputs.len(), drawings.len());
    let (tables, pictures) = rayon::join(
        || {
            // One after another: each is written on all threads, and what it holds is let go.
            outputs
                .iter()
                .map(|(output, topic)| {
                    let written = write_output(staging, *output, &topic.provenance)?;
                    made.add(1, 0);
                    Ok(written)
                })
                .collect::<Result<Vec<TableDoc>, WriteError>>()
        },
        || {
            drawings
                .par_iter()
                .map(|(drawing, topic)| {
                    let (picture, on_page) = draw(staging, drawing, vectors, &topic.provenance)?;
                    made.add(0, 1);
                    let is_drawn_from = |doc: &TableDoc| doc.path == drawing.doc.table;
                    let table = topic.tables.iter().map(|t| t.doc()).find(is_drawn_from);
                    let book = table.and_then(|doc| doc.book);
                    Ok((picture.map(|picture| (book, picture)), on_page))
                })
                .collect::<Result<Vec<(Option<_>, Drawn)>, WriteError>>()
        },
    );
    let mut others = Vec::new();
    for TextFile { path, text, what } in topics.iter().flat_map(|topic| &topic.texts) {
        staging.text(path, text)?;
        others.push((path.clone(), what.clone()));
    }
    let (in_workbook, on_page): (Vec<_>, Vec<_>) = pictures?.into_iter().unzip();
    Ok(Written {
        vectors,
        tables: tables?,
        pictures: drawings.iter().map(|(drawing, _)| drawing.doc.clone()).collect(),
        others,
        in_workbook: in_workbook.into_iter().flatten().collect(),
        on_page,
    })
}

/// Writes the workbooks, that of the run and those of topics that have one of their own, and of a
/// whole run the page beside them, which shows the same sheets.
fn write_workbooks(
    staging: &Staging,
    topics: &[Topic<'_>],
    written: &mut Written,
    whole_run: Option<&Results<'_>>,
) -> Result<(), WriteError> {
    let outputs: Vec<_> = topics.iter().flat_map(|topic| &topic.tables).collect();
    let mut sheets: Vec<(usize, Sheet)> = outputs
        .par_iter()
        .enumerate()
        .filter_map(|(at, output)| Some((at, output.sheet()?)))
        .collect();
    sheets.sort_by_key(|(at, _)| !written.tables[*at].is_for_report);
    let mut books = Vec::new();
    let mut places = Vec::new();
    let pictures = std::mem::take(&mut written.in_workbook);
    for (name, path, make) in BOOKS {
        let of_book = sheets.extract_if(.., |(at, _)| written.tables[*at].book == name);
        let (at, of_book): (Vec<usize>, Vec<Sheet>) = of_book.unzip();
        if !of_book.is_empty() {
            let of_it = pictures.iter().filter(|(book, _)| *book == name);
            books.push((path, make(of_book, of_it.map(|(_, p)| p.clone()).collect())));
            places.extend(at);
        }
    }
    // A workbook is of all topics: an example in one of them marks it.
    let of_topics = || topics.iter().map(|topic| &topic.provenance);
    let Some(provenance) = of_topics().find(|p| p.is_example()).or(of_topics().next()) else {
        return Ok(());
    };
    let made = |(path, book): &(&'static str, Book)| {
        workbook(book, provenance)
            .map_err(|source| WriteError::Workbook { path: (*path).to_owned(), source })
    };
    let (made, page) = rayon::join(
        || books.par_iter().map(made).collect::<Result<Vec<_>, _>>(),
        || {
            let sheets = books.iter().flat_map(|(_, book)| &book.tables);
            let shown: Vec<(usize, &Sheet)> = places.iter().copied().zip(sheets).collect();
            let page = |run| page::page(run, &written.tables, &shown, &written.on_page);
            whole_run.map(page).transpose()
        },
    );
    for ((path, book), bytes) in books.into_iter().zip(made?) {
        staging.write(path, &bytes)?;
        written.others.push((path.to_owned(), book.title));
    }
    if let Some(page) = page? {
        staging.text(page::PATH, &page)?;
        staging.text(accessibility::PATH, &accessibility::text(provenance))?;
        let told = [(page::PATH, page::WHAT), (accessibility::PATH, accessibility::WHAT)];
        written.others.extend(told.map(|(path, what)| (path.to_owned(), what.to_owned())));
    }
    Ok(())
}

/// Which tables a workbook has (none: those of no other), where it lies, and how it is made.
type BookOf = (Option<&'static str>, &'static str, fn(Vec<Sheet>, Vec<BookPicture>) -> Book);

const BOOKS: [BookOf; 2] =
    [(None, book::PATH, book::book), (Some(capacity::PATH), capacity::PATH, capacity::book)];

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

/// Draws one picture as PNG, and as SVG where that is asked for, with the table that it was drawn
/// from named under it.
fn draw(
    staging: &Staging,
    drawing: &Drawing,
    vectors: Vectors,
    provenance: &Provenance,
) -> Result<(Option<BookPicture>, Drawn), WriteError> {
    let on_page = drawn(drawing, provenance);
    let PictureDoc { path, table, rows, .. } = &drawing.doc;
    let provenance = provenance.with_remark(format!("Tabel: {table}, {rows}"));
    let picture = drawing.chart.picture(&provenance);
    let vector = svg(&picture)?;
    let bytes = png(&vector)?;
    if !path.is_empty() {
        if vectors == Vectors::Files {
            staging.write(&format!("{path}.svg"), vector.as_bytes())?;
        }
        staging.write(&format!("{path}.png"), &bytes)?;
    }
    let title = picture.title;
    let in_book = BookPicture { title, alt_text: picture.description, png: bytes };
    Ok((drawing.is_in_workbook.then_some(in_book), on_page))
}

/// Tells somebody who waits how many of the tables and pictures are made.
struct Made<'p> {
    progress: Progress<'p>,
    tables: AtomicUsize,
    of_tables: usize,
    pictures: AtomicUsize,
    of_pictures: usize,
}

impl<'p> Made<'p> {
    fn new(progress: Progress<'p>, of_tables: usize, of_pictures: usize) -> Self {
        let (tables, pictures) = Default::default();
        Self { progress, tables, of_tables, pictures, of_pictures }
    }

    fn add(&self, tables: usize, pictures: usize) {
        let &Self { of_tables, of_pictures, .. } = self;
        let tables = self.tables.fetch_add(tables, Ordering::Relaxed) + tables;
        let pictures = self.pictures.fetch_add(pictures, Ordering::Relaxed) + pictures;
        (self.progress)(Step::Made { tables, of_tables, pictures, of_pictures });
    }
}

/// Writes the tables and pictures of sizes, and nothing else.
pub(super) fn write_sizes(
    staging: &Staging,
    sizes: &SizeResults<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    write_topics(staging, &size::topics(sizes), Vectors::Files, progress).map(|_| ())
}

/// Writes a sample, its plan of double ratings and its design, and nothing else.
pub(super) fn write_sample(
    staging: &Staging,
    results: &SampleResults<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics = [sample::topic(results)];
    let mut written = write_topics(staging, &topics, Vectors::Files, progress)?;
    write_workbooks(staging, &topics, &mut written, None)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(&results.provenance))?)
}

/// Writes what tells how firm the placements are, and nothing else.
pub(super) fn write_robustness(
    staging: &Staging,
    view: &Results<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics = robustness::topics(view);
    let mut written = write_topics(staging, &topics, Vectors::Files, progress)?;
    write_workbooks(staging, &topics, &mut written, None)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(view.provenance))?)
}

/// Writes the sums of partitions that streamed by, and nothing else.
pub(super) fn write_sums(
    staging: &Staging,
    sums: streamed::StreamedSums<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let provenance = sums.provenance.clone();
    let written = write_topics(staging, &[streamed::topic(sums)], Vectors::Files, progress)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(&provenance))?)
}

/// Writes the profiles of areas, and nothing else.
pub(super) fn write_areas(
    staging: &Staging,
    view: &Results<'_>,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let topics: Vec<Topic<'_>> = areas::topic(view).into_iter().collect();
    let mut written = write_topics(staging, &topics, Vectors::Files, progress)?;
    write_workbooks(staging, &topics, &mut written, None)?;
    Ok(staging.text("data-dictionary.md", &written.dictionary(view.provenance))?)
}

fn failed(path: &str, error: io::Error) -> WriteError {
    OutputError::write(Path::new(path), error).into()
}
