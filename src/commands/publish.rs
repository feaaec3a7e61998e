//! `niveau publish`: what may be shown of a finished run.

use std::process::ExitCode;

use super::folders;
use super::terminal::say;
use crate::cli::PublishArgs;
use crate::publication::{PublishOptions, publish as publish_run};

pub(super) fn publish(args: &PublishArgs) -> anyhow::Result<ExitCode> {
    let output = args.output.clone().unwrap_or_else(|| args.run.join("publication"));
    folders::clear(&output);
    let previous = args.previous.as_deref();
    let options = PublishOptions { run: &args.run, input: &args.input, output: &output, previous };
    let report = publish_run(&options)?;
    folders::told(&output, &report.finished);
    say(&format!(
        "{}. Ingen af dem kan regnes for nær; protokol.md siger, hvordan det er prøvet, og hvad der \
         ville vise mere. {} filer i {}",
        report.share_hidden,
        report.finished.outputs.len() + 1,
        output.display()
    ));
    Ok(ExitCode::SUCCESS)
}
