//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of corrections.
    CorrectionCode {
        CorrectionNotMatched = "correction-not-matched",
    }
}
