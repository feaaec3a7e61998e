//! READING: files become rows, rows become a linked dataset.
//!
//! A layout says which header means which field. A file is told by its content, its headers are
//! checked before its rows, and its rows are read one by one: no sheet is held in memory. One bad
//! cell costs that cell, one bad row that row, one bad file that file; every row is accounted for.

mod assessment_rows;
mod basis_list;
mod beyond;
mod both_lists;
mod capped;
mod cell;
mod container;
mod corrections;
mod csv_file;
mod csv_line;
mod empty_levels;
mod fields;
mod find_provider;
mod folder;
mod form_answers;
mod form_file;
mod given_rows;
mod halves;
mod header;
mod hidden_parts;
mod input_file;
mod joined;
mod last_year;
mod layout;
mod like_names;
mod limits;
mod link_assessments;
mod link_lost;
mod link_providers;
mod linked_part;
mod links_file;
mod lists;
mod lost;
mod lost_providers;
mod memo;
mod memory;
mod not_data;
mod notes;
mod other_keys;
mod pasted;
mod pattern;
mod personal_data;
mod personal_number;
mod plausibility;
mod postal_hint;
pub mod probe;
mod proposal;
mod provider_index;
mod provider_rows;
mod scan;
mod sheet_read;
mod slash_dates;
mod sniff;
mod stale;
mod status;
mod taker;
mod text_make;
mod value;
mod workbook;
mod workbook_file;

pub use corrections::{CorrectionFile, REPLACED, added};
pub use fields::SheetRole;
pub use folder::hidden_name;
pub use given_rows::{GivenCell, GivenHeader, GivenRow, GivenSheet, WantedRows, read_again};
pub use layout::{Column, Form, Layout, SheetLayout};
pub use limits::Limits;
pub use links_file::LINK_HEADERS;
pub use not_data::NO_DATA;
pub use personal_data::name_looks_like_cpr;
pub use personal_number::without_personal_numbers;
pub use proposal::LinkProposal;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::finding::{Account, Finding, SetAside, Severity};
use crate::model::Dataset;
use crate::plain_text::cleaned;
use crate::register::Registers;
use corrections::{Corrections, is_correction};
use folder::Listed;
use input_file::FileRead;
use link_assessments::link_assessments;
use lost::Losses;
use sheet_read::Sheets;

/// How far the reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub files: usize,
    /// Files read to the end.
    pub files_done: usize,
    /// Data rows read so far.
    pub rows: u64,
}

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
    /// Told now and then how far the reading has come, from any thread.
    pub progress: Option<&'o (dyn Fn(Progress) + Sync)>,
}

/// A file of the input folder that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Path below the input folder, with `/`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Checksum, in hexadecimal.
    pub sha256: String,
}

/// Everything that was read, with its books.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Providers, departments, offerings and assessments, linked and sorted.
    pub dataset: Dataset,
    /// What the reader should know, sorted by place.
    pub findings: Vec<Finding>,
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
    let all_layouts: Vec<Layout> = layouts.iter().cloned().chain([links_file::layout()]).collect();
    let listing = folder::list(input, &all_layouts)
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
    let tally = input_file::Tally::new(listing.to_read.len(), options.progress);
    let none = Corrections::default();
    let budget = memory::Budget::of(options.limits.memory_bytes);
    let context = input_file::Context {
        registers,
        options,
        tally: &tally,
        budget: &budget,
        corrections: &none,
        wanted: None,
    };
    // Confirmed links and last year's files are nobody's to correct.
    let (beside, data): (Vec<_>, Vec<_>) =
        listing.to_read.iter().partition(|listed| is_beside(&listed.path));
    let (to_correct, to_read): (Vec<_>, Vec<_>) =
        data.into_iter().partition(|listed| is_correction(&listed.path));
    let mut corrected = read_files(&to_correct, layouts, &context);
    let corrections = Corrections::of(&corrected);
    let mut files = read_files(
        &to_read,
        layouts,
        &input_file::Context { corrections: &corrections, ..context },
    );
    let books = corrections.settle(&mut corrected, &files);
    files.append(&mut corrected);
    files.append(&mut read_files(&beside, layouts, &context));
    let no_files = listing.no_files.iter();
    files.extend(no_files.map(|(path, layout)| FileRead::of_no_file(path, &layouts[*layout])));
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let mut reading = link(files, listing.findings, registers, options.fresh_since);
    reading.corrections = books;
    Ok(reading)
}

/// Whether a file lies beside the data: confirmed links, and last year's files.
pub fn is_beside(path: &str) -> bool {
    path == links_file::FILE || path.starts_with(last_year::FOLDER)
}

/// Reads files in parallel; sorted by path.
fn read_files(
    files: &[&Listed],
    layouts: &[Layout],
    context: &input_file::Context<'_>,
) -> Vec<FileRead> {
    let mut read: Vec<FileRead> = files
        .par_iter()
        .with_max_len(1)
        .map(|listed| input_file::read_file(listed, &layouts[listed.layout], context))
        .collect();
    read.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    read
}

fn link(
    files: Vec<FileRead>,
    findings: Vec<Finding>,
    registers: &Registers,
    fresh_since: Option<NaiveDate>,
) -> Reading {
    let mut reading = Reading { findings, ..Reading::default() };
    let mut sheets = Vec::new();
    let mut losses = Losses::default();
    for file in files {
        // Last year's files are compared with and never place.
        let lost = file.lost.iter().filter(|_| !file.file.path.starts_with(last_year::FOLDER));
        lost.for_each(|role| losses.add(&file.book, *role));
        if file.is_unread() {
            reading.unread.push(file.file.path.clone());
        }
        reading.findings.extend(file.findings);
        reading.accounts.extend(file.accounts);
        reading.files.push(file.file);
        sheets.extend(file.sheets);
    }
    let mut sheets = Sheets::new(sheets);
    let last_year = last_year::take(&mut sheets);
    let providers = link_providers::link_providers(&mut sheets, fresh_since);
    let assessed = link_assessments(&mut sheets, &providers, registers, losses, fresh_since);
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
    }
    reading.dataset.statuses = providers.statuses;
    reading.dataset.subgroups = assessed.subgroups;
    reading.dataset.providers = providers.providers;
    reading.dataset.departments = providers.departments;
    reading.dataset.offerings = assessed.offerings;
    reading.dataset.assessments = assessed.assessments;
    reading.dataset.add_lost(assessed.lost);
    reading.proposals = assessed.proposals;
    reading.findings.sort();
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

/// A finding about a whole file.
fn about_file(
    path: &str,
    severity: Severity,
    code: &'static str,
    message: impl Into<String>,
    action: impl Into<String>,
) -> Finding {
    Finding {
        place: crate::finding::Place::file(path),
        severity,
        code,
        message: cleaned(message.into()),
        action: cleaned(action.into()),
    }
}
