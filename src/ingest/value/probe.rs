//! What do single cells say? The readers of single values, open to the fuzz targets in `fuzz/`,
//! which call them with any text; nothing else uses this room.

use crate::ingest::cell::Cell;
use crate::ingest::value::number::number;
use crate::ingest::value::number_text::NumberKind;
use crate::ingest::value::{basis_list, date, lists};
use crate::model::{AgeSpan, LegalBasisSet, TargetGroupSet};
use crate::register::{LegalBases, TargetGroups};

/// A count and a percentage as a cell of a CSV file says them; none when the cell is empty, says
/// that nothing is reported, or is refused.
pub fn numbers(text: &str) -> (Option<f64>, Option<f64>) {
    let cell = Cell::text(text);
    let read = |kind| number(&cell, kind).ok().flatten();
    (read(NumberKind::Count), read(NumberKind::Percent))
}

/// Whether a date can be read from a cell of a CSV file.
pub fn is_date(text: &str) -> bool {
    matches!(date::date(&Cell::text(text)), Ok(Some(_)))
}

/// Target groups and ages of a cell, and how many parts of it were not understood.
pub fn target_groups(
    text: &str,
    separator: char,
    register: &TargetGroups,
) -> (TargetGroupSet, Option<AgeSpan>, usize) {
    let list = lists::target_groups(text, separator, register);
    (list.groups, list.ages, list.problems.len())
}

/// Legal bases of a cell, and how many parts of it were not understood.
pub fn legal_bases(text: &str, separator: char, register: &LegalBases) -> (LegalBasisSet, usize) {
    let list = basis_list::legal_bases(text, separator, register);
    (list.bases, list.problems.len())
}
