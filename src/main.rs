//! Parse, run, print the error chain, exit code.

/// Frees and takes millions of small texts faster than the system's own, and gives them back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

use niveau::commands::{dispatch, exit_code, parse, say, told};

fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => {
            if let Some(told) = told(&error) {
                say(&told);
            }
            exit_code(&error)
        }
    }
}
