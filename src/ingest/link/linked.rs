//! What are the providers once their rows belong together?

use crate::ingest::link::both_lists::Shared;
use crate::model::{Department, MunicipalityCode, Provider, ProviderId, TargetGroupSet};

/// Providers and departments, linked, and the target groups of each provider.
#[derive(Debug, Default)]
pub(crate) struct LinkedProviders {
    pub(crate) providers: Vec<Provider>,
    pub(crate) departments: Vec<Department>,
    pub(crate) statuses: Vec<Box<str>>,
    pub(crate) target_groups: Vec<TargetGroupSet>,
    /// *P-numre* of providers without departments, with the provider.
    pub(crate) p_numbers: Vec<(Box<str>, ProviderId)>,
    /// Ids of other lists that the portal has.
    pub(crate) shared: Shared,
    /// Ids of which every row was set aside as stale, sorted.
    pub(crate) stale: Vec<Box<str>>,
}

impl LinkedProviders {
    /// A provider by its tilbudsid, or by its id in another list; none of an id that two have.
    pub(crate) fn place_of(&self, id: &str) -> Option<ProviderId> {
        let is_contested = !self.shared.contested.is_empty() && self.shared.contested.contains(id);
        if is_contested { None } else { self.may_be(id) }
    }

    /// As [`Self::place_of`]; of an id that two have the one that is kept.
    pub(crate) fn may_be(&self, id: &str) -> Option<ProviderId> {
        self.with_id(id).or_else(|| self.with_id(self.shared.aliases.get(id)?))
    }

    /// A provider by the id that it has here.
    pub(crate) fn with_id(&self, id: &str) -> Option<ProviderId> {
        let place = self.providers.binary_search_by(|known| (*known.id).cmp(id));
        place.ok().map(ProviderId::at)
    }

    /// The provider of an id.
    pub(crate) fn provider(&self, id: ProviderId) -> &Provider {
        &self.providers[id.index()]
    }

    /// The departments of a provider.
    pub(crate) fn departments_of(&self, provider: ProviderId) -> &[Department] {
        let range = &self.provider(provider).departments;
        &self.departments[range.start as usize..range.end as usize]
    }

    /// Where a provider lies or works: sorted, each once.
    pub(crate) fn municipalities_of(&self, provider: ProviderId) -> Vec<MunicipalityCode> {
        let known = self.provider(provider);
        let mut codes: Vec<MunicipalityCode> =
            self.departments_of(provider).iter().filter_map(|d| d.municipality).collect();
        codes.extend(known.municipality);
        codes.extend(&*known.service_area);
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// A range of places in a list; lists of the dataset are far shorter than four billion.
pub(crate) fn range(start: usize, end: usize) -> std::ops::Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(start)..place(end)
}
