//! Sizes alone: what a pre-analysis needs before there is any provider.

use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, Utc};

use crate::finding::Finding;
use crate::model::TargetGroupId;
use crate::output::{Finished, OutputFolder, lies_within, written_by};
use crate::results::{Progress, SizeResults, Stage, Step};
use crate::run::{RunError, manifest, regions_day};
use crate::settings::boundaries::{BoundaryOptions, read_boundaries};
use crate::settings::group_files::GroupSettings;

/// The command's name in its manifest.
pub(crate) const SIZE_COMMAND: &str = "size";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct SizeOptions<'a> {
    /// The input folder, which outputs are never put in.
    pub input: &'a Path,
    /// The output folder.
    pub output: &'a Path,
    /// Day of the region map; the registers' own day when not given.
    pub regions_on: Option<NaiveDate>,
    /// One target group; all with a size when not given.
    pub group: Option<TargetGroupId>,
    /// Real boundaries for the maps.
    pub boundaries: Option<BoundaryOptions<'a>>,
}

/// What was made, for the last lines on the terminal.
#[derive(Debug)]
pub struct SizeReport<'s> {
    /// What was told.
    pub sizes: SizeResults<'s>,
    /// What the boundaries lacked.
    pub findings: Vec<Finding>,
    /// Files written.
    pub n_outputs: usize,
    /// What was put in place, and what lay there before.
    pub finished: Finished,
}

/// Computes sizes and writes `size/` to the output folder, with a manifest of its own. A folder that
/// a whole run wrote is left alone: its outputs belong together.
///
/// # Errors
/// A day without regions, or an output folder that can't be written; what was there is then as it
/// was.
pub fn write_sizes<'s>(
    settings: &'s GroupSettings,
    options: &SizeOptions<'_>,
    progress: Progress<'_>,
) -> Result<SizeReport<'s>, RunError> {
    let began = Utc::now();
    let registers = &settings.registers;
    let regions_on = regions_day(registers, options.regions_on)?;
    if lies_within(options.output, options.input) {
        return Err(RunError::OutputIsInput(options.output.to_owned()));
    }
    if written_by(options.output).is_some_and(|command| command != SIZE_COMMAND) {
        return Err(RunError::OutputOfRun(options.output.to_owned()));
    }
    let boundaries = read_boundaries(options.boundaries, &registers.municipalities)
        .map_err(RunError::Boundaries)?;
    let staging = OutputFolder::begin(options.output)?;
    progress(Step::Begun(Stage::Sizes));
    let brought = boundaries.iter().map(|file| &file.file);
    let of = format!("{regions_on} {:?}", options.group);
    let run_id = super::run_id::run_id(settings.files.iter().chain(brought), &of);
    let sizes = SizeResults::new(registers, &settings.groups, options.group, regions_on, run_id)
        .with_boundaries(boundaries.as_ref().map(|file| Arc::clone(&file.boundaries)));
    progress(Step::Begun(Stage::Writing));
    crate::report::write_sizes(&staging, &sizes, progress)
        .map_err(|error| RunError::writing(error, &staging))?;
    let (file, findings) = boundaries.map_or((None, Vec::new()), |b| (Some(b.file), b.findings));
    let finished = staging.finish(|outputs| {
        manifest::size_manifest(settings, &sizes, file.as_ref(), outputs, began)
    })?;
    Ok(SizeReport { sizes, findings, n_outputs: finished.outputs.len() + 1, finished })
}
