//! The run, top to bottom: settings, reading, assessing, telling.
//!
//! The only room that opens files of the input folder's rules and registers, and the only one that
//! knows the clock (for the manifest's times, and nothing else).

mod error;
mod forms;
mod manifest;
mod place;
mod run_id;
mod sample;
mod size;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};

use crate::finding::{Account, Finding};
use crate::guideline::GuidelineStatus;
use crate::ingest::{ReadError, ReadOptions, Reading, read_input};
use crate::model::{Dataset, Language, Offering, ProviderId, TargetGroupId};
use crate::output::{Finished, OutputFolder, Staging, lies_within, written_by};
use crate::plain_text::danish_date;
use crate::register::Registers;
use crate::report::{self as outputs, WriteError};
use crate::results::{
    AskedAreas, Assessed, CapacityResults, Checked, Counted, FunctionResults, LandscapeResults,
    Progress, Results, SizeResults, Stage, Step, Vectors, area_profiles, assess, counted,
    design_findings, robustness,
};
use crate::settings::boundaries::read_boundaries;
use crate::settings::unknown_parts::tell_unknown_parts;
use crate::settings::{BoundaryOptions, Settings, read_settings};
use crate::table::Provenance;

pub use error::RunError;
pub use forms::{FormsOptions, FormsReport, ReturnsReport, follow_forms, write_forms};
pub(crate) use place::is_wrong_call;
pub use place::{MergeReport, PlaceOptions, PlaceReport, merge_partitions, place_partitions};
pub use sample::{SampleOptions, SampleReport, write_sample};
pub use size::{SizeOptions, SizeReport, write_sizes};

/// What is asked of the input, whatever is made of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The input folder.
    pub input: &'a Path,
    /// Name of the rule that places.
    pub rule: &'a str,
    /// Rows older than this day are set aside; `None`: age does not matter.
    pub fresh_since: Option<NaiveDate>,
    /// The day of the run: what is dated after it is set aside. It decides nothing else.
    pub as_of: NaiveDate,
}

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct RunOptions<'a> {
    /// The input.
    pub asked: Asked<'a>,
    /// The output folder.
    pub output: &'a Path,
    /// Day of the region map; the registers' own day when not given.
    pub regions_on: Option<NaiveDate>,
    /// Whether charts are drawn for all groups, not only for those with assessments.
    pub all_groups: bool,
    /// Whether the table that other engines read is written.
    pub for_engines: bool,
    /// Whether pictures are vector files too.
    pub vectors: Vectors,
    /// In which language the page is told.
    pub language: Language,
    /// Which areas are told of.
    pub areas: AskedAreas,
    /// Real boundaries for the maps.
    pub boundaries: Option<BoundaryOptions<'a>>,
}

/// What a run did, for the last lines on the terminal.
#[derive(Clone, Debug)]
pub struct RunReport {
    /// All findings, sorted by place.
    pub findings: Vec<Finding>,
    /// Rows read, used, set aside.
    pub rows: (u64, u64, u64),
    /// Offerings, and those of them that were assessed.
    pub n_offerings: (usize, usize),
    /// Target groups that somebody offers, and how many of them have no guideline, and no size.
    pub n_groups: (usize, usize, usize),
    /// Workbooks of rows to correct.
    pub n_given_back: usize,
    /// What a settings file that is not there kept from being reckoned; among the findings too.
    pub not_reckoned: Option<Finding>,
    /// Input files that could not be read, or not to their end: the outputs are without them.
    pub unread: Vec<String>,
    /// Files written.
    pub n_outputs: usize,
    /// What was put in place, and what lay there before.
    pub finished: Finished,
}

/// When the run began, and how long each stage took; tells each that begins.
struct Clock<'p> {
    progress: Progress<'p>,
    began: DateTime<Utc>,
    now: Option<(Stage, Instant)>,
    stages: Vec<(Stage, Duration)>,
}

impl<'p> Clock<'p> {
    fn start(progress: Progress<'p>) -> Self {
        Self { progress, began: Utc::now(), now: None, stages: Vec::new() }
    }

    fn begin(&mut self, stage: Stage) {
        self.end();
        self.now = Some((stage, Instant::now()));
        (self.progress)(Step::Begun(stage));
    }

    fn end(&mut self) {
        self.stages.extend(self.now.take().map(|(stage, since)| (stage, since.elapsed())));
    }
}

/// Reads `input/`, places every offering, and writes all outputs to `output/`.
///
/// # Errors
/// Settings that do not hold together, no data to read, or an output folder that can't be
/// written; the previous outputs are then as they were.
pub fn run(options: &RunOptions<'_>, progress: Progress<'_>) -> Result<RunReport, RunError> {
    produce(options, RUN, outputs::write_all, progress)
}

/// Reads and places as [`run`] does, and writes what tells how firm the placements are, with a
/// workbook, a data dictionary and a manifest of its own. A folder that a whole run wrote is left
/// alone: its outputs belong together.
///
/// # Errors
/// As [`run`]; and an output folder that another command wrote.
pub fn measure_robustness(
    options: &RunOptions<'_>,
    progress: Progress<'_>,
) -> Result<RunReport, RunError> {
    const COMMAND: &str = "robustness";
    if written_by(options.output).is_some_and(|command| command != COMMAND) {
        return Err(RunError::OutputOfRun(options.output.to_owned()));
    }
    produce(options, COMMAND, outputs::write_robustness, progress)
}

/// Reads and places as [`run`] does, and writes the profiles of the areas that are asked for, with a
/// workbook, a data dictionary and a manifest of their own. A folder that another command wrote is
/// left alone.
///
/// # Errors
/// As [`run`]; and an output folder that another command wrote.
pub fn profile_areas(
    options: &RunOptions<'_>,
    progress: Progress<'_>,
) -> Result<RunReport, RunError> {
    const COMMAND: &str = "area";
    if written_by(options.output).is_some_and(|command| command != COMMAND) {
        return Err(RunError::OutputOfRun(options.output.to_owned()));
    }
    produce(options, COMMAND, outputs::write_areas, progress)
}

/// The command whose outputs are all there are.
const RUN: &str = "run";

/// Reads, places, and writes what the command is asked for.
fn produce(
    options: &RunOptions<'_>,
    command: &str,
    write: fn(&Staging, &Results<'_>, Progress<'_>) -> Result<(), WriteError>,
    progress: Progress<'_>,
) -> Result<RunReport, RunError> {
    let asked = options.asked;
    let mut clock = Clock::start(progress);
    clock.begin(Stage::Settings);
    let settings = read_settings(asked.input, asked.rule)?;
    let regions_on = regions_day(&settings.registers, options.regions_on)?;
    if lies_within(options.output, asked.input) {
        return Err(RunError::OutputIsInput(options.output.to_owned()));
    }
    let boundaries = read_boundaries(options.boundaries, &settings.registers.municipalities)
        .map_err(RunError::Boundaries)?;
    // Asked for first: whoever waits for a long run should not learn at its end that nothing can
    // be written.
    let staging = OutputFolder::begin(options.output)?;
    clock.begin(Stage::Reading);
    let told = |far| progress(Step::Read(far));
    let how = ReadOptions { progress: Some(&told), ..reading_of(&settings, &asked) };
    let reading = read_data(asked.input, &settings, &how)?;
    let sum = |of: fn(&Account) -> u64| reading.accounts.iter().map(of).sum();
    let rows = (sum(|a| a.rows_read), sum(|a| a.rows_used), sum(|a| a.rows_set_aside));
    if reading.uses_nothing() {
        let (rows_read, input) = (rows.0, asked.input.to_owned());
        return Err(RunError::NothingUsed { input, rows_read });
    }

    clock.begin(Stage::Assessing);
    let assessed = assess(&reading.dataset, &settings, regions_on);

    clock.begin(Stage::Robustness);
    let robustness = robustness::robustness(&reading.dataset, &settings, &assessed, regions_on);

    clock.begin(Stage::Counting);
    let counted = counted(&reading.dataset, &settings, &assessed, regions_on);
    let (registers, placed) = (&settings.registers, &assessed.offerings);
    let functions = FunctionResults::compute(&reading.dataset, registers, placed, regions_on);

    let mut provenance = provenance(&settings, &assessed, regions_on);
    let brought = boundaries.iter().map(|file| &file.file);
    provenance.run_id = run_id::run_id(
        settings.files.iter().chain(&reading.files).chain(brought),
        &format!("{} {regions_on} {:?} {}", asked.rule, asked.fresh_since, options.all_groups),
    );
    provenance.remarks.extend(asked.fresh_since.map(freshness_remark));
    provenance.remarks.extend(split_remark(&reading.dataset));

    clock.begin(Stage::Sizes);
    let Settings { registers, groups, .. } = &settings;
    let sizes = SizeResults::new(registers, groups, None, regions_on, provenance.run_id.clone())
        .with_boundaries(boundaries.as_ref().map(|file| Arc::clone(&file.boundaries)));

    clock.begin(Stage::Landscape);
    let landscape = LandscapeResults::compute(
        &reading.dataset,
        &settings,
        &assessed,
        &counted.supplied,
        &sizes,
        options.all_groups,
    )?;

    clock.begin(Stage::Capacity);
    let capacity = CapacityResults::compute(
        &reading.dataset,
        &settings,
        &counted.supplied,
        &landscape,
        &sizes,
        regions_on,
    )?;

    clock.begin(Stage::Areas);
    let (dataset, asked_areas) = (&reading.dataset, options.areas);
    let supplied = &counted.supplied;
    let both = (&landscape, &capacity);
    let areas = area_profiles(dataset, &settings, supplied, both, regions_on, asked_areas);

    clock.begin(Stage::Writing);
    let mut findings = reading.findings.clone();
    findings.extend(assessed.findings.iter().cloned());
    findings.extend(boundaries.iter().flat_map(|file| file.findings.iter().cloned()));
    // Sizes are a run's, not robustness's.
    let not_reckoned = settings.groups.not_reckoned().filter(|_| command == RUN);
    findings.extend(not_reckoned.clone());
    findings.extend(design_findings(&reading.dataset, &settings, &assessed));
    findings.sort();
    let view = Results {
        input: asked.input,
        settings: &settings,
        reading: &reading,
        assessed: &assessed,
        robustness: &robustness,
        landscape: &landscape,
        capacity: &capacity,
        areas: &areas,
        sizes: &sizes,
        functions: &functions,
        counted: &counted,
        findings: &findings,
        provenance: &provenance,
        regions_on,
        fresh_since: asked.fresh_since,
        as_of: asked.as_of,
        language: options.language,
        all_groups: options.all_groups,
        for_engines: options.for_engines,
        vectors: options.vectors,
        boundaries: boundaries.as_ref(),
    };
    write(&staging, &view, progress).map_err(|error| RunError::writing(error, &staging))?;
    clock.end();

    let finished = staging.finish(|outputs| manifest::manifest(&view, command, outputs, &clock))?;

    Ok(RunReport {
        rows,
        n_offerings: (
            assessed.offerings.len(),
            assessed.offerings.iter().filter(|o| o.grades.is_assessed()).count(),
        ),
        n_groups: n_groups(&counted, &settings),
        n_given_back: finished
            .outputs
            .iter()
            .filter(|output| output.path.starts_with(outputs::given_back_files::FOLDER))
            .count(),
        unread: reading.unread.clone(),
        n_outputs: finished.outputs.len() + 1,
        finished,
        not_reckoned,
        findings,
    })
}

/// Target groups that somebody offers, and how many of them have no guideline, and no size.
fn n_groups(counted: &Counted, settings: &Settings) -> (usize, usize, usize) {
    let groups: Vec<TargetGroupId> =
        counted.groups.iter().map(|group| group.target_group).collect();
    let without =
        |has: &dyn Fn(TargetGroupId) -> bool| groups.iter().filter(|group| !has(**group)).count();
    (
        groups.len(),
        without(&|group| settings.guidelines.has_group(group)),
        without(&|group| settings.groups.size(group).is_some()),
    )
}

/// The day of the region map: the one asked for, else the registers' own.
fn regions_day(registers: &Registers, asked: Option<NaiveDate>) -> Result<NaiveDate, RunError> {
    let on = asked.unwrap_or_else(|| registers.made_for());
    if registers.regions.on(on).is_empty() {
        return Err(RunError::NoRegions { on, is_asked: asked.is_some() });
    }
    Ok(on)
}

/// How the settings say that data are read.
fn reading_of(settings: &Settings, asked: &Asked<'_>) -> ReadOptions<'static> {
    ReadOptions {
        limits: settings.limits,
        fresh_since: asked.fresh_since,
        as_of: Some(asked.as_of),
        is_outputs: Some(|folder| written_by(folder).is_some()),
        ..ReadOptions::default()
    }
}

/// Reads the data, and holds them against what the settings say of sub-groups.
///
/// # Errors
/// As [`read_input`].
pub fn read_data(
    input: &Path,
    settings: &Settings,
    options: &ReadOptions<'_>,
) -> Result<Reading, ReadError> {
    let mut reading = read_input(input, &settings.registers, &settings.layouts, options)?;
    tell_unknown_parts(&mut reading, settings);
    Ok(reading)
}

/// Reads everything and writes nothing: all findings of settings, data and grading.
///
/// # Errors
/// As [`run`], but for the output folder.
pub fn check(asked: &Asked<'_>, progress: Progress<'_>) -> Result<Checked, RunError> {
    progress(Step::Begun(Stage::Settings));
    let settings = read_settings(asked.input, asked.rule)?;
    let regions_on = regions_day(&settings.registers, None)?;
    progress(Step::Begun(Stage::Reading));
    let told = |far| progress(Step::Read(far));
    let options = ReadOptions { progress: Some(&told), ..reading_of(&settings, asked) };
    let reading = read_data(asked.input, &settings, &options)?;
    progress(Step::Begun(Stage::Assessing));
    let assessed = assess(&reading.dataset, &settings, regions_on);
    Ok(Checked { settings, reading, assessed, regions_on })
}

/// Reads and places, keeping the inspectors' grounds for one provider: for `explain`.
///
/// # Errors
/// As [`check`].
pub fn look_at(
    asked: &Asked<'_>,
    provider: &str,
    progress: Progress<'_>,
) -> Result<Checked, RunError> {
    progress(Step::Begun(Stage::Settings));
    let settings = read_settings(asked.input, asked.rule)?;
    progress(Step::Begun(Stage::Reading));
    let options = ReadOptions { grounds_for: Some(provider), ..reading_of(&settings, asked) };
    let reading = read_data(asked.input, &settings, &options)?;
    progress(Step::Begun(Stage::Assessing));
    let regions_on = settings.registers.made_for();
    let assessed = assess(&reading.dataset, &settings, regions_on);
    Ok(Checked { settings, reading, assessed, regions_on })
}

/// What stands under every output of a run that looked at the age of rows.
fn freshness_remark(since: NaiveDate) -> String {
    format!("Kun rækker fra {} eller senere", danish_date(since))
}

/// What stands under every output of a run with offerings that are split (Reading R24).
fn split_remark(dataset: &Dataset) -> Option<String> {
    let same =
        |a: &Offering, b: &Offering| (a.provider, a.target_group) == (b.provider, b.target_group);
    let split = dataset.offerings.chunk_by(same).filter(|parts| parts.len() > 1);
    let providers: BTreeSet<ProviderId> = split.map(|parts| parts[0].provider).collect();
    (!providers.is_empty()).then(|| {
        format!(
            "{} tilbud er delt efter aldersgruppe eller delmålgruppe: hver del tæller som ét tilbud \
             x målgruppe",
            providers.len()
        )
    })
}

/// What every output of the run is made from.
pub fn provenance(settings: &Settings, assessed: &Assessed, regions_on: NaiveDate) -> Provenance {
    let used = assessed.guidelines_used();
    let groups = &settings.registers.target_groups;
    let guidelines = used.iter().filter_map(|id| settings.guidelines.get(*id));
    Provenance {
        run_id: String::new(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: settings.placing_rule().rule.title.clone().into(),
        guidelines: guidelines.map(|guideline| guideline.title(groups)).collect(),
        regions_on: Some(regions_on),
        is_example_guideline: used
            .iter()
            .filter_map(|id| settings.guidelines.get(*id))
            .any(|g| g.status == GuidelineStatus::Example),
        is_example_data: settings.source.is_example,
        remarks: Vec::new(),
    }
}
