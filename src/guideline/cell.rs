//! How is one `[[cell]]` read: a cell of box 4 without criteria?

use super::criterion::{guess, read_level, read_parameter};
use crate::document::{Fields, Problems};
use crate::model::{Level, Parameter};

pub(super) const KEYS: [&str; 4] = ["parameter", "level", "asks-nothing", "not-attainable"];

/// A statement about a cell, with where it stands.
pub(super) struct Statement {
    pub parameter: Parameter,
    pub level: Level,
    pub at: Option<usize>,
    /// Met by itself (and not: never met).
    pub asks_nothing: bool,
    pub reason: Box<str>,
}

/// Reads one statement; the cell is given even when the rest is wrong.
pub(super) fn read_statement(
    fields: &Fields,
    problems: &mut Problems,
) -> (Option<(Parameter, Level)>, Option<Statement>) {
    let parameter = read_parameter(fields, problems);
    let level = read_level("level", fields, problems);
    let cell = guess(parameter).zip(guess(level));

    let both = fields.value("asks-nothing").is_some() == fields.value("not-attainable").is_some();
    if both && problems.is_readable() {
        problems.add(
            fields.at,
            "cell-without-statement",
            "et felt ([[cell]]) skal have enten \"asks-nothing\" eller \"not-attainable\"",
            "Skriv én af de to med en begrundelse, for eksempel asks-nothing = \"boks 4 stiller intet krav\"",
        );
    }
    let nothing = fields.text("asks-nothing", problems);
    let never = fields.text("not-attainable", problems);
    let statement = (|| {
        Some(Statement {
            parameter: parameter.ok()?,
            level: level.ok()?,
            at: fields.at,
            asks_nothing: nothing.is_some(),
            reason: nothing.or(never)?.value.into(),
        })
    })();
    (cell, statement.filter(|_| !both))
}
