//! What is counted of the offerings, for all tables and pictures at once?

use chrono::NaiveDate;

use crate::model::Dataset;
use crate::results::Assessed;
use crate::results::agreement::{AgreementResults, agreements};
use crate::results::freshness::{Freshness, freshness};
use crate::results::groups::{GroupCounts, groups};
use crate::results::inspectors::{ComparedInspectors, inspectors};
use crate::results::off_portal::{OffPortalRow, off_portal};
use crate::results::supply::{Supplied, supplied};
use crate::results::weighted::{WeightedLevels, weighted_levels};
use crate::settings::Settings;

/// Everything that is counted of the offerings.
pub(crate) struct Counted {
    /// Where and how much.
    pub(crate) supplied: Supplied,
    /// Target groups with offerings, in the register's order.
    pub(crate) groups: Vec<GroupCounts>,
    /// Outside Tilbudsportalen, sorted.
    pub(crate) off_portal: Vec<OffPortalRow>,
    /// Inspectors held against evidence and rule.
    pub(crate) inspectors: Vec<ComparedInspectors>,
    /// How far the tilsyn agree, and what the trial says of itself.
    pub(crate) agreement: AgreementResults,
    /// Ages of the data.
    pub(crate) freshness: Freshness,
    /// What the sample says of all; none without a sample.
    pub(crate) weighted: Option<WeightedLevels>,
}

/// Counts the offerings; `on` is the day of the region map.
pub(crate) fn counted(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
    on: NaiveDate,
) -> Counted {
    let (supplied, (groups, off_portal, inspectors, freshness, agreement)) = rayon::join(
        || supplied(dataset, settings, assessed, on),
        || {
            let off_portal = off_portal(dataset, &settings.registers, assessed);
            let inspectors = inspectors(dataset, assessed);
            let agreement = agreements(dataset, settings, assessed);
            let groups = groups(dataset, settings, assessed);
            (groups, off_portal, inspectors, freshness(dataset), agreement)
        },
    );
    let weighted = weighted_levels(dataset, settings, assessed);
    Counted { supplied, groups, off_portal, inspectors, agreement, freshness, weighted }
}
