//! How is a file opened of which nothing is known, and what are its sheets?

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::ingest::csv::read::{CsvForm, read_csv};
use crate::ingest::draft::seen::Seen;
use crate::ingest::file::code::FileCode;
use crate::ingest::file::content::{Content, Make};
use crate::ingest::file::limits::{Limits, bytes_within};
use crate::ingest::file::memory::Budget;
use crate::ingest::file::problem::{Problem, unreadable};
use crate::ingest::file::sniff::sniff;
use crate::ingest::file::text_make::TextMake;
use crate::ingest::read::file::{contradicts_itself, no_table};
use crate::ingest::read::workbook_file::problem_of;
use crate::ingest::workbook::book::Workbook;
use crate::ingest::workbook::measured::Measured;
use crate::ingest::workbook::rows::Hints;

/// A file that was opened.
pub(crate) struct Opened {
    /// How its text was read; nothing for a workbook.
    pub(crate) text: Option<TextMake>,
    pub(crate) sheets: Vec<OpenedSheet>,
}

/// One of its sheets; a text file is one.
pub(crate) struct OpenedSheet {
    /// Nothing for a text file.
    pub(crate) name: Option<String>,
    pub(crate) is_visible: bool,
    pub(crate) seen: Seen,
}

/// Opens a file and looks through all of it. `headers`, folded, help to tell the separator.
pub(crate) fn open(path: &Path, headers: Vec<String>, limits: &Limits) -> Result<Opened, Problem> {
    let sniffed = sniff(path).map_err(|error| unreadable(&error))?;
    bytes_within("file-mb", "filen er på", sniffed.bytes, limits.file_bytes).map_err(
        |exceeded| Problem {
            code: FileCode::FileTooLarge.slug(),
            message: exceeded.message,
            action: format!("Klip de første rækker ud i en fil for sig, eller {}", exceeded.raise),
        },
    )?;
    match sniffed.content {
        Content::Text(make) => open_text(path, make, headers, limits),
        Content::Workbook(make) => {
            let opening = || open_workbook(path, make, limits);
            // As in reading: some bytes make the readers of calamine panic.
            catch_unwind(AssertUnwindSafe(opening)).unwrap_or_else(|_| contradicts_itself())
        }
        other => no_table(&other),
    }
}

fn open_text(
    path: &Path,
    make: TextMake,
    headers: Vec<String>,
    limits: &Limits,
) -> Result<Opened, Problem> {
    let form = CsvForm { encoding: make.encoding, headers, max_cells: limits.cells };
    let mut seen = Seen::first();
    read_csv(path, &form, &mut seen).map_err(|error| unreadable(&error))?;
    let sheet = OpenedSheet { name: None, is_visible: true, seen };
    Ok(Opened { text: Some(make), sheets: vec![sheet] })
}

fn open_workbook(path: &Path, make: Make, limits: &Limits) -> Result<Opened, Problem> {
    let budget = Budget::of(limits.memory_bytes);
    let told = |error| problem_of(error, make);
    let measured = Measured::of(path, make, limits, &budget).map_err(told)?;
    let mut workbook = Workbook::open(path, measured, limits, &budget).map_err(told)?;
    let mut sheets: Vec<OpenedSheet> = Vec::new();
    for sheet in workbook.sheets().to_vec() {
        let empty = || sheets.last().map_or_else(Seen::first, |last| last.seen.next());
        let mut seen = empty();
        let pass = workbook.read_sheet(&sheet.name, &Hints::default(), &mut seen);
        // Headers may be merged cells.
        if let Ok(pass) = &pass
            && let Some(hints) = workbook.hints(&sheet.name, pass, true)
        {
            seen = empty();
            // What can't be read a second time was read the first.
            let _ = workbook.read_sheet(&sheet.name, &hints, &mut seen);
        }
        sheets.push(OpenedSheet { name: Some(sheet.name), is_visible: sheet.is_visible, seen });
    }
    Ok(Opened { text: None, sheets })
}
