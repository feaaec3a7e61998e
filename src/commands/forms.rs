//! `niveau forms`: the forms of a trial, or how far those who got them are.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::progress::Stages;
use super::terminal::{plain, say};
use super::{counted, folders, today};
use crate::cli::FormsArgs;
use crate::finding::Severity;
use crate::model::Parameter;
use crate::results::Stage;
use crate::run::{Asked, FormsOptions, ReturnsReport, follow_forms, write_forms};
use crate::settings::DEFAULT_RULE;
use crate::trial::{AssessmentReturned, ReturnState};

/// What is done to write forms, and to follow them.
const WRITING: [Stage; 4] = [Stage::Settings, Stage::Reading, Stage::Assessing, Stage::Forms];
const FOLLOWING: [Stage; 4] = [Stage::Settings, Stage::Reading, Stage::Assessing, Stage::Returns];

/// Findings that the terminal names.
const NAMED: usize = 10;

pub(super) fn forms(args: &FormsArgs) -> anyhow::Result<ExitCode> {
    let default = if args.progress.is_some() { "output-progress" } else { "output-forms" };
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from(default));
    folders::clear(&output);
    let as_of = today();
    let options = FormsOptions {
        asked: Asked { input: &args.input, rule: DEFAULT_RULE, fresh_since: None, as_of },
        output: &output,
        sample: args.sample.as_deref(),
        providers: &args.provider,
        groups: &args.group,
        on: args.on.unwrap_or(as_of),
    };
    match &args.progress {
        Some(folder) => follow(&options, folder, &Stages::new(args.talk, &FOLLOWING)),
        None => write(&options, &Stages::new(args.talk, &WRITING)),
    }
}

fn write(options: &FormsOptions<'_>, stages: &Stages) -> anyhow::Result<ExitCode> {
    let report = write_forms(options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let mut out = io::stdout().lock();
    for (file, authority, n) in &report.forms {
        let word = if *n == 1 { "vurdering" } else { "vurderinger" };
        writeln!(out, "{}", plain(&format!("{authority}: {n} {word}, {file}")))?;
    }
    out.flush()?;
    report.left_out.iter().for_each(|why| say(why));
    folders::told(options.output, &report.finished);
    stages.say(&format!(
        "{} skemaer i {}. Send dem ud; læg dem, der kommer tilbage, i en mappe for sig, og se med \
         --progress MAPPE, hvor langt tilsynene er. Når de skal bruges, lægges de i {}",
        report.forms.len(),
        options.output.display(),
        options.asked.input.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn follow(options: &FormsOptions<'_>, folder: &Path, stages: &Stages) -> anyhow::Result<ExitCode> {
    let report = follow_forms(options, folder, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let mut out = io::stdout().lock();
    out.write_all(plain(&told(&report)).as_bytes())?;
    out.flush()?;
    let doubtful = report.findings.iter().filter(|finding| finding.severity != Severity::Note);
    doubtful.take(NAMED).for_each(|finding| say(&finding.sentence()));
    stages.say(&format!("Om skemaerne: {}", counted(&report.findings)));
    report.left_out.iter().for_each(|why| say(why));
    if !report.unread.is_empty() {
        stages.say(&format!("Kunne ikke læses, eller ikke til ende: {}", report.unread.join(", ")));
    }
    folders::told(options.output, &report.finished);
    stages.say(&format!(
        "Hvad hver vurdering mangler, står i {} ({} filer)",
        options.output.join("forms/returns.csv").display(),
        report.n_outputs
    ));
    Ok(ExitCode::SUCCESS)
}

/// How far everybody is, and what is missing of each parameter.
fn told(report: &ReturnsReport) -> String {
    let asked = &report.returns.asked;
    let mut lines = vec!["Hvor langt tilsynene er:".to_owned()];
    for (authority, name) in &report.names {
        let own: Vec<&AssessmentReturned> =
            asked.iter().filter(|asked| asked.authority == *authority).collect();
        lines.push(format!("  {name}: {}", states(&own)));
    }
    let all: Vec<&AssessmentReturned> = asked.iter().collect();
    lines.push(format!("  I alt: {}", states(&all)));
    lines.push("Mangler graduering:".to_owned());
    for parameter in Parameter::ALL {
        let n = asked.iter().filter(|asked| !asked.is_graded[parameter]).count();
        lines.push(format!("  {}: {n} af {}", parameter.danish(), asked.len()));
    }
    if !report.returns.not_asked.is_empty() {
        let n = report.returns.not_asked.len();
        lines.push(format!("Rækker, som ingen har bedt om: {n} (forms/not_asked.csv)"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// "3 af 20 færdige, 2 begyndt, 14 ikke begyndt".
fn states(asked: &[&AssessmentReturned]) -> String {
    let n = |state| asked.iter().filter(|asked| asked.state() == state).count();
    let others = ReturnState::ALL.into_iter().skip(1).filter(|state| n(*state) > 0);
    let others: Vec<String> =
        others.map(|state| format!(", {} {}", n(state), state.danish())).collect();
    format!("{} af {} færdige{}", n(ReturnState::Complete), asked.len(), others.concat())
}
