//! What are all files read with?

use std::sync::Arc;

use crate::ingest::file::limits::Limits;
use crate::ingest::file::memory::Budget;
use crate::ingest::file::progress::Tally;
use crate::ingest::row::given::WantedRows;
use crate::ingest::row::options::RowOptions;
use crate::ingest::scan::corrected::Corrections;
use crate::ingest::workbook::measured::Measurements;

/// What all files are read with.
pub(crate) struct Context<'c> {
    pub(crate) rows: RowOptions<'c>,
    pub(crate) limits: &'c Limits,
    pub(crate) tally: &'c Tally<'c>,
    /// Memory for what is held whole, of all files together.
    pub(crate) budget: &'c Arc<Budget>,
    /// Rows that other rows are to be replaced by.
    pub(crate) corrections: &'c Corrections,
    /// Rows to be given back: nothing else is made of the files then.
    pub(crate) wanted: Option<&'c WantedRows>,
    /// What is known of workbooks that were read before.
    pub(crate) measured: &'c Measurements,
}
