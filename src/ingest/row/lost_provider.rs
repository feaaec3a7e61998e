//! What is kept of a row of a provider list that could not be used? It may say that an approval has
//! ended (Reading R48).

use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;
use crate::register::fold_name;

/// A key that a row of a provider list has besides its ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WrittenKey {
    PNumber(Box<str>),
    Cvr(Box<str>),
    /// Folded.
    Name(Box<str>),
}

impl WrittenKey {
    pub(crate) const fn is_cvr(&self) -> bool {
        matches!(self, Self::Cvr(_))
    }

    /// What a text is, by how many digits it has.
    pub(crate) fn of(text: &str) -> Self {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
        match bare.len() {
            10 if is_number => Self::PNumber(bare.into()),
            8 if is_number => Self::Cvr(bare.into()),
            _ => Self::Name(fold_name(text).into()),
        }
    }
}

/// A row that is not used.
#[derive(Clone, Debug)]
pub(crate) struct LostProvider {
    /// What may be its *tilbudsid* or *afdelingsid*.
    pub(crate) names: Vec<Box<str>>,
    /// What else it is known by, for when those name nobody.
    pub(crate) keys: Vec<WrittenKey>,
    pub(crate) said: SaidStatus,
    pub(crate) is_on_portal: bool,
    /// Its file holds what looks like a CPR-nummer: where it stands is told by nobody.
    pub(crate) is_private: bool,
}

impl LostProvider {
    /// A row that was read whole.
    pub(crate) fn of(row: &ProviderRow) -> Self {
        let names = std::iter::once(&row.id).chain(&row.department).cloned().collect();
        let said = SaidStatus::of(row);
        Self { names, keys: Vec::new(), said, is_on_portal: row.is_on_portal, is_private: false }
    }

    /// Nothing of it is told, also not what it says.
    pub(crate) fn hide(&mut self) {
        self.said = SaidStatus::unread(self.said.row());
        self.is_private = true;
    }
}

/// Rows of a sheet that are not used, up to a number: beyond it a sheet is as good as not read.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostProviders {
    rows: Vec<LostProvider>,
    /// Whether there were more.
    pub(crate) are_more: bool,
}

impl LostProviders {
    /// Rows that are kept of one sheet.
    const KEPT: usize = 10_000;

    pub(crate) fn push(&mut self, lost: LostProvider) {
        let is_somebody = !lost.names.is_empty() || !lost.keys.is_empty();
        if !is_somebody || !lost.said.says_something() {
            return;
        }
        if self.rows.len() < Self::KEPT {
            self.rows.push(lost);
        } else {
            self.are_more = true;
        }
    }

    /// Takes over those of rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        self.are_more |= below.are_more;
        below.rows.drain(..).for_each(|lost| self.push(lost));
    }

    pub(crate) fn into_rows(self) -> Vec<LostProvider> {
        self.rows
    }
}
