//! What comes of the file when it is read with the draft?

use std::path::Path;

use crate::finding::{Finding, Severity};
use crate::ingest::draft::help::DraftHelp;
use crate::ingest::file::memory::Budget;
use crate::ingest::file::progress::Tally;
use crate::ingest::layout::Layout;
use crate::ingest::layout::listing::Listed;
use crate::ingest::read::context::Context;
use crate::ingest::read::file::read_file;
use crate::ingest::row::options::RowOptions;
use crate::ingest::scan::corrected::Corrections;
use crate::ingest::value::code::ValueCode;
use crate::ingest::workbook::measured::Measurements;

/// What came of it.
pub(crate) struct Trial {
    /// Data rows of all sheets.
    pub(crate) n_rows: u64,
    /// Of these, those that the draft can't read.
    pub(crate) n_set_aside: u64,
    /// What keeps the file, or a sheet of it, from being read.
    pub(crate) errors: Vec<Finding>,
    /// Why rows are set aside: each reason once.
    pub(crate) reasons: Vec<String>,
    /// A cell looks like a CPR-nummer to those who read.
    pub(crate) is_private: bool,
}

/// Reads the file with the layout, and makes nothing of it.
pub(crate) fn trial(path: &Path, name: &str, layout: &Layout, help: &DraftHelp<'_>) -> Trial {
    let listed = Listed {
        path: name.to_owned(),
        name: name.to_owned(),
        full: path.to_owned(),
        bytes: 0,
        layout: 0,
        has_personal_name: false,
    };
    let (tally, none) = (Tally::new(1, 0, None), Corrections::default());
    let budget = Budget::of(help.limits.memory_bytes);
    let rows = RowOptions { registers: help.registers, as_of: None, grounds_for: None };
    let context = Context {
        rows,
        limits: &help.limits,
        tally: &tally,
        budget: &budget,
        corrections: &none,
        wanted: None,
        measured: &Measurements::default(),
    };
    let read = read_file(&listed, layout, &context);
    let mut trial = Trial {
        n_rows: 0,
        n_set_aside: 0,
        errors: read.findings,
        reasons: Vec::new(),
        is_private: false,
    };
    for sheet in read.sheets {
        trial.n_rows += sheet.rows_read;
        trial.n_set_aside += sheet.notes.rows_set_aside;
        let here = sheet.notes.here();
        for row in sheet.notes.set_aside.told(&here) {
            if !trial.reasons.contains(&row.reason) {
                trial.reasons.push(row.reason);
            }
        }
        trial.errors.extend(sheet.notes.findings.told(&here));
    }
    trial.errors.retain(|finding| finding.severity == Severity::Error);
    let personal = ValueCode::PersonalNumber.slug();
    trial.is_private = trial.errors.iter().any(|finding| finding.code == personal);
    trial
}
