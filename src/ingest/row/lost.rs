//! Whose assessment was a row that could not be used?
//!
//! What was given and could not be used is never replaced by something else that happens to be
//! there (Reading R48). So of a row of an assessment that is set aside as much of its key is kept
//! as could be read, to find the offerings that it may be of.

use chrono::NaiveDate;

use crate::ingest::cell::Cell;
use crate::ingest::row::assessment::AssessmentKey;
use crate::ingest::row::other_keys::OtherKeys;
use crate::ingest::value;
use crate::model::{RowRef, Supervision, TargetGroupId};

/// What could be read of the key of a row that is not used.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostKey {
    /// *Tilbudsid* as written.
    pub(crate) provider: Option<Box<str>>,
    pub(crate) others: Option<Box<OtherKeys>>,
    pub(crate) target_group: Option<TargetGroupId>,
    pub(crate) authority: Option<Supervision>,
    pub(crate) assessed_on: Option<NaiveDate>,
    /// Texts of a row whose cells may be in the wrong columns.
    pub(crate) mentions: Vec<Box<str>>,
}

/// A row of an assessment that is not used.
#[derive(Clone, Debug)]
pub(crate) struct Lost {
    pub(crate) key: LostKey,
    pub(crate) row: RowRef,
    /// Whether it may have held grades and a judgement of the quality.
    pub(crate) is_of_grades: bool,
    /// Its file holds what looks like a CPR-nummer: where it stands is told by nobody.
    pub(crate) is_private: bool,
}

impl Lost {
    /// Texts that are kept of a row whose cells may be in the wrong columns.
    pub(crate) const MENTIONS: usize = 20;

    /// A row whose key was read whole.
    pub(crate) fn of(key: &AssessmentKey, row: RowRef, is_of_grades: bool) -> Self {
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
    pub(crate) fn of_either(key: &AssessmentKey, row: RowRef, is_of_grades: bool) -> Self {
        let mut lost = Self::of(key, row, is_of_grades);
        lost.key.mentions.extend(lost.key.provider.take());
        lost
    }
}

/// A text that may be an id or a name.
pub(crate) fn mention(cell: &Cell<'_>) -> Option<Box<str>> {
    const LONGEST: usize = 120;
    let text = value::id(cell).ok().flatten()?;
    let text = text.trim_matches('"');
    (2..=LONGEST).contains(&text.len()).then(|| text.into())
}

/// Rows of a sheet that are not used, up to a number: beyond it a sheet is as good as not read.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostRows {
    rows: Vec<Lost>,
    /// Whether there were more.
    pub(crate) are_more: bool,
}

impl LostRows {
    /// Rows that are kept of one sheet.
    const KEPT: usize = 10_000;

    pub(crate) fn push(&mut self, lost: Lost) {
        if self.rows.len() < Self::KEPT {
            self.rows.push(lost);
        } else {
            self.are_more = true;
        }
    }

    /// Takes over those of rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        self.are_more |= below.are_more;
        for lost in below.rows.drain(..) {
            self.push(lost);
        }
    }

    pub(crate) fn into_rows(self) -> Vec<Lost> {
        self.rows
    }
}
