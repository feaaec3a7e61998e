//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of a file, and of the sheets of a workbook.
    ReadCode {
        EncodingContradiction = "encoding-contradiction",
        EncodingDoubtful = "encoding-doubtful",
        FileEmpty = "file-empty",
        FileEncrypted = "file-encrypted",
        FileLies = "file-lies",
        FileNotReadableKind = "file-not-readable-kind",
        FileRenamed = "file-renamed",
        FileTruncated = "file-truncated",
        FormEmpty = "form-empty",
        FormUnknown = "form-unknown",
        FormWithoutAnswers = "form-without-answers",
        MonthMayBeFirst = "month-may-be-first",
        SheetHidden = "sheet-hidden",
        SheetMissing = "sheet-missing",
        SheetsNotRead = "sheets-not-read",
        TextCutOff = "text-cut-off",
    }
}
