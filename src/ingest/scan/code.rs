//! What are findings of this room called?

use crate::ingest::file::code_list::codes;

codes! {
    /// What is said of a sheet's headers and rows.
    ScanCode {
        CharactersReplaced = "characters-replaced",
        ColumnMissing = "column-missing",
        ColumnsHidden = "columns-hidden",
        ColumnsNotRead = "columns-not-read",
        CsvInCells = "csv-in-cells",
        EmptyLevelColumns = "empty-level-columns",
        HeaderAgain = "header-again",
        HeaderChanged = "header-changed",
        HeaderTwice = "header-twice",
        NoHeaders = "no-headers",
        NoRows = "no-rows",
        NoteRow = "note-row",
        NotFilledIn = "not-filled-in",
        RaggedRow = "ragged-row",
        ReplacedByCorrection = "replaced-by-correction",
        RowsHidden = "rows-hidden",
        SheetBroken = "sheet-broken",
        StrayCells = "stray-cells",
        TotalRow = "total-row",
        UnclosedQuote = "unclosed-quote",
    }
}
