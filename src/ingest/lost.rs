//! Whose assessment was a row that could not be used?
//!
//! What was given and could not be used is never replaced by something else that happens to be
//! there (Reading R48). So of a row of an assessment that is set aside as much of its key is kept
//! as could be read, to find the offerings that it may be of. Where nothing tells whose it was, the
//! other halves of its book (its workbook, or its sister files) do not place alone.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::assessment_rows::AssessmentKey;
use super::cell::Cell;
use super::corrections;
use super::fields::{SheetRole, key};
use super::layout::{Column, Layout, SheetLayout};
use super::other_keys::OtherKeys;
use super::value;
use crate::model::{RowRef, Supervision, TargetGroupId};
use crate::register::fold_name;

/// What could be read of the key of a row that is not used.
#[derive(Clone, Debug, Default)]
pub(super) struct LostKey {
    /// *Tilbudsid* as written.
    pub(super) provider: Option<Box<str>>,
    pub(super) others: Option<Box<OtherKeys>>,
    pub(super) target_group: Option<TargetGroupId>,
    pub(super) authority: Option<Supervision>,
    pub(super) assessed_on: Option<NaiveDate>,
    /// Texts of a row whose cells may be in the wrong columns.
    pub(super) mentions: Vec<Box<str>>,
}

/// A row of an assessment that is not used.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    pub(super) key: LostKey,
    pub(super) row: RowRef,
    /// Whether it may have held grades and a judgement of the quality.
    pub(super) is_of_grades: bool,
    /// Its file holds what looks like a CPR-nummer: where it stands is told by nobody.
    pub(super) is_private: bool,
}

impl Lost {
    /// Texts that are kept of a row whose cells may be in the wrong columns.
    pub(super) const MENTIONS: usize = 20;

    /// A row whose key was read whole.
    pub(super) fn of(key: &AssessmentKey, row: RowRef, is_of_grades: bool) -> Self {
        let key = LostKey {
            provider: Some(key.provider.clone()).filter(|id| !id.is_empty()),
            others: key.others.clone(),
            target_group: Some(key.target_group),
            authority: Some(key.authority),
            assessed_on: Some(key.assessed_on),
            mentions: Vec::new(),
        };
        Self { key, row, is_of_grades, is_private: false }
    }

    /// A row that may be of whom its tilbudsid names, or of whom its other keys name.
    pub(super) fn of_either(key: &AssessmentKey, row: RowRef, is_of_grades: bool) -> Self {
        let mut lost = Self::of(key, row, is_of_grades);
        lost.key.mentions.extend(lost.key.provider.take());
        lost
    }
}

/// A text that may be an id or a name.
pub(super) fn mention(cell: &Cell<'_>) -> Option<Box<str>> {
    const LONGEST: usize = 120;
    let text = value::id(cell).ok().flatten()?;
    let text = text.trim_matches('"');
    (2..=LONGEST).contains(&text.len()).then(|| text.into())
}

/// Rows of a sheet that are not used, up to a number: beyond it a sheet is as good as not read.
#[derive(Clone, Debug, Default)]
pub(super) struct LostRows {
    rows: Vec<Lost>,
    /// Whether there were more.
    pub(super) are_more: bool,
}

impl LostRows {
    /// Rows that are kept of one sheet.
    const KEPT: usize = 10_000;

    pub(super) fn push(&mut self, lost: Lost) {
        if self.rows.len() < Self::KEPT {
            self.rows.push(lost);
        } else {
            self.are_more = true;
        }
    }

    /// Takes over those of rows further down.
    pub(super) fn append(&mut self, below: &mut Self) {
        self.are_more |= below.are_more;
        for lost in below.rows.drain(..) {
            self.push(lost);
        }
    }

    pub(super) fn into_rows(self) -> Vec<Lost> {
        self.rows
    }
}

/// A sheet that lacks a column is read once more for whose its rows are: its layout with the key
/// columns that were found and nothing else. `None` where they name nobody.
pub(super) fn keys_of(
    layout: &SheetLayout,
    best: Option<&(u32, Vec<usize>)>,
) -> Option<SheetLayout> {
    let (row, found) = best.filter(|_| layout.role.is_assessments())?;
    let is_found = |slot: usize| found.contains(&slot);
    let names = [key::PROVIDER, key::DEPARTMENT_ID, key::P_NUMBER, key::NAME];
    if !names.into_iter().any(is_found) {
        return None;
    }
    let is_key = |field: &str| {
        layout.role.slot(field).is_some_and(|slot| slot < key::FIELDS.len() && is_found(slot))
    };
    let columns = layout.columns.iter().filter(|column| is_key(column.field));
    Some(SheetLayout {
        columns: columns.map(|column| Column { is_required: true, ..column.clone() }).collect(),
        header_row: Some(*row),
        ..layout.clone()
    })
}

/// Halves of assessments that were there and of which nobody can tell whose they were, by book.
#[derive(Clone, Debug, Default)]
pub(super) struct Losses(BTreeSet<(Box<str>, SheetRole)>);

impl Losses {
    /// Something of this half of a book can't be used, and nothing tells whose it was.
    pub(super) fn add(&mut self, book: &str, role: SheetRole) {
        if role.is_assessments() {
            self.0.insert((book.into(), role));
        }
    }

    /// Whether something of this half of a book was lost.
    pub(super) fn has(&self, book: &str, role: SheetRole) -> bool {
        self.0.contains(&(book.into(), role))
    }
}

/// What holds the two halves of an assessment together: a workbook, or the CSV files whose names
/// differ in the name of the sheet only. A correction belongs to the book that it corrects.
pub(super) fn book_of(path: &str, layout: &Layout) -> Box<str> {
    let path = path.strip_prefix(corrections::FOLDER).unwrap_or(path);
    let stem = match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => path,
    };
    let folders = stem.split('/').map(fold_name).collect::<Vec<_>>().join("/");
    let sheets = layout.sheets.iter().filter_map(|sheet| sheet.sheet.as_deref());
    sheets.fold(folders, |book, sheet| book.replace(&fold_name(sheet), "")).into()
}
