//! How is the call told in Danish? clap parses it; its own words are English, and are not used.

use std::fmt::Write;
use std::process::ExitCode;

use clap::builder::{Arg, Command};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{ArgAction, CommandFactory, FromArgMatches};

use super::terminal::{plain, say};
use crate::cli::Cli;

/// What the help of a command is laid out as.
const TEMPLATE: &str = "{about-with-newline}\nBrug: {usage}\n\n{all-args}{after-help}";

/// The call as typed; or what is told instead of doing anything, and its exit code: 0 for help and
/// version, 2 for a call that is wrong.
///
/// # Errors
/// The exit code, where there is nothing to do.
pub fn parse() -> Result<Cli, ExitCode> {
    let parsed = command().try_get_matches().and_then(|found| Cli::from_arg_matches(&found));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let written = error.print();
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        _ => {
            let wrong = wrong(&error);
            let stop = if wrong.ends_with('?') { "" } else { "." };
            say(&format!("niveau: {wrong}{stop} Se niveau --help, eller niveau KOMMANDO --help"));
            ExitCode::from(2)
        }
    })
}

/// The command with every heading in Danish.
pub fn command() -> Command {
    danish(Cli::command(), "niveau").disable_version_flag(true).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help_heading("Valg")
            .help("Vis programmets version"),
    )
}

fn danish(command: Command, name: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let usage = usage(&command, name);
    let command = command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Kommandoer")
        .mut_args(danish_arg)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help_heading("Valg")
                .help("Vis denne hjælp"),
        );
    names.iter().fold(command, |command, sub| {
        command.mut_subcommand(sub, |of| danish(of, &format!("{name} {sub}")))
    })
}

/// `niveau explain [VALG] TILBUD [MÅLGRUPPE]`.
fn usage(command: &Command, name: &str) -> String {
    let mut usage = format!("{name} [VALG]");
    for argument in command.get_positionals() {
        let value = argument.get_value_names().and_then(|names| names.first());
        let value = value.map_or("", |value| value.as_str());
        let _ = if argument.is_required_set() {
            write!(usage, " {value}")
        } else {
            write!(usage, " [{value}]")
        };
    }
    if command.has_subcommands() {
        let _ = write!(usage, "\n      {name} KOMMANDO [VALG]");
    }
    usage
}

/// What stands without the option, and the words that may be chosen, in Danish.
fn danish_arg(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "Angiv" } else { "Valg" };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let words: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| !matches!(argument.get_action(), ArgAction::SetTrue))
        .map(|value| value.get_name().to_owned())
        .collect();
    if !words.is_empty() {
        let _ = write!(help, " [en af: {}]", words.join(", "));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    if let (false, [default]) = (matches!(argument.get_action(), ArgAction::SetTrue), &*defaults) {
        let _ = write!(help, " [uden: {default}]");
    }
    argument.help_heading(heading).help(help).hide_default_value(true).hide_possible_values(true)
}

/// What is wrong with a call, in a sentence without a full stop.
fn wrong(error: &Error) -> String {
    let of = |kind: ContextKind| -> Option<String> {
        Some(match error.get(kind)? {
            ContextValue::String(text) => text.clone(),
            ContextValue::Strings(texts) => texts.join(", "),
            other => plain(&other.to_string()),
        })
    };
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue).unwrap_or_default();
    let meant =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(of);
    let meant = meant.map_or_else(String::new, |meant| format!(". Mente du {meant}?"));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = of(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("\"{typed}\" er ikke en kommando{meant}")
        }
        ErrorKind::UnknownArgument => format!("{argument} er ikke et valg her{meant}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} mangler en værdi"),
        ErrorKind::InvalidValue => {
            let allowed = of(ContextKind::ValidValue).unwrap_or_default();
            format!("\"{value}\" kan ikke bruges i {argument}; skriv en af {allowed}{meant}")
        }
        ErrorKind::ValueValidation => format!("\"{value}\" kan ikke bruges i {argument}"),
        ErrorKind::MissingRequiredArgument => {
            format!("der mangler {}", argument.trim_end_matches('.'))
        }
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() {
                format!("{argument} kan ikke stå sammen med det andet i kaldet")
            } else {
                format!("{argument} kan ikke stå sammen med {other}")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} har et forkert antal værdier")
        }
        ErrorKind::InvalidUtf8 => "kaldet har tegn, der ikke er UTF-8".to_owned(),
        _ => "kaldet kan ikke læses".to_owned(),
    }
}
