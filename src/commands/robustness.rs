//! `niveau robustness`: how firm the placements are, and nothing else.

use std::process::ExitCode;

use super::progress::Stages;
use super::{done_without, folders, today, use_threads};
use crate::cli::RobustnessArgs;
use crate::model::Language;
use crate::results::{AskedAreas, Stage, Vectors};
use crate::run::{RunOptions, measure_robustness};

pub(super) fn robustness(args: &RobustnessArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::clear(&args.output);
    let options = RunOptions {
        boundaries: None,
        asked: args.input.asked(today()),
        output: &args.output,
        regions_on: args.regions_on,
        all_groups: false,
        for_engines: false,
        vectors: Vectors::Files,
        language: Language::default(),
        areas: AskedAreas::EachRegion,
    };
    let stages = Stages::new(args.talk, &Stage::OF_RUN);
    let report = measure_robustness(&options, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let (all, assessed) = report.n_offerings;
    stages.say(&format!("{all} tilbud x målgruppe, heraf {assessed} vurderet"));
    folders::told(&args.output, &report.finished);
    stages.say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    Ok(done_without(&report.unread))
}
