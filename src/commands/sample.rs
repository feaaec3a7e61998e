//! `niveau sample`: who is drawn for the trial, and who assesses them.

use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::{WrongCall, done_without, folders, target_group, today, use_threads};
use crate::cli::SampleArgs;
use crate::model::TargetGroupId;
use crate::register::Registers;
use crate::results::Stage;
use crate::run::{SampleOptions, write_sample};
use crate::trial::{SampleRequest, doubles_needed};

pub(super) fn sample(args: &SampleArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    let doubles = doubles(args)?;
    folders::clear(&args.output);
    let options = SampleOptions {
        asked: args.input.asked(today()),
        output: &args.output,
        regions_on: args.regions_on,
        request: SampleRequest {
            size: args.size,
            seed: args.seed,
            allocation: args.allocation,
            doubles,
        },
    };
    let stages =
        Stages::new(args.talk, &[Stage::Settings, Stage::Reading, Stage::Drawing, Stage::Writing]);
    let groups = |settings: &crate::settings::Settings| groups(&settings.registers, &args.groups);
    let report = write_sample(&options, groups, &|step| stages.tell(step));
    stages.end();
    let report = report?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for sentence in &report.summary {
        writeln!(out, "{sentence}.")?;
    }
    out.flush()?;
    folders::told(&args.output, &report.finished);
    stages.say(&format!("{} filer i {}", report.n_outputs, args.output.display()));
    stages.say(&format!(
        "Næste skridt: læg {} som trial/design.toml i {}",
        args.output.join("design.toml").display(),
        args.input.input.display()
    ));
    Ok(done_without(&report.unread))
}

/// How many double ratings are asked for: a number, or what a width of alpha's interval takes.
fn doubles(args: &SampleArgs) -> Result<u32, WrongCall> {
    let Some(width) = args.width else { return Ok(args.double) };
    doubles_needed(width, args.alpha).ok_or_else(|| {
        WrongCall(format!(
            "bredden {width} ved alfa {} kan der ikke regnes et antal til; bredden skal være over 0, \
             og alfa fra 0,55 til 0,75, som er simuleret",
            args.alpha
        ))
    })
}

/// The groups named in the call, each once, in the register's order; those of the trial when none
/// is.
fn groups(registers: &Registers, names: &[String]) -> anyhow::Result<Vec<TargetGroupId>> {
    let register = &registers.target_groups;
    let mut groups = Vec::new();
    for name in names {
        groups.push(target_group(register, name)?);
    }
    if names.is_empty() {
        groups.extend(register.iter().filter(|(_, group)| group.is_pilot).map(|(id, _)| id));
    }
    groups.sort_unstable();
    groups.dedup();
    Ok(groups)
}
