//! How is `[between-municipalities]` read: how much does the prevalence vary from one municipality
//! to the next?

use super::BetweenMunicipalities;
use super::case_base::SMALLEST_CV;
use super::case_base_rule::LARGEST_CV;
use crate::document::{Fields, Problems};
use crate::guideline::decimal;

pub(super) const KEYS: [&str; 2] = ["cv", "source"];

pub(super) fn read_between(
    fields: &Fields,
    problems: &mut Problems,
) -> Option<BetweenMunicipalities> {
    fields.required("cv", "cv = 0.5", problems);
    let source = fields.required_text("source", "Hvor tallet kommer fra", problems);
    let cv = fields.number("cv", problems)?;
    if !(SMALLEST_CV..=LARGEST_CV).contains(&cv.value) {
        problems.add(
            cv.at,
            "number-out-of-range",
            format!(
                "{} kan ikke være variationskoefficienten, som skal være fra {SMALLEST_CV} til \
                 {LARGEST_CV}",
                decimal(cv.value)
            ),
            "Skriv standardafvigelsen mellem kommuner delt med gennemsnittet, for eksempel cv = 0.5",
        );
        return None;
    }
    Some(BetweenMunicipalities { cv: cv.value, source: source?.value.into() })
}
