//! HOW FIRMLY: what other rules, weights, bounds or missing grades would say.
//!
//! The model asks the trial "om der efterfølgende er behov for en prioritering eller sortering i
//! parametrene". Here is what can be said of that, exactly and without sampling: weights are
//! integrated out in closed form, rules are tried one and all, and only the division into
//! held-out folds is drawn, by a seed.
//!
//! | question | file |
//! |---|---|
//! | which weights? | `weighting.rs` |
//! | how likely is a set to hold enough of the weight? | `weight_share.rs` |
//! | how likely is each level, unknown grades included? | `acceptability.rs`, `grade_shares.rs` |
//! | how much may the weights move? | `radius.rs`, `single_weight.rs` |
//! | which unknown grade decides most? | `deciding_unknown.rs` |
//! | what would lift or drop a placement? | `change.rs` |
//! | all of it for one placement | `firmness.rs` |
//! | what would other rules say? | `compared_rule.rs` |
//! | what if a bound moved? | `thresholds.rs` |
//! | do parameters tell offerings apart, and do they say the same? | `discrimination.rs`, `tau_b.rs`, `cronbach_alpha.rs` |
//! | does a level hang on one parameter? | `pivot.rs` |
//! | do parts of a target group (ages, sub-groups) differ? | `difference.rs` |
//! | what does the study's file say? | `study_file.rs` |
//! | which of the rules set side by side did the inspectors follow? | `nearest_rule.rs` |
//! | which of the inspectors' levels contradict each other? | `contradiction.rs` |
//! | which rule is nearest to the inspectors' levels? | `costs.rs`, `fitted.rs`, `min_cut.rs`, `held_out.rs` |
//!
//! Pure: no file, no clock. Formulas and their sources: docs/robusthed.md.

mod acceptability;
mod change;
mod compared_rule;
mod contradiction;
mod costs;
mod cronbach_alpha;
mod deciding_unknown;
mod difference;
mod discrimination;
mod firmness;
mod fitted;
mod grade_shares;
mod held_out;
mod min_cut;
mod nearest_rule;
mod pivot;
mod radius;
mod sample;
mod single_weight;
mod study;
mod study_file;
mod tau_b;
mod thresholds;
mod undefined;
mod weight_share;
mod weighting;

pub use acceptability::{Acceptability, AcceptabilityTables, KnownAcceptability, Weights};
pub use change::{Change, ChangeSteps, Direction, Step, StepInWays, drop, lift, lift_to};
pub use compared_rule::{ComparedRule, Transitions, UNDECIDED};
pub use contradiction::{Contradiction, contradictions};
pub use costs::Costs;
pub use cronbach_alpha::{Alpha, alpha, cronbach_alpha};
pub use deciding_unknown::{DecidingUnknown, deciding_unknown};
pub use difference::{CHANCE, Difference, Differences, PartSample, SUBJECTS, Subject, differences};
pub use discrimination::Discrimination;
pub use firmness::{Firmness, FirmnessTables, GroupTables};
pub use fitted::{Family, Fitted, by_weight};
pub use grade_shares::GradeShares;
pub use held_out::{FEWEST_FOR_AN_ANSWER, Fit, Fits, Folds, Gain, HeldOut, Need};
pub use nearest_rule::{NearestRules, RuleError, nearest_rules};
pub use pivot::{LeftOut, Pivot};
pub use radius::{Radius, RadiusTables};
pub use sample::Rated;
pub use single_weight::{WeightInterval, most_sensitive, single_weight, weights_that_matter};
pub use study::{ParameterFigures, ParameterStudy};
pub use study_file::StudySettings;
pub use tau_b::{PairTauB, tau_b, tau_b_matrix};
pub use thresholds::{
    BoundMove, CriterionEffect, Moved, WithEvidence, add_effects, added, no_effects,
};
pub use undefined::Undefined;
pub use weight_share::{holds, holds_in_order, weight_shares};
pub use weighting::{Priority, Weighting};
