//! Which double ratings does the sample's design plan, and which of them came?

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Dataset, Supervision, TargetGroupId};
use crate::results::Assessed;
use crate::results::agreement::rated::RatedOffering;
use crate::settings::Settings;

/// Of each two tilsyn: providers that both are to rate, and how many of them are not yet.
pub(super) type Planned = BTreeMap<(Supervision, Supervision), (u64, u64)>;

/// The design's plan held against what was rated twice; nothing where no design plans any double
/// rating. Whoever fell out is planned no more; the reserve in its place is.
pub(super) fn planned(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    rated: &[RatedOffering],
) -> Option<Planned> {
    let design = settings.sample.as_ref()?;
    let supervised = |id: &str| {
        let at = dataset.providers.binary_search_by(|known| (*known.id).cmp(id)).ok()?;
        assessed.supervision[at]
    };
    let mut came: BTreeMap<(&str, TargetGroupId), BTreeSet<Supervision>> = BTreeMap::new();
    for of in rated {
        let offering = dataset.offering(of.offering);
        let key = (&*dataset.provider(offering).id, offering.target_group);
        came.entry(key).or_default().extend(of.by_tilsyn.iter().map(|own| own.authority));
    }
    // A provider counts once for a pair, and is missing while one of its groups is.
    let mut wanted: BTreeMap<(Supervision, Supervision), BTreeMap<&str, bool>> = BTreeMap::new();
    for standing in design.standing() {
        let drawn = standing.drawn;
        let home = drawn.assessed_by.or_else(|| supervised(&drawn.provider));
        let (Some(home), Some(guest)) = (home, standing.doubled_by) else { continue };
        let by = came.get(&(&*drawn.provider, drawn.target_group));
        let is_there = by.is_some_and(|by| by.contains(&home) && by.contains(&guest));
        let of_pair = wanted.entry((home.min(guest), home.max(guest))).or_default();
        *of_pair.entry(&drawn.provider).or_insert(false) |= !is_there;
    }
    let counted = wanted.into_iter().map(|(pair, providers)| {
        let n_missing = providers.values().filter(|is_missing| **is_missing).count();
        (pair, (providers.len() as u64, n_missing as u64))
    });
    Some(counted.collect()).filter(|planned: &Planned| !planned.is_empty())
}
