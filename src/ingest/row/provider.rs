//! What is a row of a provider list, once it is read?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::ingest::row::beyond::Beyond;
use crate::model::{AgeSpan, MunicipalityCode, Ownership, RowRef, Supervision};

/// One row, read. Sorts by provider, department, then all that it says, so that neither the order
/// of rows nor of files decides which of two comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProviderRow {
    pub(crate) id: Box<str>,
    /// `None`: the row is of a provider without departments.
    pub(crate) department: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) cvr: Option<Box<str>>,
    pub(crate) p_number: Option<Box<str>>,
    pub(crate) municipality: Option<MunicipalityCode>,
    pub(crate) ownership: Option<Ownership>,
    pub(crate) supervision: Option<Supervision>,
    pub(crate) status: Option<Arc<str>>,
    pub(crate) status_on: Option<NaiveDate>,
    pub(crate) status_unread: Option<Unread>,
    /// Bits of a [`crate::model::LegalBasisSet`].
    pub(crate) legal_bases: u64,
    pub(crate) has_unknown_legal_basis: bool,
    pub(crate) department_places: Option<u32>,
    pub(crate) provider_places: Option<u32>,
    /// Bits of a [`crate::model::TargetGroupSet`].
    pub(crate) target_groups: u128,
    pub(crate) ages: Option<AgeSpan>,
    /// Bits of a [`ServiceSet`].
    pub(crate) services: u16,
    pub(crate) is_on_portal: bool,
    pub(crate) beyond: Option<Box<Beyond>>,
    pub(crate) row: RowRef,
}

impl ProviderRow {
    /// Whether another row says the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        // Cheap to tell apart first; the row reference is the one thing that may differ.
        self.target_groups == other.target_groups
            && Self { row: other.row, ..self.clone() } == *other
    }
}

/// What a row gives of the status and can't be used, the graver last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unread {
    /// Its day.
    Day,
    /// The status itself.
    Status,
    /// The whole row, which is not used.
    Row,
    /// A list that can't be read to its end.
    List,
}
