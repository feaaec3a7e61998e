//! What does a row say? Cells by field become a provider, evidence, grades or a link, or what is left
//! of a row that could not be used.

pub(super) mod assessment;
pub(super) mod assessment_rows;
pub(super) mod beyond;
pub(super) mod code;
pub(super) mod file_read;
pub(super) mod given;
pub(super) mod link;
pub(super) mod lost;
pub(super) mod lost_provider;
pub(super) mod options;
pub(super) mod other_keys;
pub(super) mod plausibility;
pub(super) mod postal_hint;
pub(super) mod provider;
pub(super) mod provider_rows;
pub(super) mod report;
pub(super) mod report_reader;
pub(super) mod reported_change;
pub(super) mod returned;
pub(super) mod said_status;
pub(super) mod sheet_read;
pub(super) mod taker;
