//! `niveau layout`: a draft of a layout for a file that none knows, on stdout; what was found and
//! how sure it is, on stderr.

use std::io::{self, Write};
use std::process::ExitCode;

use super::terminal::{plain, say};
use super::{WrongCall, folders};
use crate::cli::LayoutArgs;
use crate::ingest::{DraftHelp, draft_layout};
use crate::regular_file::{is_there, no_file};
use crate::run::RunError;
use crate::settings::read_layout_help;

pub(super) fn layout(args: &LayoutArgs) -> anyhow::Result<ExitCode> {
    folders::look();
    let file = &args.file;
    if !is_there(file) {
        return Err(WrongCall(format!("{}: filen findes ikke", file.display())).into());
    }
    if let Ok(Some(what)) = no_file(file) {
        let wrong = format!("{}: her skal være en fil, men det er {what}", file.display());
        return Err(WrongCall(wrong).into());
    }
    let help = read_layout_help(&args.input).map_err(RunError::from)?;
    for unread in &help.unread {
        say(&format!("{unread} kan ikke læses og hjælper ikke; niveau check siger hvorfor"));
    }
    let draft = draft_layout(
        file,
        &DraftHelp { registers: &help.registers, layouts: &help.layouts, limits: help.limits },
    );
    let draft = match draft {
        Ok(draft) => draft,
        Err(finding) => {
            say(&format!("niveau: {}", finding.sentence()));
            return Ok(ExitCode::FAILURE);
        }
    };
    draft.told.iter().for_each(|line| say(line));
    let mut out = io::stdout().lock();
    out.write_all(plain(&draft.toml).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
