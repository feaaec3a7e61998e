//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of whole files and their limits.
    FileCode {
        FileTooLarge = "file-too-large",
        FileUnreadable = "file-unreadable",
        TableTooLarge = "table-too-large",
        TooManyCells = "too-many-cells",
    }
}
