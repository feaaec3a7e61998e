//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of a workbook, or of cells of its sheets.
    WorkbookCode {
        MergedCells = "merged-cells",
        MergedValue = "merged-value",
    }
}
