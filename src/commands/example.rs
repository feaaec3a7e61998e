//! `niveau example`: writes a whole, made-up input folder.

use std::process::ExitCode;

use super::progress::Stages;
use crate::cli::ExampleArgs;
use crate::example::{ExampleOptions, write_example};
use crate::results::{Stage, Step};

pub(super) fn example(args: &ExampleArgs) -> anyhow::Result<ExitCode> {
    let stages = Stages::new(args.talk, &[Stage::Example]);
    stages.tell(Step::Begun(Stage::Example));
    let report = write_example(&ExampleOptions {
        tilbud: args.tilbud,
        assessed: args.assessed,
        seed: args.seed,
        inspectors_judge: args.inspectors_judge,
        output: &args.output,
    });
    stages.end();
    let report = report?;
    stages.say(&format!(
        "{} opdigtede tilbud med {} afdelinger, {} af dem vurderet, og {} leverandører uden for \
         Tilbudsportalen, {} af dem vurderet; {} vurderinger i alt; {} filer i {}",
        report.n_providers,
        report.n_departments,
        report.n_assessed,
        report.n_others,
        report.n_others_assessed,
        report.n_ratings,
        report.files.len(),
        args.output.display(),
    ));
    Ok(ExitCode::SUCCESS)
}
