//! What came out of one sheet?

use crate::finding::Account;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::row::assessment::{AssessmentRow, Grading};
use crate::ingest::row::given::GivenSheet;
use crate::ingest::row::link::LinkRow;
use crate::ingest::row::lost::Lost;
use crate::ingest::row::lost_provider::LostProvider;
use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::report::ReportRows;
use crate::ingest::scan::notes::{LostPart, Notes};
use crate::model::{Evidence, FormSheet};

/// One sheet (or CSV file), read but not linked.
pub(crate) struct SheetRead {
    pub(crate) sheet: FormSheet,
    pub(crate) role: SheetRole,
    /// What holds the halves of its assessments together.
    pub(crate) book: Box<str>,
    pub(crate) encoding: Option<&'static str>,
    pub(crate) notes: Notes,
    pub(crate) rows_read: u64,
    /// Rows that went into the dataset: counted when they are linked.
    pub(crate) rows_used: u64,
    pub(crate) providers: Vec<ProviderRow>,
    pub(crate) evidence: Vec<AssessmentRow<Box<Evidence>>>,
    pub(crate) grades: Vec<AssessmentRow<Grading>>,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) reports: ReportRows,
    /// Rows of assessments that are not used.
    pub(crate) lost: Vec<Lost>,
    /// Rows of providers that are not used.
    pub(crate) lost_providers: Vec<LostProvider>,
    /// Rows read once more to be given back; nothing else is made of them then.
    pub(crate) given: Option<GivenSheet>,
}

impl SheetRead {
    /// A sheet of which nothing became rows.
    pub(crate) fn empty(role: SheetRole, notes: Notes) -> Self {
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
            reports: ReportRows::default(),
            lost: Vec::new(),
            lost_providers: Vec::new(),
            given: None,
        }
    }

    /// Keeps whose the rows are of a sheet that lacks a column: then no more than rows are lost.
    pub(crate) fn keep_lost(&mut self, lost: Vec<Lost>) {
        if !lost.is_empty() {
            self.lost.extend(lost);
            self.notes.lost = self.notes.lost.min(LostPart::Rows);
        }
    }

    /// Takes out the assessments of some rows (told by their number): of each is left whose it was.
    pub(crate) fn take_assessments(&mut self, is_taken: impl Fn(u32) -> bool) -> Vec<Lost> {
        let evidence = self.evidence.extract_if(.., |row| is_taken(row.row.row));
        let evidence = evidence.map(|row| Lost::of(&row.key, row.row, false));
        let grades = self.grades.extract_if(.., |row| is_taken(row.row.row));
        let grades = grades.map(|row| Lost::of(&row.key, row.row, true));
        evidence.chain(grades).collect()
    }

    pub(crate) fn account(&self) -> Account {
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
