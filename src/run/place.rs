//! Partitions of the flat table, placed in a stream, and their sums added.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::output::{Finished, OutputFolder, clear_left_over, lies_within, manifest, written_by};
use crate::report::{self as outputs, streamed};
use crate::results::{Progress, Stage, Step};
use crate::run::RunError;
use crate::settings::read_settings;
use crate::stream::{Merged, Placer, RowCounts, StreamError, partitions, read_partials};

/// What is to be placed.
#[derive(Clone, Copy, Debug)]
pub struct PlaceOptions<'a> {
    /// Files of the flat table, and folders with them.
    pub partitions: &'a [PathBuf],
    /// The folder with registers, guidelines and rules.
    pub input: &'a Path,
    /// Name of the rule that places.
    pub rule: &'a str,
    /// The folder that each partition gets a folder in.
    pub output: &'a Path,
}

/// What was placed.
#[derive(Clone, Debug, Default)]
pub struct PlaceReport {
    /// Partitions whose outputs are in place.
    pub n_done: usize,
    /// Those of them that were done before.
    pub n_before: usize,
    /// The books of all.
    pub rows: RowCounts,
    /// Partitions that could not be read, and why.
    pub failed: Vec<String>,
    /// Files in the folders that are no partitions.
    pub n_others: usize,
    /// Partitions that a killed call had left half done.
    pub n_cleared: usize,
}

/// Grades and places each partition by itself, with bounded memory. One that is done for the same
/// key is not done again; one that can't be read does not stop the others.
///
/// # Errors
/// Settings that do not hold together, nothing to place, or outputs that can't be written.
pub fn place_partitions(
    options: &PlaceOptions<'_>,
    progress: Progress<'_>,
) -> Result<PlaceReport, RunError> {
    progress(Step::Begun(Stage::Settings));
    let settings = read_settings(options.input, options.rule)?;
    let read_from = options.partitions.iter().map(PathBuf::as_path).chain([options.input]);
    for folder in read_from.filter(|path| path.is_dir()) {
        if lies_within(options.output, folder) {
            return Err(RunError::OutputIsInput(options.output.to_owned()));
        }
    }
    let found = partitions(options.partitions)?;
    let folders: BTreeSet<PathBuf> = found
        .all
        .iter()
        .filter_map(|partition| Some(options.output.join(&partition.name).parent()?.to_owned()))
        .collect();
    // A partition that is done is not begun again, and would not be tidied up after.
    let n_cleared = folders.iter().map(|folder| clear_left_over(folder).len()).sum();
    let placer = Placer::new(&settings);
    progress(Step::Begun(Stage::Partitions));
    let mut report = PlaceReport { n_others: found.n_others, n_cleared, ..PlaceReport::default() };
    let of_bytes = found.all.iter().map(|partition| partition.bytes).sum();
    let mut bytes_before = 0;
    for (done, partition) in found.all.iter().enumerate() {
        let rows_before = report.rows.read;
        let tell = |rows, bytes| {
            progress(Step::Placed {
                partitions: done,
                of_partitions: found.all.len(),
                rows: rows_before + rows,
                bytes: bytes_before + bytes,
                of_bytes,
            });
        };
        match placer.place(partition, options.output, &tell) {
            Ok(done) => {
                report.n_done += 1;
                report.n_before += usize::from(done.was_done);
                report.rows.add(done.partial.rows);
            }
            Err(error) if error.is_of_partition() => report.failed.push(error.to_string()),
            Err(error) => return Err(error.into()),
        }
        bytes_before += partition.bytes;
    }
    Ok(report)
}

/// What was added.
#[derive(Clone, Debug)]
pub struct MergeReport {
    /// Partitions.
    pub n_partitions: usize,
    /// The books of all.
    pub rows: RowCounts,
    /// What was put in place.
    pub finished: Finished,
}

/// Adds the sums of partitions that were placed, in any order, anywhere, and writes them as tables.
///
/// # Errors
/// There are none, they do not belong together, or the outputs can't be written.
pub fn merge_partitions(
    folders: &[PathBuf],
    output: &Path,
    progress: Progress<'_>,
) -> Result<MergeReport, RunError> {
    const COMMAND: &str = "merge";
    progress(Step::Begun(Stage::Partitions));
    if written_by(output).is_some_and(|command| command != COMMAND) {
        return Err(RunError::OutputOfRun(output.to_owned()));
    }
    let Merged { rules, told, rows, sums, partitions } = read_partials(folders)?;
    let staging = OutputFolder::begin(output)?;
    let provenance = told.provenance(&rules);
    let groups = &told.groups;
    let group_name = |slug: &str| groups.get(slug).map(String::as_str);
    let view = streamed::StreamedSums {
        sums: &sums,
        group_name: &group_name,
        partitions: partitions
            .iter()
            .map(|(name, key, rows)| streamed::PartitionRow {
                name,
                sha256: &key.partition,
                read: rows.read,
                placed: rows.placed,
                set_aside: rows.set_aside,
            })
            .collect(),
        provenance: provenance.clone(),
    };
    outputs::write_sums(&staging, view, progress)
        .map_err(|error| RunError::writing(error, &staging))?;
    let finished = staging.finish(|outputs| {
        let more = json!({
            "run_id": provenance.run_id,
            "example": provenance.example_mark(),
            "rule": told.rule,
            "guidelines": told.guidelines,
            "rules": rules,
            "rows": rows,
            "partitions": partitions.iter().map(|(name, key, rows)| json!({
                "name": name,
                "sha256": key.partition,
                "bytes": key.bytes,
                "rows": rows,
            })).collect::<Vec<_>>(),
            "outputs": outputs,
        });
        manifest(COMMAND, more)
    })?;
    Ok(MergeReport { n_partitions: partitions.len(), rows, finished })
}

/// Whether the call was wrong, and not what it named.
pub(crate) const fn is_wrong_call(error: &StreamError) -> bool {
    matches!(
        error,
        StreamError::NoPartitions
            | StreamError::NoPartials
            | StreamError::SameName { .. }
            | StreamError::NotRead { .. }
    )
}
