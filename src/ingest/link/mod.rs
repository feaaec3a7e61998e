//! Which rows belong together? Rows of all files become providers, departments, offerings and
//! assessments.

pub(super) mod assessments;
pub(super) mod both_lists;
pub(super) mod code;
pub(super) mod disagreement;
pub(super) mod find_provider;
pub(super) mod halves;
pub(super) mod join;
pub(super) mod joined;
pub(super) mod last_year;
pub(super) mod like_names;
pub(super) mod linked;
pub(super) mod linked_part;
pub(super) mod links;
pub(super) mod losses;
pub(super) mod lost;
pub(super) mod lost_providers;
pub(super) mod offerings;
pub(super) mod proposal;
pub(super) mod provider_index;
pub(super) mod providers;
pub(super) mod reports;
pub(super) mod resolve;
pub(super) mod search;
pub(super) mod sheets;
pub(super) mod stale;
pub(super) mod status;
pub(super) mod subgroups;
pub(super) mod written;
