//! `niveau completions`: what lets a shell complete commands and options.

use std::io::{self, Write};
use std::process::ExitCode;

use super::command;
use crate::cli::CompletionsArgs;

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "niveau", &mut script);
    // What zsh heads its list with.
    let script =
        String::from_utf8_lossy(&script).replace(" commands' commands", " KOMMANDO' commands");
    io::stdout().lock().write_all(script.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
