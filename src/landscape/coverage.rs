//! How much of the supply is assessed, and is that enough to say something of levels?

use std::collections::BTreeMap;

use super::rate::Share;
use super::supply::Supply;
use super::value::{Margin, Value};
use crate::model::TargetGroupId;

/// Offerings that must be assessed, in percent, before a figure about levels is given: with less,
/// more than half of what it is made of is unknown (Reading R13). Ours.
pub const ASSESSED_PERCENT: u32 = 50;

/// *Dækning af vurderinger*: offerings assessed, of all, by group and area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By group (none: all together) and region, country or "not reported".
    counts: BTreeMap<(Option<TargetGroupId>, Value), (u64, u64)>,
    least_percent: u32,
}

impl Coverage {
    /// From what supply counts; `least_percent` of the offerings must be assessed.
    pub fn of(supply: &Supply, least_percent: u32) -> Self {
        let mut counts: BTreeMap<_, (u64, u64)> = BTreeMap::new();
        for row in supply.by(Margin::Region) {
            for group in [None, Some(row.target_group)] {
                let (assessed, all) = counts.entry((group, row.value)).or_default();
                *assessed += row.assessed.offerings;
                *all += row.all.offerings;
            }
        }
        Self { counts, least_percent }
    }

    /// The share assessed of a group (none: of all) in a region or in the country; none where
    /// nobody offers anything.
    pub fn share(&self, group: Option<TargetGroupId>, area: Value) -> Option<Share> {
        let (assessed, all) = self.counts.get(&(group, area)).copied()?;
        Share::of(assessed, all)
    }

    /// Whether enough of a group is assessed in a region for a figure about levels, its own or
    /// that of one of its municipalities: citizens use what the region has, so a municipality
    /// where nobody offers anything is no better known than the region around it. Where the region
    /// has nobody the country decides; where the country has nobody, nothing is left to be
    /// assessed.
    pub fn is_enough(&self, group: Option<TargetGroupId>, area: Value) -> bool {
        let known = self.share(group, area).or_else(|| self.share(group, Value::Total));
        known.is_none_or(|share| self.is_share_enough(share))
    }

    /// Whether a share is as large as the rule asks, compared in whole numbers.
    pub fn is_share_enough(&self, share: Share) -> bool {
        u128::from(share.part) * 100 >= u128::from(share.whole) * u128::from(self.least_percent)
    }
}
