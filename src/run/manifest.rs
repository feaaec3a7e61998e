//! What was the run made from, what did it write, and how long did it take?

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use crate::finding::Severity;
use crate::history::SCHEMA;
use crate::ingest::InputFile;
use crate::model::PlacementState;
use crate::output::{self, Published};
use crate::results::{Results, SampleResults, SizeResults};
use crate::run::size::SIZE_COMMAND;
use crate::run::{Clock, RUN};
use crate::settings::group_files::GroupSettings;

/// The bytes of `manifest.json`: the only output that holds times.
pub(crate) fn manifest(
    view: &Results<'_>,
    command: &str,
    outputs: &[Published],
    clock: &Clock<'_>,
) -> Vec<u8> {
    let settings = view.settings;
    let accounts = &view.reading.accounts;
    let sum = |of: fn(&crate::finding::Account) -> u64| accounts.iter().map(of).sum::<u64>();
    let count = |severity| view.findings.iter().filter(|f| f.severity == severity).count();
    let states: serde_json::Map<String, serde_json::Value> = PlacementState::ALL
        .into_iter()
        .map(|state| {
            let n = view.assessed.offerings.iter().filter(|o| o.placement.state == state).count();
            (state.column().to_owned(), n.into())
        })
        .collect();
    let more = json!({
        // What is recorded for `niveau compare`.
        "schema": (command == RUN).then_some(SCHEMA),
        // Stands in every output; the same input gives the same.
        "run_id": view.provenance.run_id,
        "example": view.provenance.example_mark(),
        "source": settings.source.description,
        "rule": settings.placing_rule().rule.name,
        "rules": settings.rules.iter().map(|rule| json!({
            "name": rule.rule.name,
            "title": rule.rule.title,
            "file": rule.rule.file,
        })).collect::<Vec<_>>(),
        "guidelines": settings.guidelines.iter().map(|guideline| json!({
            "label": guideline.label(),
            "title": guideline.title(&settings.registers.target_groups),
            "file": guideline.file,
            "status": guideline.status.slug(),
            "valid_from": guideline.valid_from,
            "reviewed_on": guideline.reviewed_on,
        })).collect::<Vec<_>>(),
        "regions_on": view.regions_on,
        "fresh_since": view.fresh_since,
        // What is dated after this day is set aside; it decides nothing else.
        "as_of": view.as_of,
        "ages_reckoned_on": view.counted.freshness.on,
        // The folds of providers that rules are tried on, and the suggested collaborations; nothing
        // else is left to chance.
        "seed": settings.study.folds.seed,
        "collaborations_seed": settings.groups.case_base.as_ref().map(|rule| rule.seed),
        "inputs": listed(settings.files.iter().chain(&view.reading.files)
            .chain(view.boundaries.map(|brought| &brought.file))),
        "rows": {
            "read": sum(|a| a.rows_read),
            "used": sum(|a| a.rows_used),
            "set_aside": sum(|a| a.rows_set_aside),
            "by_sheet": accounts.iter().map(|account| json!({
                "file": account.file,
                "sheet": account.sheet,
                "encoding": account.encoding,
                "rows_read": account.rows_read,
                "rows_used": account.rows_used,
                "rows_set_aside": account.rows_set_aside,
            })).collect::<Vec<_>>(),
        },
        // Files of input/corrections, and what their rows replaced.
        "corrections": view.reading.corrections.iter().map(|file| json!({
            "file": file.file,
            "rows_used": file.rows_used,
            "rows_replaced": file.rows_replaced,
            "rows_not_matched": file.rows_not_matched,
        })).collect::<Vec<_>>(),
        "findings": {
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "notes": count(Severity::Note),
        },
        // Outputs that a run has, but for a settings file that is not there.
        "not_reckoned": settings.groups.not_reckoned().iter().filter(|_| command == RUN)
            .map(ToString::to_string).collect::<Vec<_>>(),
        "offerings": { "all": view.assessed.offerings.len(), "by_state": states },
        "outputs": outputs,
        "times": {
            "began": clock.began.to_rfc3339(),
            "stages": clock.stages.iter().map(|(stage, took)| json!({
                "stage": stage.name(),
                "seconds": (took.as_secs_f64() * 1000.0).round() / 1000.0,
            })).collect::<Vec<_>>(),
            "threads": rayon::current_num_threads(),
        },
    });
    output::manifest(command, more)
}

/// As [`manifest`], for sizes alone.
pub(crate) fn size_manifest(
    settings: &GroupSettings,
    sizes: &SizeResults<'_>,
    boundaries: Option<&InputFile>,
    outputs: &[Published],
    began: DateTime<Utc>,
) -> Vec<u8> {
    let more = json!({
        "run_id": sizes.provenance.run_id,
        "sizes": sizes.sizes.iter().map(|size| json!({
            "label": size.title(&settings.registers.target_groups),
            "file": size.file,
            "status": size.status.slug(),
        })).collect::<Vec<_>>(),
        "regions_on": sizes.regions_on,
        "population_on": sizes.registers.made_for(),
        "not_reckoned": settings.groups.not_reckoned().iter().map(ToString::to_string)
            .collect::<Vec<_>>(),
        // Only the suggested collaborations are drawn by chance.
        "seed": settings.groups.case_base.as_ref().map(|rule| rule.seed),
        "inputs": listed(settings.files.iter().chain(boundaries)),
        "outputs": outputs,
        "times": { "began": began.to_rfc3339() },
    });
    output::manifest(SIZE_COMMAND, more)
}

/// As [`manifest`], for a sample alone.
pub(crate) fn sample_manifest<'f>(
    command: &str,
    results: &SampleResults<'_>,
    inputs: impl Iterator<Item = &'f InputFile>,
    outputs: &[Published],
    began: DateTime<Utc>,
) -> Vec<u8> {
    let more = json!({
        "run_id": results.provenance.run_id,
        "example": results.provenance.example_mark(),
        "seed": results.request.seed,
        "size": results.request.size,
        "double": results.request.doubles,
        "allocation": results.request.allocation.word(),
        "regions_on": results.provenance.regions_on,
        "population": results.n_population,
        "inputs": listed(inputs),
        "outputs": outputs,
        "times": { "began": began.to_rfc3339() },
    });
    output::manifest(command, more)
}

/// As [`manifest`], for the forms of a trial: `forms` are each form's file, who gets it, and how
/// many assessments it asks for.
pub(crate) fn forms_manifest(
    command: &str,
    inputs: &[InputFile],
    on: NaiveDate,
    forms: &[(String, String, usize)],
    outputs: &[Published],
    began: DateTime<Utc>,
) -> Vec<u8> {
    let more = json!({
        // The day whose guidelines hold.
        "guidelines_on": on,
        "forms": forms.iter().map(|(file, authority, n_asked)| json!({
            "file": file,
            "authority": authority,
            "assessments": n_asked,
        })).collect::<Vec<_>>(),
        "inputs": listed(inputs.iter()),
        "outputs": outputs,
        "times": { "began": began.to_rfc3339() },
    });
    output::manifest(command, more)
}

/// The files that something was made from.
fn listed<'f>(inputs: impl IntoIterator<Item = &'f InputFile>) -> Vec<serde_json::Value> {
    let file =
        |file: &InputFile| json!({ "path": file.path, "bytes": file.bytes, "sha256": file.sha256 });
    inputs.into_iter().map(file).collect()
}
