//! What does the file of access and cover say? (`input/rules/adgang.toml`)

use super::access_rule::{AccessRule, Band};
use crate::document::{self, Fields, Problems};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;

/// *Adgang og dækning*: what is chosen, as no source prescribes it.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessSettings {
    /// Where the file lies.
    pub file: Box<str>,
    /// Whether the numbers are examples.
    pub status: GuidelineStatus,
    /// Bands, weights, and how far is too far.
    pub rule: AccessRule,
    /// How much longer the way is than the straight line.
    pub detour_factor: f64,
    /// The least share of the offerings assessed at which a gap is given, in percent.
    pub assessed_percent: u32,
    /// The least share of the departments that reported at which a figure of capacity is given, in
    /// percent.
    pub reported_percent: u32,
}

/// As [`AccessSettings::reported_percent`], where the file does not say. Ours: with less, more than half
/// of a figure is unknown.
const REPORTED_PERCENT: u32 = 50;

const KEYS: [&str; 8] = [
    "title",
    "status",
    "reading",
    "detour-factor",
    "within",
    "assessed-percent",
    "reported-percent",
    "bands",
];

/// Reads the file from its text.
///
/// # Errors
/// All that is wrong with it.
pub fn parse_access_settings(text: &str, file: &str) -> Result<AccessSettings, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    fields.required_text("title", "Adgang og dækning", &mut problems);
    fields.required_text("reading", "Hvorfor tallene er valgt sådan", &mut problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, &mut problems).ok();
    let detour_factor = number(&fields, ("detour-factor", "1.3"), 1.0..=10.0, &mut problems);
    let within = number(&fields, ("within", "60"), 1.0..=10_000.0, &mut problems);
    let assessed = number(&fields, ("assessed-percent", "50"), 0.0..=100.0, &mut problems);
    let reported = match fields.value("reported-percent") {
        None => Some(f64::from(REPORTED_PERCENT)),
        Some(_) => number(&fields, ("reported-percent", "50"), 0.0..=100.0, &mut problems),
    };
    let bands = bands(&fields, &mut problems);
    let rule = bands.zip(within).and_then(|(bands, within)| {
        let rule = AccessRule::new(bands, within);
        if let Err(error) = &rule {
            let action = "Skriv båndene fra det nærmeste, med vægte fra 0 til 1, der falder udad";
            problems.add(fields.key_at("bands"), "bands", error.to_string(), action);
        }
        rule.ok()
    });
    let settings = (|| {
        Some(AccessSettings {
            file: file.into(),
            status: status?,
            rule: rule?,
            detour_factor: detour_factor?,
            assessed_percent: whole(assessed?),
            reported_percent: whole(reported?),
        })
    })();
    problems.finish(settings)
}

fn number(
    fields: &Fields,
    (key, example): (&str, &str),
    range: std::ops::RangeInclusive<f64>,
    problems: &mut Problems,
) -> Option<f64> {
    fields.required(key, &format!("{key} = {example}"), problems)?;
    let found = fields.number(key, problems)?;
    if !range.contains(&found.value) {
        let message =
            format!("{key} = {} er uden for {} til {}", found.value, range.start(), range.end());
        problems.add(
            found.at,
            "number-out-of-range",
            message,
            format!("Skriv for eksempel {key} = {example}"),
        );
        return None;
    }
    Some(found.value)
}

fn bands(fields: &Fields, problems: &mut Problems) -> Option<Vec<Band>> {
    let write = "[[bands]] på en linje for sig, og derunder up-to = 15 og weight = 1";
    fields.required("bands", write, problems)?;
    let sections = fields.sections("bands", "et bånd", &["up-to", "weight"], problems);
    let mut all = Vec::new();
    for section in sections {
        let section = section?;
        let up_to = number(&section, ("up-to", "15"), 0.0..=10_000.0, problems);
        let weight = number(&section, ("weight", "1"), 0.0..=1.0, problems);
        all.push(Band { up_to: up_to?, weight: weight? });
    }
    Some(all)
}

/// A share in whole percent; it was checked to lie from 0 to 100.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(percent: f64) -> u32 {
    percent.round() as u32
}
