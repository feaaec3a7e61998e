//! `niveau man`: a page for `man`, under Danish headings.

use std::io::{self, Write};
use std::process::ExitCode;

use clap_mangen::Man;

use super::{WrongCall, command};
use crate::cli::ManArgs;

/// Headings as they are made, and as they are written.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "NAVN"),
    ("SYNOPSIS", "OVERSIGT"),
    ("DESCRIPTION", "BESKRIVELSE"),
    ("Kommandoer", "KOMMANDOER"),
    ("EXTRA", "BEMÆRKNINGER"),
    ("VERSION", "UDGAVE"),
];

pub(super) fn man(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let mut whole = command();
    whole.build();
    let of = match &args.command {
        None => whole,
        Some(name) => whole
            .find_subcommand(name)
            .map(|command| command.clone().version(env!("CARGO_PKG_VERSION")))
            .ok_or_else(|| WrongCall(format!("\"{name}\" er ikke en kommando")))?,
    };
    let mut page = Vec::new();
    Man::new(of).manual("niveau").render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in page.lines() {
        let heading = line.strip_prefix(".SH ").map(|name| name.trim_matches('"'));
        let danish = heading.and_then(|name| HEADINGS.iter().find(|(made, _)| *made == name));
        match danish {
            Some((_, danish)) => writeln!(out, ".SH {danish}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
