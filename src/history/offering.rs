//! What does a finished run say, as far as runs are compared?

use std::sync::Arc;

use chrono::NaiveDate;

use crate::guideline::Guideline;
use crate::place::CompiledRule;

use super::{CapacityThen, Recorded, Side, SupplyThen};

/// Which offering: the same in two runs when all of it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfferingKey {
    /// *Målgruppe*: its slug.
    pub target_group: Arc<str>,
    /// *Tilbudsid.*
    pub provider_id: Arc<str>,
    /// *Delmålgruppe*, where it is split.
    pub subgroup: Option<Arc<str>>,
    /// *Aldersgruppe*, where it is split: its word.
    pub age_group: Option<Arc<str>>,
}

/// An offering as a run recorded it, and what readers want to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferingThen {
    /// Which.
    pub key: OfferingKey,
    /// *Tilbudsnavn.*
    pub provider_name: Option<Arc<str>>,
    /// *Region*, its name.
    pub region: Option<Arc<str>>,
    /// *Kommune*, its name.
    pub municipality: Option<Arc<str>>,
    /// *Virksomhedsform.*
    pub ownership: Option<Arc<str>>,
    /// Places open to the group; never added up over offerings.
    pub places_open: Option<u64>,
    /// The day of the assessment that placed.
    pub assessed_on: Option<NaiveDate>,
    /// The authority behind it.
    pub assessed_by: Option<Arc<str>>,
    /// The guideline, by its label, or why there was none.
    pub guideline: Option<Arc<str>>,
    /// Why it was not placed, in words.
    pub reason: Option<Arc<str>>,
    /// What its level hung on.
    pub recorded: Recorded,
}

/// A finished run.
#[derive(Debug)]
pub struct RunThen {
    /// Its offerings, sorted by key, each once.
    pub offerings: Vec<OfferingThen>,
    /// What it graded and placed by; `None` when it did not record that, and no move has a cause
    /// then.
    pub rules: Option<RulesThen>,
    /// What it said of its supply.
    pub supply: Vec<SupplyThen>,
    /// What it said of places and how full they are; empty without reports.
    pub capacity: Vec<CapacityThen>,
}

/// What a run graded and placed by.
#[derive(Debug)]
pub struct RulesThen {
    /// The rule that placed.
    pub rule: CompiledRule,
    /// The guidelines that were used.
    pub guidelines: Vec<Guideline>,
}

impl RunThen {
    /// An offering with what it was graded and placed by, where that was recorded.
    pub(super) fn side<'r>(&'r self, offering: &'r OfferingThen) -> Option<Side<'r>> {
        let rules = self.rules.as_ref()?;
        let at = offering.recorded.assessed.as_ref().and_then(|then| then.guideline);
        let guideline = at.and_then(|at| rules.guidelines.get(at));
        Some(Side { recorded: &offering.recorded, guideline, rule: &rules.rule })
    }
}
