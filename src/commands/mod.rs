//! One file per subcommand; each gives an exit code or an error.

mod agreement;
mod area;
mod attack;
mod check;
mod danish_call;
mod describe;
mod example;
mod explain;
mod folders;
mod forms;
mod guideline;
mod layout;
mod merge;
mod place;
mod progress;
mod publish;
mod robustness;
mod run;
mod sample;
mod size;
mod sql;
mod status;
mod terminal;
mod verify;

use std::io;
use std::process::ExitCode;

use anyhow::Context;
use chrono::{Local, NaiveDate};
use thiserror::Error;

use crate::cli::{Cli, Command, InputArgs};
use crate::finding::{Finding, Severity};
use crate::model::TargetGroupId;
use crate::register::TargetGroups;
use crate::run::{RunError, is_wrong_call};
use crate::settings::SettingsError;
pub use danish_call::{command, parse};
pub use terminal::say;

/// The call named something that is not there: exit code 2.
#[derive(Debug, Error)]
#[error("{0}")]
struct WrongCall(String);

/// Does what was asked.
///
/// # Errors
/// The run failed, or the call was wrong: see [`exit_code`].
pub fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(args) => run::run(&args),
        Command::Check(args) => check::check(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Size(args) => size::size(&args),
        Command::Describe(args) => describe::describe(&args),
        Command::Guideline(args) => guideline::guideline(&args),
        Command::Forms(args) => forms::forms(&args),
        Command::Robustness(args) => robustness::robustness(&args),
        Command::Sample(args) => sample::sample(&args),
        Command::Status(args) => status::status(&args),
        Command::Agreement(args) => agreement::agreement(&args),
        Command::Area(args) => area::area(&args),
        Command::Publish(args) => publish::publish(&args),
        Command::Attack(args) => attack::attack(&args),
        Command::Sql(args) => sql::sql(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Layout(args) => layout::layout(&args),
        Command::Place(args) => place::place(&args),
        Command::Merge(args) => merge::merge(&args),
        Command::Example(args) => example::example(&args),
    }
}

/// What is said of an error, on its way to the terminal. Nothing when whoever read what was shown
/// has stopped reading (`| head`): that is no failure of theirs or ours.
pub fn told(error: &anyhow::Error) -> Option<String> {
    let text = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::BrokenPipe) => return None,
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            "det, der skulle vises, kunne ikke skrives: der er ikke mere plads. Ryd op, eller send \
             det et andet sted hen"
                .to_owned()
        }
        Some(_) => format!("det, der skulle vises, kunne ikke skrives: {error:#}"),
        None => format!("{error:#}"),
    };
    Some(format!("niveau: {text}"))
}

/// 2 when the call was wrong, 1 when the run failed.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    let is_wrong_setting = |error: &SettingsError| {
        matches!(error, SettingsError::NoInput { .. } | SettingsError::NoSuchRule { .. })
    };
    if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    let is_wrong_call = error.is::<WrongCall>()
        || error.downcast_ref::<RunError>().is_some_and(|error| match error {
            RunError::Settings(error) => is_wrong_setting(error),
            RunError::Stream(error) => is_wrong_call(error),
            RunError::NoRegions { is_asked, .. } => *is_asked,
            RunError::OutputIsInput(_)
            | RunError::OutputOfRun(_)
            | RunError::Boundaries(_)
            | RunError::AsksForNobody { .. }
            | RunError::WrongChoice(_)
            | RunError::Returned(_)
            | RunError::NothingToDraw(_) => true,
            RunError::Read(_)
            | RunError::NoFormLayout
            | RunError::NothingUsed { .. }
            | RunError::Landscape(_)
            | RunError::Write(_)
            | RunError::Output(_) => false,
        });
    ExitCode::from(if is_wrong_call { 2 } else { 1 })
}

/// Sets how many threads work. The result does not depend on it.
fn use_threads(input: &InputArgs) -> anyhow::Result<()> {
    set_threads(input.threads)
}

/// The same, of a command that reads no input folder's data.
fn set_threads(threads: Option<u16>) -> anyhow::Result<()> {
    if let Some(threads) = threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.into())
            .build_global()
            .context("trådene kunne ikke startes")?;
    }
    Ok(())
}

/// The day of the run, when the call names none: here and for the manifest's times the clock is
/// looked at, and nowhere else.
fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The exit code of a run whose outputs are there: 1 when files of the input are not in them.
fn done_without(unread: &[String]) -> ExitCode {
    const NAMED: usize = 5;
    if unread.is_empty() {
        return ExitCode::SUCCESS;
    }
    let named = unread.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = match unread.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" og {more} til"),
    };
    say(&format!(
        "Kunne ikke læses, eller ikke til ende: {named}{more}. Resultaterne er uden det, og \
         vurderinger, som det kan afløse, indplacerer ikke; ret filerne, eller tag dem ud, og kør \
         igen"
    ));
    ExitCode::FAILURE
}

/// The target group that was named in the call.
fn target_group(register: &TargetGroups, name: &str) -> Result<TargetGroupId, WrongCall> {
    register.by_name(name).ok_or_else(|| {
        WrongCall(match register.nearest(name).map(|id| &register.get(id).name) {
            Some(near) => {
                format!("målgruppen \"{name}\" findes ikke i registret. Mente du \"{near}\"?")
            }
            None => format!(
                "målgruppen \"{name}\" findes ikke i registret (registers/target_groups.csv)"
            ),
        })
    })
}

/// "3 fejl, 12 advarsler, 4 bemærkninger".
fn counted(findings: &[Finding]) -> String {
    let n = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let word = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!(
        "{} fejl, {}, {}",
        n(Severity::Error),
        word(n(Severity::Warning), "advarsel", "advarsler"),
        word(n(Severity::Note), "bemærkning", "bemærkninger"),
    )
}
