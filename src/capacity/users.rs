//! Who pays for whom, where, by group and level?

use std::collections::BTreeMap;

use super::amounts::{PARTS, share};
use super::flow::UnitFlow;
use crate::model::{Level, MunicipalityCode, Payer, TargetGroupId};

/// Citizens, in [`PARTS`]: of a group on a level (none: placed or not), by where they are (none: not
/// known) and which municipality pays.
pub type Users = BTreeMap<
    (TargetGroupId, Option<Level>),
    BTreeMap<(Option<MunicipalityCode>, MunicipalityCode), u128>,
>;

/// Citizens that each municipality pays for in a year, shared out over the offerings of their
/// department. Only what is reported.
pub fn citizens_by_payer(flows: &[UnitFlow<'_>], year: u16) -> Users {
    let mut users = Users::new();
    for flow in flows.iter().filter(|flow| flow.year == year) {
        for (nth, offer) in flow.offers.iter().enumerate() {
            let levels = [None, offer.level];
            for level in &levels[..=usize::from(offer.level.is_some())] {
                let of_group = users.entry((offer.target_group, *level)).or_default();
                for report in flow.reports {
                    let Payer::Municipality(payer) = report.payer else { continue };
                    let parts = report.citizens.map_or(0, u128::from) * u128::from(PARTS);
                    *of_group.entry((flow.municipality, payer)).or_default() +=
                        share(parts, nth, flow.offers.len());
                }
            }
        }
    }
    users
}
