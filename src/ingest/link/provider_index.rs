//! Which providers have a key? Built only when some row's tilbudsid names nobody, or is
//! in doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::row::other_keys::OtherKeys;
use crate::model::{MunicipalityCode, Provider, ProviderId};
use crate::register::fold_name;

/// Providers by their other keys.
pub(crate) struct ProviderIndex<'d> {
    pub(crate) linked: &'d LinkedProviders,
    departments: BTreeMap<&'d str, ProviderId>,
    p_numbers: BTreeMap<&'d str, BTreeSet<ProviderId>>,
    cvrs: BTreeMap<&'d str, BTreeSet<ProviderId>>,
    municipalities: BTreeMap<MunicipalityCode, Vec<ProviderId>>,
}

impl<'d> ProviderIndex<'d> {
    pub(crate) fn of(linked: &'d LinkedProviders) -> Self {
        let mut index = Self {
            linked,
            departments: BTreeMap::new(),
            p_numbers: BTreeMap::new(),
            cvrs: BTreeMap::new(),
            municipalities: BTreeMap::new(),
        };
        for (place, provider) in (0..).map(ProviderId).zip(&linked.providers) {
            if let Some(cvr) = &provider.cvr {
                index.cvrs.entry(cvr).or_default().insert(place);
            }
            for department in linked.departments_of(place) {
                index.departments.insert(&department.id, place);
                if let Some(number) = &department.p_number {
                    index.p_numbers.entry(number).or_default().insert(place);
                }
            }
            for code in linked.municipalities_of(place) {
                index.municipalities.entry(code).or_default().push(place);
            }
        }
        for (number, place) in &linked.p_numbers {
            index.p_numbers.entry(number).or_default().insert(*place);
        }
        index
    }

    pub(crate) fn provider(&self, place: ProviderId) -> &'d Provider {
        self.linked.provider(place)
    }

    /// Whether all rows of this tilbudsid were set aside as stale.
    pub(crate) fn is_stale(&self, id: &str) -> bool {
        self.linked.stale.binary_search_by(|known| (**known).cmp(id)).is_ok()
    }

    pub(crate) fn by_department(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let found = keys.department.as_deref().and_then(|id| self.departments.get(id));
        found.copied().into_iter().collect()
    }

    pub(crate) fn by_p_number(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let found = keys.p_number.as_deref().and_then(|number| self.p_numbers.get(number));
        found.cloned().unwrap_or_default()
    }

    pub(crate) fn by_cvr_and_p_number(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let same_cvr = self.by_cvr(keys);
        self.by_p_number(keys).intersection(&same_cvr).copied().collect()
    }

    pub(crate) fn by_cvr_name_and_municipality(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let (Some(name), Some(code)) = (&keys.name, keys.municipality) else {
            return BTreeSet::new();
        };
        let name = fold_name(name);
        let lies_there =
            |place: ProviderId| self.in_municipality(code).binary_search(&place).is_ok();
        let is_called = |place: ProviderId| fold_name(&self.provider(place).name) == name;
        self.by_cvr(keys).into_iter().filter(|p| lies_there(*p) && is_called(*p)).collect()
    }

    fn by_cvr(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let found = keys.cvr.as_deref().and_then(|cvr| self.cvrs.get(cvr));
        found.cloned().unwrap_or_default()
    }

    /// Providers that lie or work in a municipality, sorted.
    pub(crate) fn in_municipality(&self, code: MunicipalityCode) -> &[ProviderId] {
        self.municipalities.get(&code).map_or(&[], |places| places)
    }
}
