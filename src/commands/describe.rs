//! `niveau describe`: who a target group is, on stdout; or an empty template for saying it.

use std::io::{self, Write};
use std::process::ExitCode;

use super::terminal::plain;
use super::{WrongCall, folders, target_group};
use crate::cli::DescribeArgs;
use crate::description::template;
use crate::explain::description_text;
use crate::run::RunError;
use crate::settings::{read_group_settings, read_registers};

pub(super) fn describe(args: &DescribeArgs) -> anyhow::Result<ExitCode> {
    folders::look();
    let text = if args.new { empty(args)? } else { described(args)? };
    let mut out = io::stdout().lock();
    out.write_all(plain(&text).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn empty(args: &DescribeArgs) -> anyhow::Result<String> {
    let groups = read_registers(&args.input).map_err(RunError::from)?.target_groups;
    Ok(template(groups.get(target_group(&groups, &args.target_group)?)))
}

fn described(args: &DescribeArgs) -> anyhow::Result<String> {
    let settings = read_group_settings(&args.input).map_err(RunError::from)?;
    let groups = &settings.registers.target_groups;
    let id = target_group(groups, &args.target_group)?;
    let group = groups.get(id);
    let text = description_text(&settings, id).ok_or_else(|| {
        WrongCall(format!(
            "{} har ingen beskrivelse i {}. `niveau describe --new {}` skriver en tom skabelon",
            group.name,
            args.input.join("descriptions").join(&*group.slug).display(),
            group.slug
        ))
    })?;
    Ok(text)
}
