//! What came out of one file?

use crate::finding::{Account, Finding};
use crate::ingest::file::input_file::InputFile;
use crate::ingest::layout::Layout;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::layout::keys::book_of;
use crate::ingest::row::sheet_read::SheetRead;
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::ingest::workbook::measured::Measured;

/// One file, read.
pub(crate) struct FileRead {
    pub(crate) file: InputFile,
    /// What was learnt of a workbook before it was opened.
    pub(crate) measured: Option<Measured>,
    pub(crate) sheets: Vec<SheetRead>,
    pub(crate) findings: Vec<Finding>,
    /// Books of what could not be opened: nothing read.
    pub(crate) accounts: Vec<Account>,
    /// What holds the halves of its assessments together.
    pub(crate) book: Box<str>,
    /// What its sheets that could not be opened hold.
    pub(crate) lost: Vec<SheetRole>,
    /// It could not be opened, or holds what looks like a CPR-nummer: nothing of it is used.
    pub(crate) is_stopped: bool,
    /// Names of it that look like a CPR-nummer: which, in words for the reader.
    pub(crate) personal_names: Vec<&'static str>,
}

impl FileRead {
    /// Whether it could not be read, or not to its end, or was stopped.
    pub(crate) fn is_unread(&self) -> bool {
        self.is_stopped
            || !self.lost.is_empty()
            || self.sheets.iter().any(|sheet| sheet.notes.lost == LostPart::Rest)
    }

    /// Nothing read so far. `name` is the path as it is, and `path` as it is told.
    pub(crate) fn new(path: &str, name: &str, layout: &Layout) -> Self {
        Self {
            file: InputFile { path: path.to_owned(), bytes: 0, sha256: String::new() },
            measured: None,
            sheets: Vec::new(),
            findings: Vec::new(),
            accounts: Vec::new(),
            book: book_of(name, layout),
            lost: Vec::new(),
            is_stopped: false,
            personal_names: Vec::new(),
        }
    }

    /// What lies where a file would be read and is none: told when the folder was looked through.
    pub(crate) fn of_no_file(path: &str, layout: &Layout) -> Self {
        let mut read = Self::new(path, path, layout);
        read.is_stopped = true;
        read.lose_all(layout);
        read.close();
        read
    }

    /// A file that can't be read may hold anybody's assessments and statuses: its sheets are kept as
    /// lost.
    pub(crate) fn lose_all(&mut self, layout: &Layout) {
        layout.sheets.iter().for_each(|sheet| self.lose(sheet.role));
    }

    /// As [`Self::lose_all`], of one of its sheets.
    pub(crate) fn lose(&mut self, role: SheetRole) {
        if role.is_assessments() || role.is_providers() {
            let mut notes = Notes::new(self.file.path.as_str().into(), None);
            notes.lose(LostPart::Rest);
            self.sheets.push(SheetRead::empty(role, notes));
        }
    }

    /// Books of a file of which nothing else was booked.
    pub(crate) fn close(&mut self) {
        self.sheets.iter_mut().for_each(|sheet| sheet.book.clone_from(&self.book));
        if self.sheets.is_empty() && self.accounts.is_empty() {
            let file = self.file.path.clone();
            self.accounts.push(Account { file, ..Account::default() });
        }
    }
}
