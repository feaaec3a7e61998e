//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of layouts, and of what lies in the input folder.
    LayoutCode {
        CorrectionNotRead = "correction-not-read",
        FileNotRead = "file-not-read",
        FolderTooDeep = "folder-too-deep",
        FolderUnreadable = "folder-unreadable",
        LayoutInvalid = "layout-invalid",
        LinkAgain = "link-again",
        NotAFile = "not-a-file",
        OutputsNotRead = "outputs-not-read",
        NothingToDraft = "nothing-to-draft",
    }
}
