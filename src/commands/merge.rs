//! `niveau merge`: the sums of partitions that were placed, wherever that was.

use std::process::ExitCode;

use super::folders;
use super::progress::Stages;
use crate::cli::MergeArgs;
use crate::results::Stage;
use crate::run::merge_partitions;
use crate::table::thousands;

pub(super) fn merge(args: &MergeArgs) -> anyhow::Result<ExitCode> {
    folders::clear(&args.output);
    let stages = Stages::new(args.talk, &Stage::OF_STREAM);
    let report = merge_partitions(&args.folders, &args.output, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    folders::told(&args.output, &report.finished);
    let rows = report.rows;
    stages.say(&format!(
        "{} partitioner lagt sammen: {} rækker læst, {} indplaceret, {} lagt til side. {} filer i {}",
        report.n_partitions,
        thousands(rows.read),
        thousands(rows.placed),
        thousands(rows.set_aside),
        report.finished.outputs.len() + 1,
        args.output.display()
    ));
    Ok(ExitCode::SUCCESS)
}
