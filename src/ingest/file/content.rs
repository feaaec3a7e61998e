//! What can the content of a file be?

use crate::ingest::file::text_make::TextMake;

/// What the content of a file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing.
    Nothing,
    /// Blanks, or a byte order mark alone.
    Blank,
    /// Text, in the encoding found.
    Text(TextMake),
    /// A workbook.
    Workbook(Make),
    /// A zip file cut off: its directory, which stands last, is missing.
    Truncated,
    /// An encrypted workbook.
    Encrypted,
    /// Something else, in words for the reader.
    Other(&'static str),
}

/// The make of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Make {
    /// Excel since 2007, with and without macros (xlsx, xlsm): zip and XML.
    Xlsx,
    /// The same, binary.
    Xlsb,
    /// Excel until 2003.
    Xls,
    /// The open format of free spreadsheets.
    Ods,
}

impl Make {
    /// What such a file is called.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }

    /// Whether a file of this make may have this extension, in lower case.
    pub(crate) fn may_be_called(self, extension: &str) -> bool {
        match self {
            Self::Xlsx => matches!(extension, "xlsx" | "xlsm" | "xltx" | "xltm"),
            Self::Xlsb => extension == "xlsb",
            Self::Xls => matches!(extension, "xls" | "xlt"),
            Self::Ods => matches!(extension, "ods" | "ots"),
        }
    }
}
