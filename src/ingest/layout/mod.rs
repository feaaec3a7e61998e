//! Which header means which field, and where does it stand? A layout file says so, so that another
//! export needs another file and no code.

pub(super) mod code;
pub(super) mod fields;
pub(super) mod keys;
pub(super) mod links;
pub(super) mod listing;
pub(super) mod other_slots;
pub(super) mod parse;
pub(super) mod pattern;
pub(super) mod report_fields;

use crate::ingest::cell::Cell;
use crate::ingest::layout::fields::SheetRole;
use crate::register::fold_name;

/// How a file of `input/` is read: parsed and validated from `input/layouts/*.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Path of the layout file below the input folder.
    pub file: Box<str>,
    /// For readers.
    pub title: Box<str>,
    /// Patterns of the files it reads, below the input folder.
    pub files: Vec<Box<str>>,
    /// Encoding to read text files in; `None`: it is detected.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// What a sheet of assessments is.
    pub form: Form,
    /// Names, folded, of sheets that hold no data: guidance, lists to choose from.
    pub skipped: Vec<String>,
    /// The sheets: one of providers, or one of evidence and one of grades.
    pub sheets: Vec<SheetLayout>,
}

/// What a sheet of assessments is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A table: a row is an offering, and its headers name the fields.
    #[default]
    RowPerOffering,
    /// *Skema*: a sheet is an offering, with the name of a field in one cell and its value in the
    /// next one of the row. A workbook may hold several.
    SheetPerOffering,
}

/// How one sheet (or one CSV file) is read.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetLayout {
    /// What its rows are.
    pub role: SheetRole,
    /// Name of the sheet; `None`: the first visible one.
    pub sheet: Option<Box<str>>,
    /// Row of the headers, from 1, or one below it; `None`: the row is found by its headers.
    pub header_row: Option<u32>,
    /// The columns, in the file's order.
    pub columns: Vec<Column>,
    /// Headers, folded, of columns that are never looked at.
    pub never_read: Vec<String>,
    /// What separates the entries of a cell with several, by field.
    pub lists: Vec<(&'static str, char)>,
    /// Texts, in lower case, that say *ikke oplyst*, besides those that always do.
    pub not_reported: Vec<Box<str>>,
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The field it holds.
    pub field: &'static str,
    /// Its headers as they may be spelled; the first is the one we write.
    pub headers: Vec<Box<str>>,
    /// Whether the sheet must have it.
    pub is_required: bool,
}

impl SheetLayout {
    /// The header of a field as we write it.
    pub fn header(&self, field: &str) -> Option<&str> {
        let column = self.columns.iter().find(|column| column.field == field)?;
        column.headers.first().map(|header| &**header)
    }

    /// The cell, or none when its text says *ikke oplyst*.
    pub(crate) fn reported<'c>(&self, cell: Cell<'c>) -> Cell<'c> {
        match cell {
            Cell::Text(text) if self.says_nothing(&text) => Cell::Empty,
            cell => cell,
        }
    }

    fn says_nothing(&self, text: &str) -> bool {
        /// Characters of the longest such text.
        const LONGEST: usize = 40;
        text.len() <= LONGEST
            && !self.not_reported.is_empty()
            && self.not_reported.iter().any(|known| **known == *text.to_lowercase())
    }

    /// What separates the entries of a field's cell, `;` when the layout does not say.
    pub fn separator(&self, field: &str) -> char {
        self.lists.iter().find(|(name, _)| *name == field).map_or(';', |(_, separator)| *separator)
    }
}

impl Layout {
    /// Whether the layout reads this file (path below the input folder, with `/`).
    pub fn reads(&self, path: &str) -> bool {
        self.files.iter().any(|file| pattern::fits(file, path))
    }

    /// Whether a sheet of this name holds no data.
    pub(crate) fn skips(&self, name: &str) -> bool {
        self.skipped.contains(&fold_name(name))
    }

    /// The sheet of a role.
    pub fn sheet(&self, role: SheetRole) -> Option<&SheetLayout> {
        self.sheets.iter().find(|sheet| sheet.role == role)
    }

    /// The header of a field as we write it, from the first sheet that has the field; no text when
    /// none has.
    pub fn header(&self, field: &str) -> &str {
        self.sheets.iter().find_map(|sheet| sheet.header(field)).unwrap_or("")
    }
}
