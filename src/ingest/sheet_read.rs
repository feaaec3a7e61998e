//! What came out of one sheet?

use super::assessment_rows::{AssessmentRow, Grading};
use super::fields::SheetRole;
use super::given_rows::GivenSheet;
use super::links_file::LinkRow;
use super::lost::Lost;
use super::lost_providers::LostProvider;
use super::notes::{LostPart, Notes};
use super::provider_rows::ProviderRow;
use crate::finding::{Account, Place};
use crate::model::{Evidence, FormSheet, RowRef, SheetId};

/// One sheet (or CSV file), read but not linked.
pub(super) struct SheetRead {
    pub(super) sheet: FormSheet,
    pub(super) role: SheetRole,
    /// What holds the halves of its assessments together.
    pub(super) book: Box<str>,
    pub(super) encoding: Option<&'static str>,
    pub(super) notes: Notes,
    pub(super) rows_read: u64,
    /// Rows that went into the dataset: counted when they are linked.
    pub(super) rows_used: u64,
    pub(super) providers: Vec<ProviderRow>,
    pub(super) evidence: Vec<AssessmentRow<Box<Evidence>>>,
    pub(super) grades: Vec<AssessmentRow<Grading>>,
    pub(super) links: Vec<LinkRow>,
    /// Rows of assessments that are not used.
    pub(super) lost: Vec<Lost>,
    /// Rows of providers that are not used.
    pub(super) lost_providers: Vec<LostProvider>,
    /// Rows read once more to be given back; nothing else is made of them then.
    pub(super) given: Option<GivenSheet>,
}

/// All sheets of a run, in the order that [`SheetId`] counts them.
pub(super) struct Sheets(pub(super) Vec<SheetRead>);

impl Sheets {
    /// Sorts by file and sheet, and tells every row which sheet it is of.
    pub(super) fn new(mut sheets: Vec<SheetRead>) -> Self {
        sheets
            .sort_by(|a, b| (&a.sheet.file, &a.sheet.sheet).cmp(&(&b.sheet.file, &b.sheet.sheet)));
        for (id, sheet) in (0..).map(SheetId).zip(&mut sheets) {
            sheet.providers.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.evidence.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.grades.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.links.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.lost.iter_mut().for_each(|row| row.row.sheet = id);
            sheet.lost_providers.iter_mut().for_each(|row| row.said.place_in(id));
        }
        Self(sheets)
    }

    fn of(&mut self, row: RowRef) -> &mut SheetRead {
        &mut self.0[row.sheet.0 as usize]
    }

    pub(super) fn notes(&mut self, row: RowRef) -> &mut Notes {
        &mut self.of(row).notes
    }

    /// Where a row stands.
    pub(super) fn place(&self, row: RowRef) -> Place {
        self.0[row.sheet.0 as usize].notes.row(row.row)
    }

    /// Where a cell of a row stands.
    pub(super) fn cell(&self, row: RowRef, slot: usize) -> Place {
        self.0[row.sheet.0 as usize].notes.cell(row.row, slot)
    }

    /// Whether two rows are of the same file.
    pub(super) fn file(&self, row: RowRef) -> &str {
        &self.0[row.sheet.0 as usize].sheet.file
    }

    /// Counts a row as used.
    pub(super) fn used(&mut self, row: RowRef) {
        self.of(row).rows_used += 1;
    }

    /// Sets a row aside because of one of its cells.
    pub(super) fn set_aside(
        &mut self,
        row: RowRef,
        slot: usize,
        code: &'static str,
        key: &str,
        reason: String,
    ) {
        self.notes(row).set_row_aside(row.row, Some(slot), code, key, reason);
    }
}

impl SheetRead {
    /// A sheet of which nothing became rows.
    pub(super) fn empty(role: SheetRole, notes: Notes) -> Self {
        Self {
            sheet: notes.form_sheet(&[]),
            role,
            book: Box::default(),
            encoding: None,
            notes,
            rows_read: 0,
            rows_used: 0,
            providers: Vec::new(),
            evidence: Vec::new(),
            grades: Vec::new(),
            links: Vec::new(),
            lost: Vec::new(),
            lost_providers: Vec::new(),
            given: None,
        }
    }

    /// Keeps whose the rows are of a sheet that lacks a column: then no more than rows are lost.
    pub(super) fn keep_lost(&mut self, lost: Vec<Lost>) {
        if !lost.is_empty() {
            self.lost.extend(lost);
            self.notes.lost = self.notes.lost.min(LostPart::Rows);
        }
    }

    /// Takes out the assessments of some rows (told by their number): of each is left whose it was.
    pub(super) fn take_assessments(&mut self, is_taken: impl Fn(u32) -> bool) -> Vec<Lost> {
        let evidence = self.evidence.extract_if(.., |row| is_taken(row.row.row));
        let evidence = evidence.map(|row| Lost::of(&row.key, row.row, false));
        let grades = self.grades.extract_if(.., |row| is_taken(row.row.row));
        let grades = grades.map(|row| Lost::of(&row.key, row.row, true));
        evidence.chain(grades).collect()
    }

    pub(super) fn account(&self) -> Account {
        Account {
            file: self.sheet.file.to_string(),
            sheet: self.sheet.sheet.as_deref().map(Into::into),
            encoding: self.encoding.map(Into::into),
            rows_read: self.rows_read,
            rows_used: self.rows_used,
            rows_set_aside: self.notes.rows_set_aside,
        }
    }
}
