//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of the lines of a CSV file.
    CsvCode {
        LineTooLong = "line-too-long",
        StrayQuote = "stray-quote",
    }
}
