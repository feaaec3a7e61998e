//! `niveau compare` and `niveau history`: who moved between finished runs, and why.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::WrongCall;
use super::folders;
use super::terminal::say;
use crate::cli::{CompareArgs, HistoryArgs};
use crate::comparison::{ComparisonReport, compare_runs};
use crate::table::thousands;

pub(super) fn compare(args: &CompareArgs) -> anyhow::Result<ExitCode> {
    compared("compare", &[args.old.clone(), args.new.clone()], &args.output)
}

pub(super) fn history(args: &HistoryArgs) -> anyhow::Result<ExitCode> {
    if args.runs.len() < 2 {
        let why = "der skal mindst to kørsler til at følge noget over tid; skriv mapperne, den \
                   tidligste først";
        return Err(WrongCall(why.to_owned()).into());
    }
    compared("history", &args.runs, &args.output)
}

fn compared(command: &str, runs: &[PathBuf], output: &Path) -> anyhow::Result<ExitCode> {
    folders::clear(output);
    let report = compare_runs(command, runs, output)?;
    folders::told(output, &report.finished);
    tell(&report);
    say(&format!("{} filer i {}", report.finished.outputs.len() + 1, output.display()));
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &ComparisonReport) {
    let n = |n: usize| thousands(n as u64);
    for step in &report.steps {
        let untold = match step.n_untold {
            0 => String::new(),
            untold => format!(" (af {} kan årsagen ikke siges)", n(untold)),
        };
        let [new, gone] = step.n_new_and_gone;
        say(&format!(
            "Fra {} til {}: {} af {} tilbud x målgruppe har flyttet sig{untold}; {} er nye, og {} er \
             ikke længere med",
            step.runs[0],
            step.runs[1],
            n(step.n_moves),
            n(step.n_pairs),
            n(new),
            n(gone)
        ));
    }
    for limit in &report.limits {
        say(&format!("{limit}."));
    }
}
