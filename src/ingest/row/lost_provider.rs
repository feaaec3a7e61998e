//! What is kept of a row of a provider list that could not be used? It may say that an approval has
//! ended (Reading R48).

use crate::ingest::row::provider::ProviderRow;
use crate::ingest::row::said_status::SaidStatus;

/// A row that is not used.
#[derive(Clone, Debug)]
pub(crate) struct LostProvider {
    /// What may be its *tilbudsid* or *afdelingsid*.
    pub(crate) names: Vec<Box<str>>,
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
        Self { names, said, is_on_portal: row.is_on_portal, is_private: false }
    }

    /// Nothing of it is told, also not what it says.
    pub(crate) fn hide(&mut self) {
        self.said = SaidStatus::unread(self.said.row());
        self.is_private = true;
    }
}

/// Rows of a sheet that are not used, up to a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct LostProviders(Vec<LostProvider>);

impl LostProviders {
    /// Rows that are kept of one sheet.
    const KEPT: usize = 10_000;

    pub(crate) fn push(&mut self, lost: LostProvider) {
        if self.0.len() < Self::KEPT && !lost.names.is_empty() && lost.said.says_something() {
            self.0.push(lost);
        }
    }

    /// Takes over those of rows further down.
    pub(crate) fn append(&mut self, below: &mut Self) {
        below.0.drain(..).for_each(|lost| self.push(lost));
    }

    pub(crate) fn into_rows(self) -> Vec<LostProvider> {
        self.0
    }
}
