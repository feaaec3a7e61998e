//! The forms of a trial: whom are they about, and what came back of them?

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use rayon::prelude::*;

use crate::finding::Finding;
use crate::ingest::{InputFile, read_returned};
use crate::model::{Dataset, Offering, Provider, Supervision, TargetGroupId};
use crate::output::{Finished, OutputFolder, lies_within, written_by};
use crate::register::Registers;
use crate::report::WriteError;
use crate::report::forms::{FormBasis, FormMaker, write_returns};
use crate::results::{Checked, Progress, Stage, Step};
use crate::run::{Asked, RunError, check, manifest, run_id};
use crate::settings::Reader;
use crate::table::Provenance;
use crate::trial::{FormRow, Returns, SampleDesign, Standing, TrialForm, returns, trial_forms};

/// Where a sample lies that no call names.
const DESIGN: &str = "trial/design.toml";
/// The commands' names in their manifests.
const FORMS: &str = "forms";
const RETURNS: &str = "forms-progress";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct FormsOptions<'a> {
    /// The input.
    pub asked: Asked<'a>,
    /// The output folder.
    pub output: &'a Path,
    /// The sample's design; the input's own when nobody is named.
    pub sample: Option<&'a Path>,
    /// Providers that forms are made for, by tilbudsid; with groups: those of them.
    pub providers: &'a [String],
    /// Target groups that forms are made for, by name or slug.
    pub groups: &'a [String],
    /// The day whose guidelines hold.
    pub on: NaiveDate,
}

/// What was made, for the last lines on the terminal.
#[derive(Debug)]
pub struct FormsReport {
    /// Each form: its file, who gets it, and how many assessments are asked for.
    pub forms: Vec<(String, String, usize)>,
    /// Whom no form was made for, and why, in sentences.
    pub left_out: Vec<String>,
    /// What was put in place, and what lay there before.
    pub finished: Finished,
}

/// How far the trial is, for the terminal.
#[derive(Debug)]
pub struct ReturnsReport {
    /// What came back.
    pub returns: Returns,
    /// Who was asked, by name, along the authorities of the returns.
    pub names: Vec<(Supervision, String)>,
    /// What is to be said of the forms that came back.
    pub findings: Vec<Finding>,
    /// Files that could not be read, or not to their end.
    pub unread: Vec<String>,
    /// Whom nobody is asked about, and why, in sentences.
    pub left_out: Vec<String>,
    /// Files written.
    pub n_outputs: usize,
    /// What was put in place, and what lay there before.
    pub finished: Finished,
}

/// Who is asked about whom.
struct Prepared {
    checked: Checked,
    forms: Vec<TrialForm>,
    left_out: Vec<String>,
    design: Option<InputFile>,
}

/// Writes a workbook for everybody who is asked to assess.
///
/// # Errors
/// As a run; and a call that asks for nobody.
pub fn write_forms(
    options: &FormsOptions<'_>,
    progress: Progress<'_>,
) -> Result<FormsReport, RunError> {
    let began = Utc::now();
    let prepared = prepare(options, FORMS, progress)?;
    let Prepared { checked, forms, left_out, design } = prepared;
    let settings = &checked.settings;
    let registers = &settings.registers;
    let basis = FormBasis {
        registers,
        guidelines: &settings.guidelines,
        layouts: &settings.layouts,
        on: options.on,
        is_example_data: settings.source.is_example,
    };
    let groups = forms.iter().flat_map(|form| form.rows.iter().map(|row| row.target_group));
    let maker = FormMaker::new(basis, groups, |group| subgroups(&checked, group))
        .ok_or(RunError::NoFormLayout)?;
    let staging = OutputFolder::begin(options.output)?;
    progress(Step::Begun(Stage::Forms));
    let named = files_of(&forms, registers);
    forms
        .par_iter()
        .zip(&named)
        .try_for_each(|(form, (path, ..))| {
            let bytes = maker
                .workbook(form)
                .map_err(|source| WriteError::Workbook { path: path.clone(), source })?;
            Ok::<(), WriteError>(staging.write(path, &bytes)?)
        })
        .map_err(|error| RunError::writing(error, &staging))?;
    let inputs = inputs(&checked, design.as_ref());
    let finished = staging.finish(|outputs| {
        manifest::forms_manifest(FORMS, &inputs, options.on, &named, outputs, began)
    })?;
    Ok(FormsReport { forms: named, left_out, finished })
}

/// Holds the forms of a folder against what was asked for, and writes how far the trial is.
///
/// # Errors
/// As [`write_forms`]; and a folder without forms.
pub fn follow_forms(
    options: &FormsOptions<'_>,
    folder: &Path,
    progress: Progress<'_>,
) -> Result<ReturnsReport, RunError> {
    let began = Utc::now();
    let prepared = prepare(options, RETURNS, progress)?;
    let Prepared { checked, forms, left_out, design } = prepared;
    let settings = &checked.settings;
    let registers = &settings.registers;
    progress(Step::Begun(Stage::Returns));
    let returned =
        read_returned(folder, registers, &settings.layouts, settings.limits, options.asked.as_of)?;
    let returns = returns(&forms, returned.rows);
    let staging = OutputFolder::begin(options.output)?;
    let mut inputs = inputs(&checked, design.as_ref());
    inputs.extend(returned.files.iter().cloned());
    let provenance = Provenance {
        run_id: run_id::run_id(inputs.iter(), RETURNS),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: None,
        is_example_guideline: false,
        is_example_data: settings.source.is_example,
        remarks: vec![format!("{} skemaer læst", returned.files.len())],
    };
    write_returns(&staging, &returns, registers, &provenance, progress)
        .map_err(|error| RunError::writing(error, &staging))?;
    let named = files_of(&forms, registers);
    let finished = staging.finish(|outputs| {
        manifest::forms_manifest(RETURNS, &inputs, options.on, &named, outputs, began)
    })?;
    let asked = forms.iter().map(|form| form.authority).zip(named.into_iter().map(|one| one.1));
    Ok(ReturnsReport {
        returns,
        names: asked.collect(),
        findings: returned.findings,
        unread: returned.unread,
        left_out,
        n_outputs: finished.outputs.len() + 1,
        finished,
    })
}

/// Each form: its file, who gets it, and how many assessments are asked for.
fn files_of(forms: &[TrialForm], registers: &Registers) -> Vec<(String, String, usize)> {
    let files = forms.iter().map(|form| {
        let name = registers.supervision_name(form.authority);
        (form.file_name(&name), name, form.rows.len())
    });
    files.collect()
}

/// The files that forms are made from.
fn inputs(checked: &Checked, design: Option<&InputFile>) -> Vec<InputFile> {
    let all = checked.settings.files.iter().chain(&checked.reading.files).chain(design);
    all.cloned().collect()
}

fn subgroups(checked: &Checked, group: TargetGroupId) -> Vec<&str> {
    let description = checked.settings.groups.description(group);
    let all = description.map_or(&[][..], |description| &description.subgroups);
    all.iter().map(|subgroup| &*subgroup.name).collect()
}

fn prepare(
    options: &FormsOptions<'_>,
    command: &str,
    progress: Progress<'_>,
) -> Result<Prepared, RunError> {
    let Asked { input, .. } = options.asked;
    if lies_within(options.output, input) {
        return Err(RunError::OutputIsInput(options.output.to_owned()));
    }
    if written_by(options.output).is_some_and(|by| by != command) {
        return Err(RunError::OutputOfRun(options.output.to_owned()));
    }
    let names_nobody = options.providers.is_empty() && options.groups.is_empty();
    let sample: Option<PathBuf> = match options.sample {
        Some(path) => Some(path.to_owned()),
        None => Some(input.join(DESIGN)).filter(|path| names_nobody && path.is_file()),
    };
    if sample.is_none() && names_nobody {
        return Err(RunError::AsksForNobody { design: input.join(DESIGN) });
    }
    let checked = check(&options.asked, progress)?;
    let mut left_out = Vec::new();
    let (asked, design) = match sample {
        Some(path) => {
            let (design, file) = read_design(&path, &checked)?;
            (drawn(&design, &checked, &mut left_out), Some(file))
        }
        None => (named(options, &checked, &mut left_out)?, None),
    };
    let forms = trial_forms(asked);
    if forms.is_empty() {
        let why = if left_out.is_empty() {
            "ingen tilbud i data passer til det, der er valgt".to_owned()
        } else {
            left_out.join("; ")
        };
        return Err(RunError::WrongChoice(format!("der er intet skema at lave: {why}")));
    }
    Ok(Prepared { checked, forms, left_out, design })
}

fn read_design(path: &Path, checked: &Checked) -> Result<(SampleDesign, InputFile), RunError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "design.toml".to_owned());
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut reader = Reader::new(folder);
    let text = reader.text(&name, "Stikprøveplanen")?;
    let registers = &checked.settings.registers;
    let design = SampleDesign::parse(&text, &name, registers)
        .map_err(crate::settings::SettingsError::Problems)?;
    let file = reader.files.pop();
    let file = file.unwrap_or_else(|| crate::settings::hashed(&name, text.as_bytes()));
    Ok((design, file))
}

/// Those who were drawn, each by who assesses and by who assesses too.
fn drawn(
    design: &SampleDesign,
    checked: &Checked,
    left_out: &mut Vec<String>,
) -> Vec<(Supervision, FormRow)> {
    let dataset = &checked.reading.dataset;
    let (mut unknown, mut unsupervised) = (Vec::new(), Vec::new());
    let mut asked = Vec::new();
    for Standing { drawn, doubled_by, .. } in design.standing() {
        let Some(at) = find(dataset, &drawn.provider) else {
            unknown.push(drawn.provider.to_string());
            continue;
        };
        let row = row(dataset, &dataset.providers[at], drawn.target_group);
        let supervision = drawn.assessed_by.or(checked.assessed.supervision[at]);
        if supervision.is_none() {
            unsupervised.push(drawn.provider.to_string());
        }
        let both = supervision.into_iter().chain(doubled_by);
        asked.extend(both.map(|by| (by, row.clone())));
    }
    tell(left_out, &unknown, "stikprøven har tilbudsid'er, som ikke findes i data");
    tell(left_out, &unsupervised, NOBODY_SUPERVISES);
    asked
}

const NOBODY_SUPERVISES: &str =
    "ingen ved, hvem der fører tilsyn (skriv det i data, under Tilsyn), så der er intet skema for";

fn find(dataset: &Dataset, id: &str) -> Option<usize> {
    dataset.providers.binary_search_by(|provider| (*provider.id).cmp(id)).ok()
}

/// Those who are named, or all of the named groups.
fn named(
    options: &FormsOptions<'_>,
    checked: &Checked,
    left_out: &mut Vec<String>,
) -> Result<Vec<(Supervision, FormRow)>, RunError> {
    let dataset = &checked.reading.dataset;
    let register = &checked.settings.registers.target_groups;
    let mut groups = Vec::new();
    for name in options.groups {
        groups.push(register.by_name(name).ok_or_else(|| {
            let near = register.nearest(name).map(|id| &register.get(id).name);
            let near = near.map_or_else(String::new, |near| format!(". Mente du \"{near}\"?"));
            RunError::WrongChoice(format!("målgruppen \"{name}\" findes ikke i registret{near}"))
        })?);
    }
    for id in options.providers {
        if find(dataset, id).is_none() {
            return Err(RunError::WrongChoice(format!(
                "tilbuddet \"{id}\" findes ikke i data, så der kan ikke laves et skema for det. Skriv \
                 dets tilbudsid, som det står i data"
            )));
        }
    }
    let is_asked = |offering: &&Offering| {
        let provider = &dataset.provider(offering).id;
        (groups.is_empty() || groups.contains(&offering.target_group))
            && (options.providers.is_empty()
                || options.providers.iter().any(|id| **id == **provider))
    };
    let mut unsupervised = Vec::new();
    let mut asked = Vec::new();
    for offering in dataset.offerings.iter().filter(is_asked) {
        let provider = dataset.provider(offering);
        match checked.assessed.supervision[offering.provider.index()] {
            Some(by) => asked.push((by, row(dataset, provider, offering.target_group))),
            None => unsupervised.push(provider.id.to_string()),
        }
    }
    unsupervised.dedup();
    tell(left_out, &unsupervised, NOBODY_SUPERVISES);
    Ok(asked)
}

fn row(dataset: &Dataset, provider: &Provider, target_group: TargetGroupId) -> FormRow {
    FormRow {
        provider: provider.id.clone(),
        target_group,
        name: provider.name.clone(),
        municipality: dataset.seat(provider),
    }
}

/// "… : 900017, 900044 og 3 til".
fn tell(left_out: &mut Vec<String>, ids: &[String], what: &str) {
    const NAMED: usize = 5;
    if ids.is_empty() {
        return;
    }
    let named = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = match ids.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" og {more} til"),
    };
    left_out.push(format!("{what}: {named}{more}"));
}
