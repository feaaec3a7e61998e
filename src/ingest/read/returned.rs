//! What came back of the forms that were sent out? The rows as they are read, before anything is
//! linked: whoever asked for them knows whom they should be about.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::finding::{Finding, SetAside};
use crate::ingest::file::input_file::InputFile;
use crate::ingest::file::limits::Limits;
use crate::ingest::file::memory::Budget;
use crate::ingest::file::progress::Tally;
use crate::ingest::file::special::{is_beside, is_correction};
use crate::ingest::layout::{Layout, listing};
use crate::ingest::read::context::Context;
use crate::ingest::read::file::read_file;
use crate::ingest::row::assessment::AssessmentKey;
use crate::ingest::row::options::RowOptions;
use crate::ingest::row::returned::{ReturnedAnswers, ReturnedGrades, ReturnedRow};
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::corrected::Corrections;
use crate::ingest::workbook::measured::Measurements;
use crate::model::{PerParameter, RowRef};
use crate::register::Registers;

/// The rows of all forms of a folder, with what is to be said of them.
#[derive(Debug, Default)]
pub struct Returned {
    /// Sorted by file, sheet and row.
    pub rows: Vec<ReturnedRow>,
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// The files that were read, sorted by path.
    pub files: Vec<InputFile>,
    /// Those of them that could not be read, or not to their end.
    pub unread: Vec<String>,
}

/// Why no form could be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReturnedError {
    /// The folder of forms that came back.
    #[error("mappen {} kan ikke læses. Angiv den, som de udfyldte skemaer ligger i", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Two layouts read one file.
    #[error("to layouts læser samme fil: {}. Ret \"files\" i det ene", clashes.join(", "))]
    TwoLayouts {
        /// Each file with its layouts.
        clashes: Vec<String>,
    },
    /// There is no form in it.
    #[error(
        "der er ingen skemaer i {}. Der ledes efter {patterns}: læg dem, der er kommet tilbage, \
         under det navn, de blev sendt ud med",
        path.display()
    )]
    NothingReturned {
        /// The folder.
        path: PathBuf,
        /// What is looked for.
        patterns: String,
    },
}

/// Reads the forms in a folder. Files of other layouts than those of assessments are passed over.
///
/// # Errors
/// When the folder can't be read, when two layouts read one file, or when there is no form.
pub fn read_returned(
    folder: &Path,
    registers: &Registers,
    layouts: &[Layout],
    limits: Limits,
    as_of: NaiveDate,
) -> Result<Returned, ReturnedError> {
    let layouts: Vec<Layout> = layouts
        .iter()
        .filter(|layout| layout.sheets.iter().any(|sheet| sheet.role.is_assessments()))
        .cloned()
        .collect();
    let mut listing = listing::list(folder, &layouts, None)
        .map_err(|source| ReturnedError::Folder { path: folder.to_owned(), source })?;
    if !listing.clashes.is_empty() {
        return Err(ReturnedError::TwoLayouts { clashes: listing.clashes });
    }
    listing.to_read.retain(|listed| !is_beside(&listed.path) && !is_correction(&listed.path));
    if listing.to_read.is_empty() {
        let patterns: Vec<&str> =
            layouts.iter().flat_map(|layout| layout.files.iter().map(|file| &**file)).collect();
        let patterns = patterns.join(", ");
        return Err(ReturnedError::NothingReturned { path: folder.to_owned(), patterns });
    }
    let tally = Tally::new(listing.to_read.len(), 0, None);
    let budget = Budget::of(limits.memory_bytes);
    let context = Context {
        rows: RowOptions { registers, as_of: Some(as_of), grounds_for: None },
        limits: &limits,
        tally: &tally,
        budget: &budget,
        corrections: &Corrections::default(),
        wanted: None,
        measured: &Measurements::default(),
    };
    let files = listing.to_read.par_iter().with_max_len(1);
    let mut files: Vec<_> =
        files.map(|listed| read_file(listed, &layouts[listed.layout], &context)).collect();
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let mut returned = Returned::default();
    for file in files {
        if file.is_unread() {
            returned.unread.push(file.file.path.clone());
        }
        returned.findings.extend(file.findings);
        returned.files.push(file.file);
        for sheet in file.sheets {
            take(sheet, &mut returned);
        }
    }
    returned.rows.sort_by(|a, b| (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row)));
    returned.findings.sort();
    Ok(returned)
}

/// The rows of a sheet, and what is said of it.
fn take(sheet: SheetRead, returned: &mut Returned) {
    let here = sheet.notes.here();
    let of_key = |key: &AssessmentKey, row: RowRef, answers: ReturnedAnswers| ReturnedRow {
        provider: key.provider.clone(),
        target_group: Some(key.target_group),
        authority: Some(key.authority),
        assessed_on: Some(key.assessed_on),
        file: (*here.file).into(),
        sheet: here.sheet.as_deref().map(Into::into),
        row: row.row,
        answers,
    };
    for row in sheet.evidence {
        let answers = ReturnedAnswers::Evidence(row.content);
        returned.rows.push(of_key(&row.key, row.row, answers));
    }
    for row in sheet.grades {
        let given = &row.content;
        let answers = ReturnedAnswers::Grades(ReturnedGrades {
            is_graded: PerParameter::from_fn(|parameter| {
                ReturnedGrades::is_given(given.grades[parameter])
            }),
            has_quality: given.quality.is_some(),
            has_overall: given.overall.is_some(),
            has_inspector: given.inspector.is_some(),
        });
        returned.rows.push(of_key(&row.key, row.row, answers));
    }
    let set_aside: Vec<SetAside> = sheet.notes.set_aside.told(&here).into_iter().collect();
    for lost in sheet.lost {
        let of_row = |aside: &&SetAside| aside.place.row == Some(lost.row.row);
        let aside = set_aside.iter().find(of_row).or_else(|| set_aside.first());
        returned.rows.push(ReturnedRow {
            provider: lost.key.provider.unwrap_or_default(),
            target_group: lost.key.target_group,
            authority: lost.key.authority,
            assessed_on: lost.key.assessed_on,
            file: (*here.file).into(),
            sheet: here.sheet.as_deref().map(Into::into),
            row: lost.row.row,
            answers: ReturnedAnswers::Unusable {
                is_of_grades: lost.is_of_grades,
                reason: aside.map_or("rækken kan ikke bruges", |aside| &aside.reason).into(),
            },
        });
    }
    returned.findings.extend(sheet.notes.findings.told(&here));
}
