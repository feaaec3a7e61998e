//! How do the rows stand that are to be given back? Read once more, when it is known which: no row
//! is kept for it while all are read.

use std::path::Path;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::ingest::file::limits::Limits;
use crate::ingest::file::memory::Budget;
use crate::ingest::file::progress::Tally;
use crate::ingest::layout::{Layout, listing};
use crate::ingest::read::context::Context;
use crate::ingest::read::file::read_file;
use crate::ingest::row::given::{GivenSheet, WantedRows};
use crate::ingest::row::options::RowOptions;
use crate::ingest::scan::corrected::Corrections;
use crate::ingest::workbook::measured::Measurements;
use crate::register::Registers;

/// Reads wanted rows of the input folder once more, within the limits that it was read with, and with
/// what was learnt of its workbooks then: one whose content is another is looked through anew.
/// `each` is given a file's sheets, as its layout names them, on any thread, so that they need not
/// be held for all; what it makes of them is sorted by file. Files that can no longer be read have
/// no sheets, or are missing.
pub fn read_again<T: Send>(
    input: &Path,
    registers: &Registers,
    layouts: &[Layout],
    limits: Limits,
    wanted: &WantedRows,
    measured: &Measurements,
    each: impl Fn(Vec<GivenSheet>) -> T + Sync,
) -> Vec<T> {
    let tally = Tally::new(wanted.len(), 0, None);
    let budget = Budget::of(limits.memory_bytes);
    let context = Context {
        rows: RowOptions { registers, as_of: None, grounds_for: None },
        limits: &limits,
        tally: &tally,
        budget: &budget,
        corrections: &Corrections::default(),
        wanted: Some(wanted),
        measured,
    };
    let mut files =
        listing::list(input, layouts, None).map_or_else(|_| Vec::new(), |all| all.to_read);
    files.retain(|listed| wanted.contains_key(&listed.path));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let read = files.par_iter().with_max_len(1).map(|listed| {
        let file = read_file(listed, &layouts[listed.layout], &context);
        each(file.sheets.into_iter().filter_map(|sheet| sheet.given).collect())
    });
    read.collect()
}
