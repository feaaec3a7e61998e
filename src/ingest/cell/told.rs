//! What is told of a row or a cell by those who read a file and know no sheet?

use crate::finding::Severity;

/// A finding without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) action: String,
    /// The rest of the sheet is not read.
    pub(crate) ends_sheet: bool,
}
