//! Does an offering meet one criterion?

use super::found::{Found, look};
use crate::guideline::{Bound, Criterion, Scope};
use crate::model::{AgeGroup, Dataset, Evidence, Level, Offering, ProviderKind, ProviderKindSet};

/// *Udfald* of a criterion, a cell or a level. Three-valued: what is not reported is neither met
/// nor failed (Kleene's strong logic), and a fourth for what does not concern the offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// *Opfyldt.*
    Met,
    /// *Ikke opfyldt.*
    NotMet,
    /// *Kan ikke afgøres.*
    Unknown,
    /// *Ikke relevant*: the criterion is not asked of this offering.
    NotRelevant,
}

impl Outcome {
    /// Both must hold; what is not relevant asks nothing.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Met, _) | (_, Self::Met) => Self::Met,
            (Self::NotRelevant, Self::NotRelevant) => Self::NotRelevant,
        }
    }

    /// One of both suffices; what is not relevant offers nothing.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Met, _) | (_, Self::Met) => Self::Met,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::NotRelevant, Self::NotRelevant) => Self::NotRelevant,
        }
    }
}

/// What a criterion's scope may ask of an offering (Reading R10). Nothing known is not the same
/// as "none": a criterion for døgntilbud may or may not hold for a provider of unknown kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances<'a> {
    /// The provider's kinds; empty when unknown.
    pub kinds: ProviderKindSet,
    /// The *delmålgruppe*, when the offering is for one.
    pub subgroup: Option<&'a str>,
    /// The age group, when the offering is for one.
    pub age_group: Option<AgeGroup>,
}

impl<'a> Circumstances<'a> {
    /// Those of an offering whose provider is of these kinds.
    pub fn of(dataset: &'a Dataset, offering: &Offering, kinds: ProviderKindSet) -> Self {
        let subgroup = offering.subgroup.and_then(|name| dataset.subgroups.get(usize::from(name)));
        Self { kinds, subgroup: subgroup.map(|name| &**name), age_group: offering.age_group }
    }
}

/// One criterion held against one offering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Place in [`crate::guideline::Guideline::criteria`].
    pub criterion: u16,
    /// The level it is asked for on.
    pub level: Level,
    /// What the evidence says.
    pub found: Found,
    /// Whether that is enough.
    pub outcome: Outcome,
    /// Whether the criterion concerns the offering; `None` when that is not known.
    pub applies: Option<bool>,
}

/// Holds one criterion against the evidence.
pub fn check_criterion(
    place: u16,
    criterion: &Criterion,
    evidence: &Evidence,
    circumstances: Circumstances,
) -> Check {
    let found = look(criterion.measure, evidence);
    let applies = applies(&criterion.scope, circumstances);
    let outcome = within(applies, outcome(found, criterion.bound));
    Check { criterion: place, level: criterion.level, found, outcome, applies }
}

impl Check {
    /// The outcome, had the bound been another.
    pub fn with_bound(&self, bound: Bound) -> Outcome {
        within(self.applies, outcome(self.found, bound))
    }
}

/// An outcome for whom the criterion may or may not concern.
const fn within(applies: Option<bool>, outcome: Outcome) -> Outcome {
    match (applies, outcome) {
        (Some(false), _) => Outcome::NotRelevant,
        // It may not concern the offering at all, so it cannot fail.
        (None, Outcome::NotMet) => Outcome::Unknown,
        (Some(true) | None, outcome) => outcome,
    }
}

/// Whether what was found reaches the bound, whatever is still missing.
fn outcome(found: Found, bound: Bound) -> Outcome {
    let decide = |low: bool, high: bool| match (low, high) {
        (true, _) => Outcome::Met,
        (false, true) => Outcome::Unknown,
        (false, false) => Outcome::NotMet,
    };
    match (found, bound) {
        (Found::NotRelevant, _) => Outcome::NotRelevant,
        (Found::Answer(yes), Bound::Yes) => decide(yes, yes),
        (Found::Number { low, high }, Bound::AtLeast(bound)) => decide(low >= bound, high >= bound),
        (Found::OrMore(low), Bound::AtLeast(bound)) => decide(low >= bound, true),
        (Found::Share { low, high, total: Some(total) }, Bound::AtLeast(percent)) if total > 0 => {
            let high = high.unwrap_or(total).min(total);
            decide(reaches(low, total, percent), reaches(high, total, percent))
        }
        // Nobody is no share of any staff that does the work.
        (Found::Share { high: Some(0), total: None, .. }, Bound::AtLeast(_)) => Outcome::NotMet,
        // No staff, more experienced staff than staff, a total that is missing, nothing at all.
        _ => Outcome::Unknown,
    }
}

/// `n` of `total` is at least `percent` %, exactly: in whole tenths of a percent, so that 1 of 3
/// never meets 33,4 % nor 7 of 10 fails 70 % by a rounding.
fn reaches(n: u32, total: u32, percent: f64) -> bool {
    f64::from(n) * 1000.0 >= (percent * 10.0).round() * f64::from(total)
}

/// Whether a scope holds for the offering; `None` when what it asks about is not known.
fn applies(scope: &Scope, circumstances: Circumstances) -> Option<bool> {
    let kind = scope.provider_kind.map_or(Some(true), |kind| has(circumstances.kinds, kind));
    let age = scope
        .age_group
        .map_or(Some(true), |age| circumstances.age_group.map(|offered| offered == age));
    let subgroup = scope.subgroup.as_deref().map_or(Some(true), |name| {
        circumstances.subgroup.map(|offered| is_same_name(offered, name))
    });
    let parts = [kind, age, subgroup];
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn has(kinds: ProviderKindSet, kind: ProviderKind) -> Option<bool> {
    (!kinds.is_empty()).then(|| kinds.contains(kind))
}

/// Names of sub-groups are the same but for case and for blanks written as hyphens.
fn is_same_name(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    let plain = |c: char| if c.is_whitespace() || c == '_' { '-' } else { c };
    name.trim().chars().flat_map(char::to_lowercase).map(plain)
}

/// The name of a sub-group as names are compared: `Svær Hjerneskade` is `svær-hjerneskade`.
pub fn folded_name(name: &str) -> String {
    folded(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_compared_without_rounding() {
        assert!(reaches(7, 14, 50.0));
        assert!(!reaches(6, 13, 50.0));
        assert!(reaches(1, 3, 33.3));
        assert!(!reaches(1, 3, 33.4));
        assert!(reaches(7, 10, 70.0));
        assert!(reaches(29, 100, 29.0));
        assert!(reaches(u32::MAX, u32::MAX, 100.0));
    }

    #[test]
    fn no_staff_and_too_many_experienced_are_unknown() {
        let bound = Bound::AtLeast(50.0);
        let none = Found::Share { low: 0, high: Some(0), total: Some(0) };
        assert_eq!(outcome(none, bound), Outcome::Unknown);
        assert_eq!(outcome(Found::Contradiction { n: 14, total: 12 }, bound), Outcome::Unknown);
    }

    #[test]
    fn sub_groups_are_named_loosely() {
        assert!(is_same_name("Svær Hjerneskade ", "svær-hjerneskade"));
        assert!(!is_same_name("svær", "let"));
    }
}
