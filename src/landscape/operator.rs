//! Which providers are run by the same operator?

use std::collections::BTreeMap;

use crate::model::{Dataset, Operator, ProviderId};

/// Who runs a provider, as far as the data tell: the *driftsherre* where one is stated, else the
/// CVR-nummer, else the provider itself (Reading R43).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperatorKey<'d> {
    /// *Driftsherre* or *driftsaftale med*, as stated.
    Stated(Operator),
    /// *CVR-nummer.*
    Cvr(&'d str),
    /// Neither is stated: the provider on its own.
    Provider(ProviderId),
}

/// The operator of each provider, as a number: the same number is the same operator.
pub fn operators(dataset: &Dataset) -> Vec<u32> {
    let mut known: BTreeMap<OperatorKey<'_>, u32> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(dataset.providers.len());
    for (at, provider) in (0..).map(ProviderId).zip(&dataset.providers) {
        let key = match (provider.operator, provider.cvr.as_deref()) {
            (Some(operator), _) => OperatorKey::Stated(operator),
            (None, Some(cvr)) => OperatorKey::Cvr(cvr),
            (None, None) => OperatorKey::Provider(at),
        };
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        numbers.push(*known.entry(key).or_insert(next));
    }
    numbers
}
