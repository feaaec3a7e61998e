//! `niveau status`: where each target group stands in the process.

use std::io::{self, Write};
use std::process::ExitCode;

use super::progress::Stages;
use super::{done_without, folders, today, use_threads};
use crate::cli::StatusArgs;
use crate::explain::status_text;
use crate::plain_text::escaped_lines;
use crate::results::Stage;
use crate::run::check;

pub(super) fn status(args: &StatusArgs) -> anyhow::Result<ExitCode> {
    use_threads(&args.input)?;
    folders::look();
    let asked = args.input.asked(today());
    let stages = Stages::new(args.talk, &Stage::OF_PLACING);
    let checked = check(&asked, &|step| stages.tell(step));
    stages.end();
    let checked = checked?;
    let mut out = io::stdout().lock();
    out.write_all(escaped_lines(&status_text(&checked, asked.as_of)).as_bytes())?;
    out.flush()?;
    Ok(done_without(&checked.reading.unread))
}
