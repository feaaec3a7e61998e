//! Whose approval has lapsed, though they are still listed with places or were assessed later?

use crate::finding::{Finding, Severity};
use crate::model::{Dataset, Provider, QualityOutcome};
use crate::place::Status;
use crate::plain_text::danish_date;
use crate::results::assess::status_place;
use crate::settings::Settings;

/// One finding for each provider whose status fails (by the quality rule) and that the data still
/// treat as running. `statuses` runs along the dataset's.
pub(crate) fn lapsed_approvals(
    dataset: &Dataset,
    settings: &Settings,
    statuses: &[Status],
) -> Vec<Finding> {
    let fails = |provider: &&Provider| {
        provider.is_on_portal
            && provider.status.is_some_and(|at| match statuses[usize::from(at)] {
                Status::Listed(place) => {
                    let meaning = &settings.quality.statuses[usize::from(place)];
                    meaning.outcome == QualityOutcome::Fail
                }
                Status::Unlisted => false,
            })
    };
    let mut newest = vec![None; dataset.providers.len()];
    for offering in &dataset.offerings {
        let on = dataset.assessments(offering).iter().map(|a| a.assessed_on).max();
        let of = &mut newest[offering.provider.index()];
        *of = on.max(*of);
    }
    let lapsed = dataset.providers.iter().zip(newest).filter(|(provider, _)| fails(provider));
    lapsed.filter_map(|(provider, assessed_on)| {
        let places: u32 = dataset.departments(provider).iter().filter_map(|d| d.places).sum();
        let later = assessed_on.filter(|on| provider.status_on.is_none_or(|status| status < *on));
        let still = match (later, places) {
            (Some(on), _) => format!("men tilbuddet er vurderet {}", danish_date(on)),
            (None, 0) => return None,
            (None, places) => format!("men tilbuddet står med {places} pladser"),
        };
        let status = &dataset.statuses[usize::from(provider.status?)];
        let on = provider.status_on.map_or_else(
            || "uden dato".to_owned(),
            |on| format!("senest opdateret {}", danish_date(on)),
        );
        Some(Finding {
            place: status_place(dataset, provider),
            severity: Severity::Warning,
            code: "approval-lapsed",
            message: format!(
                "tilbud \"{}\" har status \"{status}\" ({on}), {still}; pladserne tæller med, og \
                 kvaliteten følger reglen i rules/quality.toml",
                provider.id
            ),
            action: "Se efter, om tilbuddet er i drift; er det lukket, så tag rækken ud".to_owned(),
        })
    })
    .collect()
}
