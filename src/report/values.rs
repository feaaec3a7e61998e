//! What is a value that supply is broken down by called?

use crate::landscape::Value;
use crate::plain_text::capitalised;
use crate::results::Results;

/// Where a provider is listed, in words.
pub(super) const ON_PORTAL: &str = "På Tilbudsportalen";
pub(super) const OFF_PORTAL: &str = "Uden for Tilbudsportalen";

/// A value's name for readers.
pub(super) fn value_name(view: &Results<'_>, value: Value) -> String {
    let registers = &view.settings.registers;
    match value {
        Value::Municipality(code) => registers
            .municipalities
            .get(code)
            .map_or_else(|| code.to_string(), |municipality| municipality.name.to_string()),
        Value::Region(id) => registers.regions.get(id).name.to_string(),
        Value::Ownership(ownership) => ownership.danish().to_owned(),
        Value::LegalBasis(id) => registers.legal_bases.get(id).text.to_string(),
        Value::Kind(kind) => capitalised(kind.danish()),
        Value::AgeGroup(age) | Value::AgeTaken(age) => capitalised(age.danish()),
        Value::SocialAuthority(id) => registers.authorities.name(id).to_owned(),
        Value::MunicipalSupervision => "Kommunalt tilsyn (§ 148 a)".to_owned(),
        Value::OnPortal => ON_PORTAL.to_owned(),
        Value::OffPortal => OFF_PORTAL.to_owned(),
        Value::NotReported => "Ikke oplyst".to_owned(),
        Value::Total => "Hele landet".to_owned(),
    }
}

/// So many of so many, in percent; of nothing there is none.
pub(super) fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}
