//! What is kept of rows that are placed, until they are written?

use std::ops::Range;

use super::{FlatPlacement, FlatRow};
use crate::model::{AgeGroup, TargetGroupId};

/// A row that is placed: which offering, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedRow {
    provider: Range<u32>,
    subgroup: Option<Range<u32>>,
    /// *Målgruppe.*
    pub group: TargetGroupId,
    /// *Aldersgruppe*, when it is of one only.
    pub age_group: Option<AgeGroup>,
    /// Its grades and its placement.
    pub placed: FlatPlacement,
}

/// Some rows that are placed, with their words.
#[derive(Clone, Debug, Default)]
pub struct PlacedRows {
    /// The words of all rows, one behind the other.
    pub texts: String,
    /// The rows, in order.
    pub rows: Vec<PlacedRow>,
}

impl PlacedRows {
    /// Adds a row.
    pub fn push(&mut self, row: &FlatRow<'_>, group: TargetGroupId, placed: FlatPlacement) {
        let provider = self.kept(row.provider_id);
        let subgroup = row.subgroup.as_deref().map(|name| self.kept(name));
        let age_group = row.age_group;
        self.rows.push(PlacedRow { provider, subgroup, group, age_group, placed });
    }

    /// Words of some rows are far less than four billion bytes.
    fn kept(&mut self, words: &str) -> Range<u32> {
        let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let start = at(self.texts.len());
        self.texts.push_str(words);
        start..at(self.texts.len())
    }
}

impl PlacedRow {
    /// *Tilbudsid*, among the words of its [`PlacedRows`].
    #[inline]
    pub fn provider_id<'t>(&self, texts: &'t str) -> Option<&'t str> {
        words(texts, &self.provider)
    }

    /// *Delmålgruppe*, among the same words.
    #[inline]
    pub fn subgroup<'t>(&self, texts: &'t str) -> Option<&'t str> {
        words(texts, self.subgroup.as_ref()?)
    }
}

#[inline]
fn words<'t>(texts: &'t str, at: &Range<u32>) -> Option<&'t str> {
    texts.get(at.start as usize..at.end as usize)
}
