//! What is there outside Tilbudsportalen, and on which level?

use std::collections::{BTreeMap, BTreeSet};

use crate::landscape::Class;
use crate::model::{Dataset, PlacementState, ProviderId, ProviderKind, TargetGroupId};
use crate::register::Registers;
use crate::results::Assessed;

/// Which providers of a target group a row is of; the order is the order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OfKind {
    One(ProviderKind),
    NotReported,
    All,
}

/// Providers outside the portal of one target group and kind.
pub(crate) struct OffPortalRow {
    pub(crate) target_group: TargetGroupId,
    pub(crate) kind: OfKind,
    /// Offerings along [`Class::ALL`].
    pub(crate) by_class: [u64; 8],
    pub(crate) providers: u64,
}

impl OffPortalRow {
    /// Offerings, assessed or not.
    pub(crate) fn offerings(&self) -> u64 {
        self.by_class.iter().sum()
    }

    /// Offerings that are assessed.
    pub(crate) fn assessed(&self) -> u64 {
        self.offerings() - self.by_class[Class::Apart(PlacementState::NotAssessed).index()]
    }
}

/// Counts providers outside the portal; one of several kinds counts under each, and once in all.
pub(super) fn off_portal(
    dataset: &Dataset,
    registers: &Registers,
    assessed: &Assessed,
) -> Vec<OffPortalRow> {
    let mut counts: BTreeMap<(TargetGroupId, OfKind), ([u64; 8], BTreeSet<ProviderId>)> =
        BTreeMap::new();
    for (offering, assessed) in dataset.offerings.iter().zip(&assessed.offerings) {
        let provider = dataset.provider(offering);
        if provider.is_on_portal {
            continue;
        }
        let kinds = registers.kinds_of(provider);
        let mut of: Vec<OfKind> = ProviderKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(*kind))
            .map(OfKind::One)
            .collect();
        if of.is_empty() {
            of.push(OfKind::NotReported);
        }
        of.push(OfKind::All);
        for kind in of {
            let (by_class, providers) = counts.entry((offering.target_group, kind)).or_default();
            by_class[Class::of(&assessed.placement).index()] += 1;
            providers.insert(offering.provider);
        }
    }
    counts
        .into_iter()
        .map(|((target_group, kind), (by_class, providers))| OffPortalRow {
            target_group,
            kind,
            by_class,
            providers: providers.len() as u64,
        })
        .collect()
}
