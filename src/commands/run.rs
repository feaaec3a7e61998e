//! `niveau run`: reads, places, writes.

use std::process::ExitCode;

use super::progress::Stages;
use super::terminal::say;
use super::{counted, done_without, folders, today, use_threads};
use crate::cli::RunArgs;
use crate::results::AskedAreas;
use crate::run::{RunOptions, run as run_all};

/// What a reader opens first, below the output folder.
const OPEN_FIRST: [&str; 3] =
    ["niveau.xlsx", "robustness/prioritering-og-sortering.txt", "data-dictionary.md"];

pub(super) fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::clear(&args.output);
    let options = RunOptions {
        asked: args.input.asked(today()),
        output: &args.output,
        regions_on: args.regions_on,
        all_groups: args.all_groups,
        areas: AskedAreas::EachRegion,
        boundaries: args.map.boundaries(),
    };
    let stages = Stages::new();
    let report = run_all(&options, &|stage| stages.begin(stage));
    stages.end();
    let report = report?;
    let (read, used, set_aside) = report.rows;
    let (all, assessed) = report.n_offerings;
    say(&format!("{read} rækker læst: {used} brugt, {set_aside} lagt til side (set_aside.csv)"));
    say(&format!("{all} tilbud x målgruppe, heraf {assessed} vurderet"));
    say(&format!("{} (findings.csv)", counted(&report.findings)));
    if report.n_given_back > 0 {
        say(&format!("{} filer med rækker at rette (ret-mig/)", report.n_given_back));
    }
    if let Some(finding) = &report.not_reckoned {
        say(&finding.to_string());
    }
    folders::told(&args.output, &report.finished);
    say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    say(&format!("Åbn først: {}", OPEN_FIRST.join(", ")));
    Ok(done_without(&report.unread))
}
