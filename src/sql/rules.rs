//! What is compiled to SQL?

use crate::guideline::GuidelineSet;
use crate::place::{QualityRule, Rule};
use crate::register::TargetGroups;

/// What is compiled.
#[derive(Clone, Copy, Debug)]
pub struct SqlRules<'r> {
    /// Guidelines of all groups and dates.
    pub guidelines: &'r GuidelineSet,
    /// The groups that they are of.
    pub groups: &'r TargetGroups,
    /// The rule that places.
    pub rule: &'r Rule,
    /// The quality gate.
    pub quality: &'r QualityRule,
}
