//! Parse, run, print the error chain, exit code.

use std::process::ExitCode;

use clap::Parser;
use niveau::cli::Cli;
use niveau::commands::{dispatch, exit_code, say, told};

fn main() -> ExitCode {
    match dispatch(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            if let Some(told) = told(&error) {
                say(&told);
            }
            exit_code(&error)
        }
    }
}
