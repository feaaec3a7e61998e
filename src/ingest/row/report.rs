//! What is a row of a yearly report, once it is read?

use std::sync::Arc;

use crate::ingest::row::other_keys::OtherKeys;
use crate::model::{CapacityFigures, LegalBasisId, Payer, PlannedChange, RowRef, SheetId};

/// Whose a row is, as written. Rows that follow each other and say the same share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReportKey {
    /// *Tilbudsid* as written, nothing when it is not.
    pub(crate) provider: Box<str>,
    /// What else the row says of its provider; the department among it.
    pub(crate) others: OtherKeys,
}

/// A row of capacity.
#[derive(Clone, Debug)]
pub(crate) struct CapacityRow {
    pub(crate) key: Arc<ReportKey>,
    pub(crate) year: u16,
    pub(crate) legal_basis: Option<LegalBasisId>,
    pub(crate) figures: CapacityFigures,
    pub(crate) change: Option<PlannedChange>,
    pub(crate) row: RowRef,
}

/// A row of flows.
#[derive(Clone, Debug)]
pub(crate) struct FlowRow {
    pub(crate) key: Arc<ReportKey>,
    pub(crate) year: u16,
    pub(crate) payer: Payer,
    pub(crate) citizens: Option<u32>,
    pub(crate) row: RowRef,
}

/// The rows of yearly reports of one sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReportRows {
    pub(crate) capacity: Vec<CapacityRow>,
    pub(crate) flows: Vec<FlowRow>,
    /// Whose rows of flows could not be used: what is left of those is no whole.
    pub(crate) gaps: Vec<ReportKey>,
    /// A row of flows could not be used, and nothing tells whose it was: it may be anybody's of the
    /// sheet.
    pub(crate) has_gap_of_anybody: bool,
}

impl ReportRows {
    /// Puts the rows that come next behind these.
    pub(crate) fn append(&mut self, mut below: Self) {
        self.capacity.append(&mut below.capacity);
        self.flows.append(&mut below.flows);
        self.gaps.append(&mut below.gaps);
        self.has_gap_of_anybody |= below.has_gap_of_anybody;
    }

    /// Tells every row which sheet it is of.
    pub(crate) fn place_in(&mut self, sheet: SheetId) {
        self.capacity.iter_mut().for_each(|row| row.row.sheet = sheet);
        self.flows.iter_mut().for_each(|row| row.row.sheet = sheet);
    }

    /// The numbers of the rows that became something.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        let capacity = self.capacity.iter().map(|row| row.row.row);
        capacity.chain(self.flows.iter().map(|row| row.row.row))
    }

    /// Keeps the rows with a number that is wanted.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(u32) -> bool) {
        self.capacity.retain(|row| is_kept(row.row.row));
        self.flows.retain(|row| is_kept(row.row.row));
    }

    /// Uses no row: whose flows they were is kept.
    pub(crate) fn drop_all(&mut self) {
        self.capacity.clear();
        let flows = std::mem::take(&mut self.flows);
        self.gaps.extend(flows.into_iter().map(|row| (*row.key).clone()));
        self.gaps.dedup();
    }
}
