//! `niveau sql`: the rules as views of a database, on stdout or in a file.

use std::io::{self, Write};
use std::process::ExitCode;

use super::folders;
use super::guideline::write_new;
use super::terminal::say;
use crate::cli::SqlArgs;
use crate::run::RunError;
use crate::settings::read_settings;
use crate::sql::{SqlRules, script};

pub(super) fn sql(args: &SqlArgs) -> anyhow::Result<ExitCode> {
    folders::look();
    let settings = read_settings(&args.input, &args.rule).map_err(RunError::from)?;
    let rules = SqlRules {
        guidelines: &settings.guidelines,
        groups: &settings.registers.target_groups,
        rule: &settings.placing_rule().rule,
        quality: &settings.quality,
    };
    let text = script(&rules, args.dialect, &args.data);
    if let Some(path) = &args.output {
        write_new(path, text.as_bytes())?;
        say(&format!("Reglerne er skrevet som SQL i {}", path.display()));
    } else {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}
