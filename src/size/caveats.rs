//! What must stand beside every size?

use super::{ElderlyCare, GroupSize};
use crate::guideline::decimal;

/// What every output of sizes says (the model, chapter 2), without a full stop.
pub const CAVEATS: [&str; 2] = [
    "Tallene beskriver målgrupper og placerer ingen borger: visitation ligger uden for modellen",
    "Målgruppebeskrivelser er idealtypiske: en borgers behov kan rumme elementer af alle tre \
     niveauer og ændre sig over tid",
];

/// What must be said of an interval that does not open to both sides: low, central, high, in whole
/// citizens.
pub fn one_sided_caveat([low, central, high]: [u64; 3]) -> Option<&'static str> {
    match (low == central, central == high) {
        (true, true) => Some(
            "der er intet interval: lavt, centralt og højt skøn er det samme tal, så usikkerheden \
             er ikke oplyst",
        ),
        (true, false) => Some("intervallet er ensidigt: det centrale skøn er også det lave"),
        (false, true) => Some("intervallet er ensidigt: det centrale skøn er også det høje"),
        (false, false) => None,
    }
}

/// For groups that were not in the trial (the model, chapter 2: "indtil videre udelukkende
/// afprøvet på målgrupper på handicapområdet").
pub fn tried_on_caveat(group: &str, is_pilot: bool) -> Option<String> {
    let caveat = format!(
        "{group}: modellen er indtil videre kun afprøvet på tre målgrupper på handicapområdet, og \
         denne er ikke en af dem"
    );
    (!is_pilot).then_some(caveat)
}

/// For groups whose estimate holds persons of the *almene ældreområde*, which is outside the model.
pub fn elderly_caveat(group: &str, size: &GroupSize) -> Option<String> {
    let any = |care| size.estimates.iter().any(|estimate| estimate.elderly == care);
    let how = if any(ElderlyCare::Included) {
        "omfatter"
    } else if any(ElderlyCare::Partly) {
        "omfatter delvis"
    } else {
        return None;
    };
    Some(format!("{group}: skønnet {how} det almene ældreområde, som ligger uden for modellen"))
}

/// For groups of which municipalities have counted themselves, or whose prevalence is said to vary
/// between municipalities.
pub fn municipal_caveats(group: &str, size: &GroupSize) -> Vec<String> {
    let mut codes: Vec<_> = size.municipal_rates.iter().map(|rate| rate.municipality).collect();
    codes.sort_unstable();
    codes.dedup();
    let counted = (!codes.is_empty()).then(|| {
        format!(
            "{group}: {} kommuner regnes med deres egen forekomst, trukket mod landets skøn, hvor \
             den hviler på få borgere (size/municipal_rates); delmålgrupper følger landets skøn",
            codes.len()
        )
    });
    let between = size.between.as_ref().filter(|_| codes.is_empty()).map(|between| {
        format!(
            "{group}: forekomsten varierer mellem kommuner med variationskoefficienten {}, som er \
             lagt til gitterets, hvor underlag er regnet (kilde: {})",
            decimal(between.cv).replace('.', ","),
            between.source
        )
    });
    counted.into_iter().chain(between).collect()
}
