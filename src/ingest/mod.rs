//! READING: files become rows, rows become a linked dataset.
//!
//! A layout says which header means which field. A file is told by its content, its headers are
//! checked before its rows, and its rows are read one by one: no sheet is held in memory. One bad
//! cell costs that cell, one bad row that row, one bad file that file; every row is accounted for.
//!
//! The rooms, in the order that a cell walks them; each imports only those before it:
//! `file` (what lies there), `cell` (what can stand in one), `csv` and `workbook` (bytes become
//! cells), `value` (what a cell says), `layout` (which header means which field), `scan` (a sheet's
//! rows become field values), `row` (what a row says), `read` (one file, through all of these),
//! `link` (which rows belong together), `correction` (which rows replace others). Beside them
//! `draft`: what would a layout say of a file that none knows?

mod cell;
mod correction;
mod csv;
mod draft;
mod file;
mod layout;
mod link;
mod read;
mod row;
mod scan;
mod value;
mod workbook;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use self::correction::corrections::{gather, settle};
use self::file::memory::Budget;
use self::file::progress::Tally;
use self::file::special::{is_correction, is_of_last_year};
use self::layout::links;
use self::layout::listing::{self, Listed};
use self::link::assessments::link_assessments;
use self::link::last_year;
use self::link::losses::Losses;
use self::link::providers::link_providers;
use self::link::reports::Reports;
use self::link::sheets::Sheets;
use self::read::context::Context;
use self::read::file::read_file;
use self::row::file_read::FileRead;
use self::row::options::RowOptions;
use self::scan::corrected::Corrections;
use crate::finding::{Account, Finding, SetAside};
use crate::model::Dataset;
use crate::register::Registers;

pub use self::correction::corrections::CorrectionFile;
pub use self::correction::read_again::read_again;
pub use self::draft::{DraftHelp, LayoutDraft, draft_layout};
pub use self::file::input_file::InputFile;
pub use self::file::limits::Limits;
pub use self::file::progress::Progress;
pub use self::file::special::is_beside;
pub use self::layout::fields::SheetRole;
pub use self::layout::links::LINK_HEADERS;
pub use self::layout::{Column, Form, Layout, SheetLayout};
pub use self::link::proposal::LinkProposal;
pub use self::read::returned::{Returned, ReturnedError, read_returned};
pub use self::row::given::{GivenCell, GivenHeader, GivenRow, GivenSheet, WantedRows};
pub use self::row::returned::{ReturnedAnswers, ReturnedGrades, ReturnedRow};
pub use self::scan::corrected::REPLACED;
pub use self::scan::not_data::NO_DATA;
pub use self::scan::origin::added;
pub use self::value::personal::{hidden_name, name_looks_like_cpr};
pub use self::value::personal_number::without_personal_numbers;
pub use self::value::probe;
pub use self::workbook::measured::Measurements;

/// How to read.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions<'o> {
    /// What a file may ask of the machine.
    pub limits: Limits,
    /// Rows that were last brought up to date, and assessments that were made, before this day are
    /// set aside; `None`: age does not matter.
    pub fresh_since: Option<NaiveDate>,
    /// The day of the run: assessments dated after it are set aside; `None`: none are.
    pub as_of: Option<NaiveDate>,
    /// The one provider whose inspectors' grounds are kept; they may be long.
    pub grounds_for: Option<&'o str>,
    /// Whether a folder holds outputs of this program, which are no input; `None`: none does.
    pub is_outputs: Option<fn(&Path) -> bool>,
    /// Told now and then how far the reading has come, from any thread.
    pub progress: Option<&'o (dyn Fn(Progress) + Sync)>,
}

/// Everything that was read, with its books.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Providers, departments, offerings and assessments, linked and sorted.
    pub dataset: Dataset,
    /// What the reader should know, sorted by place.
    pub findings: Vec<Finding>,
    /// What is said of single cells where `findings` has one for all of their column, sorted by place:
    /// for whoever corrects them.
    pub of_cells: Vec<Finding>,
    /// Rows that were not used, sorted by place. Rows of a sheet whose headers were not found are
    /// one entry together.
    pub set_aside: Vec<SetAside>,
    /// The books of every sheet, sorted: rows read = rows used + rows set aside.
    pub accounts: Vec<Account>,
    /// Files that a layout reads, sorted by path.
    pub files: Vec<InputFile>,
    /// Files that could not be read, or not to their end, or were stopped, sorted by path.
    pub unread: Vec<String>,
    /// Links that were not made, for somebody to confirm, sorted.
    pub proposals: Vec<LinkProposal>,
    /// What each file of corrections did, sorted by path.
    pub corrections: Vec<CorrectionFile>,
    /// What was learnt of the workbooks, for reading them once more.
    pub measured: Measurements,
}

impl Reading {
    /// Whether no row was used, of those that are read for what they say: links and last year's files
    /// are not.
    pub fn uses_nothing(&self) -> bool {
        self.accounts.iter().all(|account| account.rows_used == 0 || is_beside(&account.file))
    }
}

/// Why nothing could be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The input folder is missing, or may not be read.
    #[error("input-mappen {} kan ikke læses. Angiv en anden med --input", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Two layouts read one file: which of them is meant decides what its columns mean.
    #[error("to layouts læser samme fil, og de kan læse den forskelligt:\n{}\nRet \"files\" i det ene, så kun ét passer", clashes.join("\n"))]
    TwoLayouts {
        /// Each file with its layouts.
        clashes: Vec<String>,
    },
    /// There is nothing that a layout reads.
    #[error(
        "der er ingen filer at læse i {}. Der ledes efter {patterns}; læg filerne der, eller skriv \
         et layout til dem i input/layouts",
        path.display()
    )]
    NothingToRead {
        /// The folder.
        path: PathBuf,
        /// What is looked for.
        patterns: String,
    },
}

/// Reads the input folder: all files that a layout reads, in parallel, linked.
///
/// # Errors
/// When the folder cannot be read, or no file in it is read by any layout. All else is a finding.
pub fn read_input(
    input: &Path,
    registers: &Registers,
    layouts: &[Layout],
    options: &ReadOptions<'_>,
) -> Result<Reading, ReadError> {
    // Confirmed links are read like any other file, by a layout of our own.
    let all_layouts: Vec<Layout> = layouts.iter().cloned().chain([links::layout()]).collect();
    let listing = listing::list(input, &all_layouts, options.is_outputs)
        .map_err(|source| ReadError::Folder { path: input.to_owned(), source })?;
    if !listing.clashes.is_empty() {
        return Err(ReadError::TwoLayouts { clashes: listing.clashes });
    }
    if listing.to_read.iter().all(|listed| is_beside(&listed.path)) {
        let patterns: Vec<&str> =
            layouts.iter().flat_map(|layout| layout.files.iter().map(|file| &**file)).collect();
        return Err(ReadError::NothingToRead {
            path: input.to_owned(),
            patterns: patterns.join(", "),
        });
    }
    let layouts = &all_layouts;
    let bytes = listing.to_read.iter().map(|listed| listed.bytes).sum();
    let tally = Tally::new(listing.to_read.len(), bytes, options.progress);
    let none = Corrections::default();
    let budget = Budget::of(options.limits.memory_bytes);
    let context = Context {
        rows: RowOptions { registers, as_of: options.as_of, grounds_for: options.grounds_for },
        limits: &options.limits,
        tally: &tally,
        budget: &budget,
        corrections: &none,
        wanted: None,
        measured: &Measurements::default(),
    };
    // Confirmed links and last year's files are nobody's to correct.
    let (beside, data): (Vec<_>, Vec<_>) =
        listing.to_read.iter().partition(|listed| is_beside(&listed.path));
    let (to_correct, to_read): (Vec<_>, Vec<_>) =
        data.into_iter().partition(|listed| is_correction(&listed.path));
    let mut corrected = read_files(&to_correct, layouts, &context);
    let corrections = gather(&corrected);
    let mut files =
        read_files(&to_read, layouts, &Context { corrections: &corrections, ..context });
    let books = settle(&corrections, &mut corrected, &files);
    files.append(&mut corrected);
    files.append(&mut read_files(&beside, layouts, &context));
    let no_files = listing.no_files.iter();
    files.extend(no_files.map(|(path, layout)| FileRead::of_no_file(path, &layouts[*layout])));
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let mut reading = reading_of(files, registers, options.fresh_since);
    reading.corrections = books;
    reading.findings.extend(listing.findings);
    reading.findings.sort();
    Ok(reading)
}

/// Reads files in parallel; sorted by path.
fn read_files(files: &[&Listed], layouts: &[Layout], context: &Context<'_>) -> Vec<FileRead> {
    let mut read: Vec<FileRead> = files
        .par_iter()
        .with_max_len(1)
        .map(|listed| read_file(listed, &layouts[listed.layout], context))
        .collect();
    read.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    read
}

/// Links what was read of all files, and closes the books.
fn reading_of(
    files: Vec<FileRead>,
    registers: &Registers,
    fresh_since: Option<NaiveDate>,
) -> Reading {
    let mut reading = Reading::default();
    let mut sheets = Vec::new();
    let mut losses = Losses::default();
    for file in files {
        // Last year's files are compared with and never place.
        let lost = file.lost.iter().filter(|_| !is_of_last_year(&file.file.path));
        lost.for_each(|role| losses.add(&file.book, *role));
        if file.is_unread() {
            reading.unread.push(file.file.path.clone());
        }
        reading.findings.extend(file.findings);
        reading.accounts.extend(file.accounts);
        if let Some(measured) = file.measured {
            reading.measured.0.insert(file.file.sha256.clone(), measured);
        }
        reading.files.push(file.file);
        sheets.extend(file.sheets);
    }
    let mut sheets = Sheets::new(sheets);
    let last_year = last_year::take(&mut sheets);
    let providers = link_providers(&mut sheets, fresh_since);
    let (mut reports, mut named) = Reports::take(&mut sheets, fresh_since);
    let assessed =
        link_assessments(&mut sheets, &providers, registers, losses, &mut named, fresh_since);
    reports.name(named, &providers);
    let reports = reports.link(&providers, &mut sheets);
    last_year::compare(&last_year, &providers, &assessed, &mut sheets);
    for sheet in sheets.0 {
        let account = sheet.account();
        debug_assert_eq!(
            account.rows_read,
            account.rows_used + account.rows_set_aside,
            "the books of {account:?} do not balance"
        );
        reading.accounts.push(account);
        reading.dataset.sheets.push(sheet.sheet);
        let here = sheet.notes.here();
        reading.findings.extend(sheet.notes.findings.told(&here));
        reading.set_aside.extend(sheet.notes.set_aside.told(&here));
        reading.of_cells.extend(sheet.notes.of_cells);
    }
    reading.dataset.statuses = providers.statuses;
    reading.dataset.subgroups = assessed.subgroups;
    reading.dataset.providers = providers.providers;
    reading.dataset.departments = providers.departments;
    reading.dataset.offerings = assessed.offerings;
    reading.dataset.assessments = assessed.assessments;
    reading.dataset.add_lost(assessed.lost);
    reading.dataset.capacity = reports.capacity;
    reading.dataset.flows = reports.flows;
    reading.dataset.flow_gaps = reports.flow_gaps;
    reading.proposals = assessed.proposals;
    reading.of_cells.sort();
    reading.set_aside.sort();
    reading.accounts.sort();
    // A form is read for its evidence and for its grades: its books are kept together.
    reading.accounts.dedup_by(|other, kept| {
        let is_same = (&other.file, &other.sheet) == (&kept.file, &kept.sheet);
        if is_same {
            kept.rows_read += other.rows_read;
            kept.rows_used += other.rows_used;
            kept.rows_set_aside += other.rows_set_aside;
        }
        is_same
    });
    reading
}
