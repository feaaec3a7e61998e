//! WHAT GOES OUT OF THE HOUSE: the figures of a finished run that may be shown, and whether the
//! finished files hold against whoever reckons backwards.
//!
//! Published is only what the run wrote. The attack reads the files as they were written, and a
//! publication of which a hidden cell can be told too nearly is never put in place.

mod attack_folder;
mod cells;
mod codes;
mod dimension;
mod error;
mod expected;
mod inside;
mod measure;
mod offerings;
mod page;
mod pictures;
mod protocol;
mod publish;
mod redesign;
mod released;
mod rounded;
mod rules;
mod sentences;
mod tables;
mod written_run;

pub use attack_folder::attack_folder;
pub use dimension::{Dimension, View};
pub use error::PublicationError;
pub use measure::Measure;
pub(crate) use offerings::PLACEMENTS;
pub use publish::{PUBLISH, PublishOptions, PublishReport, changed_rules, publish};
pub use released::Attacked;
pub use rules::{PublicationRules, TableRule, parse_publication_rules};
pub(crate) use written_run::{WrittenRun, unusable};
