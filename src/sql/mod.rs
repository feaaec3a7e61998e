//! THE RULES AS SQL: how does an engine that holds the data grade and place them itself?
//!
//! Guidelines, placing rule and quality gate become views over the flat table ([`crate::flat`]),
//! one step after the other, each to be looked at by itself:
//!
//! ```text
//! niveau_offerings       the flat table
//! niveau_guidelines      which guideline holds for a group, from when to when
//! niveau_assessed        is there an assessment, and which guideline is it held against?
//! niveau_measures        what is counted from several fields of the form, at least and at most
//! niveau_cells           box 4's 24 cells: met, not met, or null for what can't be decided
//! niveau_reached         the same with the levels below, where a parameter builds on them
//! niveau_evidence        the lowest and the highest grade that the evidence allows
//! niveau_grades          the grades: what is given decides, else the evidence
//! niveau_weights         the weight that reaches each level, at worst and at best
//! niveau_levels          the lowest and the highest level
//! niveau_quality         fornøden kvalitet
//! niveau_placements      what a run writes
//! niveau_shares          P(w(S) >= λ) for k of n parameters: constants
//! niveau_acceptability   how likely each level is where the weights are not known
//! ```
//!
//! No division and no floating number: engines differ in both. The rule is `w·den > num·W` in whole
//! numbers. What is unknown is null, tested before anything is compared, and conditions are SQL's
//! own three-valued logic, which is Kleene's. Names are words of this program ([`Name`]), and every
//! text is a literal ([`Dialect::text`]). Pure: no file, no clock.

mod acceptability;
mod cells;
mod criterion;
mod dialect;
mod evidence;
mod expr;
mod grades;
mod guidelines;
mod levels;
mod measures;
mod name;
mod placements;
mod quality;
mod rules;
mod script;
mod view;
mod write;

pub use dialect::Dialect;
pub use expr::{Compare, Expr, Is, Kind};
pub use name::Name;
pub use rules::SqlRules;
pub use script::{script, views};
pub use view::{Body, Join, View};
