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
/// what was learnt of its workbooks then: one whose content is another is looked through anew. Files
/// that can no longer be read are missing; sorted by file, and within it as the layout names its
/// sheets.
pub fn read_again(
    input: &Path,
    registers: &Registers,
    layouts: &[Layout],
    limits: Limits,
    wanted: &WantedRows,
    measured: &Measurements,
) -> Vec<GivenSheet> {
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
    let read: Vec<Vec<GivenSheet>> = files
        .par_iter()
        .with_max_len(1)
        .map(|listed| {
            let file = read_file(listed, &layouts[listed.layout], &context);
            file.sheets.into_iter().filter_map(|sheet| sheet.given).collect()
        })
        .collect();
    read.into_iter().flatten().collect()
}
