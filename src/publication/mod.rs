//! WHAT GOES OUT OF THE HOUSE: the figures of a finished run that may be shown, and whether the
//! finished files hold against whoever reckons backwards.
//!
//! Published is only what the run wrote. The attack reads the files as they were written, and a
//! publication of which a hidden cell can be told too nearly is never put in place.

mod attack_folder;
mod cells;
mod dimension;
mod error;
mod offerings;
mod protocol;
mod publish;
mod released;
mod rules;

pub use attack_folder::attack_folder;
pub use dimension::Dimension;
pub use error::PublicationError;
pub(crate) use publish::{LARGEST, as_json, file, hashed, manifest_of_run, provenance, unusable};
pub use publish::{PUBLISH, PublishOptions, PublishReport, publish};
pub use released::Attacked;
pub use rules::{PublicationRules, TableRule, parse_publication_rules};
