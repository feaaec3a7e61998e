//! `niveau run`: reads, places, writes.

use std::process::ExitCode;

use super::progress::Stages;
use super::{counted, done_without, folders, today, use_threads};
use crate::cli::{RunArgs, RunFormat};
use crate::results::{AskedAreas, Stage, Vectors};
use crate::run::{RunOptions, run as run_all};

/// What a reader opens first, below the output folder.
const OPEN_FIRST: [&str; 3] = ["rapport.html", "niveau.xlsx", "data-dictionary.md"];

pub(super) fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::clear(&args.output);
    let options = RunOptions {
        asked: args.input.asked(today()),
        output: &args.output,
        regions_on: args.regions_on,
        all_groups: args.all_groups,
        for_engines: args.format.contains(&RunFormat::Parquet),
        vectors: if args.format.contains(&RunFormat::Svg) {
            Vectors::Files
        } else {
            Vectors::OnThePage
        },
        language: args.lang,
        areas: AskedAreas::EachRegion,
        boundaries: args.map.boundaries(),
    };
    let stages = Stages::new(args.talk, &Stage::OF_RUN);
    let report = run_all(&options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let (read, used, set_aside) = report.rows;
    let (all, assessed) = report.n_offerings;
    stages.say(&format!(
        "{read} rækker læst: {used} brugt, {set_aside} lagt til side (set_aside.csv)"
    ));
    stages.say(&format!("{all} tilbud x målgruppe, heraf {assessed} vurderet"));
    stages.say(&format!("{} (findings.csv)", counted(&report.findings)));
    let (groups, no_guideline, no_size) = report.n_groups;
    if no_guideline + no_size > 0 {
        stages.say(&format!(
            "Mangler: {no_guideline} af {groups} målgrupper har ingen vejledning og indplaceres kun \
             på tilsynenes egne gradueringer; {no_size} har ingen størrelse og holdes ikke op mod \
             et behov"
        ));
    }
    if report.n_given_back > 0 {
        stages.say(&format!("{} filer med rækker at rette (ret-mig/)", report.n_given_back));
    }
    if let Some(finding) = &report.not_reckoned {
        stages.say(&finding.sentence());
    }
    folders::told(&args.output, &report.finished);
    stages.say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    stages.say(&format!("Åbn først: {}", OPEN_FIRST.join(", ")));
    Ok(done_without(&report.unread))
}
