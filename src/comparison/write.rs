//! From the folders of finished runs to a folder that holds them against each other.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{ComparisonError, FinishedRun, read_run};
use crate::history::{Course, Why};
use crate::output::{Finished, OutputFolder, manifest, written_by};
use crate::report::history::{ToldRun, ToldRuns, write};
use crate::table::Provenance;

/// What was written.
#[derive(Debug)]
pub struct ComparisonReport {
    /// From each run to the next.
    pub steps: Vec<Written>,
    /// What can't be compared, and why, in sentences without full stops.
    pub limits: Vec<String>,
    /// What was put in place.
    pub finished: Finished,
}

/// What a step came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What the two runs are called.
    pub runs: [String; 2],
    /// Offerings in both.
    pub n_pairs: usize,
    /// Those that stand elsewhere.
    pub n_moves: usize,
    /// Moves whose cause can't be told.
    pub n_untold: usize,
    /// Offerings in the new run only, and in the old.
    pub n_new_and_gone: [usize; 2],
}

/// Holds finished runs against each other, each against the one before, and writes what they say.
/// `command` is the first word of the call.
///
/// # Errors
/// A folder holds no finished run as it was written, the output folder is another command's, or the
/// outputs could not be put in place.
pub fn compare_runs(
    command: &str,
    folders: &[PathBuf],
    output: &Path,
) -> Result<ComparisonReport, ComparisonError> {
    if let Some(other) = written_by(output).filter(|other| other != command) {
        return Err(ComparisonError::OutputOfAnother { path: output.to_owned(), command: other });
    }
    let mut finished = Vec::new();
    for folder in folders {
        finished.push(read_run(folder)?);
    }
    name_apart(&mut finished);
    tell_other_maps(&mut finished);
    let staging = OutputFolder::begin(output)?;
    let course = Course::of(finished.iter().map(|run| &run.run).collect());
    let told = ToldRuns {
        course: &course,
        runs: finished
            .iter()
            .map(|run| ToldRun {
                label: run.name.clone(),
                as_of: run.as_of,
                provenance: run.provenance.clone(),
                limits: run.limits.clone(),
            })
            .collect(),
        // The newest run's names stand last, and hold.
        group_names: finished.iter().flat_map(|run| run.group_names.clone()).collect(),
        provenance: provenance(&finished),
    };
    write(&staging, &told, &|_| {}).map_err(|error| match staging.failure() {
        Some(failure) => ComparisonError::Output(failure),
        None => error.into(),
    })?;
    let steps = course.steps.iter().zip(finished.windows(2)).map(|(step, runs)| {
        let comparison = &step.comparison;
        let is_told = |why: &Option<Why>| why.as_ref().and_then(Why::shares).is_some();
        let n_new = comparison.changes.iter().filter(|change| change.presence.is_new()).count();
        Written {
            runs: [runs[0].name.clone(), runs[1].name.clone()],
            n_pairs: comparison.pairs.len(),
            n_moves: comparison.moves.len(),
            n_untold: comparison.moves.iter().filter(|moved| !is_told(&moved.why)).count(),
            n_new_and_gone: [n_new, comparison.changes.len() - n_new],
        }
    });
    let steps = steps.collect();
    let put = staging.finish(|outputs| {
        let more = json!({
            "run_id": told.provenance.run_id,
            "example": told.provenance.example_mark(),
            "runs": finished.iter().map(|run| json!({
                "name": run.name,
                "run_id": run.provenance.run_id,
                "version": run.provenance.program_version,
                "as_of": run.as_of,
                "not_compared": run.limits,
            })).collect::<Vec<_>>(),
            "inputs": finished.iter().flat_map(|run| &run.files).collect::<Vec<_>>(),
            "outputs": outputs,
        });
        manifest(command, more)
    })?;
    let limits = finished.iter().flat_map(|run| run.limits.iter().cloned()).collect();
    Ok(ComparisonReport { steps, limits, finished: put })
}

/// Runs of folders that are called alike have their code behind the name, and their place where
/// that is the same too.
fn name_apart(runs: &mut [FinishedRun]) {
    let names: Vec<String> = runs.iter().map(|run| run.name.clone()).collect();
    let is_alone = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let ids: Vec<String> =
        runs.iter().map(|run| format!("{} ({})", run.name, run.provenance.run_id)).collect();
    for (at, run) in runs.iter_mut().enumerate().filter(|(at, _)| !is_alone(&names[*at])) {
        run.name = match ids.iter().filter(|other| **other == ids[at]).count() {
            1 => ids[at].clone(),
            _ => format!("{}, nr. {}", ids[at], at + 1),
        };
    }
}

/// Says of each run that it is on another map of regions than the first.
fn tell_other_maps(runs: &mut [FinishedRun]) {
    let Some(first) = runs.first().map(|run| (run.name.clone(), run.provenance.regions_on)) else {
        return;
    };
    for run in runs.iter_mut().filter(|run| run.provenance.regions_on != first.1) {
        run.limits.push(format!(
            "{} og {} er talt på hver sit kort over regioner: regionerne kan ikke holdes op mod \
             hinanden",
            first.0, run.name
        ));
    }
}

/// What the comparison was made from.
fn provenance(runs: &[FinishedRun]) -> Provenance {
    let ids: Vec<&str> = runs.iter().map(|run| run.provenance.run_id.as_str()).collect();
    let of_run = |run: &FinishedRun| {
        format!(
            "Kørsel {}: kode {}, regel »{}«",
            run.name, run.provenance.run_id, run.provenance.rule
        )
    };
    Provenance {
        run_id: ids.join("-"),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: None,
        is_example_guideline: runs.iter().any(|run| run.provenance.is_example_guideline),
        is_example_data: runs.iter().any(|run| run.provenance.is_example_data),
        remarks: runs.iter().map(of_run).collect(),
    }
}
