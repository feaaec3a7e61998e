//! A sample alone: drawn from the data, before anybody is assessed.

use std::path::Path;

use chrono::{NaiveDate, Utc};

use crate::ingest::ReadOptions;
use crate::model::TargetGroupId;
use crate::output::{Finished, OutputFolder, lies_within, written_by};
use crate::results::{Progress, SampleResults, Stage, Step, assess, population};
use crate::run::{Asked, RunError, manifest, read_data, reading_of, regions_day};
use crate::settings::{Settings, read_settings};
use crate::table::Provenance;
use crate::trial::SampleRequest;

/// The command's name in its manifest.
const SAMPLE_COMMAND: &str = "sample";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct SampleOptions<'a> {
    /// The input.
    pub asked: Asked<'a>,
    /// The output folder.
    pub output: &'a Path,
    /// Day of the region map; the registers' own day when not given.
    pub regions_on: Option<NaiveDate>,
    /// What is drawn.
    pub request: SampleRequest,
}

/// What was made, for the lines on the terminal.
#[derive(Debug)]
pub struct SampleReport {
    /// What the sample is, and what is to be known of it: sentences.
    pub summary: Vec<String>,
    /// Input files that could not be read, or not to their end.
    pub unread: Vec<String>,
    /// Files written.
    pub n_outputs: usize,
    /// What was put in place, and what lay there before.
    pub finished: Finished,
}

/// Reads the data, draws, and writes design, tables and picture to the output folder, with a
/// manifest of its own. A folder that another command wrote is left alone. `groups` says which
/// groups are drawn from, once the registers are read.
///
/// # Errors
/// As [`super::run`]; an output folder that another command wrote; nobody to draw from.
pub fn write_sample<E: From<RunError>>(
    options: &SampleOptions<'_>,
    groups: impl FnOnce(&Settings) -> Result<Vec<TargetGroupId>, E>,
    progress: Progress<'_>,
) -> Result<SampleReport, E> {
    let began = Utc::now();
    let asked = options.asked;
    progress(Step::Begun(Stage::Settings));
    let settings = read_settings(asked.input, asked.rule).map_err(RunError::from)?;
    let groups = groups(&settings)?;
    Ok(write(options, &settings, &groups, began, progress)?)
}

fn write(
    options: &SampleOptions<'_>,
    settings: &Settings,
    groups: &[TargetGroupId],
    began: chrono::DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<SampleReport, RunError> {
    let asked = options.asked;
    let registers = &settings.registers;
    let regions_on = regions_day(registers, options.regions_on)?;
    if lies_within(options.output, asked.input) {
        return Err(RunError::OutputIsInput(options.output.to_owned()));
    }
    if written_by(options.output).is_some_and(|command| command != SAMPLE_COMMAND) {
        return Err(RunError::OutputOfRun(options.output.to_owned()));
    }
    let staging = OutputFolder::begin(options.output)?;
    progress(Step::Begun(Stage::Reading));
    let told = |far| progress(Step::Read(far));
    let how = ReadOptions { progress: Some(&told), ..reading_of(settings, &asked) };
    let reading = read_data(asked.input, settings, &how)?;
    if reading.uses_nothing() {
        let rows_read = reading.accounts.iter().map(|account| account.rows_read).sum();
        return Err(RunError::NothingUsed { input: asked.input.to_owned(), rows_read });
    }
    progress(Step::Begun(Stage::Drawing));
    let supervision = assess(&reading.dataset, settings, regions_on).supervision;
    let frame = population(&reading.dataset, registers, &supervision, groups, regions_on);
    if frame.is_empty() {
        let names: Vec<&str> =
            groups.iter().map(|id| &*registers.target_groups.get(*id).name).collect();
        return Err(RunError::NothingToDraw(names.join(", ")));
    }
    let provenance = Provenance {
        run_id: super::run_id::run_id(
            settings.files.iter().chain(&reading.files),
            &format!("{regions_on} {:?} {:?} {groups:?}", asked.fresh_since, options.request),
        ),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: Some(regions_on),
        is_example_guideline: false,
        is_example_data: settings.source.is_example,
        remarks: vec![format!("Stikprøve, frø {}", options.request.seed)],
    };
    let results = SampleResults::new(
        registers,
        &reading.dataset,
        (&frame, groups),
        options.request,
        provenance,
    );
    progress(Step::Begun(Stage::Writing));
    crate::report::write_sample(&staging, &results, progress)
        .map_err(|error| RunError::writing(error, &staging))?;
    let finished = staging.finish(|outputs| {
        let files = settings.files.iter().chain(&reading.files);
        manifest::sample_manifest(SAMPLE_COMMAND, &results, files, outputs, began)
    })?;
    Ok(SampleReport {
        summary: crate::report::sample::summary(&results),
        unread: reading.unread.clone(),
        n_outputs: finished.outputs.len() + 1,
        finished,
    })
}
