//! Does the data have those that were drawn, and has each that fell out a reserve in its place?

use std::collections::BTreeSet;

use crate::finding::{Finding, Place, Severity};
use crate::model::{Dataset, OfferingId, TargetGroupId};
use crate::results::Assessed;
use crate::settings::{SAMPLE_DESIGN, Settings};
use crate::trial::Drawn;

/// What is to be said of the sample's design, held against the data; nothing without one.
pub fn design_findings(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> Vec<Finding> {
    let Some(design) = &settings.sample else { return Vec::new() };
    let (mut there, mut is_assessed) = (BTreeSet::new(), BTreeSet::new());
    for (id, offering) in (0..).map(OfferingId).zip(&dataset.offerings) {
        let key: (&str, TargetGroupId) = (&dataset.provider(offering).id, offering.target_group);
        there.insert(key);
        if assessed.offering(id).grades.is_assessed() {
            is_assessed.insert(key);
        }
    }
    let among = |set: &BTreeSet<(&str, TargetGroupId)>, drawn: &Drawn| {
        set.contains(&(&*drawn.provider, drawn.target_group))
    };
    let group = |drawn: &Drawn| &*settings.registers.target_groups.get(drawn.target_group).name;
    let told = |code, message, action: &str| Finding {
        place: Place::file(SAMPLE_DESIGN),
        severity: Severity::Warning,
        code,
        message,
        action: action.to_owned(),
    };
    let mut findings = Vec::new();
    for standing in design.standing() {
        let drawn = standing.drawn;
        if !among(&there, drawn) {
            findings.push(told(
                "drawn-not-in-data",
                format!(
                    "tilbud {} er trukket, men har intet tilbud til {} i data; det tæller som ikke \
                     vurderet",
                    drawn.provider,
                    group(drawn)
                ),
                "Er det lukket, så skriv fallen-out = \"lukket\" ved det: den næste reserve træder \
                 til. Ellers ret data",
            ));
        }
        if let (Some(fallen), None) = (standing.instead_of, standing.doubled_by)
            && fallen.doubled_by.is_some()
        {
            findings.push(told(
                "double-rating-lost",
                format!(
                    "tilbud {} træder til for {}, som skulle dobbeltvurderes; det andet tilsyn er \
                     det, der selv fører tilsyn med reserven",
                    drawn.provider, fallen.provider
                ),
                "Skriv doubled-by ved et andet tilbud, hvis dobbeltvurderingen ikke skal mangle",
            ));
        }
    }
    for fallen in design.vacant() {
        findings.push(told(
            "reserves-used-up",
            format!(
                "tilbud {} er faldet fra, og der er ingen reserve tilbage i stratum {} ({})",
                fallen.provider,
                fallen.stratum + 1,
                group(fallen)
            ),
            "Stikprøven er én mindre i stratummet; træk den om, hvis det er for få",
        ));
    }
    for fallen in design.offerings.iter().filter(|drawn| drawn.fallen_out.is_some()) {
        if among(&is_assessed, fallen) {
            findings.push(told(
                "fallen-out-assessed",
                format!(
                    "tilbud {} står som faldet fra, men er vurderet for {}; vurderingen indplacerer \
                     det, men tæller ikke i det, stikprøven siger om alle",
                    fallen.provider,
                    group(fallen)
                ),
                "Slet fallen-out, hvis det alligevel er med",
            ));
        }
    }
    findings
}
