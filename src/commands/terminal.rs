//! How does a text go to the terminal, so that it is read and does nothing?

use std::io::{self, Write};

use crate::ingest::without_personal_numbers;
use crate::plain_text::escaped_lines;

/// The text with its lines, its controls by name, and no CPR-nummer. What is written on stdout or
/// stderr and may hold a word that somebody else wrote goes through here.
pub(super) fn plain(text: &str) -> String {
    let lines = escaped_lines(text);
    lines.split_inclusive('\n').map(without_personal_numbers).collect()
}

/// Says a line on stderr. Where it can't be written (a full disk behind `2>`, a reader that is
/// gone) it is left out: what a command does, and how it ends, does not hang on being told.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", plain(line));
}
