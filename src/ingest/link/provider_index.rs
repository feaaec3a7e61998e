//! Which providers have a key? Built only when some row's tilbudsid names nobody, or is
//! in doubt.

use std::borrow::Borrow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::slice::ParallelSliceMut;

use crate::ingest::link::linked::LinkedProviders;
use crate::ingest::row::other_keys::OtherKeys;
use crate::model::{MunicipalityCode, Provider, ProviderId};
use crate::register::fold_name;

/// Providers by a key that several may have.
pub(crate) struct ByKey<K>(Vec<(K, ProviderId)>);

impl<K: Ord + Send> ByKey<K> {
    pub(crate) fn of(mut providers: Vec<(K, ProviderId)>) -> Self {
        providers.par_sort_unstable();
        Self(providers)
    }

    /// Those with this key, in their order.
    pub(crate) fn with<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = ProviderId>
    where
        K: Borrow<Q>,
    {
        let first = self.0.partition_point(|(known, _)| known.borrow() < key);
        let found = self.0[first..].iter().take_while(move |(known, _)| known.borrow() == key);
        found.map(|(_, provider)| *provider)
    }
}

/// An index that is built when it is first asked.
pub(crate) type LazyIndex<'d> =
    LazyCell<ProviderIndex<'d>, Box<dyn FnOnce() -> ProviderIndex<'d> + 'd>>;

/// Providers by their other keys.
pub(crate) struct ProviderIndex<'d> {
    pub(crate) linked: &'d LinkedProviders,
    departments: ByKey<&'d str>,
    p_numbers: ByKey<&'d str>,
    cvrs: ByKey<&'d str>,
    municipalities: BTreeMap<MunicipalityCode, Vec<ProviderId>>,
}

impl<'d> ProviderIndex<'d> {
    pub(crate) fn when_asked(linked: &'d LinkedProviders) -> LazyIndex<'d> {
        LazyCell::new(Box::new(|| Self::of(linked)))
    }

    fn of(linked: &'d LinkedProviders) -> Self {
        let (mut departments, mut p_numbers, mut cvrs) = (Vec::new(), Vec::new(), Vec::new());
        let mut municipalities: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (place, provider) in (0..).map(ProviderId).zip(&linked.providers) {
            cvrs.extend(provider.cvr.as_deref().map(|cvr| (cvr, place)));
            for department in linked.departments_of(place) {
                departments.push((&*department.id, place));
                p_numbers.extend(department.p_number.as_deref().map(|number| (number, place)));
            }
            for code in linked.municipalities_of(place) {
                municipalities.entry(code).or_default().push(place);
            }
        }
        p_numbers.extend(linked.p_numbers.iter().map(|(number, place)| (&**number, *place)));
        let (departments, p_numbers) = (ByKey::of(departments), ByKey::of(p_numbers));
        Self { linked, departments, p_numbers, cvrs: ByKey::of(cvrs), municipalities }
    }

    pub(crate) fn provider(&self, place: ProviderId) -> &'d Provider {
        self.linked.provider(place)
    }

    /// Whether all rows of this tilbudsid were set aside as stale.
    pub(crate) fn is_stale(&self, id: &str) -> bool {
        self.linked.stale.binary_search_by(|known| (**known).cmp(id)).is_ok()
    }

    pub(crate) fn by_department(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let id = keys.department.as_deref();
        id.and_then(|id| self.departments.with(id).last()).into_iter().collect()
    }

    pub(crate) fn by_p_number(&self, keys: &OtherKeys) -> BTreeSet<ProviderId> {
        let number = keys.p_number.as_deref();
        number.into_iter().flat_map(|number| self.p_numbers.with(number)).collect()
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
        keys.cvr.as_deref().into_iter().flat_map(|cvr| self.cvrs.with(cvr)).collect()
    }

    /// Providers that lie or work in a municipality, sorted.
    pub(crate) fn in_municipality(&self, code: MunicipalityCode) -> &[ProviderId] {
        self.municipalities.get(&code).map_or(&[], |places| places)
    }
}
