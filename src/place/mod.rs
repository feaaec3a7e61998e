//! PLACING: grades held against a rule give a placement.
//!
//! # The rule
//!
//! ```text
//! j              a parameter, one of n = 8
//! w_j            its weight, a whole number more than 0
//! x_j            its grade: 0 = ingen, 1 = let, 2 = moderat, 3 = højt; or not relevant
//! l_j <= u_j     what is known of it: 0 and 3 where that is nothing
//! N, W = w(N)    the relevant parameters, and their weight
//! S_h            {j in N : l_j >= h}, so that S_3 ⊆ S_2 ⊆ S_1
//! U_h            {j in N : u_j >= h}
//! R              the required parameters
//! num/den        the threshold
//!
//! F_h[S] = 1     iff  w(S)·den > num·W   ("more than"; "at least": >=)   and   R ∩ N ⊆ S
//! low            max{h : F_h[S_h] = 1},       0 standing for none
//! high           max{h : F_h[U_h] = 1}
//! ```
//!
//! The level is decided where low and high agree. With equal weights it is the m-th largest grade,
//! m = floor(8·num/den) + 1 ("at least": ceil(8·num/den)).
//!
//! # Where each part is
//!
//! | question | file | checked by `tests/it/placing.rs` |
//! |---|---|---|
//! | `F_h` from weights, threshold, required parameters, in whole numbers | `rule.rs` | votes counted out one by one, all known grade sets |
//! | fractions as weights become whole numbers | `fraction.rs` | same ratio, same tables |
//! | the 256-bit tables; monotone in S, `F_3 ⇒ F_2 ⇒ F_1`; both ends | `tables.rs` | all 4^8, 5^8 and 6^8 grade sets; bounds in `placing/bounds.rs` |
//! | k − m, what a level hangs on, what would lift it | `margin.rs` | by changing one grade and placing again |
//! | fornøden kvalitet (Reading R5) | `quality.rs` | truth table |
//! | the states in their order (Reading R4) | `placement.rs` | truth table |
//! | what the files say; all problems at once | `rule_file.rs`, `quality_file.rs`, `document.rs` | snapshots of the messages |
//!
//! # Decided here where the rule leaves room
//!
//! - A required parameter that is *ikke relevant* is not required: nothing can be asked of it.
//! - Where no parameter is relevant no level can be decided: *ikke vurderet* ([`place`]).
//! - A grade of which nothing is known may turn out to be *ikke relevant*; that stays within the
//!   interval. So may one that is known in part, where what is known leaves it open; the interval
//!   then holds that too ([`Tables::attained`]).
//! - "m of 8" is written "more than (m − 1)/8", which decides what becomes of it when parameters
//!   leave the count ([`Rule::majority`]).
//! - λ is more than 0 for "at least" and less than 1 for "more than", so that `F_h[∅] = 0` and
//!   `F_h[N] = 1`.
//!
//! Pure: rules are parsed from text, and read from disk by `settings`.

mod fraction;
mod margin;
mod placement;
mod quality;
mod quality_file;
mod rule;
mod rule_file;
mod tables;

pub use fraction::Fraction;
pub use margin::{Margin, blocking, critical, deciding, margin};
pub use placement::{Placement, is_assessable, place, placement};
pub use quality::{
    Contradiction, QualityBecause, QualityDoubt, QualityFacts, QualityGate, QualityRule, Status,
    StatusMeaning, fold_status, quality,
};
pub use quality_file::parse_quality_rule;
pub use rule::{Comparison, NotRelevant, Rule, Threshold};
pub use rule_file::parse_rule;
pub use tables::{Coalitions, CompiledRule, TableFault, Tables};
