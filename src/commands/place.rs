//! `niveau place`: partitions of the flat table, in a stream.

use std::process::ExitCode;

use super::progress::Stages;
use super::set_threads;
use super::terminal::say;
use crate::cli::PlaceArgs;
use crate::results::Stage;
use crate::run::{PlaceOptions, place_partitions};
use crate::table::thousands;

pub(super) fn place(args: &PlaceArgs) -> anyhow::Result<ExitCode> {
    set_threads(args.threads)?;
    let options = PlaceOptions {
        partitions: &args.partitions,
        input: &args.input,
        rule: &args.rule,
        output: &args.output,
    };
    let stages = Stages::new(args.talk, &Stage::OF_STREAM);
    let report = place_partitions(&options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let rows = report.rows;
    stages.say(&format!(
        "{} partitioner, heraf {} færdige i forvejen: {} rækker læst, {} indplaceret, {} lagt til side \
         (set_aside.csv)",
        report.n_done,
        report.n_before,
        thousands(rows.read),
        thousands(rows.placed),
        thousands(rows.set_aside),
    ));
    if report.n_others > 0 {
        stages.say(&format!(
            "{} andre filer i mapperne er hverken .csv eller .parquet og er ikke læst",
            report.n_others
        ));
    }
    for failed in &report.failed {
        say(&format!("niveau: {failed}"));
    }
    if report.n_done > 0 {
        stages.say(&format!(
            "Resultater i {}; læg dem sammen med niveau merge",
            args.output.display()
        ));
    }
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
